// Staff look at a contact's page with her eyes: her own app, marked from end to end, in which nothing can be done and of
// which nothing is kept.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, House, PHONE, until, violations } from "../house.mjs";
import { ask } from "../steps.mjs";

const JO = "jo.marsh@oakline.example";

let house;
before(async () => {
  house = await House.open();
});
after(async () => house?.close());

const heading = (page, name) => page.getByRole("heading", { level: 1, name });
const band = (page) => page.getByRole("region", { name: "Looking as somebody else" });

async function jo(page) {
  const { items } = await ask(page, "third-parties?q=oakline");
  const { people } = await ask(page, `third-parties/${items[0].id}`);
  return { party: items[0].id, ...people.find((person) => person.email === JO) };
}

// From the list of Jo's colleagues to her page, and every call that is made from then on.
async function lookAsJo(options) {
  const page = await house.signInAsStaff(options);
  const { id, party } = await jo(page);
  await page.goto(`${house.base}/admin/third-parties/${party}`);
  await page.getByRole("link", { name: "View as Jo Marsh" }).waitFor();
  const calls = [];
  page.on("request", (request) => {
    const path = new URL(request.url()).pathname;
    if (path.startsWith("/api/")) calls.push(`${request.method()} ${path}`);
  });
  await page.getByRole("link", { name: "View as Jo Marsh" }).click();
  await band(page).getByText("Looking as Jo Marsh").waitFor();
  await page.getByText("Your properties").waitFor();
  const base = `/admin/preview/${id}`;
  assert.equal(new URL(page.url()).pathname, `${base}/`);
  return { page, id, base, calls };
}

const path = (page) => new URL(page.url()).pathname;

test("she sees the contact's own app, and all that it asks for is the contact's preview", async () => {
  const { page, id, base, calls } = await lookAsJo({ size: DESKTOP });
  await heading(page, "Oakline Lettings").waitFor();
  assert.match(await band(page).innerText(), /Looking as Jo Marsh, Oakline Lettings/);

  // From page to page by the app's own ways, below her address.
  await page.getByRole("navigation").getByRole("link", { name: "Certificates" }).click();
  await page.waitForURL(`${house.base}${base}/documents`);
  await page.getByRole("link", { name: /^Open EICR/ }).first().click();
  await page.waitForURL(`${house.base}${base}/records/*`);
  await page.locator("iframe.paper, img.paper, .paper-acts").first().waitFor();
  assert.equal(await band(page).count(), 1);

  // A file is saved through the preview too: a link sets no header.
  const href = await page.getByRole("link", { name: /^Save/ }).first().getAttribute("href");
  assert.match(href, new RegExp(`^/api/v1/admin/preview/${id}/portal/files/fil_[^?]+\\?hat=stf_`));
  assert.equal(await page.evaluate(async (href) => (await fetch(href)).status, href), 200);

  // The way back, and loaded anew where it is.
  await page.goBack();
  await page.waitForURL(`${house.base}${base}/documents`);
  await heading(page, "Certificates").waitFor();
  await page.reload();
  await band(page).getByText("Looking as Jo Marsh").waitFor();
  await heading(page, "Certificates").waitFor();
  assert.equal(path(page), `${base}/documents`);

  // Photos: small ones in the list come through the preview as well.
  await page.goto(`${house.base}${base}/records?kind=photo_set`);
  await page.getByRole("link", { name: /^See photo/ }).first().click();
  const small = page.locator("ul.photos img").first();
  await small.waitFor();
  await until(() => small.evaluate((image) => image.complete && image.naturalWidth > 0));

  // A search, by its box.
  await page.getByRole("combobox", { name: "Search" }).fill("mill lane");
  await page.getByRole("option").first().waitFor();
  await page.getByRole("combobox", { name: "Search" }).press("Enter");
  await page.waitForURL((url) => url.pathname.startsWith(base) && url.pathname !== `${base}/`);

  const others = calls.filter((call) => !call.startsWith(`GET /api/v1/admin/preview/${id}/`));
  assert.deepEqual(others, []);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("nothing of it is kept on her device, and nothing follows what happens", async () => {
  const { page, calls } = await lookAsJo({ size: DESKTOP });
  const kept = await page.evaluate(async () => ({
    workers: (await navigator.serviceWorker.getRegistrations()).filter((one) => one.active).length,
    caches: (await caches.keys()).length,
    copies: (await indexedDB.databases()).length,
    hat: localStorage.getItem("sightline.hat"),
  }));
  // The portal that she signed in through may have left its worker, which touches nothing below /admin.
  assert.equal(kept.hat, null);
  await page.getByRole("navigation").getByRole("link", { name: "Certificates" }).click();
  await heading(page, "Certificates").waitFor();
  const stored = await page.evaluate(
    () =>
      new Promise((done) => {
        const opening = indexedDB.open("sightline");
        opening.onerror = () => done([]);
        opening.onsuccess = () => {
          const database = opening.result;
          const names = [...database.objectStoreNames];
          if (names.length === 0) return done([]);
          const found = [];
          const reading = database.transaction(names);
          for (const name of names) reading.objectStore(name).getAllKeys().onsuccess = (e) => found.push(...e.target.result);
          reading.oncomplete = () => done(found);
        };
      }),
  );
  assert.deepEqual(stored, []);
  assert.deepEqual(calls.filter((call) => call.includes("events") || call.includes("offline")), []);
  await page.context().close();
});

test("no receipt of it is a view by the contact, who was never in", async () => {
  const { page, id } = await lookAsJo({ size: DESKTOP });
  await page.getByRole("navigation").getByRole("link", { name: "What I opened" }).click();
  await heading(page, "What I opened").waitFor();
  const looked = (await ask(page, "receipts?grade=preview&limit=200")).items;
  assert.ok(looked.length > 2);
  for (const one of looked) assert.match(one.as_whom, /^Jo Marsh/, JSON.stringify(one));
  const hers = (await ask(page, `receipts?contact=${id}&grade=person&limit=200`)).items ?? [];
  assert.deepEqual(hers, []);
  assert.equal((await ask(page, `contacts/${id}`)).last_seen_at, undefined);

  // One press, and she is where the contact is looked after.
  await band(page).getByRole("link", { name: "End" }).click();
  await page.waitForURL(`${house.base}/admin/people/${id}`);
  await heading(page, "Jo Marsh").waitFor();
  await page.getByText("Not in yet").waitFor();
  await page.getByRole("link", { name: "View as Jo Marsh" }).waitFor();
  await page.context().close();
});

test("what is the contact's own to do is not done for her", async () => {
  const { page, id, base } = await lookAsJo({ size: PHONE });
  await page.getByRole("button", { name: "You and your settings" }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByText("You are looking as Jo Marsh. Nothing can be changed here.").waitFor();
  assert.equal(await sheet.getByRole("button", { name: "Sign out" }).count(), 0);
  for (const own of ["Where you are signed in", "Preferences"]) {
    assert.equal(await sheet.getByRole("link", { name: own }).count(), 0, own);
  }
  for (const own of ["devices", "preferences"]) {
    await page.goto(`${house.base}${base}/${own}`);
    await heading(page, "This page is hers alone").waitFor();
  }
  // The server has nothing mounted there that changes anything.
  const status = await page.evaluate(async (id) => {
    const hat = sessionStorage.getItem("sightline.staff");
    const headers = { "sightline-hat": hat, "content-type": "application/json" };
    const path = `/api/v1/admin/preview/${id}/portal/receipts/offline`;
    return (await fetch(path, { method: "POST", headers, body: '{"items":[]}' })).status;
  }, id);
  assert.equal(status, 404);
  await page.context().close();
});

test("whoever may not look is told so, and shown nothing", async () => {
  const office = await house.signInAsStaff({ size: DESKTOP });
  const { id } = await jo(office);
  await office.context().close();
  const page = await house.signInAsStaff({ role: "field", size: DESKTOP });
  await page.goto(`${house.base}/admin/preview/${id}/`);
  await page.getByRole("link", { name: "Back to the firm's own side" }).waitFor();
  assert.equal(await page.getByText("Your properties").count(), 0);
  assert.equal(await band(page).count(), 0);
  // A stranger is asked to sign in, at the same address.
  const stranger = await house.page({ size: PHONE });
  await stranger.goto(`${house.base}/admin/preview/${id}/documents`);
  await stranger.getByLabel("Your e-mail address").waitFor();
  await page.context().close();
  await stranger.context().close();
});

test("it is read by everybody, in both sizes and themes, and marked on paper", async () => {
  for (const look of [
    { size: DESKTOP, dark: false },
    { size: DESKTOP, dark: true },
    { size: PHONE, dark: false },
    { size: PHONE, dark: true },
  ]) {
    const { page } = await lookAsJo(look);
    assert.deepEqual(await violations(page), [], JSON.stringify(look));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(wide <= 0, `${wide} pixels too wide`);
    if (process.env.SHOTS) {
      const name = `${process.env.SHOTS}/preview.${look.size === PHONE ? "phone" : "desktop"}.${look.dark ? "dark" : "light"}.png`;
      await page.screenshot({ path: name });
    }
    await page.emulateMedia({ media: "print" });
    const mark = page.locator(".looking-mark");
    assert.match(await mark.evaluate((one) => getComputedStyle(one).backgroundImage), /svg/);
    assert.equal(await mark.evaluate((one) => getComputedStyle(one).printColorAdjust), "exact");
    await band(page).getByText("Looking as Jo Marsh").waitFor();
    await page.context().close();
  }
});
