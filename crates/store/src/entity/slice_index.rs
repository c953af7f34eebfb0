//! Finds a page of any slice. Never the decision: every read checks the candidate again.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "slice_index")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub third_party: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub record: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub as_of: i32,
    pub version: i32,
    pub relations: i32,
    pub kind: i16,
    pub sub_kind: String,
    pub status: String,
    pub outstanding: i16,
    pub day: i32,
    pub happened_day: i32,
    pub due_day: i32,
    pub sort_text: String,
    pub amount_pence: i64,
    pub open_pence: i64,
    pub first_day: i32,
    pub last_day: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
