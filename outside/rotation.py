"""Re-encrypts every encrypted field of every model with the newest key, row by row, while others work."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.apps import apps
from django.db import models, transaction

from outside.errors import WrongKey
from outside.fields import EncryptedTextField
from outside.secrecy import is_newest, reseal

BATCH = 500


@dataclass
class Count:
    """What became of one field: primary keys of the rows that no key opens are listed, never their values."""

    label: str
    rotated: int = 0
    newest: int = 0
    overtaken: int = 0
    unreadable: list = field(default_factory=list)


def rotate() -> Iterator[Count]:
    """Safe to run twice and to break off: rows under the newest key are passed over."""
    for encrypted in encrypted_fields():
        yield _rotate_field(encrypted)


def encrypted_fields() -> list[EncryptedTextField]:
    return [
        found
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
        for found in model._meta.local_fields
        if isinstance(found, EncryptedTextField)
    ]


def _rotate_field(encrypted: EncryptedTextField) -> Count:
    count = Count(f"{encrypted.model._meta.label}.{encrypted.name}")
    rows = _sealed_rows(encrypted)
    last = None
    while True:
        batch = list((rows if last is None else rows.filter(pk__gt=last)).order_by("pk")[:BATCH])
        if not batch:
            return count
        with transaction.atomic():
            for pk, sealed in batch:
                _rotate_row(encrypted, pk, sealed, count)
        last = batch[-1][0]


def _rotate_row(encrypted: EncryptedTextField, pk: object, sealed: str, count: Count) -> None:
    """By compare-and-set on the sealed text: whoever saved meanwhile did so with the newest key."""
    if is_newest(sealed):
        count.newest += 1
        return
    try:
        renewed = models.Value(reseal(sealed), output_field=models.TextField())
    except WrongKey:
        count.unreadable.append(pk)
        return
    still = _with_sealed(encrypted).filter(pk=pk, sealed_text=sealed)
    if still.update(**{encrypted.name: renewed}):
        count.rotated += 1
    else:
        count.overtaken += 1


def _with_sealed(encrypted: EncryptedTextField) -> models.QuerySet:
    """The rows with the column as it lies in the database, past the field's own decrypting."""
    text = models.ExpressionWrapper(models.F(encrypted.name), output_field=models.TextField())
    return encrypted.model._base_manager.annotate(sealed_text=text)


def _sealed_rows(encrypted: EncryptedTextField) -> models.QuerySet:
    return _with_sealed(encrypted).exclude(sealed_text="").exclude(sealed_text=None).values_list("pk", "sealed_text")
