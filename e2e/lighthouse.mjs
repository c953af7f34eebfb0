// Lighthouse on a telephone, the median of five runs: the sign-in page, and the first page of somebody signed in.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import lighthouse from "lighthouse";
import { chromium } from "playwright-core";
import { until } from "./house.mjs";

const RUNS = 5;
const CATEGORIES = ["performance", "accessibility", "best-practices"];

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

// A browser that Lighthouse can reach, with a profile of its own.
async function browser(house) {
  const profile = join(house.folder, "profile");
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0"],
  });
  let port;
  await until(async () => {
    port = Number((await readFile(join(profile, "DevToolsActivePort"), "utf8")).split("\n")[0]);
    return port;
  });
  return { context, port };
}

async function measure(url, port) {
  const runs = [];
  for (let n = 0; n < RUNS; n += 1) {
    const { lhr } = await lighthouse(url, { port, onlyCategories: CATEGORIES, output: "json", logLevel: "error" });
    if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
    runs.push(lhr);
  }
  const scores = CATEGORIES.map((id) => median(runs.map((run) => Math.round(run.categories[id].score * 100))));
  const faults = new Set();
  for (const { categories, audits } of runs) {
    for (const id of CATEGORIES.slice(1)) {
      for (const { id: audit, weight } of categories[id].auditRefs) {
        if (weight > 0 && audits[audit].score !== null && audits[audit].score < 1) faults.add(audits[audit].title);
      }
    }
  }
  const took = (audit) => Math.round(median(runs.map((run) => run.audits[audit].numericValue)));
  const shift = median(runs.map((run) => run.audits["cumulative-layout-shift"].numericValue));
  return {
    scores,
    faults: [...faults],
    times: `first paint ${took("first-contentful-paint")} ms, largest ${took("largest-contentful-paint")} ms, blocked ${took("total-blocking-time")} ms, shift ${shift.toFixed(3)}`,
  };
}

// Each page's name, medians and what keeps them down.
export async function figures(house, email) {
  const { context, port } = await browser(house);
  try {
    const stranger = { name: "sign-in page", ...(await measure(`${house.base}/`, port)) };
    const page = context.pages()[0];
    const link = await house.sightline("link", email);
    await page.goto(`${house.base}/in#${link.trim().split("#")[1]}`);
    await page.getByRole("button", { name: "Sign in on this device" }).click();
    await page.getByText("Your properties").waitFor();
    // What the page goes on doing is not to be measured with the others.
    await page.goto("about:blank");
    return [stranger, { name: "first page", ...(await measure(`${house.base}/`, port)) }];
  } finally {
    await context.close();
  }
}
