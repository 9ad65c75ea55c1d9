//! A widget as a file: its drawing, or its figures.

use leptos::task::spawn_local;

use crate::session::Session;
use crate::ui::chart::{self, Drawing, Figures};
use crate::ui::toast::Toast;
use crate::words;

/// Saves a drawing as SVG.
pub fn save_svg(session: Session, title: String, drawing: &Drawing) {
    let bytes = chart::svg(drawing, &title).into_bytes();
    session.save_file(format!("{}.svg", file_name(&title)), "image/svg+xml", bytes);
}

/// Saves a drawing as PNG.
pub fn save_png(session: Session, title: String, drawing: Drawing) {
    spawn_local(async move {
        match chart::png(&drawing, &title).await {
            Ok(bytes) => session.save_file(format!("{}.png", file_name(&title)), "image/png", bytes),
            Err(_) => {
                session.toaster.show(Toast::danger(words::list::export_failed()));
            }
        }
    });
}

/// Saves figures as CSV.
pub fn save_csv(session: Session, title: &str, figures: &Figures) {
    session.save_file(format!("{}.csv", file_name(title)), "text/csv", csv(figures).into_bytes());
}

/// A title as the name of a file: what no system takes is a space.
fn file_name(title: &str) -> String {
    let name: String = title
        .chars()
        .map(|letter| {
            if letter.is_control() || "/\\:*?\"<>|".contains(letter) {
                ' '
            } else {
                letter
            }
        })
        .take(80)
        .collect();
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() { "Kith".to_owned() } else { name }
}

/// A line per category, a column per series. Numbers are plain, with a point.
fn csv(figures: &Figures) -> String {
    let mut lines = Vec::with_capacity(figures.categories.len() + 1);
    let heads = figures.series.iter().map(|series| {
        if series.is_empty() {
            words::dashboards::total().to_owned()
        } else {
            series.clone()
        }
    });
    lines.push(line(std::iter::once(words::dashboards::category().to_owned()).chain(heads)));
    for (category, marks) in figures.categories.iter().zip(&figures.marks) {
        let values = marks
            .iter()
            .map(|mark| mark.value.map(|value| value.to_string()).unwrap_or_default());
        lines.push(line(std::iter::once(category.clone()).chain(values)));
    }
    lines.join("\r\n") + "\r\n"
}

/// A cell that a spreadsheet would run is marked as text, as in every file that Kith writes for one.
fn line(cells: impl Iterator<Item = String>) -> String {
    let cell = |cell: String| {
        let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
        let cell = if runs { format!("'{cell}") } else { cell };
        if cell.contains(['"', ',', '\r', '\n']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell
        }
    };
    cells.map(cell).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_never_run() {
        let cells = ["a,b", "say \"x\"", "=1+1", "-5", "+49 30"].map(str::to_owned);
        assert_eq!(line(cells.into_iter()), "\"a,b\",\"say \"\"x\"\"\",'=1+1,-5,'+49 30");
    }

    #[test]
    fn names_of_files_are_taken_everywhere() {
        assert_eq!(file_name("Won / lost: \"Q4\""), "Won lost Q4");
        assert_eq!(file_name("///"), "Kith");
    }
}
