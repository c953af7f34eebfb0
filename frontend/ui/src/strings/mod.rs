//! Every text of the apps, in one catalogue per language. A language fills in every field, or does not compile;
//! what counts things is a function, since each language has its own plurals.

mod english;

/// The languages there are. Welsh and Polish are to follow: each is one more file and one more arm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    English,
}

impl Language {
    #[must_use]
    pub const fn catalogue(self) -> &'static Catalogue {
        match self {
            Self::English => &english::CATALOGUE,
        }
    }
}

/// The texts in the language that is spoken here.
#[must_use]
pub const fn t() -> &'static Catalogue {
    Language::English.catalogue()
}

type Text = &'static str;
/// A text around another, such as a name or a day.
type Around = fn(&str) -> String;
/// A text around two others.
type Between = fn(&str, &str) -> String;
type Counted = fn(u64) -> String;

pub struct Catalogue {
    pub app: App,
    pub days: Days,
    pub validity: Validity,
    pub money: Money,
    pub words: Words,
    pub status: Status,
    pub totals: Totals,
    pub lists: Lists,
    pub rows: Rows,
    pub live: Live,
    pub states: States,
    pub sign_in: SignIn,
    pub search: Search,
    pub files: Files,
    pub photos: Photos,
    pub record: Record,
    pub subject: Subject,
    pub receipts: Receipts,
    pub devices: Devices,
    pub preferences: Preferences,
    pub looking: Looking,
    pub modules: Modules,
}

/// Around every page.
pub struct App {
    pub name: Text,
    pub skip: Text,
    pub main_nav: Text,
    pub home: Text,
    pub more: Text,
    pub close: Text,
    pub dismiss: Text,
    pub cancel: Text,
    pub account: Text,
    pub acting_for: Text,
    pub now_for: Around,
    pub for_whom: Around,
    pub at_firm: Between,
    pub newer: Text,
    pub newer_help: Text,
    pub reload: Text,
    pub sign_out: Text,
    pub sign_out_failed: Text,
    pub no_hats: Text,
    pub no_hats_help: Text,
    /// For whoever is staff as well.
    pub to_admin: Text,
    pub type_to_confirm: Around,
    pub not_typed: Around,
}

pub struct Days {
    pub weekdays: [Text; 7],
    pub weekdays_short: [Text; 7],
    pub months: [Text; 12],
    pub months_short: [Text; 12],
    pub today: Text,
    pub yesterday: Text,
    pub tomorrow: Text,
}

pub struct Validity {
    pub until: Around,
    pub due: fn(i64) -> String,
    pub expired: Around,
    pub expired_undated: Text,
    pub undated: Text,
    pub replaced: Text,
}

pub struct Money {
    pub due_in: fn(i64) -> String,
    pub due_on: Around,
    pub overdue_by: fn(i64) -> String,
    pub overdue_since: Around,
    pub of: Around,
    pub to_pay: Text,
    pub nothing_owed: Text,
    pub net: Text,
    pub vat: Text,
    pub total: Text,
    pub still_to_pay: Text,
    pub paid_in_full: Text,
}

pub struct Words {
    pub sub_kinds: &'static [(Text, Text)],
    /// What the language adds to a noun that nobody gave a plural.
    pub plural: Around,
}

pub struct Status {
    pub open: Text,
    pub booked: Text,
    pub done: Text,
    pub cancelled: Text,
    pub missed: Text,
    pub current: Text,
    pub superseded: Text,
    pub draft: Text,
    pub unpaid: Text,
    pub part_paid: Text,
    pub paid: Text,
    pub credited: Text,
    pub planned: Text,
    pub reached: Text,
    pub retained: Text,
    pub line_open: Text,
    pub line_queried: Text,
}

pub struct Totals {
    pub due: Around,
    pub overdue: Around,
    pub expiring: Around,
    pub expired: Around,
    pub booked: Around,
}

pub struct Lists {
    pub to_pay: Text,
    pub open: Around,
    pub plan: Text,
    pub see_all: Around,
    pub your: Around,
    pub first_due_on_top: Text,
    pub nothing_owed: Text,
    pub nothing_owed_help: Text,
    pub no_subjects: Around,
    pub none_of: Around,
    pub no_match: Text,
    pub no_match_help: Text,
    pub clear: Text,
    pub filter: Text,
    pub filter_by_name: Around,
    pub state: Text,
    pub state_all: Text,
    pub state_outstanding: Text,
    pub state_unpaid: Text,
    pub state_current: Text,
    pub state_superseded: Text,
    pub sort: Text,
    pub sort_newest: Text,
    pub sort_oldest: Text,
    pub sort_due: Text,
    pub sort_title: Text,
    pub sub_kind: Text,
    pub sub_kind_all: Text,
    pub words: Text,
}

pub struct Rows {
    pub open: Around,
    pub open_short: Text,
    pub save: Around,
    pub see: Around,
    pub more_about: Around,
    pub show_more: Text,
}

pub struct Live {
    pub as_of: Text,
    pub open: Text,
    pub polling: Text,
    pub just_now: Text,
}

pub struct States {
    pub loading: Text,
    pub try_again: Text,
    pub offline: Text,
    pub offline_help: Text,
    pub last_seen: Around,
    pub offline_since: Around,
    pub stale: Around,
    pub failed: Text,
    pub failed_help: Text,
    pub trace: Around,
    pub hidden: Text,
    pub hidden_help: Text,
    pub no_hat: Text,
    pub no_hat_help: Text,
    pub refused_help: Text,
    pub signed_out: Text,
    pub signed_out_help: Text,
    pub not_found: Text,
    pub not_available: Text,
    pub not_a_page: Text,
    pub not_a_page_help: Text,
    pub go_home: Text,
}

pub struct SignIn {
    pub title: Text,
    pub help: Text,
    pub ended: Text,
    pub left: Text,
    pub email: Text,
    pub not_an_email: Text,
    pub send: Text,
    pub sending: Text,
    pub check_mail: Text,
    /// It never says whether the address is known.
    pub on_its_way: fn(&str, u32) -> String,
    pub open_here: Text,
    pub code: Text,
    pub code_help: Text,
    pub not_a_code: Text,
    pub sign_in: Text,
    pub signing_in: Text,
    pub another: Text,
    pub no_mail: Text,
    pub no_mail_help: Text,
    pub link_title: Text,
    pub link_for: Around,
    pub link_hats: Text,
    pub link_button: Text,
    pub link_looking: Text,
    pub link_torn: Text,
    pub link_torn_help: Text,
    pub link_spent: Text,
    pub link_spent_help: Text,
    pub fresh: Text,
    pub fresh_sent: Text,
    pub fresh_sent_help: fn(u32) -> String,
    pub by_email: Text,
    pub offline: Text,
    pub failed: Text,
}

pub struct Search {
    pub label: Text,
    pub hint: Text,
    pub hint_short: Text,
    pub button: Text,
    pub title: Text,
    pub title_for: Around,
    pub results: Text,
    pub none: Around,
    pub none_help: Text,
    pub understood: Text,
    pub found: Counted,
    pub begin: Text,
    pub begin_help: Text,
    pub examples: &'static [Text],
    pub in_month: Around,
    pub shortcut: Text,
}

pub struct Files {
    pub save: Text,
    pub open: Around,
    pub shown: Around,
    pub fetching: Text,
    pub large: Around,
    pub about: Between,
    pub not_offline: Text,
    pub not_offline_help: Text,
    pub none: Text,
    pub none_help: Text,
    pub proof: Text,
    pub files: Text,
}

pub struct Photos {
    pub photo_of: fn(usize, usize, &str) -> String,
    pub place: fn(usize, usize) -> String,
    pub previous: Text,
    pub next: Text,
    pub count: Counted,
    pub none: Text,
}

pub struct Record {
    pub number: Text,
    pub result: Text,
    pub inspector: Text,
    pub remarks: Text,
    pub issued: Text,
    pub valid_until: Text,
    pub reference: Text,
    pub description: Text,
    pub happened: Text,
    pub due: Text,
    pub when: Text,
    pub engineer: Text,
    pub outcome: Text,
    pub stage: Text,
    pub taken: Text,
    pub purchase_order: Text,
    pub chase: Text,
    pub chase_reminded: Text,
    pub chase_second: Text,
    pub chase_final: Text,
    pub chase_on_hold: Text,
    pub lines: Text,
    pub line: Text,
    pub line_state_note: Text,
    pub share: fn(&str, &str) -> String,
    pub share_in_full: Text,
    pub share_not_in_full: Text,
    pub milestone: Text,
    pub amount: Text,
    pub retention: Text,
    pub position: Around,
    pub kept_view: Around,
    pub facts: Text,
    pub state: Text,
    pub sort: Text,
}

pub struct Subject {
    pub address: Text,
    pub uprn: Text,
    pub nothing: Around,
    pub next: Around,
    pub kinds: &'static [(Text, Text)],
}

pub struct Receipts {
    pub title: Text,
    pub help: Around,
    pub none: Text,
    pub none_help: Text,
    pub acts: &'static [(Text, Text)],
    pub by_person: Text,
    pub refresh: Text,
    pub offline: Text,
    pub prefetch: Text,
    pub preview: Text,
    pub api: Text,
    pub system: Text,
    pub unchanged: Text,
    pub partial: Text,
    pub refused: Text,
    pub fingerprint: Text,
    pub entry: Text,
    pub details: Text,
    pub only_mine: Text,
}

pub struct Devices {
    pub title: Text,
    pub help: Text,
    pub this_one: Text,
    pub signed_in: Text,
    pub last_used: Text,
    pub end: Text,
    pub end_named: Around,
    pub confirm_title: Text,
    pub confirm: Around,
    pub ended: Around,
}

pub struct Preferences {
    pub title: Text,
    pub appearance: Text,
    pub system: Text,
    pub light: Text,
    pub dark: Text,
    pub keep: Text,
    pub keep_label: Text,
    pub keep_help: Text,
    pub keep_closed: Text,
    pub account: Text,
    pub signed_in_as: Text,
}

/// For staff who look as a contact.
pub struct Looking {
    pub title: Text,
    pub as_whom: Around,
    pub at: Around,
    pub nothing: Text,
    pub why: Around,
    pub end: Text,
    pub back: Text,
    pub own_page: Text,
    pub own_page_help: Around,
}

/// What can be switched off.
pub struct Modules {
    pub properties: Text,
    pub jobs: Text,
    pub diary: Text,
    pub certificates: Text,
    pub photos: Text,
    pub invoices: Text,
    pub plan: Text,
}
