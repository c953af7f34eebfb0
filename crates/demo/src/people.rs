//! The people of the demo: the firm's own, the third parties and who signs in for them.

use crate::rows;

pub const OAKLINE: &str = "oakline";
pub const COPPER: &str = "copper";
pub const NORTHGATE: &str = "northgate";
pub const ELLISON: &str = "ellison";
pub const HUSSAIN: &str = "hussain";

/// A third party, with the postal address that stands on its papers.
pub struct Party {
    pub key: &'static str,
    pub name: &'static str,
    kind: &'static str,
    pub address: &'static str,
}

pub const PARTIES: &[Party] = &[
    Party {
        key: OAKLINE,
        name: "Oakline Lettings",
        kind: "letting-agent",
        address: "41 Harrogate Road, Leeds LS7 3PD",
    },
    Party {
        key: COPPER,
        name: "Copper & Co",
        kind: "letting-agent",
        address: "3 Otley Road, Headingley, Leeds LS6 3AA",
    },
    Party {
        key: NORTHGATE,
        name: "Northgate Homes",
        kind: "letting-agent",
        address: "Northgate House, 18 Park Row, Leeds LS1 5HN",
    },
    Party {
        key: ELLISON,
        name: "Margaret Ellison",
        kind: "landlord",
        address: "Fern Cottage, Bramhope, Leeds LS16 9AT",
    },
    Party {
        key: HUSSAIN,
        name: "Hussain Homes",
        kind: "landlord",
        address: "7 Roundhay Mount, Leeds LS8 4DW",
    },
];

struct Person {
    key: &'static str,
    party: &'static str,
    name: &'static str,
    email: &'static str,
    role: &'static str,
    modules_off: &'static str,
    sites: &'static str,
}

const fn person(
    key: &'static str,
    party: &'static str,
    name: &'static str,
    email: &'static str,
    role: &'static str,
) -> Person {
    Person {
        key,
        party,
        name,
        email,
        role,
        modules_off: "",
        sites: "",
    }
}

const PEOPLE: &[Person] = &[
    person(
        "oakline-priya",
        OAKLINE,
        "Priya Raman",
        "priya.raman@oakline.example",
        "principal",
    ),
    person(
        "oakline-jo",
        OAKLINE,
        "Jo Marsh",
        "jo.marsh@oakline.example",
        "bookkeeper",
    ),
    // A shared mailbox: it pays, and has no use for the diary.
    Person {
        modules_off: "jobs;diary;photos",
        ..person(
            "oakline-accounts",
            OAKLINE,
            "Accounts desk",
            "accounts@oakline.example",
            "bookkeeper",
        )
    },
    // Looks after one block only.
    Person {
        sites: "copper-court",
        ..person(
            "oakline-ben",
            OAKLINE,
            "Ben Achebe",
            "ben.achebe@oakline.example",
            "bookkeeper",
        )
    },
    person(
        "copper-marcus",
        COPPER,
        "Marcus Cole",
        "marcus.cole@copperandco.example",
        "principal",
    ),
    person(
        "copper-dean",
        COPPER,
        "Dean Whitlock",
        "dean.whitlock@copperandco.example",
        "bookkeeper",
    ),
    // Keeps the books of two agents under one address: two hats.
    person(
        "copper-sam",
        COPPER,
        "Sam Okafor",
        "sam.okafor@ledgerwell.example",
        "bookkeeper",
    ),
    person(
        "northgate-helen",
        NORTHGATE,
        "Helen Braithwaite",
        "helen.braithwaite@northgate.example",
        "principal",
    ),
    person(
        "northgate-lucy",
        NORTHGATE,
        "Lucy Tan",
        "lucy.tan@northgate.example",
        "bookkeeper",
    ),
    person(
        "northgate-sam",
        NORTHGATE,
        "Sam Okafor",
        "sam.okafor@ledgerwell.example",
        "bookkeeper",
    ),
    person(
        "ellison-margaret",
        ELLISON,
        "Margaret Ellison",
        "margaret@ellison-lettings.example",
        "owner",
    ),
    person(
        "hussain-tariq",
        HUSSAIN,
        "Tariq Hussain",
        "tariq@hussainhomes.example",
        "owner",
    ),
];

/// One of the firm's own people, as papers and the diary name them.
#[derive(Debug, Clone, Copy, Default)]
pub struct Engineer {
    pub name: &'static str,
    pub role: &'static str,
    /// The number on the engineer's card.
    pub card: &'static str,
}

pub const SUPERVISOR: Engineer = Engineer {
    name: "Tom Halden",
    role: "Qualified supervisor",
    card: "HE-001",
};
pub const ELECTRICIANS: &[Engineer] = &[
    SUPERVISOR,
    Engineer {
        name: "Aisha Karim",
        role: "Electrician, inspection and testing",
        card: "HE-004",
    },
    Engineer {
        name: "Callum Reid",
        role: "Electrician, inspection and testing",
        card: "HE-007",
    },
    Engineer {
        name: "Zofia Wójcik",
        role: "Electrician, inspection and testing",
        card: "HE-011",
    },
];
pub const GAS_ENGINEERS: &[Engineer] = &[
    Engineer {
        name: "Owen Pritchard",
        role: "Gas engineer",
        card: "9004171",
    },
    Engineer {
        name: "Grace Adeyemi",
        role: "Gas engineer",
        card: "9004188",
    },
];
pub const ASSESSOR: Engineer = Engineer {
    name: "Niamh Doyle",
    role: "Domestic energy assessor",
    card: "DEA-90317",
};

pub fn third_parties() -> Vec<rows::ThirdParty> {
    let rows = PARTIES.iter().map(|party| rows::ThirdParty {
        r#ref: party.key.to_owned(),
        name: party.name.to_owned(),
        r#type: party.kind,
    });
    rows.collect()
}

pub fn contacts() -> Vec<rows::Contact> {
    let rows = PEOPLE.iter().map(|person| rows::Contact {
        r#ref: person.key.to_owned(),
        third_party: person.party.to_owned(),
        name: person.name.to_owned(),
        email: person.email.to_owned(),
        role: person.role,
        modules_off: person.modules_off,
        sites: person.sites,
    });
    rows.collect()
}

/// Name and postal address, for the head of a paper.
pub fn client(key: &str) -> String {
    PARTIES
        .iter()
        .find(|party| party.key == key)
        .map(|party| format!("{}, {}", party.name, party.address))
        .unwrap_or_default()
}

/// A person a sign-in link is printed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Persona {
    pub name: &'static str,
    pub email: &'static str,
    pub role: &'static str,
    pub third_party: &'static str,
    pub note: &'static str,
}

/// The firm's own people: name, address, role.
pub const STAFF: [(&str, &str, &str); 2] = [
    ("Hal Denby", "hal@halden.example", "owner"),
    ("Sam Denby", "sam@halden.example", "office"),
];

/// Those whose pages tell the story side by side.
#[must_use]
pub fn personas() -> Vec<Persona> {
    let notes = [
        (
            "oakline-jo",
            "finds the EICR of 22 Park Road and pays all but the queried line",
        ),
        ("oakline-priya", "sees all that Jo sees, and may do more"),
        (
            "copper-dean",
            "a rival agent's bookkeeper: nothing of Oakline's is there for him",
        ),
        (
            "ellison-margaret",
            "owns 22 Park Road and 14 Mill Lane, which Oakline manages, and one she lets herself",
        ),
    ];
    let known = notes.iter().filter_map(|(key, note)| {
        let person = PEOPLE.iter().find(|person| person.key == *key)?;
        let party = PARTIES.iter().find(|party| party.key == person.party)?;
        Some(Persona {
            name: person.name,
            email: person.email,
            role: person.role,
            third_party: party.name,
            note,
        })
    });
    known.collect()
}
