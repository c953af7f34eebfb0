//! Receipts a person may read in the portal: her own, and nobody else's.

use super::{Kind, Scope};
use contract::id::ContactId;
use contract::receipt::ReceiptRow;

#[derive(Debug, Clone)]
pub struct ReceiptFacts {
    /// Whose act the receipt records.
    pub contact: ContactId,
    pub row: ReceiptRow,
}

pub enum ReceiptKind {}

impl Kind for ReceiptKind {
    type Facts = ReceiptFacts;
    type View = ReceiptRow;

    fn project(scope: &Scope, facts: ReceiptFacts) -> Option<ReceiptRow> {
        (facts.contact == scope.contact()).then_some(facts.row)
    }
}
