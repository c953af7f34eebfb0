// Passkeys in the staff's app: her own, one on its way out, and an owner who has to show hers.

import { answer, load, refuse } from "../steps.mjs";

const PASSKEYS = "**/api/v1/passkeys";
const SESSION = "**/api/v1/admin/session";

const row = (n, more) => ({
  id: `pky_01920000-0000-7000-8000-00000000000${n}`,
  name: "Office laptop",
  added_at: "2026-09-03T08:10:00Z",
  synced: false,
  can_remove: true,
  ...more,
});
const TWO = [
  row(1, { last_used_at: "2026-11-24T08:02:00Z" }),
  row(2, { name: "The telephone that everybody in the office shares", synced: true }),
];

const passkeys = (items, can_add) => async (page) => {
  await answer(page, PASSKEYS, () => ({ items, can_add }));
  await load(page, "/admin/settings/passkeys");
  await page.getByRole("heading", { level: 2, name: "Office laptop" }).waitFor();
};

const required = async (page) => {
  await answer(page, SESSION, (session) => ({
    ...session,
    passkey: true,
    hats: session.hats.map((hat) => ({ ...hat, can: [], passkey_required: true })),
  }));
  await load(page, "/admin/");
  await page.getByRole("heading", { level: 1, name: "Use your passkey" }).waitFor();
};

const refused = async (page) => {
  await refuse(
    page,
    "**/api/v1/sign-in/passkey/begin",
    403,
    "passkey-refused",
    "That passkey does not work here",
    "It may have been removed here, or it took more than five minutes. Try again.",
  );
};

export const PASSKEY_STATES = [
  {
    name: "admin-passkeys-none",
    staff: true,
    fresh: true,
    open: async (page) => {
      await load(page, "/admin/settings/passkeys");
      await page.getByText("You have no passkey yet").waitFor();
    },
  },
  { name: "admin-passkeys", staff: true, open: passkeys(TWO, true) },
  {
    name: "admin-passkeys-by-mail",
    staff: true,
    open: passkeys([row(1, { can_remove: false })], false),
  },
  {
    name: "admin-passkey-remove",
    staff: true,
    open: async (page) => {
      await passkeys([row(1)], true)(page);
      await page.getByRole("button", { name: "Remove the passkey Office laptop" }).click();
      await page.getByText("is your last one").waitFor();
    },
  },
  {
    name: "admin-passkeys-failed",
    staff: true,
    open: async (page) => {
      await refuse(page, PASSKEYS, 503, "unavailable", "Not possible right now");
      await load(page, "/admin/settings/passkeys");
      await page.getByRole("button", { name: "Try again" }).waitFor();
    },
  },
  { name: "admin-passkey-required", staff: true, open: required },
  {
    name: "admin-passkey-required-refused",
    staff: true,
    open: async (page) => {
      await required(page);
      await refused(page);
      await page.getByRole("button", { name: "Use your passkey" }).click();
      await page.getByRole("alert").getByText("That passkey does not work here").waitFor();
    },
  },
  {
    name: "admin-sign-in-passkey-refused",
    open: async (page) => {
      await refused(page);
      await load(page, "/admin/");
      await page.getByRole("button", { name: "Sign in with a passkey" }).click();
      await page.getByRole("alert").getByText("That passkey does not work here").waitFor();
    },
  },
];
