//! What every request shares: the use cases, the settings, and what is derived from them once at start.

use crate::http::domains::Domains;
use crate::http::limit::Limiter;
use crate::http::memory::Memory;
use crate::http::origin::Origin;
use crate::http::problem::{Fault, Problem};
use crate::http::viewer::Worn;
use crate::settings::ApiSettings;
use app::App;
use app::receipts::Writer;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

pub struct Api {
    pub(crate) app: App,
    pub(crate) settings: ApiSettings,
    pub(crate) origin: Origin,
    pub(crate) domains: Domains,
    pub(crate) limiter: Limiter,
    pub(crate) worn: Worn,
    pub(crate) memory: Memory,
}

impl Api {
    #[must_use]
    pub fn new(app: App, settings: ApiSettings) -> Self {
        Self {
            origin: Origin::of(&app.settings.public_url),
            domains: Domains::new(&app.settings.public_url),
            limiter: Limiter::per_minute(settings.sign_ins_per_minute),
            worn: Worn::default(),
            memory: Memory::new(settings.answer_memory),
            app,
            settings,
        }
    }

    pub(crate) fn receipts(&self) -> &Writer {
        &self.app.receipts
    }

    /// A hash of one person's view that nobody else can make or compare: two contacts who see the same bytes
    /// get different tags.
    pub(crate) fn keyed(&self, of: &[u8], body: &[u8]) -> Result<[u8; 32], Problem> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.app.keys.view)
            .map_err(|error| Problem::because(Fault::Internal, error))?;
        mac.update(of);
        mac.update(body);
        Ok(mac.finalize().into_bytes().into())
    }
}
