//! As each contact of the demo: every id of somebody else's slice answers on every path exactly like an id
//! that does not exist.

use crate::sightline::{Browser, Server, demo};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// Requests under way at once: enough to fill the receipts' batches.
const AT_ONCE: usize = 24;

#[test]
fn every_foreign_id_answers_like_a_random_one_on_every_path() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let (data, people) = demo();
        assert!(people.len() >= 8, "the demo's contacts: {people:?}");
        let server = Server::start(data.path());
        let paths = paths();
        let mut seen: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
        let mut browsers = BTreeMap::new();
        for email in &people {
            let browser = server.browser(email).await;
            for hat in browser.hats().await {
                let ids = slice(&browser, &hat).await;
                assert!(ids.len() > 3, "{email} sees next to nothing");
                seen.insert((email.clone(), hat), ids);
            }
            browsers.insert(email.clone(), browser);
        }
        let everything: BTreeSet<String> = seen.values().flatten().cloned().collect();
        let mut asked = 0;
        for ((email, hat), own) in &seen {
            let foreign: Vec<String> = everything.difference(own).cloned().collect();
            assert!(!foreign.is_empty(), "{email} sees everything");
            asked += refused(&browsers[email], hat, &foreign, &paths).await;
        }
        println!(
            "{} hats, {} ids, {asked} requests, 0 leaks",
            seen.len(),
            everything.len()
        );
    });
}

/// The GET paths of the API's description that take an id, by the sort of id they take.
fn paths() -> BTreeMap<&'static str, Vec<String>> {
    let openapi: Value = serde_json::from_str(&api::openapi_json("test")).unwrap();
    let mut paths: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (path, methods) in openapi["paths"].as_object().unwrap() {
        if methods.get("get").is_none() || !path.contains('{') {
            continue;
        }
        // Staff's own: whoever comes with a contact's hat is refused whatever the id (`crates/api/tests/it/admin.rs`).
        if path.starts_with("/api/v1/admin/") {
            continue;
        }
        let sort = match path.as_str() {
            p if p.contains("/records/") => "rec",
            p if p.contains("/subjects/") => "sub",
            p if p.contains("/files/") => "fil",
            p => panic!("a path with an id that this test does not know: {p}"),
        };
        paths.entry(sort).or_default().push(path.clone());
    }
    assert_eq!(
        paths.keys().copied().collect::<Vec<_>>(),
        ["fil", "rec", "sub"]
    );
    paths
}

/// Every id that a hat's lists, details, blocks and searches name.
async fn slice(browser: &Browser, hat: &str) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    collect(&browser.ok(hat, "/api/v1/portal/dashboard").await, &mut ids);
    for list in ["records", "subjects"] {
        let mut path = format!("/api/v1/portal/{list}?limit=200");
        loop {
            let page = browser.ok(hat, &path).await;
            collect(&page["items"], &mut ids);
            match page["next_cursor"].as_str() {
                Some(cursor) => path = format!("/api/v1/portal/{list}?limit=200&cursor={cursor}"),
                None => break,
            }
        }
    }
    let records: Vec<_> = ids
        .iter()
        .filter(|id| id.starts_with("rec_"))
        .cloned()
        .collect();
    for record in records {
        collect(
            &browser
                .ok(hat, &format!("/api/v1/portal/records/{record}"))
                .await,
            &mut ids,
        );
    }
    ids
}

fn collect(value: &Value, ids: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => {
            let known = ["rec_", "sub_", "fil_"]
                .iter()
                .any(|prefix| text.starts_with(prefix));
            if known {
                ids.insert(text.clone());
            }
        }
        Value::Array(items) => items.iter().for_each(|v| collect(v, ids)),
        Value::Object(fields) => fields.values().for_each(|v| collect(v, ids)),
        _ => {}
    }
}

async fn refused(
    browser: &Browser,
    hat: &str,
    foreign: &[String],
    paths: &BTreeMap<&'static str, Vec<String>>,
) -> usize {
    let mut random = BTreeMap::new();
    for path in paths.values().flatten() {
        let sort = path_sort(paths, path);
        let nobody = format!("{sort}_01890000-0000-7000-8000-0123456789ab");
        random.insert(path.clone(), ask(browser, hat, path, &nobody).await);
    }
    let gate = Arc::new(Semaphore::new(AT_ONCE));
    let mut requests = JoinSet::new();
    for id in foreign {
        let sort = id.split('_').next().unwrap();
        for path in &paths[sort] {
            let (browser, hat, path, id) =
                (browser.clone(), hat.to_owned(), path.clone(), id.clone());
            let (gate, right) = (Arc::clone(&gate), random[&path].clone());
            requests.spawn(async move {
                let _permit = gate.acquire().await.unwrap();
                assert_eq!(
                    ask(&browser, &hat, &path, &id).await,
                    right,
                    "{path} with {id}"
                );
            });
        }
    }
    let count = requests.len();
    while let Some(done) = requests.join_next().await {
        done.unwrap();
    }
    count
}

fn path_sort(paths: &BTreeMap<&'static str, Vec<String>>, path: &String) -> &'static str {
    paths.iter().find(|(_, of)| of.contains(path)).unwrap().0
}

/// The problem without the number of its trace.
async fn ask(browser: &Browser, hat: &str, path: &str, id: &str) -> Value {
    let (status, mut body) = browser.get(hat, &path.replace("{id}", id)).await.unwrap();
    assert_eq!(status, 404, "{path} with {id}: {body}");
    body["trace_id"].take();
    body
}
