//! The CSV files of an import and their columns: the one list that the reader, the template and its
//! explanations follow.

mod columns;

use contract::kind::RecordKind;

/// A column: its name, whether it must be there and filled, what it means, and an example.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    pub name: &'static str,
    pub needed: bool,
    pub meaning: &'static str,
    pub example: &'static str,
}

/// One CSV file. In the order in which they are read: a file refers only to those before it and to itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sheet {
    ThirdParties,
    Subjects,
    Contacts,
    Interests,
    Jobs,
    Visits,
    Documents,
    PhotoSets,
    Photos,
    Invoices,
    InvoiceLines,
    Milestones,
    StagePayments,
}

impl Sheet {
    pub const ALL: [Self; 13] = [
        Self::ThirdParties,
        Self::Subjects,
        Self::Contacts,
        Self::Interests,
        Self::Jobs,
        Self::Visits,
        Self::Documents,
        Self::PhotoSets,
        Self::Photos,
        Self::Invoices,
        Self::InvoiceLines,
        Self::Milestones,
        Self::StagePayments,
    ];

    #[must_use]
    pub const fn file(self) -> &'static str {
        match self {
            Self::ThirdParties => "third_parties.csv",
            Self::Subjects => "subjects.csv",
            Self::Contacts => "contacts.csv",
            Self::Interests => "interests.csv",
            Self::Jobs => "jobs.csv",
            Self::Visits => "visits.csv",
            Self::Documents => "documents.csv",
            Self::PhotoSets => "photo_sets.csv",
            Self::Photos => "photos.csv",
            Self::Invoices => "invoices.csv",
            Self::InvoiceLines => "invoice_lines.csv",
            Self::Milestones => "milestones.csv",
            Self::StagePayments => "stage_payments.csv",
        }
    }

    /// The file of that name, in any case.
    #[must_use]
    pub fn of(file: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|sheet| sheet.file().eq_ignore_ascii_case(file))
    }

    /// The file whose rows become records of a kind.
    #[must_use]
    pub(super) fn of_kind(kind: &str) -> Option<Self> {
        match RecordKind::parse(kind)? {
            RecordKind::Job => Some(Self::Jobs),
            RecordKind::Visit => Some(Self::Visits),
            RecordKind::Document => Some(Self::Documents),
            RecordKind::PhotoSet => Some(Self::PhotoSets),
            RecordKind::Invoice => Some(Self::Invoices),
            RecordKind::Milestone => Some(Self::Milestones),
            RecordKind::StagePayment => Some(Self::StagePayments),
        }
    }

    #[must_use]
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Self::ThirdParties => columns::THIRD_PARTIES,
            Self::Subjects => columns::SUBJECTS,
            Self::Contacts => columns::CONTACTS,
            Self::Interests => columns::INTERESTS,
            Self::Jobs => columns::JOBS,
            Self::Visits => columns::VISITS,
            Self::Documents => columns::DOCUMENTS,
            Self::PhotoSets => columns::PHOTO_SETS,
            Self::Photos => columns::PHOTOS,
            Self::Invoices => columns::INVOICES,
            Self::InvoiceLines => columns::INVOICE_LINES,
            Self::Milestones => columns::MILESTONES,
            Self::StagePayments => columns::STAGE_PAYMENTS,
        }
    }

    /// The column that names a row, or for a part the whole it belongs to.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Photos => "photo_set",
            Self::InvoiceLines => "invoice",
            _ => "ref",
        }
    }
}
