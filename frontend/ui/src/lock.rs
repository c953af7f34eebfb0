//! Web Locks: one tab at a time does what only one may do. Where a browser has none, every tab does it itself.

use crate::browser;
use js_sys::{Function, Object, Promise, Reflect};
use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::AbortController;

/// `navigator.locks.request(name, options, callback)`; `None` where there are no locks.
fn request(name: &str, options: &Object, callback: &JsValue) -> Option<Promise> {
    let navigator: JsValue = browser::window()?.navigator().into();
    let locks = browser::get(&navigator, "locks")?;
    let request: Function = browser::get(&locks, "request")?.dyn_into().ok()?;
    request
        .call3(&locks, &JsValue::from_str(name), options, callback)
        .ok()?
        .dyn_into()
        .ok()
}

/// Does the work while no other tab does work of this name.
pub async fn alone(name: &str, work: impl Future<Output = ()> + 'static) {
    let work = Rc::new(RefCell::new(Some(work)));
    let held = Rc::clone(&work);
    let callback = Closure::once_into_js(move |_: JsValue| -> Promise {
        let work = held.borrow_mut().take();
        future_to_promise(async move {
            if let Some(work) = work {
                work.await;
            }
            Ok(JsValue::UNDEFINED)
        })
    });
    match request(name, &Object::new(), &callback) {
        Some(promise) => {
            let _ = JsFuture::from(promise).await;
        }
        None => {
            let work = work.borrow_mut().take();
            if let Some(work) = work {
                work.await;
            }
        }
    }
}

/// A place in the queue for a lock, and then the lock itself, until it is let go or the tab closes.
pub struct Lease {
    waiting: Option<AbortController>,
    release: Rc<RefCell<Option<Function>>>,
}

impl Lease {
    /// Calls `held` once this tab has the lock.
    pub fn queue(name: &str, held: impl FnOnce() + 'static) -> Self {
        let release = Rc::new(RefCell::new(None));
        let waiting = AbortController::new().ok();
        let options = Object::new();
        if let Some(waiting) = &waiting {
            let _ = Reflect::set(&options, &JsValue::from_str("signal"), &waiting.signal());
        }
        let held = Rc::new(RefCell::new(Some(held)));
        let take = |held: &RefCell<Option<_>>| held.borrow_mut().take();
        let (slot, calls) = (Rc::clone(&release), Rc::clone(&held));
        let callback = Closure::once_into_js(move |_: JsValue| -> Promise {
            let kept = Promise::new(&mut |resolve, _| {
                *slot.borrow_mut() = Some(resolve.unchecked_into());
            });
            if let Some(held) = take(&calls) {
                held();
            }
            kept.unchecked_into()
        });
        match request(name, &options, &callback) {
            // An aborted wait is no failure, but an unhandled one would be reported as such.
            Some(promise) => leptos::task::spawn_local(async move {
                let _ = JsFuture::from(promise).await;
            }),
            None => {
                if let Some(held) = held.borrow_mut().take() {
                    held();
                }
            }
        }
        Self { waiting, release }
    }

    /// Gives the lock, or the place in the queue, to the next tab.
    pub fn let_go(self) {
        let release = self.release.borrow_mut().take();
        match release {
            Some(release) => {
                let _ = release.call0(&JsValue::UNDEFINED);
            }
            None => {
                if let Some(waiting) = self.waiting {
                    waiting.abort();
                }
            }
        }
    }
}
