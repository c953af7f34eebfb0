//! Which acts a row offers: only what the server says can be done and the API has, the likeliest one first.

use crate::route;
use contract::block::{BySubjectRow, CertificateChip};
use contract::id::FileId;
use contract::kind::{Action, RecordKind, Validity};
use contract::paths;
use contract::record::RecordRow;
use ui::act::{Act, Acts};
use ui::client::{Worn, file_link};
use ui::format::capital;
use ui::strings::t;
use ui::words::{Words, sub_kind_name};

/// Where a file is saved from: the browser fetches it itself, and can go on where it broke off.
#[must_use]
pub fn save_link(file: FileId, hat: Option<Worn>) -> String {
    file_link(&paths::file(file), hat)
}

/// Where a file is looked at, in a tab of its own.
#[must_use]
pub fn look_link(file: FileId, hat: Option<Worn>) -> String {
    let link = save_link(file, hat);
    let mark = if link.contains('?') { '&' } else { '?' };
    format!("{link}{mark}inline=true")
}

#[must_use]
pub fn thumbnail_link(file: FileId, hat: Option<Worn>) -> String {
    file_link(&paths::thumbnail(file), hat)
}

/// Of a record in a list.
#[must_use]
pub fn of_record(row: &RecordRow, words: &Words, hat: Option<Worn>) -> Acts {
    let about = row.subject.name.as_str();
    let what = words.sort(row.kind, &row.sub_kind);
    let page = route::record(row.id);
    let likely = match row.kind {
        RecordKind::PhotoSet => Act::open((t().rows.see)(&words.one("photo_set")), about, page),
        _ => Act::open((t().rows.open)(&what), about, page).shortly(t().rows.open_short),
    };
    let mut more = Vec::new();
    if let Some(file) = row.file
        && row.kind == RecordKind::Document
        && row.can.contains(&Action::Download)
    {
        more.push(Act::save(
            (t().rows.save)(&what),
            about,
            save_link(file, hat),
        ));
    }
    more.push(Act::open(
        (t().rows.open)(about),
        "",
        route::subject(row.subject.id),
    ));
    Acts {
        likely: Some(likely),
        more,
    }
}

/// Of a subject on the first page: its certificates first, the one that is most likely asked for on the button.
#[must_use]
pub fn of_subject(row: &BySubjectRow, words: &Words, hat: Option<Worn>) -> Acts {
    let about = row.subject.name.as_str();
    let page = route::subject(row.subject.id);
    let papers: Vec<&CertificateChip> = row
        .certificates
        .iter()
        .flatten()
        .filter(|chip| chip.file.is_some())
        .collect();
    let open = |chip: &CertificateChip| {
        let what = sub_kind_name(&chip.sub_kind);
        Act::open((t().rows.open)(&what), about, route::record(chip.record))
    };
    let first = likeliest(&papers);
    let mut more = Vec::new();
    for chip in &papers {
        if Some(*chip) != first {
            more.push(open(chip));
        }
    }
    if let (Some(chip), Some(file)) = (first, first.and_then(|chip| chip.file))
        && chip.can.contains(&Action::Download)
    {
        let what = sub_kind_name(&chip.sub_kind);
        more.push(Act::save(
            (t().rows.save)(&what),
            about,
            save_link(file, hat),
        ));
    }
    if let Some(visit) = &row.next_visit {
        let what = words.one("visit");
        more.push(Act::open(
            (t().rows.open)(&what),
            about,
            route::record(visit.record),
        ));
    }
    match first {
        Some(chip) => {
            more.push(Act::open((t().rows.open)(about), "", page));
            Acts {
                likely: Some(open(chip)),
                more,
            }
        }
        None => Acts {
            likely: Some(Act::open(
                (t().rows.open)(&words.one("subject")),
                about,
                page,
            )),
            more,
        },
    }
}

/// People are asked for papers that count: the one that runs out first among those, else what there is.
fn likeliest<'a>(papers: &[&'a CertificateChip]) -> Option<&'a CertificateChip> {
    papers
        .iter()
        .find(|chip| chip.validity != Validity::Expired)
        .or_else(|| papers.first())
        .copied()
}

/// What a hit of the search is called: `EICR`, with a capital.
#[must_use]
pub fn hit_name(row: &RecordRow, words: &Words) -> String {
    capital(&words.sort(row.kind, &row.sub_kind))
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use contract::id::{RecordId, SubjectId};
    use contract::kind::Status;
    use contract::record::SubjectRef;

    pub fn subject() -> SubjectRef {
        SubjectRef {
            id: SubjectId::from_bytes([9; 16]),
            name: "22 Park Road".to_owned(),
            postcode: Some("LS7 3AB".to_owned()),
        }
    }

    pub fn record(kind: RecordKind, sub_kind: &str) -> RecordRow {
        RecordRow {
            id: RecordId::from_bytes([1; 16]),
            kind,
            sub_kind: sub_kind.to_owned(),
            title: "A report".to_owned(),
            status: Status::Current,
            subject: subject(),
            happened_on: None,
            due_on: None,
            validity: None,
            total: None,
            open: None,
            file: Some(FileId::from_bytes([3; 16])),
            photos: None,
            can: vec![Action::Download],
        }
    }

    fn chip(n: u8, sub_kind: &str, validity: Validity, file: bool) -> CertificateChip {
        CertificateChip {
            record: RecordId::from_bytes([n; 16]),
            sub_kind: sub_kind.to_owned(),
            validity,
            due_on: None,
            file: file.then(|| FileId::from_bytes([n; 16])),
            can: vec![Action::Download],
        }
    }

    fn row(certificates: Option<Vec<CertificateChip>>) -> BySubjectRow {
        BySubjectRow {
            subject: subject(),
            certificates,
            photos: None,
            balance: None,
            next_visit: None,
        }
    }

    fn labels(acts: &[Act]) -> Vec<&str> {
        acts.iter().map(|act| act.label.as_str()).collect()
    }

    #[test]
    fn the_paper_that_counts_is_one_tap_away() {
        let acts = of_subject(
            &row(Some(vec![
                chip(1, "eicr", Validity::Expired, true),
                chip(2, "gas-safety", Validity::DueSoon, true),
                chip(3, "epc", Validity::Valid, false),
            ])),
            &Words::default(),
            None,
        );
        let likely = acts.likely.unwrap();
        assert_eq!(
            (likely.label.as_str(), likely.about.as_str()),
            ("Open gas safety", "22 Park Road")
        );
        assert_eq!(
            labels(&acts.more),
            ["Open EICR", "Save gas safety", "Open 22 Park Road"]
        );
    }

    #[test]
    fn an_expired_paper_is_better_than_none() {
        let acts = of_subject(
            &row(Some(vec![chip(1, "eicr", Validity::Expired, true)])),
            &Words::default(),
            None,
        );
        assert_eq!(acts.likely.unwrap().label, "Open EICR");
    }

    #[test]
    fn without_papers_the_subject_itself_is_opened() {
        let acts = of_subject(&row(None), &Words::default(), None);
        assert_eq!(acts.likely.unwrap().label, "Open subject");
        assert!(acts.more.is_empty());
    }

    #[test]
    fn only_what_may_be_done_is_offered() {
        let mut closed = record(RecordKind::Document, "eicr");
        closed.can = vec![];
        let acts = of_record(&closed, &Words::default(), None);
        assert_eq!(labels(&acts.more), ["Open 22 Park Road"]);
        let open = of_record(
            &record(RecordKind::Document, "eicr"),
            &Words::default(),
            None,
        );
        assert_eq!(labels(&open.more), ["Save EICR", "Open 22 Park Road"]);
        assert!(open.more.first().unwrap().save);
        // What the API has no call for yet is not offered, whatever the rules allow.
        let mut invoice = record(RecordKind::Invoice, "");
        invoice.can = vec![Action::Pay, Action::Resend, Action::QueryLine];
        let acts = of_record(&invoice, &Words::default(), None);
        assert_eq!(acts.likely.unwrap().label, "Open invoice");
        assert_eq!(labels(&acts.more), ["Open 22 Park Road"]);
    }

    #[test]
    fn a_file_link_names_its_hat() {
        let file = FileId::from_bytes([3; 16]);
        let hat = Worn::Contact(contract::id::ContactId::from_bytes([4; 16]));
        assert!(save_link(file, Some(hat)).ends_with(&format!("{file}?hat={hat}")));
        assert!(look_link(file, Some(hat)).ends_with("&inline=true"));
        assert!(look_link(file, None).ends_with("?inline=true"));
    }
}
