//! Calling codes of the world with what is needed to read a national number: its trunk prefix and its usual lengths.
//!
//! Source: ITU-T E.164 and the national numbering plans published by the ITU. Lengths are those of ordinary fixed and mobile numbers.
//! The table is sorted by code, and no code is the beginning of another one.

/// The numbering plan behind one calling code.
pub(super) struct Plan {
    /// The calling code, such as 49.
    pub(super) code: u16,
    /// What is dialled before a national number inside the country, alternatives separated by spaces.
    trunk: &'static str,
    /// Digits of the shortest usual national number, without trunk prefix.
    pub(super) shortest: u8,
    /// Digits of the longest usual national number, without trunk prefix.
    pub(super) longest: u8,
    /// ISO 3166 countries, the greatest first, separated by spaces; none for services of the whole world.
    countries: &'static str,
}

/// The mark in place of a trunk prefix for plans whose numbers begin with a zero that is dialled from abroad too.
const ZERO_BELONGS: &str = "-";

impl Plan {
    const fn new(code: u16, trunk: &'static str, shortest: u8, longest: u8, countries: &'static str) -> Self {
        Self {
            code,
            trunk,
            shortest,
            longest,
            countries,
        }
    }

    /// The plan of an ISO 3166 country, in upper case.
    pub(super) fn of_country(country: &str) -> Option<&'static Self> {
        let country = country.as_bytes();
        // Two letters and a blank each; the last one has no blank.
        let has_country = |plan: &&Self| {
            plan.countries
                .as_bytes()
                .chunks(3)
                .any(|known| known.len() >= 2 && &known[..2] == country)
        };
        PLANS.iter().find(has_country)
    }

    /// The plan of an international number's digits, and the digits behind its code.
    pub(super) fn of_digits(digits: &str) -> Option<(&'static Self, &str)> {
        (1..=3).find_map(|len| {
            let (code, rest) = digits.split_at_checked(len)?;
            let code = code.parse::<u16>().ok()?;
            let plan = PLANS.binary_search_by_key(&code, |plan| plan.code).ok()?;
            (decimal_len(code) == len).then_some((&PLANS[plan], rest))
        })
    }

    /// Trunk prefixes, the longest first.
    pub(super) fn trunks(&self) -> impl Iterator<Item = &'static str> {
        self.trunk.split(' ').filter(|trunk| !trunk.is_empty() && *trunk != ZERO_BELONGS)
    }

    /// Whether a zero in front can only be a trunk prefix, because no national number begins with one.
    pub(super) fn has_zero_trunk(&self) -> bool {
        self.trunks().any(|trunk| trunk == "0")
    }

    /// Whether national numbers may begin with a zero that stays in international form.
    pub(super) fn zero_belongs(&self) -> bool {
        self.trunk == ZERO_BELONGS
    }

    /// Whether numbers of many lengths are in use, so that unusual ones are no sign of a mistake.
    pub(super) fn is_open(&self) -> bool {
        self.longest - self.shortest >= 3
    }
}

fn decimal_len(code: u16) -> usize {
    match code {
        0..=9 => 1,
        10..=99 => 2,
        _ => 3,
    }
}

#[rustfmt::skip]
const PLANS: [Plan; 215] = [
    Plan::new(1, "1", 10, 10, "US AG AI AS BB BM BS CA DM DO GD GU JM KN KY LC MP MS PR SX TC TT UM VC VG VI"),
    Plan::new(7, "8", 10, 10, "RU KZ"),
    Plan::new(20, "0", 8, 10, "EG"),
    Plan::new(27, "0", 8, 9, "ZA"),
    Plan::new(30, "", 10, 10, "GR"),
    Plan::new(31, "0", 7, 9, "NL"),
    Plan::new(32, "0", 8, 9, "BE"),
    Plan::new(33, "0", 9, 9, "FR"),
    Plan::new(34, "", 9, 9, "ES"),
    Plan::new(36, "06", 8, 9, "HU"),
    Plan::new(39, "-", 6, 11, "IT VA"),
    Plan::new(40, "0", 9, 9, "RO"),
    Plan::new(41, "0", 9, 9, "CH"),
    Plan::new(43, "0", 4, 11, "AT"),
    Plan::new(44, "0", 7, 10, "GB GG IM JE"),
    Plan::new(45, "", 8, 8, "DK"),
    Plan::new(46, "0", 7, 9, "SE"),
    Plan::new(47, "", 8, 8, "NO BV SJ"),
    Plan::new(48, "0", 9, 9, "PL"),
    Plan::new(49, "0", 5, 11, "DE"),
    Plan::new(51, "0", 8, 9, "PE"),
    Plan::new(52, "01", 10, 10, "MX"),
    Plan::new(53, "0", 6, 8, "CU"),
    Plan::new(54, "0", 10, 11, "AR"),
    Plan::new(55, "0", 8, 11, "BR"),
    Plan::new(56, "", 9, 9, "CL"),
    Plan::new(57, "0", 10, 10, "CO"),
    Plan::new(58, "0", 10, 10, "VE"),
    Plan::new(60, "0", 8, 10, "MY"),
    Plan::new(61, "0", 6, 10, "AU CC CX"),
    Plan::new(62, "0", 7, 12, "ID"),
    Plan::new(63, "0", 8, 10, "PH"),
    Plan::new(64, "0", 8, 10, "NZ PN"),
    Plan::new(65, "", 8, 8, "SG"),
    Plan::new(66, "0", 8, 9, "TH"),
    Plan::new(81, "0", 9, 10, "JP"),
    Plan::new(82, "0", 8, 10, "KR"),
    Plan::new(84, "0", 9, 10, "VN"),
    Plan::new(86, "0", 7, 11, "CN"),
    Plan::new(90, "0", 10, 10, "TR"),
    Plan::new(91, "0", 10, 10, "IN"),
    Plan::new(92, "0", 9, 10, "PK"),
    Plan::new(93, "0", 9, 9, "AF"),
    Plan::new(94, "0", 9, 9, "LK"),
    Plan::new(95, "0", 6, 10, "MM"),
    Plan::new(98, "0", 8, 10, "IR"),
    Plan::new(211, "0", 9, 9, "SS"),
    Plan::new(212, "0", 9, 9, "MA EH"),
    Plan::new(213, "0", 8, 9, "DZ"),
    Plan::new(216, "", 8, 8, "TN"),
    Plan::new(218, "0", 9, 9, "LY"),
    Plan::new(220, "", 7, 7, "GM"),
    Plan::new(221, "", 9, 9, "SN"),
    Plan::new(222, "", 8, 8, "MR"),
    Plan::new(223, "", 8, 8, "ML"),
    Plan::new(224, "", 8, 9, "GN"),
    Plan::new(225, "-", 10, 10, "CI"),
    Plan::new(226, "", 8, 8, "BF"),
    Plan::new(227, "", 8, 8, "NE"),
    Plan::new(228, "", 8, 8, "TG"),
    Plan::new(229, "-", 10, 10, "BJ"),
    Plan::new(230, "", 7, 8, "MU"),
    Plan::new(231, "0", 7, 9, "LR"),
    Plan::new(232, "0", 8, 8, "SL"),
    Plan::new(233, "0", 9, 9, "GH"),
    Plan::new(234, "0", 10, 10, "NG"),
    Plan::new(235, "", 8, 8, "TD"),
    Plan::new(236, "", 8, 8, "CF"),
    Plan::new(237, "", 9, 9, "CM"),
    Plan::new(238, "", 7, 7, "CV"),
    Plan::new(239, "", 7, 7, "ST"),
    Plan::new(240, "", 9, 9, "GQ"),
    Plan::new(241, "-", 7, 8, "GA"),
    Plan::new(242, "-", 9, 9, "CG"),
    Plan::new(243, "0", 7, 10, "CD"),
    Plan::new(244, "", 9, 9, "AO"),
    Plan::new(245, "", 9, 9, "GW"),
    Plan::new(246, "", 7, 7, "IO"),
    Plan::new(247, "", 5, 5, "AC"),
    Plan::new(248, "", 7, 7, "SC"),
    Plan::new(249, "0", 9, 9, "SD"),
    Plan::new(250, "0", 8, 9, "RW"),
    Plan::new(251, "0", 9, 9, "ET"),
    Plan::new(252, "0", 6, 9, "SO"),
    Plan::new(253, "", 8, 8, "DJ"),
    Plan::new(254, "0", 7, 9, "KE"),
    Plan::new(255, "0", 9, 9, "TZ"),
    Plan::new(256, "0", 9, 9, "UG"),
    Plan::new(257, "", 8, 8, "BI"),
    Plan::new(258, "", 8, 9, "MZ"),
    Plan::new(260, "0", 9, 9, "ZM"),
    Plan::new(261, "0", 9, 9, "MG"),
    Plan::new(262, "0", 9, 9, "RE TF YT"),
    Plan::new(263, "0", 8, 9, "ZW"),
    Plan::new(264, "0", 8, 9, "NA"),
    Plan::new(265, "0", 7, 9, "MW"),
    Plan::new(266, "", 8, 8, "LS"),
    Plan::new(267, "", 7, 8, "BW"),
    Plan::new(268, "", 8, 8, "SZ"),
    Plan::new(269, "", 7, 7, "KM"),
    Plan::new(290, "", 4, 5, "SH TA"),
    Plan::new(291, "0", 7, 7, "ER"),
    Plan::new(297, "", 7, 7, "AW"),
    Plan::new(298, "", 6, 6, "FO"),
    Plan::new(299, "", 6, 6, "GL"),
    Plan::new(350, "", 8, 8, "GI"),
    Plan::new(351, "", 9, 9, "PT"),
    Plan::new(352, "", 4, 9, "LU"),
    Plan::new(353, "0", 7, 9, "IE"),
    Plan::new(354, "", 7, 7, "IS"),
    Plan::new(355, "0", 8, 9, "AL"),
    Plan::new(356, "", 8, 8, "MT"),
    Plan::new(357, "", 8, 8, "CY"),
    Plan::new(358, "0", 5, 10, "FI AX"),
    Plan::new(359, "0", 7, 9, "BG"),
    Plan::new(370, "0 8", 8, 8, "LT"),
    Plan::new(371, "", 8, 8, "LV"),
    Plan::new(372, "", 7, 8, "EE"),
    Plan::new(373, "0", 8, 8, "MD"),
    Plan::new(374, "0", 8, 8, "AM"),
    Plan::new(375, "80 8", 9, 9, "BY"),
    Plan::new(376, "", 6, 6, "AD"),
    Plan::new(377, "0", 8, 9, "MC"),
    Plan::new(378, "-", 8, 10, "SM"),
    Plan::new(380, "0", 9, 9, "UA"),
    Plan::new(381, "0", 7, 9, "RS"),
    Plan::new(382, "0", 8, 8, "ME"),
    Plan::new(383, "0", 8, 9, "XK"),
    Plan::new(385, "0", 8, 9, "HR"),
    Plan::new(386, "0", 8, 8, "SI"),
    Plan::new(387, "0", 8, 9, "BA"),
    Plan::new(389, "0", 8, 8, "MK"),
    Plan::new(420, "", 9, 9, "CZ"),
    Plan::new(421, "0", 9, 9, "SK"),
    Plan::new(423, "0", 7, 9, "LI"),
    Plan::new(500, "", 5, 5, "FK GS"),
    Plan::new(501, "", 7, 7, "BZ"),
    Plan::new(502, "", 8, 8, "GT"),
    Plan::new(503, "", 8, 8, "SV"),
    Plan::new(504, "", 8, 8, "HN"),
    Plan::new(505, "", 8, 8, "NI"),
    Plan::new(506, "", 8, 8, "CR"),
    Plan::new(507, "", 7, 8, "PA"),
    Plan::new(508, "0", 6, 6, "PM"),
    Plan::new(509, "", 8, 8, "HT"),
    Plan::new(590, "0", 9, 9, "GP BL MF"),
    Plan::new(591, "0", 8, 8, "BO"),
    Plan::new(592, "", 7, 7, "GY"),
    Plan::new(593, "0", 8, 9, "EC"),
    Plan::new(594, "0", 9, 9, "GF"),
    Plan::new(595, "0", 7, 9, "PY"),
    Plan::new(596, "0", 9, 9, "MQ"),
    Plan::new(597, "", 6, 7, "SR"),
    Plan::new(598, "0", 8, 8, "UY"),
    Plan::new(599, "", 7, 8, "CW AN BQ"),
    Plan::new(670, "", 7, 8, "TL"),
    Plan::new(672, "", 6, 6, "AQ NF"),
    Plan::new(673, "", 7, 7, "BN"),
    Plan::new(674, "", 7, 7, "NR"),
    Plan::new(675, "", 7, 8, "PG"),
    Plan::new(676, "", 5, 7, "TO"),
    Plan::new(677, "", 5, 7, "SB"),
    Plan::new(678, "", 5, 7, "VU"),
    Plan::new(679, "", 7, 7, "FJ"),
    Plan::new(680, "", 7, 7, "PW"),
    Plan::new(681, "", 6, 6, "WF"),
    Plan::new(682, "", 5, 5, "CK"),
    Plan::new(683, "", 4, 7, "NU"),
    Plan::new(685, "", 5, 7, "WS"),
    Plan::new(686, "0", 5, 8, "KI"),
    Plan::new(687, "", 6, 6, "NC"),
    Plan::new(688, "", 5, 7, "TV"),
    Plan::new(689, "", 8, 8, "PF"),
    Plan::new(690, "", 4, 7, "TK"),
    Plan::new(691, "", 7, 7, "FM"),
    Plan::new(692, "1", 7, 7, "MH"),
    Plan::new(800, "", 8, 8, ""),
    Plan::new(808, "", 8, 8, ""),
    Plan::new(850, "0", 8, 10, "KP"),
    Plan::new(852, "", 8, 8, "HK"),
    Plan::new(853, "", 8, 8, "MO"),
    Plan::new(855, "0", 8, 9, "KH"),
    Plan::new(856, "0", 8, 10, "LA"),
    Plan::new(870, "", 9, 9, ""),
    Plan::new(878, "", 12, 12, ""),
    Plan::new(880, "0", 8, 10, "BD"),
    Plan::new(881, "", 8, 10, ""),
    Plan::new(882, "", 7, 12, ""),
    Plan::new(883, "", 9, 12, ""),
    Plan::new(886, "0", 8, 9, "TW"),
    Plan::new(888, "", 8, 12, ""),
    Plan::new(960, "", 7, 7, "MV"),
    Plan::new(961, "0", 7, 8, "LB"),
    Plan::new(962, "0", 8, 9, "JO"),
    Plan::new(963, "0", 8, 9, "SY"),
    Plan::new(964, "0", 8, 10, "IQ"),
    Plan::new(965, "", 8, 8, "KW"),
    Plan::new(966, "0", 9, 9, "SA"),
    Plan::new(967, "0", 7, 9, "YE"),
    Plan::new(968, "", 8, 8, "OM"),
    Plan::new(970, "0", 8, 9, "PS"),
    Plan::new(971, "0", 8, 9, "AE"),
    Plan::new(972, "0", 8, 9, "IL"),
    Plan::new(973, "", 8, 8, "BH"),
    Plan::new(974, "", 8, 8, "QA"),
    Plan::new(975, "", 7, 8, "BT"),
    Plan::new(976, "0", 8, 8, "MN"),
    Plan::new(977, "0", 8, 10, "NP"),
    Plan::new(979, "", 9, 9, ""),
    Plan::new(992, "", 9, 9, "TJ"),
    Plan::new(993, "8", 8, 8, "TM"),
    Plan::new(994, "0", 9, 9, "AZ"),
    Plan::new(995, "0", 9, 9, "GE"),
    Plan::new(996, "0", 9, 9, "KG"),
    Plan::new(998, "", 9, 9, "UZ"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_free_of_prefixes() {
        assert!(PLANS.windows(2).all(|pair| pair[0].code < pair[1].code));
        for plan in &PLANS {
            assert!(plan.shortest <= plan.longest, "{}", plan.code);
            let digits = format!("{}5", plan.code);
            let (found, rest) = Plan::of_digits(&digits).unwrap();
            assert_eq!((found.code, rest), (plan.code, "5"));
        }
    }

    #[test]
    fn a_country_has_one_plan() {
        let mut countries = PLANS
            .iter()
            .flat_map(|plan| plan.countries.split(' '))
            .filter(|country| !country.is_empty())
            .collect::<Vec<_>>();
        assert!(
            countries
                .iter()
                .all(|country| country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase()))
        );
        countries.sort_unstable();
        let count = countries.len();
        countries.dedup();
        assert_eq!(countries.len(), count);
        assert!(count >= 245);
    }
}
