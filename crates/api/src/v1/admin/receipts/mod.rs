//! The firm's log: who did what, whether it is whole, and a table of it to take away.

pub(super) mod chain;
pub(super) mod export;
pub(super) mod list;

use app::App;
use contract::audit::ReceiptFilter;
use contract::day::Day;
use contract::problem::FieldError;
use domain::day::date;
use domain::receipt::Asked;
use store::whole::receipts::Wanted;

/// The question with its days as the firm's calendar has them.
fn wanted(app: &App, filter: &ReceiptFilter) -> Result<Wanted, Vec<FieldError>> {
    let asked = Asked::read(filter)?;
    let begins = |day: chrono::NaiveDate| app.clock.midnight(day).timestamp_micros();
    let day_after = |day: Day| date(day)?.succ_opt();
    Ok(Wanted {
        from: asked.from.and_then(date).map(begins),
        before: asked.to.and_then(day_after).map(begins),
        asked,
    })
}
