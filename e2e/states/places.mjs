// What the office does with a subject, each state with the way into it.

import { ask, load } from "../steps.mjs";

async function park(page) {
  const { items } = await ask(page, "subjects?q=park+road");
  return ask(page, `subjects/${items[0].id}`);
}

const at = (rest, name) => async (page) => {
  await load(page, `/admin/subjects/${(await park(page)).id}/${rest}`);
  await page.getByRole("heading", { level: 1, name }).waitFor();
};

export const PLACES = [
  {
    name: "admin-subject-new",
    staff: true,
    open: async (page) => {
      await load(page, "/admin/subjects/new");
      await page.getByRole("button", { name: "Add it" }).click();
      await page.getByText("Write what people call it").waitFor();
    },
  },
  {
    name: "admin-subject-edit",
    staff: true,
    open: async (page) => {
      await at("edit", "Change its details")(page);
      await page.getByRole("textbox", { name: "UPRN", exact: true }).waitFor();
    },
  },
  {
    name: "admin-subject-place",
    staff: true,
    open: async (page) => {
      await at("place", "Put it below another")(page);
      await page.getByRole("button", { name: "See what that changes" }).click();
      await page.getByRole("alert").filter({ hasText: "Choose" }).waitFor();
    },
  },
  {
    name: "admin-interest-new",
    staff: true,
    open: async (page) => {
      await at("new-interest", "Add somebody")(page);
      await page.getByLabel("Find by name, person or e-mail").fill("oakline");
      await page.getByRole("button", { name: /Oakline Lettings/ }).waitFor();
    },
  },
  {
    name: "admin-interest-withdraw",
    staff: true,
    open: async (page) => {
      const { id, interests } = await park(page);
      await load(page, `/admin/subjects/${id}/interests/${interests[0].id}`);
      await page.getByRole("button", { name: "It was a mistake: withdraw it" }).click();
      const sheet = page.getByRole("dialog");
      await sheet.getByRole("button", { name: "See what that changes" }).click();
      await sheet.getByText("no longer sees").first().waitFor();
    },
  },
  {
    name: "admin-shares",
    staff: true,
    open: async (page) => {
      await at("shares", "Who holds which share")(page);
      await page.getByLabel("Find by name, person or e-mail").fill("oakline");
      await page.getByRole("button", { name: /Oakline Lettings/ }).click();
      await page.getByLabel("Share of Oakline Lettings").fill("12.5 %");
      await page.getByText("7/8 is nobody’s").waitFor();
      await page.evaluate(() => sessionStorage.removeItem("sightline.drafts"));
    },
  },
];
