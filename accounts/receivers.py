"""What accounts do when records announce something."""

from accounts.models import Collaboration
from records.naming import kind_of
from records.signals import purged
from records.wiring import on


@on(purged)
def collaborations_end_with_the_purged(sender, ids, **kwargs):
    """Nobody is a collaborator of what is gone for good."""
    Collaboration.objects.filter(kind=kind_of(sender), record_id__in=ids).delete()
