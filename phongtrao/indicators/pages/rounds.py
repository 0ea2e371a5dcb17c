"""What the pages of a round and of a report show."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.indicators.access import rounds as access
from phongtrao.indicators.models import (
    COLLECTED,
    CollectionRound,
    Indicator,
    LockException,
    Measurement,
    UnitReport,
)
from phongtrao.indicators.pages.definitions import population_words
from phongtrao.indicators.queries.reports import Cell, cells_of, handed_cells
from phongtrao.indicators.queries.rounds import Changes, changes_since
from phongtrao.indicators.saying import before_words, number_words, share_words
from phongtrao.indicators.services.measuring import corrections_of
from phongtrao.indicators.services.reporting import missing_below
from phongtrao.indicators.services.rounds import asked_units, next_year
from phongtrao.indicators.tables import report_state, round_state
from phongtrao.lib.answers import Answer
from phongtrao.lib.numbers import format_date, format_number
from phongtrao.orgs.models import SchoolLevel
from phongtrao.plans.periods import period_label
from phongtrao.plans.queries.owed import Counts, counts_of, with_standing
from phongtrao.web.components import State

R = UnitReport.Status


@dataclass(frozen=True, slots=True)
class RoundPage:
    round: CollectionRound
    indicators: list[Indicator]
    counts: Counts
    state: State
    changes: Changes | None
    looked_at: datetime | None
    exceptions: list[LockException]
    can_edit: Answer
    can_open: Answer
    can_run: Answer
    can_except: Answer
    can_copy: Answer

    @classmethod
    def build(
        cls, round_: CollectionRound, user: AbstractBaseUser, looked_at: datetime | None = None
    ) -> "RoundPage":
        exceptions = round_.exceptions.select_related("unit", "given_by").order_by("-pk")
        return cls(
            round=round_,
            indicators=list(round_.indicators.order_by("sort_key", "pk")),
            counts=counts_of(round_.reports.all()),
            state=round_state(round_),
            changes=changes_since(round_, looked_at) if looked_at else None,
            looked_at=looked_at,
            exceptions=list(exceptions),
            can_edit=access.can_edit(user, round_),
            can_open=access.can_open(user, round_),
            can_run=access.can_run(user, round_),
            can_except=access.can_except(user, round_),
            can_copy=access.can_copy(user, round_),
        )

    @property
    def is_draft(self) -> bool:
        return bool(self.round.status == CollectionRound.Status.DRAFT)

    def sentence(self) -> str:
        counts, number = self.counts, format_number
        if self.is_draft:
            said = _("Chưa mở: %(n)s chỉ số, hạn nộp %(due)s.")
            return said % {
                "n": len(self.indicators),
                "due": format_date(self.round.due_on),
            }
        said = _(
            "%(handed)s trên %(asked)s đơn vị đã nộp; %(accepted)s đã duyệt, %(late)s quá hạn."
        )
        return said % {
            "handed": number(counts.handed),
            "asked": number(counts.asked),
            "accepted": number(counts.accepted),
            "late": number(counts.late),
        }

    def facts(self) -> list[tuple[str, Any]]:
        round_ = self.round
        names = dict(SchoolLevel.objects.values_list("code", "name"))
        return [
            (_("Đơn vị thu"), round_.owner.name),
            (_("Kỳ số liệu"), period_label(round_.period)),
            (_("Đối tượng"), population_words(round_, names)),
            (_("Hạn nộp"), format_date(round_.due_on)),
            (_("Căn cứ"), round_.basis),
            (_("Hướng dẫn"), round_.guide),
            (_("Lý do chốt khi còn thiếu"), round_.closing_note),
        ]


@dataclass(frozen=True, slots=True)
class CopyPage:
    """What the form of next year's round should be read with."""

    period: str
    asked: int  # units by this round
    now: int  # of the same population today
    gone: list[Indicator]  # not asked any more: ended, or computed by now
    same: CollectionRound | None  # the same office has for that period already, under that name

    @classmethod
    def build(cls, round_: CollectionRound, user: AbstractBaseUser) -> "CopyPage":
        moved = next_year(round_)
        seen = access.visible_rounds(user).filter(owner=round_.owner, title=moved["title"])
        gone = round_.indicators.exclude(COLLECTED)
        return cls(
            period=period_label(moved["period"]),
            asked=round_.reports.count(),
            now=asked_units(round_).count(),
            gone=list(gone.order_by("sort_key", "pk")),
            same=seen.filter(period=moved["period"]).first(),
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as it is read: numbers in words, history of the handed-in one."""

    cell: Cell
    number: str
    share: str
    before: str
    parts: list[tuple[str, str]]
    measurement: Measurement | None
    corrections: Sequence[Any]
    of_parts: Sequence[tuple[str, Sequence[Any]]]  # corrections of parts, by name


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The unit's people see what they type, everybody else what was handed in."""

    report: UnitReport
    rows: list[Shown]
    state: State
    is_own: bool
    is_shown: bool
    missing: list[UnitReport]
    can_write: Answer
    can_withdraw: Answer
    can_judge: Answer
    can_correct: Answer

    @classmethod
    def build(cls, report: UnitReport, user: AbstractBaseUser) -> "ReportPage":
        own = access.acts_for(user, report)
        writes = own and report.status in R.owed
        standing = with_standing(UnitReport.objects.filter(pk=report.pk)).get()
        judges = access.can_judge(user, report)
        return cls(
            report=report,
            rows=shown_cells(report, cells_of(report) if writes else handed_cells(report)),
            state=report_state(standing),
            is_own=own,
            is_shown=writes or report.status in R.handed,
            missing=missing_below(report) if judges else [],
            can_write=access.can_write(user, report),
            can_withdraw=access.can_withdraw(user, report),
            can_judge=judges,
            can_correct=access.can_correct(user, report),
        )

    def sentence(self) -> str:
        report = self.report
        if report.submitted_at and report.status in R.handed:
            when = timezone.localtime(report.submitted_at)
            said = _("Nộp lúc %(when)s, hạn %(due)s.")
            return said % {
                "when": f"{when:%H:%M %d/%m/%Y}",
                "due": format_date(report.due_on),
            }
        return _("Hạn nộp %s.") % format_date(report.due_on)

    def facts(self) -> list[tuple[str, Any]]:
        round_ = self.report.round
        return [
            (_("Nơi thu"), round_.owner.name),
            (_("Kỳ số liệu"), period_label(round_.period)),
            (_("Hướng dẫn"), round_.guide),
            (_("Người nộp"), str(self.report.submitted_by or "")),
            (_("Lý do chốt khi đơn vị dưới còn thiếu"), self.report.missing_note),
        ]


def shown_cells(report: UnitReport, cells: list[Cell]) -> list[Shown]:
    """Two more queries, for the numbers that were handed in and their history."""
    told = report.measurements.select_related("evidence")
    rows = {(row.indicator_id, row.part): row for row in told}
    history = corrections_of([row.pk for row in rows.values()])

    def corrections(cell: Cell, part: str) -> Sequence[Any]:
        row = rows.get((cell.indicator.pk, part))
        return history.get(row.pk, ()) if row else ()

    return [
        _shown(cell, rows.get((cell.indicator.pk, "")), partial(corrections, cell))
        for cell in cells
    ]


def _shown(
    cell: Cell, row: Measurement | None, corrections: Callable[[str], Sequence[Any]]
) -> Shown:
    parts = [(cell.names[key], format_number(part.n)) for key, part in cell.parts.items()]
    of_parts = [(name, found) for key, name in cell.names.items() if (found := corrections(key))]
    return Shown(
        cell=cell,
        number=number_words(cell),
        share=share_words(cell),
        before=before_words(cell),
        parts=parts,
        measurement=row,
        corrections=corrections(""),
        of_parts=of_parts,
    )
