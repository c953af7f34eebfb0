//! What a receipt can be of, and how it ended. The names are hashed and kept for years: they are added to,
//! never changed.

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $value:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $value,)* }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$value,)*];

            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$value => $text,)* }
            }

            #[must_use]
            pub fn parse(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$value),)* _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}

named! {
    /// What was done.
    Act {
        /// A link or code was asked for; the address is the personal text.
        SignInAsked = "sign_in.asked",
        /// A link was looked at before its button was pressed.
        SignInPeeked = "sign_in.peeked",
        /// A link or code was redeemed, or refused.
        SignInRedeemed = "sign_in.redeemed",
        /// Codes were turned off for an address after too many wrong ones.
        SignInCodesOff = "sign_in.codes_off",
        /// An operator printed a link on the command line.
        SignInLinkMade = "sign_in.link_made",
        /// A browser was told how to ask for a passkey, to sign in or to make one.
        PasskeyAsked = "passkey.asked",
        /// A passkey was used to sign in, or refused.
        SignInPasskey = "sign_in.passkey",
        /// A passkey counted backwards: there may be two of it, so it was refused.
        PasskeyCopied = "passkey.copied",
        PasskeyList = "passkey.list",
        PasskeyAdded = "passkey.added",
        PasskeyRemoved = "passkey.removed",
        SessionBegin = "session.begin",
        SessionView = "session.view",
        SessionRefresh = "session.refresh",
        /// A secret came back after its successor was in use: the session ended.
        SessionReplayed = "session.replayed",
        SessionEnd = "session.end",
        /// A person put on the hat of one of her contacts.
        HatPutOn = "hat.put_on",
        DeviceList = "device.list",
        DeviceEnd = "device.end",
        DashboardView = "dashboard.view",
        SubjectList = "subject.list",
        SubjectView = "subject.view",
        RecordList = "record.list",
        RecordView = "record.view",
        FileDownload = "file.download",
        Search = "search",
        /// A stream of live events was opened. It says what to fetch, so it shows nothing itself.
        EventsOpen = "events.open",
        ReceiptList = "receipt.list",
        /// A contact looked at who else of her third party may sign in.
        ColleagueList = "colleague.list",
        /// Somebody who manages no colleagues asked for them.
        ColleagueRefused = "colleague.refused",
        /// A job was closed.
        JobClose = "job.close",
        /// A record was opened to whoever the rules show it.
        RecordPublish = "record.publish",
        RecordAdded = "record.added",
        RecordChanged = "record.changed",
        /// A record was opened to third parties by name, and to nobody else.
        RecordShared = "record.shared",
        /// A record was taken back: staff alone see it.
        RecordWithdrawn = "record.withdrawn",
        /// A record got a file, or a file a new version.
        FileAdded = "file.added",
        StaffAdded = "staff.added",
        StaffEnded = "staff.ended",
        StaffList = "staff.list",
        StaffChanged = "staff.changed",
        /// Somebody of the staff asked for what her role may not do.
        StaffRefused = "staff.refused",
        /// The types that the firm's third parties can be of.
        TypeList = "type.list",
        ThirdPartyList = "third_party.list",
        ThirdPartyView = "third_party.view",
        ThirdPartyAdded = "third_party.added",
        ThirdPartyChanged = "third_party.changed",
        /// Modules were switched off or on for everybody of a third party.
        ThirdPartySwitched = "third_party.switched",
        ContactView = "contact.view",
        ContactAdded = "contact.added",
        ContactChanged = "contact.changed",
        ContactInvited = "contact.invited",
        /// The mail of an invitation was looked at before it was sent.
        InvitationPreview = "invitation.preview",
        ContactEnded = "contact.ended",
        /// A contact became one of another third party's, which hers was merged into.
        ContactMoved = "contact.moved",
        ThirdPartyArchived = "third_party.archived",
        /// One that was archived is in use again.
        ThirdPartyRestored = "third_party.restored",
        /// One third party became another; one entry for each of the two.
        ThirdPartyMerged = "third_party.merged",
        MergeView = "merge.view",
        /// Staff signed out one of a contact's browsers.
        ContactDeviceEnded = "contact.device_ended",
        /// Staff signed out all of them.
        ContactDevicesEnded = "contact.devices_ended",
        SubjectAdded = "subject.added",
        SubjectChanged = "subject.changed",
        /// A subject was put below another, or made a root; one entry for itself and one for each third party that has
        /// to do with where it lay or lies.
        SubjectPlaced = "subject.placed",
        InterestBegun = "interest.begun",
        /// Other days: ended, extended or begun on another day.
        InterestChanged = "interest.changed",
        /// What was entered by mistake was taken off the record; the entry says what its holder lost.
        InterestWithdrawn = "interest.withdrawn",
        /// A subject passed from one third party to another; one entry for each of the two.
        SubjectMoved = "subject.moved",
        /// A share register was set.
        SharesSet = "shares.set",
        StaffPasskeysReset = "staff.passkeys_reset",
        /// A folder of records was imported.
        ImportRun = "import.run",
        /// A folder was held against what is on record, before anything was written.
        ImportChecked = "import.checked",
        /// What an import wrote was taken back.
        ImportUndone = "import.undone",
        /// An import was given up before it had written anything.
        ImportCancelled = "import.cancelled",
        ImportList = "import.list",
        ImportView = "import.view",
        /// The first firm was made, with its owner, by whoever runs the server.
        FirmFounded = "firm.founded",
        /// A firm's colour was set or taken away.
        FirmBranded = "firm.branded",
        /// What the firm shows of itself was looked at or changed by its owner.
        FirmView = "firm.view",
        FirmChanged = "firm.changed",
        /// A picture of the firm's logo was set or taken away.
        FirmLogoChanged = "firm.logo_changed",
        /// A name of the firm's own was set or taken away.
        FirmDomainChanged = "firm.domain_changed",
        /// Modules were switched off or on for everybody of the firm.
        FirmSwitched = "firm.switched",
        /// A firm's copy of a profile was changed.
        ProfileChanged = "profile.changed",
        ProfileAdded = "profile.added",
        /// A text was worked on; nothing was saved.
        ProfileDraft = "profile.draft",
        ProfileList = "profile.list",
        ProfileView = "profile.view",
        /// Staff looked at what a change would do before making it.
        EffectView = "effect.view",
        /// Every contact's reads were held against the rules.
        CanaryRun = "canary.run",
        CanaryView = "canary.view",
        DutyList = "duty.list",
        /// Staff asked who sees a record, and why.
        RecordWhy = "record.why",
        /// Staff asked for the page of somebody who is no contact of the firm's.
        PreviewRefused = "preview.refused",
        /// Staff listed all that a contact sees.
        SliceView = "slice.view",
        /// The end of the firm's chain of receipts was verified.
        ChainVerified = "chain.verified",
        /// Receipts left as a table.
        ReceiptsExported = "receipt.exported",
        /// The values beside a range of entries were erased under a rule.
        RetentionErased = "retention.erased",
    }
}

named! {
    /// How it ended.
    Outcome {
        Ok = "ok",
        /// The asker already had this very answer (304).
        Unchanged = "unchanged",
        /// Part of a file's bytes was sent.
        Partial = "partial",
        /// Nothing was shown or done.
        Refused = "refused",
    }
}
