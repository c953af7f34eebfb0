//! What every page needs to know of where it is: the app, the hat and its words, and the viewer's day.

use contract::day::Day;
use contract::id::ContactId;
use contract::session::Hat;
use leptos::prelude::*;
use ui::app::App;
use ui::clock;
use ui::words::Words;

#[derive(Clone, Copy)]
pub struct Here {
    pub app: App,
    pub hat: Memo<Option<Hat>>,
    pub words: Memo<Words>,
}

impl Here {
    pub fn provide(app: App) -> Self {
        let hat = Memo::new(move |_| app.session.hat());
        let here = Self {
            app,
            hat,
            words: Memo::new(move |_| hat.with(|hat| Words::of(hat.as_ref()))),
        };
        provide_context(here);
        here
    }

    /// Below [`Here::provide`].
    #[must_use]
    pub fn now() -> Self {
        expect_context()
    }

    #[must_use]
    pub fn today(self) -> Day {
        clock::today()
    }

    #[must_use]
    pub fn hat_id(self) -> Option<ContactId> {
        self.app.client.hat.get()
    }

    #[must_use]
    pub fn firm(self) -> String {
        self.hat
            .with(|hat| hat.as_ref().map(|hat| hat.firm.clone()))
            .unwrap_or_default()
    }

    /// What stands behind a page's title in the tab.
    #[must_use]
    pub fn place(self) -> Signal<String> {
        Signal::derive(move || self.firm())
    }
}
