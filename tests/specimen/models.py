"""A record that stands for any record."""

from django.db import models

from records.models import Record


class Thing(Record):
    permission_object = "things"
    searched = ("name", "note")
    STEPS = {"state": {"raw": {"ripe"}, "ripe": {"raw", "eaten"}}}

    name = models.CharField(max_length=80)
    note = models.TextField(blank=True, default="")
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    due_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, default="raw")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"/things/{self.pk}/"
