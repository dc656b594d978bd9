"""People."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.choices import FieldLevel, Scope, Standing, Theme
from accounts.models.account import Account
from accounts.models.fields import FoldedEmailField
from accounts.models.reaching import Reach
from accounts.models.roles import Role
from accounts.models.standing_in import StandIn
from ui.ready import rows_of

NO_PASSWORD = Q(password="") | Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
NEVER_CAME = NO_PASSWORD & Q(last_login=None)


class UserQuerySet(models.QuerySet):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def standing(self, standing: str) -> Self:
        """Those of one Standing; the same rule as User.standing."""
        if standing == Standing.DEACTIVATED:
            return self.filter(is_active=False)
        if standing == Standing.ACTIVE:
            return self.active().exclude(NEVER_CAME)
        return self.active().filter(NEVER_CAME, invited_at__isnull=standing == Standing.NOT_INVITED)

    def assignable(self, standing: int | None = None) -> Self:
        """To whom something can be given, by name; who has it (`standing`) stays choosable after leaving."""
        return self.filter(Q(is_active=True) | Q(pk=standing)).by_name()

    def by_name(self) -> Self:
        return self.order_by("name", "pk")


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]  # made at run time
    def get(self, *args: Any, **kwargs: Any) -> User:
        """By key alone, as every request asks for who it is of, with the statement at hand."""
        if args or kwargs.keys() != {"pk"} or not isinstance(kwargs["pk"], int) or self._db:
            return super().get(*args, **kwargs)
        for user in rows_of("user", lambda key: UserQuerySet(self.model).filter(pk=key), kwargs["pk"]):
            return user
        raise self.model.DoesNotExist(f"There is no user {kwargs['pk']}")

    def create_user(self, *, email: str | None = None, name: str, password: str | None = None, **fields) -> User:
        """Without a password nobody signs in yet; without an e-mail nobody can be invited either."""
        user = self.model(email=email, name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, *, email: str, name: str, password: str | None = None, **fields) -> User:
        return self.create_user(email=email, name=name, password=password, is_admin=True, **fields)


class User(AbstractBaseUser):
    """A person. Without an e-mail they are not invited: they own records and cannot sign in.

    Django's own permissions play no part: rights are Role, Group and the admin flag, asked through accounts.reach.
    """

    email = FoldedEmailField(_("e-mail"), unique=True, null=True, blank=True)
    name = models.CharField(_("name"), max_length=150)
    is_active = models.BooleanField(_("active"), default=True)
    is_admin = models.BooleanField(
        _("administrator"), default=False, help_text=_("Runs the account: people, roles, settings.")
    )
    manager = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="reportees", verbose_name=_("reports to")
    )
    team_name = models.CharField(
        _("team name"), max_length=100, blank=True, help_text=_("What the people who report to this person are called.")
    )
    role = models.ForeignKey(Role, models.PROTECT, null=True, blank=True, related_name="users", verbose_name=_("role"))
    locale = models.CharField(_("language"), max_length=10, blank=True, choices=settings.LANGUAGES)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    theme = models.CharField(_("theme"), max_length=5, blank=True, choices=Theme)
    joined_at = models.DateTimeField(_("joined at"), auto_now_add=True)
    invited_at = models.DateTimeField(_("invited at"), null=True, blank=True, editable=False)
    deactivated_at = models.DateTimeField(_("deactivated at"), null=True, blank=True, editable=False)
    # Part of every session's hash: one more, and all open sessions are over.
    session_epoch = models.PositiveIntegerField(default=0, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.CheckConstraint(
                condition=Q(manager=None) | ~Q(manager=F("pk")),
                name="nobody_reports_to_themselves",
                violation_error_message=_("Nobody reports to themselves."),
            )
        ]

    def __str__(self):
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split()[0] if self.name else ""

    @property
    def is_staff(self) -> bool:
        return self.is_active and self.is_admin

    is_superuser = is_staff

    @property
    def standing(self) -> Standing:
        if not self.is_active:
            return Standing.DEACTIVATED
        if self.last_login or (self.password and self.has_usable_password()):
            return Standing.ACTIVE
        return Standing.INVITED if self.invited_at else Standing.NOT_INVITED

    def has_perm(self, perm, obj=None) -> bool:
        """Django admin asks this way; the rights on records are not kept here."""
        return self.is_staff

    def has_perms(self, perm_list, obj=None) -> bool:
        return self.is_staff

    def has_module_perms(self, app_label) -> bool:
        return self.is_staff

    def reach(self, model, action: str = "view") -> Q:
        """Which rows of a model this person may reach for an action: the only place that decides (14.24)."""
        return self.rights.of(model, action)

    def may(self, object_key: str, action: str) -> bool:
        """Is there any record of this kind that the action could be done to, or with, by this person?"""
        return self.rights.scope(object_key, action) != Scope.NONE

    def sees_field(self, kind: str, key: str) -> bool:
        """May this person view the custom field with this key, of that kind of record (16.10)?"""
        return self.rights.field_level(kind, key) != FieldLevel.NONE

    def edits_field(self, kind: str, key: str) -> bool:
        return self.rights.field_level(kind, key) == FieldLevel.EDIT

    @cached_property
    def account(self) -> Account:
        """The account's settings, read once for this instance."""
        return Account.current()

    @property
    def rights(self) -> Reach:
        """Worked out once for this instance, that is once a request; refresh_from_db forgets it."""
        if "reach_cache" not in self.__dict__:
            self.__dict__["reach_cache"] = Reach(self)
        return self.__dict__["reach_cache"]

    @property
    def stand_in(self) -> StandIn:
        """In whose place statements are put together that depend on this person's rights (ui.ready)."""
        if "stand_in" not in self.rights.__dict__:
            self.rights.__dict__["stand_in"] = StandIn(self.rights)
        return self.rights.__dict__["stand_in"]

    def refresh_from_db(self, *args, **kwargs):
        self.__dict__.pop("reach_cache", None)
        self.__dict__.pop("account", None)
        self.__dict__.pop("custom_fields", None)
        super().refresh_from_db(*args, **kwargs)

    def _get_session_auth_hash(self, secret=None):
        salt = "accounts.models.User.get_session_auth_hash"
        return salted_hmac(salt, f"{self.password}:{self.session_epoch}", secret=secret, algorithm="sha256").hexdigest()
