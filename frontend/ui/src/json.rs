//! JSON, read into plain values and written from them. A tenth of what deriving a reader for every wire type
//! costs a phone; that the readers in `wire` agree with those of the contract is tested.

/// The wire has whole numbers only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Json {
    Null,
    Bool(bool),
    Number(i64),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// Deeper than this is nothing of ours.
const DEEPEST: u8 = 40;

impl Json {
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut reader = Reader { rest: text };
        let value = reader.value(0)?;
        reader.space();
        reader.rest.is_empty().then_some(value)
    }

    /// An object of texts, as requests are.
    #[must_use]
    pub fn texts(fields: &[(&str, &str)]) -> Self {
        let field =
            |(name, value): &(&str, &str)| ((*name).to_owned(), Self::Text((*value).to_owned()));
        Self::Object(fields.iter().map(field).collect())
    }

    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(fields) => fields
                .iter()
                .find(|(n, _)| n == name)
                .map(|(_, value)| value),
            _ => None,
        }
    }

    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    #[must_use]
    pub fn write(&self) -> String {
        let mut text = String::new();
        self.write_to(&mut text);
        text
    }

    fn write_to(&self, to: &mut String) {
        match self {
            Self::Null => to.push_str("null"),
            Self::Bool(yes) => to.push_str(if *yes { "true" } else { "false" }),
            Self::Number(n) => to.push_str(&n.to_string()),
            Self::Text(text) => write_text(text, to),
            Self::List(items) => {
                to.push('[');
                for (n, item) in items.iter().enumerate() {
                    if n > 0 {
                        to.push(',');
                    }
                    item.write_to(to);
                }
                to.push(']');
            }
            Self::Object(fields) => {
                to.push('{');
                for (n, (name, value)) in fields.iter().enumerate() {
                    if n > 0 {
                        to.push(',');
                    }
                    write_text(name, to);
                    to.push(':');
                    value.write_to(to);
                }
                to.push('}');
            }
        }
    }
}

fn write_text(text: &str, to: &mut String) {
    to.push('"');
    for letter in text.chars() {
        match letter {
            '"' => to.push_str("\\\""),
            '\\' => to.push_str("\\\\"),
            '\u{0}'..='\u{1f}' => to.push_str(&format!("\\u{:04x}", u32::from(letter))),
            _ => to.push(letter),
        }
    }
    to.push('"');
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\n', '\r', '\t']);
    }

    /// Takes this, if it is what comes next.
    fn take(&mut self, text: &str) -> bool {
        self.space();
        match self.rest.strip_prefix(text) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn value(&mut self, depth: u8) -> Option<Json> {
        if depth > DEEPEST {
            return None;
        }
        self.space();
        match self.rest.chars().next()? {
            '"' => self.string().map(Json::Text),
            '{' => self.object(depth),
            '[' => self.list(depth),
            '-' | '0'..='9' => self.number(),
            _ if self.take("null") => Some(Json::Null),
            _ if self.take("true") => Some(Json::Bool(true)),
            _ if self.take("false") => Some(Json::Bool(false)),
            _ => None,
        }
    }

    fn object(&mut self, depth: u8) -> Option<Json> {
        self.take("{");
        let mut fields = Vec::new();
        if self.take("}") {
            return Some(Json::Object(fields));
        }
        loop {
            self.space();
            let name = self.string()?;
            if !self.take(":") {
                return None;
            }
            fields.push((name, self.value(depth + 1)?));
            if self.take("}") {
                return Some(Json::Object(fields));
            }
            if !self.take(",") {
                return None;
            }
        }
    }

    fn list(&mut self, depth: u8) -> Option<Json> {
        self.take("[");
        let mut items = Vec::new();
        if self.take("]") {
            return Some(Json::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            if self.take("]") {
                return Some(Json::List(items));
            }
            if !self.take(",") {
                return None;
            }
        }
    }

    fn number(&mut self) -> Option<Json> {
        let end = self
            .rest
            .find(|c: char| !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E'))
            .unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        digits.parse().ok().map(Json::Number)
    }

    fn string(&mut self) -> Option<String> {
        self.rest = self.rest.strip_prefix('"')?;
        let mut text = String::new();
        loop {
            let end = self.rest.find(['"', '\\'])?;
            let (plain, rest) = self.rest.split_at_checked(end)?;
            text.push_str(plain);
            if let Some(rest) = rest.strip_prefix('"') {
                self.rest = rest;
                return Some(text);
            }
            let mut letters = rest.chars();
            letters.next();
            let escaped = letters.next()?;
            self.rest = letters.as_str();
            text.push(match escaped {
                '"' | '\\' | '/' => escaped,
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                'b' => '\u{8}',
                'f' => '\u{c}',
                'u' => self.escaped()?,
                _ => return None,
            });
        }
    }

    fn escaped(&mut self) -> Option<char> {
        let high = self.hex()?;
        if !(0xd800..0xdc00).contains(&high) {
            return char::from_u32(high);
        }
        self.rest = self.rest.strip_prefix("\\u")?;
        let low = self.hex()?.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
        char::from_u32(0x10000 + ((high - 0xd800) << 10) + low)
    }

    fn hex(&mut self) -> Option<u32> {
        let (digits, rest) = self.rest.split_at_checked(4)?;
        self.rest = rest;
        u32::from_str_radix(digits, 16).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let value = Json::Object(vec![
            ("a \"b\" \\ \n é 🐎".to_owned(), Json::Number(-12)),
            (
                "list".to_owned(),
                Json::List(vec![Json::Null, Json::Bool(true), Json::List(vec![])]),
            ),
            ("empty".to_owned(), Json::Object(vec![])),
        ]);
        let text = value.write();
        assert_eq!(Json::parse(&text), Some(value));
        // And by the reader that everybody else uses.
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
    }

    #[test]
    fn every_way_of_writing_is_read() {
        let text = " { \"a\" : [ 1 , -2 , true , false , null ] ,\n \"b\\u00e9\\ud83d\\udc0e\\/\\t\" : \"\\\"\" } ";
        let value = Json::parse(text).unwrap();
        assert_eq!(
            value.get("b\u{e9}\u{1f40e}/\t").and_then(Json::text),
            Some("\"")
        );
        assert_eq!(
            value.get("a"),
            Some(&Json::List(vec![
                Json::Number(1),
                Json::Number(-2),
                Json::Bool(true),
                Json::Bool(false),
                Json::Null,
            ]))
        );
    }

    #[test]
    fn what_is_no_json_is_nothing() {
        for text in [
            "",
            "{",
            "[1,",
            "{\"a\"}",
            "{a:1}",
            "[1 2]",
            "nul",
            "\"",
            "\"\\x\"",
            "\"\\ud83d\"",
            "1.5",
            "--1",
            "{} x",
            "[1,]",
            "<html>",
        ] {
            assert_eq!(Json::parse(text), None, "{text}");
        }
        assert_eq!(Json::parse(&"[".repeat(10_000)), None);
    }
}
