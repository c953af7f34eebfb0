//! Where a page of somebody's own receipts ended: an instant and an id, and nothing of anybody else's.

use contract::id::ReceiptId;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// Microseconds since 1970.
    pub at: i64,
    pub id: ReceiptId,
}

impl Cursor {
    #[must_use]
    pub fn encode(&self) -> String {
        let mut bytes = [0u8; 24];
        let (at, id) = bytes.split_at_mut(8);
        at.copy_from_slice(&self.at.to_be_bytes());
        id.copy_from_slice(&self.id.bytes());
        hex::encode(bytes)
    }

    /// `None` for any text that [`encode`](Self::encode) does not make.
    #[must_use]
    pub fn decode(text: &str) -> Option<Self> {
        let mut bytes = [0u8; 24];
        hex::decode_to_slice(text, &mut bytes).ok()?;
        let (at, id) = bytes.split_at(8);
        let cursor = Self {
            at: i64::from_be_bytes(at.try_into().ok()?),
            id: ReceiptId::from_bytes(id.try_into().ok()?),
        };
        (cursor.encode() == text).then_some(cursor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_and_nothing_else_is_one() {
        let cursor = Cursor {
            at: 1_763_800_000_123_456,
            id: ReceiptId::from_bytes([0xab; 16]),
        };
        let text = cursor.encode();
        assert_eq!(Cursor::decode(&text), Some(cursor));
        for wrong in [
            "",
            "00",
            &text[1..],
            &text.to_uppercase(),
            &format!("{text}0"),
            "é",
        ] {
            assert_eq!(Cursor::decode(wrong), None, "{wrong}");
        }
    }
}
