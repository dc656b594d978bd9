"""How allauth behaves here: people come in by invitation only."""

from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter

from accounts.mailing import absolute


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        """An administrator adds people; nobody signs up."""
        return False

    def get_reset_password_from_key_url(self, key):
        return in_mail(super().get_reset_password_from_key_url(key))

    def get_email_confirmation_url(self, request, emailconfirmation):
        return in_mail(super().get_email_confirmation_url(request, emailconfirmation))


def in_mail(url: str) -> str:
    """The address as PUBLIC_URL has it: the host of a request is whatever the one who sent it wrote there, and a link
    with a token in it must never lead to a host that a stranger chose."""
    return absolute(urlsplit(url).path)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Company sign-in opens the account of somebody who is known by a verified address, and makes none."""

    def is_open_for_signup(self, request, sociallogin):
        return False

    def can_authenticate_by_email(self, login, email):
        """The provider an administrator configured says whose address it is; allauth asks for verified ones only. On
        our side it has to be vouched for too: an address that somebody merely typed opens nobody's account."""
        return EmailAddress.objects.filter(email__iexact=email, verified=True).exists()
