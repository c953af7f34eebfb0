//! Tables for spreadsheets. Whatever a cell holds was typed by somebody, and a spreadsheet runs what looks like a
//! formula, so no cell may begin like one.

use super::problem::{Fault, Problem};
use bytes::Bytes;

/// A row of something that may leave as a table.
pub(crate) trait Tabled {
    const HEAD: &'static [&'static str];
    fn cells(&self) -> Vec<String>;
}

pub(super) const MEDIA_TYPE: &str = "text/csv; charset=utf-8";

/// Without it a spreadsheet takes UTF-8 for the alphabet of its country.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

pub(super) fn table<T: Tabled>(rows: &[T]) -> Result<Bytes, Problem> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(BYTE_ORDER_MARK.to_vec());
    let failed = |error: csv::Error| Problem::because(Fault::Internal, error);
    writer.write_record(T::HEAD).map_err(failed)?;
    for row in rows {
        let cells = row.cells().into_iter().map(harmless);
        writer.write_record(cells).map_err(failed)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| Problem::because(Fault::Internal, error.into_error()))?;
    Ok(bytes.into())
}

fn harmless(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        format!("'{cell}")
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Row(&'static str, &'static str);

    impl Tabled for Row {
        const HEAD: &'static [&'static str] = &["one", "two"];

        fn cells(&self) -> Vec<String> {
            vec![self.0.to_owned(), self.1.to_owned()]
        }
    }

    #[test]
    fn no_cell_is_a_formula_and_every_cell_reads_back() {
        let rows = [
            Row("=cmd|' /C calc'!A0", "+1"),
            Row("-2", "@SUM(A1)"),
            Row("a \"quoted\", cell", "two\nlines"),
            Row("\t=1", "14 Mill Lane - flat 2"),
        ];
        let bytes = table(&rows).unwrap();
        let text = std::str::from_utf8(&bytes).unwrap();
        let text = text.strip_prefix('\u{feff}').unwrap();
        assert!(text.starts_with("one,two\r\n"), "{text}");
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let read: Vec<(String, String)> = reader.deserialize().map(Result::unwrap).collect();
        let pairs: Vec<_> = read.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(
            pairs,
            [
                ("'=cmd|' /C calc'!A0", "'+1"),
                ("'-2", "'@SUM(A1)"),
                ("a \"quoted\", cell", "two\nlines"),
                ("'\t=1", "14 Mill Lane - flat 2"),
            ]
        );
    }
}
