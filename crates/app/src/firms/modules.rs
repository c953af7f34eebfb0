//! What is switched off for everybody of the firm.

use super::FirmError;
use crate::App;
use crate::once::Once;
use contract::switch::ModulesOff;
use domain::policy::{EditFirm, StaffPermit};
use domain::receipt::{Act, Draft};
use domain::revision::Expected;
use store::Change;
use store::whole::firm::revision_of_modules;

pub async fn switch_modules(
    app: &App,
    permit: &StaffPermit<EditFirm>,
    modules: ModulesOff,
    expected: &Expected,
    once: &Once,
    mut receipt: Draft,
) -> Result<(), FirmError> {
    let tx = app.db.write().await?;
    if once.is_done(app, &tx).await? {
        return Ok(());
    }
    tx.alone(&permit.firm().to_string()).await?;
    // Taken under the lock, so that what is opened begins no sooner than what it closes.
    let change = Change::now(&*app.clock, &permit.staff().to_string());
    let now = store::switches::of_firm(&tx, permit.firm()).await?;
    expected.check(&revision_of_modules(&now))?;
    let off = modules.off.into_iter().collect();
    store::firms::set_modules(&tx, permit.firm(), &off, &change).await?;
    receipt.act = Act::FirmSwitched;
    receipt.query = Some(crate::off(&off));
    Ok(app.commit(tx, receipt).await?)
}
