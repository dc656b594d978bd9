"""Since this version more spellings are found: rows that are there already get their words to search by anew.

A job for each kind, which a worker does (records.jobs); a new installation has nothing to do.
"""

from django.db import migrations
from django.utils import timezone

KINDS = ("contacts.contact", "leads.lead", "deals.deal", "activities.task", "activities.note")
JOB = "records.recalculate"


def queue(apps, editor):
    Act, Job = apps.get_model("records", "Act"), apps.get_model("records", "Job")
    if not Act.objects.exists():
        return
    for kind in KINDS:
        act = Act.objects.create(kind=JOB, label=kind, at=timezone.now())
        Job.objects.create(act=act, name=JOB, params={"kind": kind})


class Migration(migrations.Migration):
    dependencies = [("records", "0008_job_holder")]

    operations = [migrations.RunPython(queue, migrations.RunPython.noop)]
