//! Reading one profile file. Every fault is reported at once, each with its line; nothing is guessed.

use super::{Allowed, BlockSpec, Digest, Extent, Lens, NudgeWhen, Role, Rule, Since, SubKinds};
use crate::record::FieldGroup;
use contract::kind::{Action, Module, RecordKind, Relation};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// One fault in a profile file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ProfileError {
    pub line: usize,
    pub message: String,
}

impl fmt::Display for ProfileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}
impl std::error::Error for ProfileError {}

/// One file as written: what it does not say is left to what it extends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layer {
    pub id: String,
    pub extends: Option<String>,
    pub extends_line: usize,
    pub history: Option<bool>,
    pub offline: Option<bool>,
    /// Said again, it takes the place of what the base has off: a type may have what its base has not.
    pub off: Option<BTreeSet<Module>>,
    pub words: BTreeMap<String, (String, String)>,
    pub relations: BTreeMap<Relation, BTreeMap<RecordKind, Rule>>,
    pub shared: BTreeMap<RecordKind, Rule>,
    pub roles: BTreeMap<String, Role>,
    /// Every role that is named as another's colleague, and where: whether it exists is known once all files are read.
    pub named: Vec<NamedRole>,
    pub dashboard: Option<Vec<BlockSpec>>,
    pub nudge: NudgeLayer,
    pub audit: AuditLayer,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedRole {
    pub by: String,
    pub role: String,
    pub line: usize,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NudgeLayer {
    pub new_document: Option<NudgeWhen>,
    pub digest: Option<Digest>,
    pub quiet: Option<(u16, u16)>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AuditLayer {
    pub evidential: Option<bool>,
    pub keep_days: Option<u32>,
    pub ip_days: Option<u32>,
    /// Where the file says anything of it.
    pub line: Option<usize>,
}

/// Reads one file. Errors come in the order of their lines.
pub fn parse(text: &str) -> Result<Layer, Vec<ProfileError>> {
    let root = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        vec![ProfileError {
            line: line_of(text, at),
            message: error.message().to_owned(),
        }]
    })?;
    let mut reader = Reader {
        text,
        faults: Vec::new(),
        lenses: BTreeMap::new(),
    };
    let layer = reader.layer(root.get_ref());
    reader.faults.sort();
    if reader.faults.is_empty() {
        Ok(layer)
    } else {
        Err(reader.faults)
    }
}

fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|b| *b == b'\n').count() + 1
}

struct Reader<'t> {
    text: &'t str,
    faults: Vec<ProfileError>,
    lenses: BTreeMap<String, Lens>,
}

type Key<'i> = Spanned<DeString<'i>>;
type Value<'i> = Spanned<DeValue<'i>>;

impl Reader<'_> {
    fn fault(&mut self, at: usize, message: impl Into<String>) {
        self.faults.push(ProfileError {
            line: line_of(self.text, at),
            message: message.into(),
        });
    }

    fn unknown(&mut self, key: &Key<'_>, what: &str, known: &[&str]) {
        let name: &str = key.get_ref();
        self.fault(
            key.span().start,
            format!("unknown {what} `{name}`; known: {}", known.join(", ")),
        );
    }

    fn layer(&mut self, root: &DeTable<'_>) -> Layer {
        const KEYS: [&str; 13] = [
            "id",
            "extends",
            "history",
            "offline",
            "off",
            "words",
            "lens",
            "relation",
            "shared",
            "role",
            "dashboard",
            "nudge",
            "audit",
        ];
        let mut layer = Layer::default();
        let mut id_read = true;
        // Lenses first: rules name them.
        for (key, value) in root {
            if key.get_ref() == "lens" {
                self.lens_table(value);
            }
        }
        for (key, value) in root {
            match key.get_ref().as_ref() {
                "id" => match self.string(value) {
                    Some(id) => layer.id = id,
                    None => id_read = false,
                },
                "extends" => {
                    layer.extends = self.string(value);
                    layer.extends_line = line_of(self.text, value.span().start);
                }
                "history" => layer.history = self.boolean(value),
                "offline" => layer.offline = self.boolean(value),
                "off" => layer.off = Some(self.modules(value)),
                "words" => layer.words = self.words(value),
                "lens" => {}
                "relation" => layer.relations = self.relations(value),
                "shared" => layer.shared = self.rules(value, None),
                "role" => (layer.roles, layer.named) = self.roles(value),
                "dashboard" => layer.dashboard = self.dashboard(value),
                "nudge" => layer.nudge = self.nudge(value),
                "audit" => layer.audit = self.audit(value),
                _ => self.unknown(key, "key", &KEYS),
            }
        }
        let id_ok = !layer.id.is_empty()
            && layer
                .id
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if id_read && !id_ok {
            let at = root
                .iter()
                .find(|(k, _)| k.get_ref() == "id")
                .map_or(0, |(_, v)| v.span().start);
            self.fault(
                at,
                "`id` must be given, in lower-case letters, digits and hyphens",
            );
        }
        layer
    }

    fn string(&mut self, value: &Value<'_>) -> Option<String> {
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            self.wrong_type(value, "a text");
        }
        text
    }

    fn boolean(&mut self, value: &Value<'_>) -> Option<bool> {
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong_type(value, "true or false");
        }
        flag
    }

    fn wrong_type(&mut self, value: &Value<'_>, wanted: &str) {
        let found = value.get_ref().type_str();
        self.fault(
            value.span().start,
            format!("expected {wanted}, found {found}"),
        );
    }

    fn table<'v, 'i>(&mut self, value: &'v Value<'i>) -> Option<&'v DeTable<'i>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong_type(value, "a table");
        }
        table
    }

    /// A list of texts, each with its place.
    fn strings(&mut self, value: &Value<'_>) -> Vec<(usize, String)> {
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_type(value, "a list of texts");
            return Vec::new();
        };
        items
            .iter()
            .filter_map(|item| Some((item.span().start, self.string(item)?)))
            .collect()
    }

    fn modules(&mut self, value: &Value<'_>) -> BTreeSet<Module> {
        let mut modules = BTreeSet::new();
        for (at, name) in self.strings(value) {
            match Module::parse(&name) {
                Some(module) => {
                    modules.insert(module);
                }
                None => {
                    let known = names(Module::ALL, |m| m.name()).join(", ");
                    self.fault(at, format!("unknown module `{name}`; known: {known}"));
                }
            }
        }
        modules
    }

    fn words(&mut self, value: &Value<'_>) -> BTreeMap<String, (String, String)> {
        let mut words = BTreeMap::new();
        let Some(table) = self.table(value) else {
            return words;
        };
        for (key, value) in table {
            let told = self.faults.len();
            let forms = self.strings(value);
            if self.faults.len() > told {
                continue;
            }
            match <[(usize, String); 2]>::try_from(forms) {
                Ok([(_, one), (_, many)]) => {
                    words.insert(key.get_ref().to_string(), (one, many));
                }
                Err(_) => self.fault(
                    value.span().start,
                    format!("`{}` needs two words: one and many", key.get_ref()),
                ),
            }
        }
        words
    }

    fn lens_table(&mut self, value: &Value<'_>) {
        let Some(table) = self.table(value) else {
            return;
        };
        for (key, value) in table {
            let name = key.get_ref().to_string();
            if Lens::named(&name).is_some() {
                self.fault(
                    key.span().start,
                    format!("the lens `{name}` is built in and cannot be redefined"),
                );
                continue;
            }
            let Some(entry) = self.table(value) else {
                continue;
            };
            let mut lens = Lens::default().with(FieldGroup::Summary);
            for (key, value) in entry {
                if key.get_ref() != "show" {
                    self.unknown(key, "key", &["show"]);
                    continue;
                }
                for (at, group) in self.strings(value) {
                    match FieldGroup::parse(&group) {
                        Some(FieldGroup::Staff) => {
                            self.fault(
                                at,
                                "no lens of a third party can show the firm's own notes",
                            );
                        }
                        Some(group) => lens = lens.with(group),
                        None => {
                            let known = FieldGroup::ALL.map(FieldGroup::name).join(", ");
                            self.fault(
                                at,
                                format!("unknown field group `{group}`; known: {known}"),
                            );
                        }
                    }
                }
            }
            self.lenses.insert(name, lens);
        }
    }

    fn relations(&mut self, value: &Value<'_>) -> BTreeMap<Relation, BTreeMap<RecordKind, Rule>> {
        let mut relations = BTreeMap::new();
        let Some(table) = self.table(value) else {
            return relations;
        };
        for (key, value) in table {
            match Relation::parse(key.get_ref()) {
                Some(relation) => {
                    relations.insert(relation, self.rules(value, Some(relation)));
                }
                None => self.unknown(key, "relation", &names(Relation::ALL, |r| r.name())),
            }
        }
        relations
    }

    fn rules(&mut self, value: &Value<'_>, via: Option<Relation>) -> BTreeMap<RecordKind, Rule> {
        let mut rules = BTreeMap::new();
        let Some(table) = self.table(value) else {
            return rules;
        };
        for (key, value) in table {
            match RecordKind::parse(key.get_ref()) {
                Some(kind) => {
                    if let Some(rule) = self.rule(value, kind, via) {
                        rules.insert(kind, rule);
                    }
                }
                None => self.unknown(key, "kind", &names(RecordKind::ALL, |k| k.name())),
            }
        }
        rules
    }

    fn rule(&mut self, value: &Value<'_>, kind: RecordKind, via: Option<Relation>) -> Option<Rule> {
        const KEYS: [&str; 6] = ["of", "extent", "since", "lens", "actions", "money"];
        let table = self.table(value)?;
        let mut rule = Rule {
            of: SubKinds::All,
            extent: Extent::Whole,
            since: Since::Interest,
            lens: Lens::default(),
            actions: BTreeSet::new(),
            weighted: false,
        };
        let mut lens_given = false;
        for (key, value) in table {
            let at = value.span().start;
            match key.get_ref().as_ref() {
                "of" => {
                    rule.of =
                        SubKinds::Only(self.strings(value).into_iter().map(|(_, s)| s).collect());
                }
                "extent" => {
                    rule.extent = self.choice(
                        value,
                        rule.extent,
                        &[
                            ("own", Extent::Own),
                            ("addressed", Extent::Addressed),
                            ("site", Extent::Site),
                            ("whole", Extent::Whole),
                        ],
                    );
                }
                "since" => {
                    let options = [("interest", Since::Interest), ("always", Since::Always)];
                    rule.since = self.choice(value, rule.since, &options);
                }
                "money" => {
                    rule.weighted = self.choice(
                        value,
                        rule.weighted,
                        &[("whole", false), ("weighted", true)],
                    );
                }
                "lens" => {
                    lens_given = true;
                    let Some(name) = self.string(value) else {
                        continue;
                    };
                    match Lens::named(&name).or_else(|| self.lenses.get(&name).copied()) {
                        Some(lens) => rule.lens = lens,
                        None => self.fault(at, format!(
                            "unknown lens `{name}`; known: full, evidence, schedule, status, or one defined under [lens]"
                        )),
                    }
                }
                "actions" => {
                    for (at, name) in self.strings(value) {
                        match Action::parse(&name) {
                            Some(action) if fits(action, kind) => {
                                rule.actions.insert(action);
                            }
                            Some(action) => {
                                self.fault(at, format!("`{action}` cannot be done with a {kind}"))
                            }
                            None => {
                                let known = names(Action::ALL, |a| a.name()).join(", ");
                                self.fault(at, format!("unknown action `{name}`; known: {known}"));
                            }
                        }
                    }
                }
                _ => self.unknown(key, "key", &KEYS),
            }
        }
        if !lens_given {
            self.fault(
                value.span().start,
                format!("the rule for `{kind}` names no lens"),
            );
        }
        let exposes = via == Some(Relation::HoldsShare)
            && rule.lens.opens(FieldGroup::Money)
            && !rule.weighted
            && rule.extent != Extent::Addressed;
        if exposes {
            self.fault(value.span().start, format!(
                "the rule for `{kind}` would show one co-owner's figures to another; say money = \"weighted\""
            ));
        }
        Some(rule)
    }

    /// The option of that name. After a fault the value stays what it was, so that the rest is read too.
    fn choice<T: Copy>(&mut self, value: &Value<'_>, before: T, options: &[(&str, T)]) -> T {
        let Some(name) = self.string(value) else {
            return before;
        };
        if let Some((_, found)) = options.iter().find(|(n, _)| *n == name) {
            return *found;
        }
        let known: Vec<_> = options.iter().map(|(n, _)| *n).collect();
        self.fault(
            value.span().start,
            format!("`{name}` is none of: {}", known.join(", ")),
        );
        before
    }

    fn roles(&mut self, value: &Value<'_>) -> (BTreeMap<String, Role>, Vec<NamedRole>) {
        const KEYS: [&str; 4] = ["see", "do", "colleagues", "colleagues_equal"];
        let (mut roles, mut named) = (BTreeMap::new(), Vec::new());
        let Some(table) = self.table(value) else {
            return (roles, named);
        };
        for (key, value) in table {
            let Some(entry) = self.table(value) else {
                continue;
            };
            let name = key.get_ref().to_string();
            // Closed until opened: a role that says nothing sees, does and manages nothing.
            let mut role = Role {
                see: Allowed::Only(BTreeSet::new()),
                act: Allowed::Only(BTreeSet::new()),
                colleagues: BTreeSet::new(),
                colleagues_equal: false,
            };
            for (key, value) in entry {
                match key.get_ref().as_ref() {
                    "see" => role.see = self.allowed(value, "kind", RecordKind::parse),
                    "do" => role.act = self.allowed(value, "action", Action::parse),
                    "colleagues" => {
                        for (at, other) in self.strings(value) {
                            named.push(NamedRole {
                                by: name.clone(),
                                role: other.clone(),
                                line: line_of(self.text, at),
                            });
                            role.colleagues.insert(other);
                        }
                    }
                    "colleagues_equal" => {
                        role.colleagues_equal = self.boolean(value).unwrap_or_default();
                    }
                    _ => self.unknown(key, "key", &KEYS),
                }
            }
            roles.insert(name, role);
        }
        (roles, named)
    }

    fn allowed<T: Ord>(
        &mut self,
        value: &Value<'_>,
        what: &str,
        parse: fn(&str) -> Option<T>,
    ) -> Allowed<T> {
        let mut only = BTreeSet::new();
        let mut all = false;
        for (at, name) in self.strings(value) {
            if name == "*" {
                all = true;
                continue;
            }
            match parse(&name) {
                Some(value) => {
                    only.insert(value);
                }
                None => self.fault(at, format!("unknown {what} `{name}`")),
            }
        }
        if all {
            Allowed::All
        } else {
            Allowed::Only(only)
        }
    }

    fn dashboard(&mut self, value: &Value<'_>) -> Option<Vec<BlockSpec>> {
        let table = self.table(value)?;
        let mut blocks = None;
        for (key, value) in table {
            if key.get_ref() != "blocks" {
                self.unknown(key, "key", &["blocks"]);
                continue;
            }
            let Some(items) = value.get_ref().as_array() else {
                self.wrong_type(value, "a list of blocks");
                continue;
            };
            blocks = Some(items.iter().filter_map(|item| self.block(item)).collect());
        }
        blocks
    }

    fn block(&mut self, value: &Value<'_>) -> Option<BlockSpec> {
        let table = self.table(value)?;
        let mut name = Some(String::new());
        let mut of = Vec::new();
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "block" => name = self.string(value),
                "of" | "columns" => of = self.strings(value),
                _ => self.unknown(key, "key", &["block", "of", "columns"]),
            }
        }
        let name = name?;
        let known: &[&str] = match name.as_str() {
            "totals" => &BlockSpec::TOTALS,
            "by-subject" => &BlockSpec::COLUMNS,
            "records" => &BlockSpec::LISTS,
            _ => {
                self.fault(
                    value.span().start,
                    format!("unknown block `{name}`; known: totals, by-subject, records"),
                );
                return None;
            }
        };
        for (at, entry) in &of {
            if !known.contains(&entry.as_str()) {
                self.fault(
                    *at,
                    format!("`{name}` has no `{entry}`; known: {}", known.join(", ")),
                );
            }
        }
        let mut of: Vec<String> = of.into_iter().map(|(_, s)| s).collect();
        match name.as_str() {
            "totals" => Some(BlockSpec::Totals(of)),
            "by-subject" => Some(BlockSpec::BySubject(of)),
            _ if of.len() == 1 => of.pop().map(BlockSpec::Records),
            _ => {
                self.fault(
                    value.span().start,
                    "`records` needs exactly one list in `of`",
                );
                None
            }
        }
    }

    fn nudge(&mut self, value: &Value<'_>) -> NudgeLayer {
        let mut nudge = NudgeLayer::default();
        let Some(table) = self.table(value) else {
            return nudge;
        };
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "new_document" => {
                    nudge.new_document = self.choice(
                        value,
                        None,
                        &[
                            ("at-once", Some(NudgeWhen::AtOnce)),
                            ("digest", Some(NudgeWhen::Digest)),
                            ("never", Some(NudgeWhen::Never)),
                        ],
                    );
                }
                "digest" => {
                    nudge.digest = self.choice(
                        value,
                        None,
                        &[
                            ("daily", Some(Digest::Daily)),
                            ("weekly", Some(Digest::Weekly)),
                            ("never", Some(Digest::Never)),
                        ],
                    );
                }
                "quiet" => {
                    let Some(text) = self.string(value) else {
                        continue;
                    };
                    nudge.quiet = text
                        .split_once('-')
                        .and_then(|(a, b)| Some((minutes(a)?, minutes(b)?)));
                    if nudge.quiet.is_none() {
                        self.fault(
                            value.span().start,
                            "`quiet` is written like \"20:00-07:30\"",
                        );
                    }
                }
                _ => self.unknown(key, "key", &["new_document", "digest", "quiet"]),
            }
        }
        nudge
    }

    fn audit(&mut self, value: &Value<'_>) -> AuditLayer {
        let mut audit = AuditLayer {
            line: Some(line_of(self.text, value.span().start)),
            ..AuditLayer::default()
        };
        let Some(table) = self.table(value) else {
            return audit;
        };
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "posture" => {
                    let options = [("evidential", Some(true)), ("ordinary", Some(false))];
                    audit.evidential = self.choice(value, None, &options);
                }
                "keep" => audit.keep_days = self.span_of_days(value),
                "ip" => audit.ip_days = self.span_of_days(value),
                _ => self.unknown(key, "key", &["posture", "keep", "ip"]),
            }
        }
        audit
    }

    /// `90d`, `18m` or `6y`, as days.
    fn span_of_days(&mut self, value: &Value<'_>) -> Option<u32> {
        let text = self.string(value)?;
        let days = [("d", 1), ("m", 31), ("y", 366)]
            .into_iter()
            .find_map(|(unit, days)| digits(text.strip_suffix(unit)?)?.checked_mul(days));
        if days.is_none() {
            self.fault(
                value.span().start,
                format!("`{text}` is not a time such as 90d, 18m or 6y"),
            );
        }
        days
    }
}

fn names<T: Copy>(values: &[T], name: fn(T) -> &'static str) -> Vec<&'static str> {
    values.iter().map(|v| name(*v)).collect()
}

fn minutes(text: &str) -> Option<u16> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let (hours, minutes) = (digits(hours)?, digits(minutes)?);
    u16::try_from(hours * 60 + minutes)
        .ok()
        .filter(|_| hours < 24 && minutes < 60)
}

/// A number in plain digits: `parse` alone would also take a sign.
fn digits(text: &str) -> Option<u32> {
    text.bytes()
        .all(|b| b.is_ascii_digit())
        .then(|| text.parse().ok())?
}

/// Whether an action makes sense for a kind at all.
const fn fits(action: Action, kind: RecordKind) -> bool {
    match action {
        Action::Download | Action::Resend => {
            matches!(
                kind,
                RecordKind::Document | RecordKind::PhotoSet | RecordKind::Invoice
            )
        }
        Action::Pay => matches!(kind, RecordKind::Invoice | RecordKind::StagePayment),
        Action::QueryLine => matches!(kind, RecordKind::Invoice),
        Action::Query => true,
        Action::Approve => matches!(kind, RecordKind::PhotoSet | RecordKind::StagePayment),
        Action::RequestJob => matches!(kind, RecordKind::Job),
    }
}
