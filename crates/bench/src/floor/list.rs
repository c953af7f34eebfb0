//! The floor's two queries, written by hand for their index, and what the contract makes of a row.

use anyhow::{Context as _, Result};
use contract::day::Day;
use contract::id::{FileId, Id, RecordId, SubjectId};
use contract::kind::{Action, RecordKind, Status, Validity};
use contract::money::Money;
use contract::record::{RecordPage, RecordRow, SubjectRef};
use uuid::Uuid;

/// One row more than a page tells whether there is a next one. `as_of` 2147483647 is the present; kinds are stored
/// by their codes, 5 an invoice and 3 a document.
macro_rules! list {
    ($where:literal) => {
        concat!(
            "SELECT r.id, s.sub_kind, r.title, s.status, s.happened_day, s.due_day, s.amount_pence, s.open_pence, \
             r.file, u.id, u.name, u.postcode \
             FROM slice_index s JOIN record r ON r.seq = s.record JOIN subject u ON u.id = r.subject \
             WHERE s.third_party = $1 AND ",
            $where,
            " AND s.as_of = 2147483647 ORDER BY s.due_day, s.record LIMIT 51"
        )
    };
}

/// The index also finds invoices that are addressed to others; the bytes would differ with them.
pub const UNPAID_INVOICES: &str =
    list!("s.kind = 5 AND s.outstanding = 1 AND r.addressed_to = s.third_party");
pub const CERTIFICATES: &str = list!("s.kind = 3");

const PAGE: usize = 50;
/// "No day" in a column.
const NO_DAY: i32 = i32::MIN;
const DUE_SOON_DAYS: i32 = 60;

/// The columns in the order of the select list.
pub type Row = (
    Uuid,
    String,
    String,
    String,
    i32,
    i32,
    i64,
    i64,
    Option<Uuid>,
    Uuid,
    String,
    String,
);

/// The page as the product answers it.
pub fn page(
    mut rows: Vec<Row>,
    kind: RecordKind,
    can: &[Action],
    today: i32,
) -> Result<RecordPage> {
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next_cursor = rows.last().filter(|_| more).map(cursor);
    let items = rows.into_iter().map(|row| item(row, kind, can, today));
    Ok(RecordPage {
        items: items.collect::<Result<_>>()?,
        next_cursor,
    })
}

/// The last row's public id and sort key, as hexadecimal text.
fn cursor(row: &Row) -> String {
    let (id, due) = (RecordId::from_bytes(row.0.into_bytes()), row.5);
    let text = format!("{id}n{due}");
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

fn item(row: Row, kind: RecordKind, can: &[Action], today: i32) -> Result<RecordRow> {
    let (id, sub_kind, title, status, happened, due, amount, open, file, subject, name, postcode) =
        row;
    let status = Status::parse(&status).context("a status that the contract does not know")?;
    let (is_invoice, is_document) = (kind == RecordKind::Invoice, kind == RecordKind::Document);
    Ok(RecordRow {
        id: RecordId::from_bytes(id.into_bytes()),
        kind,
        sub_kind,
        title,
        status,
        subject: SubjectRef {
            id: SubjectId::from_bytes(subject.into_bytes()),
            name,
            postcode: Some(postcode).filter(|text| !text.is_empty()),
        },
        happened_on: day(happened),
        due_on: day(due),
        validity: is_document.then(|| validity(status, due, today)),
        total: is_invoice.then(|| Money::gbp(amount)),
        open: is_invoice.then(|| Money::gbp(open)),
        file: file.map(|file| -> FileId { Id::from_bytes(file.into_bytes()) }),
        photos: None,
        can: can.to_vec(),
    })
}

const fn validity(status: Status, due: i32, today: i32) -> Validity {
    if due == NO_DAY {
        return Validity::Undated;
    }
    match due - today {
        left if left < 0 || matches!(status, Status::Superseded) => Validity::Expired,
        left if left <= DUE_SOON_DAYS => Validity::DueSoon,
        _ => Validity::Valid,
    }
}

/// The calendar day of a number of days since 1970, counted from 1 March of the year 0 so that a leap day comes
/// last in its year.
fn day(number: i32) -> Option<Day> {
    const FOUR_CENTURIES: i64 = 146_097;
    let days = i64::from(number) + 719_468;
    let (era, in_era) = (
        days.div_euclid(FOUR_CENTURIES),
        days.rem_euclid(FOUR_CENTURIES),
    );
    let in_era_years =
        (in_era - in_era / 1_460 + in_era / 36_524 - in_era / (FOUR_CENTURIES - 1)) / 365;
    let in_year = in_era - (365 * in_era_years + in_era_years / 4 - in_era_years / 100);
    let from_march = (5 * in_year + 2) / 153;
    let in_month = in_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    let year = era * 400 + in_era_years + i64::from(month <= 2);
    Day::new(
        u16::try_from(year).ok()?,
        u8::try_from(month).ok()?,
        u8::try_from(in_month).ok()?,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_the_days_they_count() {
        for (number, expected) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (58, "1970-02-28"),
            (59, "1970-03-01"),
            (11_016, "2000-02-29"),
            (19_782, "2024-02-29"),
            (20_513, "2026-03-01"),
            (-25_567, "1900-01-01"),
        ] {
            assert_eq!(day(number).unwrap().to_string(), expected, "{number}");
        }
        assert_eq!(day(NO_DAY), None);
        assert_eq!(day(i32::MAX), None);
    }

    #[test]
    fn a_page_is_followed_only_by_rows_that_are_there() {
        let row = |n: u8| -> Row {
            let id = Uuid::from_bytes([n; 16]);
            let text = String::new;
            (
                id,
                text(),
                text(),
                "unpaid".to_owned(),
                0,
                7,
                1,
                1,
                None,
                id,
                text(),
                text(),
            )
        };
        let rows = |n: u8| (0..n).map(row).collect::<Vec<_>>();
        let of = |n: u8| page(rows(n), RecordKind::Invoice, &[], 0).unwrap();
        assert_eq!((of(50).items.len(), of(50).next_cursor), (50, None));
        let cursor = of(51).next_cursor.unwrap();
        assert_eq!(of(51).items.len(), 50);
        assert!(cursor.starts_with("7265635f3331"), "{cursor}");
        assert!(cursor.ends_with("6e37"), "{cursor}");
    }
}
