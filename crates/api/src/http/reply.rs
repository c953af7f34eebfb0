//! Answers. A reply is made only here, out of what its viewer may have, and it leaves only through
//! [`Reply::leave`], which writes its receipt first: if that fails, nothing leaves.

#![expect(clippy::disallowed_methods, reason = "the gate: answers are made here")]

use super::client::Client;
use super::csv::{self, Tabled};
use super::file::Sending;
use super::memory::{Kept, Known, Returning};
use super::problem::Problem;
use super::staff::Staff;
use super::viewer::{SignedIn, Visitor};
use crate::api::Api;
use actix_web::HttpRequest;
use actix_web::HttpResponse;
use actix_web::body::BoxBody;
use actix_web::cookie::Cookie;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, HeaderName, HeaderValue};
use app::live::Message;
use bytes::Bytes;
use contract::device::DevicePage;
use contract::id::{Id, IdKind};
use contract::passkey::{PasskeyCeremony, PasskeyPage};
use contract::people::Made;
use contract::session::SessionView;
use contract::setup::SetupState;
use contract::sign_in::{PeekAnswer, SignInAccepted};
use contract::staff::StaffSession;
use domain::policy::ViewerKey;
use domain::receipt::{Act, Draft, Object, Outcome};
use domain::slice::Slice;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::marker::PhantomData;
use store::epochs::Claim;
use tokio::sync::mpsc;

/// The answer of an operation that has nothing to say.
pub(crate) struct Nothing;
/// The answer of an operation that sends a file.
pub(crate) struct FileBytes;
/// The answer of an operation that sends a table for a spreadsheet.
pub(crate) struct CsvBytes;

pub(crate) use super::describe::{Accepted, Created, IfAny};

pub(crate) struct Reply<T> {
    status: StatusCode,
    body: Body,
    headers: Vec<(HeaderName, HeaderValue)>,
    cookies: Vec<Cookie<'static>>,
    receipt: Option<Owed>,
    /// The view's hash and its bytes, whether or not they are sent.
    made_of: Option<([u8; 32], Bytes)>,
    /// Whom to keep it for, for the next time it is asked for.
    keep: Option<Known>,
    answers: PhantomData<fn() -> T>,
}

pub(super) enum Body {
    Empty,
    Json(Bytes),
    Csv(Bytes),
    File(Sending),
    Events {
        viewer: ViewerKey,
        messages: mpsc::Receiver<Message>,
    },
}

/// The receipt that must stand before the answer leaves.
pub(super) enum Owed {
    Entry {
        draft: Draft,
        /// What was remembered of it, and has to be true still.
        claim: Option<Claim>,
    },
    /// Of a file's bytes; `part` of them may belong to a download that has its receipt.
    Download { draft: Draft, part: bool },
}

/// What a person may be told about her own session, whoever she acts for. A closed list.
pub(crate) trait OfOneself: Serialize {}
impl OfOneself for SessionView {}
impl OfOneself for DevicePage {}
impl OfOneself for PasskeyPage {}
impl OfOneself for PasskeyCeremony {}
impl OfOneself for StaffSession {}

/// What anybody may be told. A closed list.
pub(crate) trait Public: Serialize {}
impl Public for PeekAnswer {}
impl Public for SignInAccepted {}
impl Public for SetupState {}
impl Public for PasskeyCeremony {}

/// A slice, to the viewer it was made for.
#[expect(clippy::needless_pass_by_value, reason = "a slice is answered once")]
pub(crate) fn ok<T: Serialize>(
    visitor: &Visitor,
    act: Act,
    slice: Slice<T>,
) -> Result<Reply<T>, Problem> {
    visitor.owns(&slice)?;
    let body = json(&*slice)?;
    let view = visitor.api.keyed(&visitor.tag_key(), &body)?;
    let draft = visitor.draft(act);
    let mut reply = conditional(&view, body.clone(), &visitor.client, draft, visitor.claim());
    reply.made_of = Some((view, body));
    Ok(reply)
}

/// The same, kept: asked again, it is given again for as long as the epochs it rests on stand still. Not for
/// answers that depend on anything else.
pub(crate) fn kept<T: Serialize>(
    me: &Returning,
    act: Act,
    slice: Slice<T>,
) -> Result<Reply<T>, Problem> {
    let mut reply = ok(me, act, slice)?;
    reply.keep = me.known();
    Ok(reply)
}

/// What somebody of the staff may read of her own firm.
#[expect(clippy::needless_pass_by_value, reason = "a slice is answered once")]
pub(crate) fn whole<R, T: Serialize>(
    me: &Staff<R>,
    act: Act,
    slice: Slice<T>,
) -> Result<Reply<T>, Problem> {
    me.owns(&slice)?;
    let body = json(&*slice)?;
    let view = me.api.keyed(&me.id().bytes(), &body)?;
    Ok(conditional(&view, body, &me.client, me.draft(act), None))
}

/// Rows of what somebody of the staff may read, as a table to take away. The receipt names exactly what was taken.
pub(crate) fn table<R, T: Tabled>(
    me: &Staff<R>,
    act: Act,
    rows: &Slice<Vec<T>>,
    name: &str,
) -> Result<Reply<CsvBytes>, Problem> {
    me.owns(rows)?;
    let bytes = csv::table(rows)?;
    let mut draft = me.draft(act);
    draft.sha256 = Some(hex::encode(Sha256::digest(&bytes)));
    let disposition = format!("attachment; filename=\"{name}\"");
    Ok(Reply::new(StatusCode::OK, Body::Csv(bytes))
        .receipted(draft)
        .header(CONTENT_DISPOSITION, &disposition))
}

/// The id of what a write has just made. Its receipt was committed with it.
pub(crate) fn made<K: IdKind>(id: Id<K>) -> Result<Reply<Created>, Problem> {
    let made = Made { id: id.to_string() };
    Ok(Reply::new(StatusCode::CREATED, Body::Json(json(&made)?)))
}

/// The same of something that has a name of its own.
pub(crate) fn made_named(name: &str) -> Result<Reply<Created>, Problem> {
    let made = Made {
        id: name.to_owned(),
    };
    Ok(Reply::new(StatusCode::CREATED, Body::Json(json(&made)?)))
}

/// Facts of one's own session.
pub(crate) fn own<T: OfOneself>(me: &SignedIn, act: Act, facts: &T) -> Result<Reply<T>, Problem> {
    of_oneself(me, act, facts)
}

/// The same to somebody of the staff who looks as a contact: her own session, in the receipt as a look of hers.
pub(crate) fn own_as<T: OfOneself>(
    visitor: &Visitor,
    act: Act,
    facts: &T,
) -> Result<Reply<T>, Problem> {
    let body = json(facts)?;
    let view = visitor.api.keyed(&visitor.tag_key(), &body)?;
    let draft = visitor.draft(act);
    Ok(conditional(&view, body, &visitor.client, draft, None))
}

/// The same, where nobody may be asking: she is told nothing, and that is no refusal.
pub(crate) fn own_if_any<T: OfOneself>(
    found: Option<(&SignedIn, Act, &T)>,
) -> Result<Reply<IfAny<T>>, Problem> {
    match found {
        Some((me, act, facts)) => of_oneself(me, act, facts),
        None => Ok(Reply::new(StatusCode::NO_CONTENT, Body::Empty)),
    }
}

fn of_oneself<T: OfOneself, A>(me: &SignedIn, act: Act, facts: &T) -> Result<Reply<A>, Problem> {
    let body = json(facts)?;
    let view = me.api.keyed(&me.session.identity.bytes(), &body)?;
    Ok(conditional(&view, body, &me.client, me.draft(act), None))
}

/// Something that is the same for everybody who asks it.
pub(crate) fn public<T: Public>(answer: &T) -> Result<Reply<T>, Problem> {
    Ok(Reply::new(StatusCode::OK, Body::Json(json(answer)?)))
}

/// Taken in; what becomes of it is seen elsewhere.
pub(crate) fn accepted<T: Public>(answer: &T) -> Result<Reply<Accepted<T>>, Problem> {
    Ok(Reply::new(StatusCode::ACCEPTED, Body::Json(json(answer)?)))
}

/// Done, and nothing to say.
pub(crate) fn done() -> Reply<Nothing> {
    Reply::new(StatusCode::NO_CONTENT, Body::Empty)
}

/// The tag says nothing but that *her* view is the same: not the record's version, not anybody else's view.
fn etag(view: &[u8; 32]) -> String {
    let short = view.first_chunk::<16>().copied().unwrap_or_default();
    format!("\"{}\"", hex::encode(short))
}

pub(super) fn conditional<T>(
    view: &[u8; 32],
    body: Bytes,
    client: &Client,
    mut draft: Draft,
    claim: Option<Claim>,
) -> Reply<T> {
    let etag = etag(view);
    draft.digest = Some(*view);
    let reply = if client.holds(&etag) {
        draft.outcome = Outcome::Unchanged;
        Reply::new(StatusCode::NOT_MODIFIED, Body::Empty)
    } else {
        draft.outcome = Outcome::Ok;
        Reply::new(StatusCode::OK, Body::Json(body))
    };
    reply
        .owing(Owed::Entry { draft, claim })
        .header(ETAG, &etag)
}

fn typed(status: StatusCode, bytes: Bytes, media_type: &'static str) -> HttpResponse {
    let mut response = HttpResponse::with_body(status, BoxBody::new(bytes));
    let media_type = HeaderValue::from_static(media_type);
    response.headers_mut().insert(CONTENT_TYPE, media_type);
    response
}

fn json<T: Serialize + ?Sized>(answer: &T) -> Result<Bytes, Problem> {
    let mut body = Vec::with_capacity(4096);
    serde_json::to_writer(&mut body, answer)
        .map_err(|error| Problem::because(super::problem::Fault::Internal, error))?;
    Ok(body.into())
}

impl<T> Reply<T> {
    pub(super) const fn new(status: StatusCode, body: Body) -> Self {
        Self {
            status,
            body,
            headers: Vec::new(),
            cookies: Vec::new(),
            receipt: None,
            made_of: None,
            keep: None,
            answers: PhantomData,
        }
    }

    /// What the receipt says the answer is about.
    pub(crate) fn about(mut self, object: impl Into<Object>) -> Self {
        if let Some(Owed::Entry { draft, .. }) = &mut self.receipt {
            draft.object = Some(object.into());
        }
        self
    }

    /// What was asked: in closed words for the receipt's text, and what the person typed beside it.
    pub(crate) fn asked(mut self, query: String, typed: Option<String>) -> Self {
        if let Some(Owed::Entry { draft, .. }) = &mut self.receipt {
            draft.query = Some(query).filter(|q| !q.is_empty());
            draft.personal = typed;
        }
        self
    }

    pub(crate) fn receipted(self, draft: Draft) -> Self {
        self.owing(Owed::Entry { draft, claim: None })
    }

    pub(super) fn owing(mut self, receipt: Owed) -> Self {
        self.receipt = Some(receipt);
        self
    }

    pub(crate) fn cookie(mut self, cookie: Cookie<'static>) -> Self {
        self.cookies.push(cookie);
        self
    }

    pub(super) fn header(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.push((name, value));
        }
        self
    }

    /// The one way out: first the receipt, then the bytes.
    pub(super) async fn leave(
        self,
        request: &HttpRequest,
        api: &Api,
    ) -> Result<HttpResponse, Problem> {
        match self.receipt {
            None => {}
            Some(Owed::Entry { draft, claim }) => {
                if let (Some(known), Some((view, body))) = (self.keep, self.made_of) {
                    let kept = Kept::new(known, draft.clone(), view, body);
                    api.receipts().write_while(draft, claim).await?;
                    api.memory.keep(request, kept);
                } else {
                    api.receipts().write_while(draft, claim).await?;
                }
            }
            Some(Owed::Download { draft, part }) => {
                api.receipts().download(draft, part).await?;
            }
        }
        let mut response = match self.body {
            Body::Empty => HttpResponse::new(self.status),
            Body::Json(bytes) => typed(self.status, bytes, "application/json"),
            Body::Csv(bytes) => typed(self.status, bytes, csv::MEDIA_TYPE),
            Body::File(sending) => HttpResponse::with_body(self.status, sending.body()),
            Body::Events { viewer, messages } => {
                HttpResponse::with_body(self.status, super::events::body(viewer, messages))
            }
        };
        for (name, value) in self.headers {
            response.headers_mut().insert(name, value);
        }
        for cookie in self.cookies {
            if let Err(error) = response.add_cookie(&cookie) {
                return Err(Problem::because(super::problem::Fault::Internal, error));
            }
        }
        Ok(response)
    }
}
