"""Whom the authors of a list mean: by code, by address, else by name among those of the unit in that year."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from phongtrao.lib.errors import BadInput
from phongtrao.lib.periods import Period
from phongtrao.lib.text import fold
from phongtrao.orgs.models import Person, Post
from phongtrao.orgs.queries import lineages
from phongtrao.recognition.imports.authors import Named


@dataclass(frozen=True, slots=True)
class Asked:
    """An author somewhere in the list: who is said, at which unit, in which time."""

    said: Named
    unit: int
    period: Period


@dataclass(frozen=True, slots=True)
class Known:
    """People the list can mean. ``then`` and ``ever``: by unit and folded name, in a period or at all."""

    by_code: dict[str, tuple[int, str]]
    then: dict[tuple[int, str, Period], set[int]]
    ever: dict[tuple[int, str], set[int]] = field(default_factory=dict)

    def meant(self, asked: Asked) -> tuple[int, bool]:
        """The person, and whether that is sure: not where nobody had a post there in that year.

        BadInput says why nobody can tell.
        """
        if asked.said.code:
            return self._coded(asked.said), True
        name = fold(asked.said.name)
        found = self.then.get((asked.unit, name, asked.period), set())
        sure = bool(found)
        found = found or self.ever.get((asked.unit, name), set())
        if len(found) == 1:
            return next(iter(found)), sure
        if found:
            said = _("có nhiều người tên “%s” tại đơn vị. Hãy ghi mã hoặc thư điện tử.")
        else:
            said = _(
                "không thấy “%s” tại đơn vị trong năm ấy. Hãy kiểm tra tên, ghi mã,"
                " hoặc nhập người này trước trong danh sách người."
            )
        raise BadInput(said % asked.said.name)

    def _coded(self, said: Named) -> int:
        found = self.by_code.get(said.code.casefold())
        if found is None:
            words = _("không có ai mang mã hoặc thư điện tử “%s” trong phạm vi bạn được nhập.")
            raise BadInput(words % said.code)
        person, name = found
        if said.name and fold(said.name) != name:
            words = _("mã “%(code)s” là của người khác, không phải “%(name)s”. Hãy kiểm tra lại.")
            raise BadInput(words % {"code": said.code, "name": said.name})
        return person


def read_people(asked: Collection[Asked], mine: set[int]) -> Known:
    """Everybody the list can mean, in five queries. ``mine``: units the importer brings lists for.

    Who never worked at one of them is not found: a list tells nobody whose code is whose elsewhere.
    """
    known = Known(_by_code({one.said.code.casefold() for one in asked if one.said.code}, mine), {})
    units = {one.unit for one in asked}
    heirs = _heirs(units, mine)
    names = {fold(one.said.name) for one in asked if not one.said.code}
    places = {*units, *(heir for found in heirs.values() for heir in found)}
    posts = Post.objects.filter(unit__in=places, person__search_text__in=names)
    rows = list(posts.values_list("unit", "person__search_text", "person", "days"))
    at: dict[tuple[int, str], list[tuple[int, DateRange]]] = defaultdict(list)
    for unit, name, person, days in rows:
        at[unit, name].append((person, days))
    for one in asked:
        name = fold(one.said.name)
        here = at.get((one.unit, name), [])
        known.then[one.unit, name, one.period] = {p for p, days in here if _meet(days, one.period)}
        later = [pair for heir in heirs.get(one.unit, ()) for pair in at.get((heir, name), [])]
        known.ever[one.unit, name] = {person for person, __ in [*here, *later]}
    return known


def _by_code(codes: set[str], mine: set[int]) -> dict[str, tuple[int, str]]:
    rows = Person.objects.annotate(low=Lower("code"), mail=Lower("user__email"))
    told = (*rows.filter(low__in=codes), *rows.filter(mail__in=codes))
    near = _near([person.pk for person in told], mine)
    return {
        key: (person.pk, person.search_text)
        for person in told
        if person.pk in near
        for key in (person.low, person.mail)  # type: ignore[attr-defined]  # annotated above
        if key
    }


def _near(people: Sequence[int], mine: set[int]) -> set[int]:
    posts = Post.objects.filter(person__in=people, unit__in=mine)
    return set(posts.values_list("person", flat=True))


def _heirs(units: Iterable[int], mine: set[int]) -> dict[int, set[int]]:
    """Units within reach that carry on each of them."""
    found: dict[int, set[int]] = defaultdict(set)
    for latter, formers in lineages(sorted(mine)).items():
        for former in formers & set(units):
            if former != latter:
                found[former].add(latter)
    return found


def _meet(days: DateRange, period: Period) -> bool:
    if days.isempty:
        return False
    begins = days.lower is None or days.lower <= period.end
    return begins and (days.upper is None or days.upper > period.start)
