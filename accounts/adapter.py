"""How allauth behaves here: people come in by invitation only."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        """An administrator adds people; nobody signs up."""
        return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Company sign-in opens the account of somebody who is known by a verified address, and makes none."""

    def is_open_for_signup(self, request, sociallogin):
        return False

    def can_authenticate_by_email(self, login, email):
        """The provider an administrator configured says whose address it is; allauth asks for verified ones only."""
        return True
