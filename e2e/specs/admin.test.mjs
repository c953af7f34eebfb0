// The office manager's morning: somebody new at an agency is let in, and somebody who left is kept out.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, House, PHONE, until } from "../house.mjs";

const SAM = "office@halden-electrical.example";
const JO = "jo.marsh@oakline.example";
const NIA = "nia.ellis@oakline.example";
const MO = "mo.farrow@oakline.example";

let house;
before(async () => {
  house = await House.open();
  await house.makeStaff(SAM, "Sam Denby", "office");
});
after(async () => house?.close());

const heading = (page, name) => page.getByRole("heading", { level: 1, name });

async function open(page, words, name) {
  await page.goto(`${house.base}/admin/third-parties`);
  await page.getByLabel("Find by name, person or e-mail").fill(words);
  await page.waitForURL(/words=/);
  await page.getByRole("link", { name }).click();
  await heading(page, name).waitFor();
}

async function fill(page, { name, email, role }) {
  if (name !== undefined) await page.getByLabel("Name", { exact: true }).fill(name);
  if (email !== undefined) await page.getByLabel("E-mail address").fill(email);
  if (role !== undefined) await page.getByLabel("Role").selectOption(role);
}

// Whom the focus is on, by the name of its field.
const focused = (page) => page.evaluate(() => document.activeElement.getAttribute("name"));

async function endSession(page) {
  await page.evaluate(async () => {
    const { items } = await (await fetch("/api/v1/devices")).json();
    const here = items.find((device) => device.current);
    await fetch(`/api/v1/devices/${here.id}`, { method: "DELETE" });
  });
}

test("she signs in from the mail and is where she wanted to be", async () => {
  const page = await house.page({ size: DESKTOP });
  await page.goto(`${house.base}/admin/settings`);
  await page.getByLabel("Your e-mail address").fill(SAM);
  await page.getByRole("button", { name: "Send me a sign-in link" }).click();
  await page.getByRole("heading", { name: "Check your mail" }).waitFor();
  await page.goto(await house.mailedLink(SAM));
  await page.getByText("This link signs in Sam Denby").waitFor();
  await page.getByRole("button", { name: "Sign in on this device" }).click();
  await page.waitForURL(`${house.base}/admin/settings`);
  await page.getByText("Office at Halden Electrical").waitFor();
  // Without a page that she wanted she lands on the first; the portal says where to go.
  await page.goto(house.base);
  await page.getByRole("link", { name: "Go to the firm's own side" }).click();
  await heading(page, "Today").waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("somebody new is added, looked over, invited, comes in and is kept out again", async () => {
  const page = await house.signInAsStaff({ size: DESKTOP });
  await open(page, "jo.marsh", "Oakline Lettings");
  await page.getByRole("link", { name: "Add a person" }).click();
  await heading(page, "Add a person").waitFor();

  // A slip is told at its field, which has the focus again; so is what only the server knows.
  await fill(page, { name: "Nia Ellis", email: "nia.ellis", role: "bookkeeper" });
  await page.getByRole("button", { name: "Add her" }).click();
  await page.getByRole("alert").getByText("Write an e-mail address").waitFor();
  await until(async () => (await focused(page)) === "email");
  await fill(page, { email: JO });
  await page.getByRole("button", { name: "Add her" }).click();
  await page.getByRole("alert").getByText("This address is a contact here already").waitFor();
  await until(async () => (await focused(page)) === "email");
  assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "Nia Ellis");
  await fill(page, { email: NIA });
  await page.getByRole("button", { name: "Add her" }).click();
  await heading(page, "Nia Ellis").waitFor();
  await page.getByText("Not in yet").waitFor();

  // The mail as it will be, then the mail itself.
  await page.getByRole("button", { name: "See the mail first" }).click();
  const letter = page.getByRole("article");
  await letter.getByText(NIA, { exact: true }).waitFor();
  assert.match(await letter.innerText(), /Nia Ellis[\s\S]*Oakline Lettings/);
  await page.getByRole("button", { name: "Send it" }).click();
  await page.getByText(`The invitation is on its way to ${NIA}`).waitFor();

  const hers = await house.page({ size: PHONE });
  await hers.goto(await house.mailedLink(NIA));
  await hers.getByText("This link signs in Nia Ellis").waitFor();
  await hers.getByRole("button", { name: "Sign in on this device" }).click();
  await heading(hers, "Oakline Lettings").waitFor();
  await hers.getByText("Your properties").waitFor();
  await hers.getByText(", live").first().waitFor();
  await page.reload();
  await page.getByText("Has been in", { exact: true }).waitFor();

  // Her end: not by a slip of the finger.
  await page.getByRole("button", { name: "End her access" }).click();
  const asked = page.getByRole("dialog", { name: "End Nia Ellis’s access?" });
  await asked.getByLabel("Type Nia Ellis to confirm").fill("Nia");
  await asked.getByRole("button", { name: "End her access" }).click();
  await asked.getByText("Type Nia Ellis, as it stands above").waitFor();
  assert.equal(await hers.getByText("Your properties").count(), 1);
  await asked.getByLabel("Type Nia Ellis to confirm").fill("nia ellis");
  await asked.getByRole("button", { name: "End her access" }).click();
  await page.getByText("Nia Ellis has no access any more").waitFor();
  await hers.getByText("Nothing is shared with you at the moment").waitFor();
  assert.equal(await hers.getByText("Your properties").count(), 0);

  // And back in, as the same person.
  await page.getByRole("button", { name: "Give access again" }).waitFor();
  await fill(page, { role: "principal" });
  await page.getByRole("button", { name: "Give access again" }).click();
  await page.getByText("Nia Ellis has access again").waitFor();
  await hers.reload();
  await hers.getByText("Your properties").waitFor();
  assert.deepEqual([...page.faults, ...hers.faults], []);
  await page.context().close();
  await hers.context().close();
});

test("a third party is added, renamed and found by its kind", async () => {
  const page = await house.signInAsStaff({ size: DESKTOP });
  await page.goto(`${house.base}/admin/third-parties/new`);
  await page.getByRole("button", { name: "Add a third party" }).click();
  await page.getByText("Write its name").waitFor();
  assert.equal(await focused(page), "name");
  await page.getByLabel("Name", { exact: true }).fill("Elm Lettings");
  await page.getByLabel("Kind").selectOption({ label: "Letting agent" });
  await page.getByRole("button", { name: "Add a third party" }).click();
  await heading(page, "Elm Lettings").waitFor();
  await page.getByText("Nobody here can sign in yet").waitFor();
  await page.getByRole("button", { name: "Rename" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Elm and Daughters");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await heading(page, "Elm and Daughters").waitFor();
  const bookmark = await page.getByLabel("Bookmark").inputValue();
  assert.match(bookmark, new RegExp(`^${house.base}/t/[0-9a-f]{32}$`));
  await page.getByRole("link", { name: "Third parties" }).click();
  await page.getByLabel("Kind").selectOption({ label: "Landlord" });
  await page.getByText("Margaret").first().or(page.getByText("Landlord")).first().waitFor();
  await until(async () => (await page.getByText("Elm and Daughters").count()) === 0);
  await page.getByLabel("Kind").selectOption({ label: "Letting agent" });
  await page.getByRole("link", { name: "Elm and Daughters" }).waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("a form half filled survives the end of the session, and is offered to nobody else", async () => {
  const page = await house.signInAsStaff({ size: DESKTOP });
  await open(page, "oakline", "Oakline Lettings");
  await page.getByRole("link", { name: "Add a person" }).click();
  await fill(page, { name: "Mo Farrow", email: MO });
  await endSession(page);
  await page.getByRole("button", { name: "Add her" }).click();
  await page.getByText("Choose what she is there").waitFor();
  await fill(page, { role: "bookkeeper" });
  await page.getByRole("button", { name: "Add her" }).click();
  await page.getByText("You were signed out").waitFor();

  const sign = async (email) => {
    await page.getByLabel("Your e-mail address").fill(email);
    await page.getByRole("button", { name: "Send me a sign-in link" }).click();
    await page.getByRole("heading", { name: "Check your mail" }).waitFor();
    await page.getByLabel("The six digits").fill(await house.mailedCode(email));
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await heading(page, "Add a person").waitFor();
  };
  await sign(SAM);
  await page.getByText("You had begun to fill this in.").waitFor();
  assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "");
  await page.getByRole("button", { name: "Put it back" }).click();
  await until(async () => (await page.getByLabel("E-mail address").inputValue()) === MO);
  await until(async () => (await page.getByLabel("Role").inputValue()) === "bookkeeper");

  // Another of the firm's people at the same machine.
  await endSession(page);
  await page.getByRole("button", { name: "Add her" }).click();
  await page.getByText("You were signed out").waitFor();
  const hal = "owner@halden-electrical.example";
  await house.makeStaff(hal, "Hal Denby", "owner");
  await sign(hal);
  await page.getByLabel("E-mail address").waitFor();
  assert.equal(await page.getByText("You had begun to fill this in.").count(), 0);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("somebody who is to see one property sees that one and no other", async () => {
  const page = await house.signInAsStaff({ size: DESKTOP });
  await open(page, "oakline", "Oakline Lettings");
  await page.getByRole("link", { name: "Add a person" }).click();
  await fill(page, { name: "Ola Finn", email: "ola.finn@oakline.example", role: "principal" });
  await page.getByLabel("Only these places").check();
  await page.getByRole("button", { name: "Add her" }).click();
  await page.getByText("Add a place, or let her see everything").waitFor();
  assert.equal(await focused(page), "sites");
  await page.keyboard.type("22 park road");
  await page.getByRole("button", { name: /^22 Park Road/ }).click();
  await page.getByRole("button", { name: "Take 22 Park Road away" }).waitFor();
  await page.getByRole("button", { name: "Add her" }).click();
  await heading(page, "Ola Finn").waitFor();
  await page.getByRole("button", { name: "Take 22 Park Road away" }).waitFor();
  const ola = await house.signIn("ola.finn@oakline.example", { size: DESKTOP });
  await ola.goto(`${house.base}/subjects`);
  await ola.getByRole("link", { name: /^22 Park Road/ }).waitFor();
  assert.equal(await ola.locator(".row").count(), 1);
  assert.deepEqual([...page.faults, ...ola.faults], []);
  await page.context().close();
  await ola.context().close();
});

test("of two who change somebody at once, neither loses a word", async () => {
  const [sam, hal] = [
    await house.signInAsStaff({ size: DESKTOP }),
    await house.signInAsStaff({ size: DESKTOP, role: "owner" }),
  ];
  for (const page of [sam, hal]) {
    await open(page, "priya", "Oakline Lettings");
    await page.getByRole("link", { name: "Priya Raman", exact: true }).click();
    await heading(page, "Priya Raman").waitFor();
    await page.getByLabel("Role").waitFor();
  }
  await fill(hal, { name: "Priya Shah" });
  await hal.getByRole("button", { name: "Save", exact: true }).click();
  await heading(hal, "Priya Shah").waitFor();
  // She only reads what she wrote and what is there: nothing is written over.
  await fill(sam, { name: "Priya Raman-Shah" });
  await sam.getByRole("button", { name: "Save", exact: true }).click();
  const both = sam.getByRole("alert").filter({ hasText: "Somebody else changed this meanwhile" });
  await both.getByRole("row").last().waitFor();
  assert.deepEqual(await both.getByRole("row").last().getByRole("cell").allInnerTexts(), ["Priya Raman-Shah", "Priya Shah"]);
  assert.equal(await sam.getByLabel("Name", { exact: true }).inputValue(), "Priya Raman-Shah");
  await sam.getByRole("button", { name: "Save mine" }).click();
  await heading(sam, "Priya Raman-Shah").waitFor();
  await fill(hal, { name: "P. Shah" });
  await hal.getByRole("button", { name: "Save", exact: true }).click();
  await hal.getByRole("button", { name: "Take what is there" }).click();
  await heading(hal, "Priya Raman-Shah").waitFor();
  assert.equal(await hal.getByLabel("Name", { exact: true }).inputValue(), "Priya Raman-Shah");
  assert.deepEqual([...sam.faults, ...hal.faults], []);
  await sam.context().close();
  await hal.context().close();
});

test("the receipts say who invited whom, and can be taken along", async () => {
  const page = await house.signInAsStaff({ size: DESKTOP });
  await open(page, "oakline", "Oakline Lettings");
  await page.getByRole("link", { name: "Nia Ellis", exact: true }).click();
  await page.getByRole("link", { name: "See the receipts" }).click();
  await heading(page, "Receipts").waitFor();
  await page.getByText("Nia Ellis opened the first page").first().waitFor();
  await page.getByText(/All [\d,]+ lines are as they were written/).waitFor();
  await page.getByLabel("Person").selectOption("");
  await page.getByLabel("Third party", { exact: true }).selectOption("");
  await page.getByLabel("What was done").selectOption({ label: "Invited a person" });
  await page.getByText("Sam Denby invited a contact: Nia Ellis").waitFor();
  await until(async () => (await page.getByText("Nia Ellis opened the first page").count()) === 0);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Save as a spreadsheet (CSV)" }).click();
  const chunks = [];
  for await (const chunk of await (await download).createReadStream()) chunks.push(chunk);
  const table = Buffer.concat(chunks).toString();
  assert.match(table, /^\uFEFF?number,at,who/);
  assert.match(table, /Sam Denby.*invited a contact/);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("a property is found, and passes from one agent to another on a day", async () => {
  const page = await house.signInAsStaff({ size: DESKTOP });
  await page.goto(`${house.base}/admin/`);
  await page.getByRole("link", { name: "Subjects" }).click();
  await page.getByLabel("Find by name, address or postcode").fill("22 park road");
  await page.getByRole("link", { name: "22 Park Road" }).first().click();
  await heading(page, "22 Park Road").waitFor();
  await page.getByRole("button", { name: "Pass it on" }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("button", { name: "Pass it on" }).click();
  await sheet.getByText("Choose who gets it").waitFor();
  await sheet.getByLabel("To").selectOption({ label: "Copper & Co" });
  await sheet.getByRole("button", { name: "Pass it on" }).click();
  await page.getByText("It is passed on.").waitFor();
  await page.getByRole("link", { name: "Copper & Co", exact: true }).waitFor();
  const dean = await house.signIn("dean.whitlock@copperandco.example", { size: DESKTOP });
  await dean.goto(`${house.base}/search?q=22+park+road`);
  await dean.getByText("22 Park Road").first().waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
  await dean.context().close();
});

test("with the keys alone she finds a person and looks at the mail", async () => {
  const page = await house.signInAsStaff({ size: DESKTOP });
  const name = () =>
    page.evaluate(() => {
      const at = document.activeElement;
      return (at.getAttribute("aria-label") ?? at.textContent.trim()) || at.getAttribute("name") || "";
    });
  const tabTo = async (wanted) => {
    for (let n = 0; n < 40; n += 1) {
      await page.keyboard.press("Tab");
      if (wanted.test(await name())) return;
    }
    throw new Error(`40 times Tab did not come to ${wanted}`);
  };
  await page.goto(`${house.base}/admin/third-parties`);
  await page.getByText("Oakline Lettings").waitFor();
  await page.keyboard.press("Tab");
  assert.equal(await name(), "Skip to the page");
  await page.keyboard.press("Enter");
  await tabTo(/^Find by name/);
  await page.keyboard.type("oakline");
  await page.waitForURL(/words=oakline/);
  await tabTo(/^Oakline Lettings/);
  await page.keyboard.press("Enter");
  await heading(page, "Oakline Lettings").waitFor();
  // Reading begins at the page's name.
  await until(async () => (await name()) === "Oakline Lettings");
  await tabTo(/^Jo Marsh/);
  await page.keyboard.press("Enter");
  await heading(page, "Jo Marsh").waitFor();
  await tabTo(/^See the mail first$/);
  await page.keyboard.press("Enter");
  await page.getByRole("article").waitFor();
  await tabTo(/^End her access$/);
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await until(async () => (await name()) === "End her access");
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("whoever is no staff is told so, and a field electrician manages nobody", async () => {
  const jo = await house.signIn(JO, { size: DESKTOP });
  await jo.goto(`${house.base}/admin/`);
  await heading(jo, "You are not on a firm's staff").waitFor();
  assert.equal(await jo.getByText("Oakline Lettings").count(), 0);
  await jo.context().close();
  const fay = await house.signInAsStaff({ size: DESKTOP, role: "field" });
  // She begins with what she may look at.
  await heading(fay, "Today").waitFor();
  assert.equal(await fay.getByRole("link", { name: "Third parties" }).count(), 0);
  await fay.goto(`${house.base}/admin/third-parties`);
  await fay.getByText("There is nothing here for you yet").waitFor();
  await fay.context().close();
});

test("the portal's worker leaves the staff's app alone", async () => {
  const page = await house.signIn(JO, { size: DESKTOP });
  await until(() => page.evaluate(async () => !!(await navigator.serviceWorker.ready)?.active));
  await page.reload();
  const fetched = [];
  page.on("response", (response) => {
    if (response.url().includes("/admin/")) fetched.push([new URL(response.url()).pathname, response.fromServiceWorker()]);
  });
  await page.goto(`${house.base}/admin/third-parties/new`);
  await heading(page, "You are not on a firm's staff").waitFor();
  assert.ok(fetched.length >= 4, JSON.stringify(fetched));
  assert.deepEqual(fetched.filter(([, byWorker]) => byWorker), []);
  const kept = await page.evaluate(async () => {
    const found = [];
    for (const name of await caches.keys()) {
      for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname);
    }
    return found;
  });
  assert.deepEqual(kept.filter((path) => path.startsWith("/admin")), []);
  await page.context().close();
});

test("the owner renames the firm, colours it and adds somebody, who manages nobody of the staff", async () => {
  const ivy = "ivy.stone@halden-electrical.example";
  const page = await house.signInAsStaff({ size: DESKTOP, role: "owner" });
  await page.goto(`${house.base}/admin/settings`);
  await page.getByRole("link", { name: "Your firm" }).click();
  await heading(page, "Your firm").waitFor();
  // A slip is told at its field, and what was typed stays.
  await page.getByLabel("Colour", { exact: true }).fill("green");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("alert").getByText("Write # and six digits").waitFor();
  await until(async () => (await focused(page)) === "brand");
  await page.getByLabel("Colour", { exact: true }).fill("#7A1F5C");
  await until(async () => (await page.getByLabel("Pick the colour").inputValue()) === "#7a1f5c");
  await page.getByLabel("Pick the colour").fill("#3b2f8f");
  await until(async () => (await page.getByLabel("Colour", { exact: true }).inputValue()) === "#3b2f8f");
  await page.getByLabel("Name", { exact: true }).fill("Halden and Daughters");
  await page.getByLabel("At the foot").fill("Mill Lane 1, Leeds\n0113 496 0000");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Saved.", { exact: true }).waitFor();
  await page.getByRole("banner").getByText("Halden and Daughters").waitFor();
  await page.reload();
  await until(async () => (await page.getByLabel("Colour", { exact: true }).inputValue()) === "#3b2f8f");
  assert.equal(await page.getByLabel("At the foot").inputValue(), "Mill Lane 1, Leeds\n0113 496 0000");

  const jo = await house.signIn(JO, { size: DESKTOP });
  await jo.getByRole("banner").getByText("Halden and Daughters").waitFor();

  await page.getByRole("main").getByRole("link", { name: "Settings" }).click();
  await page.getByRole("link", { name: "Staff", exact: true }).click();
  await heading(page, "Staff").waitFor();
  await page.getByRole("button", { name: "Add somebody" }).click();
  const sheet = page.getByRole("dialog", { name: "Add somebody" });
  await sheet.getByText("She signs in at /admin/ with her e-mail address; no password.").waitFor();
  await sheet.getByLabel("Name", { exact: true }).fill("Ivy Stone");
  await sheet.getByLabel("E-mail address").fill(SAM);
  await sheet.getByRole("button", { name: "Add her" }).click();
  await sheet.getByRole("alert").getByText("That address is staff here already").waitFor();
  await sheet.getByLabel("E-mail address").fill(ivy);
  await sheet.getByLabel("Role").selectOption({ label: "Office" });
  await sheet.getByRole("button", { name: "Add her" }).click();
  const row = page.getByRole("listitem").filter({ hasText: ivy });
  await row.getByText("Office", { exact: true }).waitFor();

  const hers = await house.page({ size: DESKTOP });
  const link = await house.sightline("link", ivy);
  await hers.goto(`${house.base}/in#${link.trim().split("#")[1]}`);
  await hers.getByRole("button", { name: "Sign in on this device" }).click();
  await hers.waitForURL(`${house.base}/admin/`);
  await hers.goto(`${house.base}/admin/settings`);
  await hers.getByText("Office at Halden and Daughters").waitFor();
  assert.equal(await hers.getByRole("link", { name: "Staff", exact: true }).count(), 0);
  assert.equal(await hers.getByRole("link", { name: "Your firm" }).count(), 0);
  await hers.goto(`${house.base}/admin/settings/staff`);
  await hers.getByText("There is nothing here for you yet").waitFor();

  await row.getByRole("button", { name: "End her access" }).click();
  const asked = page.getByRole("dialog", { name: "End Ivy Stone’s access?" });
  await asked.getByLabel("Type Ivy Stone to confirm").fill("ivy stone");
  await asked.getByRole("button", { name: "End her access" }).click();
  await page.getByText("Ivy Stone has no access any more").waitFor();
  await until(async () => (await row.count()) === 0);
  assert.deepEqual([...page.faults, ...jo.faults, ...hers.faults], []);
  for (const one of [page, jo, hers]) await one.context().close();
});
