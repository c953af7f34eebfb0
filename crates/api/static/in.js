// The link's page. The key after # leaves the address bar at once; only the button uses it up.
const token = location.hash.slice(1);
history.replaceState(null, "", "/in");

async function look() {
  if (!token) return say("This is not a whole sign-in link.", true);
  const { status, body } = await call("POST", "/sign-in/peek", { token });
  if (status === 200) {
    $("name").textContent = body.name;
    $("email").textContent = body.email;
    $("hats").replaceChildren(...body.hats.map((hat) => make("li", hat)));
    $("who").hidden = false;
    $("go").focus();
  } else {
    $("old").hidden = status !== 410;
    say(body.title, true);
  }
}

$("go").addEventListener("click", async () => {
  const { status, body } = await call("POST", "/sign-in/redeem", { token });
  if (status === 204) return location.replace("/");
  $("who").hidden = true;
  $("old").hidden = status !== 410;
  say(body.title, true);
});

$("fresh").addEventListener("click", async () => {
  const { status, body } = await call("POST", "/sign-in/renew", { token });
  $("old").hidden = status === 202;
  say(status === 202 ? "A fresh link is on its way to the same address." : body.title, status !== 202);
});

look();
