//! Files on their way in: chosen or dragged here, many at once, sent one after the other and piece by piece. A line that
//! breaks loses nothing: it goes on by itself from where the server says that it stopped.

use crate::here::Here;
use crate::strings::t;
use contract::id::{RecordId, UploadId};
use contract::paths;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use ui::browser;
use ui::client::{Ask, Failure, Method};
use ui::dom::{El, View, all, button, div, el, files, now, span};
use ui::form::{complaint, labelled};
use ui::format;
use ui::json::Json;
use web_sys::File;

/// So much is sent again at most, if a line breaks.
const PIECE: u64 = 512 * 1024;
/// Between two tries: longer each time, up to the longest.
const FIRST_PAUSE_MS: i32 = 1_000;
const LONGEST_PAUSE_MS: i32 = 16_000;
/// How often somebody who waits is looked at, who may want to go on at once.
const STEP_MS: i32 = 250;

/// How it stands with one file.
#[derive(Debug, Clone, PartialEq, Eq)]
enum State {
    Waiting,
    Sending,
    /// All of it came; the server looks at it and adds it to the record.
    Adding,
    Done,
    /// It goes on by itself.
    Broken,
    /// It is not taken, and why.
    Refused(String),
}

impl State {
    const fn is_over(&self) -> bool {
        matches!(self, Self::Done | Self::Refused(_))
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Item {
    key: u32,
    name: String,
    size: u64,
    sent: u64,
    state: State,
}

/// What the server knows of one, which nothing is drawn from.
#[derive(Clone)]
struct Sent {
    file: File,
    upload: Option<UploadId>,
    /// Under which it is announced and added: a second try does nothing twice.
    announced_as: String,
    added_as: String,
}

/// What is chosen for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum For {
    Photos,
    /// A document that has no file yet.
    FirstFile,
    NextVersion,
}

#[derive(Clone, Copy)]
pub struct Uploads {
    here: Here,
    record: RecordId,
    items: RwSignal<Vec<Item>>,
    sent: StoredValue<Vec<(u32, Sent)>, LocalStorage>,
    last: StoredValue<u32>,
    is_running: StoredValue<bool>,
    /// Somebody does not want to wait for the next try.
    go_on: StoredValue<bool>,
    done: StoredValue<Arc<dyn Fn() + Send + Sync>>,
}

/// How long to wait before the try after so many.
fn pause(tries: u32) -> i32 {
    let doubled = FIRST_PAUSE_MS
        .checked_shl(tries.min(10))
        .unwrap_or_default();
    doubled.clamp(FIRST_PAUSE_MS, LONGEST_PAUSE_MS)
}

/// How many are added, and how many there are that can be.
fn in_all(items: &[Item]) -> (u64, u64) {
    let taken = |item: &&Item| !matches!(item.state, State::Refused(_));
    let done = items.iter().filter(|item| item.state == State::Done);
    (
        done.count() as u64,
        items.iter().filter(taken).count() as u64,
    )
}

/// Bytes come and bytes there are, of all that can be added.
fn bytes(items: &[Item]) -> (u64, u64) {
    let taken = items
        .iter()
        .filter(|item| !matches!(item.state, State::Refused(_)));
    taken.fold((0, 0), |(sent, all), item| {
        (sent + item.sent, all + item.size)
    })
}

impl Uploads {
    /// `done` is called once nothing is under way any more.
    pub fn new(here: Here, record: RecordId, done: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            here,
            record,
            items: RwSignal::new(Vec::new()),
            sent: StoredValue::new_local(Vec::new()),
            last: StoredValue::new(0),
            is_running: StoredValue::new(false),
            go_on: StoredValue::new(false),
            done: StoredValue::new(Arc::new(done)),
        }
    }

    #[must_use]
    pub fn draw(self, wanted: For) -> View {
        let words = &t().records.upload;
        let (title, help, choose, accept) = match wanted {
            For::Photos => (
                words.photos,
                words.photos_help,
                words.choose_photos,
                ".jpg,.jpeg,.png,.webp,.gif",
            ),
            For::FirstFile => (
                words.first_document,
                words.document_help,
                words.choose_document,
                ".pdf,.jpg,.jpeg,.png,.webp,.gif",
            ),
            For::NextVersion => (
                words.document,
                words.document_help,
                words.choose_document,
                ".pdf,.jpg,.jpeg,.png,.webp,.gif",
            ),
        };
        let is_many = wanted == For::Photos;
        let take = move |event: &web_sys::Event| {
            let chosen = files(event);
            let most = if is_many { chosen.len() } else { 1 };
            self.add(chosen.into_iter().take(most).collect());
        };
        let input = el("input")
            .with("type", "file")
            .with("accept", accept)
            .with_some("multiple", is_many.then_some(""));
        let field = input.input();
        let input = input.on("change", move |event| {
            take(&event);
            // The same can be chosen once more.
            if let Some(field) = &field {
                field.set_value("");
            }
        });
        let is_over = RwSignal::new(false);
        let zone = div("drop-zone")
            .now("data-over", move || is_over.get().then(String::new))
            .add(labelled(choose, input))
            .add(now(move || {
                is_over
                    .get()
                    .then(|| el("p").class("drop-word").add(words.drop))
            }))
            .on("dragover", move |event| {
                // Without this the browser would open what is let go.
                event.prevent_default();
                is_over.set(true);
            })
            .on("dragleave", move |_| is_over.set(false))
            .on("drop", move |event| {
                event.prevent_default();
                is_over.set(false);
                take(&event);
            });
        let count = Memo::new(move |_| self.items.with(Vec::len));
        let lines = now(move || {
            if count.get() == 0 {
                return None;
            }
            let keys: Vec<u32> = self
                .items
                .with_untracked(|all| all.iter().map(|item| item.key).collect());
            let lines = all(keys.into_iter().map(|key| self.line(key)));
            Some(View::from(vec![
                self.whole().into(),
                el("ul").class("uploads").add(lines).into(),
            ]))
        });
        el("section")
            .class("section")
            .add(el("h2").add(title))
            .add(el("p").class("soft section-help").add(help))
            .add(zone)
            .add(lines)
            .into()
    }

    /// How far all of it is.
    fn whole(self) -> El {
        let words = &t().records.upload;
        let told = el("p").with("role", "status").text_now(move || {
            let (done, all) = self.items.with(|items| in_all(items));
            (words.in_all)(done, all)
        });
        let share = move || self.items.with(|items| bytes(items));
        div("upload-whole")
            .add(told)
            .add(progress(words.photos, share))
    }

    fn item<T>(self, key: u32, read: impl Fn(&Item) -> T) -> Option<T> {
        self.items
            .try_with(|items| items.iter().find(|item| item.key == key).map(&read))
            .flatten()
    }

    fn line(self, key: u32) -> El {
        let words = &t().records.upload;
        let item = untrack(|| self.item(key, Clone::clone));
        let name = item.map(|item| item.name).unwrap_or_default();
        let state = Memo::new(move |_| self.item(key, |item| item.state.clone()));
        let told = now(move || {
            let (class, said) = match state.get()? {
                State::Waiting => ("soft", words.waiting.to_owned()),
                State::Sending => ("soft", self.amount(key)),
                State::Adding => ("soft", words.adding.to_owned()),
                State::Done => ("is-good", words.done.to_owned()),
                State::Broken => ("is-warn", words.broken.to_owned()),
                State::Refused(why) => ("is-bad", why),
            };
            Some(el("p").class(class).with("role", "status").add(said))
        });
        let again = now(move || {
            (state.get() == Some(State::Broken))
                .then(|| button("button", move || self.go_on.set_value(true)).add(words.go_on))
        });
        let about = (words.progress_of)(&name);
        let share = move || {
            self.item(key, |item| (item.sent, item.size))
                .unwrap_or_default()
        };
        el("li")
            .class("upload")
            .add(span("upload-name", &name))
            .add(progress(&about, share))
            .add(told)
            .add(again)
    }

    fn amount(self, key: u32) -> String {
        let (sent, size) = self
            .item(key, |item| (item.sent, item.size))
            .unwrap_or_default();
        (t().records.upload.sending)(&format::size(sent), &format::size(size))
    }

    fn add(self, chosen: Vec<File>) {
        for file in chosen {
            let key = self.last.get_value().wrapping_add(1);
            self.last.set_value(key);
            let item = Item {
                key,
                name: file.name(),
                size: size(&file),
                sent: 0,
                state: State::Waiting,
            };
            self.sent.update_value(|sent| {
                sent.push((
                    key,
                    Sent {
                        file,
                        upload: None,
                        announced_as: browser::unique(),
                        added_as: browser::unique(),
                    },
                ));
            });
            self.items.update(|items| items.push(item));
        }
        if !self.is_running.get_value() {
            self.is_running.set_value(true);
            spawn_local(self.run());
        }
    }

    fn put(self, key: u32, change: impl FnOnce(&mut Item)) {
        self.items.try_update(|items| {
            if let Some(item) = items.iter_mut().find(|item| item.key == key) {
                change(item);
            }
        });
    }

    /// One after the other, until there is none left or the page is.
    async fn run(self) {
        let mut added = 0;
        while let Some(key) = self.next() {
            if self.carry(key).await {
                added += 1;
            }
        }
        if self.items.is_disposed() {
            return;
        }
        self.is_running.set_value(false);
        if added > 0 {
            self.here.app.say(&(t().records.upload.all_done)(added));
            self.done.get_value()();
        }
    }

    fn next(self) -> Option<u32> {
        let waits = |items: &Vec<Item>| {
            let item = items.iter().find(|item| !item.state.is_over())?;
            Some(item.key)
        };
        self.items.try_with_untracked(waits).flatten()
    }

    /// Until it is added or not taken. Whether it was added.
    async fn carry(self, key: u32) -> bool {
        let mut tries = 0;
        loop {
            let came = self.try_once(key).await;
            if self.items.is_disposed() {
                return false;
            }
            match came {
                Ok(()) => {
                    self.put(key, |item| item.state = State::Done);
                    return true;
                }
                Err(failure) if failure.may_pass() => {
                    self.put(key, |item| item.state = State::Broken);
                    self.wait(pause(tries)).await;
                    tries += 1;
                }
                Err(failure) => {
                    let why = complaint(&failure);
                    self.put(key, |item| item.state = State::Refused(why));
                    return false;
                }
            }
        }
    }

    /// Waits, but no longer than somebody wants, and not at all once the line is back.
    async fn wait(self, millis: i32) {
        self.go_on.try_update_value(|go_on| *go_on = false);
        let mut left = millis;
        while left > 0 && self.go_on.try_get_value() == Some(false) {
            browser::sleep(STEP_MS).await;
            left -= STEP_MS;
        }
    }

    async fn try_once(self, key: u32) -> Result<(), Failure> {
        let client = self.here.app.client;
        let found = self.sent.try_with_value(|sent| {
            let (_, sent) = sent.iter().find(|(one, _)| *one == key)?;
            Some(sent.clone())
        });
        let Some(sent) = found.flatten() else {
            return Err(Failure::Offline);
        };
        let size = size(&sent.file);
        let (upload, mut at) = match sent.upload {
            Some(upload) => (upload, self.offset(key, upload).await?),
            None => {
                let name = sent.file.name();
                let upload = client
                    .announce(&name, size, sent.announced_as.clone())
                    .await?;
                self.know(key, |sent| sent.upload = Some(upload));
                (upload, 0)
            }
        };
        self.put(key, |item| {
            item.state = State::Sending;
            item.sent = at;
        });
        while at < size {
            let end = size.min(at + PIECE);
            let piece = part(&sent.file, at, end).ok_or(Failure::Offline)?;
            at = client.send_piece(upload, at, piece).await?;
            self.put(key, |item| {
                // Told anew with each piece.
                item.sent = at;
            });
            if self.items.is_disposed() {
                return Err(Failure::Offline);
            }
        }
        self.put(key, |item| item.state = State::Adding);
        let body = Json::texts(&[("upload", &upload.to_string())]).write();
        let ask = Ask {
            method: Method::Post,
            path: paths::record_files(self.record),
            key: Some(sent.added_as),
            body: Some(body),
            ..Ask::default()
        };
        client.change(ask).await.map(drop)
    }

    /// Where to go on. What the server does not know any more is announced anew.
    async fn offset(self, key: u32, upload: UploadId) -> Result<u64, Failure> {
        let found = self.here.app.client.upload_offset(upload).await;
        // An answer to this has no body that could say what is wrong.
        if matches!(found, Err(Failure::Broken { .. })) {
            self.know(key, |sent| {
                sent.upload = None;
                sent.announced_as = browser::unique();
            });
        }
        found
    }

    fn know(self, key: u32, learn: impl FnOnce(&mut Sent)) {
        self.sent.try_update_value(|all| {
            if let Some((_, sent)) = all.iter_mut().find(|(one, _)| *one == key) {
                learn(sent);
            }
        });
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a file's size is a whole number, which the browser writes as one with a point"
)]
fn size(file: &File) -> u64 {
    file.size() as u64
}

#[expect(
    clippy::cast_precision_loss,
    reason = "no file that is taken is that large"
)]
fn part(file: &File, from: u64, to: u64) -> Option<web_sys::Blob> {
    file.slice_with_f64_and_f64(from as f64, to as f64).ok()
}

/// How far something has come, to be seen and to be heard.
fn progress(about: &str, share: impl Fn() -> (u64, u64) + Copy + 'static) -> El {
    el("progress")
        .with("aria-label", about)
        .now("max", move || Some(share().1.max(1).to_string()))
        .now("value", move || Some(share().0.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(size: u64, sent: u64, state: State) -> Item {
        Item {
            key: 1,
            name: "a.jpg".to_owned(),
            size,
            sent,
            state,
        }
    }

    #[test]
    fn what_is_not_taken_holds_up_nothing() {
        let items = [
            item(100, 100, State::Done),
            item(300, 50, State::Broken),
            item(900, 0, State::Refused("no picture".to_owned())),
        ];
        assert_eq!(in_all(&items), (1, 2));
        assert_eq!(bytes(&items), (150, 400));
    }

    #[test]
    fn the_next_try_comes_later_each_time_and_never_too_late() {
        let pauses: Vec<i32> = (0..7).map(pause).collect();
        assert_eq!(pauses, [1_000, 2_000, 4_000, 8_000, 16_000, 16_000, 16_000]);
    }
}
