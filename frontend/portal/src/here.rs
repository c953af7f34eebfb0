//! What every page needs to know of where it is: the app, the hat and its words, and the viewer's day.

use contract::day::Day;
use contract::session::Hat;
use leptos::prelude::*;
use ui::app::App;
use ui::client::Worn;
use ui::clock;
use ui::components::{as_of, page_head};
use ui::dom::El;
use ui::source::Source;
use ui::words::Words;

#[derive(Clone, Copy)]
pub struct Here {
    pub app: App,
    pub hat: Memo<Option<Hat>>,
}

impl Here {
    #[must_use]
    pub fn begin(app: App) -> Self {
        Self {
            app,
            hat: Memo::new(move |_| app.session.hat()),
        }
    }

    #[must_use]
    pub fn words(self) -> Words {
        self.hat.with(|hat| Words::of(hat.as_ref()))
    }

    #[must_use]
    pub fn today(self) -> Day {
        clock::today()
    }

    #[must_use]
    pub fn hat_id(self) -> Option<Worn> {
        self.app.client.hat.get()
    }

    #[must_use]
    pub fn firm(self) -> String {
        self.hat
            .with(|hat| hat.as_ref().map(|hat| hat.firm.clone()))
            .unwrap_or_default()
    }

    /// A page's heading; behind it in the tab stands the firm.
    pub fn head(self, title: impl Fn() -> Option<String> + Clone + 'static) -> El {
        page_head(self.app, title, move || self.firm())
    }

    /// The stamp that says as of when a page is.
    #[must_use]
    pub fn as_of(self, source: Source) -> ui::dom::View {
        as_of(self.app, source)
    }
}
