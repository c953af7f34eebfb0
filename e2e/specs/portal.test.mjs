// The bookkeeper's Tuesday on her phone, and what her colleagues, rivals and other browsers see of it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, House, until } from "../house.mjs";

const JO = "jo.marsh@oakline.example";
const PRIYA = "priya.raman@oakline.example";
const DEAN = "dean.whitlock@copperandco.example";
const MARGARET = "margaret@ellison-lettings.example";

let house;
before(async () => {
  house = await House.open();
});
after(async () => house?.close());

test("she signs in from the mail, and looking at its link uses nothing up", async () => {
  const page = await house.page();
  await page.goto(house.base);
  await page.getByLabel("Your e-mail address").fill(JO);
  await page.getByRole("button", { name: "Send me a sign-in link" }).click();
  await page.getByRole("heading", { name: "Check your mail" }).waitFor();
  const link = await house.mailedLink(JO);
  // A mail scanner that runs scripts opens it first.
  const scanner = await house.page();
  await scanner.goto(link);
  await scanner.getByRole("button", { name: "Sign in on this device" }).waitFor();
  assert.equal(new URL(scanner.url()).hash, "", "the key leaves the address bar");
  await scanner.context().close();

  await page.goto(link);
  await page.getByText("This link signs in Jo Marsh").waitFor();
  await page.getByRole("button", { name: "Sign in on this device" }).click();
  await page.getByRole("heading", { level: 1, name: "Oakline Lettings" }).waitFor();
  // Used up: a fresh one is one tap away.
  const late = await house.page();
  await late.goto(link);
  await late.getByRole("heading", { name: "This link no longer works" }).waitFor();
  await late.getByRole("button", { name: "Send me a fresh link" }).click();
  await late.getByRole("heading", { name: "A fresh link is on its way" }).waitFor();
  assert.deepEqual([...page.faults, ...late.faults], []);
  await page.context().close();
  await late.context().close();
});

test("from the bookmark to the certificate it is three taps at most, and a receipt proves it", async () => {
  const page = await house.signIn(JO);
  await page.goto(`${house.base}/`);
  await page.getByText("Your properties").waitFor();
  let taps = 0;
  const tap = async (target) => {
    taps += 1;
    await target.click();
  };
  await tap(page.getByRole("combobox", { name: "Search" }));
  await page.keyboard.type("eicr 22 park road");
  const hit = page.getByRole("option").filter({ hasText: "22 Park Road" }).first();
  await hit.waitFor();
  await tap(hit);
  await page.getByRole("heading", { level: 1, name: "Electrical installation condition report" }).waitFor();
  const download = page.waitForEvent("download");
  await tap(page.getByRole("link", { name: /^Save/ }).first());
  const stream = await (await download).createReadStream();
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  assert.equal(Buffer.concat(chunks).subarray(0, 5).toString(), "%PDF-");
  assert.ok(taps <= 3, `${taps} taps`);
  await page.goto(`${house.base}/receipts`);
  await page.getByText("22 Park Road").first().waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("a rival sees neither the property nor the record, whatever address she types", async () => {
  const jo = await house.signIn(JO);
  await jo.goto(`${house.base}/search?q=eicr+22+park+road`);
  const opened = jo.getByRole("link", { name: /^Open EICR/ }).first();
  await opened.waitFor();
  const record = await opened.getAttribute("href");
  const dean = await house.signIn(DEAN);
  await dean.goto(`${house.base}${record}`);
  await dean.getByText("There is nothing here").waitFor();
  await dean.goto(`${house.base}/search?q=22+park+road`);
  await dean.getByText("Nothing found for").waitFor();
  assert.equal(await dean.getByText("22 Park Road", { exact: true }).count(), 0);
  await jo.context().close();
  await dean.context().close();
});

test("a job that staff close is done on the open page within two seconds", async () => {
  const page = await house.signIn(PRIYA, { size: DESKTOP });
  const jobs = await page.evaluate(async () => {
    const session = await (await fetch("/api/v1/session")).json();
    const answer = await fetch("/api/v1/portal/records?kind=job&status=outstanding", {
      headers: { "sightline-hat": session.hats[0].id },
    });
    return (await answer.json()).items;
  });
  const job = jobs[0].id;
  await page.goto(`${house.base}/records/${job}`);
  await page.getByText(", live").first().waitFor();
  await house.sightline("job", "close", job);
  const closed = Date.now();
  await page.getByText("Done", { exact: true }).first().waitFor();
  assert.ok(Date.now() - closed < 2_000, `${Date.now() - closed} ms`);
  await page.getByText("Updated just now").first().waitFor();
  await page.context().close();
});

test("a session that is ended elsewhere ends on the open page", async () => {
  const here = await house.signIn(MARGARET);
  const there = await house.signIn(MARGARET);
  await here.getByText(", live").first().waitFor();
  await there.evaluate(async () => {
    const devices = await (await fetch("/api/v1/devices")).json();
    for (const device of devices.items.filter((d) => !d.current)) {
      await fetch(`/api/v1/devices/${device.id}`, { method: "DELETE" });
    }
  });
  await here.getByLabel("Your e-mail address").waitFor();
  assert.equal(await here.getByText("Your properties").count(), 0);
  await here.context().close();
  await there.context().close();
});

test("many tabs of one browser share one stream", async () => {
  const page = await house.signIn(PRIYA, { size: DESKTOP });
  let streams = 0;
  page.context().on("request", (request) => {
    if (request.url().includes("/api/v1/events")) streams += 1;
  });
  const tabs = [];
  for (let n = 0; n < 7; n += 1) {
    const tab = await page.context().newPage();
    await tab.goto(`${house.base}/`);
    await tab.getByText(", live").first().waitFor();
    tabs.push(tab);
  }
  assert.equal(streams, 0, "the first tab's stream serves them all");
  await page.close();
  // Another takes over.
  await until(() => streams === 1);
  await page.context().close();
});

test("without a network the last copy is shown, marked, and an act is not offered", async () => {
  const page = await house.signIn(JO);
  await page.goto(`${house.base}/invoices`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.getByText("INV-").first().waitFor();
  await until(async () => page.evaluate(async () => !!(await navigator.serviceWorker.ready)?.active));
  await page.reload();
  await page.getByText("INV-").first().waitFor();
  await page.context().setOffline(true);
  await page.reload();
  await page.getByText("INV-").first().waitFor();
  await page.getByText(/You are offline/).first().waitFor();
  await page.context().close();
});
