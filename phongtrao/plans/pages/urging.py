"""The page on which an office urges: for what, whom, how many, in which words."""

from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils import timezone

from phongtrao.plans.forms.board import BoardFilter
from phongtrao.plans.forms.cascade import communes_under
from phongtrao.plans.forms.urging import WORDS, UrgeForm
from phongtrao.plans.models import Assignment, Plan, Task
from phongtrao.plans.queries.people import people_by_unit
from phongtrao.plans.queries.urging import Cause, UnitSlow, count_causes, slow_units
from phongtrao.plans.services.urging import Urging, notice_text, work_of_plan, work_of_task
from phongtrao.web.tables import Address

MOST_SHOWN = 30  # units named
ASKED = "xem"  # in the address once something is ticked
NARROWING = ("q", "xa", "cap")  # fields of the board's filter that choose units
# From a filter of the board to what is ticked.
STATES: dict[str, Cause] = {
    Assignment.Progress.LATE: Cause.LATE,
    Assignment.Progress.DUE_SOON: Cause.SOON,
    Assignment.Progress.STALE: Cause.STALE,
}


@dataclass(frozen=True, slots=True)
class UrgePage:
    subject: Plan | Task
    plan: Plan
    form: UrgeForm
    slow: list[UnitSlow]
    only: list[str]  # the conditions of the board that narrow the units, in words
    units: tuple[int, ...] | None
    kept: str = ""
    peopled: frozenset[int] = field(default_factory=frozenset)

    @classmethod
    def build(
        cls, subject: Plan | Task, address: QueryDict, posted: QueryDict | None
    ) -> "UrgePage":
        plan = subject if isinstance(subject, Plan) else subject.plan
        rows = work_of_plan(plan) if isinstance(subject, Plan) else work_of_task(subject)
        narrowing = _narrowing(address)
        form = BoardFilter(narrowing, communes=communes_under(plan.owner))
        units: tuple[int, ...] | None = None
        only = [str(chip) for chip in form.chips(Address(narrowing))]
        if only:
            found = form.narrow(rows).order_by().values_list("unit", flat=True).distinct()
            units = tuple(found)
            rows = rows.filter(unit__in=units)
        today = timezone.localdate()
        asked = posted if posted is not None else address if ASKED in address else None
        urge = UrgeForm(asked, counts=count_causes(rows, today), initial=_initial(address))
        slow = slow_units(rows, urge.causes, today) if urge.causes else []
        people = people_by_unit(row.unit for row in slow)
        kept = narrowing.urlencode()
        return cls(subject, plan, urge, slow, only, units, kept, frozenset(people))

    @property
    def query(self) -> str:
        """What stays in the address whatever is ticked."""
        return f"?{self.kept}" if self.kept else ""

    @property
    def told(self) -> list[UnitSlow]:
        return [row for row in self.slow if row.unit in self.peopled]

    @property
    def mute(self) -> list[UnitSlow]:
        """Units without anybody to tell."""
        return [row for row in self.slow if row.unit not in self.peopled]

    @property
    def work(self) -> int:
        return sum(row.work for row in self.told)

    @property
    def seen(self) -> str:
        """What this page shows, for the POST to say that it was looked at."""
        return ",".join(self.form.causes)

    @property
    def example(self) -> str:
        rows = self.told
        return notice_text(self.subject, rows[0], self.form.words) if rows else ""

    def urging(self) -> Urging:
        return Urging(self.form.causes, self.form.words, self.units)


def _narrowing(address: QueryDict) -> QueryDict:
    """The board's filter without its state: what to urge about is chosen here."""
    kept = QueryDict(mutable=True)
    for name in NARROWING:
        if value := address.get(name):
            kept[name] = value
    return kept


def _initial(address: QueryDict) -> dict[str, object]:
    cause = STATES.get(address.get("tinh_trang", ""), Cause.LATE)
    return {"viec": [cause.value], "loi": WORDS}
