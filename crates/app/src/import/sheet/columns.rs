//! The columns of each file, in the order in which the template writes them.

use super::Column;

const fn needed(name: &'static str, meaning: &'static str, example: &'static str) -> Column {
    Column {
        name,
        needed: true,
        meaning,
        example,
    }
}

const fn may(name: &'static str, meaning: &'static str, example: &'static str) -> Column {
    Column {
        name,
        needed: false,
        meaning,
        example,
    }
}

const REF: Column = needed(
    "ref",
    "your own name for this row, unique in this file; never change it",
    "A1",
);
const SUBJECT: Column = needed("subject", "the `ref` of a row in subjects.csv", "P1");
const STANDING: Column = may(
    "standing",
    "who may see it: `by_rule` (as the third party's type says; the same as empty), `internal` (staff only) or \
     `shared` (only those in `shared_with`)",
    "by_rule",
);
const SHARED_WITH: Column = may(
    "shared_with",
    "`ref`s of third parties it is shared with by name, with ; between them",
    "LL1;LL2",
);
const ADDRESSED_TO: Column = may(
    "addressed_to",
    "the `ref` of the third party it is addressed to",
    "A1",
);
const STAFF_NOTE: Column = may(
    "staff_note",
    "for staff only, whatever the type says",
    "key safe 1947",
);

pub(super) const THIRD_PARTIES: &[Column] = &[
    REF,
    needed("name", "the organisation or household", "Oakline Lettings"),
    needed(
        "type",
        "one of the firm's third-party types",
        "letting-agent",
    ),
];
pub(super) const SUBJECTS: &[Column] = &[
    REF,
    needed(
        "kind",
        "property, block, unit, horse, learner, build, claim, device, vehicle or matter",
        "property",
    ),
    needed("name", "what people call it", "14 Mill Lane"),
    may(
        "address",
        "the rest of the address, on one line",
        "Harrogate",
    ),
    may("postcode", "in any spacing", "HG1 1AA"),
    may("uprn", "Unique Property Reference Number", "100050412345"),
    may(
        "parent",
        "the `ref` of the subject it belongs to, such as its block",
        "B1",
    ),
];
pub(super) const CONTACTS: &[Column] = &[
    REF,
    needed(
        "third_party",
        "the `ref` of a row in third_parties.csv",
        "A1",
    ),
    needed("name", "the person", "Bea Marsh"),
    needed(
        "email",
        "where her sign-in link goes",
        "bea@oakline.example",
    ),
    needed(
        "role",
        "one of the roles of the third party's type",
        "bookkeeper",
    ),
    may(
        "modules_off",
        "parts that are off for her, with ; between them: properties, jobs, diary, certificates, photos, \
         invoices, plan",
        "photos;plan",
    ),
    may(
        "sites",
        "`ref`s of the only subjects she may see, with ; between them; empty for all",
        "P1;P2",
    ),
];
pub(super) const INTERESTS: &[Column] = &[
    REF,
    needed(
        "third_party",
        "the `ref` of a row in third_parties.csv",
        "A1",
    ),
    SUBJECT,
    needed(
        "relation",
        "manages, owns, occupies, pays_for, guardian_of, adjusts or holds_share",
        "manages",
    ),
    needed("first_day", "from this day on", "01/04/2024"),
    may(
        "last_day",
        "to this day, itself included; empty while it goes on",
        "31/03/2026",
    ),
    may("share", "for holds_share only: an exact part", "1/4"),
];
pub(super) const JOBS: &[Column] = &[
    REF,
    SUBJECT,
    may("reference", "the number people quote", "J-2041"),
    needed("title", "what is to be done", "Replace consumer unit"),
    needed("status", "open, booked, done or cancelled", "booked"),
    may("raised_on", "a day", "02/03/2026"),
    may("booked_for", "a day", "14/03/2026"),
    may("done_on", "a day", "14/03/2026"),
    may("description", "more about it", "Board is a 1986 rewireable"),
    STAFF_NOTE,
    STANDING,
    ADDRESSED_TO,
    may(
        "raised_by",
        "the `ref` of the third party that asked for it",
        "A1",
    ),
    SHARED_WITH,
];
pub(super) const VISITS: &[Column] = &[
    REF,
    SUBJECT,
    may("job", "the `ref` of a row in jobs.csv", "J1"),
    needed("title", "what the visit is for", "Fit new board"),
    needed("status", "booked, done, missed or cancelled", "done"),
    needed("date", "a day", "14/03/2026"),
    may("window", "the hours agreed", "09:00-11:00"),
    may("engineer", "who goes", "Sam Field"),
    may("outcome", "what came of it", "Fitted and tested"),
    STAFF_NOTE,
    STANDING,
    ADDRESSED_TO,
    SHARED_WITH,
];
pub(super) const DOCUMENTS: &[Column] = &[
    REF,
    SUBJECT,
    needed(
        "type",
        "eicr, gas-safety, epc, pat, ev-charger or a name of your own",
        "eicr",
    ),
    needed(
        "title",
        "what people call it",
        "Electrical installation condition report",
    ),
    may("number", "the number printed on it", "EICR-20931"),
    needed("issued_on", "a day", "14/03/2024"),
    may("next_due", "the day the next one is due", "14/03/2029"),
    may("result", "what was found", "satisfactory"),
    may("inspector", "who inspected", "Sam Field"),
    may(
        "remarks",
        "anything else the third party may read",
        "C3: no RCD on lighting circuit",
    ),
    may(
        "file",
        "its PDF or picture, as a path inside the folder `files`",
        "certificates/eicr-20931.pdf",
    ),
    may(
        "superseded",
        "yes or no; empty to let the newest of its type on the subject count",
        "",
    ),
    STAFF_NOTE,
    STANDING,
    ADDRESSED_TO,
    SHARED_WITH,
];
pub(super) const PHOTO_SETS: &[Column] = &[
    REF,
    SUBJECT,
    needed(
        "title",
        "what the photos show",
        "Consumer unit, before and after",
    ),
    needed("taken_on", "a day", "14/03/2026"),
    may("stage", "before, first fix, finished …", "after"),
    may(
        "remarks",
        "anything else the third party may read",
        "Labels renewed",
    ),
    STAFF_NOTE,
    STANDING,
    SHARED_WITH,
];
pub(super) const PHOTOS: &[Column] = &[
    needed("photo_set", "the `ref` of a row in photo_sets.csv", "S1"),
    needed(
        "file",
        "a picture, as a path inside the folder `files`",
        "photos/board.jpg",
    ),
    may("caption", "what it shows", "New board"),
    may("taken_on", "a day, if not that of the set", "14/03/2026"),
];
pub(super) const INVOICES: &[Column] = &[
    REF,
    SUBJECT,
    needed("number", "the invoice number", "INV-1180"),
    may("title", "what it is for", "Replace consumer unit"),
    may("purchase_order", "the customer's order number", "PO 4471"),
    needed("issued_on", "a day", "15/03/2026"),
    needed("due_on", "a day", "14/04/2026"),
    may("draft", "yes or no; empty is no", "no"),
    may(
        "chase",
        "how far chasing has come: none, reminded, second_reminder, final_notice or on_hold; empty leaves it \
         as it is",
        "reminded",
    ),
    ADDRESSED_TO,
    STAFF_NOTE,
    STANDING,
    SHARED_WITH,
];
pub(super) const INVOICE_LINES: &[Column] = &[
    needed("invoice", "the `ref` of a row in invoices.csv", "I1"),
    needed(
        "description",
        "what is charged for",
        "Consumer unit, 10 way",
    ),
    needed(
        "net",
        "the sum without VAT; a credit is negative",
        "£1,234.50",
    ),
    needed("vat_rate", "in per cent", "20"),
    may(
        "state",
        "open, queried, credited or paid; empty leaves it as it is",
        "open",
    ),
    may("job", "the `ref` of a row in jobs.csv", "J1"),
];
pub(super) const MILESTONES: &[Column] = &[
    REF,
    SUBJECT,
    needed("position", "its place in the plan: 1, 2, 3 …", "1"),
    needed("title", "what is reached", "First fix complete"),
    may("planned_on", "a day", "01/05/2026"),
    may("reached_on", "a day, once it is reached", "04/05/2026"),
    may(
        "description",
        "more about it",
        "All cables in, before plaster",
    ),
    STAFF_NOTE,
    STANDING,
];
pub(super) const STAGE_PAYMENTS: &[Column] = &[
    REF,
    SUBJECT,
    needed("position", "its place in the plan: 1, 2, 3 …", "1"),
    needed("title", "what is paid for", "On first fix"),
    may(
        "milestone",
        "the `ref` or the title of a row in milestones.csv on the same subject",
        "M1",
    ),
    needed("amount", "the whole sum", "£2,400.00"),
    may(
        "retention",
        "the part of it held back until defects are put right",
        "£120.00",
    ),
    may("due_on", "a day", "18/05/2026"),
    may("paid_on", "a day, once it is paid", ""),
    ADDRESSED_TO,
    STAFF_NOTE,
    STANDING,
];
