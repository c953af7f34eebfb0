//! The browser's database as two drawers of texts. Any failure is an empty drawer: it is a convenience, and
//! nothing depends on it.

use crate::browser;
use js_sys::{Array, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbFactory, IdbObjectStore, IdbRequest, IdbTransactionMode};

const NAME: &str = "sightline";
const VERSION: u32 = 1;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawer {
    /// Last copies, by hat and path.
    Copies,
    /// What was opened offline, to be told to the server.
    Openings,
}

impl Drawer {
    const ALL: [Self; 2] = [Self::Copies, Self::Openings];

    const fn name(self) -> &'static str {
        match self {
            Self::Copies => "copies",
            Self::Openings => "openings",
        }
    }

    pub async fn put(self, key: &str, value: &str) {
        if let Some(store) = self.store(IdbTransactionMode::Readwrite).await {
            let _ =
                done(store.put_with_key(&JsValue::from_str(value), &JsValue::from_str(key))).await;
        }
    }

    pub async fn get(self, key: &str) -> Option<String> {
        let store = self.store(IdbTransactionMode::Readonly).await?;
        done(store.get(&JsValue::from_str(key))).await?.as_string()
    }

    /// Every key with its text.
    pub async fn all(self) -> Vec<(String, String)> {
        let Some(store) = self.store(IdbTransactionMode::Readonly).await else {
            return Vec::new();
        };
        // Asked for together, since a transaction closes as soon as nothing is asked of it.
        let (keys, values) = (store.get_all_keys(), store.get_all());
        let (keys, values) = (texts(done(keys).await), texts(done(values).await));
        keys.into_iter().zip(values).collect()
    }

    pub async fn remove(self, keys: &[String]) {
        let Some(store) = self.store(IdbTransactionMode::Readwrite).await else {
            return;
        };
        let asked: Vec<_> = keys
            .iter()
            .map(|key| store.delete(&JsValue::from_str(key)))
            .collect();
        for one in asked {
            let _ = done(one).await;
        }
    }

    pub async fn clear(self) {
        if let Some(store) = self.store(IdbTransactionMode::Readwrite).await {
            let _ = done(store.clear()).await;
        }
    }

    async fn store(self, mode: IdbTransactionMode) -> Option<IdbObjectStore> {
        open()
            .await?
            .transaction_with_str_and_mode(self.name(), mode)
            .ok()?
            .object_store(self.name())
            .ok()
    }
}

async fn open() -> Option<IdbDatabase> {
    let window: JsValue = browser::window()?.into();
    // Absent, or throwing, in some private windows.
    let factory: IdbFactory = browser::get(&window, "indexedDB")?.dyn_into().ok()?;
    let asked = factory.open_with_u32(NAME, VERSION).ok()?;
    let request: IdbRequest = asked.clone().unchecked_into();
    let made = request.clone();
    let make = Closure::once_into_js(move |_: JsValue| {
        let database: Option<IdbDatabase> = made.result().ok().and_then(|r| r.dyn_into().ok());
        for drawer in Drawer::ALL {
            if let Some(database) = &database {
                let _ = database.create_object_store(drawer.name());
            }
        }
    });
    asked.set_onupgradeneeded(Some(make.unchecked_ref()));
    done(Ok(request)).await?.dyn_into().ok()
}

/// What a request brought, once it has.
async fn done(request: Result<IdbRequest, JsValue>) -> Option<JsValue> {
    let request = request.ok()?;
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(resolve.unchecked_ref()));
        request.set_onerror(Some(reject.unchecked_ref()));
    });
    JsFuture::from(promise).await.ok()?;
    request.result().ok()
}

fn texts(list: Option<JsValue>) -> Vec<String> {
    let list: Option<Array> = list.and_then(|list| list.dyn_into().ok());
    list.map(|list| list.iter().filter_map(|v| v.as_string()).collect())
        .unwrap_or_default()
}
