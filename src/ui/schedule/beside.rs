//! Events that overlap, beside each other.

use super::HourPlace;

/// Places for events in the order of their starts, given with the minutes that they take; none for those beyond `most` columns.
/// Those that overlap, one after the other, share their columns evenly.
#[must_use]
pub fn side_by_side(events: &[(u16, u16)], most: usize) -> Vec<Option<HourPlace>> {
    let mut places: Vec<Option<HourPlace>> = Vec::with_capacity(events.len());
    // Ends of the columns of those that overlap, and the number of the first of them.
    let mut ends: Vec<u16> = Vec::new();
    let mut first = 0;
    for &(start, length) in events {
        if ends.iter().all(|end| *end <= start) {
            share(&mut places[first..], ends.len());
            first = places.len();
            ends.clear();
        }
        let free = ends.iter().position(|end| *end <= start).unwrap_or(ends.len());
        if free >= most {
            places.push(None);
            continue;
        }
        let end = start.saturating_add(length);
        if free == ends.len() {
            ends.push(end);
        } else {
            ends[free] = end;
        }
        places.push(Some(HourPlace {
            start,
            length,
            column: free as u8,
            columns: 1,
        }));
    }
    share(&mut places[first..], ends.len());
    places
}

fn share(places: &mut [Option<HourPlace>], columns: usize) {
    for place in places.iter_mut().flatten() {
        place.columns = columns as u8;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(events: &[(u16, u16)], most: usize, expected: &[Option<(u8, u8)>]) {
        let places = side_by_side(events, most);
        let columns = places.iter().map(|place| place.map(|place| (place.column, place.columns)));
        assert_eq!(columns.collect::<Vec<_>>(), expected, "{events:?}");
    }

    #[test]
    fn what_overlaps_lies_beside_and_what_does_not_has_the_width() {
        check(&[], 3, &[]);
        check(&[(60, 30), (90, 30)], 3, &[Some((0, 1)), Some((0, 1))]);
        check(&[(60, 60), (90, 30), (200, 10)], 3, &[Some((0, 2)), Some((1, 2)), Some((0, 1))]);
        // The third begins when the second has ended, and still overlaps with the first.
        check(&[(60, 120), (60, 30), (90, 30)], 3, &[Some((0, 2)), Some((1, 2)), Some((1, 2))]);
    }

    #[test]
    fn what_has_no_room_is_left_out_without_making_others_narrower() {
        check(
            &[(0, 60), (0, 60), (0, 60), (60, 60)],
            2,
            &[Some((0, 2)), Some((1, 2)), None, Some((0, 1))],
        );
    }

    #[test]
    fn no_two_in_one_column_overlap() {
        let events: Vec<(u16, u16)> = (0..60).map(|n| (n * 17 % 900, 20 + n * 31 % 90)).collect();
        let mut sorted = events;
        sorted.sort_unstable();
        let places: Vec<HourPlace> = side_by_side(&sorted, 200).into_iter().flatten().collect();
        assert_eq!(places.len(), sorted.len());
        for (at, one) in places.iter().enumerate() {
            assert!(one.column < one.columns);
            for other in &places[at + 1..] {
                let overlap = one.start < other.start + other.length && other.start < one.start + one.length;
                assert!(!overlap || one.column != other.column, "{one:?} {other:?}");
            }
        }
    }
}
