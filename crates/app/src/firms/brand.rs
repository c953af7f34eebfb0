//! The firm's colour on its people's pages.

use crate::App;
use contract::id::FirmId;
use domain::brand::Brand;
use domain::receipt::{Act, Chain, Draft};
use store::StoreError;

/// Sets it, or takes it away.
pub async fn set_brand(app: &App, firm: FirmId, brand: Option<&Brand>) -> Result<(), StoreError> {
    let tx = app.db.write().await?;
    store::firms::set_brand(&tx, firm, brand).await?;
    app.commit(tx, Draft::system(Chain::firm(firm), Act::FirmBranded))
        .await
}
