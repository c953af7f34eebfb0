//! Writes a certificate and an invoice to look at: `cargo run -p sightline-pdf --example samples -- /tmp/samples`.

use std::error::Error;
use std::path::PathBuf;

use pdf::{Block, Column, Day, Document};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(
        std::env::args()
            .nth(1)
            .unwrap_or_else(|| "target/samples".to_owned()),
    );
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("certificate.pdf"), pdf::render(&certificate())?)?;
    std::fs::write(folder.join("invoice.pdf"), pdf::render(&invoice())?)?;
    Ok(())
}

fn firm(title: &str, subject: &str, accent: [u8; 3], blocks: Vec<Block>) -> Document {
    Document {
        title: title.to_owned(),
        subject: subject.to_owned(),
        author: "Hartwell Electrical Ltd".to_owned(),
        letterhead: ["Unit 4, Kelham Works, Sheffield S3 8RY", "0114 496 0187 · office@hartwell-electrical.co.uk"]
            .map(str::to_owned)
            .to_vec(),
        made_on: Day { year: 2026, month: 3, day: 12 },
        accent,
        footer: "Hartwell Electrical Ltd. Registered in England and Wales no. 08812345. VAT no. GB 318 2204 11. \
                 NICEIC approved contractor 604417."
            .to_owned(),
        blocks,
    }
}

fn facts(facts: &[(&str, &str)]) -> Block {
    Block::Facts(
        facts
            .iter()
            .map(|(name, fact)| ((*name).to_owned(), (*fact).to_owned()))
            .collect(),
    )
}

fn certificate() -> Document {
    let names = [
        "Cooker",
        "Kitchen ring",
        "Lights, ground floor",
        "Lights, first floor",
        "Immersion heater",
        "Smoke alarms",
    ];
    let rows = (1..=40_u32).map(|way| {
        let name = names
            .get(way as usize % names.len())
            .copied()
            .unwrap_or_default();
        let zs = format!("{:.2}", 0.31 + f64::from(way) * 0.043);
        let ohms = if way == 17 {
            ">999".to_owned()
        } else {
            format!("{}", 120 + way * 7)
        };
        let result = if way == 23 {
            "C2: see observation 3"
        } else {
            "Pass"
        };
        let rating = if way % 3 == 0 { "32" } else { "6" };
        [
            way.to_string(),
            name.to_owned(),
            "B".to_owned(),
            rating.to_owned(),
            zs,
            ohms,
            result.to_owned(),
        ]
        .to_vec()
    });
    let (ltd, who) = (
        "Northgate Lettings Ltd, 2 Castle Square, Sheffield S1 2GF",
        "Siân Llŵyd-Jones",
    );
    firm(
        "Electrical Installation Condition Report",
        "14 Elm Road, Sheffield S7 1FE · report EICR-20418",
        [0x0b, 0x5c, 0x8a],
        vec![
            Block::Note("SATISFACTORY\nThe installation is safe for continued use. Next inspection due by 12 March 2031.".to_owned()),
            Block::section("Details of the client and the installation"),
            facts(&[
                ("Client", ltd),
                ("Occupier", who),
                ("Installation", "Flat, first floor, built about 1968, rewired 2009"),
                ("Date of inspection", "12 March 2026"),
                ("Earthing arrangement", "TN-C-S (PME), Ze 0.18 Ω"),
                ("Limitations", "No access to the loft void above the bathroom; the sockets behind the fitted wardrobes in the \
                                 second bedroom could not be reached and were tested at the nearest accessible point."),
            ]),
            Block::section("Observations"),
            Block::Paragraph("Three observations were made. None of them requires urgent work; the second and the third should be put right when the kitchen is next altered.".to_owned()),
            Block::Table {
                header: vec![Column::left("No.", 0.4), Column::left("Observation", 5.0), Column::left("Code", 0.6)],
                rows: vec![
                    vec!["1".into(), "No RCD protection for lighting circuits on the first floor (regulation 411.3.4).".into(), "C3".into()],
                    vec!["2".into(), "Undersized main bonding conductor to the gas service: 6 mm² where 10 mm² is required.".into(), "C3".into()],
                    vec!["3".into(), "Accessory in the utility room shows signs of heat; replaced during the inspection.".into(), "C3".into()],
                ],
                foot: vec![],
            },
            Block::section("Schedule of circuits and test results"),
            Block::subsection("Consumer unit 1, hall cupboard"),
            Block::Table {
                header: vec![
                    Column::right("Way", 0.5),
                    Column::left("Circuit", 3.0),
                    Column::left("Type", 0.6),
                    Column::right("Rating (A)", 0.9),
                    Column::right("Zs (Ω)", 0.9),
                    Column::right("Insulation (MΩ)", 1.1),
                    Column::left("Result", 1.6),
                ],
                rows: rows.collect(),
                foot: vec![],
            },
            Block::section("Declaration"),
            Block::Paragraph("I certify that the inspection and testing of this installation was carried out in accordance with BS 7671:2018+A2:2022 and that the results above are correct.".to_owned()),
            Block::Signature { name: "Daniel Okafor".into(), role: "Inspector, qualified supervisor".into(), on: "12 March 2026".into() },
            Block::Signature { name: "Marta Zielińska".into(), role: "Reviewed for Hartwell Electrical Ltd".into(), on: "13 March 2026".into() },
        ],
    )
}

fn invoice() -> Document {
    let items = [
        ("Call-out and first hour, Tuesday 3 March", 1.0, 95.00),
        ("Labour, electrician", 6.5, 52.00),
        ("Labour, apprentice", 6.5, 28.00),
        ("RCBO 32 A type A", 4.0, 31.40),
        ("RCBO 6 A type A", 6.0, 29.90),
        (
            "Consumer unit, 12 way, metal, with surge protection",
            1.0,
            214.75,
        ),
        ("Twin and earth cable 2.5 mm², per metre", 48.0, 1.18),
        ("Back boxes, 35 mm", 9.0, 1.05),
        ("Double sockets, white", 9.0, 4.60),
        (
            "Main bonding conductor 10 mm², supplied and fitted from the meter position to the gas service in the kitchen",
            1.0,
            128.00,
        ),
        ("Waste disposal", 1.0, 35.00),
        (
            "Certificate and notification to building control",
            1.0,
            60.00,
        ),
    ];
    let rows = items.iter().map(|(name, count, price)| {
        vec![
            (*name).to_owned(),
            format!("{count:.1}"),
            format!("{price:.2}"),
            format!("{:.2}", count * price),
        ]
    });
    let net: f64 = items.iter().map(|(_, count, price)| count * price).sum();
    let total = |name: &str, sum: f64| {
        vec![
            name.to_owned(),
            String::new(),
            String::new(),
            format!("£{sum:.2}"),
        ]
    };
    firm(
        "Invoice INV-3071",
        "Consumer unit replacement at 14 Elm Road, Sheffield S7 1FE",
        [0xf2, 0xb1, 0x34],
        vec![
            facts(&[
                ("Bill to", "Northgate Lettings Ltd\n2 Castle Square\nSheffield S1 2GF"),
                ("Invoice date and tax point", "12 March 2026"),
                ("Your reference", "PO 55821"),
                ("Due", "11 April 2026"),
            ]),
            Block::Table {
                header: vec![
                    Column::left("Description", 5.0),
                    Column::right("Quantity", 1.0),
                    Column::right("Price (£)", 1.0),
                    Column::right("Net (£)", 1.2),
                ],
                rows: rows.collect(),
                foot: vec![total("Net", net), total("VAT at 20%", net * 0.2), total("Total due", net * 1.2)],
            },
            Block::section("How to pay"),
            facts(&[("Bank transfer", "Hartwell Electrical Ltd, sort code 20-00-00, account 55779911"), ("Reference", "INV-3071")]),
            Block::Paragraph("Payment is due within 30 days. We may charge interest on late payment under the Late Payment of Commercial Debts (Interest) Act 1998.".to_owned()),
        ],
    )
}
