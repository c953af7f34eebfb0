//! What a contact may, closed and reopened, never changed.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contact_role")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub row_id: i64,
    pub contact: Uuid,
    pub role: String,
    pub modules_off: String,
    pub sites: String,
    pub cannot: String,
    pub recorded_from_at: i64,
    pub recorded_to_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
