"""`manage.py trace` tells how a record came to be as it is; `wiring` who hears what."""

import pytest
from django.core.management import CommandError, call_command

from records.lifecycle import move
from records.signals import changed
from records.wiring import on, wires


@pytest.mark.django_db
def test_the_trace_is_a_tree_of_causes(thing, ann, noon, capsys):
    pot, lid = thing(name="Pot"), thing(name="Lid")
    cause = move(pot, "state", "ripe", by=ann, at=noon)
    move(lid, "state", "ripe", by=ann, at=noon, cause=cause)
    call_command("trace", "specimen.thing", lid.pk)
    said = capsys.readouterr().out.splitlines()
    assert said[-3:] == [
        "2026-11-23 12:00 moved by Ann Archer",
        f'  - specimen.thing:{pot.pk} "Pot" state: raw -> ripe',
        f'    * specimen.thing:{lid.pk} "Lid" state: raw -> ripe',
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("words", [("nothing.such", 1), ("specimen.thing", 404), ("nonsense", 1)])
def test_a_record_that_is_not_there_is_named(words):
    with pytest.raises(CommandError, match=str(words[0])):
        call_command("trace", *words)


def test_wiring_knows_who_hears_what():
    assert any(wire.receiver == "records.receivers.a_worker_is_woken" for wire in wires())


def test_the_orms_own_signals_cannot_be_heard():
    from django.db.models.signals import post_save

    with pytest.raises(ValueError):
        on(post_save)(lambda **kwargs: None)
    assert on is not None and changed is not None
