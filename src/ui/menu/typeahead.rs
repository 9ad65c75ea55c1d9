//! Finding an item by typing the start of its words.

/// Characters typed within this time belong together.
pub const PAUSE_MS: f64 = 600.0;

/// What has been typed so far, and when.
#[derive(Debug, Default)]
pub struct Typeahead {
    typed: String,
    at: f64,
}

impl Typeahead {
    /// Takes a character at time `now` (ms) and finds the next of `words` after `from` that starts with what was
    /// typed. The same character again moves on to the next match.
    pub fn find(&mut self, key: &str, now: f64, from: usize, words: &[String]) -> Option<usize> {
        if now - self.at > PAUSE_MS {
            self.typed.clear();
        }
        self.at = now;
        self.typed.push_str(&key.to_lowercase());
        let same = self.typed.chars().all(|c| self.typed.starts_with(c));
        let first_len = self.typed.chars().next().map_or(0, char::len_utf8);
        let typed = if same { &self.typed[..first_len] } else { self.typed.as_str() };
        let start = if same { from + 1 } else { from };
        let total = words.len();
        (0..total)
            .map(|step| (start + step) % total)
            .find(|index| words[*index].to_lowercase().starts_with(typed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Vec<String> {
        ["Open", "Edit", "Merge", "Move to…", "Move to trash"].map(str::to_owned).to_vec()
    }

    #[test]
    fn same_letter_walks_through_matches() {
        let mut typeahead = Typeahead::default();
        assert_eq!(typeahead.find("m", 1000.0, 0, &words()), Some(2));
        assert_eq!(typeahead.find("m", 1100.0, 2, &words()), Some(3));
        assert_eq!(typeahead.find("m", 1200.0, 4, &words()), Some(2));
    }

    #[test]
    fn letters_in_a_row_narrow_down() {
        let mut typeahead = Typeahead::default();
        assert_eq!(typeahead.find("m", 1000.0, 0, &words()), Some(2));
        assert_eq!(typeahead.find("o", 1100.0, 2, &words()), Some(3));
        assert_eq!(typeahead.find("e", 3000.0, 3, &words()), Some(1), "a pause starts anew");
        assert_eq!(typeahead.find("x", 3100.0, 1, &words()), None);
    }

    #[test]
    fn nothing_to_find_in_an_empty_menu() {
        assert_eq!(Typeahead::default().find("a", 0.0, 0, &[]), None);
    }
}
