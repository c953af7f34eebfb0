//! What the operator decides about serving: addresses, workers, limits. Defaults suit one small machine.

use crate::demo::DemoPages;
use crate::http::peer::Network;
use crate::web_app::WebApp;
use metrics_exporter_prometheus::PrometheusHandle;
use std::net::{Ipv4Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

#[derive(Clone)]
pub struct ApiSettings {
    pub listen: SocketAddr,
    pub workers: usize,
    /// Whose `X-Forwarded-For` is believed. Empty: nobody's.
    pub trusted_proxies: Vec<Network>,
    /// Calls to the sign-in routes that one address may make in a minute, all at once if it likes.
    pub sign_ins_per_minute: NonZeroU32,
    /// Bytes of answers to keep for asking again; 0 keeps none.
    pub answer_memory: u64,
    /// How long requests under way may take to finish when the server stops.
    pub shutdown: Duration,
    /// What `/metrics` prints; made by [`crate::metrics::install`].
    pub metrics: Option<PrometheusHandle>,
    /// The demo's pages, mounted only when given, and answered only to this machine.
    pub demo: Option<Arc<dyn DemoPages>>,
    /// What people open. Empty by default, so that a test does not depend on what was built.
    pub web_app: WebApp,
    /// What staff open, under `/admin/`; empty by default too.
    pub admin_app: WebApp,
}

impl Default for ApiSettings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            workers: 2,
            trusted_proxies: Vec::new(),
            sign_ins_per_minute: NonZeroU32::MIN.saturating_add(29),
            answer_memory: 64 << 20,
            shutdown: Duration::from_secs(20),
            metrics: None,
            demo: None,
            web_app: WebApp::default(),
            admin_app: WebApp::default(),
        }
    }
}
