"""manage.py lead_status LEAD STATUS [--reason REASON]"""

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.management.people import refusals
from accounts.management.reading import the_one
from leads.lifecycle import set_status
from leads.management.naming import the_lead
from leads.models import LeadStatus, LeadUnqualifiedReason


class Command(BaseCommand):
    help = "Gives a lead another status, in the name of the system."

    def add_arguments(self, parser):
        parser.add_argument("lead", help="its number or name")
        parser.add_argument("status", help="name or #ID")
        parser.add_argument("--reason", help="why the lead is not worth it")

    def handle(self, *args, lead, status, reason, **options):
        found, to = the_lead(lead), the_one(LeadStatus.objects.in_use().in_order(), status, what="lead status")
        why = reason and the_one(LeadUnqualifiedReason.objects.in_use().in_order(), reason, what="reason")
        was = str(found.status)
        with refusals():
            set_status(found, to, by=None, at=timezone.now(), reason=why)
        self.stdout.write(f"{found}: {was} -> {to}.")
