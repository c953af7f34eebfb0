//! The business that does the work; everything belongs to one.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "firm")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub slug: String,
    pub name: String,
    /// `#rrggbb`; none until the firm chooses one.
    pub brand: Option<String>,
    pub sender: Option<String>,
    pub reply_to: Option<String>,
    /// Lines, one under the other.
    pub footer: String,
    /// Where the pictures of its logo are.
    pub logo_light: Option<String>,
    pub logo_dark: Option<String>,
    /// A name of its own that leads to its pages, as DNS spells it.
    pub domain: Option<String>,
    pub created_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
