//! The places of the demo: houses, two blocks with their flats, and one building site; who has what to do with them.

use crate::chance::Chance;
use crate::days::shift;
use crate::people::{COPPER, ELLISON, HUSSAIN, NORTHGATE, OAKLINE};
use crate::rows;
use chrono::NaiveDate;

pub const PARK_ROAD: &str = "22-park-road";
pub const MILL_LANE: &str = "14-mill-lane";
pub const COPPER_COURT: &str = "copper-court";
pub const FOUNDRY_HOUSE: &str = "foundry-house";
pub const OLD_CHAPEL: &str = "the-old-chapel";
/// It went from Copper & Co to Oakline.
pub const MOVED: &str = "31-brudenell-grove";
/// Oakline's first day there is so many days ago.
pub const MOVED_AGO: i64 = 199;

#[derive(Debug, Clone, Copy)]
pub struct Place {
    pub kind: &'static str,
    pub name: &'static str,
    pub area: &'static str,
    pub postcode: &'static str,
    pub parent: &'static str,
    /// Who manages it today; nobody, if its owner does.
    pub agent: &'static str,
    /// Named only where the owner is a client as well.
    pub owner: &'static str,
    pub gas: bool,
    pub charger: bool,
    /// Let with appliances.
    pub furnished: bool,
}

const fn house(
    name: &'static str,
    area: &'static str,
    postcode: &'static str,
    agent: &'static str,
) -> Place {
    Place {
        kind: "property",
        name,
        area,
        postcode,
        parent: "",
        agent,
        owner: "",
        gas: true,
        charger: false,
        furnished: false,
    }
}

const fn flat(name: &'static str, block: &'static str, agent: &'static str) -> Place {
    let (area, postcode) = match block.as_bytes() {
        b"copper-court" => ("Mabgate, Leeds", "LS2 8ED"),
        _ => ("Hunslet, Leeds", "LS10 1JR"),
    };
    Place {
        kind: "unit",
        parent: block,
        gas: false,
        ..house(name, area, postcode, agent)
    }
}

impl Place {
    const fn electric(self) -> Self {
        Self { gas: false, ..self }
    }
    const fn charger(self) -> Self {
        Self {
            charger: true,
            ..self
        }
    }
    const fn furnished(self) -> Self {
        Self {
            furnished: true,
            ..self
        }
    }
    const fn owner(self, owner: &'static str) -> Self {
        Self { owner, ..self }
    }
    const fn kind(self, kind: &'static str) -> Self {
        Self { kind, ..self }
    }

    /// Its reference: `22-park-road`.
    pub fn key(&self) -> String {
        self.name
            .to_lowercase()
            .replace(", ", "-")
            .replace([' ', '\''], "-")
    }

    pub fn address(&self) -> String {
        format!("{}, {}", self.name, self.area)
    }

    /// Whether it is lived in, and so has certificates of its own.
    pub fn is_let(&self) -> bool {
        self.kind != "block" && self.key() != OLD_CHAPEL
    }

    /// Who was answerable for it on a day: who ordered the work then and got the invoice.
    pub fn payer(&self, day: NaiveDate, today: NaiveDate) -> &'static str {
        if self.key() == MOVED && day < shift(today, -MOVED_AGO) {
            COPPER
        } else if self.agent.is_empty() {
            self.owner
        } else {
            self.agent
        }
    }
}

#[rustfmt::skip]
pub const PLACES: &[Place] = &[
    house("22 Park Road", "Chapel Allerton, Leeds", "LS7 3AB", OAKLINE).charger().owner(ELLISON),
    house("14 Mill Lane", "Meanwood, Leeds", "LS6 1QT", OAKLINE).furnished().owner(ELLISON),
    house("9 Chapel Street", "Headingley, Leeds", "LS6 3JW", OAKLINE),
    house("5 Woodsley Terrace", "Woodhouse, Leeds", "LS3 1DT", OAKLINE).furnished(),
    house("17 Ash Grove", "Hyde Park, Leeds", "LS6 1AX", OAKLINE).furnished(),
    house("48 Delph Lane", "Woodhouse, Leeds", "LS6 2HQ", OAKLINE),
    house("3 Regent Park Avenue", "Hyde Park, Leeds", "LS6 2AU", OAKLINE),
    house("61 Victoria Road", "Headingley, Leeds", "LS6 1DR", OAKLINE),
    house("26 Norwood Terrace", "Burley, Leeds", "LS6 1EA", OAKLINE).furnished(),
    house("8 Grange Avenue", "Chapeltown, Leeds", "LS7 4EJ", OAKLINE),
    house("112 Potternewton Lane", "Potternewton, Leeds", "LS7 3LW", OAKLINE).charger(),
    house("19 Allerton Hill", "Chapel Allerton, Leeds", "LS7 3QB", OAKLINE).charger(),
    house("2 Well House Drive", "Oakwood, Leeds", "LS8 4BX", OAKLINE).electric(),
    house("37 Gledhow Wood Grove", "Gledhow, Leeds", "LS8 1NZ", OAKLINE),
    house("74 Street Lane", "Roundhay, Leeds", "LS8 1AL", OAKLINE).charger(),
    house("6 Lidgett Park View", "Roundhay, Leeds", "LS8 1HW", OAKLINE),
    house("53 Scott Hall Road", "Scott Hall, Leeds", "LS7 2HH", OAKLINE),
    house("11 Bentley Mount", "Meanwood, Leeds", "LS6 4DJ", OAKLINE),
    house("29 Monk Bridge Road", "Meanwood, Leeds", "LS6 4DX", OAKLINE),
    house("88 Stainbeck Lane", "Chapel Allerton, Leeds", "LS7 2PS", OAKLINE),
    house("4 Sholebroke Place", "Chapeltown, Leeds", "LS7 3HY", OAKLINE).electric(),
    house("15 Newton Grove", "Chapeltown, Leeds", "LS7 4HW", OAKLINE),
    house("70 Meanwood Valley Drive", "Meanwood, Leeds", "LS7 2RA", OAKLINE),
    house("33 Harehills Lane", "Harehills, Leeds", "LS8 4HE", OAKLINE),
    house("31 Brudenell Grove", "Hyde Park, Leeds", "LS6 1HR", OAKLINE).furnished(),
    house("Copper Court", "Mabgate, Leeds", "LS2 8ED", OAKLINE).electric().kind("block"),
    flat("Flat 1, Copper Court", COPPER_COURT, OAKLINE).furnished(),
    flat("Flat 2, Copper Court", COPPER_COURT, OAKLINE),
    flat("Flat 3, Copper Court", COPPER_COURT, OAKLINE).charger(),
    flat("Flat 4, Copper Court", COPPER_COURT, OAKLINE).furnished(),
    flat("Flat 5, Copper Court", COPPER_COURT, OAKLINE),
    flat("Flat 6, Copper Court", COPPER_COURT, OAKLINE),

    house("20 Cardigan Lane", "Burley, Leeds", "LS4 2LE", COPPER).furnished(),
    house("45 Beechwood Crescent", "Burley, Leeds", "LS4 2LL", COPPER),
    house("7 Ashville Avenue", "Burley, Leeds", "LS6 1LX", COPPER),
    house("66 Kirkstall Lane", "Kirkstall, Leeds", "LS5 3BQ", COPPER),
    house("12 Argie Road", "Burley, Leeds", "LS4 2JP", COPPER),
    house("38 Morris Lane", "Kirkstall, Leeds", "LS5 3JN", COPPER).charger(),
    house("101 Spen Lane", "West Park, Leeds", "LS16 5BS", COPPER),
    house("9 Queenswood Heights", "Beckett Park, Leeds", "LS6 3LB", COPPER),
    house("24 St Michael's Lane", "Headingley, Leeds", "LS6 3BN", COPPER).furnished(),
    house("55 Ash Road", "Headingley, Leeds", "LS6 3HD", COPPER),
    house("16 Canterbury Drive", "Headingley, Leeds", "LS6 3HB", COPPER),
    house("80 Raglan Road", "Woodhouse, Leeds", "LS2 9DZ", COPPER).electric(),

    house("14 Tempest Road", "Beeston, Leeds", "LS11 7DF", NORTHGATE),
    house("52 Cross Flatts Avenue", "Beeston, Leeds", "LS11 7BG", NORTHGATE),
    house("3 Burton Row", "Hunslet, Leeds", "LS11 5NX", NORTHGATE),
    house("27 Moor Crescent", "Hunslet, Leeds", "LS11 5PE", NORTHGATE).furnished(),
    house("90 Dewsbury Road", "Beeston, Leeds", "LS11 6HG", NORTHGATE),
    house("41 Town Street", "Armley, Leeds", "LS12 3HD", NORTHGATE),
    house("18 Carr Crofts", "Armley, Leeds", "LS12 3HB", NORTHGATE),
    house("6 Whingate Green", "Armley, Leeds", "LS12 3QL", NORTHGATE).charger(),
    house("Foundry House", "Hunslet, Leeds", "LS10 1JR", NORTHGATE).electric().kind("block"),
    flat("Flat 1, Foundry House", FOUNDRY_HOUSE, NORTHGATE),
    flat("Flat 2, Foundry House", FOUNDRY_HOUSE, NORTHGATE).furnished(),
    flat("Flat 3, Foundry House", FOUNDRY_HOUSE, NORTHGATE),
    flat("Flat 4, Foundry House", FOUNDRY_HOUSE, NORTHGATE).owner(HUSSAIN),
    flat("Flat 5, Foundry House", FOUNDRY_HOUSE, NORTHGATE),

    house("1 Church Mews", "Adel, Leeds", "LS16 8DW", "").owner(ELLISON),
    house("21 Lawnswood Gardens", "Adel, Leeds", "LS16 6HF", "").charger().owner(ELLISON),
    house("13 Talbot Avenue", "Moortown, Leeds", "LS17 6SF", "").owner(HUSSAIN),
    house("40 Nunroyd Road", "Moortown, Leeds", "LS17 6PF", "").furnished().owner(HUSSAIN),
    house("The Old Chapel", "Kiln Yard, Farsley, Leeds", "LS28 5UJ", "").electric().owner(HUSSAIN),
];

pub fn subjects() -> Vec<rows::Subject> {
    let rows = PLACES
        .iter()
        .zip(101_u64..)
        .map(|(place, number)| rows::Subject {
            r#ref: place.key(),
            kind: place.kind,
            name: place.name.to_owned(),
            address: place.address(),
            postcode: place.postcode.to_owned(),
            uprn: (990_072_000_000 + number * 7).to_string(),
            parent: place.parent.to_owned(),
        });
    rows.collect()
}

/// A flat's agent holds the block, not the flat: what hangs below comes with it.
pub fn interests(today: NaiveDate) -> Vec<rows::Interest> {
    let mut rows = Vec::new();
    for place in PLACES {
        let subject = place.key();
        let mut chance = Chance::of(&format!("interest {subject}"));
        let first = shift(today, -chance.between(1_000, 2_600));
        let mut add = |third_party: &str, relation, first_day, last_day| {
            rows.push(rows::Interest {
                r#ref: format!("{third_party}-{relation}-{subject}"),
                third_party: third_party.to_owned(),
                subject: subject.clone(),
                relation,
                first_day: Some(first_day),
                last_day,
                share: "",
            });
        };
        if subject == MOVED {
            add(COPPER, "manages", first, Some(shift(today, -MOVED_AGO - 1)));
            add(OAKLINE, "manages", shift(today, -MOVED_AGO), None);
        } else if !place.agent.is_empty() && place.parent.is_empty() {
            add(place.agent, "manages", first, None);
        }
        if !place.owner.is_empty() {
            add(place.owner, "owns", shift(first, -400), None);
        }
    }
    rows
}
