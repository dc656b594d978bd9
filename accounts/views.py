"""Settings, team, notifications, outbox, and the very first page."""

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings as configuration
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from accounts import notifying, people, teams
from accounts.forms import FirstRunForm, ProfileForm
from accounts.leaving import end_sessions
from accounts.models import Notification, User
from accounts.outbox import is_open_to
from outside.models import OutboxMail
from ui.pages import page, redirect_to
from ui.toasts import tell

SHOWN = 50


def first_run(request):
    """Open only while there is nobody at all, and only on one's own machine: a server on the network would otherwise
    belong to whoever comes first. There the shell makes the first administrator."""
    if User.objects.exists():
        return redirect_to(request, "account_login")
    if not configuration.LOCAL:
        return page(request, "accounts/first_run.html", {"form": None}, status=503)
    form = FirstRunForm(request.POST or None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return page(request, "accounts/first_run.html", {"form": form}, status=status)
    admin = people.found(at=timezone.now(), locale=request.LANGUAGE_CODE, **form.cleaned_data)
    if admin is None:
        return redirect_to(request, "account_login")
    login(request, admin, backend=configuration.AUTHENTICATION_BACKENDS[0])
    tell(request, _("Welcome. The account is yours; invite your colleagues under Settings."), tone="green")
    return redirect_to(request, configuration.LOGIN_REDIRECT_URL)


@login_required
def settings(request):
    """The person's own profile; the theme's cookie gives way to what was chosen here."""
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return page(request, "accounts/settings.html", {"form": form}, partial="form", status=status)
    form.save()
    with override(form.cleaned_data["locale"] or request.LANGUAGE_CODE):
        tell(request, _("Saved."), tone="green")
    response = redirect_to(request, "accounts:settings")
    response.delete_cookie("theme")
    return response


@login_required
def security(request):
    kinds = list(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    context = {
        "totp": Authenticator.Type.TOTP in kinds,
        "passkeys": kinds.count(Authenticator.Type.WEBAUTHN),
        "company": bool(configuration.OIDC_SERVER_URL),
        "connections": SocialAccount.objects.filter(user=request.user).count(),
    }
    return page(request, "accounts/security.html", context)


@login_required
@require_POST
def sign_out_elsewhere(request):
    """Every other session ends, this one goes on."""
    end_sessions(request.user)
    update_session_auth_hash(request, request.user)
    tell(request, _("All other devices are signed out."), tone="green")
    return redirect_to(request, "accounts:security")


@login_required
def team(request):
    return page(request, "accounts/team.html", {"teams": teams.teams(), "groups": teams.groups()})


@login_required
def notifications(request):
    """Newest first, fifty at a time, by key."""
    mine = Notification.objects.filter(user=request.user)
    before = request.GET.get("before", "")
    rows = list((mine.filter(pk__lt=before) if before.isdecimal() else mine).order_by("-pk")[: SHOWN + 1])
    context = {
        "rows": rows[:SHOWN],
        "more": rows[SHOWN - 1].pk if len(rows) > SHOWN else None,
        "newest": rows[0].pk if rows else 0,
        "unread": notifying.unread(request.user),
    }
    return page(request, "accounts/notifications.html", context, partial="rows")


@login_required
@require_POST
def open_notification(request, pk):
    """Read now, and on to what it is about."""
    found = notifying.read(request.user, pk, at=timezone.now())
    if found is None:
        raise Http404
    return redirect_to(request, found.url or "accounts:notifications")


@login_required
@require_POST
def read_all(request):
    newest = request.POST.get("newest", "")[:18]
    notifying.read_all(request.user, up_to=int(newest) if newest.isdecimal() else 0, at=timezone.now())
    return redirect_to(request, "accounts:notifications")


def outbox_only(view):
    def guarded(request, *args, **kwargs):
        if is_open_to(request.user):
            return view(request, *args, **kwargs)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise Http404

    return guarded


@outbox_only
def outbox(request):
    """What would have been mailed, newest first. Nothing is here when a mail server is set."""
    return page(request, "accounts/outbox.html", {"mails": OutboxMail.objects.newest()[:SHOWN]})


@outbox_only
def outbox_mail(request, pk):
    return page(request, "accounts/outbox_mail.html", {"mail": get_object_or_404(OutboxMail, pk=pk)})
