//! Trace ids: what a person quotes when asking for help, and what the log is searched for.

use actix_web::HttpMessage as _;
use actix_web::{HttpRequest, dev::ServiceRequest};
use domain::clock::Entropy;
use std::fmt;

#[derive(Debug, Clone, Copy)]
pub(crate) struct TraceId([u8; 16]);

impl TraceId {
    pub(crate) fn new(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; 16];
        entropy.fill(&mut bytes);
        Self(bytes)
    }

    pub(crate) fn put(self, request: &ServiceRequest) {
        request.extensions_mut().insert(self);
    }

    /// Of this request; all zeros only if the outermost layer was left out.
    pub(crate) fn of(request: &HttpRequest) -> Self {
        request
            .extensions()
            .get::<Self>()
            .copied()
            .unwrap_or(Self([0; 16]))
    }
}

impl fmt::Display for TraceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}
