//! The lines of an invoice, as they are typed.

use super::values::{pounds, sum};
use crate::strings::t;
use contract::firm_record::InvoiceLineBody;
use contract::id::{LineId, RecordId};
use contract::kind::LineState;
use contract::money::{Money, parse_pence};
use ui::format;
use ui::json::Json;
use ui::wire::field;

/// What most work is taxed at.
const USUAL_RATE: &str = "20";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Of a line that the invoice has already.
    id: Option<LineId>,
    pub description: String,
    pub net: String,
    pub rate: String,
    pub state: LineState,
    /// The job it is for, which stays as it is.
    job: Option<RecordId>,
}

/// `17.5` as 1750: hundredths of a per cent are read as pence are.
fn hundredths(typed: &str) -> Option<u32> {
    let rate = parse_pence(typed.trim().trim_end_matches('%')).ok()?;
    u32::try_from(rate).ok().filter(|rate| *rate <= 10_000)
}

impl Line {
    /// As the server calls what is filled in.
    pub const NAMES: [&str; 3] = ["description", "net", "vat_rate"];

    /// A field of the line at this place.
    #[must_use]
    pub fn field(at: usize, name: &str) -> String {
        format!("lines.{at}.{name}")
    }

    #[must_use]
    pub fn empty() -> Self {
        Self {
            id: None,
            description: String::new(),
            net: String::new(),
            rate: USUAL_RATE.to_owned(),
            state: LineState::Open,
            job: None,
        }
    }

    #[must_use]
    pub fn of(line: &InvoiceLineBody) -> Self {
        let rate = pounds(i64::from(line.vat_rate));
        let rate = rate.trim_end_matches('0').trim_end_matches('.');
        Self {
            id: line.id,
            description: line.description.clone(),
            net: pounds(line.net.pence),
            rate: rate.to_owned(),
            state: line.state,
            job: line.job,
        }
    }

    /// Net pence and rate, once both are such.
    #[must_use]
    pub fn sums(&self) -> Option<(i64, u32)> {
        Some((parse_pence(self.net.trim()).ok()?, hundredths(&self.rate)?))
    }

    #[must_use]
    pub fn faults(&self) -> Vec<(&'static str, &'static str)> {
        let words = &t().records.form;
        let is_wrong = [
            (
                "description",
                words.text_missing,
                self.description.trim().is_empty(),
            ),
            (
                "net",
                words.not_money,
                parse_pence(self.net.trim()).is_err(),
            ),
            (
                "vat_rate",
                words.not_a_rate,
                hundredths(&self.rate).is_none(),
            ),
        ];
        let wrong = is_wrong.into_iter().filter(|(_, _, is_wrong)| *is_wrong);
        wrong.map(|(name, why, _)| (name, why)).collect()
    }

    #[must_use]
    pub fn json(&self) -> Option<Json> {
        let (net, rate) = self.sums()?;
        let text = |text: &str| Json::Text(text.to_owned());
        let mut line = Vec::new();
        line.extend(self.id.map(|id| ("id".to_owned(), text(&id.to_string()))));
        line.extend([
            ("description".to_owned(), text(self.description.trim())),
            ("net".to_owned(), sum(net)),
            ("vat_rate".to_owned(), Json::Number(i64::from(rate))),
            ("state".to_owned(), text(self.state.name())),
        ]);
        line.extend(
            self.job
                .map(|job| ("job".to_owned(), text(&job.to_string()))),
        );
        Some(Json::Object(line))
    }

    /// "Call-out £40.00 + 20%"
    #[must_use]
    pub fn told(&self) -> String {
        let sums = self.sums().map(|(net, rate)| {
            let net = format::money(Money::gbp(net));
            format!("{net} + {}", format::rate(rate))
        });
        let sums = sums.unwrap_or_else(|| self.net.clone());
        let state = match self.state {
            LineState::Open => String::new(),
            other => format!(" ({})", ui::words::line_state_name(other)),
        };
        format!("{} {sums}{state}", self.description.trim())
    }

    #[must_use]
    pub fn kept(&self) -> Json {
        let mut line = Json::texts(&[
            ("description", &self.description),
            ("net", &self.net),
            ("rate", &self.rate),
            ("state", self.state.name()),
        ]);
        if let Json::Object(fields) = &mut line {
            let id = self.id.map(|id| ("id", id.to_string()));
            let job = self.job.map(|job| ("job", job.to_string()));
            let named = id.into_iter().chain(job);
            fields.extend(named.map(|(name, id)| (name.to_owned(), Json::Text(id))));
        }
        line
    }

    #[must_use]
    pub fn found(json: &Json) -> Option<Self> {
        Some(Self {
            id: field(json, "id")?,
            description: field(json, "description")?,
            net: field(json, "net")?,
            rate: field(json, "rate")?,
            state: field(json, "state")?,
            job: field(json, "job")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_read_and_written_as_people_write_it() {
        for (typed, rate) in [("20", 2_000), ("17.5", 1_750), ("0", 0), ("5 %", 500)] {
            assert_eq!(hundredths(typed), Some(rate), "{typed}");
        }
        for typed in ["", "much", "-5", "101"] {
            assert_eq!(hundredths(typed), None, "{typed}");
        }
        for (rate, written) in [(2_000, "20"), (1_750, "17.5"), (0, "0"), (10_000, "100")] {
            let line = Line::of(&InvoiceLineBody {
                id: None,
                description: "Labour".to_owned(),
                net: Money::gbp(16_000),
                vat_rate: rate,
                state: LineState::Open,
                job: None,
            });
            assert_eq!((line.net.as_str(), line.rate.as_str()), ("160.00", written));
            assert_eq!(line.sums(), Some((16_000, rate)));
        }
    }
}
