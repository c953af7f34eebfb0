//! What a client sends, as typed values: bodies, queries and ids. Anything else is refused in words that name
//! the field; only an id that cannot be one is answered as one that is not there.

use super::argument::{Argument, Ask};
use super::describe::Described;
use super::problem::{Fault, Problem};
use actix_web::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use actix_web::web;
use contract::id::{DeviceId, Id, IdKind};
use contract::problem::FieldError;
use futures_util::StreamExt as _;
use serde::de::DeserializeOwned;
use utoipa::openapi::path::ParameterIn;
use utoipa::{IntoParams, ToSchema};

/// No body here is a file; whatever is longer is a mistake or an attack.
const MOST_BODY: usize = 64 * 1024;

/// The hat may stand in the query of any portal call, where a header cannot be set.
pub(crate) const HAT_PARAMETER: &str = "hat";

/// A JSON body.
pub(crate) struct Input<T>(pub T);

impl<T: DeserializeOwned + ToSchema> Argument for Input<T> {
    async fn take(ask: &mut Ask<'_>) -> Result<Self, Problem> {
        let bytes = body(ask).await?;
        if names_nul(&bytes) {
            let said = "No text may hold the character U+0000.";
            return Err(Problem::new(Fault::Malformed).detail(said));
        }
        serde_json::from_slice(&bytes)
            .map(Input)
            .map_err(|error| unreadable(&error))
    }

    fn describe(described: &mut Described) {
        described.body::<T>();
    }
}

async fn body(ask: &mut Ask<'_>) -> Result<Vec<u8>, Problem> {
    let header = |name: &str| {
        ask.request
            .headers()
            .get(name)
            .and_then(|v| v.to_str().ok())
    };
    let json = header(CONTENT_TYPE.as_str())
        .and_then(|v| v.split(';').next())
        .is_some_and(|v| v.trim().eq_ignore_ascii_case("application/json"));
    if !json {
        return Err(Problem::new(Fault::UnsupportedMediaType));
    }
    bytes(ask, MOST_BODY, "At most 64 kB.").await
}

/// All of the body, which has at most so many bytes.
pub(super) async fn bytes(ask: &mut Ask<'_>, most: usize, said: &str) -> Result<Vec<u8>, Problem> {
    let too_large = || Problem::new(Fault::TooLarge).detail(said);
    // Said to be too long: not a byte of it is read.
    let length = ask.request.headers().get(CONTENT_LENGTH);
    if length
        .and_then(|v| v.to_str().ok())
        .and_then(|v| v.parse::<u64>().ok())
        .is_some_and(|n| n > most as u64)
    {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = ask.payload.next().await {
        let chunk = chunk.map_err(|error| Problem::because(Fault::Malformed, error))?;
        if bytes.len() + chunk.len() > most {
            return Err(too_large());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// Whether a text in the JSON holds U+0000, which one of the databases cannot store. JSON can only spell it out.
fn names_nul(json: &[u8]) -> bool {
    let mut rest = json;
    while let Some(at) = rest.iter().position(|byte| *byte == b'\\') {
        let (_, escape) = rest.split_at(at + 1);
        if escape.starts_with(b"u0000") {
            return true;
        }
        // What follows a backslash is part of its escape, another backslash too.
        rest = escape.get(1..).unwrap_or_default();
    }
    false
}

/// JSON that is none is malformed; JSON that says something else than was asked is invalid.
fn unreadable(error: &serde_json::Error) -> Problem {
    let text = error.to_string();
    let message = text.split(" at line ").next().unwrap_or_default();
    match error.classify() {
        serde_json::error::Category::Data => Problem::invalid(vec![fault("body", message)]),
        _ => Problem::new(Fault::Malformed).detail(format!("The body is not JSON: {message}.")),
    }
}

/// The fault that serde's own words describe.
fn fault(whole: &str, message: &str) -> FieldError {
    let named = |start: &str| {
        message
            .strip_prefix(start)
            .and_then(|rest| rest.split('`').next())
    };
    let (field, code) = if let Some(field) = named("unknown field `") {
        (field, "unknown")
    } else if let Some(field) = named("missing field `") {
        (field, "missing")
    } else if let Some(field) = named("duplicate field `") {
        (field, "duplicate")
    } else {
        (whole, "invalid")
    };
    FieldError {
        field: field.to_owned(),
        code: code.to_owned(),
        message: message.to_owned(),
    }
}

/// The query string; a parameter that the type does not name is refused.
pub(crate) struct Query<T>(pub T);

impl<T: DeserializeOwned + IntoParams> Argument for Query<T> {
    #[expect(
        clippy::disallowed_types,
        reason = "the gate's own use: it parses, and nothing is extracted past it"
    )]
    async fn take(ask: &mut Ask<'_>) -> Result<Self, Problem> {
        let text = without_hat(ask.request.query_string());
        match web::Query::<T>::from_query(&text) {
            Ok(query) => Ok(Self(query.into_inner())),
            Err(error) => {
                let message = error.to_string();
                let message = message
                    .strip_prefix("Query deserialize error: ")
                    .unwrap_or(&message);
                Err(Problem::invalid(vec![fault("query", message)]))
            }
        }
    }

    fn describe(described: &mut Described) {
        described.query::<T>();
    }
}

fn without_hat(query: &str) -> String {
    let is_hat = |pair: &&str| pair.split('=').next() == Some(HAT_PARAMETER);
    query
        .split('&')
        .filter(|pair| !is_hat(pair))
        .collect::<Vec<_>>()
        .join("&")
}

/// The hat named in the query, if any.
pub(crate) fn hat_in_query(query: &str) -> Option<&str> {
    query
        .split('&')
        .find_map(|pair| pair.strip_prefix(HAT_PARAMETER)?.strip_prefix('='))
}

/// The `{id}` of the path. What cannot be an id of this kind is answered as one that is not there.
pub(crate) struct PathId<K>(pub Id<K>);

impl<K: IdKind> Argument for PathId<K> {
    async fn take(ask: &mut Ask<'_>) -> Result<Self, Problem> {
        ask.request
            .match_info()
            .query("id")
            .parse()
            .map(Self)
            .map_err(|_| Problem::not_found())
    }

    fn describe(described: &mut Described) {
        described.schema::<Id<K>>();
        let schema = utoipa::openapi::Ref::from_schema_name(K::NAME);
        described.text(
            "id",
            ParameterIn::Path,
            "The id, as lists give it.",
            schema.into(),
        );
        described.problem(Fault::NotFound);
    }
}

/// The `{device}` of the path, of whoever its `{id}` is.
pub(crate) struct PathDevice(pub DeviceId);

impl Argument for PathDevice {
    async fn take(ask: &mut Ask<'_>) -> Result<Self, Problem> {
        let device = ask.request.match_info().query("device").parse();
        device.map(Self).map_err(|_| Problem::not_found())
    }

    fn describe(described: &mut Described) {
        described.schema::<DeviceId>();
        let schema = utoipa::openapi::Ref::from_schema_name("DeviceId").into();
        let what = "The browser's id, as its owner's page gives it.";
        described.text("device", ParameterIn::Path, what, schema);
        described.problem(Fault::NotFound);
    }
}

/// The `{id}` of the path where it is a name: small letters, digits and hyphens. Another is answered as one that is not
/// there.
pub(crate) struct PathName(pub String);

impl Argument for PathName {
    async fn take(ask: &mut Ask<'_>) -> Result<Self, Problem> {
        let name = ask.request.match_info().query("id");
        let is_fit = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if (1..=64).contains(&name.len()) && name.bytes().all(is_fit) {
            Ok(Self(name.to_owned()))
        } else {
            Err(Problem::not_found())
        }
    }

    fn describe(described: &mut Described) {
        described.text(
            "id",
            ParameterIn::Path,
            "The name, as lists give it.",
            super::describe::string(),
        );
        described.problem(Fault::NotFound);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hat_is_taken_out_of_the_query_before_it_is_read() {
        assert_eq!(
            without_hat("kind=job&hat=con_1&sort=-day"),
            "kind=job&sort=-day"
        );
        assert_eq!(without_hat("hat=x"), "");
        assert_eq!(without_hat("hats=x"), "hats=x");
        assert_eq!(hat_in_query("kind=job&hat=con_1"), Some("con_1"));
        assert_eq!(hat_in_query("kind=job&hats=con_1"), None);
    }

    #[test]
    fn a_spelt_out_nul_is_found_and_a_backslash_before_a_u_is_none() {
        assert!(names_nul(br#"{"name":"a\u0000b"}"#));
        assert!(names_nul(br#"{"name":"\\\u0000"}"#));
        for fine in [
            r#"{"name":"a\\u0000b"}"#,
            r#"{"name":"\u0001 u0000"}"#,
            r#"{"a":"\"}"#,
            "",
        ] {
            assert!(!names_nul(fine.as_bytes()), "{fine}");
        }
    }

    #[test]
    fn a_wrong_field_is_named() {
        let error = fault("body", "unknown field `colour`, expected `email`");
        assert_eq!(
            (error.field.as_str(), error.code.as_str()),
            ("colour", "unknown")
        );
        let error = fault("body", "this is not an e-mail address");
        assert_eq!(
            (error.field.as_str(), error.code.as_str()),
            ("body", "invalid")
        );
    }
}
