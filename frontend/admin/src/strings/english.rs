//! The texts in English, in the words of an office.

use super::{
    App, Catalogue, Conflict, Draft, Ending, Invitation, Modules, Person, Settings, StaffRoles,
    ThirdParties, ThirdParty,
};
use ui::format::number;

pub(super) static CATALOGUE: Catalogue = Catalogue {
    app: App {
        name: "Sightline for staff",
        side: "for staff",
        sign_in_help: "For people of the firm. No password: we send you a link and a code by e-mail.",
        not_staff: "You are not on a firm's staff",
        not_staff_help: |email| {
            format!(
                "You are signed in as {email}, and no firm has that address among its own people. If it should, ask the owner to add you."
            )
        },
        to_portal: "Go to your own page",
        nothing_here: "There is nothing here for you yet",
        nothing_here_help: "The owner of the firm decides what you may do here.",
        save: "Save",
        saving: "Saving",
        copy: "Copy",
        copied: "Copied.",
        not_copied: "This browser does not let the page copy. Select the text and copy it by hand.",
        last_in: |at| format!("last in {at}"),
        never_in: "never in",
    },
    staff_roles: StaffRoles {
        owner: "Owner",
        office: "Office",
        field: "Out on jobs",
    },
    modules: Modules {
        properties: "Properties",
        jobs: "Jobs",
        diary: "Visits",
        certificates: "Certificates and documents",
        photos: "Photos",
        invoices: "Invoices",
        plan: "Plan and payments",
    },
    third_parties: ThirdParties {
        title: "Third parties",
        help: "The agencies, landlords, families and others you work with, and their people.",
        find: "Find by name, person or e-mail",
        kind: "Kind",
        every_kind: "Every kind",
        add: "Add a third party",
        people: |n| match n {
            0 => "nobody yet".to_owned(),
            1 => "1 person".to_owned(),
            n => format!("{} people", number(n)),
        },
        none: "No third parties yet",
        none_help: "Add the first one, then the people there who may sign in.",
        new_title: "Add a third party",
        new_help: "An organisation or household outside the firm. You add its people next; nobody is told anything yet.",
        name: "Name",
        name_missing: "Write its name, such as Oakline Lettings",
        kind_help: "Its kind decides what its people can see.",
        kind_missing: "Choose what kind it is",
        choose: "Choose",
        adding: "Adding",
        added: |name| format!("{name} is added."),
    },
    third_party: ThirdParty {
        people: "People",
        nobody: "Nobody here can sign in yet",
        nobody_help: "Add a person, then invite her.",
        add_person: "Add a person",
        bookmark: "Bookmark",
        bookmark_help: "The address its people can keep. It opens nothing by itself: whoever uses it still signs in.",
        rename: "Rename",
        rename_title: "Another name",
        renamed: |name| format!("It is called {name} now."),
        changed: "Somebody else changed it meanwhile: look behind this, and save again if yours is right",
    },
    person: Person {
        new_title: "Add a person",
        at: |third_party| format!("at {third_party}"),
        name: "Name",
        name_missing: "Write her name",
        email: "E-mail address",
        email_help: "She signs in with it. No password.",
        not_an_email: "Write an e-mail address, such as jo@oakline.example",
        role: "Role",
        role_missing: "Choose what she is there",
        choose: "Choose",
        sees: "What she sees",
        sees_help: "As far as her role goes. Turn off what is none of her business.",
        sites: "Where",
        all_sites: "Everything of her third party's.",
        some_sites: |n| {
            if n == 1 {
                "One place only.".to_owned()
            } else {
                format!("{} places only.", number(n))
            }
        },
        add: "Add her",
        adding: "Adding",
        added: |name| format!("{name} is added. She knows nothing of it until you invite her."),
        details: "Details",
        saved: |name| format!("What is known of {name} is saved."),
        is_in: "Has been in",
        not_in_yet: "Not in yet",
        ended: "Access ended",
        devices: "Where she is signed in",
        no_devices: "Nowhere at the moment.",
        signed_in: "Signed in",
        last_used: "Last used",
        again_title: "Give her access again",
        again_help: |name| {
            format!(
                "{name} gets back in with the same address. What she did before is still on record."
            )
        },
        again: "Give access again",
        again_done: |name| format!("{name} has access again. Invite her when you like."),
    },
    invitation: Invitation {
        title: "Invite",
        help: "She gets a mail with a link of her own. It works once, within seven days.",
        again_help: "She has been in before. A new link does no harm: it works once, within seven days.",
        look: "See the mail first",
        to: "To",
        subject: "Subject",
        link_note: "The link in the mail itself is her own; this one opens nothing.",
        send: "Send it",
        sending: "Sending",
        sent: |email| format!("The invitation is on its way to {email}."),
    },
    ending: Ending {
        title: "End her access",
        help: "Her open pages close at once, on every device.",
        button: "End her access",
        ask: |name| format!("End {name}\u{2019}s access?"),
        what: |third_party| {
            format!(
                "She is signed out of {third_party} at once, wherever she is, and her links stop working."
            )
        },
        kept: "What she did stays on record, and you can give her access again.",
        ending: "Ending",
        ended: |name| format!("{name} has no access any more."),
    },
    draft: Draft {
        found: "You had begun to fill this in.",
        put_back: "Put it back",
        drop: "Start afresh",
    },
    conflict: Conflict {
        title: "Somebody else changed this meanwhile",
        help: "Nothing of yours is saved or lost yet. Choose which it should be.",
        field: "What",
        mine: "You wrote",
        theirs: "There now",
        keep_mine: "Save mine",
        take_theirs: "Take what is there",
        nothing: "nothing",
    },
    settings: Settings {
        title: "Settings",
        me: "You",
        as_role: |role, firm| format!("{role} at {firm}"),
        acting_for: "You are acting for",
    },
};
