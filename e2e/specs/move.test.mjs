// A property passes from one agent to another while both have their pages open.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, House, PHONE, until } from "../house.mjs";

let house;
before(async () => {
  house = await House.open();
});
after(async () => house?.close());

// What the server says to her on her page.
async function ask(page, path) {
  return page.evaluate(async (path) => {
    const session = await (await fetch("/api/v1/session")).json();
    const answer = await fetch(`/api/v1/portal/${path}`, { headers: { "sightline-hat": session.hats[0].id } });
    return { ...(answer.ok ? await answer.json() : {}), status: answer.status };
  }, path);
}

async function all(page, path) {
  const items = [];
  for (let cursor = ""; ; ) {
    const more = await ask(page, `${path}${cursor && `&cursor=${cursor}`}`);
    items.push(...more.items);
    if (!more.next_cursor) return items;
    cursor = more.next_cursor;
  }
}

const HERS = "jo.marsh@oakline.example";
const THEIRS = "marcus.cole@copperandco.example";

test("what is passed on leaves the one page and comes to the other without a reload, and what is owed stays", async () => {
  const [old, next] = [await house.signIn(HERS, { size: PHONE }), await house.signIn(THEIRS, { size: DESKTOP })];
  // The firm has had its records for a while: of the last day that was hers something is to be kept.
  await house.rows(`UPDATE record_version SET on_day = on_day - 30, at = at - ${30 * 86_400_000_000}`);
  const valid = await all(old, "records?kind=document&limit=200");
  const bills = await all(old, "records?kind=invoice&limit=200");
  // One with a valid certificate and a bill of the agent's own.
  const name = "22 Park Road";
  const certificate = valid.find((one) => one.subject.name === name && one.validity === "valid");
  const bill = bills.find((one) => one.subject.name === name);
  assert.ok(certificate && bill, "the demo has both");
  const at = `${house.base}/subjects/${bill.subject.id}`;
  await old.goto(at);
  await old.getByRole("heading", { level: 1, name }).waitFor();
  await next.goto(`${house.base}/subjects`);
  await next.getByText(", live").first().waitFor();
  assert.equal(await next.getByText(name, { exact: true }).count(), 0);
  await old.goto(`${house.base}/subjects`);
  await old.getByText(name, { exact: true }).first().waitFor();
  await old.getByText(", live").first().waitFor();

  const sam = await house.signInAsStaff({ size: DESKTOP });
  await sam.goto(`${house.base}/admin/subjects/${bill.subject.id}`);
  await sam.getByRole("button", { name: "Pass it on" }).click();
  const sheet = sam.getByRole("dialog");
  await sheet.getByLabel("To").selectOption({ label: "Copper & Co" });
  await sheet.getByRole("button", { name: "See what that changes" }).click();
  await sheet.getByText("no longer sees 1 subject").first().waitFor();
  await sheet.getByText("sees 1 subject").first().waitFor();
  await sheet.getByText("goes on until you give it a last day").waitFor();
  await sheet.getByRole("button", { name: "Pass it on" }).click();
  await sam.getByText("It is passed on.").waitFor();

  // Neither of them touches anything.
  await old.getByText(name, { exact: true }).first().waitFor({ state: "detached" });
  await next.getByText(name, { exact: true }).first().waitFor();

  // The certificate describes the property; the bill is the old agent's, as it is.
  assert.equal((await ask(next, `records/${certificate.id}`)).status, 200);
  assert.equal((await ask(next, `records/${bill.id}`)).status, 404);
  const owed = await ask(old, `records/${bill.id}`);
  assert.equal(owed.status, 200);
  assert.equal(owed.as_recorded_by, undefined);
  assert.deepEqual(owed.open, bill.open);
  // Her rules keep history: the certificate as it was on her last day.
  await old.goto(`${house.base}/records/${certificate.id}`);
  await old.getByRole("heading", { level: 1 }).filter({ hasText: /\w/ }).waitFor();
  assert.match((await ask(old, `records/${certificate.id}`)).as_recorded_by, /^\d{4}-\d\d-\d\d$/);

  // Both sides have the line that explains it.
  await sam.goto(`${house.base}/admin/receipts?act=subject.moved`);
  await until(async () => (await sam.getByText("moved a subject").count()) >= 2);
  const told = await sam.getByRole("main").innerText();
  assert.match(told, /Oakline Lettings/);
  assert.match(told, /Copper & Co/);
  for (const page of [old, next, sam]) assert.deepEqual(page.faults, []);
});
