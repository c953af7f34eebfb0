//! `GET /logo/{address}.png`: a picture of a firm's logo, for whoever was told where it is. Mail programs fetch it without
//! any session, so the address is what lets them in: 128 bits that nobody guesses, told in sessions and in mails alone.
#![expect(
    clippy::disallowed_methods,
    reason = "the picture is the same for everybody, and its address says that whoever asks was told"
)]

use crate::api::Api;
use crate::http::problem::Problem;
use crate::http::trace::TraceId;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_ENCODING, HeaderName};
use actix_web::web::{self, Bytes, Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use app::ports::{FileKey, FilesError};

/// Under this address there is never another picture.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// A page that shows mail may be anybody's.
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

pub(crate) fn configure(config: &mut ServiceConfig) {
    config.service(
        web::resource("/logo/{address}.png")
            .route(web::get().to(get))
            .route(web::head().to(get)),
    );
}

async fn get(request: HttpRequest, api: Data<Api>) -> HttpResponse {
    match picture(&api, request.match_info().query("address")).await {
        Ok(bytes) => HttpResponse::Ok()
            .content_type("image/png")
            .insert_header((CACHE_CONTROL, FOR_EVER))
            .insert_header((RESOURCE_POLICY, "cross-origin"))
            // Packed already.
            .insert_header((CONTENT_ENCODING, "identity"))
            .body(bytes),
        Err(problem) => problem.leave(TraceId::of(&request)),
    }
}

async fn picture(api: &Api, address: &str) -> Result<Bytes, Problem> {
    let found = store::firms::logo::find(&api.app.db, address).await?;
    let sha256 = found.ok_or_else(Problem::not_found)?;
    let key = FileKey::parse(&sha256).ok_or(FilesError::Missing)?;
    let size = api.app.files.length(&key).await?;
    let size = size.ok_or(FilesError::Missing)?;
    Ok(api.app.files.read(&key, 0..size).await?)
}
