// The office finds out what a contact sees and why, and whether anybody was shown too much.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ADMIN_STATES } from "../admin-states.mjs";
import { DESKTOP, House, PHONE, until, violations } from "../house.mjs";
import { walk } from "../states.mjs";

let house;
before(async () => {
  house = await House.open();
});
after(async () => house?.close());

const heading = (page, name) => page.getByRole("heading", { level: 1, name });

async function openJo(page) {
  await page.goto(`${house.base}/admin/third-parties?words=jo.marsh`);
  await page.getByRole("link", { name: "Oakline Lettings" }).click();
  await page.getByRole("link", { name: "Jo Marsh", exact: true }).click();
  await heading(page, "Jo Marsh").waitFor();
}

test("everything a contact can see is counted by kind and listed by place, each with its reasons", async () => {
  const page = await house.signInAsStaff({ size: DESKTOP });
  await openJo(page);
  await page.getByRole("link", { name: "Everything she can see" }).click();
  await heading(page, "Everything Jo Marsh can see").waitFor();
  await page.getByText("Bookkeeper at Oakline Lettings").waitFor();

  // As many in all as of each kind together.
  const kinds = page.getByRole("navigation", { name: "Kinds" }).getByRole("link");
  await kinds.first().waitFor();
  const counts = (await kinds.allInnerTexts()).map((text) => Number(text.replaceAll(",", "").match(/\d+/)[0]));
  const [whole, ...each] = counts;
  assert.ok(whole > 10);
  assert.equal(each.reduce((sum, one) => sum + one, 0), whole);

  // Narrowed to certificates, which is said in the address.
  await kinds.filter({ hasText: "documents" }).click();
  await page.waitForURL(/kind=document/);
  await page.getByRole("heading", { level: 2, name: "14 Mill Lane" }).waitFor();
  const why = page.getByRole("button", { name: /^Why.*14 Mill Lane/ });
  await why.first().click();
  const reasons = page.getByRole("dialog", { name: "Why she can see it" }).getByRole("listitem");
  await reasons.first().waitFor();
  assert.match((await reasons.allInnerTexts()).join("\n"), /bookkeeper/i);
  await page.keyboard.press("Escape");
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("the check of last night stands in the settings, as it ended", async () => {
  const page = await house.signInAsStaff({ size: DESKTOP });
  await page.goto(`${house.base}/admin/settings`);
  await page.getByText("Not checked yet").waitFor();
  await house.sightline("canary");
  await page.reload();
  await page.getByText(/Every person.s page was checked|was not shown/).waitFor();
  await page.getByText(/\d+ people, [\d,]+ pages, [\d,]+ foreign ids tried\./).waitFor();
  await page.getByRole("link", { name: "How this works" }).click();
  await page.waitForURL(/\/help\/what-somebody-sees$/);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.context().close();
});

test("axe finds nothing on any of it, in both sizes and themes", async () => {
  const states = ADMIN_STATES.filter(({ name }) => /^admin-(preview|sight|canary)/.test(name));
  assert.ok(states.length >= 7);
  for (const [name, look] of [
    ["desktop", { size: DESKTOP, dark: false }],
    ["desktop-dark", { size: DESKTOP, dark: true }],
    ["phone", { size: PHONE, dark: false }],
    ["phone-dark", { size: PHONE, dark: true }],
  ]) {
    await walk(
      house,
      look,
      async (state, page) => {
        assert.deepEqual(await violations(page), [], `${state.name}, ${name}`);
        const wide = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        await until(async () => (await wide()) <= 0, 2_000);
        if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${state.name}.${name}.png` });
      },
      states,
    );
  }
});
