//! What goes wrong, as a caller is told (RFC 9457): outer words from one table, and one mapping into it from
//! every error enum. What went wrong inside is logged once and never sent.

#![expect(
    clippy::disallowed_methods,
    reason = "the gate: refusals are made here"
)]

use super::fault::words;
use super::trace::TraceId;
use actix_web::http::StatusCode;
use actix_web::http::header::{
    ALLOW, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE,
};
use actix_web::{HttpResponse, HttpResponseBuilder};
use app::devices::DeviceError;
use app::firms::FirmError;
use app::import::ImportError;
use app::import::runs::RunError;
use app::once::OnceError;
use app::passkeys::PasskeyError;
use app::people::PeopleError;
use app::ports::FilesError;
use app::profiles::ProfileError;
use app::receipts::{ReceiptError, VerifyError};
use app::records::RecordError;
use app::setup::SetupError;
use app::sign_in::{SessionError, SignInError};
use app::staff::StaffError;
use app::subjects::SubjectError;
use app::uploads::UploadError;
use contract::problem::{FieldError, ProblemBody};
use domain::policy::Denial;
use domain::receipt::Draft;
use domain::revision::Changed;
use domain::slice::MixedViewers;
use std::error::Error;
use std::sync::Arc;
use store::StoreError;
use store::epochs::Claim;

pub(crate) use super::fault::Fault;

pub(crate) const MEDIA_TYPE: &str = "application/problem+json";

#[derive(Debug)]
pub(crate) struct Problem {
    fault: Fault,
    detail: Option<String>,
    errors: Vec<FieldError>,
    headers: Vec<(HeaderName, String)>,
    inner: Option<Arc<dyn Error + Send + Sync>>,
    /// What the asker's chain must hold before the refusal is sent.
    refused: Option<Box<Refused>>,
}

/// The receipt of a refusal, and what it was decided on if that was remembered.
#[derive(Debug)]
pub(crate) struct Refused {
    pub draft: Draft,
    pub claim: Option<Claim>,
}

impl Problem {
    pub(crate) const fn new(fault: Fault) -> Self {
        Self {
            fault,
            detail: None,
            errors: Vec::new(),
            headers: Vec::new(),
            inner: None,
            refused: None,
        }
    }

    pub(crate) const fn not_found() -> Self {
        Self::new(Fault::NotFound)
    }

    pub(crate) fn invalid(errors: Vec<FieldError>) -> Self {
        Self {
            errors,
            ..Self::new(Fault::Invalid)
        }
    }

    /// One field is wrong.
    pub(crate) fn field(field: &str, code: &str, message: &str) -> Self {
        Self::invalid(vec![FieldError {
            field: field.to_owned(),
            code: code.to_owned(),
            message: message.to_owned(),
        }])
    }

    /// The row a page was to follow is not in the slice (any more), or never was.
    pub(crate) fn stale_cursor() -> Self {
        Self::field("cursor", "stale", "begin again without a cursor")
    }

    pub(crate) fn because(fault: Fault, inner: impl Error + Send + Sync + 'static) -> Self {
        Self {
            inner: Some(Arc::new(inner)),
            ..Self::new(fault)
        }
    }

    pub(crate) fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    pub(crate) fn allow(mut self, methods: &str) -> Self {
        self.headers.push((ALLOW, methods.to_owned()));
        self
    }

    pub(crate) fn retry_after(mut self, seconds: u64) -> Self {
        self.headers.push((RETRY_AFTER, seconds.to_string()));
        self
    }

    pub(crate) fn header(mut self, name: HeaderName, value: String) -> Self {
        self.headers.push((name, value));
        self
    }

    /// Leaves a receipt of the refusal in the asker's chain.
    pub(crate) fn receipted(self, draft: Draft) -> Self {
        self.receipted_while(draft, None)
    }

    /// The same, of a refusal that rests on something remembered.
    pub(crate) fn receipted_while(mut self, draft: Draft, claim: Option<Claim>) -> Self {
        self.refused = Some(Box::new(Refused { draft, claim }));
        self
    }

    pub(crate) fn take_receipt(&mut self) -> Option<Refused> {
        self.refused.take().map(|refused| *refused)
    }

    pub(crate) const fn fault(&self) -> Fault {
        self.fault
    }

    /// The answer, and the one line of the log that says why.
    pub(crate) fn leave(self, trace: TraceId) -> HttpResponse {
        let (status, slug, title, help) = words(self.fault);
        self.log(trace, slug);
        let inside = status.is_server_error();
        let body = ProblemBody {
            kind: format!("/problems/{slug}"),
            title: title.to_owned(),
            status: status.as_u16(),
            detail: if inside {
                None
            } else {
                self.detail.or_else(|| help.map(str::to_owned))
            },
            errors: if inside { Vec::new() } else { self.errors },
            trace_id: trace.to_string(),
        };
        let mut response = HttpResponseBuilder::new(status);
        response.content_type(MEDIA_TYPE);
        if status == StatusCode::UNAUTHORIZED {
            // RFC 9110 wants a challenge with a 401; there is no scheme for a cookie, so it is named plainly.
            response.insert_header((WWW_AUTHENTICATE, "Cookie"));
        }
        let mut response = response.body(serde_json::to_vec(&body).unwrap_or_default());
        insert(response.headers_mut(), self.headers);
        response
    }

    fn log(&self, trace: TraceId, slug: &str) {
        let chain = self.inner.as_deref().map(chain).unwrap_or_default();
        if self.fault.status().is_server_error() {
            tracing::error!(%trace, slug, cause = chain, "a request failed");
        } else {
            tracing::debug!(%trace, slug, cause = chain, "a request was refused");
        }
    }
}

fn insert(map: &mut HeaderMap, headers: Vec<(HeaderName, String)>) {
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            map.insert(name, value);
        }
    }
}

/// An error with everything below it, on one line.
fn chain(error: &(dyn Error + Send + Sync)) -> String {
    let mut text = error.to_string();
    let mut below = error.source();
    while let Some(cause) = below {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        below = cause.source();
    }
    text
}

impl From<Vec<FieldError>> for Problem {
    fn from(errors: Vec<FieldError>) -> Self {
        Self::invalid(errors)
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            // Away, locked or full: another try may work.
            StoreError::Database(_) | StoreError::Listening(_) => {
                Self::because(Fault::Unavailable, error).retry_after(5)
            }
            StoreError::Corrupt { .. } => Self::because(Fault::Internal, error),
            StoreError::Mixed(mixed) => mixed.into(),
        }
    }
}

impl From<MixedViewers> for Problem {
    /// Somebody's answer was about to go to somebody else. It did not; a person must look.
    fn from(error: MixedViewers) -> Self {
        metrics::counter!("sightline_mixed_viewers_total").increment(1);
        tracing::error!(
            alarm = "mixed-viewers",
            "an answer made for another viewer was held back"
        );
        Self::because(Fault::Internal, error)
    }
}

impl From<Denial> for Problem {
    fn from(denial: Denial) -> Self {
        match denial {
            Denial::Hidden => Self::not_found(),
            Denial::Forbidden => Self::new(Fault::Forbidden),
            Denial::PasskeyRequired => Self::new(Fault::PasskeyRequired),
        }
    }
}

impl From<SignInError> for Problem {
    fn from(error: SignInError) -> Self {
        match error {
            SignInError::Spent(_) => Self::new(Fault::LinkSpent),
            SignInError::UnknownLink => Self::new(Fault::LinkUnknown),
            SignInError::WrongCode => Self::new(Fault::CodeRefused),
            SignInError::CodesOff => Self::new(Fault::CodesOff),
            // Only the command line is told who is unknown.
            SignInError::UnknownAddress | SignInError::MailText(_) => {
                Self::because(Fault::Internal, error)
            }
            SignInError::Store(store) => store.into(),
        }
    }
}

impl From<SetupError> for Problem {
    fn from(error: SetupError) -> Self {
        match error {
            SetupError::UnknownKey => Self::not_found().detail(
                "This set-up link does not work. Each works once, and only until the server starts again.",
            ),
            SetupError::Invalid(errors) => Self::invalid(errors),
            SetupError::SignIn(error) => error.into(),
            SetupError::Store(store) => store.into(),
        }
    }
}

impl From<RunError> for Problem {
    fn from(error: RunError) -> Self {
        match error {
            RunError::Unknown => Self::not_found(),
            RunError::Invalid(errors) => Self::invalid(errors),
            RunError::NotNow(why) => Self::field("import", "not_now", why),
            RunError::Import(ImportError::Store(store)) => store.into(),
            RunError::Import(error) => Self::because(Fault::Internal, error),
            RunError::Once(once) => once.into(),
            RunError::Files(files) => files.into(),
            RunError::Store(store) => store.into(),
        }
    }
}

impl From<PasskeyError> for Problem {
    fn from(error: PasskeyError) -> Self {
        match error {
            PasskeyError::Off => Self::new(Fault::PasskeysOff),
            PasskeyError::Refused(_) => Self::because(Fault::PasskeyRefused, error),
            PasskeyError::Copied(..) => Self::new(Fault::PasskeyCopied),
            PasskeyError::Name => Self::field("name", "invalid", &error.to_string()),
            PasskeyError::TooMany => Self::field("passkey", "too_many", &error.to_string()),
            PasskeyError::Denied(denial) => denial.into(),
            // Only the command line is told of whom.
            PasskeyError::UnknownAddress
            | PasskeyError::None
            | PasskeyError::Broken(_)
            | PasskeyError::MailText(_) => Self::because(Fault::Internal, error),
            PasskeyError::Store(store) => store.into(),
        }
    }
}

impl From<PeopleError> for Problem {
    fn from(error: PeopleError) -> Self {
        match error {
            PeopleError::Unknown => Self::not_found(),
            PeopleError::Invalid(errors) | PeopleError::Beyond(errors, _) => Self::invalid(errors),
            PeopleError::Denied(denial) => denial.into(),
            PeopleError::Changed(changed) => changed.into(),
            PeopleError::Once(once) => once.into(),
            PeopleError::MailText(_) => Self::because(Fault::Internal, error),
            PeopleError::Store(store) => store.into(),
        }
    }
}

impl From<StaffError> for Problem {
    fn from(error: StaffError) -> Self {
        match error {
            StaffError::Unknown => Self::not_found(),
            StaffError::LastOwner => Self::field("role", "last_owner", &error.to_string()),
            StaffError::Already => Self::field("email", "taken", &error.to_string()),
            StaffError::Name => Self::field("name", "invalid", &error.to_string()),
            StaffError::Changed(changed) => changed.into(),
            StaffError::Once(once) => once.into(),
            StaffError::MailText(_) => Self::because(Fault::Internal, error),
            StaffError::Store(store) => store.into(),
        }
    }
}

impl From<RecordError> for Problem {
    fn from(error: RecordError) -> Self {
        match error {
            RecordError::Unknown(_) | RecordError::NotThere => Self::not_found(),
            RecordError::Invalid(errors) => Self::invalid(errors),
            RecordError::NotNow(why) => Self::field("record", "not_now", &why.to_string()),
            RecordError::Forbidden => Self::new(Fault::Forbidden),
            RecordError::Changed(changed) => changed.into(),
            RecordError::Once(once) => once.into(),
            RecordError::Files(files) => files.into(),
            RecordError::Store(store) => store.into(),
        }
    }
}

impl From<FirmError> for Problem {
    fn from(error: FirmError) -> Self {
        match error {
            FirmError::Invalid(errors) => Self::invalid(errors),
            FirmError::Changed(changed) => changed.into(),
            FirmError::Once(once) => once.into(),
            FirmError::Files(files) => files.into(),
            FirmError::Store(store) => store.into(),
        }
    }
}

impl From<ProfileError> for Problem {
    fn from(error: ProfileError) -> Self {
        match error {
            ProfileError::Unknown => Self::not_found(),
            ProfileError::Invalid(errors) => Self::invalid(errors),
            ProfileError::Changed(changed) => changed.into(),
            ProfileError::Once(once) => once.into(),
            ProfileError::Store(store) => store.into(),
        }
    }
}

impl From<Changed> for Problem {
    fn from(_: Changed) -> Self {
        Self::new(Fault::Changed)
    }
}

impl From<OnceError> for Problem {
    fn from(error: OnceError) -> Self {
        match error {
            OnceError::Reused => Self::new(Fault::KeyReused),
            OnceError::Store(store) => store.into(),
        }
    }
}

impl From<SubjectError> for Problem {
    fn from(error: SubjectError) -> Self {
        match error {
            SubjectError::Unknown => Self::not_found(),
            SubjectError::Invalid(errors) => Self::invalid(errors),
            SubjectError::Changed(changed) => changed.into(),
            SubjectError::Once(once) => once.into(),
            SubjectError::Store(store) => store.into(),
        }
    }
}

impl From<UploadError> for Problem {
    fn from(error: UploadError) -> Self {
        match error {
            UploadError::Unknown => Self::not_found(),
            UploadError::Invalid(errors) => Self::invalid(errors),
            UploadError::TooLarge => Self::new(Fault::TooLarge)
                .detail("A file has at most 25 MB, and no more than it was said to have."),
            UploadError::TooMuch => Self::new(Fault::TooMany)
                .detail("Too much is on its way already. Finish some of it first."),
            UploadError::WrongOffset(progress) => super::upload::elsewhere(progress),
            UploadError::Once(once) => once.into(),
            UploadError::Files(files) => files.into(),
            UploadError::Store(store) => store.into(),
        }
    }
}

impl From<SessionError> for Problem {
    fn from(error: SessionError) -> Self {
        match error {
            SessionError::NotSignedIn => Self::new(Fault::SignInRequired),
            SessionError::Replayed => Self::new(Fault::SessionEnded),
            // Somebody else's hat and none at all: one answer.
            SessionError::HatRequired | SessionError::NoSuchHat => Self::new(Fault::HatRequired),
            SessionError::Store(store) => store.into(),
            SessionError::MailText(_) => Self::because(Fault::Internal, error),
        }
    }
}

impl From<DeviceError> for Problem {
    fn from(error: DeviceError) -> Self {
        match error {
            DeviceError::Denied(denial) => denial.into(),
            DeviceError::Store(store) => store.into(),
        }
    }
}

impl From<VerifyError> for Problem {
    fn from(error: VerifyError) -> Self {
        match error {
            VerifyError::Store(store) => store.into(),
            VerifyError::Heads(_) => Self::because(Fault::Unavailable, error).retry_after(5),
        }
    }
}

impl From<FilesError> for Problem {
    fn from(error: FilesError) -> Self {
        match error {
            FilesError::Missing => Self::because(Fault::Internal, error),
            FilesError::Unavailable(_) => Self::because(Fault::Unavailable, error).retry_after(5),
        }
    }
}

impl From<ReceiptError> for Problem {
    /// Without a receipt nothing leaves.
    fn from(error: ReceiptError) -> Self {
        Self::because(Fault::Unavailable, error).retry_after(5)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chain_of_an_error_is_told_on_one_line() {
        let inner = std::io::Error::other("disk full");
        let error = FilesError::Unavailable(inner.into());
        assert_eq!(chain(&error), "the file storage failed: disk full");
    }
}
