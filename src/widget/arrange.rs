//! Arranging widgets: every step a person can take, on the definition alone.

use model::dashboard::MOST_WIDGETS;
use model::{Dashboard, Widget};

/// Least and greatest width of a widget, of twelve columns.
const WIDTHS: (u8, u8) = (3, 12);
/// Least and greatest height of a widget, in rows.
const HEIGHTS: (u8, u8) = (1, 8);

/// One step.
#[derive(Clone, PartialEq, Debug)]
pub enum Step {
    /// Puts a widget at a place.
    MoveTo(u32, usize),
    /// Moves a widget by so many places.
    MoveBy(u32, i32),
    /// Changes width and height by so much.
    Resize(u32, i8, i8),
    /// Adds a widget, or replaces the one of its key.
    Put(Box<Widget>),
    /// Makes a copy beside it.
    Copy(u32),
    /// Takes it away.
    Remove(u32),
}

/// Takes a step; `None` when it changes nothing.
#[must_use]
pub fn taken(dashboard: &Dashboard, step: Step) -> Option<Dashboard> {
    let mut next = dashboard.clone();
    let widgets = &mut next.widgets;
    let place = |key: u32| dashboard.widgets.iter().position(|widget| widget.key == key);
    match step {
        Step::MoveTo(key, to) => {
            let widget = widgets.remove(place(key)?);
            widgets.insert(to.min(widgets.len()), widget);
        }
        Step::MoveBy(key, by) => {
            let from = place(key)?;
            let to = (from as i64 + i64::from(by)).clamp(0, widgets.len() as i64 - 1) as usize;
            let widget = widgets.remove(from);
            widgets.insert(to, widget);
        }
        Step::Resize(key, wider, taller) => {
            let widget = &mut widgets[place(key)?];
            let sized = |now: u8, by: i8, (least, most): (u8, u8)| now.saturating_add_signed(by).clamp(least, most);
            widget.width = sized(widget.width, wider, WIDTHS);
            widget.height = sized(widget.height, taller, HEIGHTS);
        }
        Step::Put(widget) => match place(widget.key) {
            Some(at) => widgets[at] = *widget,
            None if widgets.len() >= MOST_WIDGETS => return None,
            None => widgets.push(*widget),
        },
        Step::Copy(key) => {
            if widgets.len() >= MOST_WIDGETS {
                return None;
            }
            let at = place(key)?;
            let mut copy = widgets[at].clone();
            copy.key = free_key(dashboard);
            widgets.insert(at + 1, copy);
        }
        Step::Remove(key) => {
            widgets.remove(place(key)?);
        }
    }
    (next != *dashboard).then_some(next)
}

/// A key that no widget has.
#[must_use]
pub fn free_key(dashboard: &Dashboard) -> u32 {
    dashboard
        .widgets
        .iter()
        .map(|widget| widget.key)
        .max()
        .map_or(1, |most| most.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use model::{Chart, Form};

    use super::*;

    fn dashboard(keys: &[u32]) -> Dashboard {
        let widget = |&key: &u32| Widget {
            key,
            title: String::new(),
            form: Form::Number,
            chart: Chart::of("deal"),
            fields: Vec::new(),
            sort: Vec::new(),
            width: 6,
            height: 3,
        };
        Dashboard {
            widgets: keys.iter().map(widget).collect(),
        }
    }

    fn keys(dashboard: &Option<Dashboard>) -> Vec<u32> {
        dashboard
            .iter()
            .flat_map(|dashboard| &dashboard.widgets)
            .map(|widget| widget.key)
            .collect()
    }

    #[test]
    fn widgets_move_and_stay_within_the_page() {
        let start = dashboard(&[1, 2, 3]);
        assert_eq!(keys(&taken(&start, Step::MoveBy(1, 1))), [2, 1, 3]);
        assert_eq!(keys(&taken(&start, Step::MoveBy(3, 9))), [0u32; 0]);
        assert_eq!(keys(&taken(&start, Step::MoveTo(3, 0))), [3, 1, 2]);
        assert_eq!(keys(&taken(&start, Step::MoveTo(1, 99))), [2, 3, 1]);
        assert_eq!(taken(&start, Step::MoveBy(9, 1)), None);
    }

    #[test]
    fn sizes_have_ends() {
        let start = dashboard(&[1]);
        let size = |next: Option<Dashboard>| next.map(|next| (next.widgets[0].width, next.widgets[0].height));
        assert_eq!(size(taken(&start, Step::Resize(1, 1, -1))), Some((7, 2)));
        assert_eq!(size(taken(&start, Step::Resize(1, -99, 99))), Some((3, 8)));
    }

    #[test]
    fn copies_have_keys_of_their_own_and_the_page_is_not_endless() {
        let start = dashboard(&[4, 2]);
        assert_eq!(keys(&taken(&start, Step::Copy(4))), [4, 5, 2]);
        assert_eq!(keys(&taken(&start, Step::Remove(4))), [2]);
        let full = dashboard(&(0..MOST_WIDGETS as u32).collect::<Vec<_>>());
        assert_eq!(taken(&full, Step::Copy(1)), None);
    }
}
