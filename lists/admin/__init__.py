"""Custom fields in Django admin: here because what a field holds, and who may see it, is known from here on."""

from lists.admin import custom_fields

OURS = (custom_fields,)
