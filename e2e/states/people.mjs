// What is done about people and third parties beyond their names, each state with the way into it.

import { answer, ask, load } from "../steps.mjs";

const PERSON = "**/api/v1/admin/contacts/*";
const PARTY = "**/api/v1/admin/third-parties/tp_*";


async function oakline(page) {
  return (await ask(page, "third-parties?q=oakline")).items[0];
}

async function party(page) {
  await load(page, `/admin/third-parties/${(await oakline(page)).id}`);
  await page.getByRole("group", { name: "What is switched on here" }).waitFor();
}

async function person(page) {
  const { people } = await ask(page, `third-parties/${(await oakline(page)).id}`);
  const jo = people.find((one) => one.email.startsWith("jo.marsh"));
  await load(page, `/admin/people/${jo.id}`);
  await page.getByLabel("E-mail address").waitFor();
}

const DEVICE = {
  id: "dev_02020202-0202-0202-0202-020202020202",
  label: "Firefox on Windows",
  signed_in_at: "2026-04-14T08:00:00Z",
  last_used_at: "2026-04-14T09:00:00Z",
  current: false,
};
const TWO = [DEVICE, { ...DEVICE, id: DEVICE.id.replaceAll("02", "03"), label: "Safari on iPhone" }];

// Another of the same kind, as the server would tell of it.
const merge = (change) => async (page) => {
  const { id, type } = await oakline(page);
  const { items } = await ask(page, `third-parties?type=${type}`);
  const other = items.find((one) => one.id !== id)?.id ?? id;
  await page.route("**/api/v1/admin/third-parties/*/merge?into=*", (route) =>
    route.fulfill({
      json: {
        from: id,
        from_name: "Oakline Lettings",
        into: other,
        into_name: "Oak Lane Lettings",
        people: [
          { contact: "con_02020202-0202-0202-0202-020202020202", name: "Jo Marsh", becomes: "moves" },
          { contact: "con_03030303-0303-0303-0303-030303030303", name: "Paul Oak", becomes: "is_there" },
        ],
        interests: 12,
        joined: 1,
        addressed: 86,
        shared: 2,
        faults: [],
        ...change,
      },
    }),
  );
  await load(page, `/admin/third-parties/${id}/merge?into=${other}`);
  await page.getByRole("heading", { name: "Oakline Lettings becomes Oak Lane Lettings" }).waitFor();
};

export const PEOPLE = [
  {
    name: "admin-people-devices",
    staff: true,
    open: async (page) => {
      await answer(page, PERSON, (found) => ({ ...found, devices: TWO }));
      await person(page);
      await page.getByRole("button", { name: "Sign her out everywhere" }).click();
      await page.getByRole("dialog").getByText("Her access stays").waitFor();
    },
  },
  {
    name: "admin-people-mail-failed",
    staff: true,
    open: async (page) => {
      await answer(page, PERSON, ({ last_seen_at: _, ...found }) => ({
        ...found,
        devices: [],
        off_above: [
          { module: "photos", by: ["firm", "type"] },
          { module: "jobs", by: ["third_party"] },
        ],
        invited_at: "2026-04-14T08:00:00Z",
        invitation_mail: "failed",
      }));
      await person(page);
      await page.getByText("Mail failed").waitFor();
    },
  },
  { name: "admin-people-switches", staff: true, open: party },
  {
    name: "admin-people-switches-told",
    staff: true,
    open: async (page) => {
      await party(page);
      await page.getByRole("group", { name: "What is switched on here" }).getByLabel("Photos").uncheck();
      await page.getByRole("button", { name: "See what it changes" }).click();
      await page.getByRole("heading", { name: "What it changes" }).waitFor();
      // Nothing stands half under the bar.
      await page.evaluate(() => window.scrollTo(0, 0));
    },
  },
  {
    name: "admin-people-firm-switches",
    staff: true,
    role: "owner",
    open: async (page) => {
      await load(page, "/admin/settings/switches");
      await page.getByRole("group", { name: "What is switched on here" }).waitFor();
    },
  },
  {
    name: "admin-people-archive",
    staff: true,
    open: async (page) => {
      await party(page);
      await page.getByRole("button", { name: "Archive it" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Archive it" }).click();
      await page.getByText("Type Oakline Lettings, as it stands above").waitFor();
    },
  },
  {
    name: "admin-people-archived",
    staff: true,
    open: async (page) => {
      const { id } = await oakline(page);
      await answer(page, PARTY, (found) => ({
        ...found,
        archived_at: "2026-04-14T08:00:00Z",
        people: found.people.map(({ role: _, ...one }) => one),
      }));
      await load(page, `/admin/third-parties/${id}`);
      await page.getByRole("button", { name: "Bring it back" }).waitFor();
    },
  },
  {
    name: "admin-people-became",
    staff: true,
    open: async (page) => {
      const { id } = await oakline(page);
      await answer(page, PARTY, (found) => ({
        ...found,
        archived_at: "2026-04-14T08:00:00Z",
        merged_into: id,
        merged_into_name: "Oak Lane Lettings",
        people: [],
      }));
      await load(page, `/admin/third-parties/${id}`);
      await page.getByText("It became Oak Lane Lettings").waitFor();
    },
  },
  {
    name: "admin-people-archived-none",
    staff: true,
    open: async (page) => {
      await load(page, "/admin/third-parties?archived=yes");
      await page.getByText("Nothing is archived").waitFor();
    },
  },
  {
    name: "admin-people-merge",
    staff: true,
    open: async (page) => {
      await load(page, `/admin/third-parties/${(await oakline(page)).id}/merge`);
      await page.getByLabel("Find the one that stays").waitFor();
    },
  },
  { name: "admin-people-merge-told", staff: true, open: merge({}) },
  {
    name: "admin-people-merge-refused",
    staff: true,
    open: merge({
      faults: [
        {
          field: "into",
          code: "both_hold_shares",
          message: "both hold shares of 14 Mill Lane on the same day: set who holds which share first",
        },
      ],
    }),
  },
];
