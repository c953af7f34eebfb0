//! The database's shape, step by step: expand, move, contract. A step once merged is never edited.

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::{MigrationTrait, async_trait};

mod m20261122_000001_house;
mod m20261124_000002_live;
mod m20261124_000003_people;
mod m20261124_000004_once;
mod m20261124_000005_subjects;
mod m20261124_000006_log;
mod m20261124_000007_records;
mod m20261124_000008_face;
mod m20261124_000009_canary;
mod m20261124_000010_uploads;
mod m20261124_000012_switches;
mod m20261124_000016_profiles;
mod m20261124_000017_ways_in;
mod m20261124_000018_archives;
mod m20261124_000020_logo;
mod m20261124_000021_domain;
mod m20261124_000022_setup;
mod m20261124_000023_imports;
mod m20261124_000024_passkeys;
mod m20261124_000025_since;

pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_house::Migration),
            Box::new(m20261124_000002_live::Migration),
            Box::new(m20261124_000003_people::Migration),
            Box::new(m20261124_000004_once::Migration),
            Box::new(m20261124_000005_subjects::Migration),
            Box::new(m20261124_000006_log::Migration),
            Box::new(m20261124_000007_records::Migration),
            Box::new(m20261124_000008_face::Migration),
            Box::new(m20261124_000009_canary::Migration),
            Box::new(m20261124_000010_uploads::Migration),
            Box::new(m20261124_000012_switches::Migration),
            Box::new(m20261124_000016_profiles::Migration),
            Box::new(m20261124_000017_ways_in::Migration),
            Box::new(m20261124_000018_archives::Migration),
            Box::new(m20261124_000020_logo::Migration),
            Box::new(m20261124_000021_domain::Migration),
            Box::new(m20261124_000022_setup::Migration),
            Box::new(m20261124_000023_imports::Migration),
            Box::new(m20261124_000024_passkeys::Migration),
            Box::new(m20261124_000025_since::Migration),
        ]
    }
}
