"""A list of things, as an app would have it, for the tests of the machinery."""

from html import escape

import django_filters
from django.contrib.auth.decorators import login_required
from django.db.models import Sum
from django.http import HttpResponse
from django.urls import include, path
from django.utils.translation import ngettext_lazy

from lists.cells import pill, text
from lists.columns import moment_column, owner_column
from lists.filters import FilterForm
from lists.rights import with_rights
from lists.selection import chosen, fields
from lists.showing import Bulk, Tab, answer, tabled
from lists.tabling import Column, Table, declare
from lists.totalling import totals
from tests.specimen.models import Thing
from ui.pages import page


def called(row, drawing):
    url = escape(row.get_absolute_url())
    return f'<a class="cell-title" href="{url}" data-open title="{escape(row.name)}">{escape(row.name)}</a>'


THINGS = declare(
    Table(
        kind="specimen.thing",
        title="Things",
        columns=(
            Column("name", "Name", order=("name",), classes="pin", always=True, cell=called, reads=("name",)),
            Column("state", "State", order=("state",), cell=lambda row, drawing: pill(row.state), reads=("state",)),
            owner_column(),
            Column(
                "amount", "Amount", order=("amount",), classes="num", down=True, cell=text("amount"), reads=("amount",)
            ),
            moment_column("due", "Due", "due_at", order=("due_at",), down=False, shown=False),
        ),
        sort="name",
        empty="planted/empty.html",
        totals="thing_totals",
        index="things",
        noun=ngettext_lazy("%(shown)s thing", "%(shown)s things", "number"),
    )
)
TABS = (Tab("all", "All"), Tab("ripe", "Ripe", "Shared"))


class ThingFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(method="searched", label="Search", max_length=200)
    state = django_filters.ChoiceFilter(choices=[("raw", "Raw"), ("ripe", "Ripe")], label="State")
    amount = django_filters.NumberFilter(lookup_expr="gte", label="At least")

    class Meta:
        model = Thing
        form = FilterForm
        fields = ()

    def searched(self, rows, name, value):
        return rows.search(value)


def view_of(query):
    return query.get("view", "all") if query.get("view") in {"all", "ripe"} else "all"


def narrowed(query, rows):
    rows = rows.filter(state="ripe") if view_of(query) == "ripe" else rows
    return ThingFilter(query, rows)


@login_required
def things(request):
    rows = with_rights(Thing.objects.visible_to(request.user), request.user, "edit")
    found = narrowed(request.GET, rows)
    bulk = [Bulk("Reassign", "users", "/things/reassign/")] if request.user.may("things", "reassign") else []
    context = tabled(
        request, THINGS, found.qs, found, tabs=TABS, view=view_of(request.GET), bulk=bulk, add="/things/new/",
        add_label="New thing",
    )  # fmt: skip
    return answer(request, context)


def worth(rows):
    return [(rows.aggregate(worth=Sum("amount"))["worth"] or 0, "worth")]


@login_required
def thing_totals(request):
    rows = narrowed(request.GET, Thing.objects.visible_to(request.user)).qs
    return totals(request, THINGS, rows, figures=worth)


@login_required
def reassign(request):
    rows = Thing.objects.visible_to(request.user, "reassign")
    which = chosen(request.POST, rows, lambda query: narrowed(query, Thing.objects.visible_to(request.user)).qs)
    if "sure" not in request.POST:
        context = {"chosen": fields(request.POST), "count": which.count()}
        return page(request, "planted/sure.html", context, partial="form")
    return HttpResponse(",".join(which.order_by("name").values_list("name", flat=True)))


urlpatterns = [
    path("things/", things, name="things"),
    path("things/totals/", thing_totals, name="thing_totals"),
    path("things/reassign/", reassign, name="reassign_things"),
    path("", include("sellcrm.urls")),
]
