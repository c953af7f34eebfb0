//! The form of a record: its fields by kind, what it is about picked by search, an invoice's lines with what they come
//! to as they are typed.

use super::facts::{chase, totals};
use super::fields::{Field, Sort, fields};
use super::lines::Line;
use super::names;
use super::standing::{option, third_parties};
use super::values::{Values, YES};
use crate::here::Here;
use crate::kept::Kept;
use crate::place::{Search, search};
use crate::strings::t;
use contract::firm_record::ThirdPartyRef;
use contract::kind::{ChaseState, LineState, RecordKind};
use contract::people::ThirdPartyPage;
use contract::tree::TreeRow;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::dom::{El, View, all, button, checked, div, el, now, span, unseen, value};
use ui::form::{check, group, labelled};
use ui::format;
use ui::icon::{Icon, icon};
use ui::words::{line_state_name, status_name};

#[derive(Clone, Copy)]
pub struct RecordForm {
    pub here: Here,
    pub kept: Kept<Values>,
}

impl RecordForm {
    /// Every field of it, drawn once: what is typed never draws it anew.
    #[must_use]
    pub fn draw(self, kind: RecordKind) -> View {
        let mut own = fields(kind);
        // The note stands last, under whatever others read.
        let note = own.pop().map(|field| self.field(kind, field));
        let own = all(own.into_iter().map(|field| self.field(kind, field)));
        let lines = (kind == RecordKind::Invoice).then(|| self.lines());
        let whole_fault = self.kept.form.whole_fault();
        vec![
            self.subject(),
            self.addressed_to(kind),
            own,
            lines.into(),
            note.into(),
            div("cell is-whole").add(whole_fault).into(),
        ]
        .into()
    }

    fn set(self, name: &'static str, text: String) {
        self.kept.values.update(|values| values.set(name, text));
    }

    fn get(self, name: &'static str) -> String {
        self.kept.values.with(|values| values.get(name).to_owned())
    }

    fn field(self, kind: RecordKind, field: Field) -> El {
        let form = self.kept.form;
        let name = field.name;
        if field.sort == Sort::Tick {
            let input = form
                .described(el("input"), name)
                .with("type", "checkbox")
                .checked_now(move || self.get(name) == YES)
                .on("change", move |event| {
                    let text = if checked(&event) { YES } else { "" };
                    self.set(name, text.to_owned());
                });
            return div("cell is-whole")
                .add(check(input, field.label))
                .add(form.fault(name));
        }
        let input = match field.sort {
            Sort::Long => form.described(el("textarea"), name).with("rows", "3"),
            Sort::Status => {
                let states = names::statuses(kind).iter();
                self.choice(name, states.map(|one| (one.name(), status_name(*one))))
            }
            Sort::Chase => {
                let states = ChaseState::ALL.iter();
                self.choice(name, states.map(|one| (one.name(), chase(*one))))
            }
            Sort::Day => form.described(el("input"), name).with("type", "date"),
            Sort::Sum => form
                .described(el("input"), name)
                .with("inputmode", "decimal"),
            Sort::Number => form
                .described(el("input"), name)
                .with("inputmode", "numeric"),
            Sort::Text | Sort::Tick => form.described(el("input"), name).with("type", "text"),
        };
        let input = match field.sort {
            Sort::Status | Sort::Chase => input,
            _ => input
                .with("autocomplete", "off")
                .with("maxlength", &field.most.to_string())
                .value_now(move || self.get(name))
                .on("input", move |event| self.set(name, value(&event))),
        };
        let input = input.with_some("required", field.is_needed.then_some(""));
        let cell = div(if field.sort == Sort::Long {
            "cell is-whole"
        } else {
            "cell"
        });
        let Some(help) = field.help else {
            return cell.add(labelled(field.label, input)).add(form.fault(name));
        };
        let input = input.with("aria-describedby", &format!("{name}-help {name}-fault"));
        let help = el("p")
            .class("soft field-help")
            .with("id", &format!("{name}-help"))
            .add(help);
        cell.add(labelled(field.label, input))
            .add(help)
            .add(form.fault(name))
    }

    fn choice(
        self,
        name: &'static str,
        options: impl Iterator<Item = (&'static str, &'static str)>,
    ) -> El {
        let options = options.map(|(name, words)| option(name, &format::capital(words)));
        self.kept
            .form
            .described(el("select"), name)
            .add(all(options))
            .chosen_now(move || self.get(name))
            .on("change", move |event| self.set(name, value(&event)))
    }

    /// What it is about: chosen, or looked for.
    fn subject(self) -> View {
        let words = &t().records.form;
        let values = self.kept.values;
        let subject = Memo::new(move |_| values.with(|values| values.subject.clone()));
        // After a choice the focus is on what was chosen, not lost with the search.
        let was_picked = StoredValue::new(false);
        let inside = now(move || {
            let Some((_, name)) = subject.get() else {
                let asked = Search {
                    field: "subject",
                    find: words.find_subject,
                    add: t().records.bar.choose,
                };
                return search(self.here, self.kept.form, &asked, move |row: &TreeRow| {
                    let place = (row.row.id, row.row.name.clone());
                    was_picked.set_value(true);
                    values.update(|values| values.subject = Some(place));
                });
            };
            let another = button("button is-quiet", move || {
                values.update(|values| values.subject = None);
            });
            let another = another
                .add(words.another_subject)
                .add(unseen(&format!(": {}", words.subject)));
            if was_picked.get_value() {
                was_picked.set_value(false);
                let another = another.clone();
                spawn_local(async move { another.focus() });
            }
            div("picked")
                .add(icon(Icon::House))
                .add(el("b").add(name))
                .add(another)
                .into()
        });
        group(words.subject)
            .class("group picking")
            .add(inside)
            .into()
    }

    fn addressed_to(self, kind: RecordKind) -> View {
        let words = &t().records.form;
        let form = self.kept.form;
        let values = self.kept.values;
        let source = third_parties(self.here);
        let list = now(move || {
            let page = source.found::<ThirdPartyPage>();
            // Whoever it is for stands in the list, whether or not the server has named her yet.
            let mut named: Vec<ThirdPartyRef> =
                untrack(|| values.with(|values| values.addressed_to.clone().into_iter().collect()));
            for party in page.iter().flat_map(|page| &page.items) {
                if named.iter().all(|one| one.id != party.id) {
                    named.push(ThirdPartyRef {
                        id: party.id,
                        name: party.name.clone(),
                    });
                }
            }
            named.sort_by_key(|party| party.name.to_lowercase());
            let options: Vec<El> = named
                .iter()
                .map(|party| option(&party.id.to_string(), &party.name))
                .collect();
            let list = form
                .described(el("select"), "addressed_to")
                .add(option("", words.nobody))
                .add(all(options))
                .chosen_now(move || {
                    let party = values.with(|values| values.addressed_to.clone());
                    party.map(|party| party.id.to_string()).unwrap_or_default()
                })
                .on("change", move |event| {
                    let id = value(&event);
                    let party = named.iter().find(|one| one.id.to_string() == id).cloned();
                    values.update(|values| values.addressed_to = party);
                });
            labelled(words.addressed_to, list)
        });
        let help = (kind == RecordKind::Invoice)
            .then(|| el("p").class("soft field-help").add(words.addressed_help));
        div("cell is-whole")
            .add(list)
            .add(help)
            .add(form.fault("addressed_to"))
            .into()
    }

    fn lines(self) -> View {
        let words = &t().records.form;
        let values = self.kept.values;
        let count = Memo::new(move |_| values.with(|values| values.lines.len()));
        // A line that was added is the one to go on with.
        let was_added = StoredValue::new(false);
        let list = now(move || {
            let count = count.get();
            let lines: Vec<View> = (0..count).map(|at| self.line(at)).collect();
            if was_added.get_value() {
                was_added.set_value(false);
                let last = Line::field(count.saturating_sub(1), "description");
                spawn_local(async move {
                    if let Some(field) = ui::browser::element(&last) {
                        let _ = field.focus();
                    }
                });
            }
            el("ol").class("lines").add(View::from(lines))
        });
        let add = button("button", move || {
            was_added.set_value(true);
            values.update(|values| values.lines.push(Line::empty()));
        });
        let sums = now(move || {
            let sums = values.with(|values| totals(values.lines.iter().filter_map(Line::sums)));
            let money = &ui::strings::t().money;
            let named = [money.net, money.vat, money.total].into_iter().zip(sums);
            let items = named.map(|(name, sum)| {
                div("line-sum")
                    .add(el("dt").add(name))
                    .add(el("dd").class("sum").add(format::money(sum)))
            });
            el("dl").class("line-sums").add(all(items))
        });
        let faults = self.kept.form.fault("lines");
        group(words.lines)
            .class("group lines-group")
            .with("id", "lines")
            .with("tabindex", "-1")
            .add(list)
            .add(faults)
            .add(add.add(words.add_line))
            .add(sums)
            .into()
    }

    fn line(self, at: usize) -> View {
        let words = &t().records.form;
        let f = &t().records.fields;
        let n = at as u64 + 1;
        let values = self.kept.values;
        let form = self.kept.form;
        let text =
            move |name: &str, get: fn(&Line) -> &String, set: fn(&mut Line) -> &mut String| {
                let wire = Line::field(at, name);
                form.described(el("input"), &wire)
                    .with("autocomplete", "off")
                    .value_now(move || {
                        values
                            .with(|values| values.lines.get(at).map(|line| get(line).clone()))
                            .unwrap_or_default()
                    })
                    .on("input", move |event| {
                        let typed = value(&event);
                        values.update(|values| {
                            if let Some(line) = values.lines.get_mut(at) {
                                *set(line) = typed;
                            }
                        });
                    })
            };
        let description = text("description", |l| &l.description, |l| &mut l.description)
            .with("maxlength", "300");
        let net = text("net", |l| &l.net, |l| &mut l.net).with("inputmode", "decimal");
        let rate = text("vat_rate", |l| &l.rate, |l| &mut l.rate).with("inputmode", "decimal");
        let states = LineState::ALL
            .iter()
            .map(|one| option(one.name(), &format::capital(line_state_name(*one))));
        let state = el("select")
            .add(all(states))
            .chosen_now(move || {
                let state = values.with(|values| values.lines.get(at).map(|line| line.state));
                state.unwrap_or(LineState::Open).name().to_owned()
            })
            .on("change", move |event| {
                let chosen = LineState::parse(&value(&event));
                values.update(|values| {
                    if let (Some(line), Some(state)) = (values.lines.get_mut(at), chosen) {
                        line.state = state;
                    }
                });
            });
        let remove = button("button is-quiet is-square", move || {
            values.update(|values| {
                if at < values.lines.len() {
                    values.lines.remove(at);
                }
            });
        });
        let remove = remove
            .add(icon(Icon::Close))
            .add(unseen(&(words.remove_line)(n)));
        // Each field is told apart from those of the other lines by ear as well.
        let named = |name: &str, field: El| {
            labelled(name, field).add(unseen(&format!(", {}", (words.line_of)(n))))
        };
        let faults = Line::NAMES.map(|name| form.fault(&Line::field(at, name)));
        el("li")
            .class("line")
            .add(named(f.line_description, description).class("field line-what"))
            .add(named(f.net, net).class("field line-net"))
            .add(named(f.vat_rate, rate).class("field line-rate"))
            .add(named(f.line_state, state).class("field line-state"))
            .add(
                div("line-remove")
                    .add(span("line-no", &n.to_string()))
                    .add(remove),
            )
            .add(div("line-faults").add(all(faults)))
            .into()
    }
}
