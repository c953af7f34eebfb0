//! HTTP: the gate every answer goes through ([`http`]), the operations behind it (`v1`), and the web app beside
//! it. What may be seen is decided below; here it is only asked for, receipted and sent.

mod api;
pub mod demo;
mod help;
mod http;
mod logo;
pub mod metrics;
mod openapi;
mod server;
mod settings;
mod site;
mod v1;
mod web_app;

pub use api::Api;
pub use demo::{DemoMail, DemoPages, Persona};
pub use http::peer::{Network, NotANetwork};
pub use http::route::{Needs, Registered};
pub use openapi::{openapi, openapi_json, registered};
pub use server::{Serving, application, server};
pub use settings::ApiSettings;
pub use web_app::{NotAnApp, WebApp};
