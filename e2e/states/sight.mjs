// What a contact sees, as staff find it out.

import { answer, ask, load } from "../steps.mjs";

const JO = "jo.marsh@oakline.example";
const CANARY = "**/api/v1/admin/canary";

async function jo(page) {
  const { items } = await ask(page, "third-parties?q=oakline");
  const { people } = await ask(page, `third-parties/${items[0].id}`);
  return people.find((person) => person.email === JO).id;
}

const all = async (page) => {
  await load(page, `/admin/people/${await jo(page)}/sees?kind=document`);
  await page.getByRole("button", { name: /^Why/ }).first().waitFor();
};

// The settings, after a night that ended so.
const night = (name, last, said) => ({
  name: `admin-canary-${name}`,
  staff: true,
  open: async (page) => {
    await answer(page, CANARY, () => ({ last }));
    await load(page, "/admin/settings");
    await page.getByText(said).waitFor();
  },
});

const run = (days, leaks, found = []) => {
  const at = new Date(Date.now() - days * 86_400_000).toISOString();
  return { began_at: at, ended_at: at, contacts: 12, reads: 3652, tried: 1108, leaks, missing: 0, seed: 1, found };
};

export const SIGHT = [
  {
    name: "admin-preview",
    staff: true,
    open: async (page) => {
      await load(page, `/admin/preview/${await jo(page)}/`);
      await page.getByText("Your properties").waitFor();
    },
  },
  {
    name: "admin-preview-own-page",
    staff: true,
    open: async (page) => {
      await load(page, `/admin/preview/${await jo(page)}/devices`);
      await page.getByRole("heading", { name: "This page is hers alone" }).waitFor();
    },
    // The next state is the staff's app again.
    leave: (page) => load(page, "/admin/"),
  },
  { name: "admin-sight", staff: true, open: all },
  {
    name: "admin-sight-why",
    staff: true,
    open: async (page) => {
      await all(page);
      await page.getByRole("button", { name: /^Why/ }).first().click();
      await page.getByRole("dialog").locator(".reasons li").first().waitFor();
    },
  },
  night("well", run(0, 0), "Nobody was shown anything"),
  night("late", run(3, 0), "It was not checked last night"),
  night("leaked", run(0, 2, ["Jo Marsh was shown an invoice of Nest"]), "2 things were shown"),
];
