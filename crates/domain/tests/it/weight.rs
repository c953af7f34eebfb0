//! Weighted money (rule 5): the owners' parts make the line to the penny, and each owner learns her own part
//! and that all is given out, never another's share or sum.

use crate::bodies::{any_invoice, any_stage_payment, invoice};
use crate::world::{all_of, row_facts, scope_of, view_facts, written};
use contract::kind::{LineState, RecordKind};
use contract::record::{InvoiceDetail, RecordDetail, RecordView};
use domain::record::{Body, Invoice};
use domain::share::Fraction;
use domain::slice::{Kind as _, RowKind, Scope, SortField, ViewKind, Weights};
use proptest::collection::vec;
use proptest::prelude::*;

fn owners() -> Scope {
    scope_of(&written(include_str!("horse-owner.toml")), "owner")
}

/// The register as each of its holders meets it: only her own entry is marked.
fn seen_by_each(register: &[Fraction]) -> Vec<Weights> {
    (0..register.len())
        .map(|own| Weights {
            register: register
                .iter()
                .enumerate()
                .map(|(i, f)| (*f, i == own))
                .collect(),
        })
        .collect()
}

fn fractions(weights: &[u32]) -> Vec<Fraction> {
    let total = weights.iter().sum();
    weights
        .iter()
        .map(|w| Fraction::new(*w, total).unwrap())
        .collect()
}

fn whole_register() -> impl Strategy<Value = Vec<Fraction>> {
    vec(1u32..5000, 1..9).prop_map(|weights| fractions(&weights))
}

fn view(scope: &Scope, body: &Body, weights: &Weights) -> RecordView {
    let matched = all_of(scope, body.kind());
    ViewKind::project(scope, view_facts(body, matched, Some(weights.clone()))).unwrap()
}

fn lines(view: &RecordView) -> &InvoiceDetail {
    match &view.detail {
        Some(RecordDetail::Invoice(detail)) => detail,
        other => panic!("no invoice: {other:?}"),
    }
}

proptest! {
    #[test]
    fn the_parts_of_all_holders_add_up_to_the_sum(pence in -1_000_000_000i64..1_000_000_000, register in whole_register()) {
        let parts: Vec<i64> = seen_by_each(&register).iter().map(|w| w.part(pence)).collect();
        prop_assert_eq!(parts.iter().sum::<i64>(), pence);
        // Nobody is asked for a penny of the other sign.
        prop_assert!(parts.iter().all(|part| part.signum() * pence.signum() >= 0), "{:?}", parts);
    }

    #[test]
    fn who_holds_several_entries_pays_the_parts_of_each(pence in 0i64..1_000_000, register in whole_register(), mask in any::<u16>()) {
        let own = |at: usize| mask & (1 << at) != 0;
        let weights = Weights { register: register.iter().enumerate().map(|(i, f)| (*f, own(i))).collect() };
        let each = seen_by_each(&register);
        let expected: i64 = each.iter().enumerate().filter(|(i, _)| own(*i)).map(|(_, w)| w.part(pence)).sum();
        prop_assert_eq!(weights.part(pence), expected);
    }

    #[test]
    fn every_line_of_an_invoice_is_shared_out_to_the_penny(body in any_invoice(), register in whole_register()) {
        let scope = owners();
        let open = |pence: i64| if body.draft { 0 } else { pence };
        let sums: Vec<_> = body
            .lines
            .iter()
            .map(|l| [l.net_pence, l.vat_pence(), l.total_pence(), open(l.open_pence())])
            .collect();
        let whole = [body.net_pence(), body.vat_pence(), body.total_pence(), open(body.open_pence())];
        let body = Body::Invoice(body);
        let views: Vec<_> = seen_by_each(&register).iter().map(|w| view(&scope, &body, w)).collect();
        for (at, expected) in sums.iter().enumerate() {
            let mut found = [0; 4];
            for line in views.iter().map(|v| &lines(v).lines[at]) {
                for (sum, money) in found.iter_mut().zip([line.net, line.vat, line.total, line.open]) {
                    *sum += money.pence;
                }
            }
            prop_assert_eq!(&found, expected, "line {}", at);
        }
        let mut found = [0; 4];
        for detail in views.iter().map(lines) {
            for (sum, money) in found.iter_mut().zip([detail.net, detail.vat, detail.total, detail.open]) {
                *sum += money.pence;
            }
        }
        prop_assert_eq!(found, whole);
    }

    #[test]
    fn the_row_and_the_detail_of_an_invoice_name_the_same_sums(body in any_invoice(), register in whole_register()) {
        let scope = owners();
        for weights in seen_by_each(&register) {
            let view = view(&scope, &Body::Invoice(body.clone()), &weights);
            let detail = lines(&view);
            prop_assert_eq!(view.row.total, Some(detail.total));
            prop_assert_eq!(view.row.open, Some(detail.open));
            for line in &detail.lines {
                prop_assert_eq!(line.net.pence + line.vat.pence, line.total.pence);
            }
        }
    }

    #[test]
    fn the_row_and_the_detail_of_a_stage_payment_name_the_same_sum(body in any_stage_payment(), register in whole_register()) {
        let scope = owners();
        let (amount, mut found) = (body.amount_pence, 0);
        for weights in seen_by_each(&register) {
            let view = view(&scope, &Body::StagePayment(body.clone()), &weights);
            let Some(RecordDetail::StagePayment(detail)) = &view.detail else { panic!("{view:?}") };
            prop_assert_eq!(view.row.total, detail.amount);
            found += detail.amount.unwrap().pence;
        }
        prop_assert_eq!(found, amount);
    }

    #[test]
    fn a_register_that_is_not_the_whole_gives_out_no_more_than_it_comes_to(pence in 0i64..1_000_000, register in whole_register()) {
        prop_assume!(register.len() > 1);
        let some = &register[1..];
        let each = seen_by_each(some);
        let given: i64 = each.iter().map(|w| w.part(pence)).sum();
        prop_assert!(given <= pence);
        prop_assert!(each.iter().all(|w| !w.proof().allocated_in_full));
    }
}

/// Sums so chosen that no part, and no sum of parts, is by chance another's or the whole.
fn odd_invoice() -> Invoice {
    invoice(&[
        (97_301, LineState::Open),
        (1_013, LineState::Paid),
        (40_009, LineState::Queried),
    ])
}

fn numbers(json: &serde_json::Value, into: &mut Vec<i64>) {
    match json {
        serde_json::Value::Number(number) => into.extend(number.as_i64()),
        serde_json::Value::Array(items) => items.iter().for_each(|item| numbers(item, into)),
        serde_json::Value::Object(fields) => fields.values().for_each(|value| numbers(value, into)),
        _ => {}
    }
}

#[test]
fn nothing_a_holder_is_sent_names_another_share_another_sum_or_the_whole() {
    let scope = owners();
    let body = odd_invoice();
    let shares = [(2, 5), (3, 10), (4, 15), (1, 30)]
        .map(|(over, under)| Fraction::new(over, under).unwrap());
    let whole: Vec<i64> = body
        .lines
        .iter()
        .flat_map(|l| [l.net_pence, l.vat_pence(), l.total_pence()])
        .chain([
            body.net_pence(),
            body.vat_pence(),
            body.total_pence(),
            body.open_pence(),
        ])
        .collect();
    let body = Body::Invoice(body);
    let each: Vec<_> = seen_by_each(&shares)
        .iter()
        .map(|weights| {
            let json = serde_json::to_value(view(&scope, &body, weights)).unwrap();
            let mut sums = Vec::new();
            numbers(&json, &mut sums);
            sums.retain(|n| !matches!(n, 0 | 2000));
            (json.to_string(), sums)
        })
        .collect();
    for (own, (text, sums)) in each.iter().enumerate() {
        let proof = format!(
            "\"share\":{{\"own\":\"{}\",\"all\":\"1/1\",\"allocated_in_full\":true}}",
            shares[own]
        );
        assert!(sums.len() >= 13, "{sums:?}");
        assert_eq!(text.matches("share").count(), 1);
        let sorted: serde_json::Value = serde_json::from_str(text).unwrap();
        let expected: serde_json::Value = serde_json::from_str(&format!("{{{proof}}}")).unwrap();
        assert_eq!(sorted["detail"]["share"], expected["share"]);
        assert!(
            !sums.iter().any(|sum| whole.contains(sum)),
            "{own} learns a whole sum: {sums:?}"
        );
        for (other, share) in shares.iter().enumerate().filter(|(other, _)| *other != own) {
            assert!(
                !text.contains(&format!("\"{share}\"")),
                "{own} learns the share of {other}"
            );
            assert!(
                !sums.iter().any(|sum| each[other].1.contains(sum)),
                "{own} learns a sum of {other}: {sums:?}"
            );
        }
    }
}

#[test]
fn without_the_register_no_sum_is_shown_at_all() {
    let scope = owners();
    let body = Body::Invoice(odd_invoice());
    let matched = all_of(&scope, RecordKind::Invoice);
    let view = ViewKind::project(&scope, view_facts(&body, matched, None)).unwrap();
    assert_eq!(
        (view.detail, view.row.total, view.row.open),
        (None, None, None)
    );
}

#[test]
fn a_sole_owner_sees_the_whole_and_a_holder_of_nothing_sees_zero() {
    let scope = owners();
    let body = Body::Invoice(odd_invoice());
    let sole = Weights {
        register: vec![(Fraction::WHOLE, true)],
    };
    assert_eq!(
        lines(&view(&scope, &body, &sole)).total.pence,
        body.spine().amount_pence
    );
    let none = Weights {
        register: vec![(Fraction::WHOLE, false)],
    };
    assert_eq!(lines(&view(&scope, &body, &none)).total.pence, 0);
    assert_eq!(none.proof().own, "0/1");
}

#[test]
fn a_rule_that_opens_whole_money_too_shows_the_whole_and_no_proof() {
    let both = written(&include_str!("horse-owner.toml").replace(
        "[role.owner]",
        "[relation.owns]\ninvoice = { lens = \"full\" }\n[role.owner]",
    ));
    let scope = scope_of(&both, "owner");
    let body = Body::Invoice(odd_invoice());
    let half = Weights {
        register: vec![(Fraction::new(1, 2).unwrap(), true)],
    };
    let view = view(&scope, &body, &half);
    assert_eq!(view.row.total.unwrap().pence, body.spine().amount_pence);
    assert_eq!(lines(&view).share, None);
    // The same record, when only the weighted rule holds for it.
    let weighted_only = scope
        .grants()
        .iter()
        .enumerate()
        .filter(|(_, g)| g.kind == RecordKind::Invoice && g.weighted)
        .fold(0u64, |mask, (bit, _)| mask | (1 << bit));
    let row = RowKind::project(&scope, row_facts(&body, weighted_only, Some(half))).unwrap();
    assert!(row.total.unwrap().pence < body.spine().amount_pence);
}

#[test]
fn a_second_rule_that_shows_no_money_leaves_the_sums_in_parts() {
    let both = written(&include_str!("horse-owner.toml").replace(
        "[role.owner]",
        "[relation.owns]\ninvoice = { lens = \"evidence\" }\n[role.owner]",
    ));
    let scope = scope_of(&both, "owner");
    let body = Body::Invoice(odd_invoice());
    let half = Fraction::new(1, 2).unwrap();
    let weights = Weights {
        register: vec![(half, true), (half, false)],
    };
    let view = view(&scope, &body, &weights);
    assert_eq!(view.row.total.unwrap().pence, lines(&view).total.pence);
    assert!(view.row.total.unwrap().pence <= body.spine().amount_pence / 2 + 3);
    assert_eq!(lines(&view).share.as_ref().unwrap().own, "1/2");
}

#[test]
fn the_weighted_may_not_sort_by_amount_and_others_only_where_every_rule_shows_money() {
    let invoices = |scope: &Scope| scope.narrowed(&[RecordKind::Invoice]);
    let weighted = invoices(&owners());
    assert!(weighted.has_weighted() && !weighted.may_sort_by(SortField::Amount));
    assert!(
        [SortField::Day, SortField::Due, SortField::Title]
            .iter()
            .all(|f| weighted.may_sort_by(*f))
    );

    let owner = |lens: &str| {
        let text = format!(
            "id = \"x\"\n[relation.owns]\ninvoice = {{ lens = \"{lens}\" }}\n[relation.manages]\n\
             invoice = {{ lens = \"full\" }}\n[role.r]\nsee = [\"*\"]\n"
        );
        invoices(&scope_of(&written(&text), "r"))
    };
    let sorts = |scope: &Scope| {
        [
            SortField::Title,
            SortField::Day,
            SortField::Due,
            SortField::Amount,
        ]
        .map(|f| scope.may_sort_by(f))
    };
    assert_eq!(sorts(&owner("full")), [true, true, true, true]);
    assert_eq!(sorts(&owner("evidence")), [true, true, true, false]);
    assert_eq!(sorts(&owner("status")), [true, false, false, false]);
}
