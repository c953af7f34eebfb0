//! The HTTP server: workers, limits and time-outs, and the order of the layers.

#![expect(
    clippy::disallowed_methods,
    reason = "the gate: everything is put together here"
)]

use crate::api::Api;
use crate::http::{domains, headers, route};
use crate::settings::ApiSettings;
use crate::{site, v1, web_app};
use actix_web::body::MessageBody;
use actix_web::dev::{Server, ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::{Compress, from_fn};
use actix_web::web::{self, Data, PayloadConfig, ServiceConfig};
use actix_web::{App as Actix, HttpServer};
use app::App;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

/// An idle connection is kept this long; phones wake rarely.
const KEEP_ALIVE: Duration = Duration::from_secs(60);
/// A request's head must be there by then, or somebody is holding connections open.
const HEAD: Duration = Duration::from_secs(10);
const CONNECTIONS: usize = 20_000;

/// A server that is bound and will serve once it is awaited.
pub struct Serving {
    pub server: Server,
    pub addresses: Vec<SocketAddr>,
}

/// Binds the server. It runs when [`Serving::server`] is awaited, until its handle stops it: whoever serves ends the
/// live streams first, which would otherwise hold up a graceful stop.
pub fn server(app: App, settings: ApiSettings) -> io::Result<Serving> {
    let (listen, workers, shutdown) = (settings.listen, settings.workers, settings.shutdown);
    let api = Data::new(Api::new(app, settings));
    let server = HttpServer::new(move || application(api.clone()))
        .workers(workers)
        .max_connections(CONNECTIONS)
        .keep_alive(KEEP_ALIVE)
        .client_request_timeout(HEAD)
        .disable_signals()
        .shutdown_timeout(shutdown.as_secs())
        .bind(listen)?;
    Ok(Serving {
        addresses: server.addrs(),
        server: server.run(),
    })
}

/// Everything that is served with its layers, for a worker or for a test.
pub fn application(
    api: Data<Api>,
) -> Actix<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = actix_web::Error,
        InitError = (),
    >,
> {
    Actix::new()
        .wrap(Compress::default())
        .wrap(from_fn(domains::lead_home))
        .wrap(from_fn(headers::every_answer))
        .configure(move |config| configure(config, api))
}

fn configure(config: &mut ServiceConfig, api: Data<Api>) {
    let mut routes = route::Routes::default();
    v1::routes(&mut routes);
    routes.configure(config);
    site::configure(config, &api);
    config
        .app_data(api)
        // Whatever reads a body without our own extractor may not read much of it.
        .app_data(PayloadConfig::new(64 * 1024))
        .default_service(web::to(web_app::app_or_nowhere));
}
