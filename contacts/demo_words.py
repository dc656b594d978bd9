"""Who could be customers of the demo company: our own lists, in each language.

Phone numbers are from the ranges that are kept free for stories (Ofcom, Bundesnetzagentur, ARCEP, PTS) or from an
exchange 555; each # is a digit. Domains end in .example.
"""

from __future__ import annotations

from typing import NamedTuple


class Town(NamedTuple):
    name: str
    postal_code: str
    state: str
    country: str
    phone: str
    mobile: str = ""


class Words(NamedTuple):
    """`titles` and `companies` come as pairs: the title of a woman and of a man; a name and the industry. {place},
    {last} and {saint} are filled in."""

    women: str
    men: str
    last: str
    titles: tuple[tuple[str, str], ...]
    streets: str
    towns: tuple[Town, ...]
    places: str
    companies: tuple[tuple[str, str], ...]
    group: str
    subsidiary: str
    descriptions: tuple[str, ...]
    tags: tuple[str, ...]
    moved: str
    notes: tuple[str, ...]
    tasks: tuple[str, ...]


GERMANY = (
    Town("Berlin", "10###", "Berlin", "DE", "+49 30 23125 ###", "+49 171 39200 ##"),
    Town("Hamburg", "20###", "Hamburg", "DE", "+49 40 66969 ###", "+49 171 39200 ##"),
    Town("München", "80###", "Bayern", "DE", "+49 89 99998 ###", "+49 171 39200 ##"),
    Town("Frankfurt am Main", "60###", "Hessen", "DE", "+49 69 90009 ###", "+49 171 39200 ##"),
    Town("Köln", "50###", "Nordrhein-Westfalen", "DE", "+49 221 4710 ###", "+49 171 39200 ##"),
    Town("Hannover", "30###", "Niedersachsen", "DE", "+49 511 5550 ###", "+49 171 39200 ##"),
    Town("Bremen", "28###", "Bremen", "DE", "+49 421 5550 ###"),
)
AUSTRIA = (
    Town("Wien", "10#0", "Wien", "AT", "+43 1 555 0###", "+43 660 555 0###"),
    Town("Graz", "80#0", "Steiermark", "AT", "+43 316 555 0##", "+43 660 555 0###"),
    Town("Leoben", "8700", "Steiermark", "AT", "+43 3842 555 0#"),
    Town("Linz", "40#0", "Oberösterreich", "AT", "+43 732 555 0##", "+43 660 555 0###"),
    Town("Salzburg", "50#0", "Salzburg", "AT", "+43 662 555 0##"),
)
SWITZERLAND = (
    Town("Zürich", "80##", "ZH", "CH", "+41 44 555 0# ##"),
    Town("St. Gallen", "90##", "SG", "CH", "+41 71 555 0# ##"),
)
IRELAND = Town("Dublin", "D01 ##00", "Leinster", "IE", "+353 20 910 ####")
ABROAD = (
    Town("London", "SE1 #ZZ", "", "GB", "+44 20 7946 0###", "+44 7700 900###"),
    Town("Leeds", "LS1 #ZZ", "West Yorkshire", "GB", "+44 113 496 0###", "+44 7700 900###"),
    Town("Bristol", "BS1 #ZZ", "", "GB", "+44 117 496 0###", "+44 7700 900###"),
    Town("Edinburgh", "EH1 #ZZ", "Scotland", "GB", "+44 131 496 0###", "+44 7700 900###"),
    IRELAND,
    Town("Stockholm", "111 ##", "", "SE", "+46 8 465 004 ##"),
    Town("Göteborg", "411 ##", "", "SE", "+46 31 390 06 ##"),
    Town("Paris", "75011", "Île-de-France", "FR", "+33 1 99 00 ## ##"),
    Town("Grenoble", "38###", "Isère", "FR", "+33 4 65 71 ## ##"),
    Town("Warszawa", "00-###", "Mazowieckie", "PL", "+48 22 555 01 ##"),
    Town("Utrecht", "35## ZZ", "Utrecht", "NL", "+31 30 555 01##"),
    Town("Porto", "40##-001", "", "PT", "+351 22 555 0###"),
)

DE = Words(
    women="Anna Birgit Claudia Daniela Elif Franziska Gabriele Hannah Ines Johanna Katrin Lea Margarete Nadine Petra "
    "Regina Silke Theresa Ursula Verena",
    men="Andreas Bernd Christoph Dieter Emre Florian Georg Holger Ivan Jakob Karl Lukas Matthias Norbert Oliver Peter "
    "Rainer Stefan Thomas Wolfgang",
    last="Achleitner Bachmann Bergmann Brunner Czerny Dietrich Ebner Eichinger Fiedler Friedrich Gruber Haas Hartmann "
    "Hofer Huber Jansen Kaltenbach Kaya Kirchner Köhler Krämer Lechner Lorenz Mayrhofer Möller Neumann Oberhuber "
    "Paulsen Pichler Reiter Richter Sauer Schäfer Schönberg Steiner Thalhammer Ullrich Vogt Wagner Winkler Yıldız "
    "Zimmermann",
    titles=(
        ("Geschäftsführerin", "Geschäftsführer"), ("Leiterin Einkauf", "Leiter Einkauf"),
        ("Einkäuferin", "Einkäufer"), ("Technische Leiterin", "Technischer Leiter"),
        ("Betriebsleiterin", "Betriebsleiter"), ("Leiterin Haustechnik", "Leiter Haustechnik"),
        ("Küchenchefin", "Küchenchef"), ("Qualitätsbeauftragte", "Qualitätsbeauftragter"),
        ("Projektleiterin", "Projektleiter"), ("Assistentin der Geschäftsführung", "Assistent der Geschäftsführung"),
        ("Buchhalterin", "Buchhalter"), ("Lagerleiterin", "Lagerleiter"),
    ),
    streets="Ahornweg|Am Alten Markt|Bahnhofstraße|Brunnengasse|Dorfstraße|Feldgasse|Gewerbepark|Hafenstraße|"
    "Hauptstraße|Industriestraße|Kirchplatz|Lindenallee|Mühlgasse|Molkereiweg|Ringstraße|Schlachthofstraße|"
    "Uferstraße|Werkstraße",
    towns=(*GERMANY, *GERMANY, *AUSTRIA, *AUSTRIA, *SWITZERLAND),
    places="Almtal Auenfeld Birkenau Eschenbach Felsberg Grünwald Hinterwies Kaltenbrunn Lindenhof Moorheide Nordheim "
    "Oberfeld Rabenstein Seewinkel Steinach Talheim Weidach Wiesental",
    companies=(
        ("Brauerei {place}", "Getränke"), ("Molkerei {place} eG", "Milchwirtschaft"),
        ("Käserei {last}", "Milchwirtschaft"), ("Fleischerei {last} GmbH", "Lebensmittel"),
        ("Bäckerei {last} KG", "Lebensmittel"), ("Tiefkühlkost {place} GmbH", "Lebensmittel"),
        ("Klinikum {place}", "Gesundheit"), ("Labor Dr. {last}", "Gesundheit"), ("Apotheke {place}", "Gesundheit"),
        ("Hotel {place}er Hof", "Gastgewerbe"), ("Gasthof {last}", "Gastgewerbe"),
        ("Großküchen {last} GmbH", "Gastgewerbe"), ("Spedition {last} GmbH & Co. KG", "Logistik"),
        ("Kühllogistik {place} GmbH", "Logistik"), ("Obsthof {last}", "Landwirtschaft"),
        ("Weingut {last}", "Landwirtschaft"), ("Blumen {last} GmbH", "Handel"), ("Frischemarkt {place}", "Handel"),
        ("{last} & Söhne Kältetechnik", "Anlagenbau"), ("Stadtwerke {place}", "Versorgung"),
    ),
    group="{last} Holding AG",
    subsidiary="{last} {place} GmbH",
    descriptions=(
        "Zwei Standorte, je ein Kühlhaus aus den Neunzigern.", "Baut im Frühjahr an.",
        "Mietet die Geräte noch und will kaufen.", "Bestellt nur über das Portal, Rechnung nach 30 Tagen.",
        "Sucht Ersatz für Anlagen mit R-404A.", "Familienbetrieb in dritter Generation, kurze Wege.",
    ),
    tags=("Bestandskunde", "Empfehlung", "Messe", "R-290", "Rahmenvertrag", "Neubau", "Zahlt spät", "Newsletter"),
    moved="Hat gewechselt und will uns auch dort dabeihaben.",
    notes=(
        "Ruft am liebsten vormittags zurück.", "Die Bestellung muss über den Einkauf laufen, auch bei Ersatzteilen.",
        "Hat die **Energierechnung** geschickt: fast 40 % gehen in die Kälte.",
        "Besuch vor Ort: Maschinenraum eng, aber trocken. Zufahrt nur über den Hof.",
        "Kennt uns von der Messe, fragt nach leisen Verflüssigern.",
        "Neuer Lieferschein muss zwei Unterschriften haben, sonst bleibt die Rechnung liegen.",
        "Will künftig einen Ansprechpartner für alles.",
        "Zufrieden mit dem Service, nennt uns gern als Referenz.",
    ),
    tasks=(
        "Zum Geburtstag anrufen", "Neue Preisliste schicken", "Fragen, wer die Haustechnik übernimmt",
        "Referenzbesuch vereinbaren", "Wartungsprotokoll nachreichen", "Adresse der Rechnung klären",
    ),
)  # fmt: skip

EN = Words(
    women="Alice Beatrix Chiara Deirdre Elif Fiona Grace Helen Ingrid Julia Kate Laura Maeve Nora Olivia Priya Rosa "
    "Sofie Tamsin Yvonne",
    men="Adam Brendan Callum Daniel Edward Farid Gareth Henrik Ian Jakub Kieran Liam Marco Nils Owen Patrick Rohan "
    "Simon Tom Victor",
    last="Abbott Barlow Bevilacqua Byrne Calloway Carrick Dalgleish Doyle Ekström Fairley Gallagher Hargreave Hollis "
    "Iversen Jansen Kowalski Lindgren Lockhart Maguire Marchetti Mercer Moreau Nyberg Oakes Papadopoulos Pemberton "
    "Quinlan Radcliffe Rosen Sandberg Schreiber Silva Thackeray Tierney Underhill Van_Dijk Varga Wexford Whitlock "
    "Wójcik Yates Zimmer",
    titles=tuple((title, title) for title in (
        "Managing director", "Head of purchasing", "Buyer", "Technical director", "Operations manager",
        "Facility manager", "Head chef", "Quality manager", "Project manager", "Executive assistant", "Accountant",
        "Warehouse manager",
    )),
    streets="Abbey Lane|Bakers Row|Bridge Street|Canal Walk|Church Road|Dock Road|Farm Lane|Foundry Street|Granary Way|"
    "Harbour Road|High Street|Market Place|Mill Lane|Orchard Road|Park Street|Station Road|Tannery Yard|Wharf Road",
    towns=(*ABROAD, *ABROAD[:2], *AUSTRIA[:3], *GERMANY[:5], IRELAND, IRELAND),
    places="Ashcombe Blackmoor Brindle Coldwater Eastbourne_Hill Fernleigh Glenmore Hartwell Kingsford Larkfield "
    "Millbrook Northgate Oakham Ravensworth Silverdale Stonebridge Thornbury Westhaven",
    companies=(
        ("{place} Brewery", "Drinks"), ("{place} Dairies Ltd", "Dairy"), ("{last} Cheesemakers", "Dairy"),
        ("{last} & Sons Butchers", "Food"), ("{last} Bakeries Ltd", "Food"), ("{place} Frozen Foods", "Food"),
        ("{place} General Hospital", "Health"), ("{last} Laboratories", "Health"), ("{place} Pharmacy", "Health"),
        ("{place} Hall Hotel", "Hospitality"), ("The {last} Arms", "Hospitality"),
        ("{last} Catering Group", "Hospitality"), ("{last} Haulage Ltd", "Logistics"),
        ("{place} Cold Storage", "Logistics"), ("{last} Orchards", "Farming"), ("{place} Fisheries", "Farming"),
        ("{last} Flowers", "Retail"), ("{place} Food Hall", "Retail"), ("{last} Refrigeration Services", "Engineering"),
        ("{place} Utilities", "Utilities"),
    ),
    group="{last} Holdings plc",
    subsidiary="{last} {place} Ltd",
    descriptions=(
        "Two sites, each with a cold store from the nineties.", "Extends the building next spring.",
        "Still rents the units and would rather buy.", "Orders through their portal only, pays after 30 days.",
        "Looks for a replacement for plants with R-404A.", "Family business in the third generation, decides fast.",
    ),
    tags=("Regular", "Referral", "Fair", "R-290", "Framework contract", "New building", "Pays late", "Newsletter"),
    moved="Changed jobs and wants us there as well.",
    notes=(
        "Best reached before noon.", "Every order goes through purchasing, spare parts too.",
        "Sent the **energy bill**: almost 40 % of it is refrigeration.",
        "Site visit: the plant room is narrow but dry. Access through the yard only.",
        "Knows us from the fair, asks for quiet condensers.",
        "Delivery notes need two signatures, otherwise the invoice lies around.",
        "Wants one person to talk to about everything.", "Happy with the service and willing to be a reference.",
    ),
    tasks=(
        "Call for the birthday", "Send the new price list", "Ask who takes over facility management",
        "Arrange a reference visit", "Hand in the maintenance record", "Clear up the invoice address",
    ),
)  # fmt: skip

WORDS = {"en": EN, "de": DE}
CURRENCIES = {"CH": "CHF", "GB": "GBP", "SE": "SEK", "PL": "PLN"}
