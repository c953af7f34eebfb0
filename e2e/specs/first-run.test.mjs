// The first day: an empty server, a link in its log, and before the tea is cold a bookkeeper has her certificate. Every
// click and every field that is filled in is counted.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { DESKTOP, House, PHONE, until, violations } from "../house.mjs";

const HAL = "hal@halden.example";
const BEA = "bea@oakline.example";
const MOST = 40;

let house;
before(async () => {
  house = await House.open({ empty: true });
});
after(async () => house?.close());

// Whatever a person does on the way.
class Steps {
  count = 0;

  async click(what) {
    this.count += 1;
    await what.click();
  }

  async fill(what, text) {
    this.count += 1;
    await what.fill(text);
  }

  async choose(what, files) {
    this.count += 1;
    await what.setInputFiles(files);
  }

  async open(page, address) {
    this.count += 1;
    await page.goto(address);
  }
}

const heading = (page, name) => page.getByRole("heading", { level: 1, name });
const shots = process.env.SHOTS;
const shoot = async (page, name) => {
  if (!shots) return;
  for (const [size, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
    await page.setViewportSize(viewport);
    await page.screenshot({ path: join(shots, `${name}.${size}.png`) });
  }
  await page.setViewportSize(DESKTOP);
};
const flawless = async (page, name) => {
  assert.deepEqual(await violations(page), [], name);
  await shoot(page, name);
};

let page;

test("a stranger is told where to begin, and a torn link that it is one", async () => {
  const stranger = await house.page({ size: DESKTOP });
  await stranger.goto(`${house.base}/admin/`);
  await heading(stranger, "There is no firm here yet").waitFor();
  await flawless(stranger, "setup-empty");
  await stranger.goto(`${house.base}/admin/setup`);
  await heading(stranger, "This is not a whole set-up link").waitFor();
  await flawless(stranger, "setup-torn");
  await stranger.goto("about:blank");
  await stranger.goto(`${house.base}/admin/setup#guessed`);
  await stranger.getByLabel("What is your firm called?").fill("Guessed");
  await stranger.getByLabel("Your name").fill("Eve");
  await stranger.getByLabel("Your e-mail address").fill("eve@else.example");
  await stranger.getByRole("button", { name: "Set it up" }).click();
  await heading(stranger, "This set-up link does not work any more").waitFor();
  await flawless(stranger, "setup-used");
  await stranger.context().close();
});

test("from the link in the log to the bookkeeper's certificate", async () => {
  const steps = new Steps();
  const folder = join(house.folder, "records");
  await house.sightline("import", folder, "--template");

  // The firm and its owner, who is in at once.
  let link;
  await until(() => (link = house.printed.match(/http\S+\/admin\/setup#[\w-]{43}/)?.[0]));
  page = await house.page({ size: DESKTOP });
  await steps.open(page, link);
  await heading(page, "Set up your firm").waitFor();
  assert.equal(new URL(page.url()).hash, "");
  await flawless(page, "setup");
  await steps.fill(page.getByLabel("What is your firm called?"), "Halden Electrical");
  await steps.fill(page.getByLabel("Your name"), "Hal Denby");
  await steps.fill(page.getByLabel("Your e-mail address"), HAL);
  await steps.click(page.getByRole("button", { name: "Set it up" }));
  await page.getByText(`A sign-in link is on its way to ${HAL}`).waitFor();
  await page.getByText("Halden Electrical").first().waitFor();
  assert.match(await house.mailedLink(HAL), /\/in#/);

  // The firm's colour.
  await steps.click(page.getByRole("link", { name: "Settings" }).first());
  await heading(page, "Settings").waitFor();
  await steps.click(page.getByRole("link", { name: "Your firm" }));
  const colour = page.getByLabel("Colour", { exact: true });
  await colour.waitFor();
  await steps.fill(colour, "#0f5f4e");
  await steps.click(page.getByRole("button", { name: "Save", exact: true }));
  await page.getByText("Saved.").waitFor();

  // Its records.
  await steps.click(page.getByRole("link", { name: "Settings" }).first());
  await steps.click(page.getByRole("link", { name: "Import", exact: true }));
  await heading(page, "Import").waitFor();
  await page.getByText("None yet.").waitFor();
  await flawless(page, "import-choose");
  await steps.choose(page.locator("#import-folder"), join(folder, "example"));
  await heading(page, "What it would do").waitFor();
  await page.getByRole("cell", { name: "jobs.csv" }).waitFor();
  await flawless(page, "import-checked");
  await steps.click(page.getByRole("button", { name: "Bring it in" }));
  await heading(page, "What it did").waitFor();
  await flawless(page, "import-done");
  await steps.click(page.getByRole("link", { name: "To your third parties" }));

  // The bookkeeper is invited.
  await steps.click(page.getByRole("link", { name: /Oakline/ }));
  await steps.click(page.getByRole("link", { name: "Bea Marsh", exact: true }));
  await steps.click(page.getByRole("button", { name: "See the mail first" }));
  await steps.click(page.getByRole("button", { name: "Send it" }));
  await page.getByText(`The invitation is on its way to ${BEA}`).waitFor();

  // And she finds her certificate.
  const hers = await house.page({ size: PHONE });
  await steps.open(hers, await house.mailedLink(BEA));
  await steps.click(hers.getByRole("button", { name: "Sign in on this device" }));
  await heading(hers, /Oakline/).waitFor();
  await steps.click(hers.getByRole("link", { name: /EICR/ }).first());
  await hers.getByText("EICR-20931").first().waitFor();

  console.log(`from an empty server to a certificate: ${steps.count} steps`);
  assert.ok(steps.count <= MOST, `${steps.count} steps are more than ${MOST}`);
  assert.deepEqual([...page.faults, ...hers.faults], []);
  await hers.context().close();
});

test("the link works no more, and the sign-in is what strangers see", async () => {
  const stranger = await house.page({ size: DESKTOP });
  await stranger.goto(`${house.base}/admin/`);
  await stranger.getByLabel("Your e-mail address").waitFor();
  await stranger.context().close();
});

test("a folder with slips is mended, a change by hand is kept, and all of it is taken back", async () => {
  const example = join(house.folder, "records", "example");
  const jobs = `${example}/jobs.csv`;
  const { readFile, writeFile } = await import("node:fs/promises");
  const good = await readFile(jobs, "utf8");

  // The same folder once more: nothing to do.
  await page.goto(`${house.base}/admin/settings/import`);
  await page.locator("#import-folder").setInputFiles(example);
  await page.getByText("All of it is on record already").waitFor();
  await page.getByRole("button", { name: "Give it up" }).click();
  await page.getByText("Given up. Nothing was written.").waitFor();

  // A slip is told with its place, and a changed cell with both sides.
  await writeFile(jobs, good.replace("14/03/2026,14/03/2026", "soon,14/03/2026").replace("Tripping shower circuit", "Shower trips"));
  await page.getByRole("link", { name: "Bring more in" }).click();
  await page.locator("#import-folder").setInputFiles(example);
  await heading(page, "What it would do").waitFor();
  await page.getByText("jobs.csv, line 2, column booked_for").waitFor();
  await page.getByText("Shower trips").waitFor();
  await flawless(page, "import-faults");
  await page.getByRole("button", { name: "Give it up" }).click();
  await page.getByText("Given up. Nothing was written.").waitFor();

  // Without the slip it is written, and taken back: the record is what it was.
  await writeFile(jobs, good.replace("Tripping shower circuit", "Shower trips"));
  await page.getByRole("link", { name: "Bring more in" }).click();
  await page.locator("#import-folder").setInputFiles(example);
  await page.getByRole("button", { name: "Bring it in" }).click();
  await heading(page, "What it did").waitFor();
  const titles = () => house.rows("SELECT title FROM record WHERE external_ref = 'job:J2'");
  assert.deepEqual(await titles(), [["Shower trips"]]);
  await page.getByRole("button", { name: "Take it back" }).click();
  const asked = page.getByRole("dialog", { name: "Take this import back?" });
  await asked.getByLabel(/take it back/).fill("take it back");
  await asked.getByRole("button", { name: "Take it back" }).click();
  await heading(page, "Taken back").waitFor();
  assert.deepEqual(await titles(), [["Tripping shower circuit"]]);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});
