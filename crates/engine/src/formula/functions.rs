//! The functions of formulas: their names and how many arguments they take. What types they take is told in `check`.

/// A function.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Function {
    If,
    IfEmpty,
    IsEmpty,
    Min,
    Max,
    Sum,
    Average,
    Round,
    RoundUp,
    RoundDown,
    Abs,
    Mod,
    Power,
    Sqrt,
    Money,
    Amount,
    Today,
    Date,
    Days,
    Months,
    Years,
    AddDays,
    AddMonths,
    Year,
    Month,
    Day,
    Weekday,
    Hours,
    Text,
    Concat,
    Upper,
    Lower,
    Trim,
    Length,
    Left,
    Right,
    Contains,
    StartsWith,
}

/// A function as it is written, with the least and the greatest number of its arguments.
pub(super) struct Signature {
    pub(super) name: &'static str,
    pub(super) function: Function,
    pub(super) least: usize,
    pub(super) most: usize,
    /// Its arguments in words.
    pub(super) takes: &'static str,
}

const fn takes(name: &'static str, function: Function, least: usize, most: usize, takes: &'static str) -> Signature {
    Signature {
        name,
        function,
        least,
        most,
        takes,
    }
}

/// All functions.
pub(super) const FUNCTIONS: [Signature; 38] = [
    takes("if", Function::If, 2, 3, "a condition, a value, and a value for otherwise"),
    takes("ifempty", Function::IfEmpty, 2, 2, "a value and what stands in for it"),
    takes("isempty", Function::IsEmpty, 1, 1, "one value"),
    takes("min", Function::Min, 1, 64, "values of one kind"),
    takes("max", Function::Max, 1, 64, "values of one kind"),
    takes("sum", Function::Sum, 1, 64, "values of one kind"),
    takes("average", Function::Average, 1, 64, "values of one kind"),
    takes("round", Function::Round, 1, 2, "a number and how many decimals"),
    takes("roundup", Function::RoundUp, 1, 2, "a number and how many decimals"),
    takes("rounddown", Function::RoundDown, 1, 2, "a number and how many decimals"),
    takes("abs", Function::Abs, 1, 1, "one number"),
    takes("mod", Function::Mod, 2, 2, "two numbers"),
    takes("power", Function::Power, 2, 2, "two numbers"),
    takes("sqrt", Function::Sqrt, 1, 1, "one number"),
    takes("money", Function::Money, 2, 2, "a number and a currency"),
    takes("amount", Function::Amount, 1, 1, "one amount"),
    takes("today", Function::Today, 0, 0, "nothing"),
    takes("date", Function::Date, 3, 3, "year, month and day"),
    takes("days", Function::Days, 2, 2, "two days: from and to"),
    takes("months", Function::Months, 2, 2, "two days: from and to"),
    takes("years", Function::Years, 2, 2, "two days: from and to"),
    takes("adddays", Function::AddDays, 2, 2, "a day and a number"),
    takes("addmonths", Function::AddMonths, 2, 2, "a day and a number"),
    takes("year", Function::Year, 1, 1, "one day"),
    takes("month", Function::Month, 1, 1, "one day"),
    takes("day", Function::Day, 1, 1, "one day"),
    takes("weekday", Function::Weekday, 1, 1, "one day"),
    takes("hours", Function::Hours, 1, 1, "one length of time"),
    takes("text", Function::Text, 1, 1, "one value"),
    takes("concat", Function::Concat, 1, 64, "values"),
    takes("upper", Function::Upper, 1, 1, "one text"),
    takes("lower", Function::Lower, 1, 1, "one text"),
    takes("trim", Function::Trim, 1, 1, "one text"),
    takes("length", Function::Length, 1, 1, "one text"),
    takes("left", Function::Left, 2, 2, "a text and how many letters"),
    takes("right", Function::Right, 2, 2, "a text and how many letters"),
    takes("contains", Function::Contains, 2, 2, "two texts"),
    takes("startswith", Function::StartsWith, 2, 2, "two texts"),
];

/// The function of a name.
pub(super) fn find(name: &str) -> Option<&'static Signature> {
    FUNCTIONS.iter().find(|signature| signature.name.eq_ignore_ascii_case(name))
}
