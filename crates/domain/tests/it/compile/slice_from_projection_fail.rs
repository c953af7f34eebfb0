//! What a projection answers is a plain value: there is no way from it into a slice but minting.

#[allow(unused_imports)]
use domain::slice::{Kind, Scope, Slice, TotalsFacts, TotalsKind, mint};

#[allow(dead_code, unused_variables)]
fn answer(scope: &Scope) -> Option<Slice<contract::block::Block>> {
    let plain = TotalsKind::project(scope, TotalsFacts::default());
    plain
}

fn main() {}
