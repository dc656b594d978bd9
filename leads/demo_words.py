"""What is said about leads of the demo company: our own lists, in each language."""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """{person} is filled in."""

    fair: str
    tags: tuple[str, ...]
    descriptions: tuple[str, ...]
    notes: tuple[str, ...]
    steps: tuple[str, ...]
    done: tuple[str, ...]


DE = Words(
    fair="Messe Hannover",
    tags=("Messe", "R-290", "Neubau", "Gastro", "Labor", "Eilig"),
    descriptions=(
        "Fragt nach einem Kühlraum mit etwa 40 m².", "Will wissen, was eine Umrüstung auf R-290 kostet.",
        "Bittet um Rückruf wegen eines Wartungsvertrags.", "Sucht Laborkühlschränke mit Protokoll der Temperatur.",
        "Plant einen Neubau und braucht bis Herbst ein Konzept.", "Hat am Stand den leisen Rückkühler angesehen.",
    ),
    notes=(
        "Erreicht, aber in einer Besprechung. Ruft selbst zurück.", "Mailbox, zum zweiten Mal.",
        "Gutes Gespräch am Stand, hat Fotos vom Maschinenraum gezeigt.", "Entscheidet nicht selbst, fragt die Leitung.",
        "Braucht erst eine Zahl für das Budget, **Größenordnung reicht**.", "Vergleicht drei Anbieter bis Monatsende.",
        "Mietet derzeit, der Vertrag läuft im Sommer aus.", "Kommt über die Empfehlung eines Kunden in Graz.",
        "Möchte Unterlagen auf Papier.", "Hat nach dem Förderprogramm gefragt.",
    ),
    steps=(
        "{person} zurückrufen", "Unterlagen an {person} schicken", "Klären, wer bei {person} entscheidet",
        "Noch einmal anrufen: {person}", "Termin mit {person} ausmachen", "Budget bei {person} erfragen",
    ),
    done=("Erster Anruf bei {person}", "Prospekt an {person}", "Visitenkarte von {person} erfassen"),
)  # fmt: skip

EN = Words(
    fair="Hannover fair",
    tags=("Fair", "R-290", "New building", "Hospitality", "Laboratory", "Urgent"),
    descriptions=(
        "Asks for a cold room of about 40 m².", "Wants to know what a refit to R-290 costs.",
        "Asks to be called about a service contract.", "Looks for laboratory refrigerators with a temperature log.",
        "Plans a new building and needs a concept by autumn.", "Looked at the quiet dry cooler at our stand.",
    ),
    notes=(
        "Reached, but in a meeting. Will call back.", "Voice mail, for the second time.",
        "Good talk at the stand, showed pictures of the plant room.", "Does not decide alone, asks the management.",
        "Needs a figure for the budget first, **the order of magnitude will do**.",
        "Compares three suppliers by the end of the month.", "Rents at the moment, the contract ends in summer.",
        "Comes on the recommendation of a customer in Graz.", "Wants the brochures on paper.",
        "Asked about the subsidy programme.",
    ),
    steps=(
        "Call {person} back", "Send the brochures to {person}", "Find out who decides besides {person}",
        "Try {person} again", "Arrange a meeting with {person}", "Ask {person} about the budget",
    ),
    done=("First call to {person}", "Brochure for {person}", "Enter the card of {person}"),
)  # fmt: skip

WORDS = {"en": EN, "de": DE}
