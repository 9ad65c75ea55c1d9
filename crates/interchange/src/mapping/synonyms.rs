//! What column names mean, in the languages and products that files come from.
//!
//! Names are compared after [`normalise`], so that `InvoiceNo`, `invoice_no` and `Invoice no.` are one.
//! Product names come from the published import and export templates of HubSpot, Pipedrive, Zoho, Salesforce,
//! Outlook, Google Contacts and Thunderbird.

use std::sync::OnceLock;

use model::validate::fold;
use rustc_hash::FxHashMap;

/// What a column is about, whatever the file calls it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Concept {
    RecordId,
    ExternalId,
    /// A name, of whatever the file is about.
    Name,
    /// A person's name, named as such.
    Person,
    Given,
    Family,
    Email,
    FurtherEmail,
    Phone,
    FurtherPhone,
    Website,
    FurtherWebsite,
    Company,
    CompanyDomain,
    JobTitle,
    Street,
    /// Further lines of a street.
    StreetMore,
    City,
    Region,
    PostalCode,
    Country,
    Address,
    /// A place of unknown precision: a country, a city or an address.
    Place,
    Birthday,
    Notes,
    Owner,
    OwnerEmail,
    Tags,
    Source,
    Language,
    Newsletter,
    Status,
    Stage,
    Pipeline,
    DealName,
    DealId,
    Amount,
    ExpectedClose,
    ClosedOn,
    OpenedOn,
    Currency,
    Probability,
    LostReason,
    Competitor,
    Product,
    ProductId,
    Category,
    Price,
    Active,
    Quantity,
    Discount,
    LineText,
    OrderNumber,
    OrderDate,
    CustomerId,
    CustomerName,
    CustomerSince,
    Industry,
    Employees,
    AnnualRevenue,
    Founded,
    Parent,
    Team,
    Manager,
    Title,
    Subject,
    Type,
    Priority,
    Due,
    CompletedOn,
    TicketNumber,
    Requester,
    Channel,
    SolvedOn,
    Moment,
    Duration,
    Outcome,
    Direction,
    Ignored,
}

use Concept::*;

/// Names of each concept, separated by bars.
#[rustfmt::skip]
const NAMES: &[(Concept, &str)] = &[
    (RecordId, "id|kith id|record id kith"),
    (ExternalId, "external id|record id|hs object id|contact id|company id|account id|organization id|organisation id|lead id|person id|member id|user id|owner id|\
        ticket id|task id|activity id|event id|external key|reference|ref|legacy id|uid|uuid|guid|entity id|kundennummer|kunden nr|externe id|fremdschlussel|\
        identifiant|id externe|identificador|id externo|extern id|klantnummer|codigo|code"),
    (Name, "name|display name|anzeigename|naam|nome|nombre|file as|navn|namn|nimi"),
    (Person, "full name|fullname|contact name|contact full name|person name|contact|person|kontakt|ansprechpartner|vollstandiger name|nom complet|nom et prenom|\
        prenom et nom|nombre completo|nombre y apellidos|nome completo|volledige naam|imie i nazwisko|kontaktperson|contactpersoon|personne|persona|\
        associated contact|primary contact|deal contact person|contact person name"),
    (Given, "first name|firstname|first|given name|givenname|given names|forename|christian name|vorname|vornamen|prenom|prenoms|nombre de pila|primer nombre|\
        voornaam|voornamen|nome proprio|primeiro nome|fornavn|fornamn|etunimi|imie|kontakt vorname|contact first name|lead first name|nombres"),
    (Family, "last name|lastname|last|family name|familyname|surname|nachname|familienname|zuname|nom de famille|nom|apellido|apellidos|achternaam|cognome|\
        sobrenome|etternavn|efternavn|efternamn|sukunimi|nazwisko|contact last name|lead last name|familiennaam"),
    (Email, "email|e mail|mail|email address|e mail address|emailaddress|primary email|email 1|e mail 1|e mail 1 value|email 1 address|work email|business email|\
        email work|contact email|person email|customer email|customer e mail|e mail adresse|email adresse|mailadresse|mail adresse|adresse e mail|adresse email|courriel|\
        adresse mail|correo|correo electronico|correo e|emailadres|e mailadres|indirizzo email|posta elettronica|epost|e post|sahkoposti|adres e mail|\
        person email work|email work person|eposta"),
    (FurtherEmail, "email 2|e mail 2|e mail 2 address|email 2 address|e mail 2 value|secondary email|second email|other email|alternate email|email other|\
        email home|home email|personal email|private email|email 3|e mail 3|e mail 3 address|e mail 3 value|additional email addresses|additional emails|\
        zweite e mail|weitere e mail|private e mail|further e mail|e mail further|email further|person email home|person email other|email secundario"),
    (Phone, "phone|telephone|tel|phone number|phonenumber|telephone number|business phone|work phone|primary phone|phone 1|phone 1 value|phone work|office phone|\
        main phone|company main phone|contact phone|customer phone|person phone|person phone work|telefon|telefonnummer|tel nr|telefon geschaftlich|festnetz|rufnummer|telephone fixe|\
        numero de telephone|telefono|numero de telefono|telefoon|telefoonnummer|telefone|telefono fijo|puhelin|telefonnr|company phone"),
    (FurtherPhone, "mobile|mobile phone|mobile number|mobile phone number|cell|cell phone|cellphone|cellular|phone 2|phone 2 value|phone 3|phone 3 value|home phone|\
        home phone 2|business phone 2|other phone|phone mobile|phone home|phone other|assistant s phone|asst phone|secondary phone|further phone|phone further|mobil|mobiltelefon|mobilnummer|handy|\
        handynummer|telefon privat|telefon mobil|portable|telephone portable|movil|telefono movil|celular|mobiel|mobiele telefoon|cellulare|whatsapp number|whatsapp phone number|\
        car phone|person phone mobile|person phone home|person phone other"),
    (Website, "website|web site|web page|webpage|url|homepage|home page|www|website url|company website|web page 1|website 1 value|webseite|internetseite|internet|\
        site web|site internet|sitio web|pagina web|sito web|webside|hemsida|organization website"),
    (FurtherWebsite, "web page 2|website 2 value|linkedin|linkedin url|linkedin profile|twitter|blog|profile url|website further|further website"),
    (Company, "company|company name|account|account name|organization|organisation|organization name|organisation name|organization 1 name|employer|firm|firma|\
        firmenname|unternehmen|unternehmensname|gesellschaft|kunde firma|societe|entreprise|nom de l entreprise|raison sociale|empresa|nombre de la empresa|\
        compania|organizacion|bedrijf|bedrijfsnaam|organisatie|azienda|ragione sociale|foretag|virksomhed|yritys|associated company|primary company|\
        associated company primary|deal organization|person organization|client|business name|current company|customer company|related account|related organization"),
    (CompanyDomain, "company domain|company domain name|domain|domain name|website domain|domane"),
    (JobTitle, "job title|jobtitle|job|position|role|occupation|profession|organization 1 title|title position|beruf|stelle|funktion|berufsbezeichnung|stellenbezeichnung|\
        fonction|poste|metier|intitule du poste|cargo|puesto|ocupacion|functie|beroep|ruolo|stilling|befattning|person job title"),
    (Street, "street|street address|address line 1|other street|address 1|address1|street 1|business street|work street|mailing street|billing street|shipping street|\
        home street|business address street|address 1 street|address street|home address street|work address|strasse|straße|str|strasse und hausnummer|anschrift strasse|rue|\
        adresse ligne 1|calle|direccion 1|via|straat|straat en huisnummer|gata|gate|katuosoite|ulica|organization street|person street"),
    (StreetMore, "address line 2|address 2|address2|street 2|street address 2|address line 3|street 3|home address 2|work address 2|business street 2|business street 3|home street 2|\
        home street 3|other street 2|mailing street 2|billing street 2|adresszusatz|complement d adresse|direccion 2|adres 2|toevoeging"),
    (City, "city|town|city town|business city|work city|mailing city|billing city|shipping city|home city|business address city|address 1 city|address city|locality|\
        ort|stadt|wohnort|ville|commune|localite|ciudad|poblacion|localidad|municipio|plaats|stad|woonplaats|citta|comune|cidade|by|kaupunki|miasto|\
        address city town village locality|person city"),
    (Region, "state|other state|region|province|county|state region|state province|business state|work state|mailing state|billing state|shipping state|home state|\
        mailing state province|billing state province|business address state|address 1 region|address region|address state|bundesland|land region|kanton|departement|provincia|estado|\
        comunidad autonoma|provincie|regione|lan|fylke|wojewodztwo|address state county"),
    (PostalCode, "zip|other postal code|zip code|zipcode|postal code|postcode|post code|postalcode|zip postal code|business postal code|work zipcode|home zipcode|mailing zip|\
        mailing zip postal code|billing zip postal code|billing code|shipping code|mailing zip code|home postal code|address 1 postal code|address postal code|address zip|plz|postleitzahl|code postal|\
        cp|codigo postal|cap|postnummer|postnr|postinumero|kod pocztowy|cep|address zip postal code"),
    (Country, "country|other country region|other country|country region|business country region|business country|work country|mailing country|billing country|shipping country|home country|\
        address 1 country|address country|nation|land|staat|pays|pais|paese|maa|kraj|country code|country name|home country region"),
    (Place, "office location|location|place|headquarters|hq|site location|standort|lieu|ubicacion|locatie|sede"),
    (Address, "address|postal address|mailing address|full address|home address|business address|office address|billing address|shipping address|other address|\
        address 1 formatted|adresse|anschrift|postanschrift|adresse postale|direccion|adres|indirizzo|endereco|osoite|\
        address full combined address|organization address"),
    (Birthday, "birthday|birth date|birthdate|date of birth|dob|geburtstag|geburtsdatum|date de naissance|anniversaire|fecha de nacimiento|cumpleanos|\
        geboortedatum|verjaardag|data di nascita|compleanno|data de nascimento|fodselsdato|fodelsedatum"),
    (Notes, "notes|note|description|comment|comments|remarks|remark|about|about us|body|text|message|content|details|notizen|notiz|bemerkung|bemerkungen|kommentar|\
        beschreibung|anmerkung|anmerkungen|remarques|remarque|commentaire|commentaires|descripcion|notas|comentarios|observaciones|opmerkingen|omschrijving|\
        beschrijving|note contenu|descrizione|note body|activity note|full description|call notes"),
    (Owner, "owner|contact owner|company owner|deal owner|account owner|opportunity owner|ticket owner|lead owner|record owner|hubspot owner|sales agent|\
        sales rep|sales representative|sales person|salesperson|salesman|assigned to|assignee|assigned to user|agent|account manager|responsible|rep|\
        besitzer|verantwortlich|verantwortlicher|zustandig|zustandiger|betreuer|vertreter|vertriebler|bearbeiter|proprietaire|responsable|commercial|\
        attribue a|propietario|asignado a|vendedor|comercial|eigenaar|verantwoordelijke|verkoper|responsabile|proprietario|activity assigned to|\
        contact owner name|deal owner name|person owner|organization owner|assigned user"),
    (OwnerEmail, "owner email|contact owner email|agent email|sales agent email|assigned to email"),
    (Tags, "tags|tag|labels|label|categories|group membership|groups|keywords|schlagworte|schlagworter|stichworter|kategorien|etiquettes|etiquetas|\
        mots cles|labels tags|trefwoorden|person labels|organization labels|deal labels"),
    (Source, "source|lead source|leadsource|original source|original traffic source|origin|channel source|acquisition channel|how did you hear about us|herkunft|quelle|\
        lead quelle|leadquelle|origine|provenance|origen|fuente|bron|herkomst|fonte|deal source channel"),
    (Language, "language|locale|preferred language|lang|sprache|langue|idioma|taal|lingua|korrespondenzsprache|country locale"),
    (Newsletter, "newsletter|marketing contact|opted in|opt in|email opt in|marketing opt in|subscribed|consent|newsletter consent|accepts marketing|\
        marketing consent|einwilligung|abonnement newsletter|suscrito|nieuwsbrief|accepts email marketing|marketing status"),
    (Status, "status|state status|lead status|contact status|order status|ticket status|task status|deal status|payment status|financial status|\
        fulfillment status|etat|estado del pedido|zustand|estatus|bestellstatus|statut|stato"),
    (Stage, "stage|deal stage|dealstage|opportunity stage|lifecycle stage|life cycle stage|sales stage|pipeline stage|phase|stufe|vertriebsphase|\
        verkaufsphase|etape|phase de vente|etapa|etapa de venta|fase|stadium|deal phase|ticket pipeline stage|stage name"),
    (Pipeline, "pipeline|deal pipeline|sales pipeline|vertriebspipeline|embudo|pijplijn|ticket pipeline|pipeline name"),
    (DealName, "deal name|dealname|deal|deal title|opportunity name|opportunity|opp name|verkaufschance|geschaft|chance|auftragsname|nom de l affaire|affaire|\
        opportunite|nom de la transaction|transaction|oportunidad|negocio|nombre del negocio|kans|deal naam|trattativa"),
    (DealId, "deal id|opportunity id|opp id|opportunityid|dealid|verkaufschance id"),
    (Amount, "amount|value|deal value|deal amount|close value|opportunity amount|total|total amount|order total|order amount|order value|sum|revenue|sales|turnover order|\
        net amount|gross amount|grand total|wert|betrag|summe|auftragswert|gesamtbetrag|gesamtsumme|umsatz|nettobetrag|bruttobetrag|montant|valeur|total ttc|\
        total ht|importe|valor|monto|ingresos|bedrag|waarde|omzet|totaal|importo|valore|totale|subtotal|value amount|amount in company currency"),
    (ExpectedClose, "expected close date|expected close|close date expected|expected closing date|closing date|forecast close date|target close date|\
        voraussichtlicher abschluss|geplanter abschluss|abschlussdatum|erwartetes abschlussdatum|date de cloture prevue|fecha de cierre prevista|fecha de cierre|\
        verwachte sluitingsdatum|date de fermeture"),
    (ClosedOn, "close date|closed date|closed on|closedate|won date|won time|lost time|date closed|closed at|deal closed on|geschlossen am|date de cloture|\
        gesloten op|deal closed time"),
    (OpenedOn, "engage date|open date|opened|opened on|opened at|create date|created|created at|created on|created date|creation date|created time|createdate|date created|\
        deal created|deal created on|start date|added|add time|erstellt|erstellt am|erstellungsdatum|angelegt am|beginn|date de creation|cree le|\
        fecha de creacion|creado|aangemaakt|aanmaakdatum|data di creazione|contact created time|registered|registration date"),
    (Currency, "currency|currency code|deal currency|currency of deal|wahrung|devise|moneda|valuta|munteenheid|deal currency code"),
    (Probability, "probability|deal probability|win probability|chance of winning|wahrscheinlichkeit|probabilite|probabilidad|waarschijnlijkheid|\
        probabilita|forecast probability"),
    (LostReason, "lost reason|loss reason|closed lost reason|reason for loss|verlustgrund|absagegrund|raison de la perte|motivo de perdida|\
        reden van verlies|deal lost reason"),
    (Competitor, "competitor|competitors|main competitor|mitbewerber|wettbewerber|konkurrent|concurrent|competidor|concurrentie"),
    (Product, "product|product name|item|item name|article|lineitem name|line item name|produkt|produktname|artikel|artikelname|artikelbezeichnung|produit|\
        nom du produit|producto|nombre del producto|articulo|productnaam|prodotto|produto"),
    (ProductId, "sku|product id|product code|stock code|stockcode|item code|item number|item no|article number|part number|lineitem sku|hs sku|artikelnummer|\
        artikel nr|produktnummer|reference produit|code produit|codigo de producto|referencia|artikelcode|codice prodotto|product sku|product number|variant sku"),
    (Category, "category|product category|series|product family|family product|product line|product group|product type|warengruppe|kategorie|produktgruppe|categorie|\
        categoria|gamme|productgroep|artikelgruppe|market"),
    (Price, "price|unit price|unitprice|sales price|list price|price per unit|lineitem price|preis|stuckpreis|einzelpreis|verkaufspreis|listenpreis|prix|\
        prix unitaire|precio|precio unitario|prijs|stuksprijs|prezzo|preco|item price|rate|selling price|variant price"),
    (Active, "active|is active|enabled|on sale|aktiv|actif|activo|actief|attivo|product active|active flag|published"),
    (Quantity, "quantity|qty|units|count|lineitem quantity|pieces|menge|anzahl|stuck|stuckzahl|quantite|cantidad|aantal|hoeveelheid|quantita|quantidade|item quantity"),
    (Discount, "discount|discount percent|rebate|rabatt|nachlass|remise|descuento|korting|sconto|discount percentage"),
    (LineText, "line description|item description|line text|lineitem description|positionstext|position|bezeichnung|designation"),
    (OrderNumber, "order number|order no|order id|order|invoice|invoice no|invoice number|invoice id|invoiceno|transaction id|sales order|order name|receipt number|bestellnummer|\
        auftragsnummer|auftrag|rechnung|rechnungsnummer|rechnungs nr|beleg|belegnummer|numero de commande|commande|facture|numero de facture|numero de pedido|pedido|\
        factura|numero de factura|ordernummer|bestelnummer|factuurnummer|factuur|fattura|numero ordine|ordine"),
    (OrderDate, "order date|invoice date|invoicedate|purchase date|date of order|date of purchase|date|transaction date|paid at|processed at|bestelldatum|rechnungsdatum|\
        auftragsdatum|kaufdatum|datum|date de commande|date de facture|fecha de pedido|fecha de factura|fecha|besteldatum|factuurdatum|data ordine|data|\
        order created|sale date"),
    (CustomerId, "customer id|customerid|customer number|customer no|client id|buyer id|kunden id|kundennr|debitorennummer|debitor|id client|numero client|id cliente|\
        numero de cliente|klant id|klantnr|cust id|shopper id"),
    (CustomerName, "customer|customer name|buyer|buyer name|purchaser|client name|kunde|kundenname|kaufer|cliente|nom du client|nombre del cliente|acheteur|klant|klantnaam|koper|\
        billing name|bill to|contact person name"),
    (CustomerSince, "customer since|customer from|client since|kunde seit|client depuis|cliente desde|klant sinds"),
    (Industry, "industry|sector|branch|vertical|branche|industrie|wirtschaftszweig|secteur|secteur d activite|industria|sector industrial|bedrijfstak|settore|\
        industry group|business sector|company industry"),
    (Employees, "employees|number of employees|no of employees|employee count|headcount|company size|staff|mitarbeiter|mitarbeiterzahl|anzahl mitarbeiter|\
        beschaftigte|effectif|nombre d employes|empleados|numero de empleados|medewerkers|aantal medewerkers|dipendenti|numberofemployees"),
    (AnnualRevenue, "annual revenue|annualrevenue|yearly revenue|turnover|annual turnover|company revenue|jahresumsatz|chiffre d affaires|ingresos anuales|facturacion anual|\
        jaaromzet|fatturato|revenue annual"),
    (Founded, "founded|year founded|year established|founded year|foundation year|established|grundungsjahr|gegrundet|annee de creation|annee de fondation|\
        ano de fundacion|opgericht|oprichtingsjaar|anno di fondazione|founding year"),
    (Parent, "subsidiary of|parent|parent company|parent account|parent organization|part of|holding|mother company|muttergesellschaft|mutterkonzern|konzern|\
        maison mere|societe mere|filiale de|empresa matriz|moederbedrijf|societa madre|parent account name"),
    (Team, "team|regional office|office|sales team|department|division|sales region|abteilung|niederlassung|service|equipe|equipo|departamento|afdeling|\
        reparto|hubspot team|team name"),
    (Manager, "manager|supervisor|reports to|team lead|teamleiter|vorgesetzter|leiter|superieur|chef|jefe|gerente|leidinggevende|capo|manager s name|sales manager"),
    (Title, "title|task|task name|task title|to do|todo|aufgabe|aufgabentitel|titel|titre|tache|titulo|tarea|taak|titolo|task description|betreff aufgabe"),
    (Subject, "subject|ticket name|ticket subject|issue|summary|call title|meeting name|meeting title|email subject|activity|activity subject|betreff|thema|objet|\
        sujet|asunto|onderwerp|oggetto|case subject|short description|subject line|activity name|event name"),
    (Type, "type|kind|record type|deal type|activity type|task type|ticket type|customer type|typ|art|tipo|soort|event type|engagement type|call type|case type"),
    (Priority, "priority|urgency|prioritat|dringlichkeit|priorite|prioridad|prioriteit|priorita|task priority|ticket priority|hs ticket priority|impact"),
    (Due, "due|due date|due on|deadline|due at|due time|fallig|fallig am|falligkeit|falligkeitsdatum|frist|echeance|date d echeance|vencimiento|\
        fecha de vencimiento|fecha limite|vervaldatum|scadenza|task due date"),
    (CompletedOn, "completed|completed at|completed on|done|done at|done on|completion date|marked as done time|erledigt|erledigt am|termine le|completado|voltooid|completato|\
        completed date"),
    (TicketNumber, "ticket number|ticket no|case number|incident number|number|issue key|ticketnummer|vorgangsnummer|numero de ticket|numero|nummer|incident id|case no"),
    (Requester, "requester|reporter|requested by|caller|caller id|opened for|melder|anfragender|demandeur|solicitante|aanvrager|richiedente|\
        requester name|reported by"),
    (Channel, "channel|via channel|ticket source|source of ticket|contact type|kanal|canal|kanaal|canale|medium"),
    (SolvedOn, "solved|solved at|solved on|resolved|resolved at|resolved on|resolution date|closed time|gelost am|resolu le|resuelto|opgelost|risolto"),
    (Moment, "at|when|time|timestamp|activity date|activity time|event date|date time|datetime|occurred at|start time|start|call time|meeting start time|zeitpunkt|\
        zeit|uhrzeit|heure|date et heure|fecha y hora|tijdstip|hs timestamp|complete timestamp"),
    (Duration, "duration|length|minutes|call duration|dauer|duree|duracion|duur|durata|duration minutes"),
    (Outcome, "outcome|result|disposition|call outcome|meeting outcome|ergebnis|resultat|resultado|uitkomst|esito"),
    (Direction, "direction|call direction|inbound outbound|richtung|sens|direccion llamada|richting"),
    (Ignored, "updated|updated at|last modified|last modified date|last updated|modified|modifytime|geandert|geandert am|fax|fax number|business fax|home fax|other fax|pager|pager number|photo|avatar|\
        action|nickname|screen name|last activity|next activity date|record source|is deleted|portal id|fivetran synced"),
];

fn table() -> &'static FxHashMap<String, Concept> {
    static TABLE: OnceLock<FxHashMap<String, Concept>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = FxHashMap::default();
        for &(concept, names) in NAMES {
            for name in names.split('|') {
                // The first concept that lists a name keeps it.
                table.entry(normalise(name.trim_start())).or_insert(concept);
            }
        }
        table
    })
}

/// What a column of this name is about.
pub(crate) fn concept(header: &str) -> Option<Concept> {
    let name = normalise(header);
    let table = table();
    if let Some(&concept) = table.get(&name) {
        return Some(concept);
    }
    // `Email (work)`, `Phone [1]`: what stands before the bracket.
    let bare = normalise(header.split(['(', '[']).next()?);
    if let Some(&concept) = table.get(&bare) {
        return Some(concept);
    }
    // `Organization - Industry`, `Billing city`: what stands after the word that says whose it is.
    let (whose, what) = name.split_once(' ')?;
    WHOSE.contains(&whose).then(|| table.get(what).copied()).flatten()
}

/// Words in front of a name that say whose it is and no more.
const WHOSE: [&str; 23] = [
    "home",
    "work",
    "business",
    "mailing",
    "billing",
    "shipping",
    "other",
    "primary",
    "person",
    "contact",
    "organization",
    "organisation",
    "company",
    "account",
    "deal",
    "opportunity",
    "property",
    "hs",
    "product",
    "ticket",
    "task",
    "activity",
    "customer",
];

/// Whether a text is a usual column name.
pub(crate) fn is_known_header(header: &str) -> bool {
    concept(header).is_some()
}

/// A name in the form in which names are compared: small letters without accents, words with one space between.
pub(super) fn normalise(name: &str) -> String {
    let mut spaced = String::with_capacity(name.len() + 4);
    let mut before = ' ';
    for char in name.trim().chars() {
        // `customerId` and `CustomerID` are two words each, `ID` is one.
        if char.is_uppercase() && before.is_lowercase() {
            spaced.push(' ');
        }
        spaced.push(if char.is_alphanumeric() { char } else { ' ' });
        before = char;
    }
    let folded = fold(&spaced).replace('ß', "ss");
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_are_one() {
        for name in ["InvoiceNo", "invoice_no", "Invoice No.", "INVOICE-NO", " invoice  no "] {
            assert_eq!(concept(name), Some(OrderNumber), "{name}");
        }
        assert_eq!(concept("E-mail 1 - Value"), Some(Email));
        assert_eq!(concept("Phone (work)"), Some(Phone));
        assert_eq!(concept("StockCode"), Some(ProductId));
        assert_eq!(concept("Quux"), None);
        assert_eq!(concept(""), None);
        assert_eq!(concept("(work)"), None);
    }

    #[test]
    fn names_in_several_languages_are_known() {
        for (name, expected) in [
            ("Vorname", Given),
            ("Prénom", Given),
            ("Apellidos", Family),
            ("Achternaam", Family),
            ("Straße", Street),
            ("PLZ", PostalCode),
            ("Téléphone", Phone),
            ("Handy", FurtherPhone),
            ("Société", Company),
            ("Bedrijfsnaam", Company),
            ("Fälligkeitsdatum", Due),
        ] {
            assert_eq!(concept(name), Some(expected), "{name}");
        }
    }
}
