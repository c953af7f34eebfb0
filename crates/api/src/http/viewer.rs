//! Who is asking: the session's cookie, and for portal calls the hat. Handlers that take a [`Visitor`] or a
//! [`SignedIn`] cannot run without one.

use super::argument::{Argument, Ask};
use super::client::{Client, GRADE_HEADER};
use super::cookie;
use super::describe::Described;
use super::file::Receiver;
use super::input::{HAT_PARAMETER, hat_in_query};
use super::memory::Known;
use super::problem::{Fault, Problem};
use super::route::PREVIEW;
use super::staff::Staff;
use crate::api::Api;
use actix_web::HttpRequest;
use actix_web::http::Method;
use actix_web::web::Data;
use app::sign_in::SessionError;
use contract::id::{ContactId, DeviceId, Id, IdKind};
use contract::kind::Grade;
use contract::paths::HAT_HEADER;
use domain::policy::{self, Preview, StaffViewer, Viewer};
use domain::receipt::{Act, Actor, Chain, Draft, Object, Outcome};
use domain::slice::{FileGrant, Scope, Slice};
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use store::Db;
use store::epochs::Claim;
use utoipa::openapi::path::ParameterIn;

/// A person under one of her hats.
pub(crate) struct Visitor {
    pub viewer: Arc<Viewer>,
    /// All that the rules open to her today.
    pub scope: Arc<Scope>,
    pub client: Client,
    pub api: Data<Api>,
    by: By,
}

/// Who looks at the page.
enum By {
    /// The contact in her own browser, recognised anew or from memory.
    Herself { known: Known, remembered: bool },
    /// Somebody of the staff, who sees it as the contact does.
    Staff(StaffViewer),
}

impl Visitor {
    pub(crate) fn db(&self) -> &Db {
        &self.api.app.db
    }

    /// An answer made for somebody else must not leave: a bug that a person has to look at.
    pub(super) fn owns<T>(&self, slice: &Slice<T>) -> Result<(), Problem> {
        if slice.key() == self.viewer.key() {
            Ok(())
        } else {
            Err(domain::slice::MixedViewers.into())
        }
    }

    pub(crate) fn draft(&self, act: Act) -> Draft {
        self.client.sign(match &self.by {
            By::Herself { .. } => Draft::by(&self.viewer, act, self.client.grade),
            By::Staff(staff) => staff.preview(&self.viewer, act),
        })
    }

    /// Whose tags these are: what staff see on a page and what its owner sees there cannot be told to be the same.
    pub(super) fn tag_key(&self) -> Vec<u8> {
        let hers = self.viewer.contact().bytes();
        match &self.by {
            By::Herself { .. } => hers.to_vec(),
            By::Staff(staff) => [staff.staff().bytes(), hers].concat(),
        }
    }

    /// What she asked for is not there for her, whether or not it is for others. Her own chain says that she
    /// tried.
    pub(crate) fn hidden<K: IdKind>(&self, act: Act, object: Id<K>) -> Problem {
        self.refused(Problem::not_found(), act, Some(object.into()), None)
    }

    /// A refusal that her own chain tells of. `why` is in closed words.
    pub(super) fn refused(
        &self,
        problem: Problem,
        act: Act,
        object: Option<Object>,
        why: Option<String>,
    ) -> Problem {
        let mut draft = self.draft(act);
        draft.object = object;
        draft.query = why;
        draft.outcome = Outcome::Refused;
        problem.receipted_while(draft, self.claim())
    }

    /// What to keep her answers by; nothing that staff see as her is kept, for her or for them.
    pub(super) fn known(&self) -> Option<Known> {
        match &self.by {
            By::Herself { known, .. } => Some(known.clone()),
            By::Staff(_) => None,
        }
    }

    /// The epochs that stood when she was recognised; staff are recognised anew for each request.
    pub(crate) const fn basis(&self) -> Option<Claim> {
        match &self.by {
            By::Herself { known, .. } => Some(known.claim),
            By::Staff(_) => None,
        }
    }

    /// What must still be true when her answer leaves; none where it was just read.
    pub(super) fn claim(&self) -> Option<Claim> {
        match &self.by {
            By::Herself {
                known,
                remembered: true,
            } => Some(known.claim),
            By::Herself { .. } | By::Staff(_) => None,
        }
    }

    /// Recognised from memory if it may be and can be.
    pub(super) async fn returning(ask: &mut Ask<'_>) -> Result<Self, Problem> {
        if is_preview(ask.request) {
            return Self::take(ask).await;
        }
        // Without a named hat it may be another tomorrow, by a change in a firm nobody looks at here.
        let (secret, hat) = (secret(ask)?, hat(ask.request).ok().flatten());
        let known = hat
            .filter(|_| ask.recall.is_allowed())
            .and_then(|hat| ask.api.memory.session(&secret, hat, &*ask.api.app.clock));
        let Some(known) = known else {
            return Self::take(ask).await;
        };
        ask.recall.use_it();
        Self::new(known, true, ask)
    }

    fn new(known: Known, remembered: bool, ask: &Ask<'_>) -> Result<Self, Problem> {
        Ok(Self {
            viewer: Arc::clone(&known.viewer),
            scope: Arc::clone(&known.scope),
            client: Client::of(ask.request, ask.api),
            api: api(ask)?,
            by: By::Herself { known, remembered },
        })
    }

    /// Somebody of the staff with the slice of a contact of her firm's. Nobody else's contact is there for her.
    async fn previewing(ask: &mut Ask<'_>) -> Result<Self, Problem> {
        let me = Staff::<Preview>::take(ask).await?;
        let contact = ask.request.match_info().query("contact").parse();
        let contact: ContactId = contact.map_err(|_| Problem::not_found())?;
        let found = app::people::as_contact(&me.api.app, &me.permit, contact).await?;
        let viewer = found.ok_or_else(|| me.hidden(Act::PreviewRefused, contact))?;
        Ok(Self {
            scope: Arc::new(policy::scope_all(&viewer)),
            viewer: Arc::new(viewer),
            client: me.client.clone(),
            api: me.api.clone(),
            by: By::Staff(me.into_viewer()),
        })
    }
}

impl Receiver for Visitor {
    fn api(&self) -> &Api {
        &self.api
    }

    fn client(&self) -> &Client {
        &self.client
    }

    fn may_have(&self, grant: &Slice<FileGrant>) -> Result<(), Problem> {
        self.owns(grant)
    }

    /// For its owner what she can compare herself, for staff who look at her page their own.
    fn tag(&self, sha256: &str) -> Result<String, Problem> {
        Ok(match &self.by {
            By::Herself { .. } => format!("\"{sha256}\""),
            By::Staff(_) => {
                let tag = self.api.keyed(&self.tag_key(), sha256.as_bytes())?;
                format!("\"{}\"", hex::encode(tag))
            }
        })
    }

    fn downloads(&self) -> Draft {
        self.draft(Act::FileDownload)
    }
}

/// Whether staff ask for what a contact sees. Told by the route, which only [`super::route`] makes.
fn is_preview(request: &HttpRequest) -> bool {
    let pattern = request.match_pattern();
    pattern.is_some_and(|pattern| pattern.starts_with(PREVIEW))
}

impl Argument for Visitor {
    async fn take(ask: &mut Ask<'_>) -> Result<Self, Problem> {
        if is_preview(ask.request) {
            return Self::previewing(ask).await;
        }
        let client = Client::of(ask.request, ask.api);
        let secret = secret(ask)?;
        let hat = match hat(ask.request) {
            Ok(hat) => hat,
            Err(problem) => {
                // Whether a hat is named well is told only to somebody who is signed in.
                app::sign_in::recognise(&ask.api.app, &secret)
                    .await
                    .map_err(|error| not_recognised(error, &client))?;
                return Err(problem);
            }
        };
        let acting = app::sign_in::act_as(&ask.api.app, &secret, hat)
            .await
            .map_err(|error| not_recognised(error, &client))?;
        put_on(ask.api, &acting.viewer, &client).await?;
        let scope = policy::scope_all(&acting.viewer);
        let known = Known::new(acting.signed_in, acting.viewer, scope, acting.claim);
        if let Some(hat) = hat {
            ask.api.memory.remember(&secret, hat, known.clone());
        }
        Self::new(known, false, ask)
    }

    fn describe(described: &mut Described) {
        if described.is_preview() {
            Staff::<Preview>::describe(described);
            described.schema::<ContactId>();
            described.problem(Fault::NotFound);
            let schema = utoipa::openapi::Ref::from_schema_name("ContactId").into();
            let what = "Whose page it is.";
            described.text("contact", ParameterIn::Path, what, schema);
            return;
        }
        described.signed_in();
        described.problem(Fault::HatRequired);
        described.schema::<ContactId>();
        let schema = || utoipa::openapi::Ref::from_schema_name("ContactId").into();
        let what = "For whom you act: one of the session's hats. May be left out for reading with only one hat.";
        described.text(HAT_HEADER, ParameterIn::Header, what, schema());
        let what = "The same, where a browser cannot set a header.";
        described.text(HAT_PARAMETER, ParameterIn::Query, what, schema());
        let what = "`refresh` where nobody asked: the receipt then counts as no view by a person.";
        described.text(
            GRADE_HEADER,
            ParameterIn::Header,
            what,
            super::describe::string(),
        );
    }
}

/// A person in her browser, whoever she acts for.
pub(crate) struct SignedIn {
    pub session: store::session::SignedIn,
    pub secret: String,
    pub client: Client,
    pub api: Data<Api>,
}

impl SignedIn {
    pub(super) fn draft(&self, act: Act) -> Draft {
        self.receipt(act)
    }

    /// Of an act of hers that is no firm's business.
    pub(crate) fn receipt(&self, act: Act) -> Draft {
        let actor = Actor::Identity(self.session.identity);
        let mut draft = Draft::new(Chain::INSTALLATION, actor, act, self.client.grade);
        draft.device = Some(self.session.device);
        self.client.sign(draft)
    }
}

impl Argument for SignedIn {
    async fn take(ask: &mut Ask<'_>) -> Result<Self, Problem> {
        let client = Client::of(ask.request, ask.api);
        let secret = secret(ask)?;
        let session = app::sign_in::recognise(&ask.api.app, &secret)
            .await
            .map_err(|error| not_recognised(error, &client))?;
        Ok(Self {
            session,
            secret,
            client,
            api: api(ask)?,
        })
    }

    fn describe(described: &mut Described) {
        described.signed_in();
    }
}

/// A person in her browser, or nobody: for the one question that a stranger may ask.
pub(crate) struct Anyone(pub Option<SignedIn>);

impl Argument for Anyone {
    async fn take(ask: &mut Ask<'_>) -> Result<Self, Problem> {
        if cookie::read(ask.request, cookie::SESSION).is_none() {
            return Ok(Self(None));
        }
        SignedIn::take(ask).await.map(Some).map(Self)
    }

    fn describe(described: &mut Described) {
        SignedIn::describe(described);
    }
}

/// What every handler may use: the application itself.
pub(crate) struct Shared(pub Data<Api>);

impl Argument for Shared {
    async fn take(ask: &mut Ask<'_>) -> Result<Self, Problem> {
        api(ask).map(Self)
    }

    fn describe(_: &mut Described) {}
}

pub(super) fn api(ask: &Ask<'_>) -> Result<Data<Api>, Problem> {
    ask.request
        .app_data::<Data<Api>>()
        .cloned()
        .ok_or_else(|| Problem::new(Fault::Internal))
}

pub(super) fn secret(ask: &Ask<'_>) -> Result<String, Problem> {
    cookie::read(ask.request, cookie::SESSION).ok_or_else(|| Problem::new(Fault::SignInRequired))
}

/// The hat named in the header, or in the query. A change must name one, even if there is only one to name:
/// which it is may be another tomorrow.
fn hat(request: &HttpRequest) -> Result<Option<ContactId>, Problem> {
    named_hat(request)
}

/// The same for a hat of any kind.
pub(super) fn named_hat<K: IdKind>(request: &HttpRequest) -> Result<Option<Id<K>>, Problem> {
    let header = request
        .headers()
        .get(HAT_HEADER)
        .map(|value| value.to_str().unwrap_or_default());
    match header.or_else(|| hat_in_query(request.query_string())) {
        Some(text) => text
            .parse()
            .map(Some)
            .map_err(|_| Problem::new(Fault::HatRequired)),
        None if *request.method() == Method::GET => Ok(None),
        None => Err(Problem::new(Fault::HatRequired)),
    }
}

pub(super) fn not_recognised(error: SessionError, client: &Client) -> Problem {
    let replayed = matches!(error, SessionError::Replayed);
    let problem = Problem::from(error);
    if !replayed {
        return problem;
    }
    // Nobody can say which of the two holders this was.
    let mut draft = Draft::new(
        Chain::INSTALLATION,
        Actor::Unknown,
        Act::SessionReplayed,
        Grade::Person,
    );
    draft.outcome = Outcome::Refused;
    problem.receipted(client.sign(draft))
}

/// More than this and the set begins anew: a second receipt of the same hat does no harm.
const MOST_WORN: usize = 100_000;

/// The hats that browsers wear, as far as this process has seen.
#[derive(Default)]
pub(crate) struct Worn(Mutex<HashSet<(DeviceId, ContactId)>>);

impl Worn {
    fn lock(&self) -> std::sync::MutexGuard<'_, HashSet<(DeviceId, ContactId)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The first call of a browser under a hat is told to the hat's firm; the sign-in itself named none.
async fn put_on(api: &Api, viewer: &Viewer, client: &Client) -> Result<(), Problem> {
    let key = (viewer.device(), viewer.contact());
    if api.worn.lock().contains(&key) {
        return Ok(());
    }
    let draft = client.sign(Draft::by(viewer, Act::HatPutOn, client.grade));
    api.receipts().write(draft).await?;
    app::sign_in::put_on(&api.app, viewer).await?;
    let mut worn = api.worn.lock();
    if worn.len() >= MOST_WORN {
        worn.clear();
    }
    worn.insert(key);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::argument::Recall;
    use crate::http::reply;
    use crate::settings::ApiSettings;
    use actix_web::dev::Payload;
    use actix_web::test::TestRequest;
    use contract::id::RecordId;
    use testkit::{Database, Persona, TestApp, firm};

    #[test]
    fn a_change_must_name_its_hat() {
        let fault = |request: TestRequest| hat(&request.to_http_request()).map_err(|p| p.fault());
        let id = ContactId::from_bytes([7; 16]);
        assert_eq!(fault(TestRequest::get()), Ok(None));
        for write in [
            TestRequest::post(),
            TestRequest::delete(),
            TestRequest::put(),
            TestRequest::patch(),
        ] {
            assert_eq!(fault(write), Err(Fault::HatRequired));
        }
        let named = TestRequest::post().insert_header((HAT_HEADER, id.to_string()));
        assert_eq!(fault(named), Ok(Some(id)));
        assert_eq!(
            fault(TestRequest::post().uri(&format!("/x?a=b&hat={id}"))),
            Ok(Some(id))
        );
        let wrong = TestRequest::get().insert_header((HAT_HEADER, "nonsense"));
        assert_eq!(fault(wrong), Err(Fault::HatRequired));
    }

    async fn visit(api: &Data<Api>, who: &testkit::Visitor) -> Visitor {
        let request = who
            .request(TestRequest::get(), "/")
            .app_data(api.clone())
            .to_http_request();
        let mut payload = Payload::None;
        Visitor::take(&mut Ask {
            request: &request,
            payload: &mut payload,
            api,
            recall: &Recall::new(false),
        })
        .await
        .unwrap()
    }

    #[actix_web::test]
    async fn an_answer_made_for_somebody_else_is_held_back() {
        let app = TestApp::new(Database::Sqlite).await;
        let api = Data::new(Api::new(app.app.clone(), ApiSettings::default()));
        let bea = visit(&api, &app.as_(Persona::Bookkeeper).await).await;
        let paul = visit(&api, &app.as_(Persona::Principal).await).await;
        let read = async |by: &Visitor, id: RecordId| {
            store::scoped::records::get(by.db(), &by.scope, id)
                .await
                .unwrap()
                .unwrap()
        };
        // Even where both may see the record: a slice is its viewer's own.
        let hers = read(&bea, firm::MILL_LANE_EICR).await;
        let problem = reply::ok(&paul, Act::RecordView, hers).err().unwrap();
        assert_eq!(problem.fault(), Fault::Internal);
        let hers = read(&bea, firm::MILL_LANE_EICR).await;
        assert!(reply::ok(&bea, Act::RecordView, hers).is_ok());
    }
}
