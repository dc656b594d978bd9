"""Tags: one vocabulary; names are the same whatever their case (16.9a, 16.10)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from records.asking import rows_of
from records.folding import fold
from records.models import Record, Tag, Tagging, TagUse
from records.naming import kind_of

LONGEST = 60
LONGEST_KEY = 255


def clean_names(names: Iterable[str]) -> list[str]:
    """Trimmed, without doubles (first spelling wins), in the order given. ValueError for one that is too long."""
    found: dict[str, str] = {}
    for name in names:
        bare = " ".join(name.replace("\x00", "").split())
        if len(bare) > LONGEST or len(fold(bare)) > LONGEST_KEY:
            raise ValueError(bare)
        if bare:
            found.setdefault(fold(bare), bare)
    return list(found.values())


def wear(record: Record, names: Iterable[str]) -> tuple[list[str], list[str]]:
    """Give a record exactly these tags, making those that are new. Returns the sorted names before and after.

    The caller writes the Change (records.writing); nothing else may change what a record wears.
    """
    kind, wanted = kind_of(record), {fold(name): name for name in clean_names(names)}
    worn = {tag.key: tag for tag in Tag.objects.of(kind, record.pk)}
    was = sorted(tag.name for tag in worn.values())
    gone = [tag.pk for key, tag in worn.items() if key not in wanted]
    if gone:
        Tagging.objects.filter(use__kind=kind, use__tag__in=gone, record_id=record.pk).delete()
    added = list(_uses({key: name for key, name in wanted.items() if key not in worn}, kind).values())
    Tagging.objects.bulk_create([Tagging(use=use, record_id=record.pk) for use in added], ignore_conflicts=True)
    kept = [tag.name for key, tag in worn.items() if key in wanted]
    return was, sorted(kept + [use.tag.name for use in added])


def wear_each(wanted: Sequence[tuple[Record, Iterable[str]]]) -> dict[int, tuple[list[str], list[str]]]:
    """The same for many records of one kind; the sorted names before and after of each by its key."""
    if not wanted:
        return {}
    kind = kind_of(wanted[0][0])
    names = {record.pk: {fold(name): name for name in clean_names(each)} for record, each in wanted}
    worn = {pk: {tag.key: tag for tag in tags} for pk, tags in tags_of_many([record for record, _ in wanted]).items()}
    new = {pk: {key: name for key, name in each.items() if key not in worn[pk]} for pk, each in names.items()}
    uses = _uses({key: name for each in new.values() for key, name in each.items()}, kind)
    gone: dict[int, list[int]] = defaultdict(list)
    for pk, tags in worn.items():
        for key, tag in tags.items():
            if key not in names[pk]:
                gone[tag.pk].append(pk)
    for gone_tag, keys in sorted(gone.items()):
        Tagging.objects.filter(use__kind=kind, use__tag=gone_tag, record_id__in=keys).delete()
    rows = [Tagging(use=uses[key], record_id=pk) for pk, each in new.items() for key in each]
    Tagging.objects.bulk_create(rows, ignore_conflicts=True)
    return {
        pk: (
            sorted(tag.name for tag in tags.values()),
            sorted(
                [*(tag.name for key, tag in tags.items() if key in names[pk]), *(uses[key].tag.name for key in new[pk])]
            ),
        )
        for pk, tags in worn.items()
    }


def wear_new(wanted: Sequence[tuple[Record, Iterable[str]]]) -> dict[int, list[str]]:
    """The same for many records of one kind that wear nothing yet; the sorted names of each by its key."""
    if not wanted:
        return {}
    names = {record.pk: {fold(name): name for name in clean_names(each)} for record, each in wanted}
    uses = _uses({key: name for each in names.values() for key, name in each.items()}, kind_of(wanted[0][0]))
    rows = [Tagging(use=uses[key], record_id=pk) for pk, each in names.items() for key in each]
    Tagging.objects.bulk_create(rows, ignore_conflicts=True)
    return {pk: sorted(uses[key].tag.name for key in each) for pk, each in names.items()}


def _uses(names: dict[str, str], kind: str) -> dict[str, TagUse]:
    """The uses of these tags by key; those that nobody has used yet are made."""
    known = TagUse.objects.select_related("tag").filter(kind=kind, tag__key__in=names) if names else []
    uses = {use.tag.key: use for use in known}
    # In one order everywhere: two editors who make the same new tags would otherwise wait for each other for ever.
    return {key: uses.get(key) or _use(key, names[key], kind) for key in sorted(names)}


def _use(key: str, name: str, kind: str) -> TagUse:
    tag, _made = Tag.objects.get_or_create(key=key, defaults={"name": name})
    return TagUse.objects.select_related("tag").get_or_create(tag=tag, kind=kind)[0]


def tags_of(record: Record) -> list[Tag]:
    return rows_of("tags", Tag.objects.of, kind_of(record), record.pk)


def tags_of_many(records: Sequence[Record]) -> dict[int, list[Tag]]:
    """The tags of records of one kind by their key, in one statement; records without tags are in it too."""
    found: dict[int, list[Tag]] = defaultdict(list, {record.pk: [] for record in records})
    if records:
        rows = Tagging.objects.filter(use__kind=kind_of(records[0]), record_id__in=list(found))
        for tagging in rows.select_related("use__tag").order_by("use__tag__name"):
            found[tagging.record_id].append(tagging.use.tag)
    return dict(found)
