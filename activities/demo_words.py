"""What is noted and to be done at the demo company, about nothing in particular: our own lists, in each language."""

from __future__ import annotations

from typing import NamedTuple


class Plan(NamedTuple):
    """`days` from today until it is due (None: on no day), `hour` of that day or None for all of it."""

    text: str
    days: int | None
    hour: int | None = None
    details: str = ""
    said: str = ""


PLANS_EN = {
    "rep": [
        Plan("Send the revised offer to Nordström Kühltechnik", -1, None,
             "Prices as agreed on the phone: **3 %** off from the fourth unit on. Add the connection plan.",
             "Called twice, the purchasing desk is on a fair until tomorrow."),
        Plan("Call Chiara Bevilacqua about the delivery date", 0, 10),
        Plan("Confirm the site visit in Leoben", 0, 16, "Who has the key to the machine room?"),
        Plan("Prepare the samples for Hannover", 0),
        Plan("Ask the Graz hospital for a reference quote", 1, 11),
        Plan("Check the credit line of Aegean Cold Chain", 2),
        Plan("Follow up on the cold room quote", 4, 9),
        Plan("Plan the spring tour through Austria", 12),
        Plan("Read the new refrigerant regulation", None),
    ],
    "colleague": [
        Plan("Return the call of Laiterie du Vercors", -2, 15),
        Plan("Translate the data sheet of the R-290 unit", 0),
        Plan("Collect the missing tax number of Browar Dolny", 1),
        Plan("Book the booth dinner for twelve people", 5, 18),
    ],
    "stranger": [
        Plan("Visit Mariscos Atlántico", -3, 10),
        Plan("Offer for two blast chillers, Adega Monte Seco", 1),
        Plan("Find out who decides at Fjarðarfiskur", 3),
    ],
    "manager": [
        Plan("Go through the forecast with Jonas", 0, 14),
        Plan("Approve the discount for Polarmet", 1),
    ],
}  # fmt: skip
DONE_EN = {
    "rep": [
        "Thank the Waldburg estate for the tour",
        "Log the fair contacts of stand 14-B",
        "Send the service contract",
    ],
    "colleague": ["Update the price list", "Answer the tender of Zimmermann Laborbedarf"],
    "stranger": ["Send the photos of the Lisbon installation"],
}
NOTES_EN = {
    "rep": [
        ("## Call with Nordström\n\nSecond site is **approved**. She wants the same compressor as in Graz and "
         "one contact for service.\n\n- delivery before 15 December\n- connection plan two weeks ahead",
         ["Hospital", "R-290"], True),
        ("Papadopoulos decides alone up to 40,000. Above that the board meets on Tuesdays.", ["Decision"], False),
        ("Fair Hannover: most asked question was noise at night. A measured figure in the brochure would help.",
         ["Fair"], False),
    ],
    "colleague": [
        ("Vercors has 14 cheese cellars, all at 9 °C. They rent the units and would rather buy.", ["Food"], False),
        ("Browar Dolny pays late, but always pays. Do not press before day 45.", ["Payment"], True),
    ],
    "stranger": [("Port of Vigo: trucks only before seven in the morning.", ["Logistics"], False)],
    "manager": [("Team meeting: we quote delivery in weeks, not in dates, until the warehouse works.", ["Team"], True)],
}  # fmt: skip


PLANS_DE = {
    "rep": [
        Plan("Überarbeitetes Angebot an Nordström Kühltechnik schicken", -1, None,
             "Preise wie am Telefon besprochen: **3 %** Nachlass ab dem vierten Gerät. Anschlussplan beilegen.",
             "Zweimal angerufen, der Einkauf ist bis morgen auf einer Messe."),
        Plan("Chiara Bevilacqua wegen des Liefertermins anrufen", 0, 10),
        Plan("Ortstermin in Leoben bestätigen", 0, 16, "Wer hat den Schlüssel zum Maschinenraum?"),
        Plan("Muster für Hannover vorbereiten", 0),
        Plan("Das Krankenhaus in Graz um eine Referenz bitten", 1, 11),
        Plan("Kreditrahmen der Alpenfrost Logistik prüfen", 2),
        Plan("Beim Angebot für den Kühlraum nachfassen", 4, 9),
        Plan("Frühjahrsreise durch Österreich planen", 12),
        Plan("Die neue Kältemittelverordnung lesen", None),
    ],
    "colleague": [
        Plan("Molkerei Vercors zurückrufen", -2, 15),
        Plan("Datenblatt des R-290-Geräts übersetzen", 0),
        Plan("Fehlende Steuernummer der Brauerei Niederau einholen", 1),
        Plan("Abendessen am Stand für zwölf Personen buchen", 5, 18),
    ],
    "stranger": [
        Plan("Fischhandel Atlantik besuchen", -3, 10),
        Plan("Angebot für zwei Schockfroster, Weingut Trocken", 1),
        Plan("Herausfinden, wer bei Fjordfisch entscheidet", 3),
    ],
    "manager": [
        Plan("Die Prognose mit Jonas durchgehen", 0, 14),
        Plan("Den Rabatt für Polarmet freigeben", 1),
    ],
}  # fmt: skip
DONE_DE = {
    "rep": [
        "Beim Gut Waldburg für die Führung bedanken",
        "Die Messekontakte von Stand 14-B erfassen",
        "Den Servicevertrag schicken",
    ],
    "colleague": ["Preisliste aktualisieren", "Die Ausschreibung von Zimmermann Laborbedarf beantworten"],
    "stranger": ["Die Fotos der Anlage in Lissabon schicken"],
}
NOTES_DE = {
    "rep": [
        ("## Telefonat mit Nordström\n\nDer zweite Standort ist **genehmigt**. Sie will denselben Verdichter wie in "
         "Graz und einen Ansprechpartner für den Service.\n\n- Lieferung vor dem 15. Dezember\n- Anschlussplan zwei "
         "Wochen davor", ["Krankenhaus", "R-290"], True),
        ("Papadopoulos entscheidet bis 40.000 allein. Darüber tagt der Vorstand dienstags.", ["Entscheidung"], False),
        ("Messe Hannover: Am häufigsten wurde nach dem Geräusch bei Nacht gefragt. Ein Messwert im Prospekt würde "
         "helfen.", ["Messe"], False),
    ],
    "colleague": [
        ("Vercors hat 14 Käsekeller, alle mit 9 °C. Sie mieten die Geräte und würden lieber kaufen.", ["Lebensmittel"],
         False),
        ("Die Brauerei Niederau zahlt spät, aber immer. Vor dem 45. Tag nicht drängen.", ["Zahlung"], True),
    ],
    "stranger": [("Hafen Vigo: Lastwagen nur vor sieben Uhr früh.", ["Logistik"], False)],
    "manager": [
        ("Teamsitzung: Lieferzeiten nennen wir in Wochen, nicht in Tagen, bis das Lager läuft.", ["Team"], True),
    ],
}  # fmt: skip


class Words(NamedTuple):
    """By who it is of: tasks to be done, tasks that are done, and notes with their tags and whether they matter.

    `private` is a restricted note of the rep, `given` a task that the manager gave."""

    plans: dict[str, list[Plan]]
    done: dict[str, list[str]]
    notes: dict[str, list[tuple[str, list[str], bool]]]
    private: str
    given: str


EN = Words(
    PLANS_EN, DONE_EN, NOTES_EN,
    private="Salary talk with Katarina on Thursday: bring the figures of the last two quarters.",
    given="Write down what Polarmet needs",
)  # fmt: skip
DE = Words(
    PLANS_DE, DONE_DE, NOTES_DE,
    private="Gehaltsgespräch mit Katarina am Donnerstag: Zahlen der letzten zwei Quartale mitnehmen.",
    given="Aufschreiben, was Polarmet braucht",
)  # fmt: skip
WORDS = {"en": EN, "de": DE}
