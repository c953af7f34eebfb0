// Ways into a state that both apps' states have in common.

// Follows a link of the app's own, without loading anything anew.
export async function go(page, path) {
  await page.evaluate((path) => {
    const link = document.createElement("a");
    link.href = path;
    document.body.append(link);
    link.click();
    link.remove();
  }, path);
}

// Loads a page from the start.
export async function load(page, path = "/") {
  // From one link to the next only what follows the # is another: that would load nothing.
  if (path.includes("#")) await page.goto("about:blank");
  await page.goto(new URL(path, page.base).href);
}

// The server's answer, changed.
export async function answer(page, pattern, change) {
  await page.route(pattern, async (route) => {
    // All of it, whatever the page has already.
    const { "if-none-match": _, ...headers } = route.request().headers();
    const response = await route.fetch({ headers });
    await route.fulfill({ response, json: change(await response.json()) });
  });
}

export async function refuse(page, pattern, status, slug, title, detail) {
  const problem = { type: `/problems/${slug}`, title, detail, status, trace_id: "4f1c9a02d7e84b7b" };
  await page.route(pattern, (route) =>
    route.fulfill({ status, contentType: "application/problem+json", body: JSON.stringify(problem) }),
  );
}

// A fresh link takes the place of the one before: one at a time, whoever else goes through the states meanwhile.
let turn = Promise.resolve();
export function alone(act) {
  const mine = turn.then(act);
  turn = mine.catch(() => {});
  return mine;
}

export async function link(house, email) {
  const line = await house.sightline("link", email);
  return `/in#${line.trim().split("#")[1]}`;
}

// What the server says to the office manager on the page.
export async function ask(page, path) {
  // Who has only just come in has no hat on yet.
  await page.waitForFunction(() => sessionStorage.getItem("sightline.staff"));
  return page.evaluate(async (path) => {
    const hat = sessionStorage.getItem("sightline.staff");
    return (await fetch(`/api/v1/admin/${path}`, { headers: { "sightline-hat": hat } })).json();
  }, path);
}
