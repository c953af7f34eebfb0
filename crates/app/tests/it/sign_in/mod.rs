//! Signing in, on both databases: links, codes, sessions, hats, devices, and the mails that go with them.

mod asking;
mod codes;
mod devices;
mod hats;
mod house;
mod links;
mod mails;
mod sessions;
mod stand_ins;
