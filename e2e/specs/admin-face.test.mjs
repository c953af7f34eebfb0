// The firm's face: a logo that its people see on their pages and in their mails, a colour that can be read whatever it
// is, and a name of its own that leads to its pages.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { DESKTOP, House, PHONE, until, violations } from "../house.mjs";
import { SVG, drawn } from "../states/face.mjs";

const JO = "jo.marsh@oakline.example";

let house;
before(async () => {
  house = await House.open();
});
after(async () => house?.close());

async function owner(options = {}) {
  const page = await house.signInAsStaff({ role: "owner", size: DESKTOP, ...options });
  await page.goto(`${house.base}/admin/settings/firm`);
  await page.getByRole("group", { name: "On dark" }).waitFor();
  return page;
}

// Whether a picture has come.
const isDrawn = (image) => image.evaluate((one) => one.complete && one.naturalWidth > 0);

const ground = (locator) => locator.evaluate((one) => getComputedStyle(one).backgroundColor);

// How much words can be told from what they stand on, as WCAG measures it.
const contrast = (locator) =>
  locator.evaluate((one) => {
    const parts = (colour) => colour.match(/[\d.]+/g).map(Number);
    const light = (colour) => {
      const [red, green, blue] = parts(colour)
        .slice(0, 3)
        .map((part) => part / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
    };
    let under = one;
    while (parts(getComputedStyle(under).backgroundColor)[3] === 0) under = under.parentElement;
    const [a, b] = [getComputedStyle(one).color, getComputedStyle(under).backgroundColor].map(light);
    return Math.max(a, b) / Math.min(a, b);
  });

// The HTML of the newest mail to an address.
async function mailed(email) {
  const outbox = join(house.data, "outbox");
  let html;
  await until(async () => {
    const names = (await readdir(outbox)).filter((name) => name.endsWith(".eml")).sort().reverse();
    for (const name of names) {
      const mail = (await readFile(join(outbox, name), "utf8")).replace(/=\r?\n/g, "");
      if (!mail.includes(email)) continue;
      const text = mail.replace(/(?:=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll("=", ""), "hex").toString());
      html = text.slice(text.indexOf("<!DOCTYPE html>"), text.indexOf("</html>") + 7);
      return true;
    }
    return false;
  });
  return html;
}

test("a logo is looked at on both grounds, saved, and seen by a contact and in her mail", async () => {
  const page = await owner();
  const logo = await drawn(page);
  await page.getByLabel("Picture for light pages").setInputFiles(logo);
  await page.getByText("New, not saved yet").waitFor();
  const shown = page.locator(".on-both").filter({ hasText: "New, not saved yet" });
  for (const [name, colour] of [["On light", "rgb(255, 255, 255)"], ["On dark", "rgb(26, 29, 34)"]]) {
    const figure = shown.getByRole("figure", { name });
    assert.equal(await ground(figure), colour);
    await until(() => isDrawn(figure.locator("img")));
  }
  await page.getByRole("button", { name: "Save for light pages" }).click();
  await page.getByText("The logo is on your pages and mails.").waitFor();
  await until(() => isDrawn(page.locator(".top .logo img")));

  // On a telephone in the dark it stands on a plate of the ground it was made for.
  const phone = await house.signIn(JO, { size: PHONE, dark: true });
  const mark = phone.locator(".top .logo");
  await until(() => isDrawn(mark.locator("img")));
  assert.equal(await mark.locator("img").getAttribute("alt"), "Halden Electrical");
  assert.equal(await ground(mark), "rgb(255, 255, 255)");
  await phone.emulateMedia({ colorScheme: "light" });
  assert.equal(await ground(mark), "rgba(0, 0, 0, 0)");
  assert.deepEqual(await violations(phone), []);
  assert.equal(await phone.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), 0);

  // The other picture is dropped; from then on each theme has its own.
  const pale = await drawn(page, { colour: "#ffffff" });
  const dropped = await page.evaluateHandle((data) => {
    const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], "pale.png", { type: "image/png" }));
    return transfer;
  }, pale.buffer.toString("base64"));
  const slot = page.locator("form.logo-slot").filter({ hasText: "For dark pages" });
  await slot.dispatchEvent("drop", { dataTransfer: dropped });
  await slot.getByText("New, not saved yet").waitFor();
  await slot.getByRole("button", { name: "Save for dark pages" }).click();
  await slot.getByText("Now", { exact: true }).waitFor();
  await phone.reload();
  await phone.locator(".top .logo .for-light").waitFor();
  assert.equal(await phone.locator(".top .logo .for-dark").isVisible(), false);
  await phone.emulateMedia({ colorScheme: "dark" });
  await phone.locator(".top .logo .for-dark").waitFor();
  await until(() => isDrawn(phone.locator(".top .logo .for-dark")));
  assert.equal(await phone.locator(".top .logo .for-light").isVisible(), false);

  // In the mail each ground has its own as well, and the name stands there where pictures are not shown.
  const asked = await fetch(`${house.base}/api/v1/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: JO }),
  });
  assert.equal(asked.status, 202);
  const html = await mailed(JO);
  const reader = await house.page({ size: PHONE });
  await reader.setContent(html);
  await until(() => isDrawn(reader.locator("img.for-light")));
  assert.deepEqual(await reader.getByRole("img", { name: "Halden Electrical" }).count(), 1);
  await reader.emulateMedia({ colorScheme: "dark" });
  await reader.locator("img.for-dark").waitFor();
  await until(() => isDrawn(reader.locator("img.for-dark")));
  assert.equal(await reader.locator("img.for-light").isVisible(), false);
  await reader.evaluate(() => document.querySelectorAll("img").forEach((one) => one.removeAttribute("src")));
  await reader.getByRole("img", { name: "Halden Electrical" }).waitFor();

  // Taken away, the letter stands there again.
  for (const ground of ["light", "dark"]) {
    await page.getByRole("button", { name: `Take away for ${ground} pages` }).click();
    await page.getByText("The logo is taken away.").waitFor();
    await until(async () => (await page.getByRole("button", { name: `Take away for ${ground} pages` }).count()) === 0);
  }
  await phone.reload();
  await phone.locator(".top .mark").waitFor();
  assert.equal(await phone.locator(".top .logo").count(), 0);
  assert.deepEqual([...page.faults, ...phone.faults], []);
  for (const one of [page, phone, reader]) await one.context().close();
});

test("what is no logo is refused at its field, and the right one is taken there", async () => {
  const page = await owner({ size: PHONE });
  const field = page.getByLabel("Picture for dark pages");
  await field.setInputFiles(SVG);
  await page.getByRole("button", { name: "Save for dark pages" }).click();
  await page.getByRole("alert").getByText("A logo is a PNG, JPEG or WebP picture; this is an SVG drawing").waitFor();
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  assert.equal(await page.getByLabel("Picture for light pages").getAttribute("aria-invalid"), "false");
  await field.setInputFiles({ name: "large.png", mimeType: "image/png", buffer: Buffer.alloc(1024 * 1024 + 1) });
  await page.getByRole("alert").getByText("A logo has at most 1 MB").waitFor();
  assert.equal(await page.getByRole("button", { name: "Save for dark pages" }).count(), 0);
  await field.setInputFiles(await drawn(page, { words: "H", width: 120, height: 120 }));
  await page.getByRole("button", { name: "Not this one" }).click();
  await until(async () => (await page.getByText("New, not saved yet").count()) === 0);
  assert.equal(await field.evaluate((one) => one.files.length), 0);
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("the page shows as she types how a pale or a dark colour looks, and all of it can be read", async () => {
  const page = await owner();
  for (const colour of ["#ffee00", "#101010", "#7fffd4"]) {
    await page.getByLabel("Colour", { exact: true }).fill(colour);
    for (const ground of ["On light", "On dark"]) {
      const look = page.getByRole("group", { name: ground });
      await until(async () => {
        const mail = await look.evaluate((one) => one.style.getPropertyValue("--mail"));
        return mail === colour;
      });
      for (const words of ["Pay the rest", "All invoices", "Open your page"]) {
        const found = await contrast(look.getByText(words));
        assert.ok(found >= 4.5, `${words} of ${colour} ${ground}: ${found}`);
      }
    }
    assert.deepEqual(await violations(page), []);
  }
  await page.context().close();
});

// What the server answers under another name.
const under = (host, path, method = "GET") =>
  new Promise((done, fail) => {
    const { port } = new URL(house.base);
    request({ host: "127.0.0.1", port, path, method, headers: { host } }, (answer) => {
      answer.resume();
      done({ status: answer.statusCode, location: answer.headers.location });
    })
      .on("error", fail)
      .end();
  });

test("a domain of the firm's own leads to its pages from the moment it is named", async () => {
  const own = "portal.halden-electrical.example";
  const page = await owner();
  assert.equal((await under(own, "/in")).status, 200);
  const field = page.getByLabel("Domain", { exact: true });
  await field.fill("localhost");
  await page.getByRole("button", { name: "Save the domain" }).click();
  await page.getByRole("alert").getByText("Nobody outside can look up such a name").waitFor();
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  await field.fill(`https://${own}/`);
  await page.getByRole("button", { name: "Save the domain" }).click();
  await page.getByText(`${own} leads to localhost`).waitFor();
  await until(async () => (await field.inputValue()) === own);
  await page.getByText("CNAME", { exact: true }).waitFor();
  assert.deepEqual(await under(own, "/t/abc?x=1"), { status: 308, location: `${house.base}/t/abc?x=1` });
  assert.deepEqual(await under(own, "/", "HEAD"), { status: 308, location: `${house.base}/` });
  assert.equal((await under("other.example", "/in")).status, 200);
  assert.notEqual((await under(own, "/api/v1/sign-in", "POST")).status, 308);
  assert.deepEqual(await violations(page), []);

  await field.fill("");
  await page.getByRole("button", { name: "Save the domain" }).click();
  await page.getByText("No domain of your own leads here any more.").waitFor();
  assert.equal((await under(own, "/in")).status, 200);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});
