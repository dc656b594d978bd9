"""What contacts can be filtered by."""

from django.utils.translation import gettext_lazy as _

from activities.criteria import happenings, told_of
from contacts.choices import CustomerStatus, ProspectStatus
from contacts.models import Contact
from lists.fields import FieldType, ListField, register
from lists.of_records import behind, common, pointing, texts
from records.naming import kind_of
from ui.countries import country_choices

KIND = kind_of(Contact)
PROFILE = (
    "name", "first_name", "last_name", "title", "email", "phone", "mobile", "website", "industry", "street",
    "postal_code", "city", "state", "description",
)  # fmt: skip

register(
    KIND,
    *texts(Contact, *PROFILE),
    ListField("country", _("Country"), FieldType.CHOICE, choices=country_choices),
    ListField("is_company", _("Is a company"), FieldType.YES_NO),
    ListField("prospect_status", _("Prospect status"), FieldType.CHOICE, choices=ProspectStatus.choices),
    ListField("customer_status", _("Customer status"), FieldType.CHOICE, choices=CustomerStatus.choices),
    ListField("employed_since", _("At the company since"), FieldType.DATE),
    ListField("archived", _("Archived at"), FieldType.MOMENT, "archived_at"),
    *common(Contact),
    *happenings(Contact),
    behind("employer", _("Company"), KIND),
    pointing("employees", _("People there"), KIND, "employer"),
    behind("parent", _("Parent company"), KIND),
    pointing("subsidiaries", _("Subsidiaries"), KIND, "parent"),
)
told_of(KIND, "contact", _("Contact"))
