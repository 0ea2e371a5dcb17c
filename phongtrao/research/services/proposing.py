"""A task is proposed by its host to the office that manages it, under the regime of that day."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import changes, record
from phongtrao.base.workflow import move
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.orgs.models import Unit
from phongtrao.research import catalogue
from phongtrao.research.access.tasks import can_keep, can_manage, can_propose
from phongtrao.research.models import RegimeVersion, ResearchTask
from phongtrao.research.services.stages import TRANSITIONS, begin_stage
from phongtrao.research.stages import read_regime

S = ResearchTask.Status


@dataclass(frozen=True, slots=True)
class TaskData:
    code: str
    title: str
    level: str
    orientation: str
    owner: Unit
    host: Unit
    proposed_on: date
    about: str = ""
    fields: list[str] = field(default_factory=list)
    minder: AbstractBaseUser | None = None

    def values(self) -> dict[str, Any]:
        return {one.name: getattr(self, one.name) for one in fields(self)}


def regime_on(day: date, owner: Unit) -> RegimeVersion:
    """The version of the regime that holds on the day: the office's own before the shipped one, the later
    of two that began, the newest of those that apply by then.

    BadInput where there is none.
    """
    rows = RegimeVersion.objects.filter(
        Q(regime__owner=None) | Q(regime__owner=owner),
        Q(regime__valid_to=None) | Q(regime__valid_to__gte=day),
        Q(applies_from=None) | Q(applies_from__lte=day),
        regime__valid_from__lte=day,
    ).select_related("regime")
    found = max(rows, key=_nearest, default=None)
    if found is None:
        raise BadInput(_("Không có quy trình nào có hiệu lực vào ngày đề xuất. Hãy kiểm tra ngày."))
    return found


def _nearest(version: RegimeVersion) -> tuple[bool, date, int, int]:
    """Units that became one may have two of the same day: the one made later."""
    regime = version.regime
    return regime.owner_id is not None, regime.valid_from, regime.pk, version.number


@transaction.atomic
def propose_task(
    data: TaskData, partners: Sequence[Unit] = (), *, by: AbstractBaseUser
) -> ResearchTask:
    """The regime of the day it is proposed on stays with it for life."""
    can_propose(by, data.host).enforce()
    _check(data)
    version = regime_on(data.proposed_on, data.owner)
    first = read_regime(version.data).first
    task = ResearchTask(regime=version, stage=first.key, created_by_id=by.pk, **data.values())
    _save(task, partners)
    begin_stage(task, first, data.proposed_on)
    record(task, "research.proposed", by=by)
    return task


@transaction.atomic
def change_task(
    task: ResearchTask, data: TaskData, partners: Sequence[Unit] = (), *, by: AbstractBaseUser
) -> ResearchTask:
    """Other words. Once there is a contract they change by an approved change only: WrongState.

    The day it was proposed on never leads it into another regime: BadInput.
    """
    can_keep(by, task).enforce()
    locked = ResearchTask.objects.select_for_update().get(pk=task.pk)
    if locked.status not in {S.PROPOSED, S.SELECTING, S.APPROVED}:
        raise WrongState(_("Nhiệm vụ đã ký hợp đồng: hãy ghi điều chỉnh để được chấp thuận."))
    _check(data)
    if not task.regime.regime.holds_on(data.proposed_on):
        raise BadInput(
            _("Nhiệm vụ giữ quy trình “%s” đến hết; ngày đề xuất này thuộc quy trình khác.")
            % task.regime
        )
    before, after = changes(locked, data.values())
    for name, value in data.values().items():
        setattr(locked, name, value)
    _save(locked, partners)
    if after:
        record(locked, "research.changed", by=by, before=before, after=after)
    return locked


@transaction.atomic
def drop_task(task: ResearchTask, reason: str, *, by: AbstractBaseUser) -> ResearchTask:
    """It is not chosen."""
    can_manage(by, task).enforce()
    if not reason.strip():
        raise BadInput(_("Hãy ghi lý do không chọn."))
    move(task, S.DROPPED, TRANSITIONS, end_reason=reason.strip())
    task.stages.filter(done_on=None).update(done_on=timezone.localdate())
    record(task, "research.dropped", by=by, reason=reason.strip())
    return task


def _check(data: TaskData) -> None:
    if data.proposed_on > timezone.localdate():
        raise BadInput(_("Ngày đề xuất chưa đến."))
    if not data.fields:
        raise BadInput(_("Hãy chọn ít nhất một lĩnh vực."))
    if unknown := set(data.fields) - set(catalogue.field_labels()):
        raise BadInput(_("Danh mục không có lĩnh vực “%s”.") % min(unknown))


def _save(task: ResearchTask, partners: Sequence[Unit]) -> None:
    task.search_keys()
    task.full_clean()
    task.save()
    task.partners.set(partners)


@transaction.atomic
def set_minder(
    task: ResearchTask, minder: AbstractBaseUser, *, by: AbstractBaseUser
) -> ResearchTask:
    """Who of the managing office answers for it: reminded, and their leaders when it is late. S0-26"""
    can_manage(by, task).enforce()
    ResearchTask.objects.filter(pk=task.pk).update(minder_id=minder.pk)
    record(task, "research.minder_set", by=by, minder=minder.pk)
    task.refresh_from_db()
    return task
