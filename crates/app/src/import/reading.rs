//! The folder as typed rows and checked files: everything that can be found out without the database.

use super::attachments::Attachments;
use super::folder::{Folder, FolderError};
use super::report::Ledger;
use super::rows::{
    ContactRow, Draft, InterestRow, LineRow, PartyRow, PhotoRow, RecordRow, Rows, SheetRow,
    SubjectRow,
};
use super::sheet::Sheet;
use super::table::{self, Table};
use std::collections::{BTreeMap, BTreeSet};

/// The files whose rows become records, in the order in which they may refer to each other.
const RECORDS: [Sheet; 7] = [
    Sheet::Jobs,
    Sheet::Visits,
    Sheet::Documents,
    Sheet::PhotoSets,
    Sheet::Invoices,
    Sheet::Milestones,
    Sheet::StagePayments,
];

#[derive(Debug)]
pub(super) struct Reading {
    pub ledger: Ledger,
    pub third_parties: Rows<PartyRow>,
    pub subjects: Rows<SubjectRow>,
    pub contacts: Rows<ContactRow>,
    pub interests: Rows<InterestRow>,
    pub records: Vec<Rows<RecordRow>>,
    pub photos: Rows<PhotoRow>,
    pub lines: Rows<LineRow>,
    pub attachments: Attachments,
}

impl Reading {
    /// Reads the CSV files; the files beside them come after. `None` if there is no CSV file at all.
    pub fn of(folder: &Folder) -> Result<Option<Self>, FolderError> {
        let mut ledger = Ledger::default();
        let names = folder.tables()?;
        if names.is_empty() {
            return Ok(None);
        }
        let mut sheets: BTreeMap<Sheet, Headed> = BTreeMap::new();
        for name in names {
            let Some(sheet) = Sheet::of(&name) else {
                let known: Vec<_> = Sheet::ALL.iter().map(|sheet| sheet.file()).collect();
                ledger.refuse_file(
                    &name,
                    format!(
                        "no file of an import has this name; they are {}",
                        known.join(", ")
                    ),
                );
                continue;
            };
            ledger.open(sheet);
            let bytes = folder.table(&name)?;
            match table::decode(&bytes) {
                Err(line) => ledger.refuse_file(
                    &name,
                    format!(
                        "it is partly UTF-8 and partly not, first on line {line}; save it as UTF-8"
                    ),
                ),
                Ok(text) => {
                    let headed = Headed::of(sheet, &name, table::parse(&text), &mut ledger);
                    if headed.is_some_and(|headed| sheets.insert(sheet, headed).is_some()) {
                        ledger.refuse_file(
                            &name,
                            "the folder has this file twice, under names that differ only in case",
                        );
                    }
                }
            }
        }
        let mut reading = Self {
            third_parties: rows(&mut sheets, Sheet::ThirdParties, &mut ledger, true),
            subjects: rows(&mut sheets, Sheet::Subjects, &mut ledger, true),
            contacts: rows(&mut sheets, Sheet::Contacts, &mut ledger, true),
            interests: rows(&mut sheets, Sheet::Interests, &mut ledger, true),
            records: RECORDS
                .map(|sheet| rows(&mut sheets, sheet, &mut ledger, true))
                .into(),
            photos: rows(&mut sheets, Sheet::Photos, &mut ledger, false),
            lines: rows(&mut sheets, Sheet::InvoiceLines, &mut ledger, false),
            attachments: Attachments::default(),
            ledger: Ledger::default(),
        };
        reading.ledger = ledger;
        Ok(Some(reading))
    }

    /// The attached files that good rows name.
    pub fn paths(&self) -> BTreeSet<String> {
        let documents =
            self.records
                .iter()
                .flat_map(|rows| &rows.good)
                .filter_map(|row| match &row.draft {
                    Draft::Document { file, .. } => file.clone(),
                    _ => None,
                });
        documents
            .chain(self.photos.good.iter().map(|photo| photo.file.clone()))
            .collect()
    }
}

/// A file's table, and where in it each known column stands.
struct Headed {
    table: Table,
    places: Vec<Option<usize>>,
}

impl Headed {
    fn of(sheet: Sheet, name: &str, table: Table, ledger: &mut Ledger) -> Option<Self> {
        if table.header.is_empty() {
            // Nothing at all, or a heading torn in two.
            let torn = !table.bad.is_empty();
            let why = if torn {
                "its heading cannot be read"
            } else {
                "it is empty; it needs a heading"
            };
            ledger.refuse_file(name, why);
            return None;
        }
        let columns = sheet.columns();
        let mut good = true;
        for (index, header) in table.header.iter().enumerate() {
            let twice = table
                .header
                .iter()
                .take(index)
                .any(|before| before == header);
            let why = if header.is_empty() {
                format!("its column {} has no name", index + 1)
            } else if twice {
                format!("the column `{header}` is there twice")
            } else if columns.iter().all(|column| column.name != header) {
                let known: Vec<_> = columns.iter().map(|column| column.name).collect();
                format!(
                    "there is no column `{header}`; the columns are {}",
                    known.join(", ")
                )
            } else {
                continue;
            };
            ledger.refuse_file(name, why);
            good = false;
        }
        let places: Vec<Option<usize>> = columns
            .iter()
            .map(|column| table.header.iter().position(|header| header == column.name))
            .collect();
        for (column, place) in columns.iter().zip(&places) {
            if column.needed && place.is_none() {
                ledger.refuse_file(name, format!("the column `{}` is missing", column.name));
                good = false;
            }
        }
        good.then_some(Self { table, places })
    }
}

fn rows<T: SheetRow>(
    sheets: &mut BTreeMap<Sheet, Headed>,
    sheet: Sheet,
    ledger: &mut Ledger,
    named: bool,
) -> Rows<T> {
    let Some(Headed { table, places }) = sheets.remove(&sheet) else {
        return Rows::none(sheet);
    };
    let mut rows = Rows::read(sheet, &table, &places, ledger);
    if named {
        rows.refuse_twins(ledger);
    }
    rows
}
