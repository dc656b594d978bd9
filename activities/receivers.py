"""What activities do when records announce something."""

from django.utils import timezone

from activities import burying, telling, touching
from activities.models import Note, Task
from records.signals import changed, purged, transitioned
from records.wiring import on


@on(changed)
def timelines_tell_the_change(sender, changes, **kwargs):
    """Every change is an entry on the timelines of the records it belongs to."""
    telling.tell_changes(sender, changes)


@on(transitioned)
def timelines_tell_the_step(sender, steps, **kwargs):
    """Every step of a status is an entry on the timelines of the records it belongs to."""
    telling.tell_steps(sender, steps)


@on(changed, sender=Note)
def a_new_note_is_the_last_activity(sender, changes, **kwargs):
    """What a note is about, and all to which that belongs, was last touched when it was written (7.14)."""
    touching.touch_by_notes(changes)


@on(transitioned, sender=Task)
def a_finished_task_is_the_last_activity(steps, **kwargs):
    """What a task is about, and all to which that belongs, was last touched when it was done (7.14)."""
    touching.touch_by_tasks(steps)


@on(purged)
def timelines_forget_the_purged(sender, ids, **kwargs):
    """What is gone for good leaves no entry behind."""
    telling.forget(sender, ids)


@on(purged)
def what_hangs_on_the_purged_goes_too(sender, ids, **kwargs):
    """Notes and tasks about a record that is gone for good go with it (14.5): nobody could see or change them."""
    burying.bury_what_hangs_on(sender, ids, at=timezone.now())
