//! An invoice's lines and what they come to.

use contract::kind::LineState;
use contract::record::InvoiceDetail;
use ui::components::{Align, Cell, Table, table};
use ui::dom::{View, el, span};
use ui::format;
use ui::standing;
use ui::strings::t;

fn lines(invoice: &InvoiceDetail) -> Table {
    let words = &t().record;
    let money = &t().money;
    let rows = invoice
        .lines
        .iter()
        .map(|line| {
            vec![
                Cell {
                    text: line.description.clone(),
                    chip: standing::line(line.state),
                },
                format::money(line.net).into(),
                format!(
                    "{} ({})",
                    format::money(line.vat),
                    format::rate(line.vat_rate)
                )
                .into(),
                format::money(line.total).into(),
            ]
        })
        .collect();
    let mut foot = vec![
        (money.net.to_owned(), format::money(invoice.net)),
        (money.vat.to_owned(), format::money(invoice.vat)),
        (money.total.to_owned(), format::money(invoice.total)),
    ];
    if invoice.open != invoice.total && invoice.open.pence != 0 {
        foot.push((money.still_to_pay.to_owned(), format::money(invoice.open)));
    }
    Table {
        caption: words.lines.to_owned(),
        heads: vec![
            (words.line.to_owned(), Align::Start),
            (money.net.to_owned(), Align::End),
            (money.vat.to_owned(), Align::End),
            (money.total.to_owned(), Align::End),
        ],
        rows,
        foot,
    }
}

/// What is still to pay: the first thing anybody looks for.
#[must_use]
pub fn due(invoice: &InvoiceDetail) -> View {
    if invoice.open.pence == 0 {
        return el("p")
            .class("bill-due soft")
            .add(t().money.paid_in_full)
            .into();
    }
    el("p")
        .class("bill-due")
        .add(span("sum", &format::money(invoice.open)))
        .add(" ")
        .add(span("soft", t().money.to_pay))
        .into()
}

#[must_use]
pub fn draw(invoice: &InvoiceDetail) -> View {
    let words = &t().record;
    let soft = |text: &str| el("p").class("soft").add(text);
    let is_checked = invoice
        .lines
        .iter()
        .any(|line| line.state == LineState::Queried);
    let share = invoice.share.as_ref().map(|share| {
        let whole = if share.allocated_in_full {
            words.share_in_full
        } else {
            words.share_not_in_full
        };
        soft(&format!(
            "{} {whole}",
            (words.share)(&share.own, &share.all)
        ))
    });
    el("section")
        .class("section")
        .with("aria-labelledby", "lines")
        .add(el("h2").with("id", "lines").add(words.lines))
        .add(table(&lines(invoice)))
        .add(is_checked.then(|| soft(words.line_state_note)))
        .add(share)
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::id::LineId;
    use contract::kind::ChaseState;
    use contract::money::Money;
    use contract::record::InvoiceLineView;

    fn invoice(open: i64) -> InvoiceDetail {
        InvoiceDetail {
            number: "INV-1".to_owned(),
            purchase_order: None,
            chase: ChaseState::None,
            lines: vec![InvoiceLineView {
                id: LineId::from_bytes([1; 16]),
                description: "Call-out".to_owned(),
                state: LineState::Queried,
                net: Money::gbp(4_000),
                vat_rate: 2_000,
                vat: Money::gbp(800),
                total: Money::gbp(4_800),
                open: Money::gbp(open),
            }],
            net: Money::gbp(4_000),
            vat: Money::gbp(800),
            total: Money::gbp(4_800),
            open: Money::gbp(open),
            share: None,
        }
    }

    #[test]
    fn a_bill_shows_its_lines_and_adds_up() {
        let table = lines(&invoice(4_800));
        let row = table.rows.first().unwrap();
        let texts: Vec<_> = row.iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(texts, ["Call-out", "£40.00", "£8.00 (20%)", "£48.00"]);
        assert_eq!(
            row.first().unwrap().chip.as_ref().unwrap().text,
            "Being checked"
        );
        assert_eq!(table.foot.len(), 3);
    }

    #[test]
    fn what_is_still_to_pay_is_said_only_where_it_differs() {
        assert_eq!(
            lines(&invoice(2_000)).foot.last().unwrap(),
            &("Still to pay".to_owned(), "£20.00".to_owned())
        );
        assert_eq!(lines(&invoice(0)).foot.len(), 3);
    }
}
