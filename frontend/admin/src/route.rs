//! Where the pages are: every address inside the staff's app, in one place.

use contract::id::{ContactId, ImportId, InterestId, RecordId, SubjectId, ThirdPartyId};

pub const HOME: &str = "/admin/";
/// Before there is anybody to sign in: the link that the server prints.
pub const SETUP: &str = "/admin/setup";
pub const THIRD_PARTIES: &str = "/admin/third-parties";
pub const NEW_THIRD_PARTY: &str = "/admin/third-parties/new";
pub const SUBJECTS: &str = "/admin/subjects";
pub const NEW_SUBJECT: &str = "/admin/subjects/new";
pub const RECORDS: &str = "/admin/records";
pub const NEW_RECORD: &str = "/admin/records/new";
pub const RECORDS_GUIDE: &str = "/help/records";
pub const PROFILES: &str = "/admin/profiles";
/// Beside the profiles and not among them, where a type may have any name.
pub const NEW_PROFILE: &str = "/admin/new-profile";
pub const RECEIPTS: &str = "/admin/receipts";
pub const SETTINGS: &str = "/admin/settings";
/// Its owner's alone.
pub const FIRM: &str = "/admin/settings/firm";
pub const STAFF: &str = "/admin/settings/staff";
pub const SWITCHES: &str = "/admin/settings/switches";
pub const IMPORTS: &str = "/admin/settings/import";
/// Hers, whoever she is.
pub const PASSKEYS: &str = "/admin/settings/passkeys";
pub const PASSKEY_GUIDE: &str = "/help/passkeys";
/// The guides, which the server has outside of either app.
pub const HELP: &str = "/help";
/// One of them.
#[must_use]
pub fn guide(name: &str) -> String {
    format!("{HELP}/{name}")
}
pub const FIRM_GUIDE: &str = "/help/your-firm-and-its-staff";
pub const FIRST_DAY: &str = "/help/first-day";
pub const IMPORTING: &str = "/help/importing";
/// The app of those that all this is about.
pub const PORTAL: &str = "/";

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    Home,
    ThirdParties,
    NewThirdParty,
    ThirdParty(ThirdPartyId),
    NewContact(ThirdPartyId),
    Merge(ThirdPartyId),
    Contact(ContactId),
    Sight(ContactId),
    Subjects,
    Subject(SubjectId),
    NewSubject,
    AtSubject(SubjectId, At),
    Records,
    NewRecord,
    Record(RecordId),
    EditRecord(RecordId),
    Profiles,
    NewProfile,
    Profile(String),
    Receipts,
    Settings,
    Firm,
    Staff,
    Switches,
    Imports,
    Import(ImportId),
    Passkeys,
    Nowhere,
}

/// What is done with one subject, on a page of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    Edit,
    Place,
    Begin,
    Interest(InterestId),
    Shares,
}

impl Route {
    #[must_use]
    pub fn of(path: &str) -> Self {
        let path = path.strip_prefix("/admin").unwrap_or(path);
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let found = match parts.as_slice() {
            // Whoever is in has nothing left to set up.
            [] | ["setup"] => Some(Self::Home),
            ["third-parties"] => Some(Self::ThirdParties),
            ["third-parties", "new"] => Some(Self::NewThirdParty),
            ["third-parties", id] => id.parse().ok().map(Self::ThirdParty),
            ["third-parties", id, "new-person"] => id.parse().ok().map(Self::NewContact),
            ["third-parties", id, "merge"] => id.parse().ok().map(Self::Merge),
            ["people", id] => id.parse().ok().map(Self::Contact),
            ["people", id, "sees"] => id.parse().ok().map(Self::Sight),
            ["subjects"] => Some(Self::Subjects),
            ["subjects", "new"] => Some(Self::NewSubject),
            ["subjects", id] => id.parse().ok().map(Self::Subject),
            ["subjects", id, rest @ ..] => {
                let at = match rest {
                    ["edit"] => Some(At::Edit),
                    ["place"] => Some(At::Place),
                    ["new-interest"] => Some(At::Begin),
                    ["interests", interest] => interest.parse().ok().map(At::Interest),
                    ["shares"] => Some(At::Shares),
                    _ => None,
                };
                id.parse()
                    .ok()
                    .zip(at)
                    .map(|(id, at)| Self::AtSubject(id, at))
            }
            ["records"] => Some(Self::Records),
            ["records", "new"] => Some(Self::NewRecord),
            ["records", id] => id.parse().ok().map(Self::Record),
            ["records", id, "edit"] => id.parse().ok().map(Self::EditRecord),
            ["profiles"] => Some(Self::Profiles),
            ["new-profile"] => Some(Self::NewProfile),
            ["profiles", id] => Some(Self::Profile((*id).to_owned())),
            ["receipts"] => Some(Self::Receipts),
            ["settings"] => Some(Self::Settings),
            ["settings", "firm"] => Some(Self::Firm),
            ["settings", "staff"] => Some(Self::Staff),
            ["settings", "switches"] => Some(Self::Switches),
            ["settings", "import"] => Some(Self::Imports),
            ["settings", "import", id] => id.parse().ok().map(Self::Import),
            ["settings", "passkeys"] => Some(Self::Passkeys),
            _ => None,
        };
        found.unwrap_or(Self::Nowhere)
    }

    /// The entry of the navigation that it is under.
    #[must_use]
    pub const fn entry(&self) -> &'static str {
        match self {
            Self::Settings
            | Self::Firm
            | Self::Staff
            | Self::Switches
            | Self::Passkeys
            | Self::Imports
            | Self::Import(_) => SETTINGS,
            Self::Profiles | Self::NewProfile | Self::Profile(_) => PROFILES,
            Self::Receipts => RECEIPTS,
            Self::Subjects | Self::Subject(_) | Self::NewSubject | Self::AtSubject(..) => SUBJECTS,
            Self::Home => HOME,
            Self::Records | Self::NewRecord | Self::Record(_) | Self::EditRecord(_) => RECORDS,
            Self::Nowhere => "",
            _ => THIRD_PARTIES,
        }
    }
}

#[must_use]
pub fn third_party(id: ThirdPartyId) -> String {
    format!("{THIRD_PARTIES}/{id}")
}

#[must_use]
pub fn new_contact(id: ThirdPartyId) -> String {
    format!("{THIRD_PARTIES}/{id}/new-person")
}

#[must_use]
pub fn merge(id: ThirdPartyId) -> String {
    format!("{THIRD_PARTIES}/{id}/merge")
}

#[must_use]
pub fn merge_into(id: ThirdPartyId, into: ThirdPartyId) -> String {
    format!("{THIRD_PARTIES}/{id}/merge?into={into}")
}

#[must_use]
pub fn subject(id: SubjectId) -> String {
    format!("{SUBJECTS}/{id}")
}

/// Below another, if that is said.
#[must_use]
pub fn new_subject(below: Option<SubjectId>) -> String {
    below.map_or_else(
        || NEW_SUBJECT.to_owned(),
        |below| format!("{NEW_SUBJECT}?below={below}"),
    )
}

#[must_use]
pub fn at_subject(id: SubjectId, at: At) -> String {
    let subject = subject(id);
    match at {
        At::Edit => format!("{subject}/edit"),
        At::Place => format!("{subject}/place"),
        At::Begin => format!("{subject}/new-interest"),
        At::Interest(interest) => format!("{subject}/interests/{interest}"),
        At::Shares => format!("{subject}/shares"),
    }
}

#[must_use]
pub fn record(id: RecordId) -> String {
    format!("{RECORDS}/{id}")
}

#[must_use]
pub fn edit_record(id: RecordId) -> String {
    format!("{RECORDS}/{id}/edit")
}

#[must_use]
pub fn profile(id: &str) -> String {
    format!("{PROFILES}/{id}")
}

#[must_use]
pub fn contact(id: ContactId) -> String {
    format!("/admin/people/{id}")
}

#[must_use]
pub fn import(id: ImportId) -> String {
    format!("{IMPORTS}/{id}")
}

/// Everything she sees.
#[must_use]
pub fn sight(id: ContactId) -> String {
    format!("/admin/people/{id}/sees")
}

/// Her own app, as staff look at it.
#[must_use]
pub fn preview(id: ContactId) -> String {
    format!("/admin/preview/{id}/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_is_a_page_or_none() {
        let party = ThirdPartyId::from_bytes([1; 16]);
        let person = ContactId::from_bytes([2; 16]);
        let place = SubjectId::from_bytes([3; 16]);
        let brought = ImportId::from_bytes([4; 16]);
        let paper = RecordId::from_bytes([4; 16]);
        for (path, route) in [
            ("/admin", Route::Home),
            ("/admin/", Route::Home),
            (SETUP, Route::Home),
            (THIRD_PARTIES, Route::ThirdParties),
            ("/admin/third-parties/", Route::ThirdParties),
            (NEW_THIRD_PARTY, Route::NewThirdParty),
            (&third_party(party), Route::ThirdParty(party)),
            (&new_contact(party), Route::NewContact(party)),
            (&merge(party), Route::Merge(party)),
            (SWITCHES, Route::Switches),
            (&contact(person), Route::Contact(person)),
            (&sight(person), Route::Sight(person)),
            (PROFILES, Route::Profiles),
            (NEW_PROFILE, Route::NewProfile),
            (&profile("new"), Route::Profile("new".to_owned())),
            (RECEIPTS, Route::Receipts),
            (SUBJECTS, Route::Subjects),
            (&subject(place), Route::Subject(place)),
            (NEW_SUBJECT, Route::NewSubject),
            (
                &at_subject(place, At::Shares),
                Route::AtSubject(place, At::Shares),
            ),
            (
                &at_subject(place, At::Interest(InterestId::from_bytes([4; 16]))),
                Route::AtSubject(place, At::Interest(InterestId::from_bytes([4; 16]))),
            ),
            ("/admin/subjects/nope/edit", Route::Nowhere),
            (RECORDS, Route::Records),
            (NEW_RECORD, Route::NewRecord),
            (&record(paper), Route::Record(paper)),
            (&edit_record(paper), Route::EditRecord(paper)),
            ("/admin/records/nope", Route::Nowhere),
            (SETTINGS, Route::Settings),
            (FIRM, Route::Firm),
            (STAFF, Route::Staff),
            (IMPORTS, Route::Imports),
            (&import(brought), Route::Import(brought)),
            (PASSKEYS, Route::Passkeys),
            ("/admin/settings/staff/more", Route::Nowhere),
            ("/admin/nope", Route::Nowhere),
            ("/admin/people/nope", Route::Nowhere),
            ("/admin/third-parties/tp_1/more", Route::Nowhere),
        ] {
            assert_eq!(Route::of(path), route, "{path}");
        }
    }

    #[test]
    fn a_page_lights_the_entry_that_leads_to_it() {
        let person = ContactId::from_bytes([2; 16]);
        assert_eq!(Route::Contact(person).entry(), THIRD_PARTIES);
        assert_eq!(Route::Home.entry(), HOME);
        for route in [
            Route::Settings,
            Route::Firm,
            Route::Staff,
            Route::Switches,
            Route::Passkeys,
        ] {
            assert_eq!(route.entry(), SETTINGS);
        }
    }
}
