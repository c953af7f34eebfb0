//! Everything a caller can be told when something goes wrong: status, slug, title, and the sentence that helps.
//! Slugs are programmed against, so they are added to and never changed.

use actix_web::http::StatusCode;

/// Everything a caller can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    Malformed,
    SignInRequired,
    SessionEnded,
    WrongOrigin,
    Forbidden,
    NotFound,
    MethodNotAllowed,
    HatRequired,
    LinkUnknown,
    LinkSpent,
    TooLarge,
    UnsupportedMediaType,
    RangeNotSatisfiable,
    WrongOffset,
    UploadProtocol,
    NotAPiece,
    Invalid,
    Changed,
    RevisionRequired,
    KeyReused,
    CodeRefused,
    CodesOff,
    PasskeyRequired,
    PasskeyRefused,
    PasskeyCopied,
    PasskeysOff,
    TooMany,
    Internal,
    Unavailable,
}

/// The outer words: status, slug, title, and the sentence that helps. Slugs are programmed against.
pub(super) const fn words(
    fault: Fault,
) -> (StatusCode, &'static str, &'static str, Option<&'static str>) {
    match fault {
        Fault::Malformed => (
            StatusCode::BAD_REQUEST,
            "malformed",
            "The request could not be read",
            None,
        ),
        Fault::SignInRequired => (
            StatusCode::UNAUTHORIZED,
            "sign-in-required",
            "Please sign in",
            Some("There is no live session in this browser."),
        ),
        Fault::SessionEnded => (
            StatusCode::UNAUTHORIZED,
            "session-ended",
            "This browser was signed out",
            Some(
                "An old key of its session was used, which should never happen. Please sign in again.",
            ),
        ),
        Fault::WrongOrigin => (
            StatusCode::FORBIDDEN,
            "wrong-origin",
            "This came from another site",
            Some("Changes are accepted only from this installation's own pages."),
        ),
        Fault::Forbidden => (
            StatusCode::FORBIDDEN,
            "forbidden",
            "You may see this, but not do that",
            None,
        ),
        Fault::NotFound => (
            StatusCode::NOT_FOUND,
            "not-found",
            "There is nothing here",
            None,
        ),
        Fault::MethodNotAllowed => (
            StatusCode::METHOD_NOT_ALLOWED,
            "method-not-allowed",
            "That cannot be done here",
            None,
        ),
        Fault::HatRequired => (
            StatusCode::CONFLICT,
            "hat-required",
            "Say for whom you are acting",
            Some("Name one of your session's hats in the Sightline-Hat header."),
        ),
        Fault::LinkUnknown => (
            StatusCode::NOT_FOUND,
            "link-unknown",
            "This is not a sign-in link",
            Some("It may have lost its end on the way. Ask for a fresh one."),
        ),
        Fault::LinkSpent => (
            StatusCode::GONE,
            "link-spent",
            "This link no longer works",
            Some("Links work once, and not for long. Ask for a fresh one."),
        ),
        Fault::TooLarge => (
            StatusCode::PAYLOAD_TOO_LARGE,
            "too-large",
            "That is too much at once",
            None,
        ),
        Fault::UnsupportedMediaType => (
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "unsupported-media-type",
            "Send JSON",
            Some("The body must be application/json."),
        ),
        Fault::RangeNotSatisfiable => (
            StatusCode::RANGE_NOT_SATISFIABLE,
            "range-not-satisfiable",
            "The file has no such part",
            None,
        ),
        Fault::WrongOffset => (
            StatusCode::CONFLICT,
            "wrong-offset",
            "The upload goes on at another place",
            Some("Upload-Offset says where."),
        ),
        Fault::UploadProtocol => (
            StatusCode::PRECONDITION_FAILED,
            "upload-protocol",
            "Uploads speak another version here",
            Some("Tus-Version says which."),
        ),
        Fault::NotAPiece => (
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "not-a-piece",
            "Send a piece of the file",
            Some("The body must be application/offset+octet-stream."),
        ),
        Fault::Invalid => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "invalid",
            "Some of this is not right",
            None,
        ),
        Fault::Changed => (
            StatusCode::PRECONDITION_FAILED,
            "changed",
            "Somebody changed this meanwhile",
            Some("Look at what is there now. Nothing was written over."),
        ),
        Fault::RevisionRequired => (
            StatusCode::PRECONDITION_REQUIRED,
            "revision-required",
            "Say what you are changing",
            Some("Name the revision that you saw in the If-Match header."),
        ),
        Fault::KeyReused => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "key-reused",
            "This key was another write's",
            Some("Use a new Idempotency-Key for every write."),
        ),
        Fault::CodeRefused => (
            StatusCode::FORBIDDEN,
            "code-refused",
            "That code does not work",
            Some(
                "Codes work for 15 minutes, in the browser that asked. The link in the mail works anywhere.",
            ),
        ),
        Fault::CodesOff => (
            StatusCode::TOO_MANY_REQUESTS,
            "codes-off",
            "Codes are off for this address today",
            Some("There were too many wrong ones. The link in the mail works as always."),
        ),
        Fault::PasskeyRequired => (
            StatusCode::FORBIDDEN,
            "passkey-required",
            "Sign in by passkey first",
            Some("You have a passkey, and this is done with it alone."),
        ),
        Fault::PasskeyRefused => (
            StatusCode::FORBIDDEN,
            "passkey-refused",
            "That passkey does not work here",
            Some(
                "It may have been removed here, or it took more than five minutes. Try again, or sign in by mail.",
            ),
        ),
        Fault::PasskeyCopied => (
            StatusCode::FORBIDDEN,
            "passkey-copied",
            "There may be two of this passkey",
            Some(
                "It says that it was used less often than we have seen it. Sign in another way, remove it, and add a \
                 new one; whoever runs this installation can help.",
            ),
        ),
        Fault::PasskeysOff => (
            StatusCode::CONFLICT,
            "passkeys-off",
            "Passkeys are off here",
            Some("They belong to a name, and this installation is reached by a number."),
        ),
        Fault::TooMany => (
            StatusCode::TOO_MANY_REQUESTS,
            "too-many",
            "Too many tries",
            Some("Wait a little and try again."),
        ),
        Fault::Internal => (
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "Something went wrong here",
            None,
        ),
        Fault::Unavailable => (
            StatusCode::SERVICE_UNAVAILABLE,
            "unavailable",
            "Not possible right now",
            None,
        ),
    }
}

impl Fault {
    pub(crate) const fn status(self) -> StatusCode {
        words(self).0
    }
    pub(crate) const fn title(self) -> &'static str {
        words(self).2
    }
}
