"""Letting decisions take effect, one or many together; until then they are pending."""

from collections.abc import Collection

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import Line, record_many
from phongtrao.base.workflow import move_many
from phongtrao.councils.access.councils import can_run, visible_cases
from phongtrao.councils.kinds import KINDS
from phongtrao.councils.models import Case, Council, Item
from phongtrao.councils.services.cases import TRANSITIONS
from phongtrao.councils.services.voting import changed_dossiers
from phongtrao.lib.errors import WrongState

S = Case.Status


@transaction.atomic
def apply_decisions(
    council: Council, keys: Collection[int], *, by: AbstractBaseUser
) -> tuple[list[Case], list[Case]]:
    """What the kind of case does with a decision is done in this transaction, for all or for none.

    Returns those applied, and those whose dossier changed since the vote: they wait for a new one.
    """
    can_run(by, council).enforce()
    mine = visible_cases(by).filter(council=council, pk__in=keys).order_by().values("pk")
    rows = Case.objects.filter(pk__in=mine)
    locked = rows.filter(status=S.DECIDED).select_for_update(of=("self",)).order_by("pk")
    waiting = [case.pk for case in locked]
    if not waiting:
        raise WrongState(_("Không có kết quả nào chờ áp dụng trong các hồ sơ đã chọn."))
    items = Item.objects.filter(case__in=waiting, status=Item.Status.COUNTED)
    last = {item.case_id: item for item in items.select_related("case").order_by("counted_at")}
    stale = _send_back(changed_dossiers(last.values()), by=by)
    applied = move_many(
        rows.exclude(pk__in=[case.pk for case in stale]),
        S.DECIDED,
        S.APPLIED,
        TRANSITIONS,
        applied_at=timezone.now(),
    )
    done = list(Case.objects.filter(pk__in=applied).order_by("pk"))
    for case in done:
        KINDS[case.kind].on_decided(case, by)
    record_many((Line(case) for case in done), "councils.case_applied", by=by)
    return done, stale


def _send_back(items: list[Item], *, by: AbstractBaseUser) -> list[Case]:
    """The tally stays as it was counted; the case waits for a vote on what the dossier is now."""
    reason = _("Hồ sơ đã thay đổi sau khi biểu quyết, cần biểu quyết lại.")
    Item.objects.filter(pk__in=[item.pk for item in items]).update(void_reason=reason)
    cases = [item.case for item in items]
    move_many(
        Case.objects.filter(pk__in=[case.pk for case in cases]),
        S.DECIDED,
        S.OPEN,
        TRANSITIONS,
        outcome="",
        outcome_label="",
        passes=None,
        decided_at=None,
    )
    record_many(
        (Line(case, data={"reason": reason}) for case in cases), "councils.decision_void", by=by
    )
    return cases
