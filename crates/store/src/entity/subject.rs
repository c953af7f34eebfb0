//! What work is about, in a tree.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "subject")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub firm: Uuid,
    pub parent: Option<Uuid>,
    pub kind: String,
    pub name: String,
    pub address: String,
    pub postcode: String,
    pub uprn: String,
    pub sort_text: String,
    pub words: String,
    pub source: String,
    pub external_ref: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
