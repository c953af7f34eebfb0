//! Any folder that can be taken: imported, it is on record; imported again, nothing changes; with some rows
//! changed, exactly those change.

use super::house::{House, runtime};
use app::import::{Folder, Sheet};
use bytes::Bytes;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Which of the parties or subjects, however many there are.
type Pick = prop::sample::Index;
type Lines = Vec<(String, i32)>;

#[derive(Debug, Clone)]
struct World {
    parties: Vec<(String, bool)>,
    /// Each with the number of an earlier one it hangs in, if any.
    subjects: Vec<(String, Option<Pick>)>,
    interests: Vec<(Pick, Pick, u16, Option<u16>)>,
    jobs: Vec<(Pick, String, String)>,
    documents: Vec<(Pick, u8, u16, String)>,
    /// On a subject, to a party, with lines.
    invoices: Vec<(Pick, Pick, Lines)>,
}

fn text() -> impl Strategy<Value = String> {
    // What breaks naive CSV: commas, quotes, newlines, and letters of every width.
    proptest::string::string_regex("[A-Za-z][a-z,;\"' £é–\n]{0,18}[a-z]").unwrap()
}

fn world() -> impl Strategy<Value = World> {
    let index = any::<Pick>;
    (
        vec((text(), any::<bool>()), 1..4),
        vec((text(), proptest::option::of(index())), 1..8),
        vec(
            (
                index(),
                index(),
                0u16..4000,
                proptest::option::of(1u16..2000),
            ),
            0..8,
        ),
        vec((index(), text(), text()), 0..6),
        vec((index(), 0u8..2, 0u16..4000, text()), 0..6),
        vec(
            (
                index(),
                index(),
                vec((text(), -100_000i32..1_000_000), 1..4),
            ),
            0..5,
        ),
    )
        .prop_map(
            |(parties, subjects, interests, jobs, documents, invoices)| World {
                parties,
                subjects,
                interests,
                jobs,
                documents,
                invoices,
            },
        )
}

fn day(number: u16) -> String {
    let day =
        chrono::NaiveDate::from_ymd_opt(2016, 1, 1).unwrap() + chrono::Days::new(u64::from(number));
    if number.is_multiple_of(2) {
        day.format("%d/%m/%Y").to_string()
    } else {
        day.to_string()
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

impl World {
    /// Every row of every file; a job's description can be replaced, to see that just that is noticed.
    fn folder(&self, changed_job: Option<usize>) -> Folder {
        let mut files: BTreeMap<Sheet, String> = BTreeMap::new();
        let heading = |sheet: Sheet| match sheet {
            Sheet::ThirdParties => "ref,name,type\n",
            Sheet::Subjects => "ref,kind,name,parent\n",
            Sheet::Interests => "ref,third_party,subject,relation,first_day,last_day\n",
            Sheet::Jobs => "ref,subject,title,status,description\n",
            Sheet::Documents => "ref,subject,type,title,issued_on\n",
            Sheet::Invoices => "ref,subject,addressed_to,number,issued_on,due_on\n",
            _ => "invoice,description,net,vat_rate\n",
        };
        let mut add = |sheet: Sheet, row: String| {
            let file = files
                .entry(sheet)
                .or_insert_with(|| heading(sheet).to_owned());
            let _ = writeln!(file, "{row}");
        };
        for (at, (name, agent)) in self.parties.iter().enumerate() {
            let profile = if *agent { "letting-agent" } else { "landlord" };
            add(
                Sheet::ThirdParties,
                format!("T{at},{},{profile}", quoted(name)),
            );
        }
        for (at, (name, parent)) in self.subjects.iter().enumerate() {
            let parent = parent
                .filter(|_| at > 0)
                .map(|p| format!("S{}", p.index(at)))
                .unwrap_or_default();
            add(
                Sheet::Subjects,
                format!("S{at},property,{},{parent}", quoted(name)),
            );
        }
        let (parties, subjects) = (self.parties.len(), self.subjects.len());
        let mut seen = std::collections::BTreeSet::new();
        for (at, (party, subject, first, length)) in self.interests.iter().enumerate() {
            let (party, subject) = (party.index(parties), subject.index(subjects));
            if seen.insert((party, subject)) {
                let last = length.map(|length| day(first + length)).unwrap_or_default();
                add(
                    Sheet::Interests,
                    format!("N{at},T{party},S{subject},owns,{},{last}", day(*first)),
                );
            }
        }
        for (at, (subject, title, description)) in self.jobs.iter().enumerate() {
            let description = if changed_job == Some(at) {
                format!("{description} changed")
            } else {
                description.clone()
            };
            let row = format!(
                "J{at},S{},{},open,{}",
                subject.index(subjects),
                quoted(title),
                quoted(&description)
            );
            add(Sheet::Jobs, row);
        }
        for (at, (subject, kind, issued, title)) in self.documents.iter().enumerate() {
            let row = format!(
                "D{at},S{},type-{kind},{},{}",
                subject.index(subjects),
                quoted(title),
                day(*issued)
            );
            add(Sheet::Documents, row);
        }
        for (at, (subject, party, lines)) in self.invoices.iter().enumerate() {
            let (subject, party) = (subject.index(subjects), party.index(parties));
            add(
                Sheet::Invoices,
                format!("I{at},S{subject},T{party},{at},2026-01-01,01/02/2026"),
            );
            for (description, pence) in lines {
                let sum = format!(
                    "{}{}.{:02}",
                    if *pence < 0 { "-" } else { "" },
                    pence.abs() / 100,
                    pence.abs() % 100
                );
                add(
                    Sheet::InvoiceLines,
                    format!("I{at},{},{sum},20", quoted(description)),
                );
            }
        }
        Folder::in_memory(
            files
                .into_iter()
                .map(|(sheet, text)| (sheet.file().to_owned(), Bytes::from(text))),
        )
    }
}

async fn check(house: House, world: World) {
    let folder = world.folder(None);
    let first = house.import(&folder).await;
    let total = first.total();
    assert_eq!(
        (total.changed, total.unchanged, total.refused),
        (0, 0, 0),
        "{first}"
    );
    assert_eq!(
        house.records().await.len(),
        world.jobs.len() + world.documents.len() + world.invoices.len()
    );
    house.all_unchanged(&folder).await;
    if !world.jobs.is_empty() {
        let changed = world.folder(Some(0));
        let second = house.import(&changed).await;
        assert_eq!(second.changed.len(), 1, "{second}");
        assert_eq!(
            (
                &*second.changed[0].reference,
                second.changed[0].fields.as_slice()
            ),
            ("J0", &["description"][..])
        );
        assert_eq!(second.total().added, 0);
        house.all_unchanged(&changed).await;
    }
}

#[test]
fn any_folder_comes_in_whole_and_the_second_time_changes_nothing() {
    let runtime = runtime();
    for postgres in [false, true] {
        let mut runner = TestRunner::new(Config {
            cases: if postgres { 6 } else { 24 },
            ..Config::default()
        });
        let run = runner.run(&world(), |world| {
            runtime.block_on(async {
                let house = if postgres {
                    House::on_postgres().await
                } else {
                    House::on_sqlite().await
                };
                check(house, world).await;
            });
            Ok(())
        });
        run.unwrap_or_else(|e| panic!("{e}"));
    }
}
