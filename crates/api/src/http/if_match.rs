//! The `If-Match` of an edit: the `revision` of what its sender saw, so that two people who change one thing do not
//! undo each other unseen.

use super::argument::{Argument, Ask};
use super::describe::{Described, string};
use super::problem::{Fault, Problem};
use actix_web::http::header::IF_MATCH;
use domain::revision::Expected;
use utoipa::openapi::path::ParameterIn;

pub(crate) struct IfMatch(pub Expected);

impl Argument for IfMatch {
    async fn take(ask: &mut Ask<'_>) -> Result<Self, Problem> {
        let header = ask.request.headers().get(IF_MATCH);
        let header = header.ok_or_else(|| Problem::new(Fault::RevisionRequired))?;
        let expected = header.to_str().ok().and_then(Expected::parse);
        expected.map(Self).ok_or_else(|| {
            Problem::new(Fault::Malformed)
                .detail("If-Match is the revision in double quotes, or * for whatever is there.")
        })
    }

    fn describe(described: &mut Described) {
        let what = "The `revision` of what you saw, in double quotes; or `*` to write over whatever is there.";
        described.text("If-Match", ParameterIn::Header, what, string());
        described.problem(Fault::RevisionRequired);
        described.problem(Fault::Changed);
        described.problem(Fault::Malformed);
    }
}
