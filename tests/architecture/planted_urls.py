"""Addresses with one fault each, for test_scoping."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.views.decorators.http import require_POST

from tests.specimen.models import Thing


@login_required
def guarded(request, pk):
    return HttpResponse(get_object_or_404(Thing.objects.visible_to(request.user), pk=pk).name)


@login_required
@require_POST
def guarded_act(request, pk):
    get_object_or_404(Thing.objects.visible_to(request.user, "edit"), pk=pk)
    return HttpResponse(status=204)


@login_required
def shown_to_all(request, pk):
    return HttpResponse(get_object_or_404(Thing, pk=pk).name)


@login_required
def written_before_looking(request, pk):
    Thing.objects.filter(pk=pk).update(note="seen")
    return guarded(request, pk)


@login_required
def told_apart(request, pk):
    found = Thing.objects.visible_to(request.user).filter(pk=pk).exists()
    return HttpResponse(status=200 if found else 403)


def unlocked(request, pk):
    return HttpResponse(get_object_or_404(Thing.objects.all(), pk=pk).name)


def nowhere(request, pk):
    return HttpResponse(status=404)


@login_required
def broken(request, pk):
    if Thing.objects.visible_to(request.user).filter(pk=pk).exists():
        raise ZeroDivisionError
    return HttpResponse(status=404)


@login_required
def listing(request):
    return HttpResponse("all of yours")


def door(request):
    return HttpResponse("come in")


def not_found(request, exception):
    """The real page links to addresses that are not planted here."""
    return HttpResponse(status=404)


handler404 = not_found
urlpatterns = [
    path("sign-in/", door, name="account_login"),
    path("home/", listing, name="home"),
    *(
        path(f"{view.__name__}/<int:pk>/", view, name=view.__name__)
        for view in (guarded, guarded_act, shown_to_all, written_before_looking, told_apart, unlocked, nowhere, broken)
    ),
    path("listing/", listing, name="listing"),
    path("door/", door, name="door"),
]
