// A session's life in the browser: renewed by several tabs at once, renewed by an answer that got lost, ended here
// or elsewhere. After its end nothing of anybody's is shown or kept, whichever way leads back.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, House, until } from "../house.mjs";

const JO = "jo.marsh@oakline.example";
const PRIYA = "priya.raman@oakline.example";
const MARGARET = "margaret@ellison-lettings.example";
const DAY = 24 * 3_600_000;
// A page that the browser kept whole is not loaded, so nobody can wait for that.
const COMMIT = { waitUntil: "commit" };

let house;
before(async () => {
  house = await House.open({ keepsPages: true });
});
after(async () => house?.close());

// The one session of somebody, as its row has it.
async function row(email) {
  const rows = await house.rows(
    `SELECT s.secret_hash, s.previous_hash, s.end_reason FROM session s JOIN identity i ON i.id = s.identity
     WHERE i.email = '${email}' ORDER BY s.created_at DESC LIMIT 1`,
  );
  const [now, before, end] = rows[0];
  return { now, before, end };
}

// Lets time go by for somebody's session: what the server and the browser know of it is so much older.
async function wait(page, email, millis) {
  await house.rows(
    `UPDATE session SET rotated_at = rotated_at - ${millis} * 1000,
       successor_seen_at = successor_seen_at - ${millis} * 1000, created_at = created_at - ${millis} * 1000
     WHERE identity = (SELECT id FROM identity WHERE email = '${email}')`,
  );
  await page.evaluate((millis) => {
    const renewed = Number(localStorage.getItem("sightline.renewed"));
    localStorage.setItem("sightline.renewed", String(renewed - millis));
  }, millis);
}

// Ends every session of hers but the one of this page.
async function endOthers(page) {
  await page.evaluate(async () => {
    const devices = await (await fetch("/api/v1/devices")).json();
    for (const device of devices.items.filter((device) => !device.current)) {
      await fetch(`/api/v1/devices/${device.id}`, { method: "DELETE" });
    }
  });
}

async function secret(page) {
  const cookies = await page.context().cookies();
  return cookies.find((cookie) => cookie.name === "__Host-sightline")?.value;
}

// What this browser keeps: how many texts are in each drawer, and the addresses in the worker's caches.
async function kept(page) {
  return page.evaluate(async () => {
    const open = indexedDB.open("sightline");
    const database = await new Promise((done, fail) => {
      open.onsuccess = () => done(open.result);
      open.onerror = () => fail(open.error);
    });
    const count = async (drawer) => {
      const asked = database.transaction(drawer).objectStore(drawer).count();
      return new Promise((done) => {
        asked.onsuccess = () => done(asked.result);
      });
    };
    const found = { copies: await count("copies"), openings: await count("openings"), cached: [] };
    database.close();
    for (const name of await caches.keys()) {
      for (const request of await (await caches.open(name)).keys()) found.cached.push(new URL(request.url).pathname);
    }
    return found;
  });
}

// Something of the slice: her firm, her properties, her invoices.
const HERS = /Halden Electrical|Oakline|Ellison|INV-\d|Your properties|\bRoad\b|\bLane\b|£\d/;

async function showsNothing(page) {
  const shown = await page.evaluate(() => document.body.innerText);
  assert.doesNotMatch(shown, HERS);
}

test("two tabs that renew at once get one new secret, and both stay signed in", async () => {
  const one = await house.signIn(JO, { size: DESKTOP });
  const two = await one.context().newPage();
  await two.goto(`${house.base}/invoices`);
  await two.getByText("INV-").first().waitFor();
  const [secretBefore, before] = [await secret(one), await row(JO)];
  await wait(one, JO, DAY + 1_000);
  let renewals = 0;
  let answer;
  const answered = new Promise((done) => {
    answer = done;
  });
  await one.context().route("**/session/refresh", async (route) => {
    renewals += 1;
    await answered;
    await route.continue();
  });
  await Promise.all([one.reload(), two.reload()]);
  await one.getByText("Your properties").waitFor();
  await two.getByText("INV-").first().waitFor();
  // One asks, and the other waits for it.
  await until(() =>
    one.evaluate(async () => (await navigator.locks.query()).pending.some((lock) => lock.name === "sightline-session")),
  );
  answer();
  await until(async () => (await secret(one)) !== secretBefore);
  const after = await row(JO);
  assert.equal(after.before, before.now, "the secret before is the predecessor");
  assert.equal(renewals, 1, "one tab renews for both");
  // Each goes on with the new one.
  await one.goto(`${house.base}/documents`);
  await one.getByText("As of").first().waitFor();
  await two.reload();
  await two.getByText("INV-").first().waitFor();
  assert.equal((await row(JO)).end, "");
  await one.context().close();
});

test("eight renewals side by side, past every lock, get one new secret and end nothing", async () => {
  const page = await house.signIn(JO, { size: DESKTOP });
  await wait(page, JO, DAY + 1_000);
  const before = await row(JO);
  let cookies = 0;
  page.context().on("response", async (response) => {
    if (response.url().endsWith("/session/refresh") && (await response.headerValue("set-cookie"))) cookies += 1;
  });
  const answers = await page.evaluate(async () => {
    const renew = () => fetch("/api/v1/session/refresh", { method: "POST" });
    const read = () => fetch("/api/v1/session");
    const all = await Promise.all([...Array(8)].flatMap(() => [renew(), read()]));
    return all.map((answer) => answer.status);
  });
  assert.deepEqual([...new Set(answers.map((status) => Math.floor(status / 100)))], [2], `${answers}`);
  await until(() => cookies > 0);
  assert.equal(cookies, 1, "one answer carries a new secret");
  const after = await row(JO);
  assert.equal(after.before, before.now);
  assert.equal(after.end, "");
  await page.reload();
  await page.getByText("Your properties").waitFor();
  await page.context().close();
});

test("an answer that was lost while it carried a new secret signs nobody out", async () => {
  const proxy = await house.proxy();
  const page = await house.signIn(JO, { size: DESKTOP, base: proxy.base });
  const [secretBefore, before] = [await secret(page), await row(JO)];
  await wait(page, JO, DAY + 1_000);
  let lost = 0;
  proxy.loses = (request) => {
    const is = request.url.endsWith("/session/refresh");
    if (is) lost += 1;
    return is;
  };
  await page.reload();
  await page.getByText("Your properties").waitFor();
  // The app asks once more, in vain.
  await until(() => lost >= 2);
  assert.equal(await secret(page), secretBefore, "the new secret never arrived");
  const rolled = await row(JO);
  assert.equal(rolled.before, before.now, "the server has renewed it");
  // She goes on with the old one,
  proxy.loses = () => false;
  await page.goto(`${proxy.base}/invoices`);
  await page.getByText("INV-").first().waitFor();
  // and the next day gets another in place of the one that was lost.
  await wait(page, JO, DAY + 1_000);
  await page.reload();
  await page.getByText("INV-").first().waitFor();
  await until(async () => (await secret(page)) !== secretBefore);
  const renewed = await row(JO);
  assert.equal(renewed.before, before.now);
  assert.notEqual(renewed.now, rolled.now);
  await page.reload();
  await page.getByText("INV-").first().waitFor();
  assert.equal((await row(JO)).end, "");
  await page.context().close();
});

test("after signing out, no way back shows anything", async () => {
  const page = await house.signIn(JO, { size: DESKTOP });
  await page.goto(`${house.base}/documents`);
  await page.getByRole("link", { name: "Invoices", exact: true }).first().click();
  await page.getByText("INV-").first().waitFor();
  await page.getByRole("button", { name: "You and your settings" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByText("You are signed out on this device.").waitFor();
  await showsNothing(page);
  for (let n = 0; n < 2; n += 1) {
    await page.goBack(COMMIT);
    await page.getByLabel("Your e-mail address").waitFor();
    await showsNothing(page);
  }
  await page.goForward(COMMIT);
  await page.getByLabel("Your e-mail address").waitFor();
  await showsNothing(page);
  await page.context().close();
});

test("a page that the browser kept whole is not shown before the server says that it may be", async () => {
  const page = await house.signIn(JO, { size: DESKTOP });
  await page.goto(`${house.base}/invoices`);
  await page.getByText("INV-").first().waitFor();
  await page.evaluate(() => {
    window.isKept = true;
  });

  // First while she is still signed in: it is the same page again.
  await page.goto("about:blank");
  await page.goBack(COMMIT);
  await page.getByText("INV-").first().waitFor();

  // Then the session ends meanwhile, and no tab is there to say so.
  await page.goto("about:blank");
  await page.request.delete(`${house.base}/api/v1/session`);
  let answer;
  const answered = new Promise((done) => {
    answer = done;
  });
  await page.context().route("**/api/v1/session", async (route) => {
    await answered;
    await route.continue();
  });
  await page.goBack(COMMIT);
  // The server has not answered yet.
  await until(() => page.evaluate(() => document.readyState !== "loading"));
  await showsNothing(page);
  const wasKept = await page.evaluate(() => window.isKept === true);
  answer();
  await page.getByLabel("Your e-mail address").waitFor();
  await showsNothing(page);
  console.log(`# the browser ${wasKept ? "kept the page whole" : "loaded the page anew"}`);
  await page.context().close();
});

test("a page that comes back whole is hidden until the server has answered", async () => {
  const page = await house.signIn(JO, { size: DESKTOP });
  await page.goto(`${house.base}/invoices`);
  await page.getByText("INV-").first().waitFor();
  let answer;
  await page.route("**/api/v1/session", async (route) => {
    await new Promise((done) => {
      answer = done;
    });
    await route.continue();
  });
  const back = () =>
    page.evaluate(() => window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  await back();
  await until(() => answer);
  await showsNothing(page);
  answer();
  await page.getByText("INV-").first().waitFor();
  // The same once the session is over.
  await page.request.delete(`${house.base}/api/v1/session`);
  answer = undefined;
  await back();
  await until(() => answer);
  await showsNothing(page);
  answer();
  await page.getByText("You were signed out.").waitFor();
  await showsNothing(page);
  await page.context().close();
});

test("signing out wipes what was kept, and signs out the other tabs", async () => {
  const page = await house.signIn(PRIYA, { size: DESKTOP });
  const other = await page.context().newPage();
  await other.goto(`${house.base}/invoices`);
  await other.getByText("INV-").first().waitFor();
  await until(() => page.evaluate(async () => !!(await navigator.serviceWorker.ready)?.active));
  await until(async () => (await kept(page)).copies > 1);
  await page.getByRole("button", { name: "You and your settings" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByLabel("Your e-mail address").waitFor();
  await other.getByText("You were signed out.").waitFor();
  await showsNothing(other);
  await until(async () => (await kept(page)).copies === 0);
  const left = await kept(page);
  assert.equal(left.openings, 0);
  assert.ok(left.cached.length > 0, "the app itself stays");
  assert.deepEqual(
    left.cached.filter((path) => path.startsWith("/api") || path.startsWith("/records")),
    [],
  );
  // Nor is there anything to be read without a network.
  await page.context().setOffline(true);
  await page.goto(`${house.base}/invoices`);
  await page.getByText("You are offline").waitFor();
  await showsNothing(page);
  await page.context().close();
});

test("a session that is ended elsewhere takes its copies along, at once or when the browser is next opened", async () => {
  const here = await house.signIn(MARGARET, { size: DESKTOP });
  const closed = await house.signIn(MARGARET, { size: DESKTOP });
  for (const page of [here, closed]) await until(async () => (await kept(page)).copies > 1);
  await here.getByText(", live").first().waitFor();
  await closed.goto("about:blank");
  const there = await house.signIn(MARGARET, { size: DESKTOP });
  await endOthers(there);
  await here.getByText("You were signed out.").waitFor();
  await until(async () => (await kept(here)).copies === 0);
  await closed.goto(house.base);
  await closed.getByLabel("Your e-mail address").waitFor();
  await showsNothing(closed);
  await until(async () => (await kept(closed)).copies === 0);
  for (const page of [here, closed, there]) await page.context().close();
});
