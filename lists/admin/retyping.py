"""The page that gives a custom field another type: first what would become of its values, then the job (16.10)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lists.retyping import preview, retype, retyped
from records import customising
from records.choices import CustomType
from records.defining import Senseless
from records.models import CustomField
from records.naming import kind_of


class RetypeForm(forms.Form):
    type = forms.ChoiceField(label=_("New type"))
    choices = forms.CharField(
        label=_("Choices"), required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One a line, for a type that offers choices."),
    )  # fmt: skip
    target = forms.ChoiceField(label=_("Links to"), required=False)

    def __init__(self, *args: Any, definition: CustomField, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        others = [pair for pair in CustomType.choices if pair[0] not in {definition.type, CustomType.FORMULA}]
        kinds = [(kind_of(each), capfirst(str(each._meta.verbose_name))) for each in customising.customisable()]
        fields["type"].choices, fields["target"].choices = others, [("", "–"), *kinds]
        fields["choices"].initial = "\n".join(definition.choices)

    def wanted(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"choices": given["choices"].splitlines(), "target": given["target"]}


class RetypeView:
    """GET asks, POST shows what would be lost, POST with `sure` starts the job."""

    def __init__(self, model_admin: Any) -> None:
        self.model_admin = model_admin

    def __call__(self, request: HttpRequest, pk: int) -> HttpResponse:
        definition = get_object_or_404(CustomField, pk=pk)
        form = RetypeForm(request.POST if request.method == "POST" else None, definition=definition)
        back = reverse("admin:records_customfield_change", args=[pk])
        found = None
        if form.is_valid():
            try:
                made = retyped(definition, form.cleaned_data["type"], **form.wanted())
                if request.POST.get("sure"):
                    return self._start(request, definition, form, back)
                found = preview(definition, made, user=request.user)
            except Senseless as error:
                form.add_error(error.fact if error.fact in form.fields else None, str(error))
        facts = {**self.model_admin.admin_site.each_context(request), "title": gettext("Change the type")}
        facts |= {"opts": self.model_admin.opts, "form": form, "definition": definition, "back": back, "found": found}
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/records/customfield/type.html", facts, status=status)

    def _start(self, request: HttpRequest, definition: CustomField, form: RetypeForm, back: str) -> HttpResponse:
        retype(
            definition, form.cleaned_data["type"], **form.wanted(), by=request.user, at=timezone.now()
        )  # fmt: skip
        self.model_admin.log_change(request, definition, gettext("another type"))
        said = gettext("“%(field)s” has its new type. A worker brings the values after; see the jobs.")
        self.model_admin.message_user(request, said % {"field": definition.name}, messages.SUCCESS)
        return redirect(back)
