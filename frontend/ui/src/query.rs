//! Query strings: built here, so that nothing typed can become a parameter of its own.

/// A path with what is asked of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    #[must_use]
    pub fn new(path: &str) -> Self {
        Self(path.to_owned())
    }

    /// Adds a parameter, unless there is nothing to say.
    #[must_use]
    pub fn with(mut self, name: &str, value: Option<&str>) -> Self {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            self.0.push(if self.0.contains('?') { '&' } else { '?' });
            self.0.push_str(name);
            self.0.push('=');
            self.0.push_str(&encode(value));
        }
        self
    }

    #[must_use]
    pub fn text(self) -> String {
        self.0
    }
}

fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~,".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_typed_becomes_a_parameter_of_its_own() {
        let address = Address::new("/search")
            .with("q", Some("14 mill lane & co?limit=1#é"))
            .with("sort", None)
            .with("state", Some(""))
            .with("kind", Some("invoice,stage_payment"));
        assert_eq!(
            address.text(),
            "/search?q=14%20mill%20lane%20%26%20co%3Flimit%3D1%23%C3%A9&kind=invoice,stage_payment"
        );
    }
}
