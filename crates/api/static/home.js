// The first page until the portal app stands here: signing in, and the dashboard's blocks as plain tables.
const show = (id) => ["ask", "enter", "inside"].forEach((each) => ($(each).hidden = each !== id));
const pounds = (money) =>
  money && new Intl.NumberFormat("en-GB", { style: "currency", currency: money.currency }).format(money.pence / 100);
const words = (slug) => slug.replace(/[-_]/g, " ");

async function start() {
  const { status, body } = await call("GET", "/session");
  if (status !== 200) return show("ask");
  $("me").textContent = body.email;
  $("hat").replaceChildren(
    ...body.hats.map((hat) => make("option", `${hat.third_party} at ${hat.firm} (${hat.role})`, { value: hat.id })),
  );
  show("inside");
  // One tab at a time, or two would hold different secrets.
  navigator.locks?.request("sightline-session", () => call("POST", "/session/refresh"));
  look();
}

async function look() {
  const { status, body } = await call("GET", "/portal/dashboard", null, $("hat").value);
  if (status !== 200) return say(body.title, true);
  $("blocks").replaceChildren(...body.blocks.flatMap(block));
}

function block(one) {
  if (one.block === "totals") {
    const figures = one.totals.flatMap((t) => [
      make("div", [make("dt", words(t.of)), make("dd", t.money ? `${pounds(t.money)} (${t.count})` : String(t.count))]),
    ]);
    return [make("h2", "At a glance"), make("dl", figures)];
  }
  if (one.block === "by_subject") {
    const rows = one.rows.map((row) => [
      row.subject.name,
      (row.certificates ?? []).map((c) => make("div", [file(c.file, words(c.sub_kind)), ` ${words(c.validity)} ${c.due_on ?? ""}`])),
      row.photos ?? "",
      pounds(row.balance) ?? "",
      row.next_visit ? `${row.next_visit.on} ${row.next_visit.window ?? ""}` : "",
    ]);
    return table(`${words(one.noun)} (${one.count})`, ["Where", "Certificates", "Photos", "Balance", "Next visit"], rows);
  }
  const rows = (one.rows ?? []).map((r) => [
    file(r.file, r.title), r.subject.name, words(r.status), r.due_on ?? r.happened_on ?? "", pounds(r.open) ?? "",
  ]);
  return table(`${words(one.of)} (${one.count})`, ["What", "Where", "Status", "Day", "Open"], rows);
}

const file = (id, text) =>
  id ? make("a", text, { href: `/api/v1/portal/files/${id}?hat=${$("hat").value}`, download: "" }) : text;

function table(title, heads, rows) {
  const head = make("thead", [make("tr", heads.map((text) => make("th", text, { scope: "col" })))]);
  const body = make("tbody", rows.map((row) => make("tr", row.map((cell) => make("td", cell)))));
  const scroll = make("div", [make("table", [head, body])], { class: "scroll", tabindex: "0", role: "region", "aria-label": title });
  return [make("h2", title), scroll];
}

$("ask").addEventListener("submit", async (event) => {
  event.preventDefault();
  const { status, body } = await call("POST", "/sign-in", { email: $("address").value });
  if (status !== 202) return say(body.errors?.[0]?.message ?? body.title, true);
  show("enter");
  say(`If that address is known here, a mail is on its way. Its link and code work for ${body.minutes} minutes.`);
  $("code").focus();
});

$("enter").addEventListener("submit", async (event) => {
  event.preventDefault();
  const asked = { email: $("address").value, code: $("code").value };
  const { status, body } = await call("POST", "/sign-in/redeem", asked);
  if (status !== 204) return say(body.detail ?? body.title, true);
  say("");
  start();
});

$("again").addEventListener("click", () => (show("ask"), say("")));
$("hat").addEventListener("change", look);
$("out").addEventListener("click", async () => (await call("DELETE", "/session"), location.reload()));

start();
