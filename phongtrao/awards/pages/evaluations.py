"""What an evaluation found: the counts, who, what moves with other numbers; a verdict clause by clause."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from phongtrao.awards.evidence import Source, sources_of
from phongtrao.awards.forms.rules import TryForm
from phongtrao.awards.pages.rules import heading_of
from phongtrao.awards.queries.evaluations import Found
from phongtrao.awards.rulebook import Entry
from phongtrao.lib.facts import Subject
from phongtrao.lib.numbers import format_date, format_number
from phongtrao.lib.periods import school_year
from phongtrao.lib.rules import CATALOGUE, Line, Outcome, Verdict, explain
from phongtrao.lib.words import say
from phongtrao.orgs.models import Person, Unit
from phongtrao.web.components import State

WHICH = {
    "met": gettext_lazy("Đạt"),
    "near": gettext_lazy("Còn thiếu một điều kiện"),
    "undecided": gettext_lazy("Chưa đủ căn cứ"),
    "failed": gettext_lazy("Chưa đạt"),
    "came": gettext_lazy("Thêm vào"),
    "went": gettext_lazy("Bớt ra"),
    "older": gettext_lazy("Chỉ đạt theo văn bản cũ"),
}
STATES = {
    Outcome.MET: State(gettext_lazy("Đạt"), "done"),
    Outcome.NOT_MET: State(gettext_lazy("Chưa đạt"), "refused"),
    Outcome.UNDECIDABLE: State(gettext_lazy("Chưa đủ căn cứ"), "due"),
}


@dataclass
class EvaluationPage:
    found: Found
    entry: Entry
    form: TryForm
    which: str

    @property
    def evaluation(self) -> Any:
        return self.found.evaluation

    @cached_property
    def sentence(self) -> str:
        """“12.430 đạt, 96 còn thiếu một điều kiện, 310 chưa đủ căn cứ, trên 15.000”."""
        found = self.counts
        said = {name: format_number(number) for name, number in found.items()}
        return _("%(met)s đạt, %(near)s còn thiếu một điều kiện, %(undecided)s chưa đủ căn cứ, trên %(asked)s.") % said  # fmt: skip

    @property
    def is_forgotten(self) -> bool:
        """Who was where is no longer known (awards.services.forgetting); how many were, is."""
        return not self.evaluation.numbers

    @cached_property
    def counts(self) -> dict[str, int]:
        if self.is_forgotten:
            found: dict[str, int] = self.evaluation.found
            return dict.fromkeys(WHICH, 0) | found
        numbers = {which: len(self.found.keys(which)) for which in WHICH}
        return numbers | {"asked": self.found.size}

    @property
    def is_tried(self) -> bool:
        return bool(self.found.tried)

    @property
    def moved(self) -> str:
        """How many move when the numbers change."""
        more, fewer = self.counts["came"], self.counts["went"]
        said = {"more": format_number(more), "fewer": format_number(fewer)}
        return _("Với các số này: thêm %(more)s, bớt %(fewer)s so với tiêu chuẩn đang dùng.") % said

    @property
    def tabs(self) -> list[dict[str, Any]]:
        hidden = set() if self.is_tried else {"came", "went"}
        hidden |= set() if self.evaluation.older else {"older"}
        shown = [one for one in WHICH if one not in hidden]
        query = self.query
        return [
            {
                "label": WHICH[one],
                "count": self.counts[one],
                "active": one == self.which,
                "url": f"?{urlencode({**query, 'xem': one})}",
            }
            for one in shown
        ]

    @property
    def older_sentence(self) -> str:
        """What the older text comes to, where a clause lets it decide; else empty."""
        older = self.evaluation.older
        if not older:
            return ""
        said = _("Hồ sơ nhận đến hết %(until)s còn được xét theo “%(set)s” nếu lợi hơn: theo văn bản ấy %(met)s đạt, trong đó %(only)s chưa đạt theo văn bản mới.")  # fmt: skip
        until = format_date(date.fromisoformat(older["until"]))
        return said % {"until": until, "set": older["rule_set"], "met": format_number(older["met"]), "only": format_number(self.counts["older"])}  # fmt: skip

    @property
    def query(self) -> dict[str, str]:
        data = self.form.data
        return {name: data[name] for name in self.form.fields if data.get(name)}

    def rows(self) -> QuerySet[Any]:
        keys = self.found.keys(self.which).tolist()
        if self.evaluation.kind == Subject.PERSON:
            return Person.objects.filter(pk__any_of=keys)
        return Unit.objects.filter(pk__any_of=keys)

    @property
    def facts(self) -> list[tuple[str, Any]]:
        one = self.evaluation
        period = f"{one.first}–{one.last}" if one.first else ""
        complete = "; ".join(
            f"{say(CATALOGUE[fact].label)}: {format_date(date.fromisoformat(day))}"
            for fact, day in one.complete.items()
        )
        return [
            (_("Xét ở"), one.office),
            (_("Tính đến ngày"), format_date(one.on)),
            (_("Năm xét"), school_year(one.year).label if one.calendar == "school" else str(one.year)),
            (_("Giai đoạn"), period),
            (_("Sổ đầy đủ từ ngày"), complete),
            (_("Kỷ luật"), _("đã xét") if one.with_discipline else _("chưa xét, bộ phận tổ chức xác nhận khi lập hồ sơ")),
            (_("Bộ tiêu chuẩn"), f"{one.version.rule_set}, {_('phiên bản %s') % one.version.number}"),
        ]  # fmt: skip

    @property
    def address(self) -> str:
        return reverse("awards:evaluation", args=[self.evaluation.pk])


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of a verdict: what was asked, what was found, the rows it rests on."""

    line: Line
    asked: str
    state: State
    sources: Sequence[Source]

    @property
    def depth(self) -> int:
        return min(self.line.depth, 6)


def reasons_of(verdict: Verdict) -> list[Reason]:
    """Every clause from the whole down to its parts; a group says how its parts are meant."""
    return reasons_of_all([verdict])[0]


def reasons_of_all(verdicts: Sequence[Verdict]) -> list[list[Reason]]:
    """The same of several, whose sources are found together."""
    told = [explain(verdict) for verdict in verdicts]
    known = sources_of({row for lines in told for line in lines for row in line.evidence})
    return [
        [_reason(line, one, known) for line, one in zip(lines, _all(verdict), strict=True)]
        for lines, verdict in zip(told, verdicts, strict=True)
    ]


def _reason(line: Line, verdict: Verdict, known: Mapping[str, Source]) -> Reason:
    asked = line.asked if verdict.year is not None else heading_of(verdict.clause)
    sources = [known[row] for row in line.evidence if row in known]
    return Reason(line, asked, STATES[line.outcome], sources)


def _all(verdict: Verdict) -> Iterator[Verdict]:
    yield verdict
    for part in verdict.parts:
        yield from _all(part)


def short_of(verdict: Verdict, number: int) -> str:
    if verdict.outcome != Outcome.NOT_MET:
        return ""
    said = ngettext("Còn thiếu %s điều kiện.", "Còn thiếu %s điều kiện.", number)
    return said % number
