//! The `Idempotency-Key` of a write: whoever sends the same write again under the same key, because an answer was lost,
//! is answered as the first time, and nothing happens twice.

use super::argument::{Argument, Ask};
use super::describe::{Described, string};
use super::problem::{Fault, Problem};
use contract::id::Id;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use utoipa::openapi::path::ParameterIn;

const HEADER: &str = "Idempotency-Key";
const LONGEST: usize = 255;

pub(crate) struct Once {
    key: Option<String>,
    route: String,
}

impl Once {
    /// The write of this body under this hat.
    pub(crate) fn of<K>(
        self,
        hat: Id<K>,
        body: &impl Serialize,
    ) -> Result<app::once::Once, Problem> {
        let Some(key) = self.key else {
            return Ok(app::once::Once::default());
        };
        let body =
            serde_json::to_vec(body).map_err(|error| Problem::because(Fault::Internal, error))?;
        Ok(app::once::Once::by(store::once::Call {
            hat: hat.bytes(),
            route: self.route,
            key,
            body: Sha256::digest(body).into(),
        }))
    }
}

impl Argument for Once {
    async fn take(ask: &mut Ask<'_>) -> Result<Self, Problem> {
        let key = match ask.request.headers().get(HEADER) {
            None => None,
            Some(value) => match value.to_str() {
                Ok(key) if (1..=LONGEST).contains(&key.len()) => Some(key.to_owned()),
                _ => {
                    return Err(Problem::new(Fault::Malformed)
                        .detail("An Idempotency-Key is 1 to 255 visible ASCII characters."));
                }
            },
        };
        Ok(Self {
            key,
            route: format!("{} {}", ask.request.method(), ask.request.path()),
        })
    }

    fn describe(described: &mut Described) {
        let what = "Of your choice, unique to this write. The same write under the same key is done once and answered \
                    alike for 30 days; another one under it is refused.";
        described.text(HEADER, ParameterIn::Header, what, string());
        described.problem(Fault::KeyReused);
        described.problem(Fault::Malformed);
    }
}
