//! What was measured, as a table for people and as JSON for whoever compares runs. A budget that was missed is
//! said, not hidden; a row that could not be measured is named and makes the run a failure.

use crate::database::Engine;
use crate::machine;
use crate::measure::{Comparison, Ratios};
use crate::wrk::Measured;
use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::Path;

pub struct Report {
    quick: bool,
    rows: Vec<Row>,
    missing: Vec<String>,
}

pub struct Row {
    engine: Engine,
    what: String,
    figure: Figure,
    verdicts: Vec<Verdict>,
}

enum Figure {
    /// The second as a multiple of the first.
    Compared {
        names: [String; 2],
        comparison: Box<Comparison>,
    },
    Single {
        value: f64,
        unit: &'static str,
    },
}

/// A budget in words, and whether it is kept.
pub struct Verdict {
    budget: String,
    met: bool,
}

pub fn at_least(what: &str, value: f64, limit: f64) -> Verdict {
    Verdict {
        budget: format!("{what} ≥ {limit}"),
        met: value >= limit,
    }
}

pub fn at_most(what: &str, value: f64, limit: f64) -> Verdict {
    Verdict {
        budget: format!("{what} ≤ {limit}"),
        met: value <= limit,
    }
}

impl Report {
    pub fn new(quick: bool) -> Self {
        Self {
            quick,
            rows: Vec::new(),
            missing: Vec::new(),
        }
    }

    pub fn compared(
        &mut self,
        engine: Engine,
        what: &str,
        names: [String; 2],
        comparison: Comparison,
        budgets: impl Fn(&Ratios) -> Vec<Verdict>,
    ) {
        let verdicts = budgets(&comparison.ratios);
        self.add(
            engine,
            what,
            Figure::Compared {
                names,
                comparison: Box::new(comparison),
            },
            verdicts,
        );
    }

    pub fn single(
        &mut self,
        engine: Engine,
        what: &str,
        value: f64,
        unit: &'static str,
        verdicts: Vec<Verdict>,
    ) {
        self.add(engine, what, Figure::Single { value, unit }, verdicts);
    }

    fn add(&mut self, engine: Engine, what: &str, figure: Figure, verdicts: Vec<Verdict>) {
        let row = Row {
            engine,
            what: what.to_owned(),
            figure,
            verdicts,
        };
        println!("  {what}: {}", row.summary());
        self.rows.push(row);
    }

    /// Something that could not be measured.
    pub fn missing(&mut self, engine: Engine, why: &str) {
        eprintln!("  {engine}: {why}");
        self.missing.push(format!("{engine}: {why}"));
    }

    pub fn is_complete(&self) -> bool {
        self.missing.is_empty()
    }

    pub fn tables(&self) -> String {
        let mut text = String::new();
        let _ = writeln!(
            text,
            "{} processors{}. Medians; a ratio is the median over pairs of runs in turn. CPU in ms per request.\n",
            machine::processors(),
            if self.quick {
                ", short runs (--quick): not figures that count"
            } else {
                ""
            }
        );
        text.push_str("| database | what | of | requests/s | p50 ms | p99 ms | server CPU | database CPU | budget |\n");
        text.push_str("|---|---|---|---:|---:|---:|---:|---:|---|\n");
        for row in &self.rows {
            if let Figure::Compared { names, comparison } = &row.figure {
                let [a, b] = names;
                let head = format!("| {} | {} ", row.engine, row.what);
                let _ = writeln!(text, "{head}| {a} {}| |", cells(&comparison.a));
                let _ = writeln!(text, "| | | {b} {}| |", cells(&comparison.b));
                let ratios = &comparison.ratios;
                let _ = writeln!(
                    text,
                    "| | | **ratio** | **{:.2}** | **{:.2}** | **{:.2}** | both: **{:.2}** | | {} |",
                    ratios.per_second,
                    ratios.p50,
                    ratios.p99,
                    ratios.cpu,
                    row.judged()
                );
            }
        }
        text.push_str("\n| database | what | value | budget |\n|---|---|---:|---|\n");
        for row in &self.rows {
            if let Figure::Single { .. } = row.figure {
                let (engine, what) = (row.engine, &row.what);
                let _ = writeln!(
                    text,
                    "| {engine} | {what} | {} | {} |",
                    row.value(),
                    row.judged()
                );
            }
        }
        for missing in &self.missing {
            let _ = writeln!(text, "\nNot measured: {missing}");
        }
        text
    }

    pub fn write(&self, file: &Path) -> Result<()> {
        let rows: Vec<Value> = self.rows.iter().map(Row::json).collect();
        let all = json!({
            "quick": self.quick,
            "processors": machine::processors(),
            "rows": rows,
            "missing": self.missing,
        });
        std::fs::write(file, format!("{all:#}\n")).with_context(|| format!("{}", file.display()))
    }
}

impl Row {
    /// On the terminal, as soon as it is known.
    fn summary(&self) -> String {
        let judged = self.judged();
        let judged = if judged.is_empty() {
            judged
        } else {
            format!(" ({judged})")
        };
        match &self.figure {
            Figure::Compared { names, comparison } => {
                let ([a, b], c) = (names, comparison);
                format!(
                    "{a} {:.0}/s {:.2} ms, {b} {:.0}/s {:.2} ms{judged}",
                    c.a.per_second, c.a.p50_ms, c.b.per_second, c.b.p50_ms
                )
            }
            Figure::Single { .. } => format!("{}{judged}", self.value()),
        }
    }

    fn value(&self) -> String {
        match &self.figure {
            Figure::Single { value, unit } if value.fract() == 0.0 => format!("{value:.0} {unit}"),
            Figure::Single { value, unit } => format!("{value:.2} {unit}"),
            Figure::Compared { .. } => String::new(),
        }
    }

    fn judged(&self) -> String {
        let each: Vec<String> = self
            .verdicts
            .iter()
            .map(|v| format!("{}: {}", v.budget, if v.met { "met" } else { "MISSED" }))
            .collect();
        each.join("; ")
    }

    fn json(&self) -> Value {
        let budgets: Vec<Value> = self
            .verdicts
            .iter()
            .map(|v| json!({ "budget": v.budget, "met": v.met }))
            .collect();
        let mut row = json!({
            "database": self.engine.to_string(),
            "what": self.what,
            "budgets": budgets,
        });
        let figures = match &self.figure {
            Figure::Compared { names, comparison } => {
                let ([a, b], c) = (names, comparison);
                json!({
                    "a": { "name": a, "figures": figures(&c.a) },
                    "b": { "name": b, "figures": figures(&c.b) },
                    "ratios": {
                        "per_second": c.ratios.per_second,
                        "p50": c.ratios.p50,
                        "p99": c.ratios.p99,
                        "cpu_with_database": c.ratios.cpu,
                    },
                })
            }
            Figure::Single { value, unit } => json!({ "value": value, "unit": unit }),
        };
        if let (Value::Object(row), Value::Object(figures)) = (&mut row, figures) {
            row.extend(figures);
        }
        row
    }
}

fn cells(m: &Measured) -> String {
    format!(
        "| {:.0} | {:.2} | {:.2} | {:.3} | {:.3} ",
        m.per_second, m.p50_ms, m.p99_ms, m.cpu_ms, m.database_cpu_ms
    )
}

fn figures(m: &Measured) -> Value {
    json!({
        "per_second": m.per_second,
        "p50_ms": m.p50_ms,
        "p99_ms": m.p99_ms,
        "server_cpu_ms": m.cpu_ms,
        "database_cpu_ms": m.database_cpu_ms,
    })
}
