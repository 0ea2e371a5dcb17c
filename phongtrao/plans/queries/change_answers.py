"""How far the units have answered an amendment, and what still waits for an answer."""

from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from phongtrao.orgs.models import Unit
from phongtrao.plans.models import ChangeAnswer, WorkChange

S = ChangeAnswer.Status


@dataclass(frozen=True, slots=True)
class AnswerCount:
    total: int
    waiting: int
    proposed: int

    def sentence(self) -> str:
        """“38 trên 40 đơn vị đã trả lời; 1 đề xuất chờ văn phòng trả lời.”"""
        if not self.total:
            return _("Không đơn vị nào có việc bị thay đổi nên không phải trả lời.")
        said = _("%(done)d trên %(total)d đơn vị đã trả lời") % {
            "done": self.total - self.waiting,
            "total": self.total,
        }
        if self.proposed:
            said += _("; %d đề xuất chờ văn phòng trả lời") % self.proposed
        return said + "."


def changed_and_unanswered() -> Q:
    """Work an amendment has touched while its unit has not answered the amendment; no query."""
    told = WorkChange.objects.filter(
        assignment=OuterRef("pk"),
        change__amendment__change_answers__unit=F("unit"),
        change__amendment__change_answers__status__in=(S.WAITING, S.SETTLED),
    )
    return Q(Exists(told))


def unanswered_of(unit: Unit) -> QuerySet[ChangeAnswer]:
    """What the unit has to answer, the oldest first, with the plan that changed."""
    rows = ChangeAnswer.objects.filter(unit=unit, status__in=(S.WAITING, S.SETTLED))
    return rows.select_related("amendment__amends").order_by("pk")


def count_answers(rows: QuerySet[ChangeAnswer]) -> AnswerCount:
    found = rows.order_by().aggregate(
        total=Count("pk"),
        waiting=Count("pk", filter=Q(status=S.WAITING)),
        proposed=Count("pk", filter=Q(status=S.PROPOSED)),
    )
    return AnswerCount(**found)
