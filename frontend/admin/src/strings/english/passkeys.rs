//! Passkeys, in English.

use crate::strings::passkeys::Passkeys;

pub(super) const PASSKEYS: Passkeys = Passkeys {
    title: "Passkeys",
    help: "A passkey signs you in with your fingerprint, your face or your device\u{2019}s PIN, without waiting for a mail. It stays on your device or in your password manager.",
    guide: "How passkeys work here",
    sign_in: "Sign in with a passkey",
    using: "Waiting for your passkey",
    or: "or",
    none: "You have no passkey yet",
    none_help: "Signing in by mail goes on working.",
    added: "added",
    last_used: "last used",
    never_used: "not used yet",
    synced: "On your other devices too",
    add_title: "Add a passkey",
    name: "What you call it",
    name_help: "So that you know it again, such as \u{201c}Office laptop\u{201d}. Left empty, it is called after this browser.",
    add: "Add a passkey",
    adding: "Waiting for your device",
    has_added: "The passkey is added.",
    needs_one: "You signed in by mail. Use your passkey to go on from here: to add another, or to remove the last one.",
    use_it: "Use your passkey",
    remove: "Remove",
    remove_named: |name| format!("Remove the passkey {name}"),
    remove_title: "Remove this passkey?",
    remove_confirm: |name| {
        format!(
            "{name} will not sign you in any more. Your device may go on offering it until you delete it there too."
        )
    },
    remove_last: |name| {
        format!(
            "{name} is your last one. After this you sign in by mail alone, and so does whoever can read your mail."
        )
    },
    removed: |name| format!("{name} is removed."),
    unable: "This browser or device cannot use passkeys here. Try another, or sign in by mail.",
    left: "No passkey was used. Try again, or sign in by mail.",
    not_added: "No passkey was made. Try again when you are ready.",
    known: "This device has one of your passkeys already.",
    required: "Use your passkey",
    required_help: |firm| {
        format!(
            "You are an owner of {firm} and have a passkey, so this side opens with it and not by mail alone."
        )
    },
    lost: "You have lost your passkey?",
    lost_help: "Whoever runs this installation can remove it. You get a mail about it, and sign in by link again.",
    offer: "Next time, sign in without waiting for a mail: add a passkey.",
    not_now: "Not now",
};
