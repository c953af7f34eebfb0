//! The files of a record: its document, or its photos in order.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "file")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub firm: Uuid,
    pub record: i64,
    pub position: i32,
    pub caption: String,
    pub taken_day: i32,
    /// The record version that no longer has this file; the largest number while it is there.
    pub removed_version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
