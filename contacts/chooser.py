"""The form field for a contact: a name that is typed, options that the server finds, a key that is sent.

Without script the typed name alone is enough: one match is taken, among several one is asked to choose.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from contacts.choosing import COMPANY, KINDS, NewContact, choosable, named, offered, split
from contacts.models import Contact
from contacts.models.profile import LONGEST_NAME

LONGEST_KEY = 18


class Chooser(forms.MultiWidget):
    """Three values: the key, the text, and what was picked (a key, "person" or "company")."""

    use_fieldset = False

    def __init__(self) -> None:
        super().__init__([forms.HiddenInput(), forms.TextInput(), forms.HiddenInput()])
        self.kind, self.may_create = "", ()
        self.candidates: list[Contact] = []
        self.asks = False
        self.known: Any = lambda key: None

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_1" if id_ else id_

    def decompress(self, value: Any) -> list[str]:
        contact = self.known(value)
        return [str(contact.pk), str(contact), ""] if contact else ["", "", ""]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return [data.get(f"{name}_{part}") for part in range(3)]

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        key, text, pick = value if isinstance(value, list) else self.decompress(value)
        facts = {"kind": self.kind, "may_create": self.may_create, "candidates": self.candidates, "asks": self.asks}
        said = {"name": name, "key": key or "", "text": text or "", "pick": pick or "", "attrs": attrs or {}}
        place = {"required": self.is_required, "part": self.widgets[1].attrs.get("class", "input")}
        return render_to_string("contacts/chooser.html", facts | said | place)


class ContactField(forms.ModelChoiceField):
    """Cleaned to a Contact, a NewContact or None. `user` has to be set in the form's __init__: whom that person may
    not view cannot be chosen, and one that stands there already is drawn as nothing and left alone."""

    default_error_messages = {
        "unknown": _("There is nobody called “%(text)s” here."),
        "unknown_company": _("There is no company called “%(text)s” here."),
        "ambiguous": _("Choose which one you mean."),
        "long": _("A name has at most %(longest)s characters."),
    }

    def __init__(self, *, kind: str = "", may_create: Sequence[str] = (), **kwargs: Any) -> None:
        usual: dict[str, Any] = {"widget": Chooser(), "required": False}
        super().__init__(Contact.objects.none(), **usual | kwargs)
        self.kind, self._may_create, self._user, self._known = kind, tuple(may_create), None, {}
        self._connect()

    def __deepcopy__(self, memo: Any) -> ContactField:
        made = super().__deepcopy__(memo)
        made._known = {}
        made._connect()
        return made

    def _connect(self) -> None:
        self.widget.kind, self.widget.may_create, self.widget.known = self.kind, self.may_create, self.known

    @property
    def user(self) -> Any:
        return self._user

    @user.setter
    def user(self, user: Any) -> None:
        self._user = user
        self._connect()

    @property
    def may_create(self) -> tuple[str, ...]:
        """Kinds that this person may add right here."""
        return self._may_create if self._user is not None and self._user.may("contacts", "add") else ()

    def known(self, key: Any) -> Contact | None:
        """The contact behind a key, if this person may choose it; asked once."""
        text = str(getattr(key, "pk", key) or "")
        if self._user is None or not (text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY):
            return None
        if text not in self._known:
            self._known[text] = choosable(self._user, self.kind).filter(pk=int(text)).first()
        return self._known[text]

    def label_from_instance(self, contact: Any) -> str:
        return str(contact) if contact is not None else _now("One that you may not see")

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            return value
        contact = self.known(value)
        return contact.pk if contact else None

    def to_python(self, value: Any) -> Any:
        return value if isinstance(value, Contact | NewContact) else self.known(value)

    def clean(self, value: Any) -> Contact | NewContact | None:
        found = self._meant(value)
        if found is None and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            found = self._meant(data)
        except forms.ValidationError:
            return True
        was = getattr(initial, "pk", initial)
        return isinstance(found, NewContact) or str(getattr(found, "pk", "") or "") != str(was or "")

    def _meant(self, value: Any) -> Contact | NewContact | None:
        key, text, pick = value if isinstance(value, list) else (value, None, "")
        text = None if text is None else " ".join(str(text).replace("\x00", "").split())
        if text and pick in self.may_create:
            return self._new(pick, text)
        picked, standing = self.known(pick), self.known(key)
        if picked or text is None:
            return picked or standing
        if standing and str(standing) == text:
            return standing
        return self._by_name(text) if text else None

    def _new(self, kind: str, text: str) -> NewContact:
        if max(map(len, [text] if kind == COMPANY else split(text))) > LONGEST_NAME:
            raise forms.ValidationError(self.error_messages["long"], code="long", params={"longest": LONGEST_NAME})
        return NewContact(kind, text)

    def _by_name(self, text: str) -> Contact:
        """One of exactly this name is meant; otherwise there is something to choose from, or nothing."""
        exact = named(self._user, text, kind=self.kind)
        if len(exact) == 1:
            return exact[0]
        self.widget.candidates = exact or offered(self._user, text, kind=self.kind)
        self.widget.asks = bool(self.widget.candidates or self.may_create)
        code = "unknown_company" if self.kind == COMPANY else "unknown"
        code = "ambiguous" if self.widget.candidates else code
        raise forms.ValidationError(self.error_messages[code], code=code, params={"text": text})


def kinds_in(text: str) -> tuple[str, ...]:
    """What an address says may be made: "person,company"."""
    return tuple(kind for kind in text.split(",") if kind in KINDS)
