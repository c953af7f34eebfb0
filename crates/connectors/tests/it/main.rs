//! The adapters against servers that nobody here wrote: aiosmtpd for mail, moto for S3.

// a test may fail loudly, and is told where its tools are by the one who runs it
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::needless_pass_by_value
)]

mod files;
mod hostile;
mod letters;
mod outbox;
mod passkeys;
mod smtp;
mod tls;
mod tools;
mod uploads;
