//! What every page needs to know: the app, as staff of which firm she acts, and what she may do there. That is the
//! server's to say; nothing is concluded from what her role is called.

use contract::id::StaffId;
use contract::paths;
use contract::staff::{StaffHat, StaffRight, StaffSession};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use ui::app::App;
use ui::browser::Memory;
use ui::client::{Failure, Method, Worn};
use ui::components::{as_of, page_head};
use ui::dom::{El, View, effect};
use ui::session::{STAFF_HAT as HAT, Who};
use ui::source::Source;

/// Where she is staff, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Me {
    Asking,
    Known(Arc<StaffSession>),
    Failed(Failure),
}

#[derive(Clone, Copy)]
pub struct Here {
    pub app: App,
    pub me: RwSignal<Me>,
    pub hat: Memo<Option<StaffHat>>,
}

impl Here {
    #[must_use]
    pub fn begin(app: App) -> Self {
        let me = RwSignal::new(Me::Asking);
        let hat = Memo::new(move |_| {
            let worn = app.client.hat.get();
            me.with(|me| match me {
                Me::Known(session) => session
                    .hats
                    .iter()
                    .find(|hat| worn == Some(Worn::Staff(hat.id)))
                    .cloned(),
                _ => None,
            })
        });
        let here = Self { app, me, hat };
        effect(move || match app.session.who.get() {
            Who::In(_) => here.ask(),
            Who::Out(_) => here.me.set(Me::Asking),
            Who::Asking | Who::Unreachable(_) => {}
        });
        here
    }

    /// Asks where she is staff; what is known stays until the answer is there.
    pub fn ask(self) {
        spawn_local(async move {
            let answer = self
                .app
                .client
                .own(Method::Get, paths::STAFF_SESSION, false)
                .await;
            match answer.and_then(|answer| answer.read::<StaffSession>()) {
                Ok(session) => self.welcome(session),
                // The refusal itself has told everybody.
                Err(Failure::SignedOut) => {}
                Err(failure) => {
                    if !matches!(self.me.get_untracked(), Me::Known(_)) {
                        self.me.set(Me::Failed(failure));
                    }
                }
            }
        });
    }

    fn welcome(self, session: StaffSession) {
        let worn = match self.app.client.hat.get_untracked() {
            Some(Worn::Staff(id)) => Some(id),
            _ => None,
        };
        let wanted = [
            worn,
            Memory::Tab.read(HAT).and_then(|id| id.parse().ok()),
            Memory::Device.read(HAT).and_then(|id| id.parse().ok()),
        ];
        let hat = choose(&session.hats, &wanted);
        self.me.set(Me::Known(Arc::new(session)));
        match hat {
            Some(hat) => self.wear(hat),
            None => {
                Memory::Device.write(HAT, None);
                self.app.client.hat.set(None);
            }
        }
    }

    /// Acts for this firm from now on, in this tab.
    pub fn wear(self, hat: StaffId) {
        let id = hat.to_string();
        Memory::Tab.write(HAT, Some(&id));
        Memory::Device.write(HAT, Some(&id));
        let hat = Some(Worn::Staff(hat));
        if self.app.client.hat.get_untracked() != hat {
            self.app.client.forget();
            self.app.client.hat.set(hat);
        }
    }

    /// Every firm that she is staff of.
    #[must_use]
    pub fn hats(self) -> Vec<StaffHat> {
        self.me.with(|me| match me {
            Me::Known(session) => session.hats.clone(),
            _ => Vec::new(),
        })
    }

    /// Whether the server lets her.
    #[must_use]
    pub fn can(self, right: StaffRight) -> bool {
        self.hat
            .with(|hat| hat.as_ref().is_some_and(|hat| hat.can.contains(&right)))
    }

    #[must_use]
    pub fn firm(self) -> String {
        self.hat
            .with(|hat| hat.as_ref().map(|hat| hat.firm.clone()))
            .unwrap_or_default()
    }

    /// Who she is, to know her drafts by.
    #[must_use]
    pub fn id(self) -> String {
        self.app
            .client
            .hat
            .get_untracked()
            .map(|hat| hat.to_string())
            .unwrap_or_default()
    }

    /// A page's heading; behind it in the tab stands the firm.
    pub fn head(self, title: impl Fn() -> Option<String> + Clone + 'static) -> El {
        page_head(self.app, title, move || self.firm())
    }

    /// The stamp that says as of when a page is.
    #[must_use]
    pub fn as_of(self, source: Source) -> View {
        as_of(self.app, source)
    }
}

/// Nothing says here any more who was in.
pub fn forget_hat() {
    Memory::Tab.write(HAT, None);
    Memory::Device.write(HAT, None);
}

/// The hat this tab wore, else the last one of the browser, else the first there is.
fn choose(hats: &[StaffHat], wanted: &[Option<StaffId>]) -> Option<StaffId> {
    wanted
        .iter()
        .flatten()
        .find(|id| hats.iter().any(|hat| hat.id == **id))
        .copied()
        .or_else(|| hats.first().map(|hat| hat.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::logo::FirmLogo;
    use contract::staff::StaffRole;

    #[test]
    fn a_tab_keeps_the_firm_it_was_used_for() {
        let hat = |n: u8| StaffHat {
            id: StaffId::from_bytes([n; 16]),
            name: "Sam".to_owned(),
            role: StaffRole::Office,
            firm: "Halden".to_owned(),
            logo: FirmLogo::default(),
            can: vec![],
            passkey_required: false,
        };
        let id = |n| Some(StaffId::from_bytes([n; 16]));
        let hats = [hat(1), hat(2), hat(3)];
        assert_eq!(choose(&hats, &[None, id(3), id(2)]), id(3));
        assert_eq!(choose(&hats, &[None, id(9), id(2)]), id(2));
        assert_eq!(choose(&hats, &[None, None, None]), id(1));
        assert_eq!(choose(&[], &[id(1)]), None);
    }
}
