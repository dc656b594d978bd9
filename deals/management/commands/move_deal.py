"""manage.py move_deal DEAL STAGE [--pipeline PIPELINE] [--reason REASON]"""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.management.people import refusals
from accounts.management.reading import the_one
from deals.choices import Category
from deals.lifecycle import REASONS, move_to
from deals.management.naming import naming_what_is_wanted, the_deal, the_pipeline, the_stage
from deals.models import DealUnqualifiedReason, LossReason, Stage

LISTS = {Category.LOST: LossReason, Category.UNQUALIFIED: DealUnqualifiedReason}


class Command(BaseCommand):
    help = "Moves a deal to another stage, in the name of the system; its contacts' statuses follow."

    def add_arguments(self, parser):
        parser.add_argument("deal", help="its number or name")
        parser.add_argument("stage", help="name or #ID")
        parser.add_argument("--pipeline", help="another one than the deal's")
        parser.add_argument("--reason", help="why it is lost or unqualified")

    def handle(self, *args, deal, stage, pipeline, reason, **options):
        found = the_deal(deal)
        to = the_stage(the_pipeline(pipeline) if pipeline else found.stage.pipeline, stage)
        with refusals(), naming_what_is_wanted():
            step = move_to(found, to, by=None, at=timezone.now(), values=reasons(to, reason))
        self.stdout.write(f"{found}: {Stage.objects.get(pk=int(step.was))} -> {to}.")


def reasons(to, name):
    category = Category(to.category)
    if name is None:
        return {}
    if category not in LISTS:
        raise CommandError(f"{to} asks for no reason.")
    reason = the_one(LISTS[category].objects.in_use().in_order(), name, what="reason")
    return {REASONS[category][0]: reason}
