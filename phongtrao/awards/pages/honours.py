"""The legal profile of an honour; what a movement may bring."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.awards.access.honours import can_end_honour
from phongtrao.awards.access.rules import visible_sets
from phongtrao.awards.authority import ReportForm, report_form, signers_of
from phongtrao.awards.ceilings import Allowed
from phongtrao.awards.forms.honours import LAUNCHED
from phongtrao.awards.law import Law, Signer
from phongtrao.awards.models import Award, Honour
from phongtrao.awards.pages.rules import named
from phongtrao.awards.queries.law import law_on
from phongtrao.awards.rulebook import Entry, read_entries
from phongtrao.documents.pages.shipped import days_of, owner_of
from phongtrao.lib.answers import Answer
from phongtrao.lib.facts import Subject
from phongtrao.lib.numbers import format_number
from phongtrao.lib.rules import say_rule

R = Award.Route


@dataclass(frozen=True, slots=True)
class Criterion:
    """A rule that opens the way to an honour, where it stands and in words."""

    rule_set: Any
    entry: Entry
    sentence: str


@dataclass(frozen=True, slots=True)
class HonourPage:
    honour: Honour
    criteria: Sequence[Criterion]
    can_end: Answer
    law: Law  # of today

    @classmethod
    def build(cls, user: AbstractBaseUser, honour: Honour) -> "HonourPage":
        can_end, law = can_end_honour(user, honour), law_on(timezone.localdate())
        return cls(honour, list(_criteria(user, honour)), can_end, law)

    @property
    def facts(self) -> list[tuple[str, Any]]:
        honour = self.honour
        said = [
            (_("Loại"), honour.get_kind_display()),
            (_("Tặng cho"), _whom(honour)),
            (_("Của"), owner_of(honour)),
            (_("Của phong trào"), honour.movement),
            (_("Căn cứ"), honour.basis),
            (_("Cấp quyết định"), honour.get_level_display()),
            (_("Người quyết định"), honour.decided_by),
            (_("Báo cáo thành tích"), _("%s năm") % honour.years),
            (_("Mức tiền thưởng"), _money(honour)),
            (_("Áp dụng"), days_of(honour)),
        ]
        return [(label, value) for label, value in said if value]

    @property
    def signers(self) -> Sequence[Signer]:
        """Whose heads sign it here; of an own one the head of its unit, as its facts say."""
        return [] if self.honour.owner_id else signers_of(self.honour, law=self.law)

    @property
    def reports(self) -> list[tuple[str, ReportForm]]:
        """“Mẫu 05” for whom and for which kind of commendation."""
        return [
            (f"{whom}, {str(R(route).label).lower()}", form)
            for subject, whom in _subjects(self.honour)
            for route in _routes(self.honour)
            if (form := report_form(self.honour, subject, route))
        ]

    @property
    def ceilings(self) -> Sequence[tuple[Allowed, str]]:
        """When a movement brings it, with who launched it and for how long; no movement brings a yearly title."""
        return [(one, said_of(one)) for one in self.law.ceilings if one.honour == self.honour.key]


def said_of(allowed: Allowed) -> str:
    """“Bộ, ban, ngành, tỉnh phát động, từ 3 năm; cá nhân, tập thể”"""
    names = dict(LAUNCHED)
    who = (
        _("%(who)s phát động, từ %(years)s năm") % {"who": names[key], "years": years}
        if years
        else _("%s phát động") % names[key]
        for key, years in allowed.by.items()
    )
    return "; ".join([*who, whom_of(allowed)])


def whom_of(allowed: Allowed) -> str:
    both = ((Subject.PERSON, _("cá nhân")), (Subject.UNIT, _("tập thể")))
    return ", ".join(word for subject, word in both if subject.value in allowed.subjects)


def ceiling_rows(launched: str, years: int, review: str) -> tuple[list[Any], list[Any]]:
    """What may be given, and what may not with its reason, the highest first; each with its title."""
    titles = dict(Honour.objects.filter(owner=None).values_list("key", "title"))
    table = law_on(timezone.localdate()).ceilings[::-1]
    rows = [(titles[one.honour], whom_of(one), one, one.why_not(launched, years, review)) for one in table]  # fmt: skip
    return [row for row in rows if not row[3]], [row for row in rows if row[3]]


def _criteria(user: AbstractBaseUser, honour: Honour) -> Iterator[Criterion]:
    """Of the sets the user reads, in the newest version of each; an own honour has none of the law's."""
    if honour.owner_id:
        return
    for one in visible_sets(user).filter(owner=None).order_by("-is_law", "pk"):
        entries = read_entries(one.data or {})  # type: ignore[attr-defined]  # annotated
        for entry in entries.values():
            if entry.honour == honour.key:
                yield Criterion(one, entry, say_rule(named(entry, entries)))


def _subjects(honour: Honour) -> list[tuple[Subject, str]]:
    found = [(Subject.PERSON, _("Cá nhân"))] if honour.for_people else []
    return [*found, (Subject.UNIT, _("Tập thể"))] if honour.for_units else found


def _routes(honour: Honour) -> list[str]:
    if honour.movement_id:
        return [R.MOVEMENT]
    if honour.kind == Honour.Kind.TITLE:
        return [R.YEARLY, R.MOVEMENT] if honour.sort == "flag" else [R.YEARLY]
    return [R.MERIT, R.MOVEMENT, R.SUDDEN]


def _whom(honour: Honour) -> str:
    return ", ".join(word.lower() for _subject, word in _subjects(honour))


def _money(honour: Honour) -> str:
    both = ((_("cá nhân"), honour.multiple), (_("tập thể"), honour.unit_multiple))
    told = [f"{word} {format_number(times)}" for word, times in both if times is not None]
    return _("%s lần lương cơ sở") % "; ".join(told) if told else ""
