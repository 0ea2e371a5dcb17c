"""What the work of council members shows over the years: how much, how punctual, how far from the others."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Avg, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import ExtractYear, TruncDate
from django.utils import timezone

from phongtrao.councils.models import Case, Member, RubricVersion, ScoreSheet
from phongtrao.councils.rubrics import ZERO, read_rubric, rounded

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Record:
    """Of one member or person. ``apart`` and ``lean`` in hundredths of the rubric's whole score, from the
    mean of the other sheets of the same cases: how far on the whole, and to which side (strict is below 0).
    """

    given: int
    finished: int
    on_time: int
    late: int  # finished after their day, or open past it
    apart: Decimal | None
    lean: Decimal | None

    @property
    def punctual(self) -> int | None:
        """Percent of what was due and done, or is past its day; None where nothing was due."""
        whole = self.on_time + self.late
        return self.on_time * 100 // whole if whole else None


class SheetLine(NamedTuple):
    """A sheet with what the others gave the case on average."""

    member: int
    year: int
    rubric: int
    status: str
    due: date | None
    finished: date | None
    total: Decimal | None
    others: Decimal | None


def records_by_member(members: QuerySet[Member], cases: QuerySet[Case]) -> dict[int, Record]:
    """By key of the member, of these cases only; two queries."""
    return _by(_lines(members, cases), lambda line: line.member)


def records_by_year(members: QuerySet[Member], cases: QuerySet[Case]) -> dict[int, Record]:
    """Of all these seats together, by calendar year in which the sheets were given, the newest first."""
    found = _by(_lines(members, cases), lambda line: line.year)
    return dict(sorted(found.items(), reverse=True))


def others_mean() -> Subquery:
    """What the other final sheets of a sheet's case come to on average."""
    others = ScoreSheet.objects.final().filter(case=OuterRef("case"))
    others = others.filter(~Q(member=OuterRef("member"))).order_by()
    return Subquery(others.values("case").annotate(mean=Avg("total")).values("mean"))


# ------------------------------------------------------------------ pieces


def _lines(members: QuerySet[Member], cases: QuerySet[Case]) -> list[SheetLine]:
    rows = ScoreSheet.objects.living().filter(
        member__in=members.order_by().values("pk"), case__in=cases.order_by().values("pk")
    )
    zone = timezone.get_current_timezone()
    columns = rows.values_list(
        "member",
        ExtractYear("assigned_at", tzinfo=zone),
        "rubric",
        "status",
        "due_on",
        TruncDate("finished_at", tzinfo=zone),
        "total",
        others_mean(),
    )
    return [SheetLine(*row) for row in columns.order_by("pk")]


def _by(lines: Iterable[SheetLine], key: Callable[[SheetLine], int]) -> dict[int, Record]:
    found: dict[int, list[SheetLine]] = defaultdict(list)
    for line in lines:
        found[key(line)].append(line)
    most = _most_of({line.rubric for lines in found.values() for line in lines})
    return {one: _record(lines, most) for one, lines in found.items()}


def _most_of(versions: set[int]) -> dict[int, Decimal]:
    rows = RubricVersion.objects.filter(pk__in=versions).values_list("pk", "data")
    return {pk: read_rubric(data).most for pk, data in rows}


def _record(lines: list[SheetLine], most: dict[int, Decimal]) -> Record:
    today = timezone.localdate()
    final = [line for line in lines if line.status == ScoreSheet.Status.FINAL]
    late_done = [line for line in final if line.due and (line.finished or today) > line.due]
    unfinished = [line for line in lines if line.status in ScoreSheet.Status.unfinished]
    late_open = [line for line in unfinished if line.due and line.due < today]
    leans = [
        (line.total - line.others) * HUNDRED / most[line.rubric]
        for line in final
        if line.total is not None and line.others is not None
    ]
    return Record(
        given=len(lines),
        finished=len(final),
        on_time=sum(1 for line in final if line.due) - len(late_done),
        late=len(late_done) + len(late_open),
        apart=_mean([abs(lean) for lean in leans]),
        lean=_mean(leans),
    )


def _mean(numbers: list[Decimal]) -> Decimal | None:
    return rounded(sum(numbers, ZERO) / len(numbers)) if numbers else None
