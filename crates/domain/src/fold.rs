//! One folding for everything that is searched or sorted as text, so that both databases see the same words.

/// Lower case, without accents, every run of anything else than letters and digits as one space.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars().flat_map(char::to_lowercase) {
        // An apostrophe is inside a word: "Mary's" is searched as "marys".
        // An accent of its own (decomposed text, as macOS writes it) belongs to the letter before it.
        if matches!(c, '\'' | '’' | '\u{300}'..='\u{36f}') {
            continue;
        }
        if c.is_alphanumeric() {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.push_str(plain(c).encode_utf8(&mut [0; 4]));
        } else {
            gap = true;
        }
    }
    out
}

/// The words of a text, folded.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    fold(text).split_whitespace().map(str::to_owned).collect()
}

/// The base letter of the accented Latin letters met in UK, Polish and Welsh names.
fn plain(c: char) -> char {
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'ð' => 'd',
        'è'..='ë' | 'ē' | 'ę' | 'ě' => 'e',
        'ì'..='ï' | 'ī' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' => 'o',
        'ŕ' | 'ř' => 'r',
        'ś' | 'š' => 's',
        'ť' => 't',
        'ù'..='ü' | 'ū' | 'ů' => 'u',
        'ŵ' => 'w',
        'ý' | 'ÿ' | 'ŷ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        other => other,
    }
}

/// Text that sorts the way people expect: folded, numbers padded so that "2 Park Road" precedes "10 Park Road".
#[must_use]
pub fn sort_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for word in words(text) {
        if !out.is_empty() {
            out.push(' ');
        }
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        for _ in 0..(6usize.saturating_sub(digits) * usize::from(digits > 0)) {
            out.push('0');
        }
        out.push_str(&word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_keeps_words_and_drops_the_rest() {
        assert_eq!(
            fold("  Łódź — Café, O'Neill’s  £40 "),
            "lodz cafe oneills 40"
        );
        assert_eq!(fold("…"), "");
        assert_eq!(fold("Cafe\u{301} S\u{301}roda"), fold("Café Środa"));
    }

    #[test]
    fn house_numbers_sort_as_numbers() {
        assert!(sort_text("2 Park Road") < sort_text("10 Park Road"));
        assert!(sort_text("2a Park Road") < sort_text("10 Park Road"));
    }
}
