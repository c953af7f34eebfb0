//! The closed lists that both sides spell alike. Each has one name per value, used in JSON, TOML, CSV and queries.

/// Declares a fieldless enum with its names, its list of all values and a parser.
macro_rules! names {
    ($(#[doc = $doc_text:literal])* $name:ident { $($(#[$vdoc:meta])* $value:ident = $text:literal,)* }) => {
        $(#[doc = $doc_text])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $value,)* }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$value,)*];

            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$value => $text,)* }
            }

            /// The value of that name; `None` for any other word.
            #[must_use]
            pub fn parse(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$value),)* _ => None }
            }
        }

        // Not derived: the derive does not see a name that comes through a macro, and would describe `Person`
        // where `person` is sent.
        #[cfg(feature = "openapi")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                let about = [$($doc_text),*].concat();
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .enum_values(Some(Self::ALL.iter().map(|value| value.name())))
                    .description(Some(about.trim()))
                    .into()
            }
        }
        #[cfg(feature = "openapi")]
        impl utoipa::ToSchema for $name {}

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}

names! {
    /// What a record is.
    RecordKind {
        Job = "job",
        Visit = "visit",
        Document = "document",
        PhotoSet = "photo_set",
        Invoice = "invoice",
        Milestone = "milestone",
        StagePayment = "stage_payment",
    }
}

names! {
    /// Who a record is open to, before any rule is asked.
    Standing {
        /// Staff only.
        Internal = "internal",
        /// The rules of each third party's type decide.
        ByRule = "by_rule",
        /// Only third parties it was shared with by name.
        Shared = "shared",
    }
}

names! {
    /// How a third party stands to a subject.
    Relation {
        Manages = "manages",
        Owns = "owns",
        Occupies = "occupies",
        PaysFor = "pays_for",
        GuardianOf = "guardian_of",
        Adjusts = "adjusts",
        HoldsShare = "holds_share",
    }
}

names! {
    /// Things a contact may do; everything else is read-only to them.
    Action {
        Download = "download",
        Resend = "resend",
        Pay = "pay",
        Query = "query",
        QueryLine = "query-line",
        Approve = "approve",
        RequestJob = "request-job",
    }
}

names! {
    /// Parts of the portal that a firm, or one person's settings, can switch off.
    Module {
        Properties = "properties",
        Jobs = "jobs",
        Diary = "diary",
        Certificates = "certificates",
        Photos = "photos",
        Invoices = "invoices",
        Plan = "plan",
    }
}

names! {
    /// Which of the records on a subject a rule of a third-party type opens.
    Extent {
        /// Those the third party raised itself.
        Own = "own",
        /// Those addressed to the third party.
        Addressed = "addressed",
        /// Those on the very subject of the interest, not below it.
        Site = "site",
        /// Those on the subject of the interest and everything below it.
        Whole = "whole",
    }
}

names! {
    /// Since when a rule of a third-party type opens records.
    Since {
        /// Only what falls in the interest's time.
        Interest = "interest",
        /// Whoever holds the interest now sees what came before it too: such records describe the thing.
        Always = "always",
    }
}

names! {
    /// When people are told of a new document.
    NudgeWhen {
        AtOnce = "at-once",
        Digest = "digest",
        Never = "never",
    }
}

names! {
    /// How often people are sent what is new.
    Digest {
        Daily = "daily",
        Weekly = "weekly",
        Never = "never",
    }
}

names! {
    /// A line of a text beside the same text at another time.
    LineChange {
        Same = "same",
        Removed = "removed",
        Added = "added",
    }
}

names! {
    /// What a subject is.
    SubjectKind {
        Property = "property",
        Block = "block",
        Unit = "unit",
        Horse = "horse",
        Learner = "learner",
        Build = "build",
        Claim = "claim",
        Device = "device",
        Vehicle = "vehicle",
        Matter = "matter",
    }
}

names! {
    /// Where a record stands; the kinds use the words that fit them.
    Status {
        /// Work that is wanted and not booked.
        Open = "open",
        Booked = "booked",
        Done = "done",
        Cancelled = "cancelled",
        Missed = "missed",
        /// A document or photo set that counts.
        Current = "current",
        /// A document with a newer one of its sort.
        Superseded = "superseded",
        Draft = "draft",
        Unpaid = "unpaid",
        PartPaid = "part_paid",
        Paid = "paid",
        Credited = "credited",
        Planned = "planned",
        Reached = "reached",
        /// A stage payment held back until defects are put right.
        Retained = "retained",
    }
}

names! {
    /// How far the chasing of an unpaid invoice has come.
    ChaseState {
        None = "none",
        Reminded = "reminded",
        SecondReminder = "second_reminder",
        FinalNotice = "final_notice",
        OnHold = "on_hold",
    }
}

names! {
    /// The state of one invoice line.
    LineState {
        Open = "open",
        Queried = "queried",
        Credited = "credited",
        Paid = "paid",
    }
}

names! {
    /// How surely a receipt shows that a person acted.
    Grade {
        Person = "person",
        Refresh = "refresh",
        Offline = "offline",
        Prefetch = "prefetch",
        Preview = "preview",
        Api = "api",
        System = "system",
    }
}

names! {
    /// How a document's validity stands on the day of asking.
    Validity {
        Valid = "valid",
        DueSoon = "due_soon",
        Expired = "expired",
        /// The document carries no next-due day.
        Undated = "undated",
    }
}

impl RecordKind {
    /// The part of the portal this kind belongs to, for switching it off.
    #[must_use]
    pub const fn module(self) -> Module {
        match self {
            Self::Job => Module::Jobs,
            Self::Visit => Module::Diary,
            Self::Document => Module::Certificates,
            Self::PhotoSet => Module::Photos,
            Self::Invoice => Module::Invoices,
            Self::Milestone | Self::StagePayment => Module::Plan,
        }
    }
}

#[cfg(all(test, feature = "openapi"))]
mod tests {
    use super::*;
    use utoipa::PartialSchema as _;

    #[test]
    fn values_are_described_as_they_are_sent() {
        let described = serde_json::to_value(Grade::schema()).unwrap();
        let sent: Vec<_> = Grade::ALL
            .iter()
            .map(|g| serde_json::to_value(g).unwrap())
            .collect();
        assert_eq!(described["enum"], serde_json::Value::from(sent));
        assert_eq!(
            described["description"],
            "How surely a receipt shows that a person acted."
        );
    }
}
