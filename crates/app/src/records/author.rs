//! Who writes a record, in its history and in the receipt.

use super::RecordError;
use crate::App;
use contract::id::{FirmId, RecordId};
use contract::kind::Grade;
use domain::policy::{Right, StaffPermit};
use domain::receipt::{Act, Actor, Chain, Draft};
use store::records::Record;
use store::{Change, Tx};

pub(super) struct Author {
    pub change: Change,
    receipt: Draft,
}

impl Author {
    pub fn command_line(app: &App, firm: FirmId, act: Act) -> Self {
        Self {
            change: Change::now(&*app.clock, "command line"),
            receipt: Draft::new(Chain::firm(firm), Actor::System, act, Grade::System),
        }
    }

    pub fn staff<R: Right>(app: &App, permit: &StaffPermit<R>, receipt: Draft) -> Self {
        Self {
            change: Change::now(&*app.clock, &permit.staff().to_string()),
            receipt,
        }
    }

    /// The receipt of one act on one record.
    pub fn receipt(&self, act: Act, record: &Record) -> Draft {
        let mut receipt = self.receipt.clone();
        receipt.act = act;
        receipt.object = Some(record.id.into());
        receipt.third_party = record.addressed_to;
        receipt
    }

    /// Writes the record's next version, with its receipt or not at all.
    pub async fn write(
        &self,
        app: &App,
        tx: Tx,
        act: Act,
        record: &Record,
    ) -> Result<RecordId, RecordError> {
        store::records::update(&tx, record, &self.change).await?;
        app.commit(tx, self.receipt(act, record)).await?;
        Ok(record.id)
    }
}
