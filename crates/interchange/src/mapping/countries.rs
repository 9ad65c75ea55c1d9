//! Names of countries, to tell a column of countries from one of cities or addresses.

use super::synonyms::normalise;

/// The countries of most customers, in English and in their neighbours' languages.
const NAMES: &str = "afghanistan|albania|algeria|argentina|argentinien|argentine|armenia|australia|australien|australie|austria|osterreich|autriche|azerbaijan|\
    bahrain|bangladesh|belarus|belgium|belgien|belgique|belgica|belgie|bolivia|bosnia and herzegovina|brazil|brasil|brasilien|bresil|bulgaria|cambodia|cameroon|canada|\
    kanada|channel islands|chile|china|chine|colombia|costa rica|croatia|kroatien|cuba|cyprus|czech republic|czechia|tschechien|denmark|danemark|danmark|dinamarca|\
    dominican republic|ecuador|egypt|agypten|eire|el salvador|estonia|ethiopia|finland|finnland|finlande|suomi|france|frankreich|francia|frankrijk|georgia|germany|deutschland|\
    allemagne|alemania|duitsland|germania|ghana|greece|griechenland|guatemala|honduras|hong kong|hungary|ungarn|iceland|india|indien|inde|indonesia|iran|iraq|ireland|irland|\
    irlande|israel|italy|italien|italie|italia|jamaica|japan|japon|jordan|kazakhstan|kenya|korea|south korea|kuwait|latvia|lebanon|lithuania|luxembourg|luxemburg|malaysia|malta|\
    mexico|mexiko|mexique|moldova|morocco|netherlands|the netherlands|niederlande|nederland|pays bas|paises bajos|new zealand|neuseeland|nicaragua|nigeria|norway|norwegen|\
    norvege|norge|pakistan|panama|paraguay|peru|philippines|philipines|poland|polen|pologne|polonia|polska|portugal|qatar|romania|rumanien|russia|russland|saudi arabia|serbia|singapore|\
    slovakia|slovenia|south africa|sudafrika|spain|spanien|espagne|espana|sri lanka|sweden|schweden|suede|sverige|suecia|switzerland|schweiz|suisse|suiza|svizzera|taiwan|\
    tanzania|thailand|tunisia|turkey|turkiye|turkei|turquie|uganda|ukraine|united arab emirates|uae|united kingdom|uk|great britain|england|scotland|wales|grossbritannien|\
    vereinigtes konigreich|royaume uni|reino unido|united states|united states of america|usa|us|u s a|vereinigte staaten|etats unis|estados unidos|uruguay|venezuela|vietnam|\
    rsa|european community|zimbabwe";

/// Whether most of the words are countries.
pub(super) fn are_countries<'a>(words: impl Iterator<Item = &'a str>) -> bool {
    let (mut all, mut known) = (0, 0);
    for word in words {
        let word = normalise(word);
        all += 1;
        known += usize::from(NAMES.split('|').any(|name| name.trim_start() == word));
    }
    all > 0 && known * 10 >= all * 6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_told_from_cities() {
        assert!(are_countries(
            ["United States", "Kenya", "Philipines", "Österreich", "Atlantis"].into_iter()
        ));
        assert!(!are_countries(["London", "Paris", "Germany"].into_iter()));
        assert!(!are_countries([].into_iter()));
    }
}
