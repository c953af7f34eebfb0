//! Whether anybody was shown what she may not see, as the check of last night found it: quiet when all is well, loud when
//! it is not, or when there was no check.

use super::guide;
use crate::here::Here;
use crate::strings::t;
use contract::canary::{CanaryRun, CanaryState};
use contract::day::Day;
use contract::paths;
use contract::staff::StaffRight;
use leptos::prelude::*;
use ui::clock;
use ui::components::{frame, moment, skeleton_rows};
use ui::dom::{View, all, div, el, now};
use ui::format::days_from;
use ui::icon::{Icon, icon};
use ui::source::{Follows, Source, Wish, one};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Never,
    /// Something was shown to somebody who may not see it.
    Leaked,
    /// Something was not shown to somebody who may see it.
    Missing,
    /// All was well, too long ago.
    Late,
    Well,
}

/// What is to be said of it; `day` is the one it ended on.
fn verdict(last: Option<&CanaryRun>, day: Option<Day>, today: Day) -> Verdict {
    let Some(last) = last else {
        return Verdict::Never;
    };
    // It runs as the day begins: whoever looks a moment before sees yesterday's.
    let is_late = day.is_none_or(|day| days_from(today, day) < -1);
    match (last.leaks, last.missing) {
        (0, 0) if is_late => Verdict::Late,
        (0, 0) => Verdict::Well,
        (0, _) => Verdict::Missing,
        _ => Verdict::Leaked,
    }
}

/// For whoever may read the receipts.
#[must_use]
pub fn canary(here: Here) -> View {
    let may = Memo::new(move |_| here.can(StaffRight::SeeReceipts));
    now(move || {
        may.get().then(|| {
            let source = Source::new(here.app, one::<CanaryState>, || {
                Some(Wish {
                    path: paths::CANARY.to_owned(),
                    follows: Follows::Nothing,
                })
            });
            let inside = frame(here.app, source, skeleton_rows, |state: &CanaryState| {
                told(state.last.as_ref(), clock::today())
            });
            el("section")
                .class("group")
                .add(el("h2").add(t().sight.canary))
                .add(inside)
                .add(el("p").add(guide()))
        })
    })
}

fn told(last: Option<&CanaryRun>, today: Day) -> View {
    let words = &t().sight;
    let day = last
        .and_then(|last| clock::parts(&last.ended_at))
        .map(|(day, _)| day);
    let verdict = verdict(last, day, today);
    let (class, picture) = match verdict {
        Verdict::Leaked => ("notice is-bad", Icon::Warning),
        Verdict::Missing | Verdict::Late => ("notice", Icon::Warning),
        Verdict::Never => ("notice is-calm", Icon::Clock),
        Verdict::Well => ("notice is-calm", Icon::CheckCircle),
    };
    let headline = match (verdict, last) {
        (Verdict::Leaked, Some(last)) => (words.leaked)(last.leaks),
        (Verdict::Missing, Some(last)) => (words.missing)(last.missing),
        (Verdict::Late, _) => words.late.to_owned(),
        (Verdict::Well, _) => words.well.to_owned(),
        _ => words.never.to_owned(),
    };
    let said = div(class)
        .with_some("role", (verdict == Verdict::Leaked).then_some("alert"))
        .add(icon(picture))
        .add(el("p").add(headline));
    let Some(last) = last else {
        return said.into();
    };
    let figures = (words.checked)(last.contacts, last.reads, last.tried);
    let when = el("p")
        .class("soft")
        .add(moment(&clock::instant(&last.ended_at)))
        .add(format!(": {figures}"));
    let found = (!last.found.is_empty()).then(|| {
        let list = all(last.found.iter().map(|one| el("li").add(one.as_str())));
        el("ul").class("reasons").add(list)
    });
    vec![View::from(said), when.into(), View::from(found)].into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(leaks: u64, missing: u64) -> CanaryRun {
        CanaryRun {
            began_at: String::new(),
            ended_at: String::new(),
            contacts: 12,
            reads: 3_652,
            tried: 1_108,
            leaks,
            missing,
            sample: None,
            seed: 1,
            found: vec![],
        }
    }

    #[test]
    fn a_leak_is_said_whenever_it_was_found() {
        let today = Day::new(2026, 11, 24).unwrap();
        let long_ago = Day::new(2026, 11, 2);
        for day in [Some(today), long_ago, None] {
            assert_eq!(verdict(Some(&run(1, 3)), day, today), Verdict::Leaked);
            assert_eq!(verdict(Some(&run(0, 3)), day, today), Verdict::Missing);
        }
    }

    #[test]
    fn all_is_well_only_for_a_day() {
        let today = Day::new(2026, 11, 24).unwrap();
        let on = |day| verdict(Some(&run(0, 0)), Day::new(2026, 11, day), today);
        assert_eq!((on(24), on(23)), (Verdict::Well, Verdict::Well));
        assert_eq!(on(22), Verdict::Late);
        assert_eq!(verdict(Some(&run(0, 0)), None, today), Verdict::Late);
        assert_eq!(verdict(None, None, today), Verdict::Never);
    }
}
