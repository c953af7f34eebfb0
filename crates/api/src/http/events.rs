//! A stream of server-sent events: one viewer's messages as they come, a sign of life in between, and an end as soon
//! as her session, her hat or the program ends.

use super::argument::{Argument, Ask};
use super::describe::{Answer, Described, reference};
use super::problem::Problem;
use super::reply::{Body, Reply};
use super::viewer::Visitor;
use actix_web::body::{BodyStream, BoxBody};
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, HeaderName};
use app::live::Message;
use bytes::Bytes;
use contract::event::LiveEvent;
use contract::kind::Grade;
use domain::receipt::Act;
use futures_util::stream;
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::mpsc;
use utoipa::openapi::Content;
use utoipa::openapi::path::ParameterIn;
use utoipa::openapi::response::ResponseBuilder;

/// Proxies close what is silent for a minute.
const SIGN_OF_LIFE: Duration = Duration::from_secs(15);
/// nginx would otherwise collect a stream before passing it on.
const BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");

/// The answer of an operation that streams events.
pub(crate) struct Events;

/// Where an earlier stream of this browser stood.
pub(crate) struct LastEventId(pub Option<String>);

impl Argument for LastEventId {
    async fn take(ask: &mut Ask<'_>) -> Result<Self, Problem> {
        let header = ask.request.headers().get("last-event-id");
        Ok(Self(
            header.and_then(|v| v.to_str().ok()).map(str::to_owned),
        ))
    }

    fn describe(described: &mut Described) {
        described.text(
            "Last-Event-ID",
            ParameterIn::Header,
            "Where the stream before stood; browsers send it by themselves.",
            super::describe::string(),
        );
    }
}

/// Her messages, and nobody else's: one that is not hers ends the stream.
pub(crate) fn events(me: &Visitor, messages: mpsc::Receiver<Message>) -> Reply<Events> {
    let mut draft = me.draft(Act::EventsOpen);
    // Nobody asked to see anything.
    draft.grade = Grade::Refresh;
    let stream = Body::Events {
        viewer: me.viewer.key(),
        messages,
    };
    Reply::new(StatusCode::OK, stream)
        .header(CONTENT_TYPE, "text/event-stream")
        .header(CACHE_CONTROL, "no-store")
        .header(CONTENT_ENCODING, "identity")
        .header(BUFFERING, "no")
        .receipted(draft)
}

pub(super) fn body(
    viewer: domain::policy::ViewerKey,
    messages: mpsc::Receiver<Message>,
) -> BoxBody {
    // The first line lets the browser know at once that the stream is open.
    let opening = Some(Bytes::from_static(b"retry: 3000\n: open\n\n"));
    let stream = stream::unfold(
        (opening, Some(messages)),
        move |(opening, messages)| async move {
            if let Some(opening) = opening {
                return Some((Ok::<_, Infallible>(opening), (None, messages)));
            }
            let mut messages = messages?;
            match tokio::time::timeout(SIGN_OF_LIFE, messages.recv()).await {
                Err(_) => Some((
                    Ok(Bytes::from_static(b": still here\n\n")),
                    (None, Some(messages)),
                )),
                Ok(None) => None,
                Ok(Some(message)) if message.viewer == viewer => {
                    let over = message.event == LiveEvent::Ended;
                    let rest = (!over).then_some(messages);
                    Some((Ok(text(&message)), (None, rest)))
                }
                Ok(Some(_)) => {
                    tracing::error!(
                        alarm = "mixed-viewers",
                        "an event for another viewer was held back"
                    );
                    None
                }
            }
        },
    );
    BoxBody::new(BodyStream::new(Box::pin(stream)))
}

/// JSON has no bare line breaks, so one line holds it.
fn text(message: &Message) -> Bytes {
    let event = serde_json::to_string(&message.event).unwrap_or_default();
    format!("id: {}\ndata: {event}\n\n", message.place).into()
}

impl Answer for Events {
    fn describe(described: &mut Described) {
        described.schema::<LiveEvent>();
        let response = ResponseBuilder::new()
            .description("Server-sent events, each with a `LiveEvent` as its data")
            .content(
                "text/event-stream",
                Content::new(Some(reference::<LiveEvent>())),
            );
        described.answer("200", response);
    }
}
