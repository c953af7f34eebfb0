//! What the rules open, in sentences.

use super::called;
use crate::strings::t;
use contract::kind::Since;
use contract::profile::{ProfileForm, RuleForm};
use ui::dom::{View, all, el, span};
use ui::format::capital;
use ui::words::sub_kind_name;

#[must_use]
pub fn rules(form: &ProfileForm) -> View {
    let words = &t().profiles;
    let subject = form.words.iter().find(|word| word.thing == "subject");
    let subject = subject.map(|word| word.one.as_str());
    let subject = subject.filter(|one| !one.is_empty()).unwrap_or("subject");
    let relations = form.relations.iter().map(|one| {
        let relation = called::of(words.relations, one.relation.name());
        ((words.holds)(&relation, subject), one.rules.as_slice())
    });
    let shared = (words.shared.to_owned(), form.shared.as_slice());
    let groups = relations
        .chain([shared])
        .filter(|(_, rules)| !rules.is_empty());
    all(groups.map(|(title, rules)| {
        let list = all(rules.iter().map(|rule| {
            let name = span("rule-kind", &capital(&called::many(&form.words, rule.kind)));
            el("li").add(name).add(span("soft", &sentence(rule)))
        }));
        View::from(vec![
            View::from(el("h3").add(title.as_str())),
            el("ul").class("rules").add(list).into(),
        ])
    }))
}

fn sentence(rule: &RuleForm) -> String {
    let words = &t().profiles;
    let list = |names: Vec<String>| names.join(", ");
    let sorts = rule.only.as_ref().map(|sorts| {
        let sorts = sorts.iter().map(|sort| sub_kind_name(sort)).collect();
        (words.only)(&list(sorts))
    });
    let since = match rule.since {
        Since::Always => words.always,
        Since::Interest => words.since_interest,
    };
    let extent = called::of(&words.extents, rule.extent.name());
    let which = sorts
        .into_iter()
        .chain([extent, since.to_owned()])
        .collect::<Vec<_>>();
    let groups = rule.shows.iter().map(|one| called::of(words.groups, one));
    let actions: Vec<String> = rule
        .actions
        .iter()
        .map(|action| called::of(words.actions, action.name()))
        .collect();
    let can = if actions.is_empty() {
        words.can_nothing.to_owned()
    } else {
        (words.can)(&list(actions))
    };
    let mut said = vec![
        format!("{}.", capital(&list(which))),
        (words.shows)(&list(groups.collect())),
    ];
    if rule.weighted {
        said.push(words.weighted.to_owned());
    }
    said.push(can);
    said.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::kind::{Action, Extent, RecordKind};

    #[test]
    fn a_rule_is_told_as_a_person_would() {
        let rule = RuleForm {
            kind: RecordKind::Document,
            only: Some(vec!["eicr".to_owned(), "gas-safety".to_owned()]),
            extent: Extent::Whole,
            since: Since::Always,
            shows: vec!["summary".to_owned(), "money".to_owned()],
            actions: vec![Action::Download],
            weighted: true,
        };
        assert_eq!(
            sentence(&rule),
            "Only EICR, gas safety, there and below it, earlier ones too. Shows what it is, the money. Money as their exact share. May download."
        );
        let closed = RuleForm {
            only: None,
            actions: vec![],
            weighted: false,
            ..rule
        };
        assert!(sentence(&closed).ends_with("To look at only."));
    }
}
