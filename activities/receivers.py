"""What activities do when records announce something."""

from activities import telling
from records.signals import changed, purged, transitioned
from records.wiring import on


@on(changed)
def timelines_tell_the_change(sender, changes, **kwargs):
    """Every change is an entry on the timelines of the records it belongs to."""
    telling.tell_changes(sender, changes)


@on(transitioned)
def timelines_tell_the_step(record, transition, **kwargs):
    """Every step of a status is an entry on the timelines of the records it belongs to."""
    telling.tell_step(record, transition)


@on(purged)
def timelines_forget_the_purged(sender, ids, **kwargs):
    """What is gone for good leaves no entry behind."""
    telling.forget(sender, ids)
