// What the office does about people beyond letting them in: a lost telephone, switches, what somebody may do, and third
// parties that are put away or are in the list twice.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, House, PHONE } from "../house.mjs";

const JO = "jo.marsh@oakline.example";

let house;
before(async () => {
  house = await House.open();
});
after(async () => house?.close());

const heading = (page, name) => page.getByRole("heading", { level: 1, name });

async function party(page, name) {
  await page.goto(`${house.base}/admin/third-parties?words=${encodeURIComponent(name)}`);
  await page.getByRole("link", { name }).click();
  await heading(page, name).waitFor();
}

async function jo(page) {
  await party(page, "Oakline Lettings");
  await page.getByRole("link", { name: "Jo Marsh", exact: true }).click();
  await heading(page, "Jo Marsh").waitFor();
}

// A letting agent that nobody knows yet, with one person.
async function agent(page, name, person) {
  await page.goto(`${house.base}/admin/third-parties/new`);
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Kind").selectOption("letting-agent");
  await page.getByRole("button", { name: "Add a third party" }).click();
  await heading(page, name).waitFor();
  await page.getByRole("link", { name: "Add a person" }).click();
  await page.getByLabel("Name", { exact: true }).fill(person.name);
  await page.getByLabel("E-mail address").fill(person.email);
  await page.getByLabel("Role").selectOption("bookkeeper");
  await page.getByRole("button", { name: "Add her" }).click();
  await heading(page, person.name).waitFor();
}

test("a lost telephone is signed out from her page, and her own computer goes on", async () => {
  const phone = await house.signIn(JO, { size: PHONE });
  await phone.getByText(", live").first().waitFor();
  const page = await house.signInAsStaff({ size: DESKTOP });
  await jo(page);
  const section = page.locator("section", { has: page.getByRole("heading", { name: "Where she is signed in" }) });
  const one = section.getByRole("button", { name: /^Sign out in / });
  await one.first().waitFor();
  assert.equal(await one.count(), 1);
  await one.click();
  const asked = page.getByRole("dialog");
  await asked.getByText("Her access stays").waitFor();
  await asked.getByRole("button", { name: "Cancel" }).click();
  assert.equal(await phone.getByText("Your properties").count(), 1);
  await one.click();
  await asked.getByRole("button", { name: "Sign out" }).click();
  await page.getByText(/^She is signed out in /).waitFor();
  await section.getByText("Nowhere at the moment.").waitFor();
  await phone.getByText("You were signed out").waitFor();
  // She signs in again, in two places, and is signed out everywhere.
  const first = await house.signIn(JO, { size: PHONE });
  const second = await house.signIn(JO, { size: DESKTOP });
  for (const hers of [first, second]) await hers.getByText(", live").first().waitFor();
  await page.reload();
  await section.getByRole("button", { name: "Sign her out everywhere" }).click();
  await asked.getByRole("button", { name: "Sign her out everywhere" }).click();
  await page.getByText("Jo Marsh is signed out everywhere.").waitFor();
  for (const hers of [first, second]) await hers.getByText("You were signed out").waitFor();
  assert.deepEqual(page.faults, []);
  for (const one of [phone, first, second, page]) await one.context().close();
});

test("photos are switched off for an agency once it was seen for whom, and her page says where", async () => {
  const page = await house.signInAsStaff({ size: DESKTOP });
  await party(page, "Oakline Lettings");
  const switches = page.getByRole("group", { name: "What is switched on here" });
  await switches.getByLabel("Photos").uncheck();
  assert.equal(await page.getByRole("button", { name: "Save it so" }).count(), 0);
  await page.getByRole("button", { name: "See what it changes" }).click();
  await page.getByText(/^no longer sees \d+ photo sets?$/).first().waitFor();
  await page.getByRole("link", { name: "Jo Marsh", exact: true }).nth(1).waitFor();
  await page.getByRole("button", { name: "Save it so" }).click();
  await page.getByText("Saved. It holds at once").waitFor();
  assert.equal(await page.getByRole("button", { name: "Save it so" }).count(), 0);
  await jo(page);
  await page.getByText("Photos: off for her third party").waitFor();

  // The owner has something off for the whole firm; the agency's page says so.
  const owner = await house.signInAsStaff({ size: PHONE, role: "owner" });
  await owner.goto(`${house.base}/admin/settings`);
  await owner.getByRole("link", { name: "What is switched on" }).click();
  await owner.getByRole("group").getByLabel("Visits").uncheck();
  await owner.getByRole("button", { name: "See what it changes" }).click();
  await owner.getByRole("button", { name: "Save it so" }).click();
  await owner.getByText("Saved. It holds at once").waitFor();
  await party(page, "Oakline Lettings");
  await page.getByText("Visits: off for the whole firm").waitFor();
  assert.deepEqual([...page.faults, ...owner.faults], []);
  await page.context().close();
  await owner.context().close();
});

test("what she may not do is ticked off on her page, and gone from hers", async () => {
  const page = await house.signInAsStaff({ size: DESKTOP });
  await jo(page);
  const may = page.getByRole("group", { name: "What she may do" });
  await may.getByLabel("Query a line of an invoice").uncheck();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("What is known of Jo Marsh is saved").waitFor();
  await page.reload();
  await may.getByLabel("Pay").waitFor();
  assert.equal(await may.getByLabel("Query a line of an invoice").isChecked(), false);
  assert.equal(await may.getByLabel("Pay").isChecked(), true);
  const hers = await house.signIn(JO, { size: DESKTOP });
  const can = await hers.evaluate(async () => (await (await fetch("/api/v1/session")).json()).hats[0].can.invoice);
  assert.ok(can.includes("pay") && !can.includes("query-line"), can);
  assert.deepEqual(page.faults, []);
  await page.context().close();
  await hers.context().close();
});

test("an agency that is archived leaves the list with its people, and comes back without them", async () => {
  const page = await house.signInAsStaff({ size: DESKTOP });
  await agent(page, "Elm Lettings", { name: "Una Elm", email: "una@elm.example" });
  await party(page, "Elm Lettings");
  await page.getByRole("button", { name: "Archive it" }).click();
  const asked = page.getByRole("dialog", { name: "Archive Elm Lettings?" });
  await asked.getByText("1 person loses access at once.").waitFor();
  await asked.getByLabel("Type Elm Lettings to confirm").fill("elm lettings");
  await asked.getByRole("button", { name: "Archive it" }).click();
  await page.getByText("Elm Lettings is archived.").waitFor();
  await page.getByText("Access ended").waitFor();
  assert.equal(await page.getByRole("link", { name: "Add a person" }).count(), 0);
  await page.goto(`${house.base}/admin/third-parties?words=elm`);
  await page.getByText("Nothing matches").waitFor();
  assert.equal(await page.getByRole("link", { name: "Elm Lettings" }).count(), 0);
  await page.goto(`${house.base}/admin/third-parties`);
  await page.getByRole("link", { name: "Archived ones" }).click();
  await page.getByRole("link", { name: "Elm Lettings" }).click();
  await page.getByRole("button", { name: "Bring it back" }).click();
  await page.getByText("Elm Lettings is back.").waitFor();
  await page.getByRole("link", { name: "Add a person" }).waitFor();
  await page.getByText("Access ended").waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("an agency that is in the list twice becomes one, after it was read what moves", async () => {
  const page = await house.signInAsStaff({ size: DESKTOP });
  await agent(page, "Oak Lane Lettings", { name: "Ida Lane", email: "ida@oaklane.example" });
  await party(page, "Oak Lane Lettings");
  await page.getByRole("link", { name: "Merge into another" }).click();
  await heading(page, "Merge Oak Lane Lettings into another").waitFor();
  await page.getByLabel("Find the one that stays").fill("oakline");
  await page.getByRole("link", { name: "Oakline Lettings" }).click();
  await page.getByRole("heading", { name: "Oak Lane Lettings becomes Oakline Lettings" }).waitFor();
  await page.getByText("moves over, with the access she has").waitFor();
  await page.getByRole("button", { name: "Merge them" }).click();
  const asked = page.getByRole("dialog", { name: "Merge Oak Lane Lettings into Oakline Lettings?" });
  await asked.getByLabel("Type Oak Lane Lettings to confirm").fill("Oak Lane Lettings");
  await asked.getByRole("button", { name: "Merge them" }).click();
  await page.getByText("Oak Lane Lettings is part of Oakline Lettings now.").waitFor();
  await heading(page, "Oakline Lettings").waitFor();
  await page.getByRole("link", { name: "Ida Lane", exact: true }).waitFor();
  // What it was is still there to be read.
  await page.goto(`${house.base}/admin/third-parties?archived=yes&words=oak%20lane`);
  await page.getByRole("link", { name: "Oak Lane Lettings" }).click();
  await page.getByRole("link", { name: "It became Oakline Lettings" }).click();
  await heading(page, "Oakline Lettings").waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});
