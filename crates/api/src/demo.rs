//! The demonstration's own pages: who can be tried, a fresh link for each, and the mails that were sent.
//! Mounted only when given, and answered only to a browser on this very machine.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "mounted beside the API in demo mode alone, and answered on loopback alone"
)]

use crate::api::Api;
use crate::http::problem::Problem;
use crate::http::trace::TraceId;
use actix_web::http::header::LOCATION;
use actix_web::web::{self, Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use futures_util::future::BoxFuture;
use std::fmt::Write as _;
use std::sync::Arc;

/// Somebody whose page can be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Persona {
    pub name: String,
    pub email: String,
    /// `bookkeeper at Oakline Lettings`.
    pub role: String,
}

/// A mail that went out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoMail {
    /// What [`DemoPages::mail`] finds it by.
    pub id: String,
    pub to: String,
    pub subject: String,
    pub text: String,
}

/// What the demonstration shows; made by whoever set it up.
pub trait DemoPages: Send + Sync {
    fn personas(&self) -> BoxFuture<'_, Vec<Persona>>;
    /// A fresh sign-in link for one of them, with its token after `#`; `None` for anybody else.
    fn link<'a>(&'a self, email: &'a str) -> BoxFuture<'a, Option<String>>;
    /// The newest first.
    fn mails(&self) -> BoxFuture<'_, Vec<DemoMail>>;
    fn mail<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Option<DemoMail>>;
}

#[derive(serde::Deserialize)]
struct Chosen {
    email: String,
}

pub(crate) fn configure(config: &mut ServiceConfig, pages: &Arc<dyn DemoPages>) {
    config
        .app_data(Data::new(Pages(Arc::clone(pages))))
        .route("/demo", web::get().to(home))
        .route("/demo/link", web::post().to(link))
        .route("/demo/mails/{id}", web::get().to(mail));
}

struct Pages(Arc<dyn DemoPages>);

/// From this machine, and by the name this machine is reached by: another site's page, or another site's name
/// that was pointed here, is neither.
fn is_here(request: &HttpRequest) -> bool {
    let loopback = request
        .peer_addr()
        .is_some_and(|peer| peer.ip().to_canonical().is_loopback());
    let info = request.connection_info();
    let host = info.host();
    let name = host
        .rsplit_once(':')
        .filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()))
        .map_or(host, |(n, _)| n);
    loopback && matches!(name, "localhost" | "127.0.0.1" | "[::1]")
}

fn nothing(request: &HttpRequest) -> HttpResponse {
    Problem::not_found().leave(TraceId::of(request))
}

async fn home(request: HttpRequest, pages: Data<Pages>) -> HttpResponse {
    if !is_here(&request) {
        return nothing(&request);
    }
    let mut body =
        String::from("<h1>Demonstration</h1><p>Each button makes a fresh link and opens it.</p>");
    for persona in pages.0.personas().await {
        let (name, role, email) = (
            escape(&persona.name),
            escape(&persona.role),
            escape(&persona.email),
        );
        let _ = write!(
            body,
            "<form method=\"post\" action=\"/demo/link\"><input type=\"hidden\" name=\"email\" value=\"{email}\">\
             <button>{name}</button><span class=\"soft\">{role}, {email}</span></form>"
        );
    }
    body.push_str("<h2>Mails sent</h2><ul>");
    for mail in pages.0.mails().await {
        let (id, to, subject) = (escape(&mail.id), escape(&mail.to), escape(&mail.subject));
        let _ = write!(
            body,
            "<li><a href=\"/demo/mails/{id}\">{subject}</a> <span class=\"soft\">to {to}</span></li>"
        );
    }
    body.push_str("</ul>");
    page(&body)
}

async fn link(
    request: HttpRequest,
    api: Data<Api>,
    pages: Data<Pages>,
    form: web::Form<Chosen>,
) -> HttpResponse {
    if !is_here(&request) || api.origin.check(&request).is_err() {
        return nothing(&request);
    }
    match pages.0.link(&form.email).await {
        Some(url) => HttpResponse::SeeOther()
            .insert_header((LOCATION, url))
            .finish(),
        None => nothing(&request),
    }
}

async fn mail(request: HttpRequest, pages: Data<Pages>, id: web::Path<String>) -> HttpResponse {
    if !is_here(&request) {
        return nothing(&request);
    }
    let Some(mail) = pages.0.mail(&id).await else {
        return nothing(&request);
    };
    let text: Vec<_> = mail.text.lines().map(linked).collect();
    page(&format!(
        "<h1>{}</h1><p class=\"soft\">to {}</p><p>{}</p><p><a href=\"/demo\">Back</a></p>",
        escape(&mail.subject),
        escape(&mail.to),
        text.join("<br>")
    ))
}

/// A line of a mail; one that is an address can be followed.
fn linked(line: &str) -> String {
    let text = escape(line);
    let is_address =
        (line.starts_with("http://") || line.starts_with("https://")) && !line.contains(' ');
    if is_address {
        format!("<a href=\"{text}\">{text}</a>")
    } else {
        text
    }
}

fn page(body: &str) -> HttpResponse {
    HttpResponse::Ok().content_type("text/html; charset=utf-8").insert_header(("cache-control", "no-store")).body(
        format!(
            "<!doctype html><html lang=\"en-GB\"><head><meta charset=\"utf-8\">\
             <link rel=\"icon\" href=\"data:,\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Demonstration</title>\
             <link rel=\"stylesheet\" href=\"/static/style.css\"></head><body><main>{body}</main></body></html>"
        ),
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
