"""People in Django admin."""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import leaving
from accounts.administrators import somebody_else_stays
from accounts.choices import Standing
from accounts.choosing import time_zones
from accounts.forms import address_is_free
from accounts.hierarchy import refuse_cycle
from accounts.invitations import invite, vouch
from accounts.models import Account, Membership, User
from accounts.permissions import action_label, label_of
from accounts.reach import sources
from records.errors import NotAllowed, RecordError


class UserForm(forms.ModelForm):
    """Runs inside the admin's transaction, so that the lock taken here holds until the row is written."""

    time_zone = forms.ChoiceField(
        label=_("Time zone"), required=False, choices=lambda: [("", _("as the account says")), *time_zones()]
    )
    invitation = forms.BooleanField(
        label=_("send an invitation now"), required=False, help_text=_("A mail with a link to choose a password.")
    )

    class Meta:
        model = User
        fields = ("name", "email", "role", "manager", "team_name", "is_admin", "locale", "time_zone", "theme")

    def clean_email(self):
        email = self.cleaned_data["email"]
        if email and not address_is_free(email, but=self.instance):
            raise forms.ValidationError(_("Somebody else signs in with this address."))
        return email

    def clean_manager(self):
        manager = self.cleaned_data["manager"]
        Account.lock()
        return self.allowed(manager, lambda: manager and refuse_cycle(self.instance, manager))

    def clean_is_admin(self):
        wanted = self.cleaned_data["is_admin"]
        stays = wanted or not self.instance.pk
        return self.allowed(wanted, lambda: stays or somebody_else_stays(self.instance))

    def allowed(self, value, ask):
        try:
            ask()
        except NotAllowed as error:
            raise forms.ValidationError(str(error)) from error
        return value

    def clean(self):
        given = super().clean()
        if given.get("invitation") and not given.get("email"):
            self.add_error("email", gettext("An invitation needs an address."))
        return given


class StandingFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "standing"

    def lookups(self, request, model_admin):
        return Standing.choices

    def queryset(self, request, queryset):
        return queryset.standing(self.value()) if self.value() in Standing.values else queryset


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 0
    autocomplete_fields = ("group",)
    verbose_name_plural = _("groups")


def gathered(user) -> dict[tuple, list[str]]:
    """The user's grants, those that differ only in the action put together."""
    found: dict[tuple, list[str]] = {}
    for each in sources(user):
        found.setdefault((each.object, each.scope, each.through), []).append(each.action)
    return found


class HandOverForm(forms.Form):
    receiver = forms.ModelChoiceField(label=_("To"), queryset=User.objects.none())

    def __init__(self, *args, givers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["receiver"].queryset = User.objects.active().exclude(pk__in=givers).by_name()


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    form = UserForm
    inlines = (MembershipInline,)
    list_display = ("name", "email", "role", "manager", "groups", "is_admin", "state")
    list_filter = (StandingFilter, "role", "is_admin", ("member_groups", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("role", "manager")
    search_fields = ("name", "email")
    ordering = ("name", "pk")
    readonly_fields = ("state", "joined_at", "invited_at", "last_login", "deactivated_at", "rights_and_why")
    actions = ("send_invitations", "deactivate", "reactivate", "hand_over")

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("member_groups")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Roles and managers are chosen here; nobody deletes one by a click beside the choice."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "manager":
            field.queryset = User.objects.active().by_name()
        return field

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in {"manager", "role"} and field:
            field.widget.can_add_related = field.widget.can_delete_related = field.widget.can_change_related = False
        return field

    def get_fieldsets(self, request, obj=None):
        who = ("name", "email", "invitation") if obj is None else ("name", "email")
        sets = [
            (None, {"fields": who}),
            (_("Place"), {"fields": ("role", "is_admin", "manager", "team_name")}),
            (_("Preferences"), {"fields": ("locale", "time_zone", "theme")}),
        ]
        if obj is not None:
            dates = ("state", "joined_at", "invited_at", "last_login", "deactivated_at")
            sets.append((_("State"), {"fields": dates}))
            sets.append((_("What this user may see, and why"), {"fields": ("rights_and_why",)}))
        return sets

    @admin.display(description=_("state"))
    def state(self, user):
        return user.standing.label

    @admin.display(description=_("groups"))
    def groups(self, user):
        return ", ".join(sorted(group.name for group in user.member_groups.all())) or "–"

    @admin.display(description=_("rights"))
    def rights_and_why(self, user):
        """Every grant, widest first within its object and action; the widest one counts (14.20)."""
        if not user.is_active:
            return gettext("Deactivated: nothing at all.")
        rows = [
            (label_of(thing), ", ".join(action_label(action) for action in actions), scope.label, through)
            for (thing, scope, through), actions in gathered(user).items()
        ]
        if user.rights.sees_all:
            rows.insert(0, (gettext("Everything"), gettext("Everything"), gettext("all"), gettext("administrator")))
        if not rows:
            return gettext("Nothing: no role, and no group that carries one.")
        heads = format_html_join("", '<th scope="col">{}</th>', ((head,) for head in self.columns()))
        body = format_html_join("", "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>", rows)
        return format_html("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>", heads, body)

    def columns(self):
        return gettext("Object"), gettext("Actions"), gettext("Whose records"), gettext("Because of")

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if not change or "email" in form.changed_data:
            vouch(obj)
        if form.cleaned_data.get("invitation"):
            transaction.on_commit(partial(self.attempt, request, obj, invite, _("invited")))

    def attempt(self, request, user, act, done):
        """Do one act to one person; say what was refused, and write down what was done."""
        try:
            act(user, by=request.user, at=timezone.now())
        except RecordError as error:
            self.message_user(request, str(error), messages.ERROR)
            return False
        self.log_change(request, user, str(done))
        return True

    def attempt_all(self, request, users, act, done):
        count = sum(self.attempt(request, user, act, done) for user in users)
        if count:
            self.message_user(request, f"{done}: {count}", messages.SUCCESS)

    @admin.action(description=_("Invite, or send the invitation again"))
    def send_invitations(self, request, queryset):
        self.attempt_all(request, queryset, invite, _("invited"))

    @admin.action(description=_("Deactivate: no more signing in, records stay"))
    def deactivate(self, request, queryset):
        self.attempt_all(request, queryset, leaving.deactivate, _("deactivated"))

    @admin.action(description=_("Reactivate"))
    def reactivate(self, request, queryset):
        self.attempt_all(request, queryset, leaving.reactivate, _("reactivated"))

    @admin.action(description=_("Hand over all records to somebody else…"))
    def hand_over(self, request, queryset):
        givers = list(queryset)
        form = HandOverForm(request.POST if "receiver" in request.POST else None, givers=[user.pk for user in givers])
        if not form.is_valid():
            facts = {**self.admin_site.each_context(request), "title": _("Hand over records"), "form": form}
            facts |= {"givers": givers, "opts": self.opts, "action": "hand_over"}
            return TemplateResponse(request, "admin/accounts/user/hand_over.html", facts)
        receiver = form.cleaned_data["receiver"]
        give = partial(self.give, receiver)
        self.attempt_all(request, givers, give, _("handing over to %(name)s") % {"name": receiver})
        return redirect("lists:jobs") if len(givers) == 1 else None

    def give(self, receiver, giver, *, by, at):
        leaving.hand_over(giver, receiver, by=by, at=at)

    def get_deleted_objects(self, objs, request):
        found = [sentence for user in objs for sentence in leaving.ties(user)]
        return ([], {}, set(), found) if found else super().get_deleted_objects(objs, request)
