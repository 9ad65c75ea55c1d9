//! Histories with equal numbers put together: customers who bought alike have the same likelihood, so it is computed once.

use super::Histories;

/// A number of customers who bought equally often, at the same last time, and were watched equally long.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    /// How many customers.
    pub(super) weight: f64,
    /// Place among the different numbers of repeats.
    pub(super) repeats: u32,
    /// Place of the last purchase among the different times.
    pub(super) recency: u32,
    /// Place of the end of observation among the different times.
    pub(super) age: u32,
}

/// All groups, with the different numbers that they point at.
#[derive(Debug, Clone)]
pub(super) struct Groups {
    pub(super) groups: Vec<Group>,
    /// Different numbers of repeats, ascending.
    pub(super) repeats: Vec<f64>,
    /// Different times, ascending.
    pub(super) times: Vec<f64>,
    /// Customers.
    pub(super) weight: f64,
}

impl Groups {
    pub(super) fn of(histories: &Histories) -> Self {
        let mut times: Vec<f64> = histories.recency.iter().chain(&histories.age).copied().collect();
        times.sort_unstable_by(f64::total_cmp);
        times.dedup();
        let mut repeats = histories.repeats.clone();
        repeats.sort_unstable();
        repeats.dedup();
        let place = |time: f64| times.binary_search_by(|other| other.total_cmp(&time)).unwrap_or_default() as u32;
        let mut keys: Vec<(u32, u32, u32)> = (0..histories.len())
            .map(|row| {
                let repeats = repeats.binary_search(&histories.repeats[row]).unwrap_or_default() as u32;
                (repeats, place(histories.recency[row]), place(histories.age[row]))
            })
            .collect();
        keys.sort_unstable();
        let groups = keys.chunk_by(|a, b| a == b).map(|alike| Group {
            weight: alike.len() as f64,
            repeats: alike[0].0,
            recency: alike[0].1,
            age: alike[0].2,
        });
        Self {
            groups: groups.collect(),
            repeats: repeats.into_iter().map(f64::from).collect(),
            times,
            weight: histories.len() as f64,
        }
    }

    /// Every so-manieth group, so that at most `most` are left: enough to find the hill on which the top is.
    pub(super) fn thinned(&self, most: usize) -> Self {
        let every = self.groups.len().div_ceil(most).max(1);
        let groups: Vec<Group> = self.groups.iter().step_by(every).copied().collect();
        Self {
            weight: groups.iter().map(|group| group.weight).sum(),
            groups,
            ..self.clone()
        }
    }
}
