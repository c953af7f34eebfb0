//! Who did what; chained by hash. Values that can be erased stand beside the hashed text, never in it.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "receipt")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub chain: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    pub id: Uuid,
    pub at: i64,
    pub text: String,
    pub hash: String,
    pub contact: Option<Uuid>,
    pub staff: Option<Uuid>,
    pub third_party: Option<Uuid>,
    pub action: String,
    pub object: String,
    pub grade: String,
    pub outcome: String,
    pub ip: Option<String>,
    pub ip_salt: Option<String>,
    pub agent: Option<String>,
    pub agent_salt: Option<String>,
    pub personal: Option<String>,
    pub personal_salt: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
