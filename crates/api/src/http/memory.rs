//! What the server remembers of its visitors: who they are, and the answers they were given. Nothing of it is
//! believed: it leaves only with a receipt, and that is written only while the epochs it rests on stand still.

use super::argument::{Argument, Ask};
use super::client::Client;
use super::cookie;
use super::describe::Described;
use super::input::hat_in_query;
use super::problem::Problem;
use super::reply::{self, Reply};
use super::viewer::Visitor;
use actix_web::HttpRequest;
use actix_web::http::Method;
use bytes::Bytes;
use contract::id::ContactId;
use contract::paths::HAT_HEADER;
use domain::clock::Clock;
use domain::policy::Viewer;
use domain::receipt::Draft;
use domain::session::{Presented, Upkeep};
use domain::slice::Scope;
use moka::sync::Cache;
use sha2::{Digest as _, Sha256};
use std::ops::Deref;
use std::sync::Arc;
use store::epochs::Claim;
use store::session::SignedIn;

/// Sessions under a hat that are remembered; one takes about two kilobytes.
const SESSIONS: u64 = 10_000;

/// A visitor as she was last recognised.
#[derive(Clone)]
pub(crate) struct Known {
    pub viewer: Arc<Viewer>,
    pub scope: Arc<Scope>,
    pub claim: Claim,
    signed_in: Arc<SignedIn>,
}

impl Known {
    pub(crate) fn new(signed_in: SignedIn, viewer: Viewer, scope: Scope, claim: Claim) -> Self {
        Self {
            viewer: Arc::new(viewer),
            scope: Arc::new(scope),
            claim,
            signed_in: Arc::new(signed_in),
        }
    }

    /// Whether the clock leaves everything as it was: the day, the session's life, and nothing to be written
    /// about it.
    fn is_timely(&self, clock: &dyn Clock) -> bool {
        let now = clock.now().timestamp_micros();
        let presented = self.signed_in.session.present(self.signed_in.key, now);
        matches!(presented, Presented::Welcome(_, Upkeep::Nothing))
            && self.viewer.today() == clock.today()
    }
}

/// An answer as it was given, but for whether its asker holds it already.
pub(crate) struct Kept {
    known: Known,
    /// Without where and with what it was asked.
    draft: Draft,
    view: [u8; 32],
    body: Bytes,
}

impl Kept {
    pub(super) fn new(known: Known, draft: Draft, view: [u8; 32], body: Bytes) -> Self {
        Self {
            known,
            draft,
            view,
            body,
        }
    }

    /// The answer for this request, with a receipt of its own.
    pub(super) fn reply<T>(&self, client: &Client) -> Reply<T> {
        let mut draft = client.sign(self.draft.clone());
        draft.grade = client.grade;
        let body = self.body.clone();
        reply::conditional(&self.view, body, client, draft, Some(self.known.claim))
    }
}

/// The hash of a session's secret, and a hat.
type Asker = ([u8; 32], ContactId);
/// The same, the hat as it was written, and what is asked.
type Question = ([u8; 32], String, String);

fn hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret).into()
}

pub(crate) struct Memory {
    sessions: Cache<Asker, Known>,
    /// `None` where answers are not to be kept.
    answers: Option<Cache<Question, Arc<Kept>>>,
}

impl Memory {
    /// `bytes` of answers at most.
    pub(crate) fn new(bytes: u64) -> Self {
        let size = |question: &Question, kept: &Arc<Kept>| {
            let all = kept.body.len() + question.2.len() + 1024;
            u32::try_from(all).unwrap_or(u32::MAX)
        };
        Self {
            sessions: Cache::new(SESSIONS),
            answers: (bytes > 0)
                .then(|| Cache::builder().weigher(size).max_capacity(bytes).build()),
        }
    }

    pub(super) fn session(&self, secret: &str, hat: ContactId, clock: &dyn Clock) -> Option<Known> {
        self.sessions
            .get(&(hash(secret), hat))
            .filter(|known| known.is_timely(clock))
    }

    pub(super) fn remember(&self, secret: &str, hat: ContactId, known: Known) {
        self.sessions.insert((hash(secret), hat), known);
    }

    /// The answer this very browser got to this very question.
    pub(super) fn answer(&self, request: &HttpRequest, clock: &dyn Clock) -> Option<Arc<Kept>> {
        let answers = self.answers.as_ref()?;
        let kept = answers.get(&question(request)?)?;
        kept.known.is_timely(clock).then_some(kept)
    }

    pub(super) fn keep(&self, request: &HttpRequest, kept: Kept) {
        if let (Some(answers), Some(question)) = (&self.answers, question(request)) {
            answers.insert(question, Arc::new(kept));
        }
    }
}

/// Only what is read can be remembered, and only for a browser.
fn question(request: &HttpRequest) -> Option<Question> {
    if *request.method() != Method::GET {
        return None;
    }
    let secret = cookie::read(request, cookie::SESSION)?;
    let hat = match request.headers().get(HAT_HEADER) {
        Some(hat) => hat.to_str().ok()?,
        None => hat_in_query(request.query_string())?,
    };
    let path = request.uri().path_and_query()?;
    Some((hash(&secret), hat.to_owned(), path.as_str().to_owned()))
}

/// A visitor who may have been recognised from memory. Her answer's receipt validates that, so a handler that
/// takes one must answer with [`super::reply::ok`] or refuse with [`Visitor::hidden`].
pub(crate) struct Returning(pub Visitor);

impl Deref for Returning {
    type Target = Visitor;

    fn deref(&self) -> &Visitor {
        &self.0
    }
}

impl Argument for Returning {
    async fn take(ask: &mut Ask<'_>) -> Result<Self, Problem> {
        Visitor::returning(ask).await.map(Self)
    }

    fn describe(described: &mut Described) {
        Visitor::describe(described);
    }
}
