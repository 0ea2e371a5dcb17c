"""What the page of a case tells a member, and what whoever runs the council."""

from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from phongtrao.councils.access.conflicts import can_pin, visible_conflicts
from phongtrao.councils.access.councils import (
    can_run,
    can_set_up,
    can_withdraw_case,
    seats_of,
    visible_cases,
)
from phongtrao.councils.access.dossiers import reads_dossier
from phongtrao.councils.access.sheets import listed_cases
from phongtrao.councils.access.sittings import visible_sittings
from phongtrao.councils.kinds import KINDS, Dossier, dossiers_of
from phongtrao.councils.models import Case, Conflict, Council, Item, ScoreSheet

S = Conflict.Status


def cases_of(user: AbstractBaseUser, council: Council) -> QuerySet[Case]:
    """Cases of the council the user may know of, with how many sheets were given and finished."""
    living = ~Q(sheets__status="void")
    return (
        visible_cases(user)
        .filter(council=council)
        .annotate(
            given=Count("sheets", filter=living, distinct=True),
            finished=Count("sheets", filter=Q(sheets__status="final"), distinct=True),
        )
    )


def said_losses(case: Case) -> str:
    """What withdrawing the case would void."""
    voting = case.items.filter(status=Item.Status.VOTING).first()
    handed = voting.voters.filter(has_voted=True).count() if voting else 0
    said = _("“%(case)s”: %(sheets)d phiếu chấm mất giá trị, %(votes)s.")
    votes = _("%d phiếu đã bỏ bị hủy, không kiểm") % handed if voting else _("chưa mở biểu quyết")
    sheets = ScoreSheet.objects.living().filter(case=case).count()
    return said % {"case": case, "sheets": sheets, "votes": votes}


@dataclass
class CasePage:
    case: Case
    user: AbstractBaseUser

    @cached_property
    def may_run(self) -> bool:
        """Sees the reasons of conflicts; members are told only who keeps away."""
        runs = can_pin(self.user, self.case) or can_set_up(self.user, self.case.council.unit)
        return bool(runs)

    @property
    def may_pin(self) -> bool:
        is_waiting = self.case.status in Case.Status.waiting
        return is_waiting and bool(can_run(self.user, self.case.council))

    @property
    def may_withdraw(self) -> bool:
        return bool(can_withdraw_case(self.user, self.case))

    @property
    def may_deny(self) -> bool:
        is_waiting = self.case.status in Case.Status.waiting
        return is_waiting and bool(can_set_up(self.user, self.case.council.unit))

    @property
    def may_declare(self) -> bool:
        is_waiting = self.case.status in Case.Status.waiting
        return is_waiting and seats_of(self.user).filter(council=self.case.council_id).exists()

    @cached_property
    def conflicts(self) -> list[Conflict]:
        rows = visible_conflicts(self.user, self.case).order_by("member__person__sort_key", "pk")
        return list(rows if self.may_run else rows.filter(status=S.STANDING))

    @property
    def away(self) -> list[str]:
        """Names of who keeps away, each once."""
        standing = [one for one in self.conflicts if one.status == S.STANDING]
        return list(dict.fromkeys(str(one.member) for one in standing))

    @property
    def reads_scores(self) -> bool:
        return listed_cases(self.user).filter(pk=self.case.pk).exists()

    @cached_property
    def sitting(self) -> Item | None:
        """Where it is on the agenda, or was decided: the last one the user sees."""
        held = visible_sittings(self.user).filter(council=self.case.council_id)
        rows = Item.objects.filter(case=self.case, sitting__in=held.values("pk"))
        rows = rows.exclude(status=Item.Status.LEFT).select_related("sitting")
        return rows.order_by("sitting__number", "pk").last()

    @cached_property
    def dossier(self) -> Dossier | None:
        """None for who may not open it, and where the app of its kind is gone."""
        if self.case.kind not in KINDS or not reads_dossier(self.user, self.case):
            return None
        return dossiers_of([self.case]).get(self.case.pk)
