//! Uploads as the core of tus 1.0 spells them: what is sent, piece by piece and never held whole, and how far it came.

use super::argument::{Argument, Ask};
use super::describe::{Answer, Described, string};
use super::problem::{Fault, Problem};
use super::reply::{self, Body, Created, Reply};
use actix_web::HttpRequest;
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, LOCATION};
use app::uploads::{Arriving, Progress};
use contract::id::UploadId;
use contract::paths;
use contract::upload::{
    LENGTH_HEADER, METADATA_HEADER, OFFSET_HEADER, PIECE, RESUMABLE, RESUMABLE_HEADER,
};
use futures_util::StreamExt as _;
use utoipa::openapi::header::Header;
use utoipa::openapi::path::ParameterIn;
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::response::ResponseBuilder;
use utoipa::openapi::{Content, RefOr, Required};

const RESUMABLE_NAME: HeaderName = HeaderName::from_static("tus-resumable");
const OFFSET_NAME: HeaderName = HeaderName::from_static("upload-offset");
const LENGTH_NAME: HeaderName = HeaderName::from_static("upload-length");
const VERSIONS_NAME: HeaderName = HeaderName::from_static("tus-version");

fn text<'r>(request: &'r HttpRequest, name: &str) -> Option<&'r str> {
    request.headers().get(name).and_then(|v| v.to_str().ok())
}

/// Whoever names a version must name ours; a plain client need not.
fn same_protocol(request: &HttpRequest) -> Result<(), Problem> {
    match text(request, RESUMABLE_HEADER) {
        None | Some(RESUMABLE) => Ok(()),
        Some(_) => {
            Err(Problem::new(Fault::UploadProtocol).header(VERSIONS_NAME, RESUMABLE.to_owned()))
        }
    }
}

fn number(request: &HttpRequest, name: &str) -> Result<u64, Problem> {
    let given = text(request, name);
    let code = if given.is_some() {
        "malformed"
    } else {
        "missing"
    };
    given
        .and_then(|text| text.trim().parse().ok())
        .ok_or_else(|| Problem::field(name, code, "write a number of bytes"))
}

/// What is said of a file before it is sent.
pub(crate) struct Announced {
    pub length: u64,
    pub metadata: String,
}

impl Argument for Announced {
    async fn take(ask: &mut Ask<'_>) -> Result<Self, Problem> {
        same_protocol(ask.request)?;
        Ok(Self {
            length: number(ask.request, LENGTH_HEADER)?,
            metadata: text(ask.request, METADATA_HEADER)
                .unwrap_or_default()
                .to_owned(),
        })
    }

    fn describe(described: &mut Described) {
        for (name, what) in [
            (RESUMABLE_HEADER, "The protocol's version: `1.0.0`."),
            (LENGTH_HEADER, "How many bytes the file has."),
            (
                METADATA_HEADER,
                "`filename`, a space, and its name in base64.",
            ),
        ] {
            described.text(name, ParameterIn::Header, what, string());
        }
        for fault in [
            Fault::Invalid,
            Fault::TooLarge,
            Fault::TooMany,
            Fault::UploadProtocol,
        ] {
            described.problem(fault);
        }
    }
}

/// The next piece of a file, still on its way.
pub(crate) struct Piece {
    pub offset: u64,
    /// What it is said to be large.
    pub size: Option<u64>,
    payload: Payload,
}

impl Argument for Piece {
    async fn take(ask: &mut Ask<'_>) -> Result<Self, Problem> {
        same_protocol(ask.request)?;
        if text(ask.request, CONTENT_TYPE.as_str()).map(str::trim) != Some(PIECE) {
            return Err(Problem::new(Fault::NotAPiece));
        }
        Ok(Self {
            offset: number(ask.request, OFFSET_HEADER)?,
            size: text(ask.request, CONTENT_LENGTH.as_str()).and_then(|text| text.parse().ok()),
            payload: std::mem::replace(ask.payload, Payload::None),
        })
    }

    fn describe(described: &mut Described) {
        for (name, what) in [
            (RESUMABLE_HEADER, "The protocol's version: `1.0.0`."),
            (
                OFFSET_HEADER,
                "Where the piece belongs: how many bytes there are already.",
            ),
        ] {
            described.text(name, ParameterIn::Header, what, string());
        }
        let body = RequestBodyBuilder::new()
            .content(PIECE, Content::new(None::<RefOr<utoipa::openapi::Schema>>))
            .required(Some(Required::True))
            .build();
        described.sends(body);
        for fault in [
            Fault::Malformed,
            Fault::Invalid,
            Fault::TooLarge,
            Fault::NotAPiece,
            Fault::WrongOffset,
            Fault::UploadProtocol,
        ] {
            described.problem(fault);
        }
    }
}

impl Piece {
    /// Hands it over as it comes. However it ends, what came is kept.
    pub(crate) async fn into(mut self, mut arriving: Arriving<'_>) -> Result<Progress, Problem> {
        while let Some(bytes) = self.payload.next().await {
            let taken = match bytes {
                Ok(bytes) => arriving.take(bytes).await.map_err(Problem::from),
                Err(error) => Err(Problem::because(Fault::Malformed, error)),
            };
            if let Err(problem) = taken {
                arriving.end().await?;
                return Err(problem);
            }
        }
        Ok(arriving.end().await?)
    }
}

/// The answer of an operation that says how far an upload has come.
pub(crate) struct HowFar;

impl Answer for HowFar {
    fn describe(described: &mut Described) {
        let response = ResponseBuilder::new()
            .description("How far it has come")
            .header(OFFSET_HEADER, Header::new(string()))
            .header(LENGTH_HEADER, Header::new(string()));
        described.answer("204", response);
    }
}

/// The id of an upload that has begun, and where its pieces go.
pub(crate) fn begun(id: UploadId) -> Result<Reply<Created>, Problem> {
    Ok(reply::made(id)?
        .header(RESUMABLE_NAME, RESUMABLE)
        .header(LOCATION, &paths::upload(id)))
}

pub(crate) fn how_far(progress: Progress) -> Reply<HowFar> {
    Reply::new(StatusCode::NO_CONTENT, Body::Empty)
        .header(RESUMABLE_NAME, RESUMABLE)
        .header(OFFSET_NAME, &progress.offset.to_string())
        .header(LENGTH_NAME, &progress.length.to_string())
        // It is never twice the same.
        .header(CACHE_CONTROL, "no-store")
}

/// A piece was sent to another place than the upload's end.
pub(super) fn elsewhere(progress: Progress) -> Problem {
    Problem::new(Fault::WrongOffset)
        .header(OFFSET_NAME, progress.offset.to_string())
        .header(LENGTH_NAME, progress.length.to_string())
}
