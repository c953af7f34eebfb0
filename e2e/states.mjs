// Every page of both apps and every state a page can be in, each with the way into it. What the demo has not got
// is answered by the test, in the shape of the server's own answer.

import { ADMIN_STATES } from "./admin-states.mjs";
import { DESKTOP, PHONE, until } from "./house.mjs";
import { alone, answer, go, link, load, refuse } from "./steps.mjs";

const PRIYA = "priya.raman@oakline.example";
const JO = "jo.marsh@oakline.example";
const MARGARET = "margaret@ellison-lettings.example";
const TARIQ = "tariq@hussainhomes.example";
const SAM = "sam.okafor@ledgerwell.example";

const SESSION = "**/api/v1/session";
const DASHBOARD = "**/api/v1/portal/dashboard";
const RECORDS = "**/api/v1/portal/records?*";
const RECORD = "**/api/v1/portal/records/*";

const at = (path) => (page) => go(page, path);

// What the server says to the person on the page.
async function ask(page, path) {
  return page.evaluate(async (path) => {
    const session = await (await fetch("/api/v1/session")).json();
    const hat = sessionStorage.getItem("sightline.hat") ?? session.hats[0].id;
    return (await fetch(`/api/v1/portal/${path}`, { headers: { "sightline-hat": hat } })).json();
  }, path);
}

// The page of the first record that the server has for this.
const record =
  (query, fits = () => true) =>
  async (page) => {
    const { items } = await ask(page, `records?${query}`);
    await go(page, `/records/${items.find(fits).id}`);
  };

const DOCUMENT = record("kind=document&status=current&sub_kind=eicr", (row) => row.file);
const INVOICE = record("kind=invoice&status=outstanding&sort=due");
const PHOTOS = record("kind=photo_set");

const emptied = (block) => (block.rows ? { ...block, rows: [], count: 0 } : block);

async function type(page, words) {
  const box = page.getByRole("combobox", { name: "Search" });
  await box.fill(words);
  await page.getByRole("option").first().waitFor();
  await box.press("ArrowDown");
}

async function usedUp(page, house) {
  const used = await link(house, JO);
  const body = JSON.stringify({ token: used.split("#")[1] });
  const headers = { "content-type": "application/json" };
  await fetch(`${house.base}/api/v1/sign-in/redeem`, { method: "POST", headers, body });
  await load(page, used);
  await page.getByRole("heading", { name: "This link no longer works" }).waitFor();
}

async function askForMail(page) {
  await load(page);
  await page.getByLabel("Your e-mail address").fill(JO);
  await page.getByRole("button", { name: "Send me a sign-in link" }).click();
  await page.getByRole("heading", { name: "Check your mail" }).waitFor();
}

// Everything that is kept is kept, and the app can start by itself.
async function goOffline(page) {
  await until(() => page.evaluate(async () => !!(await navigator.serviceWorker.ready)?.active));
  await page.context().setOffline(true);
}

// A job is closed once, whoever else goes through the states meanwhile.
const closed = new Set();

const account = (page) => page.getByRole("button", { name: "You and your settings" }).click();

// `who` is signed in; nobody, where it is absent. `staff`: and looks at the staff's app, as the office manager or in the `role`. `fresh`: what the state does to the session nobody else may share.
// `only`: on this size alone. `waiting`: the page is not to be done. `leave`: what has to be undone by hand.
// `pictured`: the themes that pictures of it are made in, where that is not both.
const PORTAL_STATES = [
  { name: "sign-in", open: (page) => load(page) },
  {
    name: "sign-in-wrong",
    open: async (page) => {
      await load(page);
      await page.getByLabel("Your e-mail address").fill("jo.marsh");
      await page.getByRole("button", { name: "Send me a sign-in link" }).click();
      await page.getByText("Write an e-mail address").waitFor();
    },
  },
  { name: "check-mail", open: askForMail },
  {
    name: "code-wrong",
    open: async (page) => {
      await askForMail(page);
      await page.getByLabel("The six digits").fill("000000");
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await page.locator(".fault span").waitFor();
    },
  },
  {
    name: "link",
    open: async (page, house) => {
      await alone(async () => {
        await load(page, await link(house, SAM));
        await page.getByRole("button", { name: "Sign in on this device" }).waitFor();
      });
    },
  },
  { name: "link-used", open: (page, house) => alone(() => usedUp(page, house)) },
  {
    name: "link-fresh-sent",
    open: async (page, house) => {
      await alone(async () => {
        await usedUp(page, house);
        await page.getByRole("button", { name: "Send me a fresh link" }).click();
        await page.getByRole("heading", { name: "A fresh link is on its way" }).waitFor();
      });
    },
  },
  { name: "link-torn", open: (page) => load(page, "/in#torn") },
  {
    name: "unreachable",
    open: async (page) => {
      await refuse(page, SESSION, 503, "unavailable", "Not available");
      await load(page);
      await page.getByText("This could not be loaded").waitFor();
    },
  },
  { name: "no-javascript", open: (page) => load(page), script: false, waiting: true },

  { name: "dashboard", who: PRIYA, open: at("/") },
  {
    name: "dashboard-loading",
    who: PRIYA,
    waiting: true,
    open: async (page) => {
      await page.route(DASHBOARD, () => {});
      await load(page);
      await page.locator(".shell .bone").first().waitFor();
    },
  },
  {
    name: "before-the-app",
    who: PRIYA,
    waiting: true,
    open: async (page) => {
      // The worker has the app at hand already.
      await page.evaluate(async () => {
        for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
      });
      await page.route("**/*.wasm", () => {});
      await page.goto(`${page.base}/`, { waitUntil: "commit" });
      await page.locator("#skeleton .bone").first().waitFor();
    },
  },
  {
    name: "dashboard-menu",
    who: PRIYA,
    open: async (page) => {
      await load(page);
      await page.getByRole("button", { name: /^More for/ }).first().click();
    },
  },
  {
    name: "dashboard-empty",
    who: PRIYA,
    open: async (page) => {
      await answer(page, DASHBOARD, ({ blocks, ...rest }) => ({ ...rest, blocks: blocks.map(emptied) }));
      await load(page);
    },
  },
  {
    name: "dashboard-failed",
    who: PRIYA,
    open: async (page) => {
      await refuse(page, DASHBOARD, 503, "unavailable", "Not available");
      await load(page);
    },
  },
  {
    name: "dashboard-newer",
    who: PRIYA,
    open: async (page) => {
      await page.route(DASHBOARD, async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, headers: { ...response.headers(), "sightline-app": "newer" } });
      });
      await load(page);
      await page.getByText("A newer version is ready.").waitFor();
    },
    // It stays said.
    leave: (page) => load(page),
  },
  { name: "subjects", who: PRIYA, open: at("/subjects") },
  {
    name: "subjects-none",
    who: PRIYA,
    open: async (page) => {
      await go(page, "/subjects");
      await page.getByLabel(/^Find among your/).fill("nowhere lane");
      await page.locator(".state").waitFor();
    },
  },
  {
    name: "subject",
    who: PRIYA,
    open: async (page) => {
      const { items } = await ask(page, "records?kind=photo_set");
      await go(page, `/subjects/${items[0].subject.id}`);
    },
  },
  { name: "documents", who: PRIYA, open: at("/documents?order=due") },
  { name: "documents-none", who: PRIYA, open: at("/documents?words=zebra") },
  {
    name: "document",
    who: PRIYA,
    open: async (page) => {
      await DOCUMENT(page);
      await page.locator(".paper-acts").waitFor();
    },
  },
  {
    name: "document-kept",
    who: PRIYA,
    open: async (page) => {
      await answer(page, RECORD, (found) => ({ ...found, as_recorded_by: "2026-03-31" }));
      await record("kind=document&sub_kind=gas-safety")(page);
      await page.getByText("Kept view").waitFor();
    },
  },
  { name: "invoices", who: PRIYA, open: at("/invoices?order=due") },
  { name: "invoice", who: PRIYA, open: INVOICE },
  {
    name: "invoice-line-checked",
    who: PRIYA,
    open: async (page) => {
      await answer(page, RECORD, (found) => {
        const lines = found.detail.lines.map((line, n) => (n === 0 ? { ...line, state: "queried" } : line));
        return { ...found, detail: { ...found.detail, lines } };
      });
      await record("kind=invoice&status=outstanding&sort=title")(page);
    },
  },
  {
    name: "invoice-paid",
    who: PRIYA,
    open: record("kind=invoice&status=paid"),
  },
  {
    name: "invoice-print",
    who: PRIYA,
    only: DESKTOP,
    open: async (page) => {
      await INVOICE(page);
      await page.emulateMedia({ media: "print" });
    },
  },
  { name: "job", who: PRIYA, open: record("kind=job") },
  {
    name: "job-updated",
    who: PRIYA,
    open: async (page, house) => {
      const { items } = await ask(page, "records?kind=job&status=outstanding");
      const { id } = items.find((job) => !closed.has(job.id));
      closed.add(id);
      await go(page, `/records/${id}`);
      await page.getByText(", live").first().waitFor();
      await house.sightline("job", "close", id);
      await page.locator(".said-line").waitFor();
    },
  },
  { name: "jobs", who: PRIYA, open: at("/records?kind=job") },
  { name: "visits", who: PRIYA, open: at("/records?kind=visit") },
  { name: "visit", who: PRIYA, open: record("kind=visit") },
  { name: "photo-sets", who: PRIYA, open: at("/records?kind=photo_set") },
  { name: "photos", who: PRIYA, open: PHOTOS },
  {
    name: "photo-open",
    who: PRIYA,
    open: async (page) => {
      await PHOTOS(page);
      await page.locator(".photo").first().click();
      await page.locator(".large img").waitFor();
    },
  },
  {
    name: "search-offers",
    who: PRIYA,
    open: async (page) => {
      await go(page, "/");
      await type(page, "mill lane invoice");
    },
  },
  { name: "search", who: PRIYA, open: at("/search?q=mill+lane+march+invoice") },
  { name: "search-none", who: PRIYA, open: at("/search?q=zebra+crossing") },
  { name: "search-begin", who: PRIYA, open: at("/search") },
  { name: "receipts", who: PRIYA, open: at("/receipts") },
  {
    name: "receipts-all",
    who: PRIYA,
    open: async (page) => {
      await go(page, "/receipts");
      await page.getByLabel("Only what you did yourself").uncheck();
      await page.locator(".proof summary").first().click();
    },
  },
  { name: "devices", who: PRIYA, open: at("/devices") },
  {
    name: "device-end",
    who: PRIYA,
    open: async (page, house) => {
      const other = await alone(() => house.signIn(PRIYA));
      await other.context().close();
      await load(page, "/devices");
      await page.getByRole("button", { name: /^Sign out / }).first().click();
      await page.getByRole("dialog").waitFor();
    },
  },
  { name: "preferences", who: PRIYA, open: at("/preferences") },
  { name: "nowhere", who: PRIYA, open: at("/nowhere") },
  { name: "not-found", who: PRIYA, open: at("/records/rec_00000000-0000-4000-8000-000000000000") },
  {
    name: "refused",
    who: PRIYA,
    open: async (page) => {
      const detail = "The firm has closed its invoices to everybody while they are moved. Ask them when they are back.";
      await refuse(page, RECORDS, 403, "refused", "Invoices are closed for now", detail);
      await load(page, "/invoices?state=all");
    },
  },
  {
    name: "account",
    who: PRIYA,
    open: async (page) => {
      await go(page, "/");
      await account(page);
    },
  },
  {
    name: "more",
    who: PRIYA,
    only: PHONE,
    open: async (page) => {
      await go(page, "/");
      await page.getByRole("button", { name: "More", exact: true }).click();
    },
  },
  {
    name: "offline",
    who: PRIYA,
    open: async (page) => {
      await load(page, "/invoices");
      await page.getByText("INV-").first().waitFor();
      await goOffline(page);
      await page.reload();
      await page.getByText("Last seen copy").waitFor();
    },
  },
  {
    name: "offline-document",
    who: PRIYA,
    open: async (page) => {
      await load(page, "/documents");
      await DOCUMENT(page);
      await page.locator(".paper-acts").waitFor();
      await goOffline(page);
      await page.reload();
      await page.getByText("Last seen copy").waitFor();
    },
  },
  {
    name: "offline-none",
    who: PRIYA,
    open: async (page) => {
      await load(page);
      await goOffline(page);
      await go(page, "/records?kind=visit&words=nobody");
      await page.getByText("You are offline", { exact: true }).waitFor();
    },
  },

  { name: "dashboard-bookkeeper", who: JO, open: at("/") },
  { name: "dashboard-landlord", who: MARGARET, open: at("/") },
  { name: "dashboard-builder", who: TARIQ, open: at("/") },
  { name: "dashboard-hats", who: SAM, open: at("/") },
  {
    name: "hats",
    who: SAM,
    open: async (page) => {
      await go(page, "/");
      await account(page);
    },
  },
  {
    name: "hat-changed",
    who: SAM,
    open: async (page) => {
      await go(page, "/");
      await account(page);
      await page.locator(".choice:not([aria-current])").click();
      await page.getByText("You are now acting for").waitFor();
    },
  },
  {
    name: "no-hats",
    who: SAM,
    open: async (page) => {
      await answer(page, SESSION, (session) => ({ ...session, hats: [] }));
      await load(page);
      await page.getByText("Nothing is shared with you").waitFor();
    },
  },
  {
    name: "no-hats-staff",
    who: SAM,
    open: async (page) => {
      await answer(page, SESSION, (session) => ({ ...session, hats: [], staff: true }));
      await load(page);
      await page.getByRole("link", { name: "Go to the firm's own side" }).waitFor();
    },
  },
  {
    name: "session-ended",
    who: MARGARET,
    fresh: true,
    open: async (page) => {
      await page.getByText(", live").first().waitFor();
      await page.evaluate(async () => {
        const { items } = await (await fetch("/api/v1/devices")).json();
        const here = items.find((device) => device.current);
        await fetch(`/api/v1/devices/${here.id}`, { method: "DELETE" });
      });
      await page.getByText("You were signed out").waitFor();
    },
  },
  {
    name: "signed-out",
    who: MARGARET,
    fresh: true,
    open: async (page) => {
      await account(page);
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.getByText("You are signed out on this device").waitFor();
    },
  },
];

export const STATES = [...PORTAL_STATES, ...ADMIN_STATES];

// What is shown is all there, and nothing of it is still on its way.
async function settled(page) {
  await page.waitForFunction(() => {
    const heading = document.querySelector("h1");
    const pictures = [...document.images].filter((image) => image.loading !== "lazy");
    return heading && !document.querySelector(".bone, [aria-busy='true']") && pictures.every((image) => image.complete);
  });
}

async function undo(page) {
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.context().setOffline(false);
  await page.emulateMedia({ media: null });
  // A sheet, a menu, what was typed, what was said.
  if (await page.locator("dialog[open], .menu-list, .offers:not([hidden])").count()) await page.keyboard.press("Escape");
  const said = page.locator(".said-line button");
  if (await said.count()) await said.click();
}

async function enter(house, state, look) {
  if (state.script === false) {
    const context = await house.browser.newContext({
      viewport: look.size,
      colorScheme: look.dark ? "dark" : "light",
      javaScriptEnabled: false,
    });
    return context.newPage();
  }
  if (state.staff) return alone(() => house.signInAsStaff({ ...look, role: state.role }));
  return state.who ? alone(() => house.signIn(state.who, look)) : house.page(look);
}

// Goes through all states, and has each looked at. One page serves for as many as can share it.
export async function walk(house, look, visit, states = STATES) {
  let page;
  let before;
  for (const state of states.filter(({ only }) => !only || only === look.size)) {
    const shares = before && before.who === state.who && before.staff === state.staff && before.role === state.role && before.script === state.script && !state.fresh;
    if (!shares) {
      await page?.context().close();
      page = await enter(house, state, look);
      page.base = house.base;
    }
    before = state;
    try {
      await state.open(page, house);
      if (!state.waiting) await settled(page);
      // Nothing is pointed at.
      await page.mouse.move(0, 0);
    } catch (error) {
      throw new Error(`${state.name}: ${error.message}`, { cause: error });
    }
    await visit(state, page);
    await undo(page);
    await state.leave?.(page);
  }
  await page?.context().close();
}
