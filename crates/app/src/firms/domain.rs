//! The name of the firm's own that leads to its pages.

use super::FirmError;
use crate::App;
use crate::once::Once;
use ::domain::host::Host;
use ::domain::policy::{EditFirm, StaffPermit};
use ::domain::receipt::{Act, Draft};
use ::domain::revision::Expected;
use contract::firm::DomainEdit;
use store::firms::domains;
use store::whole::firm::revision_of_domain;

/// Every change of such a name waits its turn here: no two firms may have the same.
const ALL: &str = "domains";

pub async fn edit_domain(
    app: &App,
    permit: &StaffPermit<EditFirm>,
    edit: DomainEdit,
    expected: &Expected,
    once: &Once,
    mut receipt: Draft,
) -> Result<(), FirmError> {
    let typed = edit.name.filter(|name| !name.trim().is_empty());
    let name = typed
        .map(|name| Host::parse(&name))
        .transpose()
        .map_err(|why| FirmError::field("domain", "invalid", why.to_string()))?;
    if name
        .as_ref()
        .is_some_and(|name| name.as_str() == app.settings.host())
    {
        let why = "the pages are there already";
        return Err(FirmError::field("domain", "own", why.to_owned()));
    }
    let tx = app.db.write().await?;
    if once.is_done(app, &tx).await? {
        return Ok(());
    }
    tx.alone(ALL).await?;
    let now = domains::find(&tx, permit.firm()).await?;
    expected.check(&revision_of_domain(&now))?;
    if let Some(name) = &name
        && domains::is_taken(&tx, permit.firm(), name).await?
    {
        let why = "another firm here has this name";
        return Err(FirmError::field("domain", "taken", why.to_owned()));
    }
    domains::set(&tx, permit.firm(), name.as_ref()).await?;
    receipt.act = Act::FirmDomainChanged;
    receipt.query = Some(format!(
        "domain={}",
        name.as_ref().map_or("none", Host::as_str)
    ));
    Ok(app.commit(tx, receipt).await?)
}
