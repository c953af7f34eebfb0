// Whoever manages people at an agency lets a colleague in, changes what she may, and ends it; staff who look on do not.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, House, PHONE, until, violations } from "../house.mjs";

const PRIYA = "priya.raman@oakline.example";
const JO = "jo.marsh@oakline.example";
const NIA = "nia.ellis@oakline.example";

let house;
before(async () => {
  house = await House.open();
});
after(async () => house?.close());

const heading = (page, name) => page.getByRole("heading", { level: 1, name });
const row = (page, name) => page.getByRole("listitem").filter({ has: page.getByRole("heading", { level: 2, name }) });
const account = (page) => page.getByRole("button", { name: "You and your settings" });

async function colleagues(page) {
  await account(page).click();
  await page.getByRole("dialog").getByRole("link", { name: "Colleagues" }).click();
  await heading(page, "Colleagues").waitFor();
  await row(page, "Jo Marsh").waitFor();
}

async function shot(page, name) {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` });
}

test("a principal lets a colleague in, changes what she sees, and ends it", async () => {
  const page = await house.signIn(PRIYA, { size: DESKTOP });
  await colleagues(page);
  await row(page, "Priya Raman").getByText("You", { exact: true }).waitFor();
  assert.equal(await row(page, "Priya Raman").getByRole("button").count(), 0, "nobody ends herself");
  await shot(page, "colleagues.desktop");

  // A slip is told at its field; so is what only the server knows.
  await page.getByRole("button", { name: "Add a colleague" }).click();
  const adding = page.getByRole("dialog", { name: "Add a colleague" });
  await adding.getByRole("button", { name: "Invite her" }).click();
  await adding.getByText("Write her name").waitFor();
  await adding.getByText("Choose what she is here").waitFor();
  await adding.getByLabel("Name", { exact: true }).fill("Nia Ellis");
  await adding.getByLabel("E-mail address").fill(JO);
  await adding.getByLabel("Role").selectOption({ label: "Bookkeeper" });
  await adding.getByLabel("Photos").uncheck();
  await adding.getByRole("button", { name: "Invite her" }).click();
  await adding.getByRole("alert").filter({ hasText: /address/ }).first().waitFor();
  await shot(page, "colleagues-add.desktop");
  await adding.getByLabel("E-mail address").fill(NIA);
  await adding.getByRole("button", { name: "Invite her" }).click();
  await page.getByText("Nia Ellis is invited.").waitFor();
  await row(page, "Nia Ellis").getByText("without photos").waitFor();
  await row(page, "Nia Ellis").getByText("not in yet").waitFor();

  // She is asked in by name, comes in, and sees no photos.
  const hers = await house.page({ size: PHONE });
  await hers.goto(await house.mailedLink(NIA));
  await hers.getByRole("button", { name: "Sign in on this device" }).click();
  await hers.getByText("Your properties").waitFor();
  await hers.getByText(", live").first().waitFor();
  await account(hers).click();
  assert.equal(await hers.getByRole("dialog").getByRole("link", { name: "Colleagues" }).count(), 0);
  assert.equal(await hers.getByRole("dialog").getByRole("link", { name: "Photo sets" }).count(), 0);

  await row(page, "Nia Ellis").getByRole("button", { name: "Change" }).click();
  const changing = page.getByRole("dialog", { name: "Change Nia Ellis" });
  await changing.getByLabel("Name", { exact: true }).fill("Nia Ellis-Grey");
  await changing.getByLabel("Photos").check();
  await changing.getByRole("button", { name: "Save" }).click();
  await page.getByText("Nia Ellis-Grey is changed.").waitFor();
  await until(async () => (await row(page, "Nia Ellis-Grey").getByText("without photos").count()) === 0);

  // Her end: only after it was asked about, and at once.
  await row(page, "Nia Ellis-Grey").getByRole("button", { name: "End her access" }).click();
  const asked = page.getByRole("dialog", { name: "End Nia Ellis-Grey’s access?" });
  await asked.getByRole("button", { name: "Cancel" }).click();
  assert.equal(await row(page, "Nia Ellis-Grey").count(), 1);
  await row(page, "Nia Ellis-Grey").getByRole("button", { name: "End her access" }).click();
  await shot(page, "colleagues-end.desktop");
  await asked.getByRole("button", { name: "End her access" }).click();
  await page.getByText("Nia Ellis-Grey has no access any more.").waitFor();
  await until(async () => (await row(page, "Nia Ellis-Grey").count()) === 0);
  await hers.getByText("Nothing is shared with you at the moment").waitFor();
  assert.deepEqual([...page.faults, ...hers.faults], []);
  await page.context().close();
  await hers.context().close();
});

test("of two who change her at once nobody loses what she wrote", async () => {
  const [one, other] = [await house.signIn(PRIYA, { size: DESKTOP }), await house.signIn(PRIYA, { size: DESKTOP })];
  await colleagues(one);
  await colleagues(other);
  await row(one, "Ben Achebe").getByRole("button", { name: "Change" }).click();
  const mine = one.getByRole("dialog");
  await mine.getByLabel("Name", { exact: true }).fill("Benjamin Achebe");

  await row(other, "Ben Achebe").getByRole("button", { name: "Change" }).click();
  await other.getByRole("dialog").getByLabel("Name", { exact: true }).fill("Ben A. Achebe");
  await other.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await other.getByText("Ben A. Achebe is changed.").waitFor();

  await mine.getByRole("button", { name: "Save" }).click();
  await mine.getByText(/There now: Ben A. Achebe, Bookkeeper/).waitFor();
  assert.equal(await mine.getByLabel("Name", { exact: true }).inputValue(), "Benjamin Achebe");
  await mine.getByRole("button", { name: "Save" }).click();
  await one.getByText("Benjamin Achebe is changed.").waitFor();
  await one.context().close();
  await other.context().close();
});

test("the server's no stands in the sheet, in its own words", async () => {
  const page = await house.signIn(PRIYA, { size: DESKTOP });
  await colleagues(page);
  const problem = {
    type: "/problems/forbidden",
    title: "Not allowed",
    detail: "Two who are equals do not end each other.",
    status: 403,
    trace_id: "4f1c9a02d7e84b7b",
  };
  await page.route("**/api/v1/portal/colleagues/*", (route) =>
    route.fulfill({ status: 403, contentType: "application/problem+json", body: JSON.stringify(problem) }),
  );
  await row(page, "Jo Marsh").getByRole("button", { name: "End her access" }).click();
  const asked = page.getByRole("dialog");
  await asked.getByRole("button", { name: "End her access" }).click();
  await asked.getByText("Two who are equals do not end each other.").waitFor();
  assert.equal(await row(page, "Jo Marsh").count(), 1);
  await page.context().close();
});

test("staff who look as her see her colleagues and can do nothing about them", async () => {
  const page = await house.signInAsStaff({ size: DESKTOP });
  await until(() => page.evaluate(() => sessionStorage.getItem("sightline.staff")));
  const id = await page.evaluate(async (email) => {
    const headers = { "sightline-hat": sessionStorage.getItem("sightline.staff") };
    const ask = async (path) => (await fetch(`/api/v1/admin/${path}`, { headers })).json();
    const party = (await ask("third-parties?q=oakline")).items[0].id;
    const { people } = await ask(`third-parties/${party}`);
    return people.find((person) => person.email === email).id;
  }, PRIYA);
  await page.goto(`${house.base}/admin/preview/${id}/colleagues`);
  await row(page, "Jo Marsh").waitFor();
  const acts = page.getByRole("main").getByRole("button");
  assert.ok((await acts.count()) > 2);
  for (const act of await acts.all()) {
    assert.equal(await act.isDisabled(), true);
    assert.equal(await act.getAttribute("title"), "You are looking as Priya Raman. Nothing can be changed here.");
  }
  await shot(page, "colleagues-preview.desktop");
  await page.context().close();
});

test("whoever manages nobody finds no such page", async () => {
  const page = await house.signIn(JO);
  await account(page).click();
  assert.equal(await page.getByRole("dialog").getByRole("link", { name: "Colleagues" }).count(), 0);
  await page.goto(`${house.base}/colleagues`);
  await heading(page, "Colleagues").waitFor();
  await page.locator(".state").waitFor();
  assert.equal(await page.getByRole("main").getByRole("button", { name: "Add a colleague" }).count(), 0);
  await page.context().close();
});

test("axe finds nothing on it, in both sizes and themes", async () => {
  for (const look of [
    { size: DESKTOP, dark: false },
    { size: DESKTOP, dark: true },
    { size: PHONE, dark: false },
    { size: PHONE, dark: true },
  ]) {
    const page = await house.signIn(PRIYA, look);
    await colleagues(page);
    assert.deepEqual(await violations(page), []);
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok((await wide()) <= 0);
    if (look.size === PHONE && !look.dark) await shot(page, "colleagues.phone");
    await page.getByRole("button", { name: "Add a colleague" }).click();
    await page.getByRole("dialog").getByLabel("Role").waitFor();
    assert.deepEqual(await violations(page), []);
    if (look.size === PHONE && !look.dark) await shot(page, "colleagues-add.phone");
    await page.context().close();
  }
});
