"""manage.py why EMAIL KIND:ID: what somebody may do with a record, and which grant says so."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.management.people import person
from accounts.permissions import action_label, objects
from accounts.reach import why
from records.naming import model_of, record_models


class Command(BaseCommand):
    help = "Prints what a user may do with a record, and the grants that allow it."

    def add_arguments(self, parser):
        parser.add_argument("email", help="the user's e-mail, or #ID for one without")
        parser.add_argument("record", help="for example activities.task:41")

    def handle(self, *args, email, record, **options):
        user, found = person(email), the_record(record)
        self.stdout.write(f"{user} · {record} · {found}")
        known = next((entry.actions for entry in objects() if entry.key == found.permission_object), ("view",))
        for action in known:
            reasons = why(user, found, action)
            said = "; ".join(reasons) if reasons else _("no")
            self.stdout.write(f"  {action_label(action)}: {said}")


def the_record(text: str):
    kind, _colon, pk = text.partition(":")
    try:
        model = model_of(kind)
    except LookupError:
        model = None
    if model not in record_models() or not pk.isdecimal():
        kinds = ", ".join(sorted(each._meta.label_lower for each in record_models()))
        raise CommandError(f"{text!r} is no record. Write KIND:ID with one of the kinds {kinds}.")
    found = model._base_manager.filter(pk=int(pk)).first()
    if found is None:
        raise CommandError(f"There is no {text}.")
    return found
