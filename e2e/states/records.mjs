// The states of the room of records, each with the way into it.

import { answer, ask, load, refuse } from "../steps.mjs";

const LIST = "**/api/v1/admin/records?*";
const RECORD = "**/api/v1/admin/records/rec_*";

const record =
  (query, fits = () => true, rest = "") =>
  async (page) => {
    const { items } = await ask(page, `records?${query}`);
    await load(page, `/admin/records/${items.find(fits).id}${rest}`);
    await page.getByRole("heading", { level: 1 }).filter({ hasText: /\w/ }).waitFor();
  };

const invoice = record("kind=invoice&status=unpaid");

const form = (kind) => async (page) => {
  await load(page, `/admin/records/new?kind=${kind}`);
  await page.getByLabel("Find by name, address or postcode").waitFor();
};

// A form that was begun is offered again; the next state is not to find it.
const forget = async (page) => {
  await page.evaluate(() => sessionStorage.removeItem("sightline.drafts"));
};

export const RECORD_STATES = [
  {
    name: "admin-records",
    staff: true,
    open: async (page) => {
      await load(page, "/admin/records");
      await page.locator(".rows .row").first().waitFor();
    },
  },
  {
    name: "admin-records-ticked",
    staff: true,
    open: async (page) => {
      await load(page, "/admin/records?kind=invoice");
      await page.getByLabel(/^Tick/).nth(2).check();
      await page.getByText("1 record ticked").waitFor();
    },
  },
  {
    name: "admin-records-share",
    staff: true,
    open: async (page) => {
      await load(page, "/admin/records?kind=invoice");
      await page.getByLabel(/^Tick/).nth(2).check();
      await page.getByRole("button", { name: "Share with" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Share by name" }).click();
      await page.getByText("Choose at least one").waitFor();
    },
  },
  {
    name: "admin-records-loading",
    staff: true,
    waiting: true,
    open: async (page) => {
      await page.route("**/api/v1/admin/records*", () => {});
      await load(page, "/admin/records");
      await page.locator(".shell .bone").first().waitFor();
    },
  },
  {
    name: "admin-records-none",
    staff: true,
    open: async (page) => {
      await load(page, "/admin/records?words=zebra");
      await page.getByRole("link", { name: "Clear" }).first().waitFor();
    },
  },
  {
    name: "admin-records-failed",
    staff: true,
    open: async (page) => {
      await refuse(page, LIST, 503, "unavailable", "Not available");
      await load(page, "/admin/records?kind=job");
      await page.getByText("This could not be loaded").waitFor();
    },
  },
  { name: "admin-record-invoice", staff: true, open: invoice },
  { name: "admin-record-document", staff: true, open: record("kind=document", (row) => row.file_count > 0) },
  { name: "admin-record-photos", staff: true, open: record("kind=photo_set", (row) => row.file_count > 0) },
  { name: "admin-record-job", staff: true, open: record("kind=job&status=outstanding") },
  {
    name: "admin-record-close",
    staff: true,
    open: async (page) => {
      await record("kind=job&status=outstanding")(page);
      await page.getByRole("button", { name: "It is done" }).click();
      await page.getByRole("dialog").getByLabel("Done on").waitFor();
    },
  },
  {
    name: "admin-record-why",
    staff: true,
    open: async (page) => {
      await record("kind=document&standing=by_rule")(page);
      await page.getByRole("button", { name: "Show who can see it, and why" }).click();
      await page.getByText(/can see it$/).last().waitFor();
      // Nothing lies under the bars.
      await page.evaluate(() => window.scrollTo(0, 0));
    },
  },
  {
    name: "admin-record-new",
    staff: true,
    open: async (page) => {
      await load(page, "/admin/records/new");
      await page.getByText("What is it?").waitFor();
    },
  },
  {
    name: "admin-record-write",
    staff: true,
    open: async (page) => {
      await form("invoice")(page);
      await page.getByRole("button", { name: "Add a line" }).click();
      await page.getByLabel(/^What for.*Line 2/).fill("Labour");
      await page.getByLabel(/^Net.*Line 2/).fill("160");
      await page.getByRole("button", { name: "Write it" }).click();
      await page.getByText("Choose what it is about").waitFor();
    },
    leave: forget,
  },
  {
    name: "admin-record-write-document",
    staff: true,
    open: async (page) => {
      await form("document")(page);
      await page.getByLabel("Find by name, address or postcode").fill("22 park");
      await page.getByRole("button", { name: /^22 Park Road/ }).first().waitFor();
    },
    leave: forget,
  },
  {
    name: "admin-record-conflict",
    staff: true,
    open: async (page) => {
      await record("kind=job&status=outstanding", undefined, "/edit")(page);
      await page.getByLabel("Title", { exact: true }).fill("Another title");
      await answer(page, RECORD, (found) => ({ ...found, body: { ...found.body, title: "Somebody's title" } }));
      await page.route(RECORD, async (route) => {
        if (route.request().method() !== "PUT") return route.fallback();
        const problem = { type: "/problems/changed", title: "Somebody changed this meanwhile", status: 412, trace_id: "4f1c9a02d7e84b7b" };
        await route.fulfill({ status: 412, contentType: "application/problem+json", body: JSON.stringify(problem) });
      });
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await page.getByRole("button", { name: "Save mine" }).waitFor();
    },
    leave: forget,
  },
  {
    name: "admin-record-sending",
    staff: true,
    open: async (page) => {
      await record("kind=photo_set")(page);
      await page.route("**/api/v1/admin/uploads", (route) => route.abort("connectionreset"));
      const buffer = Buffer.from("a picture on its way");
      await page.getByLabel("Choose photos").setInputFiles([
        { name: "board.jpg", mimeType: "image/jpeg", buffer },
        { name: "meter.jpg", mimeType: "image/jpeg", buffer },
      ]);
      await page.getByRole("button", { name: "Go on now" }).waitFor();
    },
  },
];
