//! Every type, who uses it, and whether the firm has made it its own.

use super::called::title;
use crate::here::Here;
use crate::route;
use crate::strings::t;
use contract::paths;
use contract::profile::{ProfilePage, ProfileRow};
use contract::staff::StaffRight;
use ui::clock;
use ui::components::{Layout, RowParts, State, frame, moment, row, rows, skeleton_rows, state};
use ui::dom::{View, div, el, link, now};
use ui::icon::Icon;
use ui::source::{Follows, Source, Wish, one};
use ui::standing::{Chip, Tone};

/// Where the guide is.
pub const GUIDE: &str = "/help/profiles";

pub fn profiles(here: Here) -> View {
    let words = &t().profiles;
    let source = Source::new(here.app, one::<ProfilePage>, || {
        Some(Wish {
            path: paths::PROFILES.to_owned(),
            follows: Follows::Nothing,
        })
    });
    let list = frame(here.app, source, skeleton_rows, |page: &ProfilePage| {
        if page.items.is_empty() {
            return state(&State::empty(words.none).and(words.none_help), None);
        }
        rows(page.items.iter().map(one_row).collect())
    });
    let add = now(move || {
        here.can(StaffRight::EditProfiles).then(|| {
            link(route::NEW_PROFILE)
                .class("button is-main")
                .add(t().profiles.add)
        })
    });
    let guide = link(GUIDE)
        .class("button is-quiet")
        .with("rel", "external")
        .add(words.guide);
    let head = here
        .head(|| Some(t().profiles.title.to_owned()))
        .add(el("p").class("head-under").add(words.help))
        .add(here.as_of(source));
    let tools = div("tools").add(add).add(guide);
    vec![head.into(), tools.into(), list].into()
}

fn one_row(profile: &ProfileRow) -> View {
    let words = &t().profiles;
    let mut under = vec![
        View::from((words.third_parties)(u64::from(profile.third_parties))),
        (words.people)(u64::from(profile.contacts)).into(),
    ];
    if !profile.shipped || profile.changed_by.is_some() {
        under.push(changed(&profile.changed_at, profile.changed_by.as_deref()));
    }
    row(RowParts {
        layout: Layout::Whole,
        title: title(profile),
        href: route::profile(&profile.id),
        under,
        chips: vec![chip(profile)],
        ..RowParts::default()
    })
}

/// "changed today 17:05 by Hal Denby"
#[must_use]
pub fn changed(at: &str, by: Option<&str>) -> View {
    let words = &t().profiles;
    let by = by.map(|name| format!(" {}", (words.by)(name)));
    vec![
        View::from(format!("{} ", words.changed)),
        moment(&clock::instant(at)).into(),
        by.into(),
    ]
    .into()
}

#[must_use]
pub fn chip(profile: &ProfileRow) -> Chip {
    let words = &t().profiles;
    if profile.shipped {
        Chip::new(Tone::Plain, Icon::Document, words.shipped)
    } else {
        Chip::new(Tone::Good, Icon::Check, words.own)
    }
}
