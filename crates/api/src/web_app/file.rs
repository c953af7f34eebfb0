//! One file of the web app in the encodings it was built in, and what it says of itself.

use actix_web::web::Bytes;

/// The app's pages and what they may do: nothing inline, nothing from elsewhere. Compiling wasm is the one
/// thing that needs a word of its own; `blob:` is for photos and documents that were fetched with a hat.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' data: blob:; connect-src 'self'; frame-src 'self' blob:; worker-src 'self'; \
     manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// A name that holds a hash is never given to anything else.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// Kept, but asked about each time: the next version has the same name.
const ASK_FIRST: &str = "no-cache";

pub(super) struct File {
    pub media_type: &'static str,
    pub cache: &'static str,
    /// Its own content security policy; without one it gets what every answer gets.
    pub policy: Option<&'static str>,
    pub plain: Body,
    pub br: Option<Body>,
    pub gz: Option<Body>,
}

pub(super) struct Body {
    pub bytes: Bytes,
    /// Each encoding has its own: a strong tag promises the same bytes.
    pub etag: String,
}

impl File {
    pub(super) fn new(
        path: &str,
        sha256: &str,
        plain: Bytes,
        br: Option<Bytes>,
        gz: Option<Bytes>,
    ) -> Self {
        let body = |bytes, encoding: &str| Body {
            bytes,
            etag: format!("\"{sha256}{encoding}\""),
        };
        let media_type = media_type(path);
        Self {
            media_type,
            cache: if path.starts_with("assets/") {
                FOR_EVER
            } else {
                ASK_FIRST
            },
            policy: media_type.starts_with("text/html").then_some(PAGE_POLICY),
            plain: body(plain, ""),
            br: br.map(|bytes| body(bytes, "-br")),
            gz: gz.map(|bytes| body(bytes, "-gz")),
        }
    }
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}
