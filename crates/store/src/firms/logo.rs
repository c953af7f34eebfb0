//! The pictures of a firm's logo: which are in use, and the bytes behind each address that was ever told.

use crate::codes::uuid;
use crate::entity::firm;
use crate::sql::Sql;
use crate::{Db, StoreError, Tx, epochs};
use contract::id::FirmId;
use contract::logo::{FirmLogo, Ground, LogoPicture};
use contract::paths;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryResult};

/// Joins the pictures in use, `ll` and `ld`, to a firm `f`.
pub(crate) const JOINS: &str = " LEFT JOIN logo ll ON ll.address = f.logo_light \
                                LEFT JOIN logo ld ON ld.address = f.logo_dark";

/// What a statement asks of them.
pub(crate) const COLUMNS: &str =
    "ll.address AS light_address, ll.width AS light_width, ll.height AS light_height,
    ld.address AS dark_address, ld.width AS dark_width, ld.height AS dark_height";

/// A picture as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Nobody can guess it.
    pub address: String,
    pub sha256: String,
    pub width: u32,
    pub height: u32,
}

pub(crate) fn read(row: &QueryResult) -> Result<FirmLogo, StoreError> {
    let picture = |ground: Ground| -> Result<Option<LogoPicture>, StoreError> {
        let Some(address) = row.try_get::<Option<String>>("", &format!("{ground}_address"))? else {
            return Ok(None);
        };
        let side = |name: &str| -> Result<u32, StoreError> {
            let pixels: i32 = row.try_get("", &format!("{ground}_{name}"))?;
            u32::try_from(pixels).map_err(|_| StoreError::corrupt("the size of a logo"))
        };
        Ok(Some(LogoPicture {
            path: paths::logo(&address),
            width: side("width")?,
            height: side("height")?,
        }))
    };
    Ok(FirmLogo {
        light: picture(Ground::Light)?,
        dark: picture(Ground::Dark)?,
    })
}

/// Puts a picture in the place of what stood on that ground, or nothing. What stood there can be fetched as before: mails
/// name it.
pub async fn set(
    tx: &Tx,
    firm: FirmId,
    ground: Ground,
    picture: Option<&Picture>,
    at: i64,
) -> Result<(), StoreError> {
    if let Some(picture) = picture {
        insert(tx, firm, picture, at).await?;
    }
    let column = match ground {
        Ground::Light => firm::Column::LogoLight,
        Ground::Dark => firm::Column::LogoDark,
    };
    let address = picture.map(|picture| picture.address.as_str());
    firm::Entity::update_many()
        .col_expr(column, address.into())
        .filter(firm::Column::Id.eq(uuid(firm)))
        .exec(tx.raw())
        .await?;
    epochs::bump(tx, [uuid(firm)]).await.map(drop)
}

/// The firm may have had the very same before.
async fn insert(tx: &Tx, firm: FirmId, picture: &Picture, at: i64) -> Result<(), StoreError> {
    let mut sql =
        Sql::new("INSERT INTO logo (address, firm, sha256, width, height, created_at) VALUES (");
    sql.bind(picture.address.as_str()).push(", ");
    sql.bind(uuid(firm)).push(", ");
    sql.bind(picture.sha256.as_str()).push(", ");
    sql.bind(picture.width).push(", ");
    sql.bind(picture.height).push(", ");
    sql.bind(at).push(") ON CONFLICT (address) DO NOTHING");
    sql.run(tx.raw()).await.map(drop)
}

/// The hash of the picture's bytes, for whoever was told the address.
pub async fn find(db: &Db, address: &str) -> Result<Option<String>, StoreError> {
    let mut sql = Sql::new("SELECT l.sha256 AS sha256 FROM logo l WHERE l.address = ");
    sql.bind(address);
    match sql.one(db.reads()).await? {
        Some(row) => Ok(Some(row.try_get("", "sha256")?)),
        None => Ok(None),
    }
}
