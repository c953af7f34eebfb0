//! Switches over the portal's modules, from the widest to the nearest. None overrules another: what one level has off
//! is off, whatever the others say.

use super::Viewer;
use contract::kind::Module;
use contract::switch::{SwitchLevel, SwitchedOff};
use std::collections::BTreeSet;

/// Who has switched something off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// For everybody of the firm.
    Firm,
    /// For every third party of a type, by its profile.
    Type,
    ThirdParty,
    /// For one contact.
    Person,
}

impl Level {
    /// In their order.
    pub const ALL: [Self; 4] = [Self::Firm, Self::Type, Self::ThirdParty, Self::Person];
}

impl Viewer {
    /// The levels that have it off for her, in their order; none if it is on.
    pub fn switched_off_by(&self, module: Module) -> impl Iterator<Item = Level> {
        Level::ALL
            .into_iter()
            .filter(move |level| self.off_at(*level).contains(&module))
    }

    #[must_use]
    pub fn module_is_on(&self, module: Module) -> bool {
        self.switched_off_by(module).next().is_none()
    }
}

/// What these levels have off, module by module.
#[must_use]
pub fn switched_off(levels: &[(SwitchLevel, &BTreeSet<Module>)]) -> Vec<SwitchedOff> {
    let by = |module: &Module| {
        let off = levels.iter().filter(|(_, off)| off.contains(module));
        off.map(|(level, _)| *level).collect::<Vec<_>>()
    };
    let all = Module::ALL.iter().map(|module| SwitchedOff {
        module: *module,
        by: by(module),
    });
    all.filter(|one| !one.by.is_empty()).collect()
}

/// What a level's switch is called to whoever asks why.
pub(super) fn told(viewer: &Viewer, level: Level, module: Module) -> String {
    match level {
        Level::Firm => format!("switch: the firm has {module} switched off"),
        Level::Type => {
            let kind = &viewer.profile().id;
            format!("switch: the type {kind} has {module} switched off")
        }
        Level::ThirdParty => format!("switch: the third party has {module} switched off"),
        Level::Person => format!("switch: {module} is switched off for this contact"),
    }
}
