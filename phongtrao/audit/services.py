"""Writing history, sealing it in a hash chain, and checking that nothing was changed."""

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit import acting
from phongtrao.audit.models import Entry, EntryValues, Seal, SensitiveRead, Verification
from phongtrao.audit.queries import count_unsealed
from phongtrao.audit.sentences import SENTENCES

GENESIS = "0" * 64
BATCH = 5_000
CHAIN_LOCK = 0x70687472  # one sealer at a time, whatever the number of workers


@dataclass(frozen=True, slots=True)
class ChainReport:
    """Answer of ``verify_chain``: how much is sealed, what waits, where the chain breaks."""

    sealed: int
    unsealed: int
    broken_at: int | None = None
    reason: str = ""
    head: str = GENESIS

    @property
    def is_whole(self) -> bool:
        return self.broken_at is None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of history before it is written: what ``record`` says of its arguments."""

    subject: models.Model
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


def record(
    subject: models.Model,
    action: str,
    *,
    by: AbstractBaseUser | None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    **data: Any,
) -> int:
    """Write one line of history in the caller's transaction; answers with its key.

    ``before`` and ``after`` may hold personal values: they are kept apart, erasable, and only their
    salted hash is part of the line. ``data`` must not. A subject that can be deleted names its home
    (``audit_home``, “plans.plan:7”). Raises KeyError for an unregistered action.
    """
    return record_many([Line(subject, before, after, data)], action, by=by)[0]


def record_many(lines: Iterable[Line], action: str, *, by: AbstractBaseUser | None) -> list[int]:
    """The same deed done to many subjects, a line for each; two statements, whatever the number.

    Answers with the keys of the lines, in their order.
    """
    if action not in SENTENCES:
        raise KeyError(f"unregistered audit action {action!r}")
    rows, kept = [], []
    for place, line in enumerate(lines):
        values = _values(line)
        rows.append(_row(line, by, _digest(values) if values else ""))
        if values:
            kept.append((place, values))
    keys = _insert(rows, action, by)
    for place, values in kept:
        values.entry_id = keys[place]
    EntryValues.objects.bulk_create((values for _place, values in kept), batch_size=BATCH)
    return keys


# Not bulk_create: of hundreds of lines it makes objects and prepares each value of each, eight times the work.
INSERT = """
INSERT INTO audit_entry (at, actor_id, acting_for_id, action, subject_type, subject_id, subject_label, home,
                         data, digest)
SELECT %s, %s, acting_for, %s, subject_type, subject_id, label, home, data, digest
FROM jsonb_to_recordset(%s::jsonb) AS line(
    acting_for bigint, subject_type text, subject_id text, label text, home text, data jsonb, digest text)
RETURNING id
"""


def _insert(rows: list[dict[str, Any]], action: str, by: AbstractBaseUser | None) -> list[int]:
    if not rows:
        return []
    written = json.dumps(rows, cls=DjangoJSONEncoder)
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [timezone.now(), by.pk if by else None, action, written])
        return [key for (key,) in cursor.fetchall()]


def _values(line: Line) -> EntryValues | None:
    if not (line.before or line.after):
        return None
    before, after = _plain(line.before), _plain(line.after)
    return EntryValues(salt=secrets.token_hex(8), before=before, after=after)


def _row(line: Line, by: AbstractBaseUser | None, digest: str) -> dict[str, Any]:
    subject = line.subject
    return {
        "acting_for": _principal(subject, by),
        "subject_type": subject._meta.label_lower,  # noqa: SLF001 -- Django's documented name
        "subject_id": str(subject.pk),
        "label": _label(subject)[:300],
        "home": getattr(subject, "audit_home", ""),
        "data": _plain(line.data),
        "digest": digest,
    }


def log_reads(
    subjects: Iterable[models.Model], what: str, *, by: AbstractBaseUser, why: str
) -> None:
    """Remember that ``by`` was shown sensitive data (``what``, “orgs.discipline”) of each subject.

    Call it in the request that shows them. Raises ValueError without a purpose.
    """
    if not why.strip():
        raise ValueError("a sensitive read names its purpose")
    SensitiveRead.objects.bulk_create(
        SensitiveRead(
            reader_id=by.pk,
            what=what,
            subject_type=subject._meta.label_lower,  # noqa: SLF001 -- Django's documented name
            subject_id=str(subject.pk),
            why=why[:200],
        )
        for subject in subjects
    )


def erase_values(subject_type: str, ids: Iterable[int], deeds: Iterable[str] = ()) -> int:
    """Take away what the lines of these subjects say of before and after; the lines and the chain stand.

    ``deeds``: of these lines only; none named, of all.
    """
    keys = [str(pk) for pk in ids]
    about = EntryValues.objects.filter(entry__subject_type=subject_type, entry__subject_id__in=keys)
    if named := list(deeds):
        about = about.filter(entry__action__in=named)
    return about.delete()[0]


def _principal(subject: models.Model, by: AbstractBaseUser | None) -> int | None:
    """In whose place it was done. One's own password, mails and sign-ins are nobody else's business."""
    if by is None or (isinstance(subject, AbstractBaseUser) and subject.pk == by.pk):
        return None
    return acting.principal_of(by)


def _label(subject: models.Model) -> str:
    """People are named by a code: a name in the chain could never be erased."""
    return str(getattr(subject, "audit_label", subject))


def changes(obj: models.Model, new: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What would change: (before, after), only the fields of ``new`` that differ."""
    before = {name: getattr(obj, name) for name in new if getattr(obj, name) != new[name]}
    return before, {name: new[name] for name in before}


@transaction.atomic
def seal_entries() -> int:
    """Link the entries written since the last time; return how many. Safe to run twice or at once.

    At most one batch: a job every minute keeps up, and no transaction grows long.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    last = Seal.objects.order_by("-position").first()
    first, previous = (last.position + 1, last.hash) if last else (1, GENESIS)
    seals = []
    for position, entry in enumerate(Entry.objects.filter(seal=None).order_by("pk")[:BATCH], first):
        previous = _link(previous, entry)
        seals.append(Seal(position=position, entry=entry, hash=previous))
    Seal.objects.bulk_create(seals)
    return len(seals)


def verify_chain() -> ChainReport:
    """Walk the chain from its beginning; name the first position that does not fit."""
    sealed, previous = 0, GENESIS
    for seal in _in_order():
        previous = _link(previous, seal.entry)
        if fault := _fault(seal, sealed + 1, previous):
            return _report(sealed, previous, seal.position, fault)
        sealed += 1
    last = Verification.objects.filter(broken_at=None).order_by("-pk").first()
    if last and _is_cut(last):
        return _report(sealed, previous, last.sealed, _("phần cuối của chuỗi đã bị cắt"))
    return _report(sealed, previous)


@transaction.atomic
def check_chain(*, by: AbstractBaseUser | None) -> Verification:
    """Verify and keep the answer: the page shows it, and the next check holds the head against it."""
    report = verify_chain()
    found = Verification.objects.create(
        sealed=report.sealed,
        unsealed=report.unsealed,
        head=report.head,
        broken_at=report.broken_at,
        reason=report.reason,
    )
    record(found, "audit.checked", by=by)
    return found


def _in_order() -> Iterator[Seal]:
    rows = Seal.objects.select_related("entry", "entry__values").order_by("position")
    yield from rows.iterator(chunk_size=2_000)


def _fault(seal: Seal, position: int, link: str) -> str:
    if seal.position != position:
        return _("thiếu một mắt xích trước vị trí này")
    if seal.hash != link:
        return _("dòng %s đã bị sửa") % seal.entry_id
    if _values_changed(seal.entry):
        return _("giá trị của dòng %s đã bị sửa") % seal.entry_id
    return ""


def _is_cut(last: Verification) -> bool:
    """A tail cut off clean leaves a chain that fits; only who remembers its head can tell."""
    return (
        last.sealed > 0 and not Seal.objects.filter(position=last.sealed, hash=last.head).exists()
    )


def _report(sealed: int, head: str, broken_at: int | None = None, reason: str = "") -> ChainReport:
    return ChainReport(sealed, count_unsealed(), broken_at, reason, head)


def _link(previous: str, entry: Entry) -> str:
    """Hash of the link before and of everything the entry says."""
    said = [
        previous,
        entry.pk,
        entry.at.isoformat(),
        entry.actor_id,
        entry.acting_for_id,
        entry.action,
        entry.subject_type,
        entry.subject_id,
        entry.subject_label,
        entry.home,
        entry.data,
        entry.digest,
    ]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _digest(values: EntryValues) -> str:
    text = json.dumps(
        [values.salt, values.before, values.after], ensure_ascii=False, sort_keys=True
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _values_changed(entry: Entry) -> bool:
    """Erased values are lawful; changed ones are not."""
    values = getattr(entry, "values", None)
    return values is not None and _digest(values) != entry.digest


def _plain(values: Mapping[str, Any] | None) -> dict[str, Any]:
    """As JSON gives it back, so that a hash made now and one made later see the same."""
    if not values:
        return {}
    return dict(json.loads(json.dumps(values, cls=_Encoder, ensure_ascii=False)))


class _Encoder(DjangoJSONEncoder):
    def default(self, value: Any) -> Any:
        if isinstance(value, models.Model):
            return str(value)
        return super().default(value)
