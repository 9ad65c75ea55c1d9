//! Where the mark of a tour stands: beside its target, never over it.

/// Left, top, right, bottom in window pixels.
pub(super) type Area = [f64; 4];

/// Space between target and mark, and between mark and the window's edge, in pixels.
const GAP: f64 = 10.0;
const EDGE: f64 = 8.0;

/// The part of a target that is in the window.
pub(super) fn seen([left, top, right, bottom]: Area, view: (f64, f64)) -> Area {
    let (x, y) = (|at: f64| at.clamp(0.0, view.0), |at: f64| at.clamp(0.0, view.1));
    [x(left), y(top), x(right), y(bottom)]
}

/// Left and top of a mark of `size`: under its target, over it, after it or before it, where there is room first. A target
/// that leaves no room on any side has the mark at the window's foot.
pub(super) fn beside(target: Area, size: (f64, f64), view: (f64, f64), mirrored: bool) -> (f64, f64) {
    let [left, top, right, bottom] = seen(target, view);
    let (most_x, most_y) = ((view.0 - size.0 - EDGE).max(EDGE), (view.1 - size.1 - EDGE).max(EDGE));
    let along = if mirrored { right - size.0 } else { left }.clamp(EDGE, most_x);
    let across = top.clamp(EDGE, most_y);
    let (after, before) = (right + GAP, left - GAP - size.0);
    let sides = if mirrored { [before, after] } else { [after, before] };
    let places = [
        (along, bottom + GAP),
        (along, top - GAP - size.1),
        (sides[0], across),
        (sides[1], across),
    ];
    let fits = |&(x, y): &(f64, f64)| (EDGE..=most_x).contains(&x) && (EDGE..=most_y).contains(&y);
    places.into_iter().find(fits).unwrap_or((along, most_y))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDE: (f64, f64) = (1440.0, 900.0);
    const PHONE: (f64, f64) = (390.0, 844.0);
    const SIZE: (f64, f64) = (320.0, 160.0);

    fn overlap(target: Area, (x, y): (f64, f64), size: (f64, f64)) -> bool {
        x < target[2] && target[0] < x + size.0 && y < target[3] && target[1] < y + size.1
    }

    #[test]
    fn a_mark_is_in_the_window_and_never_over_its_target() {
        for (view, size) in [(WIDE, SIZE), (PHONE, (374.0, 170.0))] {
            for mirrored in [false, true] {
                for x in (0..view.0 as i32).step_by(37) {
                    for y in (0..view.1 as i32).step_by(41) {
                        let (x, y) = (f64::from(x), f64::from(y));
                        let target = [x, y, (x + 180.0).min(view.0), (y + 32.0).min(view.1)];
                        let place = beside(target, size, view, mirrored);
                        assert!(!overlap(target, place, size), "{target:?} is under {place:?}");
                        assert!(place.0 >= EDGE && place.1 >= EDGE && place.0 + size.0 <= view.0 && place.1 + size.1 <= view.1);
                    }
                }
            }
        }
    }

    #[test]
    fn beside_a_tall_target_it_stands_where_the_writing_goes() {
        let sidebar = [0.0, 60.0, 208.0, 900.0];
        assert_eq!(beside(sidebar, SIZE, WIDE, false), (218.0, 60.0));
        let mirrored = [1232.0, 60.0, 1440.0, 900.0];
        assert_eq!(beside(mirrored, SIZE, WIDE, true), (902.0, 60.0));
    }

    #[test]
    fn what_is_out_of_the_window_does_not_count() {
        assert_eq!(seen([-50.0, 800.0, 100.0, 1200.0], WIDE), [0.0, 800.0, 100.0, 900.0]);
    }
}
