//! The pages: each reads its address, asks for what it shows, and hands it to the pieces that draw it.

pub mod contact;
pub mod contact_new;
mod ending;
pub mod firm;
pub mod imports;
mod invitation;
pub mod missing;
pub mod passkeys;
pub mod people;
pub mod places;
pub mod profiles;
pub mod receipts;
pub mod records;
pub mod settings;
pub mod setup;
pub mod sight;
pub mod staff;
pub mod subject;
pub mod subjects;
pub mod third_parties;
pub mod third_party;
pub mod third_party_new;
pub mod today;
