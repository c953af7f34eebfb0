//! Rows that are a part of another: the lines of an invoice, the photos of a set. They have no name of their own.

use super::sheet_row;
use crate::import::cells::{Cell, Cells, LINE};
use contract::day::Day;
use contract::kind::LineState;

#[derive(Debug)]
pub(in crate::import) struct LineRow {
    pub line: u32,
    pub invoice: String,
    pub description: String,
    pub net_pence: i64,
    pub vat_rate: u32,
    /// `None` leaves it as it is.
    pub state: Option<LineState>,
    pub job: Option<String>,
}
sheet_row!(LineRow, invoice);

#[derive(Debug)]
pub(in crate::import) struct PhotoRow {
    pub line: u32,
    pub photo_set: String,
    pub file: String,
    pub caption: String,
    pub taken_on: Option<Day>,
}
sheet_row!(PhotoRow, photo_set);

impl LineRow {
    fn read(cells: &mut Cells<'_>) -> Cell<Self> {
        let invoice = cells.reference("invoice");
        let description = cells.needed("description", LINE);
        let net_pence = cells.needed_pence("net");
        let vat_rate = parse_rate(cells.raw("vat_rate"))
            .ok_or_else(|| cells.refuse("vat_rate", "this is not a rate of VAT; write 20 or 20%"));
        let state = cells.word("state", LineState::ALL, LineState::name);
        let job = cells.maybe_reference("job");
        Ok(Self {
            line: cells.line(),
            invoice: invoice?,
            description: description?,
            net_pence: net_pence?,
            vat_rate: vat_rate?,
            state: state?,
            job: job?,
        })
    }
}

/// `20`, `20%` or `17.5` in hundredths of a per cent.
fn parse_rate(text: &str) -> Option<u32> {
    let text = text.strip_suffix('%').unwrap_or(text).trim();
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str, most| {
        (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
    };
    if !digits(whole, 3) || !digits(part, 2) {
        return None;
    }
    let rate = format!("{whole}{part:0<2}").parse().ok()?;
    (rate <= 10_000).then_some(rate)
}

impl PhotoRow {
    fn read(cells: &mut Cells<'_>) -> Cell<Self> {
        let photo_set = cells.reference("photo_set");
        let file = cells.needed("file", LINE);
        let caption = cells.text("caption", LINE);
        let taken_on = cells.day("taken_on");
        Ok(Self {
            line: cells.line(),
            photo_set: photo_set?,
            file: file?,
            caption: caption?,
            taken_on: taken_on?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::parse_rate;

    #[test]
    fn rates_of_vat_are_read_as_people_write_them() {
        for (text, rate) in [
            ("20", 2000),
            ("20%", 2000),
            ("5 %", 500),
            ("17.5", 1750),
            ("0", 0),
            ("12.25%", 1225),
        ] {
            assert_eq!(parse_rate(text), Some(rate), "{text}");
        }
        for wrong in ["", "%", "-5", "101", "1e1", "5.125", ".5", "twenty"] {
            assert_eq!(parse_rate(wrong), None, "{wrong}");
        }
    }
}
