// The room of the types: the list, one with its form and text, what is wrong with it, what a change would do, its
// history, a new one.

import { answer, load, refuse } from "../steps.mjs";

const AGENT = "/admin/profiles/letting-agent";
const ONE = "**/api/v1/admin/profiles/letting-agent";

// A text that was begun is offered again; the next state is not to find it.
const forget = async (page) => {
  await load(page, "/admin/settings");
  await page.evaluate(() => sessionStorage.removeItem("sightline.drafts"));
};

const open = async (page) => {
  await load(page, AGENT);
  await page.getByText("Nothing is wrong with it.").first().waitFor({ state: "attached" });
};

const text = async (page, change) => {
  const tab = page.getByRole("button", { name: "Text", exact: true });
  if (await tab.isVisible()) await tab.click();
  const area = page.getByLabel("The profile as text");
  await area.fill(change(await area.inputValue()));
};

export const PROFILE_STATES = [
  {
    name: "admin-profiles",
    staff: true,
    role: "owner",
    open: async (page) => {
      await load(page, "/admin/profiles");
      await page.getByRole("link", { name: "Letting agent" }).waitFor();
    },
  },
  {
    name: "admin-profiles-failed",
    staff: true,
    role: "owner",
    open: async (page) => {
      await refuse(page, "**/api/v1/admin/profiles", 503, "unavailable", "Not available");
      await load(page, "/admin/profiles");
      await page.getByText("This could not be loaded").waitFor();
    },
  },
  { name: "admin-profile", staff: true, role: "owner", open },
  {
    name: "admin-profile-text",
    staff: true,
    role: "owner",
    open: async (page) => {
      await open(page);
      await text(page, (all) => `${all}# a note\n`);
      await page.getByRole("button", { name: "See what it changes" }).waitFor();
      await page.getByText("Nothing is wrong with it.").waitFor();
    },
    leave: forget,
  },
  {
    name: "admin-profile-wrong",
    staff: true,
    role: "owner",
    open: async (page) => {
      await open(page);
      await text(page, (all) => all.replace('lens = "schedule" }', 'lens = "shedule" }').replace("[shared]", "[shard]"));
      await page.getByText("lines need mending").waitFor();
    },
    leave: forget,
  },
  {
    name: "admin-profile-unread",
    staff: true,
    role: "owner",
    open: async (page) => {
      await open(page);
      await text(page, (all) => all.replace("[shared]", "[shard]"));
      await page.getByText("needs mending").waitFor();
      const tab = page.getByRole("button", { name: "Form", exact: true });
      if (await tab.isVisible()) await tab.click();
      await page.getByText("The text cannot be read as it stands").waitFor();
    },
    leave: forget,
  },
  {
    name: "admin-profile-effect",
    staff: true,
    role: "owner",
    open: async (page) => {
      await open(page);
      await page.getByRole("group", { name: "Bookkeeper sees" }).getByLabel("Photo sets").uncheck();
      await page.getByRole("button", { name: "See what it changes" }).click();
      await page.getByRole("dialog").getByText("would see something else").waitFor();
    },
    leave: forget,
  },
  {
    name: "admin-profile-refused",
    staff: true,
    role: "owner",
    open: async (page) => {
      await open(page);
      await text(page, (all) => `${all}\n[relation.holds_share]\ninvoice = { lens = "full" }\n`);
      await page.getByRole("button", { name: "See what it changes" }).click();
      await page.getByRole("dialog").getByText("This cannot be saved").waitFor();
    },
    leave: forget,
  },
  {
    name: "admin-profile-conflict",
    staff: true,
    role: "owner",
    open: async (page) => {
      await open(page);
      await page.getByRole("checkbox", { name: /Keep showing what was theirs/ }).uncheck();
      await page.getByRole("button", { name: "See what it changes" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Save" }).waitFor();
      await answer(page, ONE, (found) => ({ ...found, text: found.text.replace("extends", "# Hal was here\nextends") }));
      await page.route(ONE, async (route) => {
        if (route.request().method() !== "PUT") return route.fallback();
        const problem = { type: "/problems/changed", title: "Somebody changed this meanwhile", status: 412, trace_id: "4f1c9a02d7e84b7b" };
        await route.fulfill({ status: 412, contentType: "application/problem+json", body: JSON.stringify(problem) });
      });
      await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
      await page.getByRole("button", { name: "Save mine" }).waitFor();
    },
    leave: forget,
  },
  {
    name: "admin-profile-version",
    staff: true,
    role: "owner",
    open: async (page) => {
      const older = (found) => ({
        ...found,
        version: 2,
        changed_by: "Hal Denby",
        before: [{ version: 1, text: found.text.replace("history = true", "history = false"), from: "2026-11-02T09:00:00Z", to: "2026-11-20T09:00:00Z" }],
      });
      await answer(page, ONE, older);
      await open(page);
      await page.getByRole("button", { name: "Look at it Version 1" }).click();
      await page.getByRole("dialog").getByText("history = true").first().waitFor();
    },
    leave: forget,
  },
  {
    name: "admin-profile-read",
    staff: true,
    open,
  },
  {
    name: "admin-profile-new",
    staff: true,
    role: "owner",
    open: async (page) => {
      await load(page, "/admin/new-profile");
      await page.getByRole("button", { name: "Add a profile" }).click();
      await page.getByText("Choose one to begin with, or a file").waitFor();
    },
  },
];
