//! Setting an empty installation up, in English.

use crate::strings::setup::Setup;

pub static SETUP: Setup = Setup {
    title: "Set up your firm",
    help: "Two minutes. You become the firm\u{2019}s owner here, and are signed in at once.",
    firm: "What is your firm called?",
    firm_missing: "Write the firm\u{2019}s name",
    name: "Your name",
    name_missing: "Write your name",
    email: "Your e-mail address",
    email_help: "You sign in with it from now on; there is no password. We send a sign-in link there, so that you see whether mail arrives.",
    not_an_email: "Write an e-mail address, such as hal@halden.example",
    begin: "Set it up",
    beginning: "Setting it up",
    mailed: |email| format!("Welcome. A sign-in link is on its way to {email}."),
    torn: "This is not a whole set-up link",
    torn_help: "It lost its end on the way. Copy all of it from where the server printed it: it ends with # and 43 letters and digits.",
    used: "This set-up link does not work any more",
    used_help: "It works once, and only until the server starts again. Look for the last one in the server\u{2019}s log. If your firm is set up already, sign in.",
    to_sign_in: "Sign in",
    empty: "There is no firm here yet",
    empty_help: "Whoever installed this server has a link to begin with. The server prints it each time it starts: look in its terminal or its log for a line that ends with /admin/setup# and many letters, and open that address in this browser.",
    empty_more: "With Docker, docker compose logs shows it.",
    guide: "The first day, step by step",
};
