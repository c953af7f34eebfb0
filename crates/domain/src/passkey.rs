//! Passkeys: how long the exchange that makes or uses one may take, and how many a person has. Instants are whole
//! microseconds since 1970.

/// How long an exchange with a passkey may take.
pub const MINUTES: u32 = 5;
pub const LIFE: i64 = MINUTES as i64 * 60 * 1_000_000;
/// More passkeys of one person than anybody looks after.
pub const MOST: usize = 20;
pub const MOST_NAME: usize = 60;

/// When an exchange that begins now is over.
#[must_use]
pub const fn expires_at(now: i64) -> i64 {
    now.saturating_add(LIFE)
}

/// Whether one that ends then may still be finished.
#[must_use]
pub const fn is_live(expires_at: i64, now: i64) -> bool {
    now < expires_at
}

/// What she calls it, as it is kept: one line of up to [`MOST_NAME`] characters, or nothing.
#[must_use]
pub fn name(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let fits = (1..=MOST_NAME).contains(&typed.chars().count());
    (fits && !typed.chars().any(char::is_control)).then(|| typed.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exchange_is_over_after_five_minutes() {
        let end = expires_at(1_000);
        assert!(is_live(end, 1_000));
        assert!(is_live(end, 1_000 + 5 * 60 * 1_000_000 - 1));
        assert!(!is_live(end, 1_000 + 5 * 60 * 1_000_000));
    }

    #[test]
    fn a_name_is_one_line() {
        assert_eq!(name(" My laptop ").as_deref(), Some("My laptop"));
        assert_eq!(name("  "), None);
        assert_eq!(name("two\nlines"), None);
        assert_eq!(name(&"x".repeat(MOST_NAME + 1)), None);
    }
}
