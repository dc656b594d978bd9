"""What deals can be filtered by, and contacts by their deals."""

from django.db.models import Exists, ExpressionWrapper, FloatField, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.forms import currency_choices
from accounts.models.listed import Listed
from activities.criteria import happenings, told_of
from contacts.criteria import KIND as CONTACT
from deals.choices import Category
from deals.choosing import all_stages
from deals.models import AssociatedContact, Deal, DealSource, DealUnqualifiedReason, LossReason, Pipeline
from deals.querysets import CHANCE
from lists.fields import FieldType, ListField, Relation, register
from lists.of_records import behind, common, texts
from records.naming import kind_of

KIND = kind_of(Deal)


def stages() -> list:
    """Under the names of their pipelines."""
    found: dict[str, list] = {}
    for stage in all_stages():
        found.setdefault(str(stage.pipeline), []).append((stage.pk, str(stage)))
    return list(found.items())


def pipelines() -> list:
    return [(each.pk, str(each)) for each in Pipeline.objects.in_order()]


def listed(model: type[Listed]) -> list:
    """The choices of a list that admins keep."""
    return [(each.pk, str(each)) for each in model.objects.in_order()]


def of_contact(deals: QuerySet) -> Q:
    """On which the contact is: primary, further, or as the company (5.7). Three questions, each with its own index."""
    further = AssociatedContact.objects.filter(contact=OuterRef("pk"), deal__in=deals.values("pk"))
    primary, company = deals.filter(contact=OuterRef("pk")), deals.filter(company=OuterRef("pk"))
    return Q(Exists(primary)) | Q(Exists(company)) | Q(Exists(further))


def on_deal(contacts: QuerySet) -> Q:
    further = AssociatedContact.objects.filter(deal=OuterRef("pk"), contact__in=contacts.values("pk"))
    primary, company = contacts.filter(pk=OuterRef("contact")), contacts.filter(pk=OuterRef("company"))
    return Q(Exists(primary)) | Q(Exists(company)) | Q(Exists(further))


def chance() -> ExpressionWrapper:
    """Compared with shares that are no whole numbers too."""
    return ExpressionWrapper(CHANCE, output_field=FloatField())


CHOICE = FieldType.CHOICE
register(
    KIND,
    *texts(Deal, "name", "description"),
    ListField("value", _("Value"), FieldType.MONEY, "value_in_account_currency"),
    ListField("currency", _("Currency"), CHOICE, choices=currency_choices),
    ListField("stage", _("Stage"), CHOICE, choices=stages, keys=True),
    ListField("category", _("Kind of stage"), CHOICE, "stage__category", choices=Category.choices),
    ListField("pipeline", _("Pipeline"), CHOICE, "stage__pipeline", choices=pipelines, keys=True),
    ListField("source", _("Source"), CHOICE, choices=lambda: listed(DealSource), keys=True),
    ListField("loss_reason", _("Loss reason"), CHOICE, choices=lambda: listed(LossReason), keys=True),
    ListField("unqualified_reason", _("Unqualified reason"), CHOICE, choices=lambda: listed(DealUnqualifiedReason),
              keys=True),
    ListField("is_hot", _("Hot"), FieldType.YES_NO),
    ListField("close_date", _("Estimated close date"), FieldType.DATE, "estimated_close_date"),
    ListField("likelihood", _("Win likelihood"), FieldType.NUMBER, chance),
    ListField("added_on", _("Added on"), FieldType.MOMENT, "added_at"),
    ListField("in_stage_since", _("Moved to stage on"), FieldType.MOMENT, "stage_changed_at"),
    *common(Deal),
    *happenings(Deal),
    behind("contact", _("Primary contact"), CONTACT),
    behind("company", _("Company"), CONTACT),
    Relation("contacts", _("Contacts on it"), CONTACT, on_deal),
)  # fmt: skip
register(CONTACT, Relation("deals", _("Deals"), KIND, of_contact))
told_of(KIND, "deal", _("Deal"))
