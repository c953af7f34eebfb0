//! A text that is being worked on: a form's change is written into it, it is judged, read for the form, and held against
//! the one that is saved. Nothing is kept.

use super::ProfileError;
use crate::App;
use contract::profile::{ProfileDraft, ProfileDraftAsk};
use domain::policy::{SeeProfiles, StaffPermit};
use domain::profile::{Library, compare, form, judge, revise};
use domain::slice::Slice;
use store::whole::profiles::drafted;

pub async fn draft(
    app: &App,
    permit: &StaffPermit<SeeProfiles>,
    id: &str,
    ask: ProfileDraftAsk,
) -> Result<Slice<ProfileDraft>, ProfileError> {
    let types = store::people::read_types(&app.db, permit.firm()).await?;
    let saved = types.iter().find(|(known, _)| known == id);
    let (_, saved) = saved.ok_or(ProfileError::Unknown)?;
    let library = Library::of_firm(&types);
    let mut refused = Vec::new();
    let text = match &ask.change {
        None => ask.text,
        Some(change) => revise(&ask.text, &library, change).unwrap_or_else(|faults| {
            refused = faults;
            ask.text
        }),
    };
    let mut faults = judge(&types, id, &text).faults;
    if faults.is_empty() {
        faults.extend(refused.into_iter().map(Into::into));
    }
    let against = ask.against.as_ref().unwrap_or(saved);
    let draft = ProfileDraft {
        // What breaks others is still a text of its own that can be read.
        form: form(&text, &library).ok(),
        lines: compare(against, &text),
        faults,
        text,
    };
    Ok(drafted(permit, draft))
}
