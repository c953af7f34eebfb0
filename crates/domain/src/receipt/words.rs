//! Acts in the words of whoever reads the log: what somebody did, to go after her name.

use super::Act;

/// The act of that name as the end of a sentence; one that a newer program wrote keeps its name.
#[must_use]
pub fn did(name: &str) -> &str {
    Act::parse(name).map_or(name, |act| words(act))
}

const fn words(act: Act) -> &'static str {
    match act {
        Act::SignInAsked => "asked for a sign-in link",
        Act::SignInPeeked => "looked at a sign-in link",
        Act::SignInRedeemed => "used a sign-in link or code",
        Act::SignInCodesOff => "had codes turned off for the day",
        Act::SignInLinkMade => "made a sign-in link on the command line",
        Act::PasskeyAsked => "was asked for a passkey",
        Act::SignInPasskey => "used a passkey to sign in",
        Act::PasskeyCopied => "showed a passkey that may be a copy",
        Act::PasskeyList => "listed own passkeys",
        Act::PasskeyAdded => "added a passkey",
        Act::PasskeyRemoved => "removed a passkey",
        Act::SessionBegin => "signed in",
        Act::SessionView => "looked at who is signed in",
        Act::SessionRefresh => "went on with a session",
        Act::SessionReplayed => "used an old key of a session",
        Act::SessionEnd => "signed out",
        Act::HatPutOn => "came to the page",
        Act::DeviceList => "listed signed-in browsers",
        Act::DeviceEnd => "signed a browser out",
        Act::DashboardView => "opened the first page",
        Act::SubjectList => "listed subjects",
        Act::SubjectView => "opened a subject",
        Act::RecordList => "listed records",
        Act::RecordView => "opened a record",
        Act::FileDownload => "downloaded a file",
        Act::Search => "searched",
        Act::EventsOpen => "followed changes",
        Act::ReceiptList => "listed receipts",
        Act::ColleagueList => "listed colleagues",
        Act::ColleagueRefused => "asked for colleagues that are not hers to manage",
        Act::JobClose => "closed a job",
        Act::RecordPublish => "published a record",
        Act::RecordAdded => "wrote a record",
        Act::RecordChanged => "changed a record",
        Act::RecordShared => "shared a record",
        Act::RecordWithdrawn => "took a record back",
        Act::FileAdded => "added a file",
        Act::StaffAdded => "made somebody staff",
        Act::StaffEnded => "ended what somebody of the staff was",
        Act::StaffList => "listed the staff",
        Act::StaffChanged => "changed somebody of the staff",
        Act::StaffRefused => "asked for what the role may not do",
        Act::TypeList => "looked at the kinds of third parties",
        Act::ThirdPartyList => "listed third parties",
        Act::ThirdPartyView => "opened a third party",
        Act::ThirdPartyAdded => "added a third party",
        Act::ThirdPartyChanged => "changed a third party",
        Act::ThirdPartySwitched => "switched modules of a third party",
        Act::ContactView => "opened a contact",
        Act::ContactAdded => "added a contact",
        Act::ContactChanged => "changed a contact",
        Act::ContactInvited => "invited a contact",
        Act::InvitationPreview => "looked at an invitation before it was sent",
        Act::ContactEnded => "ended a contact's access",
        Act::ContactMoved => "moved a contact to another third party",
        Act::ThirdPartyArchived => "archived a third party",
        Act::ThirdPartyRestored => "brought a third party back",
        Act::ThirdPartyMerged => "merged two third parties",
        Act::MergeView => "looked at what merging two third parties would do",
        Act::ContactDeviceEnded => "signed a contact out in one browser",
        Act::ContactDevicesEnded => "signed a contact out everywhere",
        Act::SubjectAdded => "added a subject",
        Act::SubjectChanged => "changed a subject",
        Act::SubjectPlaced => "put a subject below another",
        Act::InterestBegun => "began an interest",
        Act::InterestChanged => "changed an interest's days",
        Act::InterestWithdrawn => "withdrew an interest",
        Act::SubjectMoved => "moved a subject",
        Act::SharesSet => "set who holds which share",
        Act::StaffPasskeysReset => "reset somebody's passkeys",
        Act::ImportRun => "imported records",
        Act::ImportChecked => "looked at what an import would do",
        Act::ImportUndone => "took an import back",
        Act::ImportCancelled => "gave an import up",
        Act::ImportList => "listed imports",
        Act::ImportView => "opened an import",
        Act::FirmFounded => "set the firm up",
        Act::FirmBranded => "changed the firm's colour",
        Act::FirmView => "opened the firm's settings",
        Act::FirmChanged => "changed the firm's settings",
        Act::FirmLogoChanged => "changed the firm's logo",
        Act::FirmDomainChanged => "changed the firm's own domain",
        Act::FirmSwitched => "switched modules of the whole firm",
        Act::ProfileChanged => "changed a profile",
        Act::ProfileAdded => "added a profile",
        Act::ProfileDraft => "worked on a profile",
        Act::ProfileList => "listed profiles",
        Act::ProfileView => "opened a profile",
        Act::EffectView => "looked at what a change would do",
        Act::CanaryRun => "checked what every contact is shown",
        Act::DutyList => "looked at the papers that run out",
        Act::CanaryView => "looked at the last check of what contacts are shown",
        Act::RecordWhy => "asked who sees a record",
        Act::PreviewRefused => "asked for the page of no contact of the firm's",
        Act::SliceView => "listed what a contact sees",
        Act::ChainVerified => "verified the receipts",
        Act::ReceiptsExported => "exported receipts",
        Act::RetentionErased => "erased old personal values",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_act_has_words_of_its_own_and_an_unknown_one_keeps_its_name() {
        let said: BTreeSet<_> = Act::ALL.iter().map(|act| did(act.name())).collect();
        assert_eq!(said.len(), Act::ALL.len());
        assert!(said.iter().all(|words| !words.contains('.')), "{said:?}");
        assert_eq!(did("record.sung"), "record.sung");
    }
}
