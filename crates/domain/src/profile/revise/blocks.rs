//! The blocks of the first page put in another order, taken out and added, each with the comments that are about it.

use super::{below, by_hand, prefix};
use contract::profile::BlockForm;
use toml_edit::{Array, ArrayOfTables, Item, RawString, Table, TableLike, Value, value};

/// The blocks as they are wanted, in order.
pub(super) fn arrange(dashboard: &mut dyn TableLike, wanted: &[BlockForm]) -> Result<(), String> {
    match dashboard.get_mut("blocks") {
        None => {
            dashboard.insert("blocks", value(arranged(Array::new(), wanted)));
        }
        Some(Item::ArrayOfTables(tables)) => rearrange(tables, wanted),
        Some(item) => {
            let array = item.as_array_mut().ok_or_else(|| by_hand("blocks"))?;
            *array = arranged(std::mem::take(array), wanted);
        }
    }
    Ok(())
}

/// A block as it is written, and what is written beside it.
struct Piece {
    block: Option<BlockForm>,
    value: Value,
    /// From the line's start, with comments on lines of their own.
    before: String,
    /// Up to its line's end.
    after: String,
}

/// What stands before a value begins with the rest of the line before it.
fn split(prefix: &str) -> (&str, &str) {
    let at = prefix.find('\n').unwrap_or_default();
    let (rest, before) = prefix.split_at_checked(at).unwrap_or_default();
    // Half of a line's end must not be left where none is.
    (rest.trim_end_matches('\r'), before)
}

fn pieces(array: &Array) -> (String, Vec<Piece>, String) {
    let mut head = String::new();
    let mut pieces: Vec<Piece> = Vec::new();
    for value in array {
        let prefix = prefix(value);
        let (rest, before) = split(&prefix);
        match pieces.last_mut() {
            Some(last) => last.after.push_str(rest),
            None => head.push_str(rest),
        }
        pieces.push(Piece {
            block: value.as_inline_table().and_then(|table| read(table)),
            value: value.clone(),
            before: before.to_owned(),
            after: String::new(),
        });
    }
    // Without a comma at the end, what ends the list stands behind its last value.
    let last = pieces.last().and_then(|last| last.value.decor().suffix());
    let last = last.and_then(RawString::as_str).unwrap_or_default();
    let trailing = format!("{last}{}", array.trailing().as_str().unwrap_or_default());
    let (rest, end) = split(&trailing);
    let end = if let Some(last) = pieces.last_mut() {
        last.value.decor_mut().set_suffix("");
        last.after.push_str(rest);
        end.to_owned()
    } else {
        trailing
    };
    (head, pieces, end)
}

fn arranged(array: Array, wanted: &[BlockForm]) -> Array {
    let (head, mut there, end) = pieces(&array);
    let by_lines = there.is_empty() || there.iter().any(|piece| piece.before.contains('\n'));
    let indent = there.iter().find(|piece| piece.before.contains('\n'));
    let indent = indent.map_or_else(|| "\n  ".to_owned(), |piece| below(&piece.before));
    let mut made = Array::new();
    let mut beside = head;
    for block in wanted {
        let found = there
            .iter()
            .position(|piece| piece.block.as_ref() == Some(block));
        let piece = match found {
            Some(at) => there.remove(at),
            None => Piece {
                block: None,
                value: Value::InlineTable(written(block).into_inline_table()),
                before: if by_lines {
                    indent.clone()
                } else {
                    String::new()
                },
                after: String::new(),
            },
        };
        let before = joined(&beside, &piece.before);
        let mut value = piece.value;
        value.decor_mut().set_prefix(before);
        made.push_formatted(value);
        beside = piece.after;
    }
    if by_lines {
        let end = if end.contains('\n') {
            end
        } else {
            "\n".to_owned()
        };
        made.set_trailing(joined(&beside, &end));
        made.set_trailing_comma(!wanted.is_empty());
    } else {
        made.fmt();
    }
    *made.decor_mut() = array.decor().clone();
    made
}

/// A comment ends with its line.
fn joined(beside: &str, next: &str) -> String {
    let gap = if beside.contains('#') && !next.starts_with('\n') {
        "\n"
    } else {
        ""
    };
    format!("{beside}{gap}{next}")
}

/// The same for blocks that have a heading each.
fn rearrange(tables: &mut ArrayOfTables, wanted: &[BlockForm]) {
    let mut there: Vec<Table> = tables.iter().cloned().collect();
    // They are printed by their places in the file.
    let places: Vec<Option<isize>> = there.iter().map(Table::position).collect();
    tables.clear();
    for (n, block) in wanted.iter().enumerate() {
        let found = there
            .iter()
            .position(|table| read(table).as_ref() == Some(block));
        let mut table = match found {
            Some(at) => there.remove(at),
            None => written(block),
        };
        table.set_position(places.get(n).or(places.last()).copied().flatten());
        tables.push(table);
    }
}

/// What the block is; nothing if it is none.
fn read(table: &dyn TableLike) -> Option<BlockForm> {
    let of = table
        .get("of")
        .or_else(|| table.get("columns"))?
        .as_array()?;
    let of = of.iter().map(|one| one.as_str().map(str::to_owned));
    Some(BlockForm {
        block: table.get("block")?.as_str()?.to_owned(),
        of: of.collect::<Option<_>>()?,
    })
}

fn written(block: &BlockForm) -> Table {
    let of = block.of.iter().map(String::as_str).collect::<Array>();
    let key = if block.block == "by-subject" {
        "columns"
    } else {
        "of"
    };
    let mut table = Table::new();
    table.insert("block", value(block.block.as_str()));
    table.insert(key, value(of));
    table
}
