//! Somebody of the staff: the session's cookie, her place at the firm, and the right that the operation needs. A handler
//! that takes a [`Staff`] cannot run without all three.

use super::argument::{Argument, Ask};
use super::client::Client;
use super::describe::Described;
use super::file::Receiver;
use super::problem::{Fault, Problem};
use super::viewer::{api, named_hat, not_recognised, secret};
use crate::api::Api;
use actix_web::web::Data;
use contract::id::{Id, IdKind, StaffId};
use contract::paths::HAT_HEADER;
use domain::policy::{Right, StaffPermit, StaffViewer, permit_staff};
use domain::receipt::{Act, Draft, Outcome};
use domain::slice::{FileGrant, Slice};
use store::Db;
use utoipa::openapi::path::ParameterIn;

pub(crate) struct Staff<R> {
    pub permit: StaffPermit<R>,
    pub client: Client,
    pub api: Data<Api>,
    viewer: StaffViewer,
}

impl<R> Staff<R> {
    pub(crate) fn db(&self) -> &Db {
        &self.api.app.db
    }

    pub(crate) fn draft(&self, act: Act) -> Draft {
        self.client.sign(self.viewer.draft(act, self.client.grade))
    }

    /// What she asked for is none of her firm's.
    pub(crate) fn hidden<K: IdKind>(&self, act: Act, object: Id<K>) -> Problem {
        let mut draft = self.draft(act);
        draft.object = Some(object.into());
        draft.outcome = Outcome::Refused;
        Problem::not_found().receipted(draft)
    }

    /// Another right of hers, where one operation is more than one thing.
    pub(crate) fn also<R2: Right>(&self) -> Option<StaffPermit<R2>> {
        permit_staff(&self.viewer).ok()
    }

    /// An answer made for somebody else must not leave.
    pub(super) fn owns<T>(&self, slice: &Slice<T>) -> Result<(), Problem> {
        if slice.key() == self.viewer.key() {
            Ok(())
        } else {
            Err(domain::slice::MixedViewers.into())
        }
    }

    /// Herself, for what she does as somebody else sees it.
    pub(super) fn into_viewer(self) -> StaffViewer {
        self.viewer
    }

    pub(crate) const fn id(&self) -> StaffId {
        self.viewer.staff()
    }
}

/// A file of her own firm's, as it lies there.
impl<R> Receiver for Staff<R> {
    fn api(&self) -> &Api {
        &self.api
    }

    fn client(&self) -> &Client {
        &self.client
    }

    fn may_have(&self, grant: &Slice<FileGrant>) -> Result<(), Problem> {
        self.owns(grant)
    }

    fn tag(&self, sha256: &str) -> Result<String, Problem> {
        Ok(format!("\"{sha256}\""))
    }

    fn downloads(&self) -> Draft {
        self.draft(Act::FileDownload)
    }
}

impl<R: Right> Argument for Staff<R> {
    async fn take(ask: &mut Ask<'_>) -> Result<Self, Problem> {
        let client = Client::of(ask.request, ask.api);
        let secret = secret(ask)?;
        let hat = match named_hat::<contract::id::Staff>(ask.request) {
            Ok(hat) => hat,
            Err(problem) => {
                // Whether a hat is named well is told only to somebody who is signed in.
                app::sign_in::recognise(&ask.api.app, &secret)
                    .await
                    .map_err(|error| not_recognised(error, &client))?;
                return Err(problem);
            }
        };
        let viewer = app::staff::act_as_staff(&ask.api.app, &secret, hat)
            .await
            .map_err(|error| not_recognised(error, &client))?;
        let permit = permit_staff::<R>(&viewer).map_err(|denial| {
            let mut draft = viewer.draft(Act::StaffRefused, client.grade);
            draft.outcome = Outcome::Refused;
            draft.query = Some(format!("right={}", R::RIGHT));
            Problem::from(denial).receipted(client.sign(draft))
        })?;
        Ok(Self {
            permit,
            client,
            api: api(ask)?,
            viewer,
        })
    }

    fn describe(described: &mut Described) {
        described.signed_in();
        described.problem(Fault::HatRequired);
        described.problem(Fault::Forbidden);
        described.schema::<StaffId>();
        let schema = utoipa::openapi::Ref::from_schema_name("StaffId").into();
        let what = "As staff of which firm you act. May be left out for reading if you are staff of one alone.";
        described.text(HAT_HEADER, ParameterIn::Header, what, schema);
    }
}
