//! To what name passkeys belong, and what of an answer is not taken.

use app::ports::{Keeper, PasskeyFault, Passkeys as _};
use connectors::WebauthnPasskeys;

#[test]
fn passkeys_belong_to_the_name_of_the_public_address() {
    for (url, name) in [
        ("https://pages.halden.example/", "pages.halden.example"),
        ("http://localhost:8080", "localhost"),
    ] {
        let passkeys = WebauthnPasskeys::new(url).unwrap().unwrap();
        let keeper = Keeper {
            handle: [7; 16],
            email: "jo@oakline.example",
            name: "Jo",
        };
        let has = ["0b0c".to_owned()];
        let challenge = passkeys.challenge_new(keeper, &has).unwrap();
        let options: serde_json::Value = serde_json::from_str(&challenge.options).unwrap();
        assert_eq!(options["rp"]["id"], name);
        assert_eq!(options["user"]["name"], "jo@oakline.example");
        assert_eq!(options["authenticatorSelection"]["residentKey"], "required");
        assert_eq!(options["excludeCredentials"][0]["id"], "Cww");
    }
}

#[test]
fn a_number_has_no_passkeys_and_nonsense_is_said_at_start() {
    for number in ["http://192.0.2.7:8080", "http://[::1]:8080"] {
        assert!(WebauthnPasskeys::new(number).unwrap().is_none());
    }
    assert!(WebauthnPasskeys::new("pages.halden.example").is_err());
}

#[test]
fn an_answer_that_cannot_be_read_is_refused_and_a_kept_text_that_cannot_is_a_fault_of_ours() {
    let passkeys = WebauthnPasskeys::new("http://localhost:8080")
        .unwrap()
        .unwrap();
    let begun = passkeys.challenge_any().unwrap();
    for answer in ["", "{}", "[]", "{\"id\":\"x\"}"] {
        let refused = passkeys.claimed(answer).unwrap_err();
        assert!(matches!(refused, PasskeyFault::Refused(_)), "{answer}");
        let refused = passkeys.check(&begun.state, answer, "").unwrap_err();
        assert!(matches!(refused, PasskeyFault::Refused(_)), "{answer}");
    }
    let keeper = Keeper {
        handle: [7; 16],
        email: "jo@oakline.example",
        name: "Jo",
    };
    let broken = passkeys.challenge_new(keeper, &["not hex".to_owned()]);
    assert!(matches!(broken.unwrap_err(), PasskeyFault::Broken(_)));
}
