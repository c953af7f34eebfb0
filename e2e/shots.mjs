// Pictures of every page and state, for looking at. As small as can still be read. `npm run shots admin` makes only those
// anew whose name begins so.

import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { DESKTOP, House, PHONE } from "./house.mjs";
import { STATES, walk } from "./states.mjs";

const FOLDER = new URL("shots/", import.meta.url);
const QUALITY = 15;
// All of them have to stay under 2 MB.
const SCALE = { phone: 0.75, desktop: 0.6 };

const [, , begin = ""] = process.argv;
const chosen = STATES.filter(({ name }) => name.startsWith(begin));

await mkdir(FOLDER, { recursive: true });
for (const name of await readdir(FOLDER)) {
  if (name.endsWith(".webp") && name.startsWith(begin)) await rm(new URL(name, FOLDER));
}

let bytes = 0;
const house = await House.open();
try {
  for (const [size, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
    for (const theme of ["light", "dark"]) {
      const take = async (state, page) => {
        const browser = await page.context().newCDPSession(page);
        const { cssVisualViewport: seen } = await browser.send("Page.getLayoutMetrics");
        const clip = { x: seen.pageX, y: seen.pageY, ...viewport, scale: SCALE[size] };
        const { data } = await browser.send("Page.captureScreenshot", { format: "webp", quality: QUALITY, clip });
        await browser.detach();
        const picture = Buffer.from(data, "base64");
        bytes += picture.length;
        await writeFile(new URL(`${state.name}.${size}.${theme}.webp`, FOLDER), picture);
      };
      const states = chosen.filter(({ pictured = ["light", "dark"] }) => pictured.includes(theme));
      await walk(house, { size: viewport, dark: theme === "dark" }, take, states);
    }
  }
} finally {
  await house.close();
}
console.log(`${(bytes / 1e6).toFixed(2)} MB`);
