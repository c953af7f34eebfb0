//! What the firm shows of itself, changed by its owner.

use super::FirmError;
use crate::App;
use crate::once::Once;
use contract::firm::FirmFace;
use domain::face::Face;
use domain::policy::{EditFirm, StaffPermit};
use domain::receipt::{Act, Draft};
use domain::revision::Expected;

pub async fn edit_face(
    app: &App,
    permit: &StaffPermit<EditFirm>,
    face: FirmFace,
    expected: &Expected,
    once: &Once,
    mut receipt: Draft,
) -> Result<(), FirmError> {
    let face = Face::parse(face).map_err(FirmError::Invalid)?;
    let tx = app.db.write().await?;
    if once.is_done(app, &tx).await? {
        return Ok(());
    }
    tx.alone(&permit.firm().to_string()).await?;
    let now = store::firms::face(&tx, permit.firm()).await?;
    expected.check(&now.revision())?;
    store::firms::set_face(&tx, permit.firm(), &face).await?;
    receipt.act = Act::FirmChanged;
    Ok(app.commit(tx, receipt).await?)
}
