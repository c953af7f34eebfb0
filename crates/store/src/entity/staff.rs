//! People of the firm.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub row_id: i64,
    pub id: Uuid,
    pub firm: Uuid,
    pub identity: Uuid,
    pub name: String,
    pub role: String,
    pub recorded_from_at: i64,
    pub recorded_to_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
