// A demo firm of the test's own, served by the release binary, and browsers to look at it with. Where a test is
// about the network, a proxy stands between the two that does as it is told.

import { execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { createServer as createProxy, request as ask } from "node:http";
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

// Changes rows that no command changes, such as how long ago something was; the server goes on meanwhile.
const CHANGE_ROWS = `
import json, sqlite3, sys
database = sqlite3.connect(sys.argv[1], timeout=20)
rows = database.execute(sys.argv[2]).fetchall()
database.commit()
print(json.dumps(rows, default=bytes.hex))
`;

// What a browser meets on its way to the server. Everything passes, but for what is set here:
//   down      nothing passes, and what was under way breaks off
//   withholds "bytes": of a stream only the head passes; "all": nothing of it does
//   loses     the answers to requests for which this is so; the server has done what was asked all the same
//   cuts      answers for which this is so break off half-way
//   app       which build of the app the server claims to serve
export class Proxy {
  down = false;
  withholds = null;
  loses = () => false;
  cuts = () => false;
  app = null;
  #server;

  static async open(target) {
    const proxy = new Proxy();
    proxy.#server = createProxy((request, response) => proxy.#pass(new URL(target), request, response));
    await new Promise((done) => proxy.#server.listen(0, "127.0.0.1", done));
    proxy.base = `http://localhost:${proxy.#server.address().port}`;
    return proxy;
  }

  drop() {
    this.down = true;
    this.#server.closeAllConnections();
  }

  async close() {
    const closed = new Promise((done) => this.#server.close(done));
    this.#server.closeAllConnections();
    await closed;
  }

  #pass(target, request, response) {
    if (this.down) {
      request.socket.destroy();
      return;
    }
    const headers = { ...request.headers, host: target.host };
    // The server knows this address as its own.
    if (headers.origin === this.base) headers.origin = target.origin;
    const passed = ask(
      { host: "127.0.0.1", port: target.port, method: request.method, path: request.url, headers },
      (answer) => this.#answer(request, answer, response),
    );
    const end = () => request.socket.destroy();
    passed.on("error", end);
    response.on("close", () => passed.destroy());
    request.pipe(passed);
  }

  #answer(request, answer, response) {
    const end = () => request.socket.destroy();
    answer.on("error", end);
    if (this.down || this.loses(request)) {
      end();
      return;
    }
    const headers = { ...answer.headers };
    if (this.app && headers["sightline-app"]) headers["sightline-app"] = this.app;
    if (this.withholds && headers["content-type"] === "text/event-stream") {
      if (this.withholds === "bytes") response.writeHead(answer.statusCode, headers).flushHeaders();
      const held = [];
      answer.on("data", (bytes) => held.push(bytes));
      answer.on("end", () => {
        if (!response.headersSent) response.writeHead(answer.statusCode, headers);
        response.end(Buffer.concat(held));
      });
      return;
    }
    response.writeHead(answer.statusCode, headers);
    if (this.cuts(request)) {
      const all = [];
      answer.on("data", (bytes) => all.push(bytes));
      answer.on("end", () => {
        const bytes = Buffer.concat(all);
        response.write(bytes.subarray(0, bytes.length / 2), end);
      });
      return;
    }
    answer.pipe(response);
  }
}

const NAMES = { owner: "Hal Denby", office: "Sam Denby", field: "Fay Moss" };

export class House {
  proxies = [];
  staff = new Set();
  read = new Set();

  // What the server has printed so far.
  printed = "";

  // `empty`: as it is before there is any firm. `keepsPages`: the browser keeps whole pages for the way back, as people's own do.
  static async open({ keepsPages = false, empty = false } = {}) {
    const house = new House();
    house.folder = await mkdtemp(join(tmpdir(), "sightline-e2e-"));
    house.data = join(house.folder, "data");
    if (!empty) await house.sightline("demo");
    const port = await freePort();
    house.base = `http://localhost:${port}`;
    house.server = spawn(
      BINARY,
      ["serve", "--data", house.data, "--listen", `127.0.0.1:${port}`],
      { env: { ...process.env, SIGHTLINE_SIGN_INS_PER_MINUTE: "10000" }, stdio: ["ignore", "pipe", "inherit"] },
    );
    house.server.stdout.on("data", (text) => {
      house.printed += text;
    });
    await until(async () => (await fetch(`${house.base}/readyz`)).ok);
    house.browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      ignoreDefaultArgs: keepsPages ? ["--disable-back-forward-cache"] : [],
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
    for (const proxy of this.proxies) await proxy.close();
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

  async proxy() {
    const proxy = await Proxy.open(this.base);
    this.proxies.push(proxy);
    return proxy;
  }

  // What the rows of the firm's database say, or say from now on.
  async rows(statement) {
    const database = join(this.data, "sightline.db");
    return JSON.parse((await run("python3", ["-c", CHANGE_ROWS, database, statement])).stdout);
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
  async signIn(email, { base = this.base, ...options } = {}) {
    const page = await this.page(options);
    const link = await this.sightline("link", email);
    await page.goto(`${base}/in#${link.trim().split("#")[1]}`);
    await page.getByRole("button", { name: "Sign in on this device" }).click();
    await page.waitForURL(`${base}/`);
    await page.getByText("Your properties").waitFor();
    return page;
  }

  // Once: whoever is staff already cannot be made so again.
  async makeStaff(email, name, role) {
    if (this.staff.has(email)) return;
    this.staff.add(email);
    await this.sightline("staff", "add", email, "--name", name, "--role", role);
  }

  // Signs in as the office manager would, who is a contact nowhere and lands in the staff's app.
  async signInAsStaff({ role = "office", ...options } = {}) {
    const email = `${role}@halden-electrical.example`;
    await this.makeStaff(email, NAMES[role], role);
    const page = await this.page(options);
    const link = await this.sightline("link", email);
    await page.goto(`${this.base}/in#${link.trim().split("#")[1]}`);
    await page.getByRole("button", { name: "Sign in on this device" }).click();
    await page.waitForURL(`${this.base}/admin/`);
    await page.getByRole("heading", { level: 1 }).filter({ hasText: /\w/ }).waitFor();
    return page;
  }

  // The link in a mail to an address that was not read yet.
  async mailedLink(email) {
    return this.#mailed(email, /http:\/\/localhost:\d+\/in#[\w-]+/);
  }

  // The code in it.
  async mailedCode(email) {
    return (await this.#mailed(email, /^\d{6}\s*$/m)).trim();
  }

  // Each mail is read once: who asks again waits for the next.
  async #mailed(email, pattern) {
    const outbox = join(this.data, "outbox");
    let found;
    await until(async () => {
      for (const name of (await readdir(outbox)).filter((name) => name.endsWith(".eml") && !this.read.has(name))) {
        const mail = (await readFile(join(outbox, name), "utf8"))
          .replace(/=\r?\n/g, "")
          .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
        const part = mail.includes(email) && mail.match(pattern)?.[0];
        if (!part) continue;
        this.read.add(name);
        found = part;
      }
      return found;
    });
    return found;
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
