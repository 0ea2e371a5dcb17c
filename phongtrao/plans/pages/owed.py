"""How what units owe is shown in lists: the state with its reason, the columns of who owes."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.plans.models import Owed
from phongtrao.plans.queries.owed import Standing
from phongtrao.web.components import Due, State, StateKind
from phongtrao.web.tables import Column

S = Owed.Status
KINDS: dict[str, StateKind] = {
    Standing.LATE: "late",
    Standing.RETURNED: "refused",
    Standing.OPEN: "due",
    Standing.SUBMITTED: "running",
    Standing.ACCEPTED: "done",
}


def standing_state(row: Any, missed: str) -> State:
    """Of a row with ``standing``; ``missed`` says of what was not handed in by its day (%s)."""
    standing = Standing(row.standing)
    return State(str(standing.label), KINDS[standing], why=why_words(row, missed))


def why_words(row: Any, missed: str) -> str:
    """One sentence: the rule behind the state."""
    day = f"{row.due_on:%d/%m/%Y}"
    if row.standing == Standing.LATE:
        return missed % day
    if row.submitted_at and row.status in S.handed:
        is_late = timezone.localdate(row.submitted_at) > row.due_on
        return (_("Nộp sau hạn %s.") if is_late else _("Nộp trong hạn %s.")) % day
    return _("Còn trong hạn %s.") % day


def _due(row: Owed) -> Due:
    return Due.of(row.due_on, closed=row.status in S.handed)


UNIT = Column(
    "unit",
    gettext_lazy("Đơn vị"),
    value="unit.name",
    sort=("unit__sort_key", "pk"),
    card="title",
)
DUE = Column(
    "due",
    gettext_lazy("Hạn"),
    value=_due,
    sort="due_on",
    align="end",
    sheet=lambda due: due.day,
)
SUBMITTED = Column("submitted", gettext_lazy("Nộp lúc"), value="submitted_at", sort="submitted_at")
# In the list of what a unit itself owes.
OWN_UNIT = Column("unit", gettext_lazy("Đơn vị"), value="unit.name", sort="unit__sort_key")
OWN_DUE = Column("due", gettext_lazy("Hạn nộp"), value="due_on", sort=("due_on", "pk"), align="end")
