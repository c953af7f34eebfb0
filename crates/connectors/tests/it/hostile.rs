//! What people may type into names, subjects and addresses, and what must not come of it.

use crate::letters::{Relay, assert_refused, mail_to, mailer, person, settings};
use crate::tools::closed_port;
use app::ports::Mailer as _;

const HEADERS: [&str; 9] = [
    "From",
    "To",
    "Subject",
    "Message-ID",
    "Date",
    "Auto-Submitted",
    "Reply-To",
    "MIME-Version",
    "Content-Type",
];

#[tokio::test]
async fn names_and_subjects_cannot_add_headers_recipients_or_bodies() {
    let relay = Relay::start(&[]);
    let mailer = relay.mailer();
    let tricks = [
        "Zoë\r\nBcc: thief@example.net",
        "Zoe\nBcc: thief@example.net\n\nA body",
        "Zoe\rBcc: thief@example.net",
        "\r\n\r\n<script>",
        "Zoe\" <thief@example.net>, \"",
        "Zoe\\\" <thief@example.net>, \\",
        "Zoe <thief@example.net>",
        "Zoe, thief@example.net",
        "=?utf-8?q?Zoe=0D=0ABcc:_thief@example.net?=",
        "Zoe\u{2028}Bcc: thief@example.net\u{85}X: y\u{b}Y: z\u{0}",
        "\u{1c}\u{1d}\u{1e}Bcc: thief@example.net",
        "Zoe (comment",
        "Zoe; group: thief@example.net;",
        " ",
        "",
    ];
    for trick in tricks {
        let mut mail = mail_to("zoe@example.org");
        mail.subject = trick.to_owned();
        mail.to.name = trick.to_owned();
        mail.from.name = trick.to_owned();
        mail.reply_to = Some(person(trick, "office@example.org"));
        mailer.send(&mail).await.unwrap();

        let (bytes, facts) = relay.kept().pop().unwrap();
        assert_eq!(facts["defects"], serde_json::json!([]), "{trick:?}");
        let mut headers: Vec<_> = facts["headers"]
            .as_array()
            .unwrap()
            .iter()
            .map(|name| name.as_str().unwrap())
            .collect();
        headers.sort_unstable();
        let mut expected = HEADERS.to_vec();
        expected.sort_unstable();
        assert_eq!(headers, expected, "{trick:?}");
        assert_eq!(facts["rcpt_tos"], serde_json::json!(["zoe@example.org"]));
        assert_eq!(facts["text"], mail.text, "{trick:?}");

        let message = mail_parser::MessageParser::default().parse(&bytes).unwrap();
        assert_eq!(message.headers().len(), expected.len(), "{trick:?}");
        assert!(message.bcc().is_none(), "{trick:?}");
        let to = message.to().unwrap();
        assert_eq!(to.iter().count(), 1, "{trick:?}");
        assert_eq!(to.first().unwrap().address(), Some("zoe@example.org"));
        assert_eq!(facts["to"].as_array().unwrap().len(), 1, "{trick:?}");
        assert_eq!(facts["to"][0][1], "zoe@example.org", "{trick:?}");
    }
    assert_eq!(relay.kept().len(), tricks.len());
}

#[tokio::test]
async fn an_address_that_is_none_is_refused_before_anybody_is_asked() {
    let nobody = mailer(settings(closed_port()));
    for address in [
        "",
        "zoe",
        "@example.org",
        "zoe@",
        "zoe@example.org\r\nRCPT TO:<thief@example.net>",
        "zoe@example.org> <thief@example.net",
        "zoe@example.org, thief@example.net",
        "Zoe <zoe@example.org>",
        "zoe @example.org",
        "\"zoe\r\n\"@example.org",
        "\"zoe>, <thief@example.net\"@example.org",
        "zoe@exam\u{0}ple.org",
        " zoe@example.org",
    ] {
        assert_refused(nobody.send(&mail_to(address)).await);
        let mut mail = mail_to("zoe@example.org");
        mail.from.email = address.to_owned();
        assert_refused(nobody.send(&mail).await);
        mail.from.email = "post@example.org".to_owned();
        mail.reply_to = Some(person("", address));
        assert_refused(nobody.send(&mail).await);
    }
}

#[tokio::test]
async fn a_message_id_that_is_none_is_refused() {
    let nobody = mailer(settings(closed_port()));
    for id in [
        "",
        "no-domain",
        "@example.org",
        "a@",
        "a@b@c",
        "a b@example.org",
        "a@example.org\r\nBcc: thief@example.net",
        "a@example.org><b@example.org",
    ] {
        let mut mail = mail_to("zoe@example.org");
        mail.message_id = id.to_owned();
        assert_refused(nobody.send(&mail).await);
    }
}

#[tokio::test]
async fn a_message_id_may_come_with_its_angle_brackets() {
    let relay = Relay::start(&[]);
    let mut mail = mail_to("zoe@example.org");
    mail.message_id = format!("<{}>", mail.message_id);
    relay.mailer().send(&mail).await.unwrap();
    let (bytes, _) = relay.kept().remove(0);
    let message = mail_parser::MessageParser::default().parse(&bytes).unwrap();
    assert_eq!(
        message.message_id(),
        Some("01a2b3c4-sign-in@portal.example.co.uk")
    );
}
