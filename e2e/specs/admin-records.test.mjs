// The office manager's records: written, opened to others and taken back, with their files and why somebody sees them.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { deflateSync } from "node:zlib";
import { DESKTOP, House, until } from "../house.mjs";
import { ask } from "../steps.mjs";

const JO = "jo.marsh@oakline.example";

let house;
before(async () => {
  house = await House.open();
});
after(async () => house?.close());

const heading = (page, name) => page.getByRole("heading", { level: 1, name });
const button = (page, name) => page.getByRole("button", { name, exact: true });

async function begin(page, kind) {
  await page.goto(`${house.base}/admin/records`);
  await page.getByRole("link", { name: "Write a record", exact: true }).click();
  await heading(page, "Write a record").waitFor();
  await page.getByRole("link", { name: kind, exact: true }).click();
  await heading(page, `New: ${kind}`).waitFor();
}

async function about(page, words, name) {
  await page.getByLabel("Find by name, address or postcode").fill(words);
  await page.getByRole("button", { name }).first().click();
  await page.getByRole("button", { name: "Another" }).waitFor();
}

async function line(page, n, what, net) {
  await page.getByLabel(new RegExp(`^What for.*Line ${n}`)).fill(what);
  await page.getByLabel(new RegExp(`^Net.*Line ${n}`)).fill(net);
}

// A picture that does not get smaller: so many bytes are sent for it.
function picture(width, height) {
  const crc = (bytes) => {
    let c = 0xffffffff;
    for (const byte of bytes) {
      c ^= byte;
      for (let n = 0; n < 8; n += 1) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
    }
    return (c ^ 0xffffffff) >>> 0;
  };
  const chunk = (name, data) => {
    const body = Buffer.concat([Buffer.from(name), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  let seed = width * 7919 + height;
  const pixels = Buffer.alloc(height * (1 + width * 3));
  for (let at = 0; at < pixels.length; at += 1) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    pixels[at] = at % (1 + width * 3) === 0 ? 0 : seed >>> 24;
  }
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", deflateSync(pixels)), chunk("IEND", Buffer.alloc(0))]);
}

test("an invoice is written, published to an open page, explained, and taken back", async () => {
  const page = await house.signInAsStaff({ size: DESKTOP });
  await page.getByRole("link", { name: "Records", exact: true }).click();
  await heading(page, "Records").waitFor();
  await begin(page, "Invoice");
  // Whatever is missing is told at its field.
  await button(page, "Write it").click();
  await page.getByText("Choose what it is about").waitFor();
  await page.getByText("Choose a day").waitFor();
  await about(page, "22 park road", /^22 Park Road/);
  await page.getByLabel("Whom it is for").selectOption({ label: "Oakline Lettings" });
  await page.getByLabel("Number", { exact: true }).fill("INV-9001");
  await page.getByLabel("Title", { exact: true }).fill("New fuse board");
  await page.getByLabel("To be paid by").fill("2027-01-31");
  await line(page, 1, "Labour", "160");
  await button(page, "Add a line").click();
  await line(page, 2, "Board", "3.33");
  await page.getByText("£196.00").waitFor();
  await button(page, "Write it").click();
  await heading(page, "New fuse board").waitFor();
  await page.getByText("Only the firm", { exact: true }).waitFor();
  await page.getByRole("table").getByText("£196.00").waitFor();

  const jo = await house.signIn(JO, { size: DESKTOP });
  await jo.goto(`${house.base}/invoices`);
  await jo.getByText(", live").first().waitFor();
  await jo.locator(".rows .row").first().waitFor();
  const bill = jo.getByRole("link", { name: /New fuse board/ });
  assert.equal(await bill.count(), 0);

  await button(page, "Publish by its rules").click();
  await page.getByText("1 record is open to whoever the rules of their type show it.").waitFor();
  await page.getByText("By its type’s rules", { exact: true }).waitFor();
  await bill.waitFor();

  await button(page, "Show who can see it, and why").click();
  const why = page.getByRole("listitem").filter({ has: page.getByRole("link", { name: "Jo Marsh" }) });
  await why.getByText("Bookkeeper at Oakline Lettings").waitFor();
  await why.getByText("Details").or(why.locator("summary")).first().click();
  await why.getByText(/^relation\.\w+\.invoice$|^addressed/).first().waitFor();

  await button(page, "Take back to the firm only").click();
  await page.getByText("1 record is the firm’s own again").waitFor();
  await until(async () => (await bill.count()) === 0);
  await page.getByText("Nobody outside the firm can see it").waitFor();
  assert.deepEqual([...page.faults, ...jo.faults], []);
  await page.context().close();
  await jo.context().close();
});

test("ticking one sends one, and what is filtered away is not ticked any more", async () => {
  const page = await house.signInAsStaff({ size: DESKTOP });
  await begin(page, "Job");
  for (const title of ["Fit a charger", "Mend the gate"]) {
    await page.goto(`${house.base}/admin/records/new?kind=job`);
    await about(page, "22 park road", /^22 Park Road/);
    await page.getByLabel("Title", { exact: true }).fill(title);
    await button(page, "Write it").click();
    await heading(page, title).waitFor();
  }
  await page.goto(`${house.base}/admin/records?standing=internal&kind=job`);
  const own = async () => (await ask(page, "records?standing=internal&kind=job")).items.map((item) => item.title);
  const before = await own();
  assert.ok(before.includes("Fit a charger") && before.includes("Mend the gate"), before.join());
  await page.getByLabel(/^Tick Fit a charger/).check();
  await page.getByText("1 record ticked").waitFor();
  await page.getByLabel("Who sees it").selectOption({ label: "By its type’s rules" });
  await page.waitForURL(/standing=by_rule/);
  await until(async () => (await page.getByText("1 record ticked").count()) === 0);
  await page.getByLabel("Who sees it").selectOption({ label: "Only the firm" });
  await page.getByLabel(/^Tick Fit a charger/).check();
  await button(page, "Share with …").click();
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("button", { name: "Share by name" }).click();
  await sheet.getByText("Choose at least one").waitFor();
  await sheet.getByLabel("Add a third party").selectOption({ label: "Oakline Lettings" });
  await sheet.getByRole("button", { name: "Share by name" }).click();
  await page.getByText("1 record is shared with Oakline Lettings, and with nobody else.").waitFor();
  await until(async () => (await page.getByLabel(/^Tick Fit a charger/).count()) === 0);
  assert.deepEqual(await own(), before.filter((title) => title !== "Fit a charger"));
  await page.getByLabel("Who sees it").selectOption({ label: "Shared by name" });
  await page.getByText("Shared with Oakline Lettings").waitFor();
  // Everything that is shown, and nothing else.
  await page.getByLabel(/^Tick (all|the one)/).check();
  await button(page, "Take back to the firm only").click();
  await page.getByText(/own again/).waitFor();
  await until(async () => (await ask(page, "records?standing=shared&kind=job")).items.length === 0);
  assert.deepEqual((await own()).sort(), [...before].sort());
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("photos are sent many at once, and one that breaks off goes on where it stopped", async () => {
  const page = await house.signInAsStaff({ size: DESKTOP });
  await begin(page, "Photos");
  await about(page, "22 park road", /^22 Park Road/);
  await page.getByLabel("Title", { exact: true }).fill("Board after");
  await button(page, "Write it").click();
  await heading(page, "Board after").waitFor();
  await page.getByText("No file yet.").waitFor();

  const sent = [];
  let breaks = true;
  await page.route("**/api/v1/admin/uploads/*", async (route) => {
    const request = route.request();
    const offset = Number(request.headers()["upload-offset"] ?? -1);
    sent.push([request.method(), offset]);
    if (breaks && request.method() === "PATCH" && offset > 0) {
      breaks = false;
      await route.abort("connectionreset");
      return;
    }
    await route.continue();
  });
  const large = picture(640, 480);
  assert.ok(large.length > 700_000, `${large.length}`);
  const of = (name, buffer) => ({ name, mimeType: "image/png", buffer });
  await page
    .getByLabel("Choose photos")
    .setInputFiles([of("one.png", picture(40, 30)), of("two.png", large), of("three.png", picture(50, 40))]);
  await page.getByText("3 files are added.").waitFor();
  const pieces = sent.filter(([method]) => method === "PATCH");
  // The piece that broke is the one that is sent again, after the server said where it stopped.
  assert.deepEqual(pieces.map(([, offset]) => offset), [0, 0, 524_288, 524_288, 0]);
  assert.equal(sent.filter(([method]) => method === "HEAD").length, 1);
  await until(async () => (await page.locator(".photos img").count()) === 3);
  await until(() => page.locator(".photos img").first().evaluate((image) => image.complete && image.naturalWidth > 0));

  // One of them is taken away: kept for the firm.
  await page.getByRole("link", { name: "Change it" }).click();
  await page.getByLabel("three.png").uncheck();
  await button(page, "Save").click();
  await heading(page, "Board after").waitFor();
  await until(async () => (await page.locator(".photos img").count()) === 2);
  await page.getByText("Taken away; kept, and shown to nobody outside").waitFor();

  // What is no picture is refused in the server's words and holds up nothing.
  await page.getByLabel("Choose photos").setInputFiles([{ name: "note.jpg", mimeType: "image/jpeg", buffer: Buffer.from("no picture") }]);
  await page.locator(".upload").last().locator(".is-bad").waitFor();
  await until(async () => (await page.locator(".photos img").count()) === 2);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("a newer paper takes the place of the one before, which is kept under it", async () => {
  const page = await house.signInAsStaff({ size: DESKTOP });
  await page.goto(`${house.base}/admin/records?kind=document`);
  const [paper] = (await ask(page, "records?kind=document&status=current")).items.filter((item) => item.file_count > 0);
  await page.goto(`${house.base}/admin/records/${paper.id}`);
  await page.getByLabel("Choose a file").waitFor();
  const pdf = Buffer.from(
    "%PDF-1.4\n1 0 obj\n<<>>\nendobj\nxref\n0 1\n0000000000 65535 f \ntrailer\n<<>>\nstartxref\n29\n%%EOF\n",
  );
  await page.getByLabel("Choose a file").setInputFiles({ name: "signed.pdf", mimeType: "application/pdf", buffer: pdf });
  await page.getByText("1 file is added.").waitFor();
  await page.locator(".papers b").getByText("signed.pdf").waitFor();
  await page.getByText("1 older version").click();
  const bytes = (locator) =>
    locator.evaluate(async (link) => {
      const answer = await fetch(link.href);
      return [answer.status, [...new Uint8Array(await answer.arrayBuffer())].length];
    });
  assert.deepEqual(await bytes(page.getByRole("link", { name: "Open signed.pdf" })), [200, pdf.length]);
  const [status, size] = await bytes(page.locator(".older a"));
  assert.ok(status === 200 && size > pdf.length);
  await page.getByText("Changed: files").waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("of two who change a record at once neither loses a word, and a draft is offered again", async () => {
  const sam = await house.signInAsStaff({ size: DESKTOP });
  const hal = await house.signInAsStaff({ size: DESKTOP, role: "owner" });
  await begin(sam, "Visit");
  await about(sam, "22 park road", /^22 Park Road/);
  await sam.getByLabel("Title", { exact: true }).fill("Survey");
  await sam.getByLabel("Day", { exact: true }).fill("2026-12-03");
  await button(sam, "Write it").click();
  await heading(sam, "Survey").waitFor();
  const path = new URL(sam.url()).pathname;
  for (const page of [sam, hal]) {
    await page.goto(`${house.base}${path}/edit`);
    await until(async () => (await page.getByLabel("Title", { exact: true }).inputValue()) === "Survey");
  }
  await hal.getByLabel("Engineer").fill("Tom");
  await button(hal, "Save").click();
  await heading(hal, "Survey").waitFor();
  await sam.getByLabel("Engineer").fill("Ada");
  await button(sam, "Save").click();
  const both = sam.getByRole("alert").filter({ hasText: "Somebody else changed this meanwhile" });
  await both.getByRole("row").last().waitFor();
  assert.deepEqual(await both.getByRole("row").last().getByRole("cell").allInnerTexts(), ["Ada", "Tom"]);
  await button(sam, "Save mine").click();
  await heading(sam, "Survey").waitFor();
  await sam.getByText("Ada", { exact: true }).waitFor();
  await sam.getByText("Changed: engineer").first().waitFor();

  await sam.goto(`${house.base}${path}/edit`);
  await until(async () => (await sam.getByLabel("Engineer").inputValue()) === "Ada");
  await sam.getByLabel("Outcome").fill("Half written");
  await sam.reload();
  await sam.getByText("You had begun to fill this in.").waitFor();
  await button(sam, "Put it back").click();
  await until(async () => (await sam.getByLabel("Outcome").inputValue()) === "Half written");
  assert.deepEqual([...sam.faults, ...hal.faults], []);
  await sam.context().close();
  await hal.context().close();
});

test("a job is closed by whoever is out on jobs, who can neither write nor share", async () => {
  const sam = await house.signInAsStaff({ size: DESKTOP });
  await begin(sam, "Job");
  await about(sam, "22 park road", /^22 Park Road/);
  await sam.getByLabel("Title", { exact: true }).fill("Replace the board");
  await button(sam, "Write it").click();
  await heading(sam, "Replace the board").waitFor();
  const fay = await house.signInAsStaff({ size: DESKTOP, role: "field" });
  await fay.goto(sam.url());
  await heading(fay, "Replace the board").waitFor();
  assert.equal(await fay.getByRole("link", { name: "Change it" }).count(), 0);
  assert.equal(await button(fay, "Publish by its rules").count(), 0);
  await button(fay, "It is done").click();
  await fay.getByRole("dialog").getByRole("button", { name: "It is done" }).click();
  await fay.getByText("The job is done.").waitFor();
  await fay.getByText("Done", { exact: true }).first().waitFor();
  await until(async () => (await button(fay, "It is done").count()) === 0);
  await fay.goto(`${house.base}/admin/records/new`);
  await fay.getByText("There is nothing here for you yet").waitFor();
  await fay.goto(`${house.base}/admin/records`);
  await fay.locator(".rows .row").first().waitFor();
  assert.equal(await fay.getByLabel(/^Tick/).count(), 0);
  assert.deepEqual([...sam.faults, ...fay.faults], []);
  await sam.context().close();
  await fay.context().close();
});
