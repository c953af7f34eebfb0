// What the office does with subjects: made, set right, put elsewhere, and who has to do with them.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { after, before, test } from "node:test";
import { DESKTOP, House, PHONE, until, violations } from "../house.mjs";

let house;
before(async () => {
  house = await House.open();
});
after(async () => house?.close());

const heading = (page, name) => page.getByRole("heading", { level: 1, name });

// Pictures for whoever asks for them, of what was just reached.
async function seen(page, name) {
  assert.deepEqual(await violations(page), [], name);
  const folder = process.env.E2E_SHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  for (const size of [DESKTOP, PHONE]) {
    await page.setViewportSize(size);
    await page.screenshot({ path: `${folder}/${name}-${size.width}.png`, fullPage: true });
  }
  await page.setViewportSize(DESKTOP);
}

async function open(page, words, name) {
  await page.goto(`${house.base}/admin/subjects`);
  await page.getByLabel("Find by name, address or postcode").fill(words);
  await page.waitForURL(/words=/);
  await page.getByRole("link", { name, exact: true }).click();
  await heading(page, name).waitFor();
}

async function choose(page, label, words, name) {
  await page.getByLabel(label).fill(words);
  await page.getByRole("button", { name: new RegExp(`^${name}.*Choose$`) }).first().click();
}

test("a subject is made, found by its UPRN, set right, and put below another with the effect shown", async () => {
  const page = await house.signInAsStaff({ size: DESKTOP });
  await page.goto(`${house.base}/admin/subjects`);
  await page.getByRole("link", { name: "Add a subject" }).click();
  await heading(page, "Add a subject").waitFor();
  await page.getByRole("button", { name: "Add it" }).click();
  await page.getByText("Write what people call it").waitFor();
  await page.getByLabel("Name", { exact: true }).fill("The Old Dairy");
  await page.getByLabel("Postcode", { exact: true }).fill("nowhere");
  await page.getByRole("textbox", { name: "UPRN", exact: true }).fill("990999999999");
  await page.getByRole("button", { name: "Add it" }).click();
  await page.getByText("This is not a UK postcode").waitFor();
  await seen(page, "new-subject");
  await page.getByLabel("Postcode", { exact: true }).fill("ls6 2aa");
  await page.getByRole("button", { name: "Add it" }).click();
  await heading(page, "The Old Dairy").waitFor();
  await page.getByText("LS6 2AA").first().waitFor();
  await seen(page, "subject");

  await page.goto(`${house.base}/admin/subjects`);
  await page.getByLabel("Find by name, address or postcode").fill("990999999999");
  await page.getByText("found by its UPRN, 990999999999").waitFor();
  await open(page, "old dairy", "The Old Dairy");
  await page.getByRole("link", { name: "Change its details" }).click();
  await page.getByLabel("Address", { exact: true }).fill("Headingley, Leeds");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Headingley, Leeds").waitFor();

  await page.getByRole("link", { name: "Put it below another" }).click();
  await heading(page, "Put it below another").waitFor();
  await choose(page, "Find by name, address, postcode or UPRN", "22 park road", "22 Park Road");
  await page.getByRole("button", { name: "See what that changes" }).click();
  await page.getByText("sees 1 subject more").first().waitFor();
  await seen(page, "place");
  await page.getByRole("button", { name: "Put it there" }).click();
  await page.getByText("It lies there now.").waitFor();
  await page.getByRole("link", { name: "22 Park Road" }).waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("an interest is begun, refused where another is in the way, given a last day, and withdrawn", async () => {
  const page = await house.signInAsStaff({ size: DESKTOP });
  await open(page, "22 park road", "22 Park Road");
  await page.getByRole("link", { name: "Add somebody" }).click();
  await heading(page, "Add somebody").waitFor();
  await choose(page, "Find by name, person or e-mail", "oakline", "Oakline Lettings");
  await page.getByRole("combobox", { name: /^How/ }).selectOption("manages");
  await page.getByRole("button", { name: "Add somebody" }).click();
  await page.getByText("It has the same interest").waitFor();
  await seen(page, "begin-interest");
  await page.getByLabel("From", { exact: true }).fill("2001-01-01");
  await page.getByLabel("Last day").fill("2001-12-31");
  await page.getByRole("button", { name: "Add somebody" }).click();
  await page.getByText("It is on record.").waitFor();
  // The page of before may still be there.
  await page.getByText("to 31 Dec 2001").waitFor();

  await page.getByRole("link", { name: /^Change the days\s*, Oakline Lettings/ }).last().click();
  await page.getByLabel("Last day").waitFor();
  await until(async () => (await page.getByLabel("Last day").inputValue()) === "2001-12-31");
  await page.getByLabel("Last day").fill("2002-06-30");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("to 30 Jun 2002").waitFor();
  await page.getByRole("link", { name: /^Change the days\s*, Oakline Lettings/ }).last().click();
  await page.getByRole("button", { name: "It was a mistake: withdraw it" }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("button", { name: "See what that changes" }).click();
  await sheet.getByText("What that changes", { exact: true }).waitFor();
  await seen(page, "withdraw");
  await sheet.getByRole("button", { name: "It was a mistake: withdraw it" }).click();
  await page.getByText("It is withdrawn.").waitFor();
  await heading(page, "22 Park Road").waitFor();
  await until(async () => (await page.getByText("to 30 Jun 2002").count()) === 0);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("shares are added up while they are typed, and what is missing is said exactly", async () => {
  const page = await house.signInAsStaff({ size: DESKTOP });
  await open(page, "22 park road", "22 Park Road");
  await page.getByRole("link", { name: "Who holds which share" }).click();
  await heading(page, "Who holds which share").waitFor();
  await choose(page, "Find by name, person or e-mail", "oakline", "Oakline Lettings");
  await page.getByLabel("Share of Oakline Lettings").fill("12.5 %");
  await page.getByText("Together they hold 1/8. 7/8 is nobody’s.").waitFor();
  await page.getByRole("button", { name: "Set the shares" }).click();
  await page.getByRole("alert").getByText("7/8 is nobody’s").waitFor();
  await seen(page, "shares");
  // What was half typed is offered again.
  await page.reload();
  await page.getByRole("button", { name: "Put it back" }).click();
  assert.equal(await page.getByLabel("Share of Oakline Lettings").inputValue(), "12.5 %");
  await page.getByLabel("Share of Oakline Lettings").fill("1/1");
  await page.getByText("Together they hold all of it.").waitFor();
  // An agency's rules know no shares, and the server says so.
  await page.getByRole("button", { name: "Set the shares" }).click();
  await page.getByText("knows no `holds_share`").waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});
