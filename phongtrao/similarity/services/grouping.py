"""Groups of texts that share one text: found in all fingerprints at once, written whole.

Texts of the same people are no group: who goes on with one's own work copies nobody.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.similarity.access.groups import can_note
from phongtrao.similarity.access.index import can_tend
from phongtrao.similarity.engine import Cluster, Link, build_index, clusters_of, links_of
from phongtrao.similarity.engine.syllables import Codes
from phongtrao.similarity.kinds import KINDS
from phongtrao.similarity.models import GroupMember, IndexedText, TextGroup
from phongtrao.similarity.queries.sources import all_fingerprints
from phongtrao.similarity.queries.thresholds import linked_percent
from phongtrao.similarity.tasks import group_job
from phongtrao.web.models import Work
from phongtrao.web.work import advance, finish, running, start_work

LEAST_CODES = (
    12  # fingerprints of some fifty telling phrases; a text of a few lines is like many others
)
STEP = 500
T = TypeVar("T")
Told = Callable[[int, int], None]  # how many texts are done, of how many


@dataclass(frozen=True, slots=True)
class _Text:
    kind: str
    number: int
    day: date


def start_grouping(*, by: AbstractBaseUser) -> Work:
    can_tend(by).enforce()
    with transaction.atomic(), office_language():
        work = start_work(_("Tìm nhóm văn bản trùng nội dung"), by=by)
        group_job.defer(work_id=work.pk)
    return work


def carry_out_grouping(work_id: int) -> None:
    with running(work_id) as work:
        found = group_texts(lambda done, total: advance(work, done, total))
        finish(work, result_url=reverse("similarity:groups"), message=_("Thấy %d nhóm.") % found)


def group_texts(tell: Told = lambda _done, _total: None) -> int:
    """Find all groups anew and write them in one transaction; how many there are."""
    prints = all_fingerprints()
    rows = IndexedText.objects.in_bulk(prints.keys())
    texts = [_Text(rows[key].kind, rows[key].number, rows[key].day) for key in prints]
    at_least = linked_percent(timezone.localdate()) / 100
    codes = [own if len(own) >= LEAST_CODES else own[:0] for own in prints.values()]
    links = list(links_of(build_index(codes), _told(codes, tell), at_least))
    kept = _between_people(links, texts)
    clusters = clusters_of(kept, [one.day for one in texts])
    return _write([one for one in clusters if _is_checked(one, texts)], texts)


def _told(codes: list[Codes], tell: Told) -> Iterator[Codes]:
    for number, own in enumerate(codes):
        if number % STEP == 0:
            tell(number, len(codes))
        yield own


def _between_people(links: list[Link], texts: list[_Text]) -> list[Link]:
    """Without links whose ends have a maker in common."""
    ends = {place for one in links for place in (one.document, one.other)}
    makers = _asked(ends, texts, lambda kind, numbers: KINDS[kind].makers(numbers))
    nobody: frozenset[int] = frozenset()
    return [
        one for one in links if not makers.get(one.document, nobody) & makers.get(one.other, nobody)
    ]


def _asked(
    places: Iterable[int],
    texts: list[_Text],
    ask: Callable[[str, list[int]], dict[int, T]],
) -> dict[int, T]:
    """What the kinds answer about the texts at these places, by place."""
    by_kind: dict[str, dict[int, int]] = {}
    for place in places:
        by_kind.setdefault(texts[place].kind, {})[texts[place].number] = place
    return {
        numbers[number]: answer
        for kind, numbers in by_kind.items()
        if kind in KINDS
        for number, answer in ask(kind, list(numbers)).items()
    }


def _is_checked(cluster: Cluster, texts: list[_Text]) -> bool:
    """Sources alone are nobody's business."""
    kinds = {texts[place].kind for place in cluster.documents}
    return any(kind in KINDS and KINDS[kind].is_checked for kind in kinds)


@transaction.atomic
def _write(clusters: list[Cluster], texts: list[_Text]) -> int:
    """All groups anew: one with the same members stays the row it was, with its note."""
    places = {place for one in clusters for place in one.documents}
    units = _asked(places, texts, lambda kind, numbers: KINDS[kind].units(numbers))
    titles = _asked(places, texts, lambda kind, numbers: KINDS[kind].titles(numbers))
    known = {one.mark: one for one in TextGroup.objects.select_for_update()}
    found: dict[str, TextGroup] = {}
    members: list[GroupMember] = []
    for cluster in clusters:
        mine = [
            _member(number, texts[place], units.get(place), titles.get(place, ""))
            for number, place in enumerate(cluster.documents)
        ]
        mark = _mark(mine)
        group = known.get(mark) or TextGroup(mark=mark, found_on=timezone.localdate())
        _fill(group, mine, cluster)
        found[mark] = group
        for member in mine:
            member.group = group
        members += mine
    GroupMember.objects.all().delete()
    TextGroup.objects.exclude(mark__in=found).delete()
    for group in found.values():
        group.save()
    GroupMember.objects.bulk_create(members, batch_size=1_000)
    return len(found)


def _member(place: int, text: _Text, unit: int | None, title: str) -> GroupMember:
    kind = KINDS.get(text.kind)
    return GroupMember(
        place=place,
        kind=text.kind,
        number=text.number,
        day=text.day,
        unit_id=unit,
        is_source=kind is None or not kind.is_checked,
        title=title[:300],
    )


def _fill(group: TextGroup, members: list[GroupMember], cluster: Cluster) -> None:
    checked = [one for one in members if not one.is_source]
    days = [one.day for one in members if one.day != date.max]
    at = {place: number for number, place in enumerate(cluster.documents)}
    shares: dict[tuple[int, int], float] = {}
    for link in cluster.links:
        one, other = sorted((at[link.document], at[link.other]))
        shares[one, other] = max(link.share, shares.get((one, other), 0))
    group.size, group.sources = len(checked), len(members) - len(checked)
    group.units = len({one.unit_id for one in checked})
    group.first_day, group.last_day = min(days), max(days)
    group.links = [[*pair, round(share, 3)] for pair, share in sorted(shares.items())]
    group.share = max(shares.values())


def _mark(members: list[GroupMember]) -> str:
    names = sorted(f"{one.kind} {one.number}" for one in members)
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


@transaction.atomic
def note_group(group: TextGroup, note: str, *, by: AbstractBaseUser) -> None:
    """Somebody has looked at it and says what it is."""
    can_note(by, group).enforce()
    group.note, group.seen_at, group.seen_by_id = note.strip(), timezone.now(), by.pk
    group.full_clean()
    group.save(update_fields=["note", "seen_at", "seen_by"])
    record(group, "similarity.group_seen", by=by)
