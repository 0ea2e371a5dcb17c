"""Texts come into the index: found by themselves, read one by one, replaced in one moment.

One text is one transaction, so a worker killed at any moment leaves a text that waits, never half of one;
workers side by side pass over each other's.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date

import numpy as np
from django.db import connection, transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.lib.errors import DomainError
from phongtrao.similarity.engine import (
    Document,
    learn_common,
    phrase_codes,
    read_document,
    read_syllables,
)
from phongtrao.similarity.engine.bundles import MEANING, pack, stored_codes, without
from phongtrao.similarity.engine.bundles import Bundle as Packed
from phongtrao.similarity.engine.meaning import Words, learn_words, meaning_codes
from phongtrao.similarity.engine.settings import DEFAULT
from phongtrao.similarity.engine.syllables import Codes, Places
from phongtrao.similarity.kinds import KINDS, TextKind
from phongtrao.similarity.models import Bundle, CommonPhrases, IndexedText
from phongtrao.similarity.queries.common import codes_of, newest_common, words_of
from phongtrao.similarity.queries.sources import array_of

logger = logging.getLogger(__name__)
Stage = IndexedText.Status
AT_ONCE = 500  # texts asked for in one question
LATE = 1_000  # a text may be committed after one with a higher number: so far back is looked again
SAMPLE = 6_000  # texts common phrases are learned of
TRIES = 3
BUNDLES_AT_ONCE = 5_000  # swept in one transaction

# Rows are locked in rising order by everybody, so that nobody waits in a ring.
_APPEND = """
    INSERT INTO similarity_bundle AS kept (number, postings)
    SELECT * FROM unnest(%s::int[], %s::bytea[])
    ON CONFLICT (number) DO UPDATE SET postings = kept.postings || excluded.postings
"""
_REPLACE = """
    UPDATE similarity_bundle AS kept SET postings = new.postings
      FROM unnest(%s::int[], %s::bytea[]) AS new (number, postings)
     WHERE kept.number = new.number
"""


def note_arrivals() -> int:
    """Ask every kind for the texts it has got since; how many now wait. Twice at once notes each once."""
    common = newest_common()
    return sum(_note(kind, common) for kind in KINDS.values())


def _note(kind: TextKind, common: CommonPhrases | None) -> int:
    noted = IndexedText.objects.filter(kind=kind.key)
    last = max(0, (noted.aggregate(last=Max("number"))["last"] or 0) - LATE)
    known = set(noted.filter(number__gt=last).values_list("number", flat=True))
    count = 0
    while arrivals := kind.arrivals(last, AT_ONCE):
        new = [one for one in arrivals if one.number not in known]
        rows = [IndexedText(kind=kind.key, common=common, **asdict(one)) for one in new]
        IndexedText.objects.bulk_create(rows, ignore_conflicts=True)
        count += len(new)
        last = arrivals[-1].number
    return count


def read_waiting() -> int:
    """Read every text that waits, the oldest first; how many were read."""
    read = 0
    while (is_read := _read_next()) is not None:
        read += is_read
    return read


def read_some(count: int) -> bool:
    """Read up to so many of them; whether any waited."""
    for done in range(count):
        if _read_next() is None:
            return done > 0
    return True


def _read_next() -> bool | None:
    """None where nothing waits; False where the text was not read."""
    text = _begin()
    return _finish(text) if text else None


@transaction.atomic
def _begin() -> IndexedText | None:
    """Count the try before the reading: a text that kills its worker is given up after the third, and those that
    were never tried go before it."""
    waiting = IndexedText.objects.filter(status=Stage.WAITING).order_by("pk")
    free = waiting.select_for_update(skip_locked=True)
    text = free.filter(tries=0).first() or free.first()
    if text is not None:
        text.tries += 1
        IndexedText.objects.filter(pk=text.pk).update(tries=text.tries)
    return text


@transaction.atomic
def _finish(begun: IndexedText) -> bool:
    rows = IndexedText.objects.filter(pk=begun.pk, status=Stage.WAITING, tries=begun.tries)
    locked = rows.select_related("common").select_for_update(skip_locked=True, of=("self",))
    text = locked.first()
    if text is None:  # another worker was faster
        return False
    if text.tries > TRIES:
        logger.error("%s was begun %s times and never finished", text, TRIES)
        _fail(text, _program_fault())
        return False
    try:
        with transaction.atomic():
            return _read(text)
    except DomainError as fault:
        logger.warning("%s cannot be read: %s", text, fault)
        _fail(text, str(fault))
    except Exception:  # whatever a kind's text is made of: the others go on
        logger.exception("%s cannot be read", text)
        _fail(text, _program_fault())
    return False


def _fail(text: IndexedText, fault: str) -> None:
    change = {"status": Stage.FAILED, "fault": fault[:300], "tries": min(text.tries, TRIES)}
    IndexedText.objects.filter(pk=text.pk).update(**change)


def _program_fault() -> str:
    """What an error says may hold words of the text, and is for the log alone."""
    return _("Văn bản này chưa đọc được do lỗi của chương trình; quản trị xem nhật ký máy chủ.")


def _read(text: IndexedText) -> bool:
    kind = KINDS[text.kind]
    # What is in no list of arrivals any more is gone, though its words may still be shown with old checks.
    listed = {one.number for one in kind.arrivals(text.number - 1, 1)}
    words = kind.texts([text.number]).get(text.number) if text.number in listed else None
    same = IndexedText.objects.filter(kind=text.kind, thing=text.thing, status=Stage.DONE)
    # Of one text, what was read with phrases learned later.
    later = Q(number=text.number, common__gt=text.common_id or 0)
    if words is None or same.filter(Q(number__gt=text.number) | later).exists():
        if words is None:  # neither does it answer any more with the phrases of before
            same.filter(number=text.number).update(status=Stage.REPLACED)
        IndexedText.objects.filter(pk=text.pk).update(status=Stage.REPLACED)
        return False
    document = read_document(words, codes_of(text.common))
    same.update(status=Stage.REPLACED)
    append(pack({text.pk: codes_kept_of(document, words_of(text.common))}))
    change = {"status": Stage.DONE, "fault": "", "read_at": timezone.now()}
    IndexedText.objects.filter(pk=text.pk).update(**change)
    return True


def codes_kept_of(document: Document, words: Words) -> Codes:
    """What the bundles are to say of a text: its fingerprints, and those of its meaning."""
    fingerprints = stored_codes(document.fingerprints.codes)
    return np.append(fingerprints, stored_codes(meaning_codes(document, words), MEANING))


def append(bundles: list[Packed]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_APPEND, [*_columns(bundles)])


def _columns(bundles: list[Packed]) -> tuple[str, str]:
    packed = ",".join(rf'"\\x{packed.hex()}"' for _, packed in bundles)
    return array_of([number for number, _ in bundles]), f"{{{packed}}}"


def try_again() -> int:
    """Texts that could not be read wait once more, unless that was the third time."""
    failed = IndexedText.objects.filter(status=Stage.FAILED, tries__lt=TRIES)
    return failed.update(status=Stage.WAITING)


def sweep() -> None:
    """Take replaced texts out of the bundles, and then the texts. Killed between two bundles it begins anew."""
    keys = list(IndexedText.objects.filter(status=Stage.REPLACED).values_list("pk", flat=True))
    gone = np.sort(np.array(keys, np.int64))
    first: int | None = -1 if keys else None
    while first is not None:
        first = _sweep_after(first, gone)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM similarity_indexedtext WHERE id = ANY(%s)", [keys])


@transaction.atomic
def _sweep_after(number: int, gone: Places) -> int | None:
    """Some bundles behind this one; the number of the last, None where there is none."""
    rows = Bundle.objects.filter(number__gt=number).order_by("number").select_for_update()
    bundles = list(rows.values_list("number", "postings")[:BUNDLES_AT_ONCE])
    left = [(key, old, without(old, gone)) for key, old in bundles]
    changed = [(key, new) for key, old, new in left if len(new) < len(old)]
    with connection.cursor() as cursor:
        cursor.execute(_REPLACE, [*_columns([one for one in changed if one[1]])])
    Bundle.objects.filter(number__in=[key for key, new in changed if not new]).delete()
    return bundles[-1][0] if bundles else None


@transaction.atomic
def rebuild() -> int:
    """Learn common phrases and telling words anew; every text waits to be read with them, and answers as before until
    it is. How many wait.
    """
    done = IndexedText.objects.filter(status=Stage.DONE)
    sample = list(done.order_by("?").values_list("kind", "number")[:SAMPLE])
    read = [read_syllables(words).codes for words in _words(sample)]
    common = CommonPhrases.objects.create(
        texts=len(sample),
        among=done.count(),
        codes=learn_common(phrase_codes(codes, DEFAULT.phrase) for codes in read)
        .astype("<u8")
        .tobytes(),
        words=learn_words(read).packed,
    )
    again = [
        IndexedText(
            kind=one.kind,
            number=one.number,
            thing=one.thing,
            day=one.day,
            moment=one.moment,
            common=common,
        )
        for one in done.iterator()
    ]
    IndexedText.objects.bulk_create(again, batch_size=AT_ONCE)
    return len(again)


def _words(sample: Sequence[tuple[str, int]]) -> Iterator[str]:
    for kind in KINDS.values():
        numbers = [number for key, number in sample if key == kind.key]
        for start in range(0, len(numbers), AT_ONCE):
            yield from kind.texts(numbers[start : start + AT_ONCE]).values()


def wait_again(kind: str, number: int, day: date) -> None:
    """A text that is its own thing and was gone for a while is read again, unless it still answers. The job: it goes
    through all bundles. Safe to run twice."""
    known = IndexedText.objects.filter(kind=kind, number=number)
    if not known.exclude(status=Stage.REPLACED).exists():
        sweep()  # what is left of it in the bundles
        row = IndexedText(kind=kind, number=number, thing=number, day=day, common=newest_common())
        IndexedText.objects.bulk_create([row], ignore_conflicts=True)
