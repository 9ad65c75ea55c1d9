//! The words of dates and lengths of time, folded: months, weekdays, what stands between, days from today, units.

use crate::validate::fold;

/// Names of the months in English, German, French, Spanish, Italian, Portuguese, Dutch and the Nordic languages, for [`month`].
#[rustfmt::skip]
const MONTHS: [&[&str]; 12] = [
    &["january", "januar", "janner", "janvier", "januari", "enero", "gennaio", "janeiro"],
    &[
        "february",
        "februar",
        "feber",
        "fevrier",
        "februari",
        "febrero",
        "febbraio",
        "fevereiro",
    ],
    &["march", "marz", "maerz", "mars", "maart", "mrt", "marts", "marzo", "marco"],
    &["april", "avril", "abril", "aprile"],
    &["may", "mai", "mei", "maj", "mayo", "maggio", "maio"],
    &["june", "juni", "juin", "junio", "giugno", "junho"],
    &["july", "juli", "juillet", "julio", "luglio", "julho"],
    &["august", "aout", "augustus", "augusti", "agosto"],
    &["september", "septembre", "septiembre", "settembre", "setembro"],
    &["october", "oktober", "octobre", "octubre", "ottobre", "outubro"],
    &["november", "novembre", "noviembre", "novembro"],
    &["december", "dezember", "decembre", "desember", "diciembre", "dicembre", "dezembro"],
];

/// Names of the weekdays in the same languages.
#[rustfmt::skip]
const WEEKDAYS: &[&str] = &[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend", "sonntag",
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
    "lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo",
    "lunedi", "martedi", "mercoledi", "giovedi", "venerdi", "sabato", "domenica",
    "segunda", "terca", "quarta", "quinta", "sexta", "feira",
    "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag",
    "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lordag", "sondag",
];

/// Words that stand in dates without saying anything: ordinals, articles, and the East Asian marks of year, month and day.
#[rustfmt::skip]
const FILLERS: &[&str] = &[
    "st", "nd", "rd", "th", "er", "o", "of", "the", "on", "at", "de", "del", "do", "du", "le", "den", "der", "am", "um", "a", "kl",
    "年", "月", "日", "년", "월", "일",
];

const TODAY: &[&str] = &["today", "heute", "aujourd'hui", "hoy", "oggi", "hoje", "vandaag", "idag"];
const TOMORROW: &[&str] = &["tomorrow", "morgen", "demain", "manana", "domani", "amanha", "imorgen"];
const YESTERDAY: &[&str] = &["yesterday", "gestern", "hier", "ayer", "ieri", "ontem", "gisteren", "igar"];

/// A length of time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

impl Unit {
    /// Seconds, where that is fixed.
    pub(super) fn seconds(self) -> Option<i64> {
        match self {
            Unit::Second => Some(1),
            Unit::Minute => Some(60),
            Unit::Hour => Some(3_600),
            Unit::Day => Some(86_400),
            Unit::Week => Some(604_800),
            Unit::Month | Unit::Year => None,
        }
    }

    /// The unit of a folded word. `m` is left to the caller: a month beside days, a minute beside hours.
    pub(super) fn of_word(word: &str) -> Option<Self> {
        Some(match word {
            "s" | "sec" | "secs" | "second" | "seconds" | "sek" | "sekunde" | "sekunden" | "seconde" | "secondes" | "seconden"
            | "segundo" | "segundos" | "secondo" | "secondi" => Unit::Second,
            "min" | "mins" | "minute" | "minutes" | "minuten" | "minuut" | "minuto" | "minutos" | "minuti" | "minuter" | "mn" | "'" => {
                Unit::Minute
            }
            "h" | "hr" | "hrs" | "hour" | "hours" | "std" | "stunde" | "stunden" | "heure" | "heures" | "hora" | "horas" | "ora"
            | "ore" | "u" | "uur" | "uren" | "timer" | "timmar" => Unit::Hour,
            "d" | "day" | "days" | "t" | "tag" | "tage" | "tagen" | "j" | "jour" | "jours" | "dia" | "dias" | "giorno" | "giorni"
            | "dag" | "dagen" => Unit::Day,
            "w" | "wk" | "wks" | "week" | "weeks" | "woche" | "wochen" | "sem" | "semaine" | "semaines" | "semana" | "semanas"
            | "settimana" | "settimane" | "weken" => Unit::Week,
            "mo" | "month" | "months" | "monat" | "monate" | "monaten" | "mois" | "mes" | "meses" | "mese" | "mesi" | "maand"
            | "maanden" => Unit::Month,
            "y" | "yr" | "yrs" | "year" | "years" | "jahr" | "jahre" | "jahren" | "an" | "ans" | "annee" | "annees" | "ano" | "anos"
            | "anno" | "anni" | "jaar" => Unit::Year,
            _ => return None,
        })
    }
}

/// The month, 1 to 12, of a folded name or its first letters, at least three. Letters that begin two months name none.
pub(super) fn month(word: &str) -> Option<u32> {
    if word.chars().count() < 3 {
        return None;
    }
    let mut found = None;
    for (index, names) in MONTHS.iter().enumerate() {
        if names.contains(&word) {
            return Some(index as u32 + 1);
        }
        if names.iter().any(|name| name.starts_with(word)) && found.replace(index as u32 + 1).is_some() {
            return None;
        }
    }
    found
}

/// Whether a folded word is a weekday or its first letters, at least two.
pub(super) fn is_weekday(word: &str) -> bool {
    word.chars().count() >= 2 && WEEKDAYS.iter().any(|name| name.starts_with(word))
}

/// Whether a folded word says nothing in a date.
pub(super) fn is_filler(word: &str) -> bool {
    FILLERS.contains(&word)
}

/// Days or more away from today.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Distance {
    /// How many.
    pub(super) count: i64,
    /// Of what: days, weeks, months or years.
    pub(super) unit: Unit,
}

/// `tomorrow`, `+3d`, `-2 weeks`, `in 3 days`, `3 days ago`, in a few languages.
pub(super) fn distance(text: &str) -> Option<Distance> {
    let folded = fold(text);
    let folded = folded.trim();
    for (words, count) in [(TODAY, 0), (TOMORROW, 1), (YESTERDAY, -1)] {
        if words.contains(&folded) {
            return Some(Distance { count, unit: Unit::Day });
        }
    }
    let (sign, rest) = if let Some(rest) = folded
        .strip_prefix('+')
        .or_else(|| folded.strip_prefix("in "))
        .or_else(|| folded.strip_prefix("dans "))
    {
        (1, rest)
    } else {
        let ago = folded
            .strip_prefix('-')
            .or_else(|| folded.strip_suffix(" ago"))
            .or_else(|| folded.strip_prefix("vor "));
        (-1, ago.or_else(|| folded.strip_prefix("il y a "))?)
    };
    let rest = rest.trim();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (count, word) = rest.split_at(digits);
    let unit = match word.trim() {
        "m" => Unit::Month,
        word => Unit::of_word(word).filter(|unit| matches!(unit, Unit::Day | Unit::Week | Unit::Month | Unit::Year))?,
    };
    Some(Distance {
        count: sign * i64::from(count.parse::<u32>().ok()?),
        unit,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_by_their_first_letters() {
        for (word, number) in [
            ("jan", 1),
            ("janv", 1),
            ("fev", 2),
            ("feb", 2),
            ("mar", 3),
            ("mrz", 0),
            ("mai", 5),
            ("may", 5),
            ("jun", 6),
            ("juin", 6),
            ("jui", 0),
            ("juil", 7),
            ("jul", 7),
            ("aou", 8),
            ("sept", 9),
            ("okt", 10),
            ("dez", 12),
            ("ma", 0),
            ("ja", 0),
            ("january", 1),
            ("januaryy", 0),
        ] {
            assert_eq!(month(word).unwrap_or(0), number, "{word}");
        }
    }

    #[test]
    fn the_words_are_folded() {
        let words = MONTHS
            .iter()
            .flat_map(|names| names.iter())
            .chain(WEEKDAYS)
            .chain(FILLERS)
            .chain(TODAY)
            .chain(TOMORROW)
            .chain(YESTERDAY);
        for word in words {
            assert_eq!(fold(word), *word);
        }
    }

    #[test]
    fn distances_have_a_sign() {
        let days = |count| Some(Distance { count, unit: Unit::Day });
        assert_eq!(distance("Aujourd’hui"), days(0));
        assert_eq!(distance("MORGEN"), days(1));
        assert_eq!(distance("+3d"), days(3));
        assert_eq!(distance("- 3 Tage"), days(-3));
        assert_eq!(distance("3 days ago"), days(-3));
        assert_eq!(
            distance("vor 2 Wochen"),
            Some(Distance {
                count: -2,
                unit: Unit::Week
            })
        );
        assert_eq!(
            distance("in 6 months"),
            Some(Distance {
                count: 6,
                unit: Unit::Month
            })
        );
        assert_eq!(
            distance("+1y"),
            Some(Distance {
                count: 1,
                unit: Unit::Year
            })
        );
        for text in ["", "+", "3d", "+d", "+3h", "+3", "in days", "+99999999999d", "soon"] {
            assert_eq!(distance(text), None, "{text}");
        }
    }
}
