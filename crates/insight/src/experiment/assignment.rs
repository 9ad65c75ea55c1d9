//! Who gets something, and who is left alone to compare with.

use crate::random::SplitMix64;

/// Divides people into two halves by chance: `true` is treated. It depends on who they are and on the seed, not on their order, so that
/// another device divides them alike; of an odd number one more is treated.
pub fn halves(people: &[u128], seed: u64) -> Vec<bool> {
    let draw = |person: u128| {
        let own = person as u64 ^ ((person >> 64) as u64).rotate_left(32);
        SplitMix64::new(seed ^ own).unit().to_bits()
    };
    let mut drawn: Vec<(u64, u128, usize)> = people
        .iter()
        .enumerate()
        .map(|(place, &person)| (draw(person), person, place))
        .collect();
    drawn.sort_unstable();
    let mut treated = vec![false; people.len()];
    for (.., place) in drawn.into_iter().take(people.len().div_ceil(2)) {
        treated[place] = true;
    }
    treated
}
