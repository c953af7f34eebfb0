//! What every page can reach, handed down once.

use crate::client::Client;
use crate::dom::El;
use crate::keep::Keep;
use crate::live::Live;
use crate::looking;
use crate::nav::Nav;
use crate::session::{For, Session};
use crate::strings::t;
use leptos::prelude::*;

/// A line at the bottom of the page that says what just came of an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub text: String,
    pub bad: bool,
}

#[derive(Clone, Copy)]
pub struct App {
    pub client: Client,
    pub keep: Keep,
    pub live: Live,
    pub session: Session,
    pub nav: Nav,
    pub said: RwSignal<Option<Said>>,
}

impl App {
    #[must_use]
    pub fn begin(whose: For) -> Self {
        let client = Client::new();
        let keep = Keep::new(client);
        let live = Live::new(client);
        Self {
            client,
            keep,
            live,
            session: Session::new(whose, client, keep, live),
            nav: Nav::begin(),
            said: RwSignal::new(None),
        }
    }

    /// Why nothing can be done here, for staff who look as somebody else.
    #[must_use]
    pub fn looking(self) -> Option<String> {
        looking::whom()?;
        let hat = untrack(|| self.session.hat())?;
        Some((t().looking.why)(&hat.name))
    }

    /// Something to press; whoever only looks is told why it does nothing.
    #[must_use]
    pub fn act(self, button: El) -> El {
        match self.looking() {
            Some(why) => button.with("disabled", "").with("title", &why),
            None => button,
        }
    }

    pub fn say(self, text: &str) {
        self.said.set(Some(Said {
            text: text.to_owned(),
            bad: false,
        }));
    }

    pub fn complain(self, text: &str) {
        self.said.set(Some(Said {
            text: text.to_owned(),
            bad: true,
        }));
    }
}
