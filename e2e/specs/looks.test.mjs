// What every page and state looks like to those who cannot take it for granted: no fault that axe knows of, targets
// that a thumb hits, no page that has to be pushed sideways.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, House, PHONE, violations } from "../house.mjs";
import { walk } from "../states.mjs";

let house;
before(async () => {
  house = await House.open();
});
after(async () => house?.close());

// What a thumb would miss: anything to press that is less than 44 pixels high or wide to whoever presses it, with
// all that it covers and all that covers it. A link within a sentence is as high as its line. What lies under a
// sheet or a list that is open is not looked at.
async function small(page) {
  return page.evaluate(() => {
    const LEAST = 44;
    // What is at the page's top is looked at there.
    window.scrollTo(0, 0);
    const over = document.querySelector("dialog[open], .menu-list, .offers:not([hidden])");
    const missed = (target) => {
      target.scrollIntoView({ block: "center", behavior: "instant" });
      const box = target.getBoundingClientRect();
      const [x, y] = [Math.round(box.left + box.width / 2), Math.round(box.top + box.height / 2)];
      const hit = (right, down) => {
        const found = document.elementFromPoint(x + right, y + down);
        return target.contains(found) || found?.closest(".said");
      };
      // How far it answers from its middle; what does not even come near the least is not followed.
      const reach = (right, down) => {
        let far = LEAST / 2 - 4;
        while (far < LEAST && hit(right * far, down * far)) far += 1;
        return far - 1;
      };
      return reach(0, -1) + reach(0, 1) + 1 < LEAST || reach(-1, 0) + reach(1, 0) + 1 < LEAST;
    };
    const all = [...(over ?? document).querySelectorAll("a[href], button, summary, select, input, [role=option]")]
      // What is ticked is hit by its words too.
      .map((one) => one.closest("label") ?? one)
      .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".skip"))
      .filter((one) => {
        const sentence = one.closest("p")?.textContent.trim();
        return getComputedStyle(one).display !== "inline" || !sentence || sentence === one.textContent.trim();
      });
    const found = all.filter(missed).map((one) => {
      const { width, height } = one.getBoundingClientRect();
      return `${Math.round(width)}×${Math.round(height)} ${one.outerHTML.slice(0, 120)}`;
    });
    window.scrollTo(0, 0);
    return found;
  });
}

// How much wider the page is than the screen.
const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

// axe is a script itself: it looks at what a browser without any makes of the page.
async function withoutScripts(look) {
  const page = await house.page(look);
  const html = await (await fetch(`${house.base}/`)).text();
  const body = html.replace(/<script.*?<\/script>|<\/?noscript>/gs, "");
  await page.route(`${house.base}/`, (route) => route.fulfill({ contentType: "text/html", body }));
  await page.goto(`${house.base}/`);
  return page;
}

const LOOKS = [
  ["phone, light", { size: PHONE, dark: false }],
  ["phone, dark", { size: PHONE, dark: true }],
  ["desktop, light", { size: DESKTOP, dark: false }],
  ["desktop, dark", { size: DESKTOP, dark: true }],
];

test("every page and state, on both sizes and in both themes", { concurrency: LOOKS.length }, async (t) => {
  const each = LOOKS.map(([name, look]) =>
    t.test(`axe finds nothing, a thumb misses nothing, nothing goes sideways (${name})`, async () => {
      const found = [];
      await walk(house, look, async (state, shown) => {
        const page = state.script === false ? await withoutScripts(look) : shown;
        const wide = await sideways(page);
        if (wide > 0) found.push(`${state.name}: ${wide} pixels too wide`);
        for (const fault of await violations(page)) found.push(`${state.name}: ${fault}`);
        // A theme changes no sizes.
        if (look.size === PHONE && !look.dark) {
          for (const one of await small(page)) found.push(`${state.name}: too small: ${one}`);
        }
        if (page !== shown) await page.context().close();
      });
      assert.deepEqual([...new Set(found)], []);
    }),
  );
  await Promise.all(each);
});
