"""Names that may be there only once, whatever their case and spacing."""

from django import forms
from django.utils.translation import gettext as _

from accounts.models.fields import folded_name


class OncePerName(forms.ModelForm):
    """Asks before the database refuses: the column that is unique is the folded twin, which no form shows."""

    def clean_name(self):
        name = self.cleaned_data["name"]
        others = self._meta.model._default_manager.exclude(pk=self.instance.pk)
        if others.filter(name_key=folded_name(name)).exists():
            raise forms.ValidationError(_("There is one of that name already."))
        return name
