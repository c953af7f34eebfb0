//! A firm's own copy of each third-party type's rules, version by version.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "profile")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub row_id: i64,
    pub firm: Uuid,
    pub profile_id: String,
    pub text: String,
    pub version: i32,
    pub recorded_from_at: i64,
    pub recorded_to_at: i64,
    pub recorded_by: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
