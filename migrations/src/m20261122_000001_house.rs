//! The first house: every table of the engine. The same statements on both databases; only the words for
//! types differ. Days are numbers and instants are whole microseconds, because both databases compare and
//! round those alike; text that is compared or sorted is compared byte by byte on both.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: &[&str] = &[
    // The business that does the work; everything belongs to one.
    "CREATE TABLE firm (
        id {uuid} NOT NULL PRIMARY KEY,
        slug {ctext} NOT NULL UNIQUE,
        name TEXT NOT NULL,
        created_at BIGINT NOT NULL
    )",
    // What a firm switched on or off, closed and reopened, never changed.
    "CREATE TABLE firm_policy (
        row_id {auto},
        firm {uuid} NOT NULL REFERENCES firm (id),
        modules_off TEXT NOT NULL,
        recorded_from_at BIGINT NOT NULL,
        recorded_to_at BIGINT NOT NULL
    )",
    "CREATE INDEX firm_policy_by_firm_recorded_to_at ON firm_policy (firm, recorded_to_at)",
    // A firm's own copy of each third-party type's rules, version by version.
    "CREATE TABLE profile (
        row_id {auto},
        firm {uuid} NOT NULL REFERENCES firm (id),
        profile_id {ctext} NOT NULL,
        text TEXT NOT NULL,
        version INTEGER NOT NULL,
        recorded_from_at BIGINT NOT NULL,
        recorded_to_at BIGINT NOT NULL,
        UNIQUE (firm, profile_id, version)
    )",
    "CREATE INDEX profile_by_firm_profile_id_recorded_to_at ON profile (firm, profile_id, recorded_to_at)",
    // One e-mail address that can sign in.
    "CREATE TABLE identity (
        id {uuid} NOT NULL PRIMARY KEY,
        email {ctext} NOT NULL UNIQUE,
        created_at BIGINT NOT NULL
    )",
    // People of the firm.
    "CREATE TABLE staff (
        row_id {auto},
        id {uuid} NOT NULL,
        firm {uuid} NOT NULL REFERENCES firm (id),
        identity {uuid} NOT NULL REFERENCES identity (id),
        name TEXT NOT NULL,
        role {ctext} NOT NULL,
        recorded_from_at BIGINT NOT NULL,
        recorded_to_at BIGINT NOT NULL
    )",
    "CREATE INDEX staff_by_identity_recorded_to_at ON staff (identity, recorded_to_at)",
    // Organisations and households outside the firm.
    "CREATE TABLE third_party (
        id {uuid} NOT NULL PRIMARY KEY,
        firm {uuid} NOT NULL REFERENCES firm (id),
        profile {ctext} NOT NULL,
        name TEXT NOT NULL,
        slug {ctext} NOT NULL UNIQUE,
        source {ctext} NOT NULL,
        external_ref {ctext} NOT NULL,
        created_at BIGINT NOT NULL,
        UNIQUE (firm, source, external_ref)
    )",
    // People at a third party who may sign in.
    "CREATE TABLE contact (
        id {uuid} NOT NULL PRIMARY KEY,
        firm {uuid} NOT NULL REFERENCES firm (id),
        third_party {uuid} NOT NULL REFERENCES third_party (id),
        identity {uuid} NOT NULL REFERENCES identity (id),
        name TEXT NOT NULL,
        source {ctext} NOT NULL,
        external_ref {ctext} NOT NULL,
        created_at BIGINT NOT NULL,
        UNIQUE (firm, source, external_ref)
    )",
    "CREATE INDEX contact_by_identity ON contact (identity)",
    "CREATE INDEX contact_by_third_party ON contact (third_party)",
    // What a contact may, closed and reopened, never changed.
    "CREATE TABLE contact_role (
        row_id {auto},
        contact {uuid} NOT NULL REFERENCES contact (id),
        role {ctext} NOT NULL,
        modules_off TEXT NOT NULL,
        sites TEXT NOT NULL,
        recorded_from_at BIGINT NOT NULL,
        recorded_to_at BIGINT NOT NULL
    )",
    "CREATE INDEX contact_role_by_contact_recorded_to_at ON contact_role (contact, recorded_to_at)",
    // What work is about, in a tree.
    "CREATE TABLE subject (
        id {uuid} NOT NULL PRIMARY KEY,
        firm {uuid} NOT NULL REFERENCES firm (id),
        parent {uuid},
        kind {ctext} NOT NULL,
        name TEXT NOT NULL,
        address TEXT NOT NULL,
        postcode {ctext} NOT NULL,
        uprn {ctext} NOT NULL,
        sort_text {ctext} NOT NULL,
        source {ctext} NOT NULL,
        external_ref {ctext} NOT NULL,
        UNIQUE (firm, source, external_ref)
    )",
    "CREATE INDEX subject_by_parent ON subject (parent)",
    "CREATE INDEX subject_by_firm_uprn ON subject (firm, uprn)",
    // The tree again as every pair of a subject and what lies above it, itself included at depth 0.
    "CREATE TABLE subject_path (
        descendant {uuid} NOT NULL,
        ancestor {uuid} NOT NULL,
        depth INTEGER NOT NULL,
        PRIMARY KEY (descendant, ancestor)
    )",
    "CREATE INDEX subject_path_by_ancestor_descendant ON subject_path (ancestor, descendant)",
    // Who stands how to which subject and when; closed and reopened, never changed.
    "CREATE TABLE interest (
        row_id {auto},
        id {uuid} NOT NULL,
        firm {uuid} NOT NULL REFERENCES firm (id),
        third_party {uuid} NOT NULL REFERENCES third_party (id),
        subject {uuid} NOT NULL REFERENCES subject (id),
        relation INTEGER NOT NULL,
        first_day INTEGER NOT NULL,
        last_day INTEGER NOT NULL,
        share_over INTEGER NOT NULL,
        share_under INTEGER NOT NULL,
        source {ctext} NOT NULL,
        external_ref {ctext} NOT NULL,
        recorded_from_at BIGINT NOT NULL,
        recorded_to_at BIGINT NOT NULL,
        UNIQUE (firm, source, external_ref, recorded_to_at)
    )",
    "CREATE INDEX interest_by_third_party_recorded_to_at_relation_subject ON interest (third_party, recorded_to_at, relation, subject)",
    "CREATE INDEX interest_by_subject_third_party_recorded_to_at ON interest (subject, third_party, recorded_to_at)",
    // The spine: one row for every record of every kind.
    "CREATE TABLE record (
        seq {auto},
        id {uuid} NOT NULL UNIQUE,
        firm {uuid} NOT NULL REFERENCES firm (id),
        subject {uuid} NOT NULL REFERENCES subject (id),
        kind SMALLINT NOT NULL,
        sub_kind {ctext} NOT NULL,
        title TEXT NOT NULL,
        status {ctext} NOT NULL,
        happened_day INTEGER NOT NULL,
        due_day INTEGER NOT NULL,
        amount_pence BIGINT NOT NULL,
        open_pence BIGINT NOT NULL,
        sort_text {ctext} NOT NULL,
        outstanding SMALLINT NOT NULL,
        file {uuid},
        file_count INTEGER NOT NULL,
        standing SMALLINT NOT NULL,
        addressed_to {uuid},
        raised_by {uuid},
        source {ctext} NOT NULL,
        external_ref {ctext} NOT NULL,
        version INTEGER NOT NULL,
        body TEXT NOT NULL,
        recorded_at BIGINT NOT NULL,
        UNIQUE (firm, source, external_ref)
    )",
    "CREATE INDEX record_by_subject ON record (subject)",
    // Every version of every record, append-only.
    "CREATE TABLE record_version (
        record BIGINT NOT NULL REFERENCES record (seq),
        version INTEGER NOT NULL,
        body TEXT NOT NULL,
        by {ctext} NOT NULL,
        at BIGINT NOT NULL,
        on_day INTEGER NOT NULL,
        PRIMARY KEY (record, version)
    )",
    // The lines of an invoice, each with its own state.
    "CREATE TABLE invoice_line (
        id {uuid} NOT NULL PRIMARY KEY,
        record BIGINT NOT NULL REFERENCES record (seq),
        position INTEGER NOT NULL,
        description TEXT NOT NULL,
        net_pence BIGINT NOT NULL,
        vat_rate INTEGER NOT NULL,
        state {ctext} NOT NULL,
        job {uuid}
    )",
    "CREATE INDEX invoice_line_by_record_position ON invoice_line (record, position)",
    // Records shared with a third party by name; closed and reopened, never changed.
    "CREATE TABLE share (
        row_id {auto},
        record BIGINT NOT NULL REFERENCES record (seq),
        third_party {uuid} NOT NULL REFERENCES third_party (id),
        recorded_from_at BIGINT NOT NULL,
        recorded_to_at BIGINT NOT NULL
    )",
    "CREATE INDEX share_by_record_third_party_recorded_to_at ON share (record, third_party, recorded_to_at)",
    // The files of a record: its document, or its photos in order.
    "CREATE TABLE file (
        id {uuid} NOT NULL PRIMARY KEY,
        firm {uuid} NOT NULL REFERENCES firm (id),
        record BIGINT NOT NULL REFERENCES record (seq),
        position INTEGER NOT NULL,
        caption TEXT NOT NULL,
        taken_day INTEGER NOT NULL,
        removed_version INTEGER NOT NULL
    )",
    "CREATE INDEX file_by_record_position ON file (record, position)",
    // What a file's bytes were from which record version on.
    "CREATE TABLE file_version (
        file {uuid} NOT NULL REFERENCES file (id),
        version INTEGER NOT NULL,
        name TEXT NOT NULL,
        media_type {ctext} NOT NULL,
        size BIGINT NOT NULL,
        sha256 {ctext} NOT NULL,
        thumbnail_sha256 {ctext},
        at BIGINT NOT NULL,
        PRIMARY KEY (file, version)
    )",
    // Finds a page of any slice. Never the decision: every read checks the candidate again.
    "CREATE TABLE slice_index (
        third_party {uuid} NOT NULL,
        record BIGINT NOT NULL REFERENCES record (seq),
        as_of INTEGER NOT NULL,
        version INTEGER NOT NULL,
        relations INTEGER NOT NULL,
        kind SMALLINT NOT NULL,
        sub_kind {ctext} NOT NULL,
        status {ctext} NOT NULL,
        outstanding SMALLINT NOT NULL,
        day INTEGER NOT NULL,
        happened_day INTEGER NOT NULL,
        due_day INTEGER NOT NULL,
        sort_text {ctext} NOT NULL,
        amount_pence BIGINT NOT NULL,
        open_pence BIGINT NOT NULL,
        first_day INTEGER NOT NULL,
        last_day INTEGER NOT NULL,
        PRIMARY KEY (third_party, record, as_of)
    )",
    "CREATE INDEX slice_index_by_third_party_kind_outstanding_due_day_record ON slice_index (third_party, kind, outstanding, due_day, record)",
    "CREATE INDEX slice_index_by_third_party_kind_due_day_record ON slice_index (third_party, kind, due_day, record)",
    "CREATE INDEX slice_index_by_third_party_kind_day_record ON slice_index (third_party, kind, day, record)",
    "CREATE INDEX slice_index_by_third_party_day_record ON slice_index (third_party, day, record)",
    "CREATE INDEX slice_index_by_third_party_kind_sort_text_record ON slice_index (third_party, kind, sort_text, record)",
    "CREATE INDEX slice_index_by_record ON slice_index (record)",
    // Counters that tell whether an answer could have changed.
    "CREATE TABLE epoch (
        owner {uuid} NOT NULL PRIMARY KEY,
        value BIGINT NOT NULL
    )",
    // What was typed into the sign-in form, before anybody looks whether it is known.
    "CREATE TABLE sign_in_request (
        id {uuid} NOT NULL PRIMARY KEY,
        email {ctext} NOT NULL,
        browser_hash {ctext} NOT NULL,
        ip {ctext} NOT NULL,
        agent TEXT NOT NULL,
        at BIGINT NOT NULL,
        handled_at BIGINT
    )",
    "CREATE INDEX sign_in_request_by_email_at ON sign_in_request (email, at)",
    "CREATE INDEX sign_in_request_by_handled_at_at ON sign_in_request (handled_at, at)",
    // Links by the hash of their token.
    "CREATE TABLE sign_in_link (
        token_hash {ctext} NOT NULL PRIMARY KEY,
        identity {uuid} NOT NULL REFERENCES identity (id),
        created_at BIGINT NOT NULL,
        expires_at BIGINT NOT NULL,
        ended_at BIGINT NOT NULL,
        redeemed SMALLINT NOT NULL
    )",
    "CREATE INDEX sign_in_link_by_identity_ended_at ON sign_in_link (identity, ended_at)",
    // Codes by a keyed hash, each good in one browser.
    "CREATE TABLE sign_in_code (
        id {uuid} NOT NULL PRIMARY KEY,
        identity {uuid} NOT NULL REFERENCES identity (id),
        email {ctext} NOT NULL,
        browser_hash {ctext} NOT NULL,
        code_hmac {ctext} NOT NULL,
        tries INTEGER NOT NULL,
        expires_at BIGINT NOT NULL,
        ended_at BIGINT NOT NULL
    )",
    "CREATE INDEX sign_in_code_by_email_browser_hash_ended_at ON sign_in_code (email, browser_hash, ended_at)",
    // Wrong codes, to turn codes off for a day.
    "CREATE TABLE code_failure (
        row_id {auto},
        email {ctext} NOT NULL,
        at BIGINT NOT NULL
    )",
    "CREATE INDEX code_failure_by_email_at ON code_failure (email, at)",
    // Signed-in browsers. Of their secrets only hashes are kept.
    "CREATE TABLE session (
        id {uuid} NOT NULL PRIMARY KEY,
        identity {uuid} NOT NULL REFERENCES identity (id),
        secret_hash {ctext} NOT NULL UNIQUE,
        previous_hash {ctext},
        rotated_at BIGINT NOT NULL,
        successor_seen_at BIGINT,
        assurance SMALLINT NOT NULL,
        label TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        last_used_at BIGINT NOT NULL,
        expires_at BIGINT NOT NULL,
        ended_at BIGINT NOT NULL,
        end_reason {ctext} NOT NULL
    )",
    "CREATE INDEX session_by_identity_ended_at ON session (identity, ended_at)",
    "CREATE INDEX session_by_previous_hash ON session (previous_hash)",
    // Secrets older than the two in the session's row: whoever still shows one copied it.
    "CREATE TABLE session_retired (
        secret_hash {ctext} NOT NULL PRIMARY KEY,
        session {uuid} NOT NULL REFERENCES session (id)
    )",
    "CREATE INDEX session_retired_by_session ON session_retired (session)",
    // What must happen after a commit, written in the same transaction.
    "CREATE TABLE outbox (
        id {uuid} NOT NULL PRIMARY KEY,
        kind {ctext} NOT NULL,
        payload TEXT NOT NULL,
        dedup {ctext} UNIQUE,
        run_at BIGINT NOT NULL,
        attempts INTEGER NOT NULL,
        locked_until_at BIGINT NOT NULL,
        done_at BIGINT,
        failed_at BIGINT,
        last_error TEXT NOT NULL
    )",
    "CREATE INDEX outbox_by_done_at_failed_at_run_at ON outbox (done_at, failed_at, run_at)",
    // Who did what; chained by hash. Values that can be erased stand beside the hashed text, never in it.
    "CREATE TABLE receipt (
        chain {uuid} NOT NULL,
        seq BIGINT NOT NULL,
        id {uuid} NOT NULL UNIQUE,
        at BIGINT NOT NULL,
        text TEXT NOT NULL,
        hash {ctext} NOT NULL,
        contact {uuid},
        third_party {uuid},
        action {ctext} NOT NULL,
        object {ctext} NOT NULL,
        grade {ctext} NOT NULL,
        outcome {ctext} NOT NULL,
        ip {ctext},
        ip_salt {ctext},
        agent TEXT,
        agent_salt {ctext},
        personal TEXT,
        personal_salt {ctext},
        PRIMARY KEY (chain, seq)
    )",
    "CREATE INDEX receipt_by_contact_at ON receipt (contact, at)",
    "CREATE INDEX receipt_by_chain_at ON receipt (chain, at)",
    // The newest entry of each chain, read under a lock by whoever appends.
    "CREATE TABLE receipt_head (
        chain {uuid} NOT NULL PRIMARY KEY,
        seq BIGINT NOT NULL,
        hash {ctext} NOT NULL
    )",
];

/// Full text: the same folded words in SQLite's FTS5 and as a PostgreSQL `tsvector` of exactly those words.
const SEARCH_SQLITE: &[&str] = &[
    "CREATE TABLE search_text (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        record BIGINT NOT NULL REFERENCES record (seq),
        version INTEGER NOT NULL,
        grp SMALLINT NOT NULL,
        text TEXT NOT NULL
    )",
    "CREATE INDEX search_text_by_record ON search_text (record)",
    "CREATE VIRTUAL TABLE search_fts USING fts5(text, content='search_text', content_rowid='id', tokenize='unicode61 remove_diacritics 0')",
    "CREATE TRIGGER search_text_added AFTER INSERT ON search_text BEGIN
        INSERT INTO search_fts (rowid, text) VALUES (new.id, new.text);
    END",
    "CREATE TRIGGER search_text_removed AFTER DELETE ON search_text BEGIN
        INSERT INTO search_fts (search_fts, rowid, text) VALUES ('delete', old.id, old.text);
    END",
];

const SEARCH_POSTGRES: &[&str] = &[
    "CREATE TABLE search_text (
        id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
        record BIGINT NOT NULL REFERENCES record (seq),
        version INTEGER NOT NULL,
        grp SMALLINT NOT NULL,
        text TEXT NOT NULL,
        words TSVECTOR GENERATED ALWAYS AS (array_to_tsvector(string_to_array(text, ' '))) STORED
    )",
    "CREATE INDEX search_text_by_record ON search_text (record)",
    "CREATE INDEX search_text_by_words ON search_text USING GIN (words)",
];

pub(crate) fn spelled(statement: &str, backend: DatabaseBackend) -> String {
    let (uuid, ctext, auto) = match backend {
        DatabaseBackend::Postgres => (
            "UUID",
            "TEXT COLLATE \"C\"",
            "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY",
        ),
        _ => ("BLOB", "TEXT", "INTEGER PRIMARY KEY AUTOINCREMENT"),
    };
    statement
        .replace("{uuid}", uuid)
        .replace("{ctext}", ctext)
        .replace("{auto}", auto)
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let backend = manager.get_database_backend();
        let search = match backend {
            DatabaseBackend::Postgres => SEARCH_POSTGRES,
            _ => SEARCH_SQLITE,
        };
        for statement in TABLES.iter().chain(search) {
            db.execute_unprepared(&spelled(statement, backend)).await?;
        }
        Ok(())
    }
}
