//! Where somebody belongs who has just signed in: the portal, or the staff's app. The link of a mail is the same for
//! both.

use crate::account::is_staff;
use crate::route;
use leptos::prelude::*;
use ui::app::App;
use ui::browser::{self, Memory};
use ui::dom::View;
use ui::looking;
use ui::nav::Go;
use ui::session::Who;
use ui::sign_in::{Door, WANTED};
use ui::strings::t;

/// Whoever looks as somebody else comes back to that by her link, and is there already after her code.
pub fn door() -> Door {
    let (asked, entered): (fn(), fn(App)) = if looking::whom().is_some() {
        (
            || Memory::Device.write(WANTED, browser::path().as_deref()),
            |_| forget(),
        )
    } else {
        (forget, entered)
    };
    Door {
        help: t().sign_in.help,
        asked,
        entered,
        beside: |_| View::nothing(),
    }
}

fn forget() {
    Memory::Device.write(WANTED, None);
}

/// What is to be shown, of who is signed in and of the page that was wanted when the mail was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum To {
    Portal,
    Admin(String),
}

/// Only a page of the staff's app is gone to, and only by staff.
fn to(staff: bool, contact: bool, wanted: Option<&str>) -> To {
    let wanted = wanted.filter(|page| page.starts_with(route::ADMIN));
    match (staff, contact, wanted) {
        (true, _, Some(page)) => To::Admin(page.to_owned()),
        (true, false, None) => To::Admin(route::ADMIN.to_owned()),
        _ => To::Portal,
    }
}

fn place(app: App) -> To {
    let contact = app
        .session
        .who
        .with_untracked(|who| matches!(who, Who::In(view) if !view.hats.is_empty()));
    let wanted = Memory::Device.read(WANTED);
    forget();
    to(is_staff(app), contact, wanted.as_deref())
}

/// After the code was typed: the page she is on is the one she wanted.
fn entered(app: App) {
    if let To::Admin(page) = place(app) {
        leave(&page);
    }
}

/// After the link of a mail.
pub fn after_link(app: App) {
    match place(app) {
        To::Portal => app.nav.go(route::HOME, Go::Instead),
        To::Admin(page) => leave(&page),
    }
}

/// Another app is loaded anew.
fn leave(page: &str) {
    if let Some(window) = browser::window() {
        let _ = window.location().replace(page);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn staff_without_a_hat_land_in_their_own_app() {
        assert_eq!(to(true, false, None), To::Admin("/admin/".to_owned()));
        assert_eq!(to(true, true, None), To::Portal);
        assert_eq!(to(false, false, None), To::Portal);
    }

    #[test]
    fn the_page_that_was_wanted_is_gone_to_only_if_it_is_the_staffs() {
        let page = "/admin/third-parties";
        assert_eq!(to(true, true, Some(page)), To::Admin(page.to_owned()));
        assert_eq!(to(false, true, Some(page)), To::Portal);
        assert_eq!(
            to(true, true, Some("https://elsewhere.example/admin/")),
            To::Portal
        );
    }
}
