//! A logo as it is sent, and the ground it is for.

use super::argument::{Argument, Ask};
use super::describe::{Described, string};
use super::input::bytes;
use super::problem::{Fault, Problem};
use bytes::Bytes;
use contract::logo::{Ground, MOST_LOGO};
use sha2::{Digest as _, Sha256};
use utoipa::openapi::path::ParameterIn;
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::{Content, RefOr, Required};

/// The `{id}` of the path where it is a ground. Another word is answered as something that is not there.
pub(crate) struct OnGround(pub Ground);

impl Argument for OnGround {
    async fn take(ask: &mut Ask<'_>) -> Result<Self, Problem> {
        Ground::parse(ask.request.match_info().query("id"))
            .map(Self)
            .ok_or_else(Problem::not_found)
    }

    fn describe(described: &mut Described) {
        described.text("id", ParameterIn::Path, "`light` or `dark`.", string());
        described.problem(Fault::NotFound);
    }
}

/// The bytes of a picture. What they are decides, not what they are called, so any media type will do.
pub(crate) struct Picture {
    pub bytes: Bytes,
}

impl Picture {
    pub(crate) fn sha256(&self) -> String {
        hex::encode(Sha256::digest(&self.bytes))
    }
}

impl Argument for Picture {
    async fn take(ask: &mut Ask<'_>) -> Result<Self, Problem> {
        let bytes = bytes(ask, MOST_LOGO, "At most 1 MB.").await?;
        Ok(Self {
            bytes: bytes.into(),
        })
    }

    fn describe(described: &mut Described) {
        let mut body = RequestBodyBuilder::new().required(Some(Required::True));
        for media_type in ["image/png", "image/jpeg", "image/webp"] {
            let anything = Content::new(None::<RefOr<utoipa::openapi::Schema>>);
            body = body.content(media_type, anything);
        }
        described.sends(body.build());
        for fault in [Fault::Malformed, Fault::TooLarge, Fault::Invalid] {
            described.problem(fault);
        }
    }
}
