//! A scope follows from a viewer by policy; nobody widens or makes one by hand.

#[allow(unused_imports)]
use domain::policy::{Viewer, scope_all};
use domain::slice::Scope;

#[allow(dead_code)]
fn scope(viewer: &Viewer) -> Scope {
    scope_all(viewer)
}

fn main() {}
