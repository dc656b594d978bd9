"""What lists bring to Django admin: custom fields (what one holds, and who may see it, is known from here on), smart
lists, and links on the pages of records."""

from lists.admin import custom_fields, pages, smart

OURS = (custom_fields, pages, smart)
