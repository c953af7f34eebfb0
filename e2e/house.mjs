// A demo firm of the test's own, served by the release binary, and browsers to look at it with.

import { execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { chromium } from "playwright-core";

const run = promisify(execFile);
const BINARY = process.env.E2E_BINARY;
const AXE = await readFile(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1280, height: 800 };

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

export class House {
  static async open() {
    const house = new House();
    house.folder = await mkdtemp(join(tmpdir(), "sightline-e2e-"));
    house.data = join(house.folder, "data");
    await house.sightline("demo");
    const port = await freePort();
    house.base = `http://localhost:${port}`;
    house.server = spawn(
      BINARY,
      ["serve", "--data", house.data, "--listen", `127.0.0.1:${port}`],
      { env: { ...process.env, SIGHTLINE_SIGN_INS_PER_MINUTE: "10000" }, stdio: ["ignore", "ignore", "inherit"] },
    );
    await until(async () => (await fetch(`${house.base}/readyz`)).ok);
    house.browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    });
    return house;
  }

  async close() {
    await this.browser?.close();
    if (this.server) {
      const ended = new Promise((done) => this.server.once("exit", done));
      this.server.kill("SIGTERM");
      await ended;
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  async sightline(...args) {
    return (await run(BINARY, [...args, "--data", this.data])).stdout;
  }

  async page({ size = PHONE, dark = false } = {}) {
    const context = await this.browser.newContext({
      viewport: size,
      hasTouch: size.width < 900,
      colorScheme: dark ? "dark" : "light",
      locale: "en-GB",
      timezoneId: "Europe/London",
      reducedMotion: "reduce",
    });
    const page = await context.newPage();
    page.faults = [];
    page.on("pageerror", (error) => page.faults.push(String(error)));
    return page;
  }

  // Signs in as somebody would who was handed a link.
  async signIn(email, options) {
    const page = await this.page(options);
    const link = await this.sightline("link", email);
    await page.goto(`${this.base}/in#${link.trim().split("#")[1]}`);
    await page.getByRole("button", { name: "Sign in on this device" }).click();
    await page.waitForURL(`${this.base}/`);
    await page.getByText("Your properties").waitFor();
    return page;
  }

  // The link in the newest mail to an address.
  async mailedLink(email) {
    const outbox = join(this.data, "outbox");
    let link;
    await until(async () => {
      for (const name of (await readdir(outbox)).filter((name) => name.endsWith(".eml"))) {
        const mail = (await readFile(join(outbox, name), "utf8"))
          .replace(/=\r?\n/g, "")
          .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
        if (mail.includes(email)) link = mail.match(/http:\/\/localhost:\d+\/in#[\w-]+/)?.[0];
      }
      return link;
    });
    return link;
  }
}

export async function until(condition, patience = 20_000) {
  const end = Date.now() + patience;
  for (;;) {
    try {
      if (await condition()) return;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    if (Date.now() > end) throw new Error(`not within ${patience} ms: ${condition}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

// What axe finds on the page as it stands, in short.
export async function violations(page) {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const found = await window.axe.run(document, {
      runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
    });
    return found.violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
  });
}
