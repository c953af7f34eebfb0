//! What is around every page once somebody of the staff is signed in: which firm it is, who she is, and the ways to what
//! she may do.

use crate::account::account_sheet;
use crate::here::Here;
use crate::names;
use crate::pages;
use crate::route::{self, Route};
use crate::strings::t;
use contract::staff::{StaffHat, StaffRight};
use leptos::prelude::*;
use ui::components::{Way, firm_names, main_part, skip_to, two_names, way, ways_around};
use ui::dom::{View, all, button, div, el, link, now, span, unseen};
use ui::icon::{Icon, icon};

/// The first ways that are open to her: what the server does not let her do has none.
#[must_use]
pub fn ways(hat: &StaffHat) -> Vec<Way> {
    let mut ways = Vec::new();
    if hat.can.contains(&StaffRight::SeeRecords) {
        ways.push(Way::new(t().today.title, route::HOME, Icon::Clock));
    }
    if hat.can.contains(&StaffRight::SeePeople) {
        ways.push(Way::new(
            t().third_parties.title,
            route::THIRD_PARTIES,
            Icon::Building,
        ));
    }
    if hat.can.contains(&StaffRight::SeeSubjects) {
        ways.push(Way::new(t().subjects.title, route::SUBJECTS, Icon::House));
    }
    if hat.can.contains(&StaffRight::SeeRecords) {
        ways.push(Way::new(t().records.title, route::RECORDS, Icon::Document));
    }
    ways
}

/// What has no room in a telephone's bar and stands behind "More" there.
#[must_use]
pub fn further_ways(hat: &StaffHat) -> Vec<Way> {
    let mut ways = Vec::new();
    if hat.can.contains(&StaffRight::SeeProfiles) {
        ways.push(Way::new(t().profiles.title, route::PROFILES, Icon::Layers));
    }
    if hat.can.contains(&StaffRight::SeeReceipts) {
        ways.push(Way::new(t().receipts.title, route::RECEIPTS, Icon::History));
    }
    ways.push(Way::new(
        t().settings.title,
        route::SETTINGS,
        Icon::Preferences,
    ));
    ways
}

pub fn shell(here: Here) -> View {
    let account = RwSignal::new(false);
    let top = el("header").class("top").add(whose(here, account));
    let main = main_part(here.app).add(offered(here)).add(page(here));
    let skip = skip_to(&main);
    let shell = div("shell is-staff")
        .add(top)
        .add(navigation(here, account))
        .add(main);
    vec![skip.into(), shell.into(), account_sheet(here, account)].into()
}

/// What is offered on the first page, over it.
fn offered(here: Here) -> View {
    let is_home =
        Memo::new(move |_| here.app.nav.place.with(|place| Route::of(&place.path)) == Route::Home);
    now(move || is_home.get().then(|| pages::passkeys::offer(here)))
}

/// The page of the address. Another path is another page, drawn from the start; so it is for another firm.
fn page(here: Here) -> View {
    let route = Memo::new(move |_| here.app.nav.place.with(|place| Route::of(&place.path)));
    let sees = Memo::new(move |_| here.can(StaffRight::SeePeople));
    let finds = Memo::new(move |_| here.can(StaffRight::SeeSubjects));
    let places = Memo::new(move |_| here.can(StaffRight::EditSubjects));
    let looks = Memo::new(move |_| here.can(StaffRight::SeeRecords));
    let writes = Memo::new(move |_| here.can(StaffRight::EditRecords));
    let reads = Memo::new(move |_| here.can(StaffRight::SeeReceipts));
    let edits = Memo::new(move |_| here.can(StaffRight::EditPeople));
    let profiles = Memo::new(move |_| here.can(StaffRight::SeeProfiles));
    let shapes = Memo::new(move |_| here.can(StaffRight::EditProfiles));
    let owns = Memo::new(move |_| here.can(StaffRight::EditFirm));
    let explains = Memo::new(move |_| here.can(StaffRight::Explain));
    let manages = Memo::new(move |_| here.can(StaffRight::ManageStaff));
    let brings = Memo::new(move |_| here.can(StaffRight::Import));
    let locked = Memo::new(move |_| {
        here.hat
            .with(|hat| hat.as_ref().is_some_and(|hat| hat.passkey_required))
    });
    let firm = Memo::new(move |_| here.hat.with(|hat| hat.as_ref().map(|hat| hat.id)));
    now(move || {
        // Read, not only followed: what was never worked out is never told of a change.
        firm.with(|_| ());
        match route.get() {
            Route::Settings => pages::settings::settings(here),
            Route::Passkeys => pages::passkeys::passkeys(here),
            _ if locked.get() => pages::passkeys::step_up(here),
            Route::Firm if owns.get() => pages::firm::firm(here),
            Route::Staff if manages.get() => pages::staff::staff(here),
            Route::Switches if owns.get() => pages::people::switches::firm_switches(here),
            Route::Imports if brings.get() => pages::imports::imports(here),
            Route::Import(id) if brings.get() => pages::imports::import(here, id),
            Route::Firm | Route::Staff | Route::Switches | Route::Imports | Route::Import(_) => {
                pages::missing::nothing_here(here)
            }
            Route::Nowhere => pages::missing::missing(here),
            Route::Records if looks.get() => pages::records::records(here),
            Route::Record(id) if looks.get() => pages::records::record(here, id),
            Route::NewRecord if writes.get() => pages::records::new_record(here),
            Route::EditRecord(id) if writes.get() => pages::records::edit_record(here, id),
            Route::Receipts if reads.get() => pages::receipts::receipts(here),
            Route::Subjects if finds.get() => pages::subjects::subjects(here),
            Route::Subject(id) if finds.get() => pages::subject::subject(here, id),
            Route::NewSubject if places.get() => pages::places::new(here),
            Route::AtSubject(id, at) if places.get() => pages::places::at(here, id, at),
            Route::NewSubject | Route::AtSubject(..) => pages::missing::nothing_here(here),
            Route::Home if looks.get() => {
                vec![pages::setup::start(here), pages::today::today(here)].into()
            }
            // Whoever sees no records begins with what she may see.
            Route::Home if !sees.get() && finds.get() => pages::subjects::subjects(here),
            Route::Profiles if profiles.get() => pages::profiles::profiles(here),
            Route::Profile(id) if profiles.get() => pages::profiles::profile(here, &id),
            Route::NewProfile if shapes.get() => pages::profiles::new_profile(here),
            Route::Profiles | Route::Profile(_) | Route::NewProfile => {
                pages::missing::nothing_here(here)
            }
            Route::Sight(id) if explains.get() => pages::sight::all::sight(here, id),
            Route::Sight(_) => pages::missing::nothing_here(here),
            Route::Receipts
            | Route::Subjects
            | Route::Subject(_)
            | Route::Records
            | Route::NewRecord
            | Route::Record(_)
            | Route::EditRecord(_) => pages::missing::nothing_here(here),
            _ if !sees.get() => pages::missing::nothing_here(here),
            Route::Home | Route::ThirdParties => pages::third_parties::third_parties(here),
            Route::NewThirdParty => pages::third_party_new::new_third_party(here),
            Route::ThirdParty(id) => pages::third_party::third_party(here, id),
            Route::Merge(id) if edits.get() => pages::people::merging::merging(here, id),
            Route::Merge(_) => pages::missing::nothing_here(here),
            Route::NewContact(id) => pages::contact_new::new_contact(here, id),
            Route::Contact(id) => pages::contact::contact(here, id),
        }
    })
}

/// The firm, and who she is there.
fn whose(here: Here, account: RwSignal<bool>) -> View {
    now(move || {
        let hat = here.hat.get()?;
        let firm =
            link(route::HOME)
                .class("firm")
                .add(firm_names(&hat.firm, &hat.logo, t().app.side));
        let me = button("me", move || account.set(true))
            .with("aria-haspopup", "dialog")
            .add(two_names(
                "me-names",
                &hat.name,
                names::staff_role(hat.role),
            ))
            .add(icon(Icon::ChevronDown))
            .add(unseen(ui::strings::t().app.account));
        Some(vec![View::from(firm), me.into()])
    })
}

fn navigation(here: Here, account: RwSignal<bool>) -> View {
    let entry = move |one: &Way, class: &str| {
        way(one, class, move |href| {
            here.app
                .nav
                .place
                .with(|place| Route::of(&place.path).entry() == href)
        })
    };
    let list = now(move || {
        let hat = here.hat.get()?;
        let more = button("", move || account.set(true))
            .with("aria-haspopup", "dialog")
            .add(icon(Icon::Ellipsis))
            .add(span("", ui::strings::t().app.more));
        Some(
            el("ul")
                .add(all(ways(&hat).iter().map(|way| entry(way, "way"))))
                .add(all(further_ways(&hat)
                    .iter()
                    .map(|way| entry(way, "way is-wide-only"))))
                .add(el("li").class("way is-narrow-only").add(more)),
        )
    });
    ways_around(list)
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::id::StaffId;
    use contract::logo::FirmLogo;
    use contract::staff::StaffRole;

    #[test]
    fn the_ways_follow_what_the_server_lets_her_do_and_not_what_she_is_called() {
        let hat = |can: &[StaffRight]| StaffHat {
            id: StaffId::from_bytes([1; 16]),
            name: "Sam".to_owned(),
            role: StaffRole::Owner,
            firm: "Halden".to_owned(),
            logo: FirmLogo::default(),
            can: can.to_vec(),
            passkey_required: false,
        };
        let lead =
            |ways: Vec<Way>| -> Vec<String> { ways.into_iter().map(|way| way.href).collect() };
        assert!(ways(&hat(&[])).is_empty());
        assert_eq!(lead(further_ways(&hat(&[]))), [route::SETTINGS]);
        let both = hat(&[StaffRight::SeePeople, StaffRight::SeeReceipts]);
        assert_eq!(lead(ways(&both)), [route::THIRD_PARTIES]);
        assert_eq!(
            lead(further_ways(&both)),
            [route::RECEIPTS, route::SETTINGS]
        );
    }
}
