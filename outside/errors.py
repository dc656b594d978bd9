"""What can go wrong between us and the world. An error is translated when it is read, not when it happens."""

from django.utils.translation import gettext_lazy as _


class OutsideError(Exception):
    """`message` may hold %(name)s; the facts fill it in. No address's path or query is ever a fact: they carry keys."""

    message = _("Something went wrong.")

    def __init__(self, message=None, **facts):
        self.message = message or self.message
        self.facts = facts
        super().__init__(self.message)

    def __str__(self):
        return str(self.message) % self.facts if self.facts else str(self.message)


class Refused(OutsideError):
    """We do not go there, whoever asks. Trying again is pointless."""

    message = _("This address is not allowed.")


class TooLarge(OutsideError):
    message = _("The answer is too large.")


class TooSlow(OutsideError):
    message = _("The answer took too long.")


class Failed(OutsideError):
    """No connection, or an answer that is not what was promised."""

    message = _("The other side could not be reached.")


class Busy(OutsideError):
    """The other side asks for patience (429, 503). `retry_after` is seconds, or None when it named no time."""

    message = _("The other side is busy. Try again later.")

    def __init__(self, message=None, *, retry_after: float | None = None, **facts):
        super().__init__(message, **facts)
        self.retry_after = retry_after


class WrongKey(OutsideError):
    """A value was encrypted with a key that is no longer in the settings, or it was damaged."""

    message = _(
        "An encrypted value cannot be read: none of the keys in FIELD_KEYS, SECRET_KEY and SECRET_KEY_FALLBACKS fits. "
        "Put the key it was written with back into the settings."
    )


class NoCredential(OutsideError):
    message = _("There is no key named “%(name)s”. An admin can add it under Keys for services.")
