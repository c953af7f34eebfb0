//! An e-mail address as it is compared and stored: trimmed, lower case, plausible enough to send to.

use std::fmt;

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct Email(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnEmail;

impl fmt::Display for NotAnEmail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this is not an e-mail address")
    }
}
impl std::error::Error for NotAnEmail {}

impl Email {
    pub fn parse(text: &str) -> Result<Self, NotAnEmail> {
        let text = text.trim().to_lowercase();
        let (local, host) = text.rsplit_once('@').ok_or(NotAnEmail)?;
        let plausible = |part: &str, max: usize| {
            !part.is_empty()
                && part.len() <= max
                && !part.starts_with('.')
                && !part.ends_with('.')
                && !part.contains("..")
                && part.chars().all(|c| !c.is_whitespace() && !c.is_control())
                && !part.contains(['<', '>', '(', ')', '[', ']', ',', ';', ':', '"', '\\', '@'])
        };
        if plausible(local, 64) && plausible(host, 253) && host.contains('.') {
            Ok(Self(text))
        } else {
            Err(NotAnEmail)
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> serde::Deserialize<'de> for Email {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Email {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .format(Some(utoipa::openapi::SchemaFormat::Custom("email".into())))
            .max_length(Some(318))
            .examples(["jo@oakline.example"])
            .into()
    }
}
#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Email {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_has_one_spelling() {
        assert_eq!(
            Email::parse(" Jo.Bloggs@Oakline.Example ").map(|e| e.to_string()),
            Ok("jo.bloggs@oakline.example".to_owned())
        );
    }

    #[test]
    fn what_no_mail_server_would_take_is_refused() {
        for text in [
            "",
            "jo",
            "@x.example",
            "jo@",
            "jo@localhost",
            "a b@x.example",
            "jo@x..example",
            "jo@x.example\r\nBcc: all@x.example",
            "<jo@x.example>",
            "a@b@c.example",
        ] {
            assert_eq!(Email::parse(text), Err(NotAnEmail), "{text}");
        }
    }
}
