//! The tree again as every pair of a subject and what lies above it, itself included at depth 0.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "subject_path")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub descendant: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub ancestor: Uuid,
    pub depth: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
