//! Now, and instants on the viewer's own clock: her zone, British order, through the browser's `Intl`.

use crate::format;
use contract::day::Day;
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

const LOCALE: &str = "en-GB";

/// An instant as it is shown: short, and exact for whoever points at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub short: String,
    pub exact: String,
    /// For machines: `2026-04-14T16:05:00Z`.
    pub machine: String,
}

fn day_of(date: &Date) -> Option<Day> {
    Day::new(
        u16::try_from(date.get_full_year()).ok()?,
        u8::try_from(date.get_month() + 1).ok()?,
        u8::try_from(date.get_date()).ok()?,
    )
}

/// The viewer's day; the first of all days where her clock shows one that no calendar has.
#[must_use]
pub fn today() -> Day {
    const FIRST: Day = Day::new(1970, 1, 1).unwrap();
    day_of(&Date::new_0()).unwrap_or(FIRST)
}

/// `16:05` on the viewer's clock.
fn hour_of(date: &Date) -> String {
    format!("{:02}:{:02}", date.get_hours(), date.get_minutes())
}

/// To the second, with the zone. Made once: the browser takes milliseconds over it, and a list has a hundred.
fn in_full() -> Function {
    let options = Object::new();
    for (name, value) in [("dateStyle", "full"), ("timeStyle", "long")] {
        let _ = Reflect::set(
            &options,
            &JsValue::from_str(name),
            &JsValue::from_str(value),
        );
    }
    let locale = Array::of1(&JsValue::from_str(LOCALE));
    let format = Intl::DateTimeFormat::new(&locale, &options);
    format.format().unchecked_into()
}

thread_local! {
    static IN_FULL: Function = in_full();
}

fn shown(date: &Date) -> Shown {
    let clock = hour_of(date);
    let short = match day_of(date) {
        Some(day) => format::moment(day, &clock, today()),
        None => clock,
    };
    let exact = IN_FULL.with(|format| format.call1(&JsValue::UNDEFINED, date));
    Shown {
        short,
        exact: exact
            .ok()
            .and_then(|text| text.as_string())
            .unwrap_or_default(),
        machine: date.to_iso_string().into(),
    }
}

/// An instant in milliseconds since 1970.
#[must_use]
pub fn at(millis: i64) -> Shown {
    shown(&date(millis))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "no instant of ours is that late"
)]
fn date(millis: i64) -> Date {
    Date::new(&JsValue::from_f64(millis as f64))
}

/// An instant as the wire writes it; what is none is shown as it is.
#[must_use]
pub fn instant(text: &str) -> Shown {
    let date = Date::new(&JsValue::from_str(text));
    if date.get_time().is_nan() {
        return Shown {
            short: text.to_owned(),
            exact: text.to_owned(),
            machine: text.to_owned(),
        };
    }
    shown(&date)
}

/// The day of an instant, and its hour and minute.
#[must_use]
pub fn parts(text: &str) -> Option<(Day, String)> {
    let date = Date::new(&JsValue::from_str(text));
    if date.get_time().is_nan() {
        return None;
    }
    day_of(&date).map(|day| (day, hour_of(&date)))
}

/// An instant as the wire wants it.
#[must_use]
pub fn wire(millis: i64) -> String {
    date(millis).to_iso_string().into()
}
