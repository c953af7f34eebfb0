//! One record in full, cut to what the matched rules open.

use super::row::{RowFacts, row};
use super::{Kind, Scope, Weights};
use crate::record::{Body, FieldGroup, Invoice};
use contract::day::Day;
use contract::file::FileSummary;
use contract::money::Money;
use contract::record::{
    DocumentDetail, InvoiceDetail, InvoiceLineView, JobDetail, MilestoneDetail, PhotoSetDetail,
    RecordDetail, RecordView, StagePaymentDetail, VisitDetail,
};

#[derive(Debug, Clone)]
pub struct ViewFacts {
    pub row: RowFacts,
    pub body: Body,
    pub files: Vec<FileSummary>,
    /// Set when an older version is shown: the day it was on record by.
    pub as_of: Option<Day>,
}

pub enum ViewKind {}

impl Kind for ViewKind {
    type Facts = ViewFacts;
    type View = RecordView;

    fn project(scope: &Scope, facts: ViewFacts) -> Option<RecordView> {
        let opened = scope.opened(facts.row.matched, facts.row.kind)?;
        let shows = |group| opened.lens.opens(group);
        let weights = match (&facts.row.weights, opened.whole_money) {
            (Some((weights, _)), false) => Some(weights.clone()),
            _ => None,
        };
        let money = shows(FieldGroup::Money) && (opened.whole_money || weights.is_some());
        let detail = detail(facts.body, &shows, money, weights.as_ref());
        let files = shows(FieldGroup::Files).then(|| {
            // Captions are words about the work: they open with the detail, not with the picture.
            let words = shows(FieldGroup::Detail);
            let when = shows(FieldGroup::Schedule);
            facts
                .files
                .into_iter()
                .map(|f| FileSummary {
                    caption: f.caption.filter(|_| words),
                    taken_on: f.taken_on.filter(|_| when),
                    ..f
                })
                .collect()
        });
        Some(RecordView {
            row: row(scope, &opened, facts.row),
            detail,
            files,
            as_recorded_by: facts.as_of,
        })
    }
}

fn some(text: String, open: bool) -> Option<String> {
    (open && !text.is_empty()).then_some(text)
}

fn detail(
    body: Body,
    shows: &dyn Fn(FieldGroup) -> bool,
    money: bool,
    weights: Option<&Weights>,
) -> Option<RecordDetail> {
    let words = shows(FieldGroup::Detail);
    let people = shows(FieldGroup::People);
    let when = shows(FieldGroup::Schedule);
    Some(match body {
        Body::Job(b) => RecordDetail::Job(JobDetail {
            reference: b.reference,
            description: some(b.description, words),
        }),
        Body::Visit(b) => RecordDetail::Visit(VisitDetail {
            window: some(b.window, when),
            engineer: some(b.engineer, people),
            outcome: some(b.outcome, words),
        }),
        Body::Document(b) => RecordDetail::Document(DocumentDetail {
            number: some(b.number, words),
            result: some(b.result, words),
            inspector: some(b.inspector, people),
            remarks: some(b.remarks, words),
        }),
        Body::PhotoSet(b) => RecordDetail::PhotoSet(PhotoSetDetail {
            stage: some(b.stage, words),
            remarks: some(b.remarks, words),
        }),
        Body::Invoice(b) => {
            if !money {
                return None;
            }
            RecordDetail::Invoice(invoice(b, weights))
        }
        Body::Milestone(b) => RecordDetail::Milestone(MilestoneDetail {
            position: b.position,
            description: some(b.description, words),
        }),
        Body::StagePayment(b) => {
            let part = |pence| Money::gbp(weights.map_or(pence, |w| w.part(pence)));
            RecordDetail::StagePayment(StagePaymentDetail {
                position: b.position,
                milestone: some(b.milestone, money),
                amount: money.then(|| part(b.amount_pence)),
                retention: money.then(|| part(b.retention_pence)),
            })
        }
    })
}

/// Each line's parts add up to the invoice's: totals are sums of the lines shown, never split themselves.
fn invoice(body: Invoice, weights: Option<&Weights>) -> InvoiceDetail {
    let part = |pence: i64| weights.map_or(pence, |w| w.part(pence));
    // Nothing is owed on a draft, whatever its lines say; the spine counts it so too.
    let draft = body.draft;
    let lines: Vec<InvoiceLineView> = body
        .lines
        .into_iter()
        .map(|line| {
            let total = part(line.total_pence());
            let net = part(line.net_pence);
            InvoiceLineView {
                id: line.id,
                state: line.state,
                net: Money::gbp(net),
                vat_rate: line.vat_rate,
                vat: Money::gbp(total - net),
                total: Money::gbp(total),
                open: Money::gbp(if draft { 0 } else { part(line.open_pence()) }),
                description: line.description,
            }
        })
        .collect();
    let sum =
        |pick: fn(&InvoiceLineView) -> Money| Money::gbp(lines.iter().map(|l| pick(l).pence).sum());
    InvoiceDetail {
        number: body.number,
        purchase_order: some(body.purchase_order, true),
        chase: body.chase,
        net: sum(|l| l.net),
        vat: sum(|l| l.vat),
        total: sum(|l| l.total),
        open: sum(|l| l.open),
        share: weights.map(Weights::proof),
        lines,
    }
}
