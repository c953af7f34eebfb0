//! Chance that repeats: every thing draws from a generator seeded with its own name, so that adding one thing
//! changes no other.

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

pub struct Chance(ChaCha8Rng);

impl Chance {
    pub fn of(name: &str) -> Self {
        // FNV-1a: any fixed hash will do, and the standard library's is not promised to stay.
        let seed = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// From `low` up to and including `high`.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        self.0.random_range(low..=high.max(low))
    }

    pub fn real(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.0.random::<f32>()
    }

    pub fn in_hundred(&mut self, times: u32) -> bool {
        self.0.random_ratio(times.min(100), 100)
    }

    pub fn pick<T: Copy + Default>(&mut self, from: &[T]) -> T {
        let at = self.0.random_range(0..from.len().max(1));
        from.get(at).copied().unwrap_or_default()
    }
}
