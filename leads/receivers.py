"""What leads do when something is announced."""

from leads import inheriting
from leads.models import Lead
from records.signals import changed
from records.wiring import on


@on(changed, sender=Lead)
def contacts_take_over_the_past_of_their_lead(changes, **kwargs):
    """Timeline and collaborators go along with a conversion (4.12), and back with its undo."""
    for change in changes:
        inheriting.follow(change)
