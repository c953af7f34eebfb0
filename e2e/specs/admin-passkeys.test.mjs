// An owner and her passkey, in a browser whose authenticator is made of software: added, used, asked for, removed, and
// taken away by whoever runs the installation.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, House, PHONE } from "../house.mjs";

const HAL = "owner@halden-electrical.example";

let house;
before(async () => {
  house = await House.open();
});
after(async () => house?.close());

const heading = (page, name) => page.getByRole("heading", { level: 1, name });
const press = (page, name) => page.getByRole("button", { name, exact: true }).click();

// Asks for no finger: whoever is there is taken to be she.
async function authenticator(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

async function byLink(page) {
  const link = await house.sightline("link", HAL);
  // From one link to the next only what follows the # is another: that would load nothing.
  await page.goto("about:blank");
  await page.goto(`${house.base}/in#${link.trim().split("#")[1]}`);
  await press(page, "Sign in on this device");
  await page.waitForURL(`${house.base}/admin/**`);
}

async function signOut(page) {
  await page.getByRole("button", { name: "You and your settings" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("button", { name: "Sign in with a passkey" }).waitFor();
}

async function add(page, name) {
  await page.goto(`${house.base}/admin/settings/passkeys`);
  await page.getByLabel("What you call it").fill(name);
  await press(page, "Add a passkey");
  await page.getByRole("heading", { level: 2, name }).waitFor();
}

test("a passkey is offered, added, and signs her in without an address", async () => {
  const page = await house.signInAsStaff({ role: "owner", size: DESKTOP });
  await authenticator(page);
  await page.getByText("add a passkey").waitFor();
  await page.getByRole("link", { name: "Add a passkey" }).click();
  await heading(page, "Passkeys").waitFor();
  await page.getByText("You have no passkey yet").waitFor();
  await add(page, "Office laptop");
  await page.getByText("not used yet").waitFor();
  await signOut(page);

  await press(page, "Sign in with a passkey");
  await heading(page, "Today").waitFor();
  // Whoever has one is not offered one.
  assert.equal(await page.getByText("add a passkey").count(), 0);

  // By link she is in, and at the owner's door.
  await byLink(page);
  await heading(page, "Use your passkey").waitFor();
  await page.getByText("You are an owner of Halden Electrical").waitFor();
  await page.goto(`${house.base}/admin/settings/firm`);
  await heading(page, "Use your passkey").waitFor();
  await press(page, "Use your passkey");
  await heading(page, "Your firm").waitFor();

  // A second beside the first; then both go.
  await add(page, "Telephone");
  for (const name of ["Telephone", "Office laptop"]) {
    await page.getByRole("button", { name: `Remove the passkey ${name}` }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
    await page.getByText(`${name} is removed.`).waitFor();
    await page.getByRole("heading", { level: 2, name }).waitFor({ state: "detached" });
  }
  await page.getByText("You have no passkey yet").waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("whoever closes the browser's question is told how to go on", async () => {
  const page = await house.page({ size: PHONE });
  await page.addInitScript(() => {
    const refuse = async () => {
      throw new DOMException("closed", "NotAllowedError");
    };
    navigator.credentials.get = refuse;
    navigator.credentials.create = refuse;
  });
  await page.goto(`${house.base}/admin/`);
  await press(page, "Sign in with a passkey");
  await page.getByRole("alert").getByText("No passkey was used").waitFor();
  await byLink(page);
  await page.getByText("add a passkey").waitFor();
  // No is no, also when she comes back.
  await page.getByRole("button", { name: "Not now" }).click();
  await page.reload();
  await heading(page, "Today").waitFor();
  assert.equal(await page.getByText("add a passkey").count(), 0);
  await page.goto(`${house.base}/admin/settings/passkeys`);
  await press(page, "Add a passkey");
  await page.getByRole("alert").getByText("No passkey was made").waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("a lost passkey is taken away on the command line, and a link opens again", async () => {
  const page = await house.signInAsStaff({ role: "owner", size: DESKTOP });
  await authenticator(page);
  await add(page, "Lost laptop");
  const said = await house.sightline("staff", "reset-passkeys", HAL);
  assert.match(said, /1 passkey is gone/);

  // She was signed out everywhere.
  await page.goto(`${house.base}/admin/`);
  await press(page, "Sign in with a passkey");
  await page.getByRole("alert").getByText("That passkey does not work here").waitFor();
  await byLink(page);
  await heading(page, "Today").waitFor();
  await assert.rejects(house.sightline("staff", "reset-passkeys", HAL), /she has no passkey/);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});
