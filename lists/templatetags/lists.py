"""Words for the rows of a list."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

register = template.Library()
CELL = (
    '<td class="pick"><input class="check" type="checkbox" name="ids" value="{}" form="bulk" data-pick'
    ' aria-label="{}"></td>'
)


@register.simple_tag
def pick(row: Any, table: Any) -> SafeString:
    """The cell that selects this row; nothing where nothing can be done with selected rows."""
    if not table.bulk:
        return mark_safe("")
    return format_html(CELL, row.pk, _("Select “%(name)s”") % {"name": row})
