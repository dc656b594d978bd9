"""The tables of deals."""

from deals.models.deals import AssociatedContact, Deal, StageChange
from deals.models.pipelines import Pipeline, RequiredField, Stage
from deals.models.reasons import ContactRole, DealSource, DealUnqualifiedReason, LossReason

__all__ = [
    "AssociatedContact",
    "ContactRole",
    "Deal",
    "DealSource",
    "DealUnqualifiedReason",
    "LossReason",
    "Pipeline",
    "RequiredField",
    "Stage",
    "StageChange",
]
