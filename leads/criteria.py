"""What leads can be filtered by."""

from django.utils.translation import gettext_lazy as _

from activities.criteria import happenings, told_of
from contacts.criteria import KIND as CONTACT
from contacts.criteria import PROFILE
from deals.criteria import KIND as DEAL
from deals.criteria import listed
from leads.models import Lead, LeadSource, LeadStatus, LeadUnqualifiedReason
from lists.fields import FieldType, ListField, register
from lists.of_records import behind, common, texts
from records.naming import kind_of
from ui.countries import country_choices

KIND = kind_of(Lead)
CHOICE = FieldType.CHOICE

register(
    KIND,
    *texts(Lead, *PROFILE, "company_name"),
    ListField("country", _("Country"), CHOICE, choices=country_choices),
    ListField("status", _("Status"), CHOICE, choices=lambda: listed(LeadStatus), keys=True),
    ListField("source", _("Source"), CHOICE, choices=lambda: listed(LeadSource), keys=True),
    ListField("unqualified_reason", _("Unqualified reason"), CHOICE, choices=lambda: listed(LeadUnqualifiedReason),
              keys=True),
    ListField("converted", _("Converted at"), FieldType.MOMENT, "converted_at"),
    *common(Lead),
    *happenings(Lead),
    behind("person", _("The person it became"), CONTACT),
    behind("company", _("The company it became"), CONTACT),
    behind("deal", _("The deal it became"), DEAL),
)  # fmt: skip
told_of(KIND, "lead", _("Lead"))
