//! Certificates: each a real PDF whose rows say the same as the record. Some hold, some are due, some expired.

use crate::chance::Chance;
use crate::days::{on_paper, shift, worked, written, years};
use crate::folder::DemoError;
use crate::people::{ASSESSOR, ELECTRICIANS, Engineer, GAS_ENGINEERS, SUPERVISOR, client};
use crate::places::{MILL_LANE, PARK_ROAD, PLACES, Place};
use crate::rows::{self, Standing};
use chrono::NaiveDate;
use pdf::{Block, Column, Document};

/// The firm's colour and letterhead, on every paper.
const ACCENT: [u8; 3] = [15, 95, 78];

/// One certificate to be made.
struct Paper {
    place: Place,
    sort: &'static str,
    title: &'static str,
    issued: NaiveDate,
    due: Option<NaiveDate>,
    result: &'static str,
    by: Engineer,
    number: String,
}

/// A file's path inside `files/`, and its bytes.
type File = (String, Vec<u8>);

/// The documents' rows and the files they name.
pub fn documents(today: NaiveDate) -> Result<(Vec<rows::Document>, Vec<File>), DemoError> {
    let papers: Vec<Paper> = PLACES
        .iter()
        .filter(|p| p.is_let())
        .flat_map(|p| of(*p, today))
        .collect();
    // Two cores set the type of a few hundred papers in half the time.
    let half = papers.len().div_ceil(2);
    let set = std::thread::scope(|scope| {
        let parts: Vec<_> = papers
            .chunks(half.max(1))
            .map(|part| {
                scope.spawn(move || {
                    part.iter()
                        .map(|p| set(p, today))
                        .collect::<Result<Vec<_>, _>>()
                })
            })
            .collect();
        let mut files = Vec::new();
        for part in parts {
            files.extend(part.join().map_err(|_| DemoError::Thread)??);
        }
        Ok::<_, DemoError>(files)
    })?;
    let rows = papers
        .iter()
        .zip(&set)
        .map(|(paper, (path, _))| row(paper, path))
        .collect();
    Ok((rows, set))
}

fn of(place: Place, today: NaiveDate) -> Vec<Paper> {
    let key = place.key();
    let mut chance = Chance::of(&format!("papers {key}"));
    let mut papers = Vec::new();
    let mut add = |sort, title, issued: NaiveDate, due, result, by| {
        let issued = worked(issued);
        papers.push(Paper {
            place,
            sort,
            title,
            issued,
            due,
            result,
            by,
            number: number(sort, &key, issued),
        });
    };
    // The newest inspection: of the month for the one everybody looks for, expired for a few.
    let age = match key.as_str() {
        PARK_ROAD => 2,
        _ if chance.in_hundred(8) => chance.between(1_830, 1_900),
        _ if chance.in_hundred(15) => chance.between(1_770, 1_824),
        _ => chance.between(40, 1_700),
    };
    let issued = shift(today, -age);
    let verdict = if chance.in_hundred(12) {
        "unsatisfactory"
    } else {
        "satisfactory"
    };
    let verdict = if key == PARK_ROAD {
        "satisfactory"
    } else {
        verdict
    };
    add(
        "eicr",
        "Electrical installation condition report",
        issued,
        Some(years(worked(issued), 5)),
        verdict,
        chance.pick(ELECTRICIANS),
    );
    if place.gas {
        let last = if key == MILL_LANE {
            353
        } else {
            chance.between(5, 372)
        };
        let by = chance.pick(GAS_ENGINEERS);
        for year in 0..3 {
            let issued = shift(today, -last - year * 358);
            add(
                "gas-safety",
                "Landlord gas safety record",
                issued,
                Some(years(worked(issued), 1)),
                "pass",
                by,
            );
        }
    }
    if place.charger {
        let issued = shift(today, -chance.between(60, 700));
        add(
            "ev-charger",
            "EV charger installation certificate",
            issued,
            None,
            "satisfactory",
            chance.pick(ELECTRICIANS),
        );
    }
    if chance.in_hundred(60) {
        let issued = shift(today, -chance.between(100, 3_400));
        add(
            "epc",
            "Energy performance certificate",
            issued,
            Some(years(worked(issued), 10)),
            "C",
            ASSESSOR,
        );
    }
    if place.furnished {
        for year in 0..2 {
            let issued = shift(today, -chance.between(20, 330) - year * 365);
            add(
                "pat",
                "Portable appliance test",
                issued,
                Some(years(worked(issued), 1)),
                "pass",
                chance.pick(ELECTRICIANS),
            );
        }
    }
    papers
}

fn number(sort: &str, key: &str, issued: NaiveDate) -> String {
    let mut chance = Chance::of(&format!("{sort} {key} {issued}"));
    format!(
        "{}-{}-{:04}",
        sort.to_uppercase(),
        issued.format("%y%m"),
        chance.between(1, 9_999)
    )
}

fn row(paper: &Paper, path: &str) -> rows::Document {
    let key = paper.place.key();
    let mut chance = Chance::of(&paper.number);
    // A draft kept inside, and one shown to the owner by name: the two ways of leaving the rules.
    let (standing, shared_with) = match (key.as_str(), paper.sort) {
        ("17-ash-grove", "eicr") => (Standing::Internal, ""),
        ("flat-4-foundry-house", "eicr") => (Standing::Shared, "hussain"),
        _ => (Standing::ByRule, ""),
    };
    rows::Document {
        r#ref: format!("{}-{key}-{}", paper.sort, paper.issued),
        subject: key,
        r#type: paper.sort,
        title: paper.title.to_owned(),
        number: paper.number.clone(),
        issued_on: paper.issued,
        next_due: paper.due,
        result: paper.result.to_owned(),
        inspector: paper.by.name.to_owned(),
        remarks: if paper.result == "unsatisfactory" {
            "Remedial work needed: see observations coded C2.".to_owned()
        } else {
            String::new()
        },
        file: path.to_owned(),
        staff_note: if chance.in_hundred(20) {
            "Tenant was late again; allow half an hour.".to_owned()
        } else {
            String::new()
        },
        standing,
        shared_with: shared_with.to_owned(),
        ..rows::Document::default()
    }
}

fn set(paper: &Paper, today: NaiveDate) -> Result<File, DemoError> {
    let path = format!(
        "certificates/{}-{}-{}.pdf",
        paper.place.key(),
        paper.sort,
        paper.issued
    );
    let document = Document {
        title: paper.title.to_owned(),
        subject: format!("{}, {}", paper.place.address(), paper.place.postcode),
        author: crate::FIRM.to_owned(),
        letterhead: vec![
            "Unit 4, Aire Works, Leeds LS10 1AB".to_owned(),
            "0113 496 0142".to_owned(),
            "pages@halden.example".to_owned(),
        ],
        made_on: on_paper(paper.issued),
        accent: ACCENT,
        footer: format!(
            "{} {}. A made-up paper of a demonstration.",
            crate::FIRM,
            paper.number
        ),
        blocks: blocks(paper, today),
    };
    let bytes = pdf::render(&document).map_err(|source| DemoError::Paper {
        path: path.clone(),
        source,
    })?;
    Ok((path, bytes))
}

fn blocks(paper: &Paper, today: NaiveDate) -> Vec<Block> {
    let fact = |name: &str, value: String| (name.to_owned(), value);
    let mut facts = vec![
        fact("Number", paper.number.clone()),
        fact("Client", client(paper.place.payer(paper.issued, today))),
        fact(
            "Property",
            format!("{}, {}", paper.place.address(), paper.place.postcode),
        ),
        fact("Date of inspection", written(paper.issued)),
    ];
    if let Some(due) = paper.due {
        facts.push(fact("Next due by", written(due)));
    }
    let verdict = match paper.sort {
        "epc" => format!("Energy rating {}", paper.result),
        _ => format!("Result: {}", paper.result.to_uppercase()),
    };
    let mut blocks = vec![Block::Facts(facts), Block::Note(verdict)];
    blocks.extend(match paper.sort {
        "eicr" => circuits(paper),
        "gas-safety" => appliances(paper),
        "pat" => tools(paper),
        "ev-charger" => charger(paper),
        _ => energy(),
    });
    blocks.push(Block::Space);
    blocks.push(Block::Signature {
        name: paper.by.name.to_owned(),
        role: format!("{}, card {}", paper.by.role, paper.by.card),
        on: written(paper.issued),
    });
    if paper.sort == "eicr" {
        blocks.push(Block::Signature {
            name: SUPERVISOR.name.to_owned(),
            role: SUPERVISOR.role.to_owned(),
            on: written(paper.issued),
        });
    }
    blocks
}

fn circuits(paper: &Paper) -> Vec<Block> {
    const NAMES: [(&str, &str, &str); 10] = [
        ("Ring final, ground floor", "32", "2.5 / 1.5"),
        ("Ring final, first floor", "32", "2.5 / 1.5"),
        ("Kitchen ring", "32", "2.5 / 1.5"),
        ("Cooker", "32", "6.0 / 2.5"),
        ("Lighting, ground floor", "6", "1.0 / 1.0"),
        ("Lighting, first floor", "6", "1.0 / 1.0"),
        ("Shower", "40", "10.0 / 4.0"),
        ("Boiler and controls", "16", "2.5 / 1.5"),
        ("Smoke and heat alarms", "6", "1.0 / 1.0"),
        ("Outside lighting", "6", "1.5 / 1.0"),
    ];
    let mut chance = Chance::of(&paper.number);
    let rows = NAMES
        .iter()
        .zip(1..)
        .map(|((name, rating, csa), way)| {
            vec![
                format!("{way}"),
                (*name).to_owned(),
                (*rating).to_owned(),
                (*csa).to_owned(),
                format!("{:.2}", chance.real(0.2, 0.9)),
                "> 200".to_owned(),
                format!("{}", chance.between(14, 29)),
            ]
        })
        .collect();
    let mut blocks = vec![
        Block::section("Supply"),
        Block::Facts(vec![
            ("Earthing".to_owned(), "TN-C-S".to_owned()),
            (
                "Prospective fault current".to_owned(),
                format!("{:.2} kA", chance.real(0.8, 2.2)),
            ),
            (
                "External loop impedance".to_owned(),
                format!("{:.2} ohm", chance.real(0.12, 0.34)),
            ),
        ]),
        Block::section("Circuits"),
        Block::Table {
            header: vec![
                Column::left("Way", 0.6),
                Column::left("Circuit", 3.0),
                Column::right("A", 0.7),
                Column::right("mm²", 1.2),
                Column::right("Zs ohm", 1.0),
                Column::right("Insulation Mohm", 1.3),
                Column::right("RCD ms", 1.0),
            ],
            rows,
            foot: Vec::new(),
        },
        Block::section("Observations"),
    ];
    blocks.push(Block::Paragraph(if paper.result == "unsatisfactory" {
        "C2: no RCD protection for sockets likely to supply equipment outdoors. C3: consumer unit of combustible material.".to_owned()
    } else {
        "C3: labels at the consumer unit are hard to read. No item coded C1 or C2.".to_owned()
    }));
    blocks
}

fn table(heading: &str, header: Vec<Column>, rows: &[[&str; 4]]) -> Vec<Block> {
    let rows = rows
        .iter()
        .map(|r| r.iter().map(|c| (*c).to_owned()).collect())
        .collect();
    vec![
        Block::section(heading),
        Block::Table {
            header,
            rows,
            foot: Vec::new(),
        },
    ]
}

fn appliances(_: &Paper) -> Vec<Block> {
    let header = vec![
        Column::left("Appliance", 2.0),
        Column::left("Place", 1.5),
        Column::left("Flue", 1.0),
        Column::left("Safe to use", 1.0),
    ];
    table(
        "Appliances",
        header,
        &[
            ["Combination boiler", "Kitchen", "Balanced", "Yes"],
            ["Hob", "Kitchen", "None", "Yes"],
        ],
    )
}

fn tools(_: &Paper) -> Vec<Block> {
    let header = vec![
        Column::left("Appliance", 2.0),
        Column::left("Place", 1.5),
        Column::left("Class", 1.0),
        Column::left("Result", 1.0),
    ];
    table(
        "Appliances",
        header,
        &[
            ["Kettle", "Kitchen", "I", "Pass"],
            ["Washing machine", "Kitchen", "I", "Pass"],
            ["Table lamp", "Living room", "II", "Pass"],
            ["Television", "Living room", "II", "Pass"],
        ],
    )
}

fn charger(_: &Paper) -> Vec<Block> {
    vec![
        Block::section("Charger"),
        Block::Facts(vec![
            (
                "Type".to_owned(),
                "7.4 kW, tethered, with open-PEN detection".to_owned(),
            ),
            (
                "Circuit".to_owned(),
                "40 A, 30 mA RCD type A, 6 mm² SWA".to_owned(),
            ),
        ]),
    ]
}

fn energy() -> Vec<Block> {
    let header = vec![
        Column::left("Part", 1.5),
        Column::left("As it is", 2.0),
        Column::left("Rating", 1.0),
        Column::left("What would help", 2.0),
    ];
    table(
        "Assessment",
        header,
        &[
            [
                "Walls",
                "Solid brick, no insulation",
                "Poor",
                "Internal insulation",
            ],
            ["Roof", "Pitched, 200 mm", "Good", "Nothing"],
            ["Windows", "Fully double glazed", "Average", "Nothing"],
            [
                "Heating",
                "Boiler and radiators",
                "Good",
                "Heating controls",
            ],
        ],
    )
}
