//! Mails to send, and a relay to send them to.

use crate::tools::Fake;
use app::ports::{Mail, MailError, Mailbox};
use connectors::{Clock, SmtpMailer, SmtpSecurity, SmtpSettings};
use serde_json::Value;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tempfile::TempDir;

/// 2026-03-02 09:30:00 UTC
pub const MONDAY: u64 = 1_772_443_800;

pub const LINK: &str = "https://portal.example.co.uk/sign-in?hat=landlord&next=%2Frecords#token=\
    3q2-7wAbCdEfGhIjKlMnOpQrStUvWxYz0123456789_abcdefghijklmnopqrstuvwxyz==";

pub fn person(name: &str, email: &str) -> Mailbox {
    Mailbox {
        name: name.to_owned(),
        email: email.to_owned(),
    }
}

pub fn mail_to(email: &str) -> Mail {
    Mail {
        message_id: "01a2b3c4-sign-in@portal.example.co.uk".to_owned(),
        from: person("Hartley & Søn", "post@portal.example.co.uk"),
        to: person("Zoë Ńiedźwiedź-O'Brien 🏡", email),
        reply_to: Some(person("", "office@hartley.example.co.uk")),
        subject: "Your sign-in link — £25 credit, naïve café 🏡, and enough words to be folded twice over"
            .to_owned(),
        text: format!("Hello Zoë,\n\nSign in here:\n{LINK}\n\n.\n.. dots, and 100 % = fine\n"),
        html: format!("<p>Hello Zoë,</p>\n<p><a href=\"{LINK}\">Sign in</a></p>\n"),
    }
}

pub fn at(seconds: u64) -> Clock {
    Arc::new(move || SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
}

pub fn settings(port: u16) -> SmtpSettings {
    SmtpSettings {
        host: "127.0.0.1".to_owned(),
        port,
        security: SmtpSecurity::None,
        username: None,
        password: None,
        timeout: Duration::from_secs(20),
    }
}

pub fn mailer(settings: SmtpSettings) -> SmtpMailer {
    SmtpMailer::new(settings, at(MONDAY)).unwrap()
}

/// A running SMTP server and what it has kept.
pub struct Relay {
    pub fake: Fake,
    pub folder: TempDir,
}

impl Relay {
    pub fn start(args: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let fake = Fake::start("smtp_server.py", arguments(folder.path(), args));
        Self { fake, folder }
    }

    pub fn settings(&self) -> SmtpSettings {
        settings(self.fake.port)
    }

    pub fn mailer(&self) -> SmtpMailer {
        mailer(self.settings())
    }

    /// The kept mails in the order they came: their bytes, and what Python says of them.
    pub fn kept(&self) -> Vec<(Vec<u8>, Value)> {
        (1..)
            .map(|n| self.folder.path().join(format!("{n:04}.eml")))
            .take_while(|path| path.exists())
            .map(|path| {
                let facts = std::fs::read(path.with_extension("json")).unwrap();
                (
                    std::fs::read(path).unwrap(),
                    serde_json::from_slice(&facts).unwrap(),
                )
            })
            .collect()
    }
}

pub fn arguments<'a>(folder: &'a Path, args: &[&'a str]) -> Vec<&'a str> {
    let mut all = vec![folder.to_str().unwrap()];
    all.extend(args);
    all
}

#[track_caller]
pub fn assert_refused(answer: Result<(), MailError>) {
    assert!(matches!(answer, Err(MailError::Refused(_))), "{answer:?}");
}

#[track_caller]
pub fn assert_unavailable(answer: Result<(), MailError>) {
    assert!(
        matches!(answer, Err(MailError::Unavailable(_))),
        "{answer:?}"
    );
}
