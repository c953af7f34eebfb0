//! Every URL that clients and tests use, in one place.

use crate::id::{
    ContactId, DeviceId, FileId, ImportId, InterestId, PasskeyId, RecordId, StaffId, SubjectId,
    ThirdPartyId, UploadId,
};
use crate::logo::Ground;

pub const SIGN_IN: &str = "/api/v1/sign-in";
pub const PEEK: &str = "/api/v1/sign-in/peek";
pub const REDEEM: &str = "/api/v1/sign-in/redeem";
pub const PASSKEY_SIGN_IN: &str = "/api/v1/sign-in/passkey/begin";
pub const PASSKEY_PROOF: &str = "/api/v1/sign-in/passkey/finish";
pub const PASSKEYS: &str = "/api/v1/passkeys";
pub const PASSKEY_ADDING: &str = "/api/v1/passkeys/register/begin";
pub const PASSKEY_ADDED: &str = "/api/v1/passkeys/register/finish";
pub const SESSION: &str = "/api/v1/session";
pub const SESSION_REFRESH: &str = "/api/v1/session/refresh";
pub const DEVICES: &str = "/api/v1/devices";
pub const DASHBOARD: &str = "/api/v1/portal/dashboard";
pub const SUBJECTS: &str = "/api/v1/portal/subjects";
pub const RECORDS: &str = "/api/v1/portal/records";
pub const SEARCH: &str = "/api/v1/portal/search";
pub const RECEIPTS: &str = "/api/v1/portal/receipts";
pub const OFFLINE_RECEIPTS: &str = "/api/v1/portal/receipts/offline";
pub const COLLEAGUES: &str = "/api/v1/portal/colleagues";
pub const EVENTS: &str = "/api/v1/events";
pub const SETUP: &str = "/api/v1/admin/setup";
pub const START: &str = "/api/v1/admin/start";
pub const STAFF_SESSION: &str = "/api/v1/admin/session";
pub const THIRD_PARTIES: &str = "/api/v1/admin/third-parties";
pub const TYPES: &str = "/api/v1/admin/types";
pub const CONTACTS: &str = "/api/v1/admin/contacts";
pub const STAFF: &str = "/api/v1/admin/staff";
pub const PROFILES: &str = "/api/v1/admin/profiles";
pub const FIRM: &str = "/api/v1/admin/firm";
pub const FIRM_LOGO: &str = "/api/v1/admin/firm/logo";
pub const FIRM_DOMAIN: &str = "/api/v1/admin/firm/domain";
pub const FIRM_MODULES: &str = "/api/v1/admin/firm/modules";
pub const FIRM_MODULES_EFFECT: &str = "/api/v1/admin/firm/modules/effect";
/// Subjects for staff; [`SUBJECTS`] are a contact's.
pub const TREE: &str = "/api/v1/admin/subjects";
pub const INTERESTS: &str = "/api/v1/admin/interests";
/// What runs out.
pub const DUTIES: &str = "/api/v1/admin/duties";
pub const CANARY: &str = "/api/v1/admin/canary";
pub const FIRM_RECEIPTS: &str = "/api/v1/admin/receipts";
pub const RECEIPT_CHAIN: &str = "/api/v1/admin/receipts/chain";
pub const RECEIPT_EXPORT: &str = "/api/v1/admin/receipts/export";
pub const FIRM_RECORDS: &str = "/api/v1/admin/records";
pub const PUBLICATION: &str = "/api/v1/admin/records/publish";
pub const IMPORTS: &str = "/api/v1/admin/imports";
pub const UPLOADS: &str = "/api/v1/admin/uploads";
/// Names the hat on every portal call.
pub const HAT_HEADER: &str = "Sightline-Hat";

#[must_use]
pub fn device(id: DeviceId) -> String {
    format!("{DEVICES}/{id}")
}
#[must_use]
pub fn passkey(id: PasskeyId) -> String {
    format!("{PASSKEYS}/{id}")
}
#[must_use]
pub fn subject(id: SubjectId) -> String {
    format!("{SUBJECTS}/{id}")
}
#[must_use]
pub fn record(id: RecordId) -> String {
    format!("{RECORDS}/{id}")
}
#[must_use]
pub fn file(id: FileId) -> String {
    format!("/api/v1/portal/files/{id}")
}
#[must_use]
pub fn thumbnail(id: FileId) -> String {
    format!("/api/v1/portal/files/{id}/thumbnail")
}
#[must_use]
pub fn colleague(id: ContactId) -> String {
    format!("{COLLEAGUES}/{id}")
}
#[must_use]
pub fn staff(id: StaffId) -> String {
    format!("{STAFF}/{id}")
}
#[must_use]
pub fn third_party(id: ThirdPartyId) -> String {
    format!("{THIRD_PARTIES}/{id}")
}
#[must_use]
pub fn third_party_modules(id: ThirdPartyId) -> String {
    format!("{THIRD_PARTIES}/{id}/modules")
}
#[must_use]
pub fn third_party_effect(id: ThirdPartyId) -> String {
    format!("{THIRD_PARTIES}/{id}/effect")
}
#[must_use]
pub fn third_party_archive(id: ThirdPartyId) -> String {
    format!("{THIRD_PARTIES}/{id}/archive")
}
#[must_use]
pub fn third_party_restore(id: ThirdPartyId) -> String {
    format!("{THIRD_PARTIES}/{id}/restore")
}
#[must_use]
pub fn third_party_merge(id: ThirdPartyId) -> String {
    format!("{THIRD_PARTIES}/{id}/merge")
}
#[must_use]
pub fn contact(id: ContactId) -> String {
    format!("{CONTACTS}/{id}")
}
#[must_use]
pub fn contact_device(id: ContactId, device: DeviceId) -> String {
    format!("{CONTACTS}/{id}/devices/{device}")
}
#[must_use]
pub fn contact_devices_end(id: ContactId) -> String {
    format!("{CONTACTS}/{id}/devices/end")
}
/// Where staff find what a contact finds at a path of the portal.
#[must_use]
pub fn preview(of: ContactId, portal_path: &str) -> String {
    let below = portal_path.trim_start_matches("/api/v1/");
    format!("/api/v1/admin/preview/{of}/{below}")
}
#[must_use]
pub fn record_why(id: RecordId) -> String {
    format!("/api/v1/admin/records/{id}/why")
}
#[must_use]
pub fn contact_slice(id: ContactId) -> String {
    format!("{CONTACTS}/{id}/slice")
}
#[must_use]
pub fn contact_effect(id: ContactId) -> String {
    format!("{CONTACTS}/{id}/effect")
}
#[must_use]
pub fn profile(id: &str) -> String {
    format!("{PROFILES}/{id}")
}
#[must_use]
pub fn profile_effect(id: &str) -> String {
    format!("{PROFILES}/{id}/effect")
}
#[must_use]
pub fn profile_draft(id: &str) -> String {
    format!("{PROFILES}/{id}/draft")
}
#[must_use]
pub fn invitation(id: ContactId) -> String {
    format!("{CONTACTS}/{id}/invitation")
}
#[must_use]
pub fn in_tree(id: SubjectId) -> String {
    format!("{TREE}/{id}")
}
#[must_use]
pub fn interests(id: SubjectId) -> String {
    format!("{TREE}/{id}/interests")
}
#[must_use]
pub fn shares(id: SubjectId) -> String {
    format!("{TREE}/{id}/shares")
}
#[must_use]
pub fn hand_over(id: SubjectId) -> String {
    format!("{TREE}/{id}/move")
}
#[must_use]
pub fn hand_over_effect(id: SubjectId) -> String {
    format!("{TREE}/{id}/move/effect")
}
/// What putting a subject below another would do.
#[must_use]
pub fn place_effect(id: SubjectId) -> String {
    format!("{TREE}/{id}/effect")
}
#[must_use]
pub fn interest(id: InterestId) -> String {
    format!("{INTERESTS}/{id}")
}
#[must_use]
pub fn withdrawal(id: InterestId) -> String {
    format!("{INTERESTS}/{id}/withdraw")
}
#[must_use]
pub fn withdrawal_effect(id: InterestId) -> String {
    format!("{INTERESTS}/{id}/withdraw/effect")
}
#[must_use]
pub fn firm_record(id: RecordId) -> String {
    format!("{FIRM_RECORDS}/{id}")
}
#[must_use]
pub fn firm_file(id: FileId) -> String {
    format!("/api/v1/admin/files/{id}")
}
#[must_use]
pub fn firm_thumbnail(id: FileId) -> String {
    format!("/api/v1/admin/files/{id}/thumbnail")
}
#[must_use]
pub fn job_closing(id: RecordId) -> String {
    format!("{FIRM_RECORDS}/{id}/close")
}
#[must_use]
pub fn upload(id: UploadId) -> String {
    format!("{UPLOADS}/{id}")
}
#[must_use]
pub fn record_files(id: RecordId) -> String {
    format!("{FIRM_RECORDS}/{id}/files")
}
#[must_use]
pub fn import(id: ImportId) -> String {
    format!("{IMPORTS}/{id}")
}
/// What is done with an import, or read of it: `files`, `check`, `lines`, `commit`, `cancel`, `undo`.
#[must_use]
pub fn import_step(id: ImportId, step: &str) -> String {
    format!("{IMPORTS}/{id}/{step}")
}
/// The firm's picture for that ground; [`logo`] is where anybody fetches it.
#[must_use]
pub fn firm_logo(ground: Ground) -> String {
    format!("{FIRM_LOGO}/{ground}")
}
#[must_use]
pub fn logo(address: &str) -> String {
    format!("/logo/{address}.png")
}
