//! What every page can reach, handed down once.

use crate::client::Client;
use crate::keep::Keep;
use crate::live::Live;
use crate::session::Session;
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
    pub said: RwSignal<Option<Said>>,
}

impl App {
    /// Makes it and hands it down to every component below.
    pub fn provide() -> Self {
        let client = Client::new();
        let keep = Keep::new(client);
        let live = Live::new(client);
        let app = Self {
            client,
            keep,
            live,
            session: Session::new(client, keep, live),
            said: RwSignal::new(None),
        };
        provide_context(app);
        app
    }

    /// # Panics
    /// Never below [`App::provide`], and there is no component outside it.
    #[must_use]
    pub fn here() -> Self {
        expect_context()
    }

    pub fn say(self, text: impl Into<String>) {
        self.said.set(Some(Said {
            text: text.into(),
            bad: false,
        }));
    }

    pub fn complain(self, text: impl Into<String>) {
        self.said.set(Some(Said {
            text: text.into(),
            bad: true,
        }));
    }
}
