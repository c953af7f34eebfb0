//! Firms, their switches and their copies of the profiles.

pub mod domains;
pub mod logo;

use crate::codes::{OPEN, id, uuid};
use crate::entity::{firm, firm_policy, profile};
use crate::sql::Sql;
use crate::{Change, Db, StoreError, Tx, epochs};
use contract::email::Email;
use contract::id::FirmId;
use contract::kind::Module;
use domain::brand::Brand;
use domain::face::Face;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _,
    QueryOrder as _, QueryResult, Set,
};
use std::collections::BTreeSet;

#[derive(Debug, Clone)]
pub struct NewFirm {
    pub id: FirmId,
    pub slug: String,
    pub name: String,
    pub off: BTreeSet<Module>,
    /// Each third-party type's id and text.
    pub profiles: Vec<(String, String)>,
}

/// A firm as listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirmRow {
    pub id: FirmId,
    pub slug: String,
    pub name: String,
}

pub async fn insert(tx: &Tx, new: &NewFirm, change: &Change) -> Result<(), StoreError> {
    firm::ActiveModel {
        id: Set(uuid(new.id)),
        slug: Set(new.slug.clone()),
        name: Set(new.name.clone()),
        brand: Set(None),
        sender: Set(None),
        reply_to: Set(None),
        footer: Set(String::new()),
        logo_light: Set(None),
        logo_dark: Set(None),
        domain: Set(None),
        created_at: Set(change.at),
    }
    .insert(tx.raw())
    .await?;
    set_modules(tx, new.id, &new.off, change).await?;
    for (name, text) in &new.profiles {
        set_profile(tx, new.id, name, text, change).await?;
    }
    Ok(())
}

pub async fn list(db: &Db) -> Result<Vec<FirmRow>, StoreError> {
    let rows = firm::Entity::find()
        .order_by_asc(firm::Column::Name)
        .all(db.reads())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| FirmRow {
            id: id(row.id),
            slug: row.slug,
            name: row.name,
        })
        .collect())
}

pub async fn find(db: &Db, slug: &str) -> Result<Option<FirmRow>, StoreError> {
    let row = firm::Entity::find()
        .filter(firm::Column::Slug.eq(slug))
        .one(db.reads())
        .await?;
    Ok(row.map(|row| FirmRow {
        id: id(row.id),
        slug: row.slug,
        name: row.name,
    }))
}

/// What the firm shows of itself.
pub async fn face(tx: &Tx, firm: FirmId) -> Result<Face, StoreError> {
    face_in(tx.raw(), firm).await
}

pub(crate) async fn face_in(db: &impl ConnectionTrait, firm: FirmId) -> Result<Face, StoreError> {
    let mut sql = Sql::new("SELECT ");
    sql.push(FACE).push(", ").push(logo::COLUMNS);
    sql.push(" FROM firm f").push(logo::JOINS);
    sql.push(" WHERE f.id = ").bind(uuid(firm));
    let row = sql.one(db).await?;
    let row = row.ok_or_else(|| StoreError::corrupt("a firm that is not there"))?;
    read_face(&row)
}

/// What a statement over a firm `f` asks to know its face; what [`logo`] asks belongs to it.
pub(crate) const FACE: &str = "f.name AS firm, f.brand AS brand, f.sender AS sender, f.reply_to AS reply_to, f.footer AS footer";

pub(crate) fn read_face(row: &QueryResult) -> Result<Face, StoreError> {
    let brand: Option<String> = row.try_get("", "brand")?;
    let brand = brand.map(|brand| brand.parse::<Brand>()).transpose();
    let reply_to: Option<String> = row.try_get("", "reply_to")?;
    let reply_to = reply_to.map(|email| Email::parse(&email)).transpose();
    let footer: String = row.try_get("", "footer")?;
    Ok(Face {
        name: row.try_get("", "firm")?,
        brand: brand.map_err(|_| StoreError::corrupt("a colour"))?,
        sender: row.try_get("", "sender")?,
        reply_to: reply_to.map_err(|_| StoreError::corrupt("an e-mail address"))?,
        footer: footer.lines().map(str::to_owned).collect(),
        logo: logo::read(row)?,
    })
}

pub async fn set_face(tx: &Tx, firm: FirmId, face: &Face) -> Result<(), StoreError> {
    use firm::Column;
    firm::Entity::update_many()
        .col_expr(Column::Name, face.name.as_str().into())
        .col_expr(Column::Brand, face.brand.as_ref().map(Brand::as_str).into())
        .col_expr(Column::Sender, face.sender.as_deref().into())
        .col_expr(
            Column::ReplyTo,
            face.reply_to.as_ref().map(Email::as_str).into(),
        )
        .col_expr(Column::Footer, face.footer.join("\n").into())
        .filter(Column::Id.eq(uuid(firm)))
        .exec(tx.raw())
        .await?;
    epochs::bump(tx, [uuid(firm)]).await.map(drop)
}

/// Sets the colour of the firm's pages, or takes it away.
pub async fn set_brand(tx: &Tx, firm: FirmId, brand: Option<&Brand>) -> Result<(), StoreError> {
    firm::Entity::update_many()
        .col_expr(firm::Column::Brand, brand.map(Brand::as_str).into())
        .filter(firm::Column::Id.eq(uuid(firm)))
        .exec(tx.raw())
        .await?;
    epochs::bump(tx, [uuid(firm)]).await.map(drop)
}

/// Switches modules off for everybody of the firm.
pub async fn set_modules(
    tx: &Tx,
    firm: FirmId,
    off: &BTreeSet<Module>,
    change: &Change,
) -> Result<(), StoreError> {
    use firm_policy::Column;
    firm_policy::Entity::update_many()
        .col_expr(Column::RecordedToAt, change.at.into())
        .filter(Column::Firm.eq(uuid(firm)))
        .filter(Column::RecordedToAt.eq(OPEN))
        .exec(tx.raw())
        .await?;
    firm_policy::ActiveModel {
        firm: Set(uuid(firm)),
        modules_off: Set(crate::people::names(off.iter().map(|m| m.name()))),
        recorded_from_at: Set(change.at),
        recorded_to_at: Set(OPEN),
        ..Default::default()
    }
    .insert(tx.raw())
    .await?;
    epochs::bump(tx, [uuid(firm)]).await.map(drop)
}

/// Sets a firm's text for a third-party type; the text before it is kept as an older version.
pub async fn set_profile(
    tx: &Tx,
    firm: FirmId,
    name: &str,
    text: &str,
    change: &Change,
) -> Result<(), StoreError> {
    use profile::Column;
    let last = profile::Entity::find()
        .filter(Column::Firm.eq(uuid(firm)))
        .filter(Column::ProfileId.eq(name))
        .order_by_desc(Column::Version)
        .one(tx.raw())
        .await?;
    let version = last.as_ref().map_or(1, |row| row.version + 1);
    if last.is_some_and(|row| row.text == text && row.recorded_to_at == OPEN) {
        return Ok(());
    }
    profile::Entity::update_many()
        .col_expr(Column::RecordedToAt, change.at.into())
        .filter(Column::Firm.eq(uuid(firm)))
        .filter(Column::ProfileId.eq(name))
        .filter(Column::RecordedToAt.eq(OPEN))
        .exec(tx.raw())
        .await?;
    profile::ActiveModel {
        firm: Set(uuid(firm)),
        profile_id: Set(name.to_owned()),
        text: Set(text.to_owned()),
        version: Set(version),
        recorded_from_at: Set(change.at),
        recorded_to_at: Set(OPEN),
        recorded_by: Set(change.by.clone()),
        ..Default::default()
    }
    .insert(tx.raw())
    .await?;
    epochs::bump(tx, [uuid(firm)]).await.map(drop)
}
