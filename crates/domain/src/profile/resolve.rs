//! From a file to a profile: `extends` is followed, nearest word first. A circle or a missing base is an error.

use super::parse::{Layer, NamedRole, ProfileError, parse};
use super::{Audit, Digest, Nudge, NudgeWhen, Profile};
use std::collections::{BTreeMap, BTreeSet};

/// The files that `extends` may name, by their id.
#[derive(Debug, Clone, Default)]
pub struct Library {
    texts: BTreeMap<String, String>,
}

impl Library {
    /// The profiles that ship with the product.
    #[must_use]
    pub fn built_in() -> Self {
        let texts = [
            ("base", include_str!("profiles/base.toml")),
            ("letting-agent", include_str!("profiles/letting-agent.toml")),
            ("landlord", include_str!("profiles/landlord.toml")),
        ];
        Self {
            texts: texts
                .map(|(id, text)| (id.to_owned(), text.to_owned()))
                .into(),
        }
    }

    /// What a firm's own texts extend: its own, and where it has none the one that ships.
    #[must_use]
    pub fn of_firm(types: &[(String, String)]) -> Self {
        types
            .iter()
            .fold(Self::built_in(), |all, (id, text)| all.with(id, text))
    }

    /// Adds or replaces a file.
    #[must_use]
    pub fn with(mut self, id: &str, text: &str) -> Self {
        self.texts.insert(id.to_owned(), text.to_owned());
        self
    }

    #[must_use]
    pub fn text(&self, id: &str) -> Option<&str> {
        self.texts.get(id).map(String::as_str)
    }

    /// Every id except the bases that only others extend.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.texts
            .keys()
            .map(String::as_str)
            .filter(|id| *id != "base")
    }
}

/// Reads a file and everything it extends.
pub fn resolve(text: &str, library: &Library) -> Result<Profile, Vec<ProfileError>> {
    let top = parse(text)?;
    let mut seen = vec![top.id.clone()];
    let mut layers = vec![top];
    while let Some((base, line)) = layers
        .last()
        .and_then(|l| Some((l.extends.clone()?, l.extends_line)))
    {
        let fault = |message: String| {
            // Faults below the first file are reported at the line that leads there.
            let line = if seen.len() == 1 {
                line
            } else {
                layers.first().map_or(1, |l| l.extends_line)
            };
            vec![ProfileError { line, message }]
        };
        if seen.contains(&base) {
            return Err(fault(format!(
                "`extends` goes round in a circle: {} -> {base}",
                seen.join(" -> ")
            )));
        }
        let Some(text) = library.text(&base) else {
            return Err(fault(format!(
                "`extends` names `{base}`, which does not exist"
            )));
        };
        let layer = parse(text).map_err(|faults| {
            let first = faults.first().map(ToString::to_string).unwrap_or_default();
            fault(format!("`{base}`, which this extends, is faulty: {first}"))
        })?;
        seen.push(base);
        layers.push(layer);
    }
    // A file that says nothing of the audit is at fault where it extends the one that does.
    let line = layers
        .first()
        .map_or(1, |l| l.audit.line.unwrap_or(l.extends_line));
    let named = named(&layers);
    let profile = merge(layers);
    let mut faults = strangers(named, &profile);
    if profile.audit.ip_days > profile.audit.keep_days {
        let message = "`ip` must not be kept longer than the receipts themselves".to_owned();
        faults.push(ProfileError { line, message });
    }
    if faults.is_empty() {
        return Ok(profile);
    }
    faults.sort();
    Err(faults)
}

/// The roles that are named as colleagues where a role is said last, each at its own line; what a base says, at the
/// line that leads there.
fn named(layers: &[Layer]) -> Vec<NamedRole> {
    let mut said = BTreeSet::new();
    let mut all = Vec::new();
    let leads_there = layers.first().map_or(1, |l| l.extends_line);
    for (depth, layer) in layers.iter().enumerate() {
        let fresh = layer.named.iter().filter(|one| !said.contains(&one.by));
        all.extend(fresh.cloned().map(|one| NamedRole {
            line: if depth == 0 { one.line } else { leads_there },
            ..one
        }));
        said.extend(layer.roles.keys().cloned());
    }
    all
}

fn strangers(named: Vec<NamedRole>, profile: &Profile) -> Vec<ProfileError> {
    let known: Vec<_> = profile.roles.keys().map(String::as_str).collect();
    named
        .into_iter()
        .filter(|one| !profile.roles.contains_key(&one.role))
        .map(|NamedRole { by, role, line }| ProfileError {
            line,
            message: format!(
                "role `{by}` names the unknown role `{role}`; known: {}",
                known.join(", ")
            ),
        })
        .collect()
}

fn merge(layers: Vec<Layer>) -> Profile {
    let mut profile = Profile {
        id: layers.first().map(|l| l.id.clone()).unwrap_or_default(),
        words: BTreeMap::new(),
        relations: BTreeMap::new(),
        shared: BTreeMap::new(),
        roles: BTreeMap::new(),
        dashboard: Vec::new(),
        off: BTreeSet::new(),
        history: false,
        offline: true,
        nudge: Nudge {
            new_document: NudgeWhen::Never,
            digest: Digest::Never,
            quiet: None,
        },
        audit: Audit {
            evidential: false,
            keep_days: 365,
            ip_days: 30,
        },
    };
    // From the farthest base to the file itself, so that the nearest word wins.
    for layer in layers.into_iter().rev() {
        profile.words.extend(layer.words);
        for (relation, rules) in layer.relations {
            profile.relations.entry(relation).or_default().extend(rules);
        }
        profile.shared.extend(layer.shared);
        profile.roles.extend(layer.roles);
        if let Some(value) = layer.dashboard {
            profile.dashboard = value;
        }
        if let Some(value) = layer.off {
            profile.off = value;
        }
        if let Some(value) = layer.history {
            profile.history = value;
        }
        if let Some(value) = layer.offline {
            profile.offline = value;
        }
        let (nudge, audit) = (&mut profile.nudge, &mut profile.audit);
        nudge.new_document = layer.nudge.new_document.unwrap_or(nudge.new_document);
        nudge.digest = layer.nudge.digest.unwrap_or(nudge.digest);
        nudge.quiet = layer.nudge.quiet.or(nudge.quiet);
        audit.evidential = layer.audit.evidential.unwrap_or(audit.evidential);
        audit.keep_days = layer.audit.keep_days.unwrap_or(audit.keep_days);
        audit.ip_days = layer.audit.ip_days.unwrap_or(audit.ip_days);
    }
    profile
}
