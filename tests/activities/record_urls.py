"""The page of a thing, as an app would have it, for the tests of what all records' pages share."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import include, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from activities.deleting import delete
from activities.editing import edit
from activities.facts import Fact, Section, fields_of
from activities.showing import record_context, shown
from records import bin as recycling
from records import writing
from records.errors import NotAllowed
from tests.specimen.models import Thing
from ui.forms import EditForm
from ui.pages import page

SECTIONS = (
    Section("reach", "Reach", (
        Fact("name", "Name"), Fact("note", "Note", kind="prose"), Fact("amount", "Amount"),
        Fact("state", "State", fields=()), Fact("due_at", "Due", fields=("due_at", "amount")),
        Fact("phone", "Phone", value=lambda thing: "+43 316 123456", kind="phone", fields=()),
        Fact("mail", "Mail", value=lambda thing: "a?b@example.org", kind="email", fields=()),
        Fact("site", "Site", value=lambda thing: thing.note, kind="website", fields=()),
        Fact("place", "Place", value=lambda thing: "Lagergasse 1\n8020 Graz", kind="address", fields=()),
    )),
)  # fmt: skip


class ThingForm(EditForm):
    class Meta:
        model = Thing
        fields = ("name", "note", "amount", "due_at")

    name = forms.CharField(max_length=80)


@login_required
def thing(request, pk):
    found = shown(Thing, request, pk, "edit", "delete")
    url = reverse("edit_thing", args=[pk])
    return page(request, "activities/record.html", record_context(request, found, sections=SECTIONS, edit_url=url))


@login_required
def edit_thing(request, pk):
    found = get_object_or_404(Thing.objects.visible_to(request.user, "edit"), pk=pk)

    def keep(form, current, version):
        if form.cleaned_data.get("name") == "Forbidden":
            raise NotAllowed("Not this one.")
        return writing.edit(current, form.values(), by=request.user, at=timezone.now(), version=version)

    def make(data):
        return ThingForm(data, instance=found)

    return edit(request, found, make, keep, facts=fields_of(SECTIONS), otherwise="things")


@login_required
@require_POST
def delete_thing(request, pk):
    found = get_object_or_404(Thing.objects.visible_to(request.user, "delete"), pk=pk)
    return delete(request, found, "things", remove=remove)


def remove(thing, *, by, at):
    if thing.state == "eaten":
        raise NotAllowed("It was eaten.")
    if thing.state == "ripe":
        recycling.delete(Thing.objects.get(pk=thing.pk), by=by, at=at)
    return recycling.delete(thing, by=by, at=at)


@login_required
def things(request):
    return HttpResponse("things")


urlpatterns = [
    path("things/", things, name="things"),
    path("things/<int:pk>/", thing, name="thing"),
    path("things/<int:pk>/edit/", edit_thing, name="edit_thing"),
    path("things/<int:pk>/delete/", delete_thing, name="delete_thing"),
    path("", include("sellcrm.urls")),
]
