// Bringing records in, and what a new firm has still to do.

import { load } from "../steps.mjs";

const IMPORTS = "**/api/v1/admin/imports";
const ONE = "**/api/v1/admin/imports/imp_*";
const LINES = "**/api/v1/admin/imports/imp_*/lines*";
const ID = "imp_01980000-0000-7000-8000-000000000001";

const summary = {
  counts: [
    { file: "third_parties.csv", added: 2, changed: 0, unchanged: 41, refused: 0 },
    { file: "jobs.csv", added: 4, changed: 2, unchanged: 211, refused: 1 },
  ],
  conflicts: 1,
  faults: 1,
  whole_file: false,
  beside: 0,
  notes: [],
  left: 0,
};

const view = (more) => ({
  id: ID,
  state: "checked",
  by: "Sam Denby",
  begun_at: "2026-03-14T09:00:00Z",
  files: 14,
  summary,
  can_undo: false,
  ...more,
});

const value = (column, before, after) => ({ column, before, after });
const LINE = {
  changed: { line: 12, reference: "J2042", why: "", values: [value("title", "Tripping shower", "Shower trips")] },
  conflict: { line: 14, reference: "J2044", why: "", values: [value("status", "done", "booked")] },
  fault: { line: 9, column: "booked_for", reference: "", why: "this is not a day; write 2026-03-14", values: [] },
};

const json = (body) => ({ status: 200, contentType: "application/json", body: JSON.stringify(body) });

async function open(page, more, until) {
  await page.route(LINES, (route) => {
    const sort = new URL(route.request().url()).searchParams.get("sort");
    return route.fulfill(json({ items: [{ file: "jobs.csv", ...LINE[sort] }] }));
  });
  await page.route(ONE, (route) => route.fulfill(json(view(more))));
  await load(page, `/admin/settings/import/${ID}`);
  await page.getByText(until).first().waitFor();
}

export const FIRST = [
  {
    name: "admin-import",
    staff: true,
    open: async (page) => {
      await page.route(IMPORTS, (route) => route.fulfill(json({ items: [view({ state: "done", can_undo: true })] })));
      await load(page, "/admin/settings/import");
      await page.getByText("Brought in").waitFor();
    },
  },
  {
    name: "admin-import-checked",
    staff: true,
    open: async (page) => {
      await open(page, {}, "Take J2044 from the file");
      await page.getByText("this is not a day").waitFor();
    },
  },
  {
    name: "admin-import-under-way",
    staff: true,
    open: (page) =>
      open(page, { state: "writing", progress: { stage: "writing", done: 40, total: 211 } }, "Writing: 40 of 211"),
  },
  {
    name: "admin-import-failed",
    staff: true,
    open: (page) => open(page, { state: "failed", why: "There is no CSV file of an import among these files." }, "Bring more in"),
  },
];
