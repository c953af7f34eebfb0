use crate::letters::{
    LINK, MONDAY, Relay, arguments, assert_refused, assert_unavailable, mail_to, mailer, settings,
};
use crate::tools::{Fake, closed_port};
use app::ports::Mailer as _;
use connectors::SmtpSettings;
use mail_parser::MessageParser;
use std::time::Duration;

#[tokio::test]
async fn a_relay_gets_the_whole_mail() {
    let relay = Relay::start(&[]);
    let mail = mail_to("zoe@example.org");
    relay.mailer().send(&mail).await.unwrap();

    let kept = relay.kept();
    let (bytes, facts) = &kept[0];
    assert_eq!(kept.len(), 1);
    assert_eq!(facts["defects"], serde_json::json!([]));
    assert_eq!(facts["mail_from"], "post@portal.example.co.uk");
    assert_eq!(facts["rcpt_tos"], serde_json::json!(["zoe@example.org"]));
    assert_eq!(facts["subject"], mail.subject);
    assert_eq!(
        facts["to"],
        serde_json::json!([[mail.to.name, "zoe@example.org"]])
    );
    assert_eq!(facts["text"], mail.text);
    assert_eq!(facts["html"], mail.html);

    let message = MessageParser::default().parse(bytes).unwrap();
    let to = message.to().unwrap().first().unwrap();
    assert_eq!(to.name(), Some(mail.to.name.as_str()));
    assert_eq!(to.address(), Some("zoe@example.org"));
    let from = message.from().unwrap().first().unwrap();
    assert_eq!(from.name(), Some("Hartley & Søn"));
    let reply_to = message.reply_to().unwrap().first().unwrap();
    assert_eq!(reply_to.address(), Some("office@hartley.example.co.uk"));
    assert_eq!(message.subject(), Some(mail.subject.as_str()));
    assert_eq!(message.message_id(), Some(mail.message_id.as_str()));
    assert_eq!(
        message.date().unwrap().to_timestamp(),
        i64::try_from(MONDAY).unwrap()
    );
    assert_eq!(
        message.header("Auto-Submitted").unwrap().as_text(),
        Some("auto-generated")
    );
    let text = message.body_text(0).unwrap();
    assert_eq!(text.replace("\r\n", "\n"), mail.text);
    assert!(text.contains(LINK));
    assert!(message.body_html(0).unwrap().contains(LINK));
}

#[tokio::test]
async fn every_line_is_short_ascii_whatever_was_written() {
    let relay = Relay::start(&[]);
    let mut mail = mail_to("zoe@example.org");
    mail.text = format!(
        "{}\n--=_sightline\n--=_sightline--\nFrom here  \n.\n\r{}",
        "x".repeat(5000),
        "🏡".repeat(900)
    );
    mail.subject = "s".repeat(5000);
    mail.to.name = "n".repeat(5000);
    relay.mailer().send(&mail).await.unwrap();

    let (bytes, facts) = relay.kept().remove(0);
    assert!(bytes.is_ascii());
    let longest = bytes.split(|b| *b == b'\n').map(<[u8]>::len).max();
    assert!(longest < Some(400), "{longest:?}");
    let message = MessageParser::default().parse(&bytes).unwrap();
    let text = message.body_text(0).unwrap();
    assert_eq!(text.replace("\r\n", "\n"), mail.text);
    assert_eq!(facts["html"], mail.html);
}

#[tokio::test]
async fn the_same_mail_at_the_same_time_is_the_same_bytes() {
    let relay = Relay::start(&[]);
    let mailer = relay.mailer();
    mailer.send(&mail_to("zoe@example.org")).await.unwrap();
    mailer.send(&mail_to("zoe@example.org")).await.unwrap();
    let kept = relay.kept();
    assert_eq!(kept[0].0, kept[1].0);
}

#[tokio::test]
async fn a_recipient_the_relay_does_not_know_is_refused_and_the_next_mail_goes() {
    let relay = Relay::start(&[]);
    let mailer = relay.mailer();
    assert_refused(mailer.send(&mail_to("refused@example.org")).await);
    mailer.send(&mail_to("zoe@example.org")).await.unwrap();
    assert_eq!(relay.kept().len(), 1);
}

#[tokio::test]
async fn a_busy_relay_is_unavailable() {
    let relay = Relay::start(&[]);
    let mailer = relay.mailer();
    assert_unavailable(mailer.send(&mail_to("busy@example.org")).await);
    assert_unavailable(mailer.send(&mail_to("greylisted@example.org")).await);
    mailer.send(&mail_to("zoe@example.org")).await.unwrap();
}

#[tokio::test]
async fn a_relay_that_is_down_is_unavailable() {
    let mailer = mailer(settings(closed_port()));
    assert_unavailable(mailer.send(&mail_to("zoe@example.org")).await);
}

#[tokio::test]
async fn a_relay_that_closes_its_door_is_unavailable_though_it_says_so_for_good() {
    let relay = Relay::start(&["--closed"]);
    assert_unavailable(relay.mailer().send(&mail_to("zoe@example.org")).await);
}

#[tokio::test]
async fn a_wrong_password_is_unavailable_and_the_right_one_sends() {
    let relay = Relay::start(&["--user", "post:right"]);
    let with = |password: &str| {
        mailer(SmtpSettings {
            username: Some("post".to_owned()),
            password: Some(password.to_owned()),
            ..relay.settings()
        })
    };
    let mail = mail_to("zoe@example.org");
    assert_unavailable(with("wrong").send(&mail).await);
    assert_unavailable(relay.mailer().send(&mail).await);
    assert_eq!(relay.kept().len(), 0);
    with("right").send(&mail).await.unwrap();
    assert_eq!(relay.kept().len(), 1);
}

#[tokio::test]
async fn a_relay_that_falls_silent_is_unavailable_in_time_and_confuses_no_later_mail() {
    let relay = Relay::start(&[]);
    let mailer = mailer(SmtpSettings {
        timeout: Duration::from_secs(3),
        ..relay.settings()
    });
    mailer.send(&mail_to("zoe@example.org")).await.unwrap();
    assert_unavailable(mailer.send(&mail_to("silent@example.org")).await);
    assert_refused(mailer.send(&mail_to("refused@example.org")).await);
    mailer.send(&mail_to("ann@example.org")).await.unwrap();
    assert_eq!(relay.kept().len(), 2);
}

#[tokio::test]
async fn a_port_that_never_greets_is_unavailable_in_time() {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let mailer = mailer(SmtpSettings {
        timeout: Duration::from_millis(200),
        ..settings(listener.local_addr().unwrap().port())
    });
    assert_unavailable(mailer.send(&mail_to("zoe@example.org")).await);
}

#[tokio::test]
async fn a_session_is_used_again_and_a_restarted_relay_costs_no_mail() {
    let relay = Relay::start(&[]);
    let mailer = relay.mailer();
    mailer.send(&mail_to("zoe@example.org")).await.unwrap();
    mailer.send(&mail_to("ann@example.org")).await.unwrap();
    let kept = relay.kept();
    assert_eq!(kept[0].1["peer_port"], kept[1].1["peer_port"]);

    let Relay { fake, folder } = relay;
    let port = fake.port.to_string();
    drop(fake);
    let again = Fake::start(
        "smtp_server.py",
        arguments(folder.path(), &["--port", &port]),
    );
    mailer.send(&mail_to("zoe@example.org")).await.unwrap();
    drop(again);
}

#[tokio::test(flavor = "multi_thread")]
async fn mails_sent_at_once_all_arrive_once() {
    let relay = Relay::start(&[]);
    let mailer = std::sync::Arc::new(relay.mailer());
    let tasks: Vec<_> = (0..12)
        .map(|n| {
            let mailer = std::sync::Arc::clone(&mailer);
            tokio::spawn(async move { mailer.send(&mail_to(&format!("p{n}@example.org"))).await })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    let mut to: Vec<_> = relay
        .kept()
        .iter()
        .map(|(_, facts)| facts["rcpt_tos"][0].as_str().unwrap().to_owned())
        .collect();
    to.sort();
    to.dedup();
    assert_eq!((relay.kept().len(), to.len()), (12, 12));
}

#[tokio::test]
async fn an_address_outside_ascii_needs_a_relay_that_takes_it() {
    let mail = mail_to("zoë@example.org");
    let old = Relay::start(&["--ascii"]);
    assert_refused(old.mailer().send(&mail).await);
    let new = Relay::start(&[]);
    new.mailer().send(&mail).await.unwrap();
    assert_eq!(new.kept()[0].1["rcpt_tos"][0], "zoë@example.org");
}

#[test]
fn a_password_is_never_printed() {
    let shown = format!(
        "{:?}",
        SmtpSettings {
            password: Some("hunter2".to_owned()),
            ..settings(25)
        }
    );
    assert!(!shown.contains("hunter2"), "{shown}");
}
