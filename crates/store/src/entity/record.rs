//! The spine: one row for every record of every kind.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "record")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub seq: i64,
    pub id: Uuid,
    pub firm: Uuid,
    pub subject: Uuid,
    pub kind: i16,
    pub sub_kind: String,
    pub title: String,
    pub status: String,
    pub happened_day: i32,
    pub due_day: i32,
    /// The one of the two that lists are in the order of.
    pub day: i32,
    pub amount_pence: i64,
    pub open_pence: i64,
    pub sort_text: String,
    pub outstanding: i16,
    pub file: Option<Uuid>,
    pub file_count: i32,
    pub standing: i16,
    pub addressed_to: Option<Uuid>,
    pub raised_by: Option<Uuid>,
    pub source: String,
    pub external_ref: String,
    pub version: i32,
    pub body: String,
    pub recorded_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
