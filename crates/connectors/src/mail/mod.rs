//! E-mail on its way out. Every way of sending writes the bytes of the one [`letter`], so what a developer
//! reads in the outbox is what a relay would have got.

mod letter;
pub mod outbox;
pub mod smtp;
