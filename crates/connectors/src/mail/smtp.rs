//! Mail through an SMTP relay. Only what the relay says about a message is a refusal; whatever goes wrong
//! with the session itself (a wrong password, a closed door, silence) is for trying again.
//!
//! The sessions are kept here and not in lettre's pool, because lettre puts a time limit on connecting only,
//! and a send given up half-way goes back into its pool with an answer still to come, which the next message
//! would then take for its own.

use super::letter::Letter;
use crate::{Clock, Fault, SetupError};
use app::ports::{Mail, MailError, Mailer};
use async_trait::async_trait;
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::extension::{ClientId, Extension};
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::timeout;

/// Sessions kept open between mails; a worker rarely sends more at once.
const MOST_IDLE: usize = 4;

/// How the way to the relay is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmtpSecurity {
    /// Plain at first, then TLS or nothing: never falls back (usually port 587).
    Starttls,
    /// TLS from the first byte (usually port 465).
    Tls,
    /// For a relay on this machine or on a private network.
    None,
}

#[derive(Clone)]
pub struct SmtpSettings {
    pub host: String,
    pub port: u16,
    pub security: SmtpSecurity,
    pub username: Option<String>,
    pub password: Option<String>,
    /// For connecting and signing in, and again for handing over one message.
    pub timeout: Duration,
}

impl fmt::Debug for SmtpSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpSettings")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("security", &self.security)
            .field("username", &self.username)
            .field("password", &self.password.as_ref().map(|_| "…"))
            .field("timeout", &self.timeout)
            .finish()
    }
}

pub struct SmtpMailer {
    host: String,
    port: u16,
    wire: Wire,
    credentials: Option<Credentials>,
    timeout: Duration,
    hello: ClientId,
    clock: Clock,
    idle: Mutex<Vec<AsyncSmtpConnection>>,
}

enum Wire {
    Plain,
    Starttls(TlsParameters),
    Tls(TlsParameters),
}

impl SmtpMailer {
    /// Contacts nobody yet.
    pub fn new(settings: SmtpSettings, clock: Clock) -> Result<Self, SetupError> {
        let tls = || {
            TlsParameters::new(settings.host.clone())
                .map_err(|e| SetupError::because("TLS to the SMTP relay cannot be set up", e))
        };
        let wire = match settings.security {
            SmtpSecurity::Starttls => Wire::Starttls(tls()?),
            SmtpSecurity::Tls => Wire::Tls(tls()?),
            SmtpSecurity::None => Wire::Plain,
        };
        let credentials = match (settings.username, settings.password) {
            (Some(username), Some(password)) => Some(Credentials::new(username, password)),
            (None, None) => None,
            _ => {
                return Err(SetupError::new(
                    "SMTP needs both a username and a password, or neither",
                ));
            }
        };
        Ok(Self {
            host: settings.host,
            port: settings.port,
            wire,
            credentials,
            timeout: settings.timeout,
            hello: ClientId::default(),
            clock,
            idle: Mutex::default(),
        })
    }

    /// A session that has just answered: a kept one, or a new one.
    async fn session(&self) -> Result<AsyncSmtpConnection, MailError> {
        loop {
            let kept = self.idle().pop();
            let Some(mut kept) = kept else { break };
            // relays hang up on idle clients; that is no reason to fail a mail
            if let Ok(true) = timeout(self.timeout, kept.test_connected()).await {
                return Ok(kept);
            }
        }
        match timeout(self.timeout, self.open()).await {
            Ok(opened) => opened.map_err(unavailable),
            Err(elapsed) => Err(unavailable(elapsed)),
        }
    }

    async fn open(&self) -> Result<AsyncSmtpConnection, SmtpError> {
        let address = (self.host.as_str(), self.port);
        let outer = match &self.wire {
            Wire::Tls(tls) => Some(tls.clone()),
            Wire::Plain | Wire::Starttls(_) => None,
        };
        let limit = Some(self.timeout);
        let mut session =
            AsyncSmtpConnection::connect_tokio1(address, limit, &self.hello, outer, None).await?;
        if let Wire::Starttls(tls) = &self.wire {
            session.starttls(tls.clone(), &self.hello).await?;
        }
        if let Some(credentials) = &self.credentials {
            let ways = [Mechanism::Plain, Mechanism::Login];
            session.auth(&ways, credentials).await?;
        }
        Ok(session)
    }

    fn keep(&self, session: AsyncSmtpConnection) {
        let mut idle = self.idle();
        if idle.len() < MOST_IDLE {
            idle.push(session);
        }
    }

    fn idle(&self) -> MutexGuard<'_, Vec<AsyncSmtpConnection>> {
        // a panic elsewhere leaves nothing half-done in a list of sessions
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Mailer for SmtpMailer {
    async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        let letter = Letter::of(mail, (self.clock)())?;
        let mut session = self.session().await?;
        let speaks_utf8 = session
            .server_info()
            .supports_feature(Extension::SmtpUtfEight);
        if letter.needs_utf8() && !speaks_utf8 {
            self.keep(session);
            return Err(MailError::Refused(
                "the relay takes no addresses outside ASCII".into(),
            ));
        }
        let sent = session.send(&letter.envelope, &letter.bytes);
        // Unless all went well the session is dropped, which closes it: nobody reads on in a conversation
        // that broke off.
        match timeout(self.timeout, sent).await {
            Ok(Ok(_)) => {
                self.keep(session);
                Ok(())
            }
            Ok(Err(error)) if is_about_the_message(&error) => {
                Err(MailError::Refused(Box::new(error)))
            }
            Ok(Err(error)) => Err(unavailable(error)),
            Err(elapsed) => Err(unavailable(elapsed)),
        }
    }
}

/// Some permanent answers mean us and not the message: sequence and syntax (500 to 504), a host that takes no
/// mail (521), signing in (530 to 538). They are cured in the settings, after which the mail can still go.
fn is_about_the_message(error: &SmtpError) -> bool {
    let code = error.status().map_or(0, u16::from);
    error.is_permanent() && !matches!(code, 500 | 502..=504 | 521 | 530 | 534 | 535 | 538)
}

fn unavailable(why: impl Into<Fault>) -> MailError {
    MailError::Unavailable(why.into())
}
