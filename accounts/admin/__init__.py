"""Where administrators run people, roles, groups and the account."""

from allauth.account import admin as _addresses
from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.socialaccount import admin as _connections
from allauth.socialaccount.models import SocialApp, SocialToken
from django.contrib import admin
from django.contrib.auth import admin as _auth
from django.contrib.auth.models import Group as UnusedGroup
from django.utils.translation import gettext_lazy as _

from accounts.admin import account, groups, roles, users

# Imported so that what they register is there to be taken away: rights are roles here, addresses stand on the user,
# and company sign-in is a setting.
REGISTERED_ELSEWHERE = (_addresses, _connections, _auth)
OURS = (account, groups, roles, users)

admin.site.unregister([UnusedGroup, EmailAddress, SocialApp, SocialToken])
admin.site.site_header = _("SellCRM administration")
admin.site.site_title = "SellCRM"
admin.site.index_title = _("SellCRM")
admin.site.site_url = "/"
# The same door for everybody: limits, second factor and company sign-in hold for the administration too.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
