// What both plain pages use. Text from the server only ever becomes text, never markup.
const $ = (id) => document.getElementById(id);

function make(tag, content, attributes = {}) {
  const element = document.createElement(tag);
  element.append(...[content ?? ""].flat());
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function say(text, bad = false) {
  $("said").textContent = text;
  $("said").classList.toggle("bad", bad);
}

async function call(method, path, body, hat) {
  const headers = { Accept: "application/json" };
  if (body) headers["Content-Type"] = "application/json";
  if (hat) headers["Sightline-Hat"] = hat;
  try {
    const answer = await fetch("/api/v1" + path, { method, headers, body: body && JSON.stringify(body) });
    const text = await answer.text();
    return { status: answer.status, body: text ? JSON.parse(text) : {} };
  } catch {
    return { status: 0, body: { title: "The server cannot be reached." } };
  }
}
