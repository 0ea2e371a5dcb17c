"""Which standing unit a text means: the one answer for forms, workbooks and “Nơi nhận”.

Code, then the name to the letter, then “name (code)” and the name however it is typed, then the short
name, then the name without its beginning (“Mầm non Sao Mai” is the Trường). The first of these that
anybody bears decides; where several bear it, nobody is meant.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.utils.translation import gettext as _

from phongtrao.lib.errors import BadInput
from phongtrao.lib.text import fold, nfc
from phongtrao.orgs.models import Unit, UnitSpan

FIELDS = ("pk", "name", "short_name", "code")
MOST_NEAR = 30  # refusals that look for near names: each compares the text with every name there is


@dataclass(frozen=True, slots=True)
class Bearer:
    """A unit as far as it is called something."""

    pk: int
    name: str
    short_name: str = ""
    code: str | None = None

    def __str__(self) -> str:
        """Name for the eye, code against namesakes; understood again as it is written.

        >>> str(Bearer(1, "Trường THCS Hoa Sen", code="H99.1"))
        'Trường THCS Hoa Sen (H99.1)'
        """
        return f"{self.name} ({self.code})" if self.code else self.name


Index = dict[str, list[Bearer]]


def _index() -> Index:
    return defaultdict(list)


@dataclass(slots=True)
class Bearers:
    """Units by everything they are called. Fill it with ``add``, ask it with ``meant`` or ``one``."""

    by_code: dict[str, Bearer] = field(default_factory=dict)
    spelled: Index = field(default_factory=_index)
    named: Index = field(default_factory=_index)
    short: Index = field(default_factory=_index)
    ends: Index | None = None  # made when it is first asked for
    refused: int = 0

    @classmethod
    def of(cls, units: Iterable[Bearer]) -> "Bearers":
        found = cls()
        for unit in units:
            if unit.code:
                found.by_code[fold(unit.code)] = unit
                found.named[fold(str(unit))].append(unit)
            found.spelled[unit.name].append(unit)
            found.named[fold(unit.name)].append(unit)
            if unit.short_name:
                found.short[fold(unit.short_name)].append(unit)
        return found

    def borne(self, said: str) -> list[Bearer]:
        """Who bears the text as code, name or short name."""
        folded = fold(said)
        if unit := self.by_code.get(folded):
            return [unit]
        spelled = self.spelled.get(" ".join(nfc(said).split()))
        return spelled or self.named.get(folded) or self.short.get(folded) or []

    def ending(self, said: str) -> list[Bearer]:
        """Whose name ends in the text, which is two words or more: one might be anybody's."""
        folded = fold(said)
        if " " not in folded:
            return []
        if self.ends is None:
            self.ends = self._ends()
        return self.ends.get(folded, [])

    def meant(self, said: str) -> list[Bearer]:
        """Whom the text may mean: exactly one, or nobody can tell."""
        return self.borne(said) or self.ending(said)

    def one(self, said: str) -> Bearer:
        """The unit meant. Raises BadInput when it is none or several, naming what to write instead."""
        if refusal := self.refusal(said):
            raise BadInput(refusal)
        return self.meant(said)[0]

    def refusal(self, said: str) -> str:
        """Why nobody can tell which unit is meant; empty where it is one."""
        found = self.meant(said)
        if len(found) > 1:
            codes = ", ".join(unit.code or f"#{unit.pk}" for unit in found)
            words = {"name": said, "codes": codes}
            return _("Có nhiều đơn vị tên “%(name)s”. Hãy ghi mã định danh: %(codes)s.") % words
        return "" if found else self._nobody(said)

    def _nobody(self, said: str) -> str:
        self.refused += 1
        near: list[str] = []
        if self.refused <= MOST_NEAR:
            near = get_close_matches(fold(said), self.named, n=3, cutoff=0.7)
        if not near:
            return _("Không thấy đơn vị “%s”. Hãy kiểm tra tên hoặc dùng mã định danh.") % said
        names = ", ".join(dict.fromkeys(f"“{self.named[one][0].name}”" for one in near))
        return _("Không thấy đơn vị “%(name)s”. Có phải %(near)s?") % {"name": said, "near": names}

    def _ends(self) -> Index:
        found = _index()
        for name, units in self.spelled.items():
            words = fold(name).split()
            for start in range(1, len(words) - 1):
                found[" ".join(words[start:])] += units
        return found


def bearers() -> Bearers:
    """Every unit that stands today; one query."""
    rows = Unit.objects.standing().values_list(*FIELDS)
    return Bearers.of(Bearer(*row) for row in rows.iterator(chunk_size=10_000))


def bearers_of(texts: Collection[str]) -> Bearers:
    """Those the texts can mean: one query where each is a code or a name to the letter, else two."""
    exact = Unit.objects.standing().filter(Q(code__in=texts) | Q(name__in=texts))
    found = Bearers.of(Bearer(*row) for row in exact.values_list(*FIELDS))
    return found if all(map(found.borne, texts)) else bearers()


def bearers_within(first: date, last: date) -> Bearers:
    """Units by the names and codes they bore on any day from the first to the last; one query."""
    days = DateRange(first, last, "[]")
    spans = UnitSpan.objects.filter(days__overlap=days).order_by("days")
    rows = spans.values_list("unit", "name", "code").iterator(chunk_size=10_000)
    # Twice in the time under one name, as when only the level changed, is still one bearer.
    found = {(unit, name): Bearer(unit, name, "", code) for unit, name, code in rows}
    return Bearers.of(found.values())


def write_unit(unit: Unit) -> str:
    """A unit as a text that is understood again."""
    return str(Bearer(unit.pk, unit.name, unit.short_name, unit.code))
