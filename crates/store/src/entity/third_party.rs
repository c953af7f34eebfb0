//! Organisations and households outside the firm.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "third_party")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub firm: Uuid,
    pub profile: String,
    pub name: String,
    pub slug: String,
    pub source: String,
    pub external_ref: String,
    pub created_at: i64,
    pub sort_text: String,
    pub archived_at: Option<i64>,
    pub merged_into: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
