// The page that a day of the staff's begins with.

import { answer, load } from "../steps.mjs";

const DUTIES = "**/api/v1/admin/duties";

export const TODAY = [
  {
    name: "admin-today",
    staff: true,
    open: async (page) => {
      await load(page, "/admin/");
      await page.getByRole("heading", { name: "Papers that run out" }).waitFor();
    },
  },
  {
    name: "admin-today-none",
    staff: true,
    open: async (page) => {
      await answer(page, DUTIES, (found) => ({ ...found, count: 0, items: [] }));
      await load(page, "/admin/");
      await page.getByText("Nothing runs out").waitFor();
    },
  },
];
