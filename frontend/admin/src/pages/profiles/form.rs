//! What the text says, as a form: words, roles, the first page and the flags are changed here; rules are read.

use super::called;
use super::work::{Work, flag};
use super::{blocks, roles, rules, words};
use crate::names;
use crate::strings::t;
use contract::profile::ProfileForm;
use leptos::prelude::*;
use std::sync::Arc;
use ui::dom::{El, all, checked, div, el, now};
use ui::form::{check, group};
use ui::icon::{Icon, icon};

#[must_use]
pub fn form_panel(work: Work, can_edit: bool) -> El {
    let unread = now(move || {
        let is_unread = work.told.with(Option::is_some) && !work.is_open();
        is_unread.then(|| {
            div("notice")
                .with("role", "status")
                .add(icon(Icon::Warning))
                .add(el("p").add(t().profiles.unread))
        })
    });
    let closed = move || !can_edit || !work.is_open();
    let inside = el("fieldset")
        .class("profile-fields")
        .now("disabled", move || closed().then(String::new))
        .add(el("legend").class("unseen").add(t().profiles.form))
        .add(words::words(work))
        .add(roles::roles(work))
        .add(blocks::section(work, can_edit))
        .add(opened(work))
        .add(also(work));
    div("profile-form").add(unread).add(inside)
}

pub(super) fn read<T: PartialEq + Send + Sync + 'static>(
    work: Work,
    of: impl Fn(&ProfileForm) -> T + Send + Sync + 'static,
) -> Memo<Option<T>> {
    Memo::new(move |_| work.form.with(|form| form.as_ref().map(|form| of(form))))
}

fn opened(work: Work) -> El {
    let texts = &t().profiles;
    let said = now(move || {
        work.form
            .get()
            .map(|form: Arc<ProfileForm>| rules::rules(&form))
    });
    el("section")
        .class("group is-whole")
        .add(el("h3").add(texts.rules))
        .add(el("p").class("soft").add(texts.rules_help))
        .add(said)
}

fn also(work: Work) -> El {
    let texts = &t().profiles;
    let tick = |name: &'static str, words: &str, of: fn(&ProfileForm) -> bool| {
        let input = el("input")
            .with("type", "checkbox")
            .with("name", name)
            .checked_now(move || {
                work.form
                    .with(|form| form.as_ref().is_some_and(|form| of(form)))
            })
            .on("change", move |event| {
                work.change(flag(name, checked(&event)))
            });
        check(input, words)
    };
    let rest = now(move || {
        let form = work.form.get()?;
        let told = all(more(&form).into_iter().map(|line| el("li").add(line)));
        Some(el("ul").class("rules soft").add(told))
    });
    group(texts.also)
        .class("group is-whole")
        .add(tick("history", texts.keeps, |form| form.history))
        .add(tick("offline", texts.keeps_device, |form| form.offline))
        .add(rest)
}

/// What else the text says, a sentence each.
fn more(form: &ProfileForm) -> Vec<String> {
    let words = &t().profiles;
    let off: Vec<&str> = form
        .off
        .iter()
        .map(|module| names::module(*module))
        .collect();
    let audit = if form.evidential {
        words.evidential
    } else {
        words.ordinary
    };
    let kept = (words.kept)(&span_of(form.keep_days), &span_of(form.ip_days));
    form.extends
        .iter()
        .map(|base| (words.extends)(&names::kind(base)))
        .chain((!off.is_empty()).then(|| (words.off)(&off.join(", "))))
        .chain([
            called::of(&words.news, form.new_document.name()),
            called::of(&words.digest, form.digest.name()),
        ])
        .chain(form.quiet.iter().map(|hours| (words.quiet)(hours)))
        .chain([format!("{audit} {kept}")])
        .collect()
}

/// Days as a person would say them: a year is counted as 366 in a profile.
fn span_of(days: u32) -> String {
    let words = &t().profiles;
    if days >= 366 && days.is_multiple_of(366) {
        (words.years)(u64::from(days / 366))
    } else {
        (words.days)(u64::from(days))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long_things_are_kept_is_told_in_years_and_days() {
        assert_eq!(span_of(6 * 366), "6 years");
        assert_eq!(span_of(366), "1 year");
        assert_eq!(span_of(90), "90 days");
    }
}
