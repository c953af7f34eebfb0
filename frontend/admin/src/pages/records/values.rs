//! What is filled in about a record: plain texts, checked here as the server will, and written as it takes them.

use super::fields::{Field, Sort, fields};
use super::names;
use super::{facts, lines};
use crate::conflict::{Difference, differing, in_words};
use crate::kept::Typed;
use crate::strings::t;
use contract::day::Day;
use contract::firm_record::{FirmRecordView, RecordBody, ThirdPartyRef};
use contract::id::{RecordId, SubjectId};
use contract::kind::{ChaseState, RecordKind, Status};
use contract::money::{Money, parse_pence};
use lines::Line;
use std::collections::BTreeMap;
use ui::form::Faults;
use ui::format;
use ui::json::Json;
use ui::wire::{Read as _, field};
use ui::words::status_name;

pub const YES: &str = "yes";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Values {
    pub kind: RecordKind,
    /// What it is about, and what that is called.
    pub subject: Option<(SubjectId, String)>,
    pub addressed_to: Option<ThirdPartyRef>,
    texts: BTreeMap<&'static str, String>,
    pub lines: Vec<Line>,
    /// Of a visit: the job it is for, which stays as it is.
    job: Option<RecordId>,
}

/// As people write pence in a field: `1234.50`.
#[must_use]
pub fn pounds(pence: i64) -> String {
    let sign = if pence < 0 { "-" } else { "" };
    let pence = pence.unsigned_abs();
    format!("{sign}{}.{:02}", pence / 100, pence % 100)
}

impl Values {
    /// An empty one of the kind, with what is usual.
    #[must_use]
    pub fn new(kind: RecordKind, today: Day) -> Self {
        let today = today.to_string();
        let usual: &[(&'static str, &str)] = match kind {
            RecordKind::Job => &[("status", Status::Open.name()), ("raised_on", &today)],
            RecordKind::Visit => &[("status", Status::Booked.name())],
            RecordKind::Document => &[("issued_on", &today)],
            RecordKind::PhotoSet => &[("taken_on", &today)],
            RecordKind::Invoice => &[("issued_on", &today), ("chase", ChaseState::None.name())],
            RecordKind::Milestone | RecordKind::StagePayment => &[],
        };
        let mut values = Self {
            kind,
            subject: None,
            addressed_to: None,
            texts: BTreeMap::new(),
            lines: Vec::new(),
            job: None,
        };
        for (name, text) in usual {
            values.set(name, (*text).to_owned());
        }
        if kind == RecordKind::Invoice {
            values.lines.push(Line::empty());
        }
        values
    }

    #[must_use]
    pub fn of(record: &FirmRecordView) -> Self {
        let row = &record.row;
        let mut values = Self {
            kind: record.body.kind(),
            subject: Some((row.subject.id, row.subject.name.clone())),
            addressed_to: row.addressed_to.clone(),
            texts: BTreeMap::new(),
            lines: Vec::new(),
            job: None,
        };
        values.take(&record.body);
        values
    }

    fn take(&mut self, body: &RecordBody) {
        let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        let tick = |is: bool| if is { YES } else { "" }.to_owned();
        let text = String::clone;
        let taken: Vec<(&'static str, String)> = match body {
            RecordBody::Job(b) => vec![
                ("title", text(&b.title)),
                ("status", b.status.name().to_owned()),
                ("reference", text(&b.reference)),
                ("raised_on", day(b.raised_on)),
                ("booked_for", day(b.booked_for)),
                ("done_on", day(b.done_on)),
                ("description", text(&b.description)),
                ("staff_note", text(&b.staff_note)),
            ],
            RecordBody::Visit(b) => {
                self.job = b.job;
                vec![
                    ("title", text(&b.title)),
                    ("status", b.status.name().to_owned()),
                    ("on", b.on.to_string()),
                    ("window", text(&b.window)),
                    ("engineer", text(&b.engineer)),
                    ("outcome", text(&b.outcome)),
                    ("staff_note", text(&b.staff_note)),
                ]
            }
            RecordBody::Document(b) => vec![
                ("title", text(&b.title)),
                ("sub_kind", text(&b.sub_kind)),
                ("number", text(&b.number)),
                ("issued_on", b.issued_on.to_string()),
                ("next_due", day(b.next_due)),
                ("result", text(&b.result)),
                ("inspector", text(&b.inspector)),
                ("remarks", text(&b.remarks)),
                ("superseded", tick(b.superseded)),
                ("staff_note", text(&b.staff_note)),
            ],
            RecordBody::PhotoSet(b) => vec![
                ("title", text(&b.title)),
                ("taken_on", b.taken_on.to_string()),
                ("stage", text(&b.stage)),
                ("remarks", text(&b.remarks)),
                ("staff_note", text(&b.staff_note)),
            ],
            RecordBody::Invoice(b) => {
                self.lines = b.lines.iter().map(Line::of).collect();
                vec![
                    ("number", text(&b.number)),
                    ("title", text(&b.title)),
                    ("issued_on", b.issued_on.to_string()),
                    ("due_on", b.due_on.to_string()),
                    ("purchase_order", text(&b.purchase_order)),
                    ("chase", b.chase.name().to_owned()),
                    ("draft", tick(b.draft)),
                    ("staff_note", text(&b.staff_note)),
                ]
            }
            RecordBody::Milestone(b) => vec![
                ("title", text(&b.title)),
                ("position", b.position.to_string()),
                ("planned_on", day(b.planned_on)),
                ("reached_on", day(b.reached_on)),
                ("description", text(&b.description)),
                ("staff_note", text(&b.staff_note)),
            ],
            RecordBody::StagePayment(b) => vec![
                ("title", text(&b.title)),
                ("position", b.position.to_string()),
                ("milestone", text(&b.milestone)),
                ("amount", pounds(b.amount.pence)),
                ("retention", pounds(b.retention.pence)),
                ("due_on", day(b.due_on)),
                ("paid_on", day(b.paid_on)),
                ("staff_note", text(&b.staff_note)),
            ],
        };
        for (name, text) in taken {
            self.set(name, text);
        }
    }

    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.texts.get(name).map_or("", String::as_str)
    }

    pub fn set(&mut self, name: &'static str, text: String) {
        // What was emptied again is as if it had never been filled in.
        if text.is_empty() {
            self.texts.remove(name);
        } else {
            self.texts.insert(name, text);
        }
    }

    /// What it is called where it is told that it was saved.
    #[must_use]
    pub fn title(&self) -> String {
        let named = [self.get("title"), self.get("number")];
        let named = named.into_iter().find(|name| !name.trim().is_empty());
        named.map_or_else(
            || names::kind(self.kind).to_owned(),
            |name| name.trim().to_owned(),
        )
    }

    /// The names that the server's faults can be told at.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let own = fields(self.kind);
        let own = own.iter().map(|field| field.name.to_owned());
        let around = ["subject", "addressed_to", "lines"].map(ToOwned::to_owned);
        let lines =
            (0..self.lines.len()).flat_map(|at| Line::NAMES.map(|name| Line::field(at, name)));
        own.chain(around).chain(lines).collect()
    }

    /// What is wrong with them, every fault at once.
    #[must_use]
    pub fn faults(&self) -> Faults {
        let words = &t().records.form;
        let mut faults = Faults::default();
        if self.subject.is_none() {
            faults.add("subject", words.subject_missing);
        }
        for field in fields(self.kind) {
            if let Some(wrong) = fault(&field, self.get(field.name).trim()) {
                faults.add(field.name, wrong);
            }
        }
        if self.kind == RecordKind::Invoice && self.lines.is_empty() && self.get("draft") != YES {
            faults.add("lines", words.no_lines);
        }
        for (at, line) in self.lines.iter().enumerate() {
            for (name, wrong) in line.faults() {
                faults.add(&Line::field(at, name), wrong);
            }
        }
        faults
    }

    /// As the server takes them; `None` as long as something is wrong.
    #[must_use]
    pub fn json(&self) -> Option<Json> {
        let text = |text: &str| Json::Text(text.to_owned());
        let mut body = vec![("kind".to_owned(), text(self.kind.name()))];
        for field in fields(self.kind) {
            if let Some(value) = written(&field, self.get(field.name).trim())? {
                body.push((field.name.to_owned(), value));
            }
        }
        if let Some(job) = self.job {
            body.push(("job".to_owned(), text(&job.to_string())));
        }
        if self.kind == RecordKind::Invoice {
            let lines = self.lines.iter().map(Line::json).collect::<Option<_>>()?;
            body.push(("lines".to_owned(), Json::List(lines)));
        }
        let (subject, _) = self.subject.as_ref()?;
        let mut all = vec![("subject".to_owned(), text(&subject.to_string()))];
        if let Some(party) = &self.addressed_to {
            all.push(("addressed_to".to_owned(), text(&party.id.to_string())));
        }
        all.push(("body".to_owned(), Json::Object(body)));
        Some(Json::Object(all))
    }

    /// In which of its fields it differs, both sides in words: what is here, and what is there.
    #[must_use]
    pub fn against(&self, there: &Self) -> Vec<Difference> {
        let words = &t().records.form;
        let subject = |values: &Self| {
            let name = values.subject.as_ref().map(|(_, name)| name.as_str());
            in_words(name.unwrap_or_default())
        };
        let party = |values: &Self| {
            let name = values
                .addressed_to
                .as_ref()
                .map(|party| party.name.as_str());
            in_words(name.unwrap_or_default())
        };
        let lines = |values: &Self| {
            let told: Vec<String> = values.lines.iter().map(Line::told).collect();
            in_words(&told.join("; "))
        };
        let around = [
            (words.subject, subject(self), subject(there)),
            (words.addressed_to, party(self), party(there)),
            (words.lines, lines(self), lines(there)),
        ];
        let own = fields(self.kind).into_iter().map(|field| {
            let said = |values: &Self| told(&field, values.get(field.name));
            (field.label, said(self), said(there))
        });
        differing(around.into_iter().chain(own))
    }
}

fn fault(field: &Field, typed: &str) -> Option<&'static str> {
    let words = &t().records.form;
    if typed.is_empty() {
        let missing = match field.sort {
            Sort::Day => words.day_missing,
            _ => words.text_missing,
        };
        return field.is_needed.then_some(missing);
    }
    match field.sort {
        Sort::Day if typed.parse::<Day>().is_err() => Some(words.not_a_day),
        Sort::Sum if parse_pence(typed).is_err() => Some(words.not_money),
        Sort::Number if typed.parse::<u32>().is_err() => Some(words.not_a_number),
        _ => None,
    }
}

/// A field as the server takes it, or left out; `None` where it is no such thing.
fn written(field: &Field, typed: &str) -> Option<Option<Json>> {
    Some(match field.sort {
        Sort::Text | Sort::Long | Sort::Status | Sort::Chase => Some(Json::Text(typed.to_owned())),
        Sort::Day if typed.is_empty() => None,
        Sort::Day => Some(Json::Text(typed.parse::<Day>().ok()?.to_string())),
        Sort::Tick => Some(Json::Bool(typed == YES)),
        Sort::Sum => Some(sum(parse_pence(typed).ok()?)),
        Sort::Number => Some(Json::Number(i64::from(typed.parse::<u32>().ok()?))),
    })
}

#[must_use]
pub fn sum(pence: i64) -> Json {
    Json::Object(vec![
        ("pence".to_owned(), Json::Number(pence)),
        ("currency".to_owned(), Json::Text("GBP".to_owned())),
    ])
}

/// A field in words.
fn told(field: &Field, typed: &str) -> String {
    let words = &t().records.form;
    let named = match field.sort {
        Sort::Status => Status::parse(typed).map(|one| format::capital(status_name(one))),
        Sort::Chase => ChaseState::parse(typed).map(|one| facts::chase(one).to_owned()),
        Sort::Tick if typed == YES => Some(words.tick_yes.to_owned()),
        Sort::Tick => Some(words.tick_no.to_owned()),
        Sort::Day => typed.parse().ok().map(format::day_exact),
        Sort::Sum => parse_pence(typed)
            .ok()
            .map(|pence| format::money(Money::gbp(pence))),
        Sort::Text | Sort::Long | Sort::Number => None,
    };
    in_words(&named.unwrap_or_else(|| typed.to_owned()))
}

impl Typed for Values {
    fn kept(&self) -> Json {
        let text = |text: &str| Json::Text(text.to_owned());
        let pair = |id: String, name: &str| Json::texts(&[("id", &id), ("name", name)]);
        let texts = self
            .texts
            .iter()
            .map(|(name, typed)| ((*name).to_owned(), text(typed)));
        let mut all = vec![
            ("kind".to_owned(), text(self.kind.name())),
            ("texts".to_owned(), Json::Object(texts.collect())),
            (
                "lines".to_owned(),
                Json::List(self.lines.iter().map(Line::kept).collect()),
            ),
        ];
        if let Some((id, name)) = &self.subject {
            all.push(("subject".to_owned(), pair(id.to_string(), name)));
        }
        if let Some(party) = &self.addressed_to {
            let party = pair(party.id.to_string(), &party.name);
            all.push(("addressed_to".to_owned(), party));
        }
        if let Some(job) = self.job {
            all.push(("job".to_owned(), text(&job.to_string())));
        }
        Json::Object(all)
    }

    fn found(json: &Json) -> Option<Self> {
        let kind = field(json, "kind")?;
        let texts = json.get("texts")?;
        let mut values = Self {
            kind,
            subject: match json.get("subject") {
                Some(place) => Some((field(place, "id")?, field(place, "name")?)),
                None => None,
            },
            addressed_to: field(json, "addressed_to")?,
            texts: BTreeMap::new(),
            lines: match json.get("lines")? {
                Json::List(lines) => lines.iter().map(Line::found).collect::<Option<_>>()?,
                _ => return None,
            },
            job: field(json, "job")?,
        };
        for field in fields(kind) {
            if let Some(typed) = texts.get(field.name) {
                values.set(field.name, String::read(typed)?);
            }
        }
        Some(values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::id::ThirdPartyId;

    fn today() -> Day {
        Day::new(2026, 11, 24).unwrap()
    }

    /// An invoice as somebody would type it.
    fn bill() -> Values {
        let mut bill = Values::new(RecordKind::Invoice, today());
        bill.subject = Some((SubjectId::from_bytes([2; 16]), "22 Park Road".to_owned()));
        bill.addressed_to = Some(ThirdPartyRef {
            id: ThirdPartyId::from_bytes([4; 16]),
            name: "Oakline".to_owned(),
        });
        bill.set("number", "INV-1 ".to_owned());
        bill.set("due_on", "2026-12-24".to_owned());
        for line in &mut bill.lines {
            line.description = "Labour".to_owned();
            line.net = "£160".to_owned();
        }
        bill
    }

    #[test]
    fn what_is_missing_or_no_such_thing_is_told_at_its_field_all_at_once() {
        let faults = Values::new(RecordKind::Invoice, today()).faults();
        for field in [
            "subject",
            "number",
            "due_on",
            "lines.0.description",
            "lines.0.net",
        ] {
            assert!(faults.at(field).is_some(), "{field}");
        }
        assert!(faults.at("lines.0.vat_rate").is_none() && bill().faults().is_none());
        let mut wrong = bill();
        wrong.set("due_on", "soon".to_owned());
        wrong.lines.clear();
        let faults = wrong.faults();
        assert!(faults.at("due_on").is_some() && faults.at("lines").is_some());
        // A draft may have none yet.
        wrong.set("draft", YES.to_owned());
        assert!(wrong.faults().at("lines").is_none());
        assert_eq!(wrong.json(), None, "a day that is none cannot be sent");
    }

    #[test]
    fn what_is_sent_is_what_the_server_takes() {
        let sent = bill().json().unwrap().write();
        assert_eq!(
            sent,
            "{\"subject\":\"sub_02020202-0202-0202-0202-020202020202\",\
             \"addressed_to\":\"tp_04040404-0404-0404-0404-040404040404\",\
             \"body\":{\"kind\":\"invoice\",\"number\":\"INV-1\",\"title\":\"\",\"issued_on\":\"2026-11-24\",\
             \"due_on\":\"2026-12-24\",\"purchase_order\":\"\",\"chase\":\"none\",\"draft\":false,\"staff_note\":\"\",\
             \"lines\":[{\"description\":\"Labour\",\"net\":{\"pence\":16000,\"currency\":\"GBP\"},\
             \"vat_rate\":2000,\"state\":\"open\"}]}}"
        );
    }

    #[test]
    fn a_draft_comes_back_as_it_was_typed_for_every_kind() {
        for kind in RecordKind::ALL {
            let mut typed = Values::new(*kind, today());
            typed.set("staff_note", "bring the ladder".to_owned());
            let kept = typed.kept().write();
            assert_eq!(Values::found(&Json::parse(&kept).unwrap()), Some(typed));
        }
        let kept = bill().kept().write();
        assert_eq!(Values::found(&Json::parse(&kept).unwrap()), Some(bill()));
    }

    #[test]
    fn both_sides_of_a_conflict_are_told_in_words_where_they_differ() {
        let mut theirs = bill();
        theirs.set("due_on", "2027-01-31".to_owned());
        theirs.set("draft", YES.to_owned());
        for line in &mut theirs.lines {
            line.net = "80".to_owned();
        }
        let told = bill().against(&theirs);
        let told: Vec<(&str, &str, &str)> = told
            .iter()
            .map(|(what, here, there)| (*what, here.as_str(), there.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                ("Lines", "Labour £160.00 + 20%", "Labour £80.00 + 20%"),
                (
                    "To be paid by",
                    "Thursday 24 December 2026",
                    "Sunday 31 January 2027"
                ),
                ("Still a draft: nobody outside sees it", "no", "yes"),
            ]
        );
        assert!(bill().against(&bill()).is_empty());
    }
}
