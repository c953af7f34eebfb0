//! From epochs that moved to what each watcher is told: once for all whose rights are alike.

use super::{Message, place};
use crate::App;
use contract::event::{Changed, Gone, LiveEvent};
use contract::id::{ContactId, DeviceId, RecordId};
use contract::kind::RecordKind;
use contract::record::RecordView;
use domain::slice::{Scope, Slice};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::collections::HashMap;
use store::StoreError;
use store::changes::Since;
use store::epochs::Claim;

type Moved = (u64, DeviceId, ContactId, Scope, Claim);

/// What happened, before it is said in anybody's own hash.
#[derive(Clone)]
enum Turn {
    Shown {
        id: RecordId,
        kind: RecordKind,
        subject: contract::id::SubjectId,
        body: Vec<u8>,
    },
    Gone(RecordId),
}

#[derive(Clone)]
enum News {
    Records(Vec<Turn>),
    Much,
}

pub(super) async fn tell(
    app: &App,
    stand: &HashMap<uuid::Uuid, i64>,
    moved: Vec<Moved>,
) -> Result<(), StoreError> {
    // Those whose rights are alike are resolved together: by third party and where they stand.
    let mut known: Vec<(Scope, Claim, News)> = Vec::new();
    for (number, device, contact, scope, told) in moved {
        if !told.same_rights(stand) || scope.day() != app.clock.today() {
            afresh(app, number, device, contact, &scope, told).await?;
            continue;
        }
        let now = told.at(stand);
        let alike = known.iter().find(|(other, from, _)| {
            other.same_rights(&scope) && from.third_party() == told.third_party()
        });
        let news = match alike {
            Some((_, _, news)) => news.clone(),
            None => {
                let news = news(app, &scope, told, now).await?;
                known.push((scope.clone(), told, news.clone()));
                news
            }
        };
        let events = match news {
            News::Much => vec![LiveEvent::Slice],
            News::Records(turns) => turns
                .into_iter()
                .map(|turn| event(app, contact, turn))
                .collect(),
        };
        send(app, number, &scope, now, events);
    }
    Ok(())
}

/// The firm's rules, the person's rights, her session or the day may be others: she is recognised anew.
async fn afresh(
    app: &App,
    number: u64,
    device: DeviceId,
    contact: ContactId,
    scope: &Scope,
    told: Claim,
) -> Result<(), StoreError> {
    let (now, today) = (app.clock.now().timestamp_micros(), app.clock.today());
    let found =
        store::session::of_device(&app.db, &app.profiles, device, contact, now, today).await?;
    let Some((viewer, claim)) = found else {
        send(app, number, scope, told, vec![LiveEvent::Ended]);
        app.live.lock().all.remove(&number);
        return Ok(());
    };
    let fresh = domain::policy::scope_all(&viewer);
    // A renewed secret alone is no news.
    let events = if told.differs_only_in_device(&claim) && scope.day() == today {
        Vec::new()
    } else {
        vec![LiveEvent::Slice]
    };
    if let Some(watcher) = app.live.lock().all.get_mut(&number) {
        watcher.scope = fresh.clone();
    }
    send(app, number, &fresh, claim, events);
    Ok(())
}

async fn news(app: &App, scope: &Scope, told: Claim, now: Claim) -> Result<News, StoreError> {
    let (_, after) = told.third_party();
    let (_, until) = now.third_party();
    let changed = match store::changes::since(&app.db, scope.third_party(), after, until).await? {
        Since::Much => return Ok(News::Much),
        Since::Records(changed) => changed,
    };
    let mut turns = Vec::new();
    for one in &changed {
        let Some(turn) = store::scoped::live::turn(&app.db, scope, one).await? else {
            continue;
        };
        let body = |view: &Option<Slice<RecordView>>| {
            view.as_ref()
                .map(|view| serde_json::to_vec(&**view).unwrap_or_default())
        };
        let (before, now) = (body(&turn.before), body(&turn.now));
        match (turn.now, now) {
            // Her own view is as it was: nothing happened for her.
            (_, now) if now == before => {}
            (Some(view), Some(body)) => turns.push(Turn::Shown {
                id: turn.id,
                kind: view.row.kind,
                subject: view.row.subject.id,
                body,
            }),
            _ => turns.push(Turn::Gone(turn.id)),
        }
    }
    Ok(News::Records(turns))
}

fn event(app: &App, contact: ContactId, turn: Turn) -> LiveEvent {
    match turn {
        Turn::Gone(id) => LiveEvent::Gone(Gone { id }),
        Turn::Shown {
            id,
            kind,
            subject,
            body,
        } => LiveEvent::Changed(Changed {
            id,
            kind,
            subject,
            version: keyed(app, contact, &body),
        }),
    }
}

/// The hash that the `ETag` of her own fetch of the record begins with.
fn keyed(app: &App, contact: ContactId, body: &[u8]) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&app.keys.view) else {
        return String::new();
    };
    mac.update(&contact.bytes());
    mac.update(body);
    let mut text = hex::encode(mac.finalize().into_bytes());
    text.truncate(32);
    text
}

fn send(app: &App, number: u64, scope: &Scope, now: Claim, events: Vec<LiveEvent>) {
    let mut watchers = app.live.lock();
    let Some(watcher) = watchers.all.get_mut(&number) else {
        return;
    };
    let place = place::seal(&app.keys.view, watcher.contact, &now);
    for event in events {
        let message = Message {
            viewer: scope.key(),
            place: place.clone(),
            event,
        };
        if watcher.out.try_send(message).is_err() {
            // Gone, or too slow: cut off, she comes back at the place she last heard.
            watchers.all.remove(&number);
            return;
        }
    }
    watcher.told = now;
}
