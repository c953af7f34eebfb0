//! Who stands how to which subject and when; closed and reopened, never changed.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "interest")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub row_id: i64,
    pub id: Uuid,
    pub firm: Uuid,
    pub third_party: Uuid,
    pub subject: Uuid,
    pub relation: i32,
    pub first_day: i32,
    pub last_day: i32,
    /// When its holder's time began, which follows from her shares before it.
    pub since_day: i32,
    pub share_over: i32,
    pub share_under: i32,
    pub source: String,
    pub external_ref: String,
    pub recorded_from_at: i64,
    pub recorded_to_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
