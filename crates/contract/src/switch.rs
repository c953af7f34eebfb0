//! What is switched off, as the firm's staff see and set it.

use crate::kind::Module;
use serde::{Deserialize, Serialize};

/// Every module that one level is to have off: a firm for everybody, or for everybody of one third party. Those left
/// out are on as far as this level goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ModulesOff {
    pub off: Vec<Module>,
}

names! {
    /// Who has switched a module off, from the widest to the nearest. None overrules another.
    SwitchLevel {
        /// For everybody of the firm.
        Firm = "firm",
        /// For every third party of a type.
        Type = "type",
        ThirdParty = "third_party",
        /// For one contact.
        Person = "person",
    }
}

/// A module that is off, and at which levels, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SwitchedOff {
    pub module: Module,
    pub by: Vec<SwitchLevel>,
}

/// What the firm has off for everybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FirmModules {
    pub off: Vec<Module>,
    /// What an edit names in `If-Match`.
    pub revision: String,
}
