//! Whether a type's new text can be saved, and which types read otherwise with it: its own, and those that extend it.

use super::{Library, Profile, ProfileError, resolve};
use contract::profile::ProfileFault;
use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// With any of these it cannot be saved.
    pub faults: Vec<ProfileFault>,
    /// Types that would not be what they are, by their id.
    pub otherwise: BTreeMap<String, Profile>,
}

/// `types` are the firm's texts as they are now; the type may be none of them yet.
#[must_use]
pub fn judge(types: &[(String, String)], id: &str, text: &str) -> Judged {
    let now = Library::of_firm(types);
    let then = now.clone().with(id, text);
    let mut judged = Judged {
        faults: Vec::new(),
        otherwise: BTreeMap::new(),
    };
    match resolve(text, &then) {
        Err(faults) => {
            judged.faults = faults.into_iter().map(ProfileFault::from).collect();
            return judged;
        }
        Ok(profile) if profile.id != id => {
            let said = format!("this is the text of `{}`; the type is `{id}`", profile.id);
            judged.faults.push(at(1, said));
            return judged;
        }
        Ok(_) => {}
    }
    for (other, old) in types {
        let new = if other == id { text } else { old };
        match (resolve(old, &now), resolve(new, &then)) {
            (Ok(before), Ok(after)) if before == after => {}
            (_, Ok(after)) => {
                judged.otherwise.insert(other.clone(), after);
            }
            // What was broken before is not broken by this.
            (Ok(_), Err(faults)) => {
                let first = faults.first().map(ToString::to_string).unwrap_or_default();
                judged.faults.push(at(
                    1,
                    format!("`{other}` extends this and would break: {first}"),
                ));
            }
            (Err(_), Err(_)) => {}
        }
    }
    judged
}

impl From<ProfileError> for ProfileFault {
    fn from(error: ProfileError) -> Self {
        at(error.line, error.message)
    }
}

fn at(line: usize, message: String) -> ProfileFault {
    ProfileFault {
        line: u32::try_from(line).unwrap_or(u32::MAX),
        message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn firm() -> Vec<(String, String)> {
        let library = Library::built_in();
        ["base", "letting-agent", "landlord"]
            .map(|id| (id.to_owned(), library.text(id).unwrap().to_owned()))
            .to_vec()
    }

    fn told(judged: &Judged) -> (Vec<(u32, &str)>, Vec<&str>) {
        let faults = judged.faults.iter().map(|f| (f.line, f.message.as_str()));
        (
            faults.collect(),
            judged.otherwise.keys().map(String::as_str).collect(),
        )
    }

    #[test]
    fn a_text_that_says_the_same_changes_nobody() {
        let types = firm();
        let text = types[1].1.replace("# A letting agent", "# An agent");
        assert_eq!(
            told(&judge(&types, "letting-agent", &text)),
            (vec![], vec![])
        );
    }

    #[test]
    fn a_change_of_the_base_changes_whatever_extends_it() {
        let types = firm();
        let text = types[0].1.replace("\"jobs\"", "\"works\"");
        let all = vec!["base", "landlord", "letting-agent"];
        assert_eq!(told(&judge(&types, "base", &text)), (vec![], all));
    }

    #[test]
    fn what_would_break_is_told_by_its_line_or_by_its_name() {
        let types = firm();
        let wrong = types[1]
            .1
            .replace("lens = \"schedule\" }", "lens = \"shedule\" }");
        let judged = judge(&types, "letting-agent", &wrong);
        let before = wrong.find("visit     =").unwrap();
        let line = u32::try_from(wrong[..before].lines().count() + 1).unwrap();
        assert_eq!(judged.faults[0].line, line);
        let renamed = types[0].1.replace("id = \"base\"", "id = \"bass\"");
        assert_eq!(told(&judge(&types, "base", &renamed)).0.len(), 1);
        let circular = types[0]
            .1
            .replace("history = false", "extends = \"landlord\"\nhistory = false");
        assert!(!judge(&types, "base", &circular).faults.is_empty());
    }

    #[test]
    fn one_co_owners_figures_are_never_shown_to_another() {
        let types = firm();
        let text = format!(
            "{}\n[relation.holds_share]\ninvoice = {{ lens = \"full\" }}\n",
            types[2].1
        );
        let judged = judge(&types, "landlord", &text);
        assert!(
            judged.faults[0].message.contains("co-owner"),
            "{:?}",
            judged.faults
        );
    }
}
