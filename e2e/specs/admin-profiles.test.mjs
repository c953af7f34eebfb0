// What an owner changes of a kind of third party: told before it is done, done at once, and undone when she likes.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { DESKTOP, House, PHONE, until, violations } from "../house.mjs";

const JO = "jo.marsh@oakline.example";
const AGENT = "/admin/profiles/letting-agent";

let house;
before(async () => {
  house = await House.open();
});
after(async () => house?.close());

const heading = (page, name) => page.getByRole("heading", { level: 1, name });
const text = (page) => page.getByLabel("The profile as text");
const right = (page) => page.getByText("Nothing is wrong with it.");
const review = (page) => page.getByRole("button", { name: "See what it changes" });
const sheet = (page) => page.getByRole("dialog");

async function open(page, path = AGENT) {
  await page.goto(`${house.base}${path}`);
  await right(page).waitFor({ state: "attached" });
}

async function save(page) {
  await review(page).click();
  await sheet(page).getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved. Whoever is looking sees it at once.").waitFor();
  await sheet(page).waitFor({ state: "hidden" });
}

// The blocks of the first page as they stand in the form, by their first words.
const order = async (page) =>
  (await page.locator(".block-name").allInnerTexts()).map((name) => name.split(":")[0]);

// And in the text.
const written = async (page) =>
  [...(await text(page).inputValue()).matchAll(/block = "([\w-]+)"/g)].map((found) => found[1]);

test("what the owner takes from the bookkeeper is told by name, and gone from her open page once it is saved", async () => {
  const jo = await house.signIn(JO, { size: PHONE });
  await jo.goto(`${house.base}/records?kind=photo_set`);
  await jo.locator(".rows .row").first().waitFor();
  await jo.getByText(", live").first().waitFor();

  const page = await house.signInAsStaff({ size: DESKTOP, role: "owner" });
  await page.getByRole("link", { name: "Profiles" }).click();
  await page.getByRole("link", { name: "Letting agent" }).click();
  await heading(page, "Letting agent").waitFor();
  await page.getByText("As it came").waitFor();
  const sees = page.getByRole("group", { name: "Bookkeeper sees" });
  await sees.getByLabel("Photo sets").uncheck();
  // The text follows, in that line and no other; what its author wrote beside it stays.
  await until(async () => /\[role\.bookkeeper\]\nsee = \["invoice", "document", "job", "visit"\]/.test(await text(page).inputValue()));
  assert.match(await text(page).inputValue(), /# A principal lets her own people in and out/);
  await review(page).click();
  const hers = sheet(page).getByRole("listitem").filter({ hasText: "Jo Marsh" });
  await hers.getByText(/Does not see any more: \d+ photo sets/).waitFor();
  assert.equal(await sheet(page).getByText("Priya Raman").count(), 0, "a principal loses nothing");
  assert.ok((await jo.locator(".rows .row").count()) > 0, "asking changes nothing");
  await sheet(page).getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved. Whoever is looking sees it at once.").waitFor();
  await until(async () => (await jo.locator(".rows .row").count()) === 0);
  await page.getByText("Your own", { exact: true }).waitFor();

  // Back, as a version of its own.
  await page.getByRole("heading", { name: "Version 2" }).waitFor();
  await page.getByRole("button", { name: "Look at it Version 1" }).click();
  await sheet(page).getByText('"photo_set"').first().waitFor();
  await sheet(page).getByRole("button", { name: "Go back to this" }).click();
  await hers.getByText(/Sees as well: \d+ photo sets/).waitFor();
  await sheet(page).getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "Version 3" }).waitFor();
  await page.getByText("by Hal Denby").first().waitFor();
  await page.getByText("As it came").waitFor();
  await jo.locator(".rows .row").first().waitFor();
  assert.deepEqual([...page.faults, ...jo.faults], []);
  await page.context().close();
  await jo.context().close();
});

test("a text that cannot be says so at its line, and what would show one co-owner's figures to another is refused in words", async () => {
  const page = await house.signInAsStaff({ size: DESKTOP, role: "owner" });
  await open(page);
  const before = await text(page).inputValue();
  const wrong = before.replace('extent = "addressed"', 'extent = "adressed"');
  const line = wrong.split("\n").findIndex((one) => one.includes("adressed")) + 1;
  await text(page).fill(wrong);
  const fault = page.getByRole("button", { name: new RegExp(`^Line ${line}: .adressed. is none of`) });
  await fault.waitFor();
  await page.locator(`#line-${line}.is-bad`).waitFor();
  await page.getByText("The text cannot be read as it stands").waitFor();
  assert.ok(await page.getByRole("group", { name: "Bookkeeper sees" }).getByLabel("Invoices").isDisabled());
  await fault.click();
  const marked = await text(page).evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd));
  assert.match(marked, /adressed/);
  await text(page).fill(`${before}\n[relation.holds_share]\ninvoice = { lens = "full" }\n`);
  await page.getByRole("button", { name: /would show one co-owner's figures to another/ }).waitFor();
  await review(page).click();
  await sheet(page).getByText("This cannot be saved").waitFor();
  await sheet(page).getByText(/would show one co-owner's figures to another/).waitFor();
  assert.equal(await sheet(page).getByRole("button", { name: "Save" }).count(), 0);
  await sheet(page).getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Throw away" }).click();
  await right(page).waitFor();
  assert.equal(await text(page).inputValue(), before);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("blocks are put in order by the pointer and by the keyboard, taken out and added", async () => {
  const page = await house.signInAsStaff({ size: DESKTOP, role: "owner" });
  await open(page);
  assert.deepEqual(await order(page), ["Figures", "One row each", "List"]);
  // By the keyboard; the arrow keeps the focus wherever its block goes.
  const up = page.getByRole("button", { name: "Move List: invoices to pay up" });
  await up.focus();
  await page.keyboard.press("Enter");
  await until(async () => (await order(page)).join() === "Figures,List,One row each");
  await until(async () => (await written(page)).join() === "totals,records,by-subject");
  await page.getByText("List: invoices to pay is number 2 now.").waitFor();
  await until(() => up.evaluate((button) => button === document.activeElement));
  await page.keyboard.press("Enter");
  await until(async () => (await order(page)).join() === "List,Figures,One row each");
  // By the pointer, from the top to the end.
  const grip = page.locator(".grip").first();
  await grip.scrollIntoViewIfNeeded();
  const from = await grip.boundingBox();
  const last = await page.locator(".block").last().boundingBox();
  await page.mouse.move(from.x + 8, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(from.x + 8, last.y + 10, { steps: 4 });
  await page.locator('.block[data-drop="held"]').waitFor();
  await page.mouse.move(from.x + 8, last.y + last.height - 4, { steps: 4 });
  await page.mouse.up();
  await until(async () => (await order(page)).join() === "Figures,One row each,List");
  await until(async () => (await written(page)).join() === "totals,by-subject,records");
  await page.getByRole("button", { name: /^Take Figures.* out$/ }).click();
  await until(async () => (await order(page)).join() === "One row each,List");
  await page.getByLabel("Add a block").selectOption({ label: "List: visits" });
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await until(async () => (await order(page)).join() === "One row each,List,List");
  await save(page);
  const jo = await house.signIn(JO, { size: PHONE });
  await jo.getByRole("heading", { name: "Visits" }).first().waitFor();
  assert.deepEqual([...page.faults, ...jo.faults], []);
  await page.context().close();
  await jo.context().close();
});

test("things are called what the firm calls them, and its own word for the type is its name", async () => {
  const page = await house.signInAsStaff({ size: DESKTOP, role: "owner" });
  await open(page, "/admin/profiles/landlord");
  await page.getByLabel("They themselves, one").fill("house owner");
  await page.getByLabel("They themselves, one").blur();
  await page.getByText("Write both: one, and several").waitFor();
  await page.getByLabel("They themselves, several").fill("house owners");
  await page.getByLabel("They themselves, several").blur();
  await until(async () => (await text(page).inputValue()).includes('third_party = ["house owner", "house owners"]'));
  await save(page);
  await heading(page, "House owner").waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("of two who change a type at once, the second sees both texts and loses nothing", async () => {
  const [hal, ann] = [
    await house.signInAsStaff({ size: DESKTOP, role: "owner" }),
    await house.signInAsStaff({ size: DESKTOP, role: "owner" }),
  ];
  for (const page of [hal, ann]) await open(page, "/admin/profiles/landlord");
  await hal.getByRole("checkbox", { name: /Keep showing what was theirs/ }).check();
  await review(hal).waitFor();
  await save(hal);
  const note = `${await text(ann).inputValue()}# Ann's note\n`;
  await text(ann).fill(note);
  await review(ann).click();
  await sheet(ann).getByRole("button", { name: "Save" }).click();
  const both = ann.getByRole("alert").filter({ hasText: "Somebody else changed this meanwhile" });
  await both.getByText("# Ann's note").waitFor();
  await both.getByText("history = true").waitFor();
  assert.equal(await text(ann).inputValue(), note);
  await ann.getByRole("button", { name: "Take what is there" }).click();
  await until(async () => (await text(ann).inputValue()).includes("history = true"));
  assert.deepEqual([...hal.faults, ...ann.faults], []);
  await hal.context().close();
  await ann.context().close();
});

test("a text goes out as a file and comes in as one, and what was begun is offered again", async () => {
  const page = await house.signInAsStaff({ size: DESKTOP, role: "owner" });
  await open(page, "/admin/profiles/landlord");
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as a file" }).click();
  const file = await saved;
  assert.equal(file.suggestedFilename(), "landlord.toml");
  const there = await text(page).inputValue();
  assert.equal(await readFile(await file.path(), "utf8"), there);
  const path = join(house.folder, "mine.toml");
  await writeFile(path, `${there}# from my file\n`);
  await page.getByLabel("Take from a file").setInputFiles(path);
  await page.getByText("mine.toml stands here now. Nothing is saved yet.").waitFor();
  await review(page).waitFor();
  await page.reload();
  await page.getByText("You had begun to fill this in.").waitFor();
  assert.equal(await text(page).inputValue(), there);
  await page.getByRole("button", { name: "Put it back" }).click();
  await until(async () => (await text(page).inputValue()).endsWith("# from my file\n"));
  await save(page);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("a type of the firm's own is made on top of another, and a third party can be of it", async () => {
  const page = await house.signInAsStaff({ size: DESKTOP, role: "owner" });
  await page.goto(`${house.base}/admin/profiles`);
  await page.getByRole("link", { name: "Add a profile" }).click();
  await page.getByLabel("What one of them is called").fill("Managing agent");
  assert.equal(await page.getByLabel("Short name").inputValue(), "managing-agent");
  await page.getByLabel("Begin with").selectOption({ label: "Letting agent" });
  await page.getByRole("button", { name: "Add a profile" }).click();
  await heading(page, "Managing agent").waitFor();
  await page.getByRole("group", { name: "Bookkeeper sees" }).getByLabel("Visits").waitFor();
  await page.goto(`${house.base}/admin/new-profile`);
  await page.getByLabel("What one of them is called").fill("Managing agent");
  await page.getByLabel("Begin with").selectOption({ label: "Letting agent" });
  await page.getByRole("button", { name: "Add a profile" }).click();
  await page.getByRole("alert").getByText("There is a type of this name already").waitFor();
  await page.goto(`${house.base}/admin/third-parties/new`);
  await page.getByLabel("Name", { exact: true }).fill("Elm Management");
  await page.getByLabel("Kind").selectOption({ label: "Managing agent" });
  await page.getByRole("button", { name: "Add a third party" }).click();
  await heading(page, "Elm Management").waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("the office reads what there is and changes nothing", async () => {
  const page = await house.signInAsStaff({ size: PHONE });
  await open(page, "/admin/profiles/landlord");
  await page.getByRole("group", { name: "Owner sees" }).waitFor();
  assert.ok(await page.getByRole("checkbox", { name: /Keep showing/ }).isDisabled());
  assert.equal(await page.getByRole("button", { name: /^Move / }).count(), 0);
  await page.getByRole("button", { name: "Text", exact: true }).click();
  assert.equal(await text(page).evaluate((area) => area.readOnly), true);
  await page.getByRole("button", { name: "Look at it Version 1" }).click();
  await sheet(page).getByText("It was the first.").waitFor();
  assert.equal(await sheet(page).getByRole("button", { name: "Go back to this" }).count(), 0);
  assert.deepEqual(await violations(page), []);
  await page.goto(`${house.base}/admin/new-profile`);
  await page.getByText("There is nothing here for you yet").waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});
