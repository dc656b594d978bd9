"""What people, companies and places are called. Some of it is common, some rare, as it is in life."""

from __future__ import annotations


def listed(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FIRST = listed("""
    Anna Maria Thomas Michael Andreas Peter Julia Sarah Lukas Daniel Laura Martin Stefan Christian Markus
    Katharina Lisa Sandra Claudia Barbara Eva Petra Wolfgang Johannes Franz Josef Karl Paul Felix David Jakob
    Elias Jonas Maximilian Leon Sophie Emma Lena Hannah Mia Marie Clara Nora Helena Ivana Marek Zdeněk Jiří
    Łukasz Agnieszka Małgorzata Piotr Zoë André Renée François Élodie José María Ángel Núria Joaquín Søren Åsa
    Björn Ørjan Kāra İpek Ayşe Mehmet Dragan Slađana Goran Željko Réka Zoltán László Ágnes Ilse Hedwig Ottokar
    Quirin Xaver Yvonne Ulrike Vinzenz
""")
LAST = listed("""
    Gruber Huber Bauer Wagner Müller Pichler Steiner Moser Mayer Hofer Leitner Berger Fuchs Eder Fischer Schmid
    Winkler Weber Schwarz Maier Schneider Reiter Mayr Schmidt Wimmer Egger Brunner Lang Baumgartner Auer Binder
    Lechner Wolf Wallner Aigner Ebner Koller Lehner Haas Schuster Heilig Novák Svoboda Dvořák Horvát Kovács Nagy
    Szabó Kowalski Wiśniewski Zieliński García Fernández Muñoz Peña Rossi Bianchi Conti Dubois Lefèvre Bélanger
    Jensen Sørensen Åkesson Lindqvist Öztürk Yıldız Demir Jovanović Petrović Đorđević Popescu Ionescu Okafor
    Nguyễn Tanaka Strauß Groß Weiß Zwettler Quendler Xanthopoulos Ypsilanti Ulbrich Vsetečka
""")
BRANCHES = listed("""
    Metallbau Holzbau Elektro Kältetechnik Logistik Spedition Software Beratung Druck Verpackung Molkerei
    Brauerei Hotel Gasthof Apotheke Labor Optik Medizintechnik Papier Glas Stahl Werkzeug Maschinen Anlagenbau
    Installationen Immobilien
""")
FORMS = ("GmbH", "GmbH", "GmbH", "GmbH & Co KG", "AG", "KG", "OG", "e.U.", "s.r.o.", "Kft.", "Ltd")
INDUSTRIES = ("Manufacturing", "Trade", "Crafts", "Services", "Health", "Food", "Construction", "Public", "")
TITLES = (
    "",
    "",
    "Managing director",
    "Head of purchasing",
    "Buyer",
    "Engineer",
    "Site manager",
    "Assistant",
    "Owner",
    "CFO",
)
LARGE = listed("""
    Wien Graz Linz Salzburg Innsbruck München Berlin Hamburg Köln Frankfurt Stuttgart Leipzig Dresden Hannover
    Nürnberg Zürich Basel Bern Praha Brno Bratislava Budapest Győr Warszawa Kraków Gdańsk Milano Verona Bolzano
    Ljubljana Maribor Zagreb Paris Lyon Strasbourg Madrid Vigo Barcelona København Århus Malmö Göteborg
""")
STEMS = listed("""
    dorf berg bach kirchen feld hofen brunn stein tal au wald see egg markt hausen leiten furth mühl reith ried
    stetten zell heim burg
""")
BEFORE = ("Ober", "Unter", "Neu", "Alt", "Groß", "Klein", "Sankt Johann am ", "Maria ", "Bad ", "Hinter")
SMALL = [f"{before}{stem.title() if before.endswith(' ') else stem}" for before in BEFORE for stem in STEMS]
COUNTRIES = ("AT", "DE", "CH", "CZ", "HU", "PL", "IT", "SI", "FR", "ES", "DK", "SE")
TAGS = listed("""
    VIP newsletter fair-2026 webinar partner reseller cold warm hot-lead returning priority blacklist
    key-account service-contract warranty pilot reference press investor supplier trial churned upsell renewal
    export import rush seasonal municipal tender subsidy lease second-hand spare-parts training onsite remote
    callback do-not-call christmas
""")
PRODUCTS = (
    "Cold room",
    "Conveyor",
    "Press",
    "Filling line",
    "Packing table",
    "Retrofit",
    "Service contract",
    "Spare parts",
)
TIERS = ("Gold", "Silver", "Bronze", "Prospect list")
STEPS = ("Call", "Write to", "Visit", "Send an offer to", "Follow up with", "Invite", "Congratulate", "Remind")
SENTENCES = (
    "The cold room in **Graz** needs a second door.",
    "Budget is settled in spring; until then no decision.",
    "Wants references from the food trade.",
    "Compares us with two others, price is not the first thing.",
    "Their service contract ends next year.",
    "Asked for a visit with an engineer.",
    "Does not want to be called before ten.",
)
