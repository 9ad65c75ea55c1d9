//! The functions of formulas: their names and how many arguments they take. What types they take is told in `check`.

use bridge::formula::Takes;

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
    pub(super) takes: Takes,
}

const fn takes(name: &'static str, function: Function, least: usize, most: usize, takes: Takes) -> Signature {
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
    takes("if", Function::If, 2, 3, Takes::Condition),
    takes("ifempty", Function::IfEmpty, 2, 2, Takes::StandIn),
    takes("isempty", Function::IsEmpty, 1, 1, Takes::Value),
    takes("min", Function::Min, 1, 64, Takes::Alike),
    takes("max", Function::Max, 1, 64, Takes::Alike),
    takes("sum", Function::Sum, 1, 64, Takes::Alike),
    takes("average", Function::Average, 1, 64, Takes::Alike),
    takes("round", Function::Round, 1, 2, Takes::Decimals),
    takes("roundup", Function::RoundUp, 1, 2, Takes::Decimals),
    takes("rounddown", Function::RoundDown, 1, 2, Takes::Decimals),
    takes("abs", Function::Abs, 1, 1, Takes::Number),
    takes("mod", Function::Mod, 2, 2, Takes::Numbers),
    takes("power", Function::Power, 2, 2, Takes::Numbers),
    takes("sqrt", Function::Sqrt, 1, 1, Takes::Number),
    takes("money", Function::Money, 2, 2, Takes::Currency),
    takes("amount", Function::Amount, 1, 1, Takes::Amount),
    takes("today", Function::Today, 0, 0, Takes::Nothing),
    takes("date", Function::Date, 3, 3, Takes::Date),
    takes("days", Function::Days, 2, 2, Takes::Days),
    takes("months", Function::Months, 2, 2, Takes::Days),
    takes("years", Function::Years, 2, 2, Takes::Days),
    takes("adddays", Function::AddDays, 2, 2, Takes::DayAndNumber),
    takes("addmonths", Function::AddMonths, 2, 2, Takes::DayAndNumber),
    takes("year", Function::Year, 1, 1, Takes::Day),
    takes("month", Function::Month, 1, 1, Takes::Day),
    takes("day", Function::Day, 1, 1, Takes::Day),
    takes("weekday", Function::Weekday, 1, 1, Takes::Day),
    takes("hours", Function::Hours, 1, 1, Takes::Duration),
    takes("text", Function::Text, 1, 1, Takes::Value),
    takes("concat", Function::Concat, 1, 64, Takes::Values),
    takes("upper", Function::Upper, 1, 1, Takes::Text),
    takes("lower", Function::Lower, 1, 1, Takes::Text),
    takes("trim", Function::Trim, 1, 1, Takes::Text),
    takes("length", Function::Length, 1, 1, Takes::Text),
    takes("left", Function::Left, 2, 2, Takes::Letters),
    takes("right", Function::Right, 2, 2, Takes::Letters),
    takes("contains", Function::Contains, 2, 2, Takes::Texts),
    takes("startswith", Function::StartsWith, 2, 2, Takes::Texts),
];

/// The function of a name.
pub(super) fn find(name: &str) -> Option<&'static Signature> {
    FUNCTIONS.iter().find(|signature| signature.name.eq_ignore_ascii_case(name))
}
