"""What the demo company sells and what is said about it: our own lists, in each language."""

from __future__ import annotations

from typing import NamedTuple


class Product(NamedTuple):
    """`least` and `most` are euros."""

    name: str
    least: int
    most: int


class Words(NamedTuple):
    """`next_steps` and `done` are tasks, `notes` are Markdown; {person}, {company} and {product} are filled in."""

    pipeline: str
    stage: str
    reason: str
    sources: tuple[str, ...]
    products: tuple[Product, ...]
    services: tuple[Product, ...]
    tags: tuple[str, ...]
    descriptions: tuple[str, ...]
    next_steps: tuple[str, ...]
    done: tuple[str, ...]
    notes: tuple[str, ...]
    won: tuple[str, ...]
    lost: tuple[str, ...]
    reopened: str


DE = Words(
    pipeline="Wartungsverträge",
    stage="Ortstermin",
    reason="Baut doch nicht",
    sources=("Website", "Empfehlung", "Messe", "Bestandskunde", "Ausschreibung"),
    products=(
        Product("Kühlraum", 14_000, 62_000), Product("Tiefkühllager", 48_000, 210_000),
        Product("Schockfroster", 9_000, 24_000), Product("Verbundanlage", 60_000, 280_000),
        Product("Wärmerückgewinnung", 18_000, 75_000), Product("Umrüstung auf R-290", 12_000, 55_000),
        Product("Kühlmöbel", 6_000, 32_000), Product("Laborkühlschränke", 4_000, 19_000),
        Product("Rückkühler", 11_000, 48_000), Product("Leitstand und Fernüberwachung", 5_000, 26_000),
    ),
    services=(
        Product("Wartungsvertrag Basis", 1_200, 4_800), Product("Wartungsvertrag Plus", 3_600, 11_000),
        Product("24-Stunden-Störungsdienst", 5_000, 18_000), Product("Dichtheitsprüfung", 900, 3_200),
    ),
    tags=("R-290", "Neubau", "Eilig", "Ausschreibung", "Rahmenvertrag", "Förderung", "Mietkauf"),
    descriptions=(
        "Aufstellung im Hof, Schallschutz nötig. Anschlussleistung ist noch zu klären.",
        "Zwei Bauabschnitte, der erste vor dem Sommer.",
        "Ersatz für die Anlage von 1998, das Kältemittel gibt es nicht mehr.",
        "Die Förderung läuft über das Umweltprogramm, Antrag vor der Bestellung.",
    ),
    next_steps=(
        "Angebot mit {person} durchgehen", "{person} wegen des Liefertermins anrufen",
        "Ortstermin bei {company} vereinbaren",
        "Überarbeitetes Angebot schicken", "Anschlussplan nachreichen", "Nachfragen, ob die Freigabe da ist",
        "Bonität von {company} prüfen", "Referenz für {company} heraussuchen", "Montagetermin abstimmen",
        "Rabatt mit Katarina klären", "Förderantrag mit {person} ausfüllen", "Vertrag zur Unterschrift schicken",
    ),
    done=(
        "Erstgespräch mit {person}", "Aufmaß bei {company}", "Datenblatt an {person} schicken", "Angebot kalkulieren",
        "Rückruf bei {person}", "Technische Fragen an die Planung geben",
    ),
    notes=(
        "{person} entscheidet bis 40.000 allein, darüber tagt der Vorstand dienstags.",
        "Ortstermin: **Zufahrt nur bis 3,5 t**, das Aggregat muss über das Dach.",
        "Will ein zweites Angebot ohne Montage, die macht der Hausinstallateur.",
        "Fragt vor allem nach dem Geräusch bei Nacht. Messwerte zugesagt.",
        "- Lieferung vor dem 15.\n- Anschlussplan zwei Wochen davor\n- ein Ansprechpartner für den Service",
        "Mitbewerber liegt 6 % darunter, aber mit zwölf Wochen Lieferzeit.",
        "{person} hat intern für uns geworben, die Technik ist überzeugt.",
        "Budget für dieses Jahr ist frei, muss bis Quartalsende bestellt sein.",
        "Verschoben, weil die Statik noch fehlt. Nicht drängen, in drei Wochen wieder melden.",
        "Einkauf verlangt drei Angebote. Unseres liegt vor, eines fehlt noch.",
        "Möchte die Anlage in Leoben sehen, bevor entschieden wird.",
        "Zahlungsplan: 30 % bei Bestellung, 60 % bei Lieferung, Rest nach Abnahme.",
    ),
    won=("Bestellung ist da, **schriftlich**.", "{person} hat am Telefon zugesagt, Auftrag kam eine Stunde später."),
    lost=("Ging an den Mitbewerber aus dem Ort.", "{person} sagt, es ist heuer kein Geld mehr da."),
    reopened="{person} hat sich noch einmal gemeldet: es geht doch weiter.",
)  # fmt: skip

EN = Words(
    pipeline="Service contracts",
    stage="Site visit",
    reason="Not building after all",
    sources=("Website", "Referral", "Trade fair", "Existing customer", "Tender"),
    products=(
        Product("Cold room", 14_000, 62_000), Product("Frozen store", 48_000, 210_000),
        Product("Blast chiller", 9_000, 24_000), Product("Compressor rack", 60_000, 280_000),
        Product("Heat recovery", 18_000, 75_000), Product("Refit to R-290", 12_000, 55_000),
        Product("Display cabinets", 6_000, 32_000), Product("Laboratory refrigerators", 4_000, 19_000),
        Product("Dry cooler", 11_000, 48_000), Product("Remote monitoring", 5_000, 26_000),
    ),
    services=(
        Product("Basic service contract", 1_200, 4_800), Product("Service contract Plus", 3_600, 11_000),
        Product("24-hour call-out", 5_000, 18_000), Product("Leak inspection", 900, 3_200),
    ),
    tags=("R-290", "New building", "Urgent", "Tender", "Framework contract", "Subsidy", "Hire purchase"),
    descriptions=(
        "Stands in the yard, needs sound insulation. Connected load still to be settled.",
        "Two phases, the first before summer.",
        "Replaces the plant of 1998, whose refrigerant is no longer sold.",
        "Subsidised by the environment programme: apply before ordering.",
    ),
    next_steps=(
        "Go through the offer with {person}", "Call {person} about the delivery date",
        "Arrange a site visit at {company}",
        "Send the revised offer", "Hand in the connection plan", "Ask whether the approval has come",
        "Check the credit line of {company}", "Find a reference for {company}", "Agree on the installation date",
        "Clear the discount with Katarina", "Fill in the subsidy form with {person}", "Send the contract for signature",
    ),
    done=(
        "First call with {person}", "Take measurements at {company}", "Send the data sheet to {person}",
        "Work out the offer", "Return the call of {person}", "Pass the technical questions to planning",
    ),
    notes=(
        "{person} decides alone up to 40,000. Above that the board meets on Tuesdays.",
        "Site visit: **no access above 3.5 t**, the unit has to go over the roof.",
        "Wants a second offer without installation, their own fitter does that.",
        "Asks most about the noise at night. Promised measured figures.",
        "- delivery before the 15th\n- connection plan two weeks ahead\n- one contact for service",
        "A competitor is 6 % below us, with twelve weeks of delivery though.",
        "{person} spoke up for us inside, the engineers are convinced.",
        "The budget of this year is free and has to be ordered before the quarter ends.",
        "Postponed, the structural report is missing. Do not press, ask again in three weeks.",
        "Purchasing wants three offers. Ours is in, one is still missing.",
        "Would like to see the plant in Leoben before deciding.",
        "Payment: 30 % with the order, 60 % on delivery, the rest after acceptance.",
    ),
    won=("The order is in, **in writing**.", "{person} agreed on the phone, the order came an hour later."),
    lost=("Went to the competitor in town.", "{person} says there is no money left this year."),
    reopened="{person} called again: it goes on after all.",
)  # fmt: skip

WORDS = {"en": EN, "de": DE}
