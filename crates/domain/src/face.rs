//! What a firm shows of itself, checked: a name, a colour, who its mails are from, the lines at their foot.

use crate::brand::Brand;
use crate::revision::revision;
use contract::email::Email;
use contract::firm::FirmFace;
use contract::logo::FirmLogo;
use contract::problem::FieldError;

const MOST_NAME: usize = 200;
const MOST_LINES: usize = 6;
const MOST_LINE: usize = 160;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Face {
    pub name: String,
    pub brand: Option<Brand>,
    pub sender: Option<String>,
    pub reply_to: Option<Email>,
    pub footer: Vec<String>,
    /// Changed by itself, and no part of what [`Face::revision`] is of.
    pub logo: FirmLogo,
}

impl Face {
    /// Of a firm that has chosen nothing but its name.
    #[must_use]
    pub const fn named(name: String) -> Self {
        Self {
            name,
            brand: None,
            sender: None,
            reply_to: None,
            footer: Vec::new(),
            logo: FirmLogo {
                light: None,
                dark: None,
            },
        }
    }

    /// Every fault at once.
    pub fn parse(face: FirmFace) -> Result<Self, Vec<FieldError>> {
        let mut faults = Vec::new();
        let mut fault = |field: &str, code: &str, message: String| {
            faults.push(FieldError {
                field: field.to_owned(),
                code: code.to_owned(),
                message,
            });
        };
        let mut line = |field: &str, text: &str, most: usize| {
            let text = text.trim();
            if text.chars().count() > most {
                fault(field, "too_long", format!("at most {most} characters"));
            } else if text.chars().any(char::is_control) {
                fault(field, "invalid", "this stands on one line".to_owned());
            }
            text.to_owned()
        };
        let name = line("name", &face.name, MOST_NAME);
        let sender = face.sender.map(|sender| line("sender", &sender, MOST_NAME));
        let footer: Vec<_> = face
            .footer
            .iter()
            .map(|text| line("footer", text, MOST_LINE))
            .filter(|text| !text.is_empty())
            .collect();
        if name.is_empty() {
            fault("name", "missing", "write the firm's name".to_owned());
        }
        if footer.len() > MOST_LINES {
            fault("footer", "too_long", format!("at most {MOST_LINES} lines"));
        }
        let brand = face.brand.map(|brand| brand.trim().parse::<Brand>());
        if let Some(Err(error)) = &brand {
            fault("brand", "invalid", error.to_string());
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Self {
            name,
            brand: brand.and_then(Result::ok),
            sender: sender.filter(|sender| !sender.is_empty()),
            reply_to: face.reply_to,
            footer,
            logo: FirmLogo::default(),
        })
    }

    /// As it goes over the wire.
    #[must_use]
    pub fn shown(&self) -> FirmFace {
        FirmFace {
            name: self.name.clone(),
            brand: self.brand.as_ref().map(|brand| brand.as_str().to_owned()),
            sender: self.sender.clone(),
            reply_to: self.reply_to.clone(),
            footer: self.footer.clone(),
        }
    }

    #[must_use]
    pub fn revision(&self) -> String {
        revision(&self.shown())
    }

    #[must_use]
    pub fn logo_revision(&self) -> String {
        revision(&self.logo)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn halden() -> FirmFace {
        FirmFace {
            name: " Halden Electrical ".to_owned(),
            brand: Some("#0F5F4E".to_owned()),
            sender: Some("  ".to_owned()),
            reply_to: Email::parse("office@halden.example").ok(),
            footer: [
                "Halden Electrical Ltd",
                "",
                "Registered in England 01234567",
            ]
            .map(str::to_owned)
            .to_vec(),
        }
    }

    #[test]
    fn a_face_comes_back_as_it_was_understood() {
        let face = Face::parse(halden()).unwrap();
        assert_eq!(face.name, "Halden Electrical");
        assert_eq!((face.sender.as_deref(), face.footer.len()), (None, 2));
        assert_eq!(Face::parse(face.shown()), Ok(face.clone()));
        let mut other = face.clone();
        other.footer.clear();
        assert_ne!(face.revision(), other.revision());
    }

    #[test]
    fn every_fault_is_told_at_once() {
        let wrong = FirmFace {
            name: " ".to_owned(),
            brand: Some("green".to_owned()),
            sender: Some("Halden\r\nBcc: all@example.com".to_owned()),
            reply_to: None,
            footer: vec!["x".repeat(161); 7],
        };
        let faults = Face::parse(wrong).unwrap_err();
        let mut told: Vec<_> = faults
            .iter()
            .map(|fault| format!("{} {}", fault.field, fault.code))
            .collect();
        told.dedup();
        assert_eq!(
            told,
            [
                "sender invalid",
                "footer too_long",
                "name missing",
                "footer too_long",
                "brand invalid"
            ]
        );
    }
}
