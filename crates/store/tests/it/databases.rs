//! A fresh, migrated database of either sort for one test.

use crate::postgres::Cluster;
use store::{Db, DbSettings};

pub struct Fresh {
    pub db: Db,
    _folder: tempfile::TempDir,
}

/// Runs one test's body to its end.
pub fn run(body: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(body);
}

pub async fn sqlite() -> Fresh {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::connect(&DbSettings::sqlite(&folder.path().join("test.db")))
        .await
        .unwrap();
    db.migrate().await.unwrap();
    Fresh {
        db,
        _folder: folder,
    }
}

pub async fn postgres() -> Fresh {
    let url = Cluster::shared().unwrap().fresh_database().unwrap();
    let db = Db::connect(&DbSettings {
        url,
        connections: 4,
    })
    .await
    .unwrap();
    db.migrate().await.unwrap();
    Fresh {
        db,
        _folder: tempfile::tempdir().unwrap(),
    }
}
