// Without a mouse, and enlarged: everything is reached, seen and readable all the same.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, House, PHONE, until } from "../house.mjs";

const JO = "jo.marsh@oakline.example";
const PRIYA = "priya.raman@oakline.example";

let house;
before(async () => {
  house = await House.open();
});
after(async () => house?.close());

// What has the focus: what it is, whether its ring can be seen, and whether anything covers it.
async function focus(page) {
  return page.evaluate(() => {
    const at = document.activeElement;
    const name = (at.getAttribute("aria-label") ?? at.textContent.trim()) || at.id || at.getAttribute("name") || "";
    const around = at.closest("form, .field, label");
    const hasRing = [at, around].some((element) => {
      if (!element) return false;
      const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(element);
      const isDrawn = outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
      return (isDrawn && !/, 0\)$/.test(outlineColor)) || boxShadow !== "none";
    });
    // A link over several lines is looked at on its first.
    const box = at.getClientRects()[0] ?? at.getBoundingClientRect();
    const x = [box.left + 3, (box.left + box.right) / 2, box.right - 3];
    const y = [box.top + 3, (box.top + box.bottom) / 2, box.bottom - 3];
    const points = x.flatMap((x) => y.map((y) => document.elementFromPoint(x, y)));
    // Lines of a row may reach into each other by a pixel; what floats over the page is another thing.
    const over = ".skip, .top, .ways, .said-line, .menu-list, .offers, dialog";
    const covered = points.filter((hit) => !hit || (hit.closest(over) && hit.closest(over) !== at.closest(over)));
    return {
      tag: at.tagName,
      name: name.replace(/\s+/g, " ").slice(0, 80),
      hasRing,
      covered: covered.map((hit) => hit?.className || hit?.tagName || "off the page"),
      inDialog: !!at.closest("dialog[open]"),
      place: [at.tagName, Math.round(box.left), Math.round(box.top + scrollY)].join(" "),
    };
  });
}

// Goes on with Tab until something has the focus that is called so.
async function tabTo(page, name, most = 60) {
  for (let n = 0; n < most; n += 1) {
    await page.keyboard.press("Tab");
    const at = await focus(page);
    if (name.test(at.name)) return at;
  }
  throw new Error(`${most} times Tab did not come to ${name}`);
}

async function pdf(download) {
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  return Buffer.concat(chunks).subarray(0, 5).toString();
}

// Waits for a page to be as it will be.
async function settled(page) {
  await page.getByRole("heading", { level: 1 }).filter({ hasText: /\w/ }).waitFor();
  await page.waitForFunction(() => !document.querySelector("#skeleton, .bones"));
}

// What the server has of a kind, under the hat that is on.
async function first(page, query) {
  return page.evaluate(async (query) => {
    const hat = sessionStorage.getItem("sightline.hat");
    const answer = await fetch(`/api/v1/portal/records?${query}`, { headers: { "sightline-hat": hat } });
    return (await answer.json()).items[0];
  }, query);
}

test("she signs in without touching the mouse", async () => {
  const page = await house.page({ size: DESKTOP });
  await page.goto(house.base);
  await page.getByLabel("Your e-mail address").waitFor();
  const field = await tabTo(page, /^email$/, 5);
  assert.ok(field.hasRing);
  // A slip first: the field says so, and has the focus again.
  await page.keyboard.type("jo");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").getByText("Write an e-mail address").waitFor();
  assert.equal((await focus(page)).name, "email");
  await page.keyboard.press("Control+A");
  await page.keyboard.type(JO);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Check your mail" }).waitFor();
  await until(async () => (await focus(page)).name === "code");
  await page.keyboard.type(await house.mailedCode(JO));
  await page.keyboard.press("Enter");
  await page.getByText("Your properties").waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("with the keys alone she goes from the first page to the certificate, and saves it", async () => {
  const page = await house.signIn(JO, { size: DESKTOP });
  await page.goto(house.base);
  await page.getByText("Your properties").waitFor();
  await page.keyboard.press("Tab");
  const skip = await focus(page);
  assert.deepEqual([skip.name, skip.hasRing, skip.covered], ["Skip to the page", true, []]);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const next = await page.evaluate(() => !!document.activeElement.closest("main"));
  assert.ok(next, "past the bars, on the page itself");

  await page.keyboard.press("/");
  const box = page.getByRole("combobox", { name: "Search" });
  assert.ok(await box.evaluate((field) => field === document.activeElement));
  assert.ok((await focus(page)).hasRing);
  await page.keyboard.type("eicr 22 park road");
  await page.getByRole("option").first().waitFor();
  assert.equal(await box.inputValue(), "eicr 22 park road", "the / itself is not typed");
  const chosen = () => page.locator("[role=option][aria-selected=true]");
  for (let n = 0; n < 7; n += 1) {
    await page.keyboard.press("ArrowDown");
    if (/EICR/.test(await chosen().innerText())) break;
  }
  assert.equal(await box.getAttribute("aria-activedescendant"), await chosen().getAttribute("id"));
  await page.keyboard.press("Enter");
  const heading = page.getByRole("heading", { level: 1, name: "Electrical installation condition report" });
  await heading.waitFor();
  await until(() => heading.evaluate((heading) => heading === document.activeElement));
  const save = await tabTo(page, /^Save EICR/, 6);
  assert.deepEqual([save.hasRing, save.covered], [true, []]);
  const download = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  assert.equal(await pdf(await download), "%PDF-");
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("Escape closes what the search box offers, and Enter without a choice shows all that is found", async () => {
  const page = await house.signIn(JO, { size: DESKTOP });
  await page.keyboard.press("/");
  await page.keyboard.type("park road");
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("option").first().waitFor({ state: "hidden" });
  assert.equal((await focus(page)).tag, "INPUT");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/search\?q=park/);
  await page.getByRole("heading", { level: 1, name: /park road/ }).waitFor();
  await page.context().close();
});

test("a sheet keeps the focus until Escape, and gives it back to what opened it", async () => {
  const page = await house.signIn(PRIYA, { size: DESKTOP });
  const there = await house.signIn(PRIYA);
  const photos = await first(page, "kind=photo_set");
  for (const [path, opener, title] of [
    ["/", /You and your settings$/, "You and your settings"],
    ["/devices", /^Sign out /, "Sign this device out?"],
    [`/records/${photos.id}`, /^$/, photos.title],
  ]) {
    await page.goto(`${house.base}${path}`);
    await settled(page);
    if (photos.id && path.endsWith(photos.id)) {
      // A photo's button has its name from the picture in it.
      await page.locator("button.photo").first().waitFor();
      await page.locator("button.photo").first().focus();
    } else {
      await tabTo(page, opener);
    }
    const before = await focus(page);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: title }).waitFor();
    const stops = new Set();
    for (let n = 0; n < 24; n += 1) {
      const at = await focus(page);
      // Between the last and the first the browser itself may have it, never the page behind.
      assert.ok(at.inDialog || at.tag === "BODY", `${title}: ${at.tag} ${at.name}`);
      if (at.inDialog && n > 0) assert.ok(at.hasRing, `${title}: ${at.name} shows no focus`);
      stops.add(at.name);
      await page.keyboard.press(n < 12 ? "Tab" : "Shift+Tab");
    }
    assert.ok(stops.size >= 2, `${[...stops]}`);
    await page.keyboard.press("Escape");
    await page.locator("dialog[open]").waitFor({ state: "detached" });
    const after = await focus(page);
    assert.equal(after.place, before.place, `${title}: ${after.tag} ${after.name}`);
  }
  assert.deepEqual(page.faults, []);
  await page.context().close();
  await there.context().close();
});

test("the photos are leafed through with the arrows", async () => {
  const page = await house.signIn(PRIYA, { size: DESKTOP });
  const photos = await first(page, "kind=photo_set");
  await page.goto(`${house.base}/records/${photos.id}`);
  await page.locator("button.photo").first().focus();
  await page.keyboard.press("Enter");
  const place = page.locator("dialog figcaption .soft");
  await page.getByRole("dialog").getByText(/^1 of /).waitFor();
  await page.keyboard.press("ArrowRight");
  await page.getByRole("dialog").getByText(/^2 of /).waitFor();
  await page.keyboard.press("ArrowLeft");
  await page.getByRole("dialog").getByText(/^1 of /).waitFor();
  assert.equal(await place.count(), 1);
  await page.context().close();
});

test("what a row offers besides opens and closes by keyboard", async () => {
  const page = await house.signIn(JO, { size: DESKTOP });
  await page.goto(house.base);
  await page.getByText("Your properties").waitFor();
  const more = await tabTo(page, /^More for /);
  await page.keyboard.press("Enter");
  await page.locator(".menu-list").waitFor();
  await page.keyboard.press("Tab");
  const item = await focus(page);
  assert.ok(await page.evaluate(() => !!document.activeElement.closest(".menu-list")), item.name);
  assert.deepEqual([item.hasRing, item.covered], [true, []]);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".menu-list").count(), 0);
  assert.equal((await focus(page)).place, more.place);
  // Going on with Tab past its end closes it as well.
  await page.keyboard.press("Enter");
  const items = await page.locator(".menu-item").count();
  for (let n = 0; n <= items; n += 1) await page.keyboard.press("Tab");
  assert.equal(await page.locator(".menu-list").count(), 0);
  await page.context().close();
});

for (const [name, size] of [
  ["desk", DESKTOP],
  ["telephone", PHONE],
]) {
  test(`wherever the focus goes it can be seen, under no bar (${name})`, async () => {
    const page = await house.signIn(PRIYA, { size });
    const found = new Set();
    for (const path of ["/", "/invoices", "/search?q=mill+lane", "/preferences"]) {
      await page.goto(`${house.base}${path}`);
      await settled(page);
      for (const [key, times] of [
        ["Tab", 36],
        ["Shift+Tab", 24],
      ]) {
        for (let n = 0; n < times; n += 1) {
          await page.keyboard.press(key);
          const at = await focus(page);
          if (at.tag === "BODY" || at.tag === "H1") continue;
          if (!at.hasRing) found.add(`${path} ${key} ${at.tag} ${at.name}: no ring`);
          if (at.covered.length > 0) found.add(`${path} ${key} ${at.tag} ${at.name}: under ${at.covered}`);
        }
      }
    }
    assert.deepEqual([...found], []);
    await page.context().close();
  });
}

// Text that cannot be read: outside the page, or outside a box that cuts it off. What scrolls can be reached.
async function cut(page) {
  return page.evaluate(() => {
    const found = [];
    const width = document.documentElement.clientWidth;
    const too = document.scrollingElement.scrollWidth - width;
    if (too > 0) found.push(`scrolls sideways by ${too} px`);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const holder = node.parentElement;
      if (!node.textContent.trim() || !holder.checkVisibility({ visibilityProperty: true })) continue;
      if (holder.closest(".skip, option, noscript, [aria-hidden=true]")) continue;
      // Shortened with an ellipsis, and whole where they lead to.
      if (holder.closest(".firm-names, .me-names, .offer-title")) continue;
      // For ears only.
      const isSeen = (element) => getComputedStyle(element).clipPath === "none";
      let seen = true;
      for (let around = holder; around; around = around.parentElement) seen &&= isSeen(around);
      if (!seen) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        let reachable = false;
        for (let around = holder; around && around !== document.body; around = around.parentElement) {
          const { overflowX, overflowY } = getComputedStyle(around);
          if (/auto|scroll/.test(overflowX)) reachable = true;
          if (reachable || !/hidden|clip/.test(overflowX + overflowY)) continue;
          const edge = around.getBoundingClientRect();
          const isOut =
            (/hidden|clip/.test(overflowX) && (box.left < edge.left - 1 || box.right > edge.right + 1)) ||
            (/hidden|clip/.test(overflowY) && (box.top < edge.top - 2 || box.bottom > edge.bottom + 2));
          if (isOut) found.push(`cut: ${node.textContent.trim()} in ${around.className || around.tagName}`);
        }
        if (!reachable && (box.left < -1 || box.right > width + 1)) {
          found.push(`outside: ${node.textContent.trim()}`);
        }
      }
    }
    return [...new Set(found)];
  });
}

for (const [name, size, largeText] of [
  ["200 %", { width: 640, height: 400 }, false],
  ["400 %, which is 320 pixels", { width: 320, height: 256 }, false],
  ["text alone at 200 %, on a desk", DESKTOP, true],
  ["text alone at 200 %, on a telephone", PHONE, true],
]) {
  test(`enlarged to ${name}, no page scrolls sideways or cuts anything off`, async () => {
    const page = await house.signIn(PRIYA, { size });
    if (largeText) {
      await page.addInitScript(() => {
        document.addEventListener("DOMContentLoaded", () => {
          document.documentElement.style.fontSize = "200%";
        });
      });
    }
    const found = [];
    const look = async (where) => {
      for (const fault of await cut(page)) found.push(`${where}: ${fault}`);
    };
    const records = {};
    for (const kind of ["document", "invoice", "job", "visit", "photo_set"]) {
      records[kind] = `/records/${(await first(page, `kind=${kind}`)).id}`;
    }
    const { subject } = await first(page, "kind=document");
    for (const path of [
      "/",
      "/subjects",
      `/subjects/${subject.id}`,
      "/documents",
      "/invoices",
      "/records?kind=visit",
      ...Object.values(records),
      "/search?q=mill+lane",
      "/receipts",
      "/devices",
      "/preferences",
      "/nowhere",
    ]) {
      await page.goto(`${house.base}${path}`);
      await settled(page);
      await look(path);
    }
    await page.goto(house.base);
    await page.getByText("Your properties").waitFor();
    await page.getByRole("button", { name: "You and your settings" }).click();
    await page.getByRole("dialog").waitFor();
    await look("the settings");
    await page.keyboard.press("Escape");
    await page.keyboard.press("/");
    await page.keyboard.type("park road");
    await page.getByRole("option").first().waitFor();
    await look("what the search box offers");
    await page.request.delete(`${house.base}/api/v1/session`);
    await page.goto(house.base);
    await page.getByLabel("Your e-mail address").waitFor();
    await look("the sign-in");
    assert.deepEqual(found, []);
    await page.context().close();
  });
}
