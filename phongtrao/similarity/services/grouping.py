"""Groups of texts that share one text: found in all fingerprints at once, written whole.

Texts of the same people are no group: who goes on with one's own work copies nobody.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from math import inf
from typing import TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.lib.errors import WrongState
from phongtrao.similarity.access.index import can_tend
from phongtrao.similarity.engine import Cluster, Link, build_index, clusters_of, links_of
from phongtrao.similarity.engine.syllables import Codes
from phongtrao.similarity.kinds import KINDS
from phongtrao.similarity.models import GroupMember, IndexedText, TextGroup
from phongtrao.similarity.queries.sources import Thing, all_fingerprints
from phongtrao.similarity.queries.thresholds import linked_percent
from phongtrao.similarity.seen_groups import can_note
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
    thing: int
    day: date
    moment: datetime | None

    @property
    def handed_in(self) -> tuple[date, float]:
        """Of one day, who did so at a known moment goes before the others."""
        return self.day, self.moment.timestamp() if self.moment else inf

    @property
    def thing_of_kind(self) -> Thing:
        return self.kind, self.thing


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
    texts = [_text(rows[key]) for key in prints]
    at_least = linked_percent(timezone.localdate()) / 100
    codes = [own if len(own) >= LEAST_CODES else own[:0] for own in prints.values()]
    links = list(links_of(build_index(codes), _told(codes, tell), at_least))
    kept = _between_people(links, texts)
    clusters = clusters_of(kept, [one.handed_in for one in texts])
    return _write([one for one in clusters if _is_checked(one, texts)], texts)


def _text(row: IndexedText) -> _Text:
    return _Text(row.kind, row.number, row.thing, row.day, row.moment)


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
    """All groups anew: one that goes on stays the row it was, with its note."""
    places = {place for one in clusters for place in one.documents}
    units = _asked(places, texts, lambda kind, numbers: KINDS[kind].units(numbers))
    titles = _asked(places, texts, lambda kind, numbers: KINDS[kind].titles(numbers))
    things = [{texts[place].thing_of_kind for place in one.documents} for one in clusters]
    known = _known_for(things)
    GroupMember.objects.all().delete()
    TextGroup.objects.exclude(pk__in=[one.pk for one in known.values()]).delete()
    members: list[GroupMember] = []
    for number, cluster in enumerate(clusters):
        mine = [
            _member(place, texts[at], units.get(at), titles.get(at, ""))
            for place, at in enumerate(cluster.documents)
        ]
        group = known.get(number) or TextGroup(found_on=timezone.localdate())
        _fill(group, mine, cluster)
        group.save()
        for member in mine:
            member.group = group
        members += mine
    GroupMember.objects.bulk_create(members, batch_size=1_000)
    return len(clusters)


def _known_for(found: list[set[Thing]]) -> dict[int, TextGroup]:
    """By the place of a new group the old one that goes on in it: the one it has most in common with, at least half
    of what that one had. One that somebody has looked at goes first. No thing is in two groups."""
    old = {one.pk: one for one in TextGroup.objects.select_for_update().order_by("pk")}
    had: dict[int, set[Thing]] = {}
    for key, kind, thing in GroupMember.objects.values_list("group", "kind", "thing").order_by():
        had.setdefault(key, set()).add((kind, thing))
    place_of = {one: place for place, things in enumerate(found) for one in things}
    ranked = []
    for key, things in had.items():
        common = Counter(place_of[one] for one in things if one in place_of)
        for place, count in common.items():
            if 2 * count >= len(things):
                ranked.append((old[key].seen_at is not None, count, -key, place))
    known: dict[int, TextGroup] = {}
    for _is_seen, _count, key, place in sorted(ranked, reverse=True):
        if place not in known and -key in old:
            known[place] = old.pop(-key)
    return known


def _member(place: int, text: _Text, unit: int | None, title: str) -> GroupMember:
    kind = KINDS.get(text.kind)
    return GroupMember(
        place=place,
        kind=text.kind,
        number=text.number,
        thing=text.thing,
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


@transaction.atomic
def note_group(group: TextGroup, note: str, *, by: AbstractBaseUser) -> None:
    """Somebody has looked at it and says what it is. WrongState where it is no group any more."""
    can_note(by, group).enforce()
    group.note, group.seen_at, group.seen_by_id = note.strip(), timezone.now(), by.pk
    group.full_clean()
    change = {"note": group.note, "seen_at": group.seen_at, "seen_by": by.pk}
    if not TextGroup.objects.filter(pk=group.pk).update(**change):
        raise WrongState(
            _("Nhóm này vừa được tìm lại và không còn nữa. Hãy xem lại danh sách nhóm.")
        )
    record(group, "similarity.group_seen", by=by, after={"note": group.note})
