//! The way to the relay: encrypted and to the right host, or not at all.

use crate::letters::{Relay, assert_unavailable, mail_to, mailer, settings};
use app::ports::Mailer as _;
use connectors::{SmtpSecurity, SmtpSettings};
use std::process::Command;

#[tokio::test]
async fn a_relay_without_starttls_gets_neither_the_password_nor_the_mail() {
    let relay = Relay::start(&["--user", "post:right"]);
    let mailer = mailer(SmtpSettings {
        security: SmtpSecurity::Starttls,
        username: Some("post".to_owned()),
        password: Some("right".to_owned()),
        ..relay.settings()
    });
    assert_unavailable(mailer.send(&mail_to("zoe@example.org")).await);
    assert_eq!(relay.kept().len(), 0);
}

#[tokio::test]
async fn a_relay_whose_certificate_nobody_vouches_for_gets_no_mail() {
    for (security, tls) in [
        (SmtpSecurity::Starttls, "starttls"),
        (SmtpSecurity::Tls, "implicit"),
    ] {
        let relay = Relay::start(&["--tls", tls]);
        let mailer = mailer(SmtpSettings {
            security,
            ..relay.settings()
        });
        assert_unavailable(mailer.send(&mail_to("zoe@example.org")).await);
        assert_eq!(relay.kept().len(), 0);
    }
}

#[test]
fn a_relay_whose_certificate_the_system_trusts_gets_the_mail_encrypted() {
    for tls in ["starttls", "implicit"] {
        let relay = Relay::start(&["--tls", tls]);
        // which authorities the system trusts is read from the environment, and only a new process has its own
        let child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "tls::sends_one_mail_over_tls", "--ignored"])
            .env("SSL_CERT_FILE", relay.folder.path().join("ca.pem"))
            .env("RELAY_PORT", relay.fake.port.to_string())
            .env("RELAY_TLS", tls)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&child.stdout);
        assert!(
            child.status.success() && said.contains("1 passed"),
            "{said}"
        );
        let kept = relay.kept();
        assert_eq!(kept.len(), 1, "{tls}");
        assert_eq!(kept[0].1["encrypted"], true);
    }
}

#[tokio::test]
#[ignore = "run by the test above, in an environment of its own"]
async fn sends_one_mail_over_tls() {
    let security = match std::env::var("RELAY_TLS").unwrap().as_str() {
        "starttls" => SmtpSecurity::Starttls,
        _ => SmtpSecurity::Tls,
    };
    let port = std::env::var("RELAY_PORT").unwrap().parse().unwrap();
    let mailer = mailer(SmtpSettings {
        security,
        ..settings(port)
    });
    mailer.send(&mail_to("zoe@example.org")).await.unwrap();
}
