//! A slice is minted from what was loaded within a scope; nobody writes one down.

#[allow(unused_imports)]
use domain::slice::{Scope, Slice, TotalsFacts, TotalsKind, mint};

#[allow(dead_code)]
fn answer(scope: &Scope) -> Option<Slice<contract::block::Block>> {
    mint::<TotalsKind>(scope, TotalsFacts::default())
}

fn main() {}
