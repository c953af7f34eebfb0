// Every page of the staff's app and every state a page can be in, each with the way into it.

import { FACE } from "./states/face.mjs";
import { SIGHT } from "./states/sight.mjs";
import { FIRST } from "./states/first.mjs";
import { PASSKEY_STATES } from "./states/passkeys.mjs";
import { PROFILE_STATES } from "./states/profiles.mjs";
import { TODAY } from "./states/today.mjs";
import { PEOPLE } from "./states/people.mjs";
import { PLACES } from "./states/places.mjs";
import { RECORD_STATES } from "./states/records.mjs";
import { answer, ask, go, load, refuse } from "./steps.mjs";

const JO = "jo.marsh@oakline.example";
const PARTIES = "**/api/v1/admin/third-parties*";
const PERSON = "**/api/v1/admin/contacts/*";

async function oakline(page) {
  return (await ask(page, "third-parties?q=oakline")).items[0].id;
}

async function jo(page) {
  const { people } = await ask(page, `third-parties/${await oakline(page)}`);
  return people.find((person) => person.email === JO).id;
}

const person = async (page) => {
  await load(page, `/admin/people/${await jo(page)}`);
  await page.getByLabel("E-mail address").waitFor();
};

const newPerson = async (page) => {
  await load(page, `/admin/third-parties/${await oakline(page)}/new-person`);
  await page.getByLabel("E-mail address").waitFor();
};

// A form that was begun is offered again; the next state is not to find it.
const forget = async (page) => {
  await page.evaluate(() => sessionStorage.removeItem("sightline.drafts"));
};

const STATES = [
  ...TODAY,
  ...FACE,
  { name: "admin-sign-in", open: (page) => load(page, "/admin/third-parties") },
  {
    name: "admin-not-staff",
    who: JO,
    open: async (page) => {
      await load(page, "/admin/");
      await page.getByRole("heading", { name: "You are not on a firm's staff" }).waitFor();
    },
  },
  {
    name: "admin-third-parties",
    staff: true,
    open: async (page) => {
      await load(page, "/admin/third-parties");
      await page.getByText("Oakline Lettings").waitFor();
    },
  },
  {
    name: "admin-third-parties-loading",
    staff: true,
    waiting: true,
    open: async (page) => {
      await page.route(PARTIES, () => {});
      await load(page, "/admin/third-parties");
      await page.locator(".shell .bone").first().waitFor();
    },
  },
  { name: "admin-third-parties-none", staff: true, open: (page) => load(page, "/admin/third-parties?words=zebra") },
  {
    name: "admin-failed",
    staff: true,
    open: async (page) => {
      await refuse(page, PARTIES, 503, "unavailable", "Not available");
      await load(page, "/admin/third-parties");
      await page.getByText("This could not be loaded").waitFor();
    },
  },
  {
    name: "admin-third-party-new",
    staff: true,
    open: async (page) => {
      await load(page, "/admin/third-parties/new");
      await page.getByRole("button", { name: "Add a third party" }).click();
      await page.getByText("Choose what kind it is").waitFor();
    },
  },
  {
    name: "admin-third-party",
    staff: true,
    open: async (page) => load(page, `/admin/third-parties/${await oakline(page)}`),
  },
  {
    name: "admin-rename",
    staff: true,
    open: async (page) => {
      await load(page, `/admin/third-parties/${await oakline(page)}`);
      await page.getByRole("button", { name: "Rename" }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  { name: "admin-person-new", staff: true, open: newPerson },
  {
    name: "admin-person-wrong",
    staff: true,
    open: async (page) => {
      await newPerson(page);
      await page.getByLabel("Name", { exact: true }).fill("Nia");
      await page.getByLabel("E-mail address").fill(JO);
      await page.getByLabel("Role").selectOption({ index: 1 });
      await page.getByRole("button", { name: "Add her" }).click();
      await page.getByText("This address is a contact here already").waitFor();
    },
    leave: forget,
  },
  {
    name: "admin-person-places",
    staff: true,
    open: async (page) => {
      await newPerson(page);
      await page.getByLabel("Only these places").check();
      await page.getByLabel("Find a place to add").fill("22 park");
      await page.getByRole("button", { name: /^22 Park Road/ }).click();
      await page.getByLabel("Find a place to add").fill("mill lane");
      await page.getByRole("button", { name: /Mill Lane/ }).first().waitFor();
    },
    leave: forget,
  },
  {
    name: "admin-draft",
    staff: true,
    open: async (page) => {
      await newPerson(page);
      await page.getByLabel("Name", { exact: true }).fill("Nia Ellis");
      await newPerson(page);
      await page.getByText("You had begun to fill this in.").waitFor();
    },
    leave: forget,
  },
  { name: "admin-person", staff: true, open: person },
  {
    name: "admin-mail",
    staff: true,
    open: async (page) => {
      await person(page);
      await page.getByRole("button", { name: "See the mail first" }).click();
      await page.locator(".letter").waitFor();
    },
  },
  {
    name: "admin-conflict",
    staff: true,
    open: async (page) => {
      await person(page);
      await page.getByLabel("Name", { exact: true }).fill("Joanna Marsh");
      await answer(page, PERSON, (found) => ({ ...found, name: "Jo Marsh-Lee", off: ["photos"] }));
      await page.route(PERSON, async (route) => {
        if (route.request().method() !== "PUT") return route.fallback();
        const problem = { type: "/problems/changed", title: "Somebody changed this meanwhile", status: 412, trace_id: "4f1c9a02d7e84b7b" };
        await route.fulfill({ status: 412, contentType: "application/problem+json", body: JSON.stringify(problem) });
      });
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByRole("button", { name: "Save mine" }).waitFor();
    },
    leave: forget,
  },
  {
    name: "admin-end",
    staff: true,
    open: async (page) => {
      await person(page);
      await page.getByRole("button", { name: "End her access" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "End her access" }).click();
      await page.getByText("Type Jo Marsh, as it stands above").waitFor();
    },
  },
  {
    name: "admin-ended",
    staff: true,
    open: async (page) => {
      await answer(page, PERSON, ({ role: _, ...found }) => ({ ...found, devices: [] }));
      await person(page);
      await page.getByRole("heading", { name: "Give her access again" }).waitFor();
    },
  },
  {
    name: "admin-subjects",
    staff: true,
    open: async (page) => {
      await load(page, "/admin/subjects");
      await page.locator(".rows .row").first().waitFor();
    },
  },
  {
    name: "admin-subject",
    staff: true,
    open: async (page) => load(page, `/admin/subjects/${(await ask(page, "subjects?q=park+road")).items[0].id}`),
  },
  {
    name: "admin-pass-on",
    staff: true,
    open: async (page) => {
      await load(page, `/admin/subjects/${(await ask(page, "subjects?q=park+road")).items[0].id}`);
      await page.getByRole("button", { name: "Pass it on" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Pass it on" }).click();
      await page.getByText("Choose who gets it").waitFor();
    },
  },
  ...PROFILE_STATES,
  {
    name: "admin-receipts",
    staff: true,
    open: async (page) => {
      await load(page, `/admin/receipts?third_party=${await oakline(page)}&all=yes`);
      await page.getByText("lines are as they were written").waitFor();
    },
  },
  {
    name: "admin-receipts-broken",
    staff: true,
    open: async (page) => {
      const fault = "entry 12 is not what it was";
      await answer(page, "**/api/v1/admin/receipts/chain", (state) => ({ ...state, whole: false, fault }));
      await load(page, "/admin/receipts?act=contact.ended");
      await page.getByText("The log was changed after it was written").waitFor();
    },
  },
  ...RECORD_STATES,
  { name: "admin-settings", staff: true, open: (page) => go(page, "/admin/settings") },
  {
    name: "admin-firm",
    staff: true,
    role: "owner",
    open: async (page) => {
      await load(page, "/admin/settings/firm");
      await page.getByLabel("At the foot").waitFor();
    },
  },
  {
    name: "admin-staff",
    staff: true,
    role: "owner",
    open: async (page) => {
      await load(page, "/admin/settings/staff");
      await page.getByRole("button", { name: /^Change/ }).first().waitFor();
    },
  },
  {
    name: "admin-staff-add",
    staff: true,
    role: "owner",
    open: async (page) => {
      await load(page, "/admin/settings/staff");
      await page.getByRole("button", { name: "Add somebody" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Add her" }).click();
      await page.getByText("Write her name").waitFor();
    },
  },
  {
    name: "admin-account",
    staff: true,
    open: async (page) => {
      await go(page, "/admin/");
      await page.getByRole("button", { name: "You and your settings" }).click();
    },
  },
  ...PEOPLE,
  ...PLACES,
  ...SIGHT,
  ...FIRST,
  { name: "admin-nowhere", staff: true, open: (page) => go(page, "/admin/nowhere") },
  {
    name: "admin-session-ended",
    staff: true,
    fresh: true,
    open: async (page) => {
      await page.evaluate(async () => {
        const { items } = await (await fetch("/api/v1/devices")).json();
        const here = items.find((device) => device.current);
        await fetch(`/api/v1/devices/${here.id}`, { method: "DELETE" });
      });
      await go(page, "/admin/third-parties?words=oakline");
      await page.getByText("You were signed out").waitFor();
    },
  },
  ...PASSKEY_STATES,
];

// One theme is enough of most to look at, and all pictures have to stay small.
const IN_LIGHT = [
  "admin-conflict",
  "admin-end",
  "admin-firm",
  "admin-mail",
  "admin-person-places",
  "admin-receipts",
  "admin-staff",
  "admin-third-parties",
  "admin-today",
];
const IN_BOTH = ["admin-person"];
const pictured = (name) => (IN_BOTH.includes(name) ? ["light", "dark"] : IN_LIGHT.includes(name) ? ["light"] : []);
export const ADMIN_STATES = STATES.map((state) => ({ ...state, pictured: pictured(state.name) }));
