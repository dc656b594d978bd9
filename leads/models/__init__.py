"""The tables of leads."""

from leads.models.leads import Lead
from leads.models.lists import LeadSource, LeadStatus, LeadUnqualifiedReason

__all__ = ["Lead", "LeadSource", "LeadStatus", "LeadUnqualifiedReason"]
