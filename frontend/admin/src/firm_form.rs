//! What a firm shows of itself, as its owner types it: texts, checked here as the server will.

use crate::conflict::{Difference, differing, in_words};
use crate::strings::t;
use contract::email::Email;
use contract::firm::FirmFace;
use ui::brand::Colour;
use ui::form::Faults;
use ui::json::Json;

/// The fields that the server's faults are told at.
pub const FIELDS: [&str; 5] = ["name", "brand", "sender", "reply_to", "footer"];

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Values {
    pub name: String,
    pub brand: String,
    pub sender: String,
    pub reply_to: String,
    /// One line each.
    pub footer: String,
}

impl Values {
    #[must_use]
    pub fn of(face: &FirmFace) -> Self {
        let reply_to = face.reply_to.as_ref().map(ToString::to_string);
        Self {
            name: face.name.clone(),
            brand: face.brand.clone().unwrap_or_default(),
            sender: face.sender.clone().unwrap_or_default(),
            reply_to: reply_to.unwrap_or_default(),
            footer: face.footer.join("\n"),
        }
    }

    /// What is wrong with them, every fault at once.
    #[must_use]
    pub fn faults(&self) -> Faults {
        let words = &t().firm;
        let mut faults = Faults::default();
        if self.name.trim().is_empty() {
            faults.add("name", words.name_missing);
        }
        if !self.brand.trim().is_empty() && Colour::parse(&self.brand).is_none() {
            faults.add("brand", words.not_a_colour);
        }
        if !self.reply_to.trim().is_empty() && Email::parse(&self.reply_to).is_err() {
            faults.add("reply_to", words.not_an_email);
        }
        faults
    }

    /// As the server takes them: what is left empty is not sent.
    #[must_use]
    pub fn json(&self) -> Json {
        let text = |text: &str| Json::Text(text.trim().to_owned());
        let mut fields = vec![("name".to_owned(), text(&self.name))];
        for (name, typed) in [
            ("brand", &self.brand),
            ("sender", &self.sender),
            ("reply_to", &self.reply_to),
        ] {
            if !typed.trim().is_empty() {
                fields.push((name.to_owned(), text(typed)));
            }
        }
        let lines = self.lines().map(text).collect();
        fields.push(("footer".to_owned(), Json::List(lines)));
        Json::Object(fields)
    }

    fn lines(&self) -> impl Iterator<Item = &str> {
        self.footer
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
    }

    /// In which of its fields it differs, both sides in words: what is here, and what is there.
    #[must_use]
    pub fn against(&self, there: &Self) -> Vec<Difference> {
        let words = &t().firm;
        let lines = |values: &Self| in_words(&values.lines().collect::<Vec<_>>().join(", "));
        let brand = |values: &Self| in_words(&values.brand.to_ascii_lowercase());
        let both = |what, here: &str, there: &str| (what, in_words(here), in_words(there));
        differing([
            both(words.name, &self.name, &there.name),
            (words.brand, brand(self), brand(there)),
            both(words.sender, &self.sender, &there.sender),
            both(words.reply_to, &self.reply_to, &there.reply_to),
            (words.footer, lines(self), lines(there)),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn halden() -> Values {
        Values {
            name: " Halden Electrical ".to_owned(),
            brand: "#0F5F4E".to_owned(),
            sender: String::new(),
            reply_to: "office@halden.example".to_owned(),
            footer: "Mill Lane 1\n\n  0113 496 0000\n".to_owned(),
        }
    }

    #[test]
    fn every_fault_is_told_at_once_and_at_its_field() {
        let wrong = Values {
            brand: "green".to_owned(),
            reply_to: "office".to_owned(),
            ..Values::default()
        };
        for field in ["name", "brand", "reply_to"] {
            assert!(wrong.faults().at(field).is_some(), "{field}");
        }
        assert!(halden().faults().is_none());
        let plain = Values {
            name: "Halden".to_owned(),
            ..Values::default()
        };
        assert!(plain.faults().is_none());
    }

    #[test]
    fn what_is_left_empty_is_not_sent() {
        assert_eq!(
            halden().json().write(),
            r##"{"name":"Halden Electrical","brand":"#0F5F4E","reply_to":"office@halden.example","footer":["Mill Lane 1","0113 496 0000"]}"##
        );
        assert_eq!(
            Values::default().json().write(),
            r#"{"name":"","footer":[]}"#
        );
    }

    #[test]
    fn what_is_there_comes_back_as_it_is() {
        let face = FirmFace {
            name: "Halden".to_owned(),
            brand: Some("#0f5f4e".to_owned()),
            sender: None,
            reply_to: Email::parse("office@halden.example").ok(),
            footer: vec!["Mill Lane 1".to_owned(), "0113".to_owned()],
        };
        let values = Values::of(&face);
        assert_eq!(values.footer, "Mill Lane 1\n0113");
        assert_eq!(
            values.json().write(),
            r##"{"name":"Halden","brand":"#0f5f4e","reply_to":"office@halden.example","footer":["Mill Lane 1","0113"]}"##
        );
    }

    #[test]
    fn both_sides_are_told_where_they_differ_and_not_where_only_spaces_do() {
        let there = Values {
            name: "Halden Electrical".to_owned(),
            brand: "#0f5f4e".to_owned(),
            reply_to: String::new(),
            ..halden()
        };
        assert_eq!(
            halden().against(&there),
            [(
                t().firm.reply_to,
                "office@halden.example".to_owned(),
                t().conflict.nothing.to_owned()
            )]
        );
    }
}
