from django.db import models
from django.utils.translation import gettext_lazy as _

from outside.fields import EncryptedTextField


class Credential(models.Model):
    """A key for a service outside. Read it through `outside.credentials.use`, which notes when it was used last."""

    name = models.SlugField(_("name"), max_length=100, unique=True, help_text=_("The name the product asks for."))
    purpose = models.CharField(_("purpose"), max_length=200, blank=True, help_text=_("What it is for, in your words."))
    secret = EncryptedTextField(_("secret"))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("key for a service")
        verbose_name_plural = _("keys for services")

    def __str__(self) -> str:
        return self.name


class OutboxMailQuerySet(models.QuerySet):
    def newest(self) -> "OutboxMailQuerySet":
        return self.order_by("-pk")


class OutboxMail(models.Model):
    """A mail that was not sent because no EMAIL_URL is set; the outbox page shows it."""

    to = models.TextField(_("to"), help_text=_("All receivers, copies included, parted by commas."))
    sender = models.TextField(_("from"))
    subject = models.TextField(_("subject"), blank=True)
    text = models.TextField(_("text"), blank=True)
    html = models.TextField(_("HTML"), blank=True)
    headers = models.JSONField(_("headers"), default=dict)
    sent_at = models.DateTimeField(_("sent"))

    objects = OutboxMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail in the outbox")
        verbose_name_plural = _("mails in the outbox")

    def __str__(self) -> str:
        return self.subject
