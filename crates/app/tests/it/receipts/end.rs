//! The end of a chain, looked at in a bounded time.

use app::receipts::verify_end;
use contract::audit::ChainState;
use contract::kind::Grade;
use domain::policy::Unscoped;
use domain::receipt::{Act, Actor, Chain, Draft};
use testkit::{Database, TestApp, firm};

#[expect(clippy::disallowed_methods, reason = "a test looks at everything")]
async fn looked_at(app: &TestApp, tail: u64) -> ChainState {
    let unscoped = Unscoped::because("a test looks at everything");
    verify_end(&app.app, unscoped, Chain::firm(firm::HALDEN), tail)
        .await
        .unwrap()
}

#[tokio::test]
async fn of_a_long_chain_the_end_alone_is_looked_at() {
    for database in Database::BOTH {
        let app = TestApp::new(database).await;
        let chain = Chain::firm(firm::HALDEN);
        for _ in 0..30 {
            let draft = Draft::new(chain, Actor::System, Act::ImportRun, Grade::System);
            app.app.receipts.write(draft).await.unwrap();
        }
        app.app.receipts.close().await;
        let state = looked_at(&app, 10).await;
        assert!(state.whole, "{state:?}");
        assert_eq!(state.entries, 30);
        assert!(state.checked_from > 20, "{state:?}");
        assert_eq!(state.signed.unwrap().number, 30);
        // What lies before is `audit verify`'s; what lies within is found.
        let alter = async |seq: u64| {
            app.sql(&format!(
                "UPDATE receipt SET text = replace(text, 'import.run', 'import.ran') WHERE seq = {seq}"
            ))
            .await;
        };
        alter(5).await;
        assert!(looked_at(&app, 10).await.whole);
        assert!(!looked_at(&app, 100).await.whole);
        // Nothing of it may be signed nearer than its newest entry, and still it is looked at from 20 on.
        std::fs::write(app.folder.path().join("heads"), "").unwrap();
        assert!(looked_at(&app, 10).await.whole);
        alter(25).await;
        let fault = looked_at(&app, 10).await.fault.unwrap();
        assert!(fault.starts_with("entry 25 "), "{fault}");
        app.sql("DELETE FROM receipt WHERE seq > 24").await;
        let fault = looked_at(&app, 10).await.fault.unwrap();
        assert!(fault.contains("the chain once reached entry 30"), "{fault}");
    }
}
