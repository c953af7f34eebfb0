//! Who is there, what there is, and how the two stand to each other.

use super::sheet_row;
use crate::import::cells::{Cell, Cells, LINE};
use contract::email::Email;
use contract::kind::{Module, Relation, SubjectKind};
use domain::interest::Period;
use domain::share::Fraction;
use domain::subject::{parse_postcode, parse_uprn};
use std::collections::BTreeSet;

#[derive(Debug)]
pub(in crate::import) struct PartyRow {
    pub line: u32,
    pub reference: String,
    pub name: String,
    pub profile: String,
}
sheet_row!(PartyRow, reference);

#[derive(Debug)]
pub(in crate::import) struct SubjectRow {
    pub line: u32,
    pub reference: String,
    pub kind: SubjectKind,
    pub name: String,
    pub address: String,
    pub postcode: String,
    pub uprn: String,
    pub parent: Option<String>,
}
sheet_row!(SubjectRow, reference);

#[derive(Debug)]
pub(in crate::import) struct ContactRow {
    pub line: u32,
    pub reference: String,
    pub third_party: String,
    pub name: String,
    pub email: Email,
    pub role: String,
    pub off: BTreeSet<Module>,
    pub sites: Vec<String>,
}
sheet_row!(ContactRow, reference);

#[derive(Debug)]
pub(in crate::import) struct InterestRow {
    pub line: u32,
    pub reference: String,
    pub third_party: String,
    pub subject: String,
    pub relation: Relation,
    pub period: Period,
    pub share: Option<Fraction>,
}
sheet_row!(InterestRow, reference);

impl PartyRow {
    fn read(cells: &mut Cells<'_>) -> Cell<Self> {
        let reference = cells.reference("ref");
        let name = cells.needed("name", LINE);
        let profile = cells.needed("type", LINE);
        Ok(Self {
            line: cells.line(),
            reference: reference?,
            name: name?,
            profile: profile?,
        })
    }
}

impl SubjectRow {
    fn read(cells: &mut Cells<'_>) -> Cell<Self> {
        let reference = cells.reference("ref");
        let kind = cells.needed_word("kind", SubjectKind::ALL, SubjectKind::name);
        let name = cells.needed("name", LINE);
        let address = cells
            .text("address", LINE)
            .map(|address| one_line(&address));
        let postcode = normal(
            cells,
            "postcode",
            parse_postcode,
            "this is not a postcode; write LS7 3AB",
        );
        let uprn = normal(
            cells,
            "uprn",
            parse_uprn,
            "this is not a UPRN, which is a number of up to 12 digits",
        );
        let parent = cells.maybe_reference("parent");
        Ok(Self {
            line: cells.line(),
            reference: reference?,
            kind: kind?,
            name: name?,
            address: address?,
            postcode: postcode?,
            uprn: uprn?,
            parent: parent?,
        })
    }
}

/// An address written over several lines becomes one.
fn one_line(text: &str) -> String {
    text.lines()
        .map(|line| line.trim().trim_end_matches(','))
        .filter(|l| !l.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

/// An optional text in its one spelling.
fn normal(
    cells: &mut Cells<'_>,
    column: &'static str,
    parse: impl Fn(&str) -> Option<String>,
    why: &str,
) -> Cell<String> {
    match cells.raw(column) {
        "" => Ok(String::new()),
        text => parse(text).ok_or_else(|| cells.refuse(column, why)),
    }
}

impl ContactRow {
    fn read(cells: &mut Cells<'_>) -> Cell<Self> {
        let reference = cells.reference("ref");
        let third_party = cells.reference("third_party");
        let name = cells.needed("name", LINE);
        let email = match cells.raw("email") {
            "" => Err(cells.refuse("email", "this must not be empty")),
            text => Email::parse(text).map_err(|e| cells.refuse("email", e.to_string())),
        };
        let role = cells.needed("role", LINE);
        let off = modules(cells);
        Ok(Self {
            line: cells.line(),
            reference: reference?,
            third_party: third_party?,
            name: name?,
            email: email?,
            role: role?,
            off: off?,
            sites: cells.list("sites"),
        })
    }
}

fn modules(cells: &mut Cells<'_>) -> Cell<BTreeSet<Module>> {
    let names = cells.list("modules_off");
    let off: BTreeSet<Module> = names
        .iter()
        .filter_map(|name| Module::parse(&name.to_ascii_lowercase()))
        .collect();
    match names
        .iter()
        .find(|name| Module::parse(&name.to_ascii_lowercase()).is_none())
    {
        Some(unknown) => {
            let all: Vec<_> = Module::ALL.iter().map(|module| module.name()).collect();
            Err(cells.refuse(
                "modules_off",
                format!("`{unknown}` is none of {}", all.join(", ")),
            ))
        }
        None => Ok(off),
    }
}

impl InterestRow {
    fn read(cells: &mut Cells<'_>) -> Cell<Self> {
        let reference = cells.reference("ref");
        let third_party = cells.reference("third_party");
        let subject = cells.reference("subject");
        let relation = cells.needed_word("relation", Relation::ALL, Relation::name);
        let first = cells.needed_day("first_day");
        let last = cells.day("last_day");
        let share = match cells.raw("share") {
            "" => Ok(None),
            text => Fraction::parse(text).map(Some).ok_or_else(|| {
                cells.refuse(
                    "share",
                    "this is not a share; write 1/4 or 25%, and no more than the whole",
                )
            }),
        };
        let share = match (relation, share?) {
            (Ok(Relation::HoldsShare), None) => {
                Err(cells.refuse("share", "whoever holds a share needs one; write 1/4"))
            }
            (Ok(relation), Some(_)) if relation != Relation::HoldsShare => Err(cells.refuse(
                "share",
                format!("only holds_share has a share, not {relation}"),
            )),
            (_, share) => Ok(share),
        };
        let period = Period::new(first?, last?)
            .ok_or_else(|| cells.refuse("last_day", "it ends before it begins"));
        Ok(Self {
            line: cells.line(),
            reference: reference?,
            third_party: third_party?,
            subject: subject?,
            relation: relation?,
            period: period?,
            share: share?,
        })
    }
}
