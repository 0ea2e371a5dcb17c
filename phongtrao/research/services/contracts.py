"""Money and the paper it is promised by: budget, contract with annexes, instalments, what is given back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.documents.models import OfficialDocument
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.numbers import format_number
from phongtrao.research import catalogue
from phongtrao.research.access.tasks import can_keep, can_manage
from phongtrao.research.models import BudgetLine, Contract, Instalment, ResearchTask
from phongtrao.research.services.reports import plan_reports
from phongtrao.research.services.stages import check_items, go_to, open_stage, rules_of

S = ResearchTask.Status


@dataclass(frozen=True, slots=True)
class Money:
    source: str
    year: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Signed:
    number: str
    signed_on: date
    signers: str
    about: str = ""
    document: OfficialDocument | None = None


@transaction.atomic
def set_budget(task: ResearchTask, lines: Sequence[Money], *, by: AbstractBaseUser) -> None:
    """The whole budget, by source and year. Never less than what is planned to be paid: BadInput."""
    locked = _lock(task)
    answer = can_manage(by, locked) if locked.status in S.contracted else can_keep(by, locked)
    answer.enforce()
    if locked.status in S.ended | {S.ACCEPTED}:
        raise WrongState(_("Nhiệm vụ đã kết thúc nên không đổi kinh phí."))
    if unknown := {line.source for line in lines} - set(catalogue.sources()):
        raise BadInput(_("Danh mục không có nguồn kinh phí “%s”.") % min(unknown))
    _check_covered(planned_of(locked), sum((line.amount for line in lines), Decimal(0)))
    locked.budget.all().delete()
    for line in lines:
        row = BudgetLine(task=locked, source=line.source, year=line.year, amount=line.amount)
        row.full_clean()
        row.save()
    record(locked, "research.budget_set", by=by, amount=str(sum(line.amount for line in lines)))


@transaction.atomic
def sign_contract(
    task: ResearchTask, said: Signed, starts_on: date, ends_on: date, *, by: AbstractBaseUser
) -> Contract:
    """The task begins; its reports are due from now on. Before it is approved: WrongState."""
    can_manage(by, task).enforce()
    locked = _lock(task)
    if locked.status != S.APPROVED:
        raise WrongState(_("Chỉ ký hợp đồng khi nhiệm vụ đã phê duyệt và chưa có hợp đồng."))
    if ends_on <= starts_on:
        raise BadInput(_("Ngày kết thúc phải sau ngày bắt đầu thực hiện."))
    if said.signed_on < locked.proposed_on:
        raise BadInput(_("Ngày ký hợp đồng phải sau ngày đề xuất."))
    contract = _write(locked, said, is_annex=False)
    rules = rules_of(locked)
    row = open_stage(locked)
    check_items(rules.stage(row.key), row)
    running = rules.first_of(S.RUNNING)
    go_to(locked, running, timezone.localdate(), starts_on=starts_on, ends_on=ends_on)
    plan_reports(locked, rules.report_months)
    record(locked, "research.contract_signed", by=by, number=said.number)
    task.refresh_from_db()
    return contract


@transaction.atomic
def add_annex(task: ResearchTask, said: Signed, *, by: AbstractBaseUser) -> Contract:
    can_manage(by, task).enforce()
    locked = _lock(task)
    if locked.status not in S.contracted:
        raise WrongState(_("Phụ lục chỉ ghi khi nhiệm vụ đang thực hiện theo hợp đồng."))
    annex = _write(locked, said, is_annex=True)
    record(locked, "research.annex_added", by=by, number=said.number)
    return annex


def _write(task: ResearchTask, said: Signed, *, is_annex: bool) -> Contract:
    if said.signed_on > timezone.localdate():
        raise BadInput(_("Ngày ký chưa đến."))
    row = Contract(
        task=task,
        is_annex=is_annex,
        number=said.number.strip(),
        signed_on=said.signed_on,
        signers=said.signers.strip(),
        about=said.about.strip(),
        document=said.document,
    )
    row.full_clean()
    row.save()
    return row


@transaction.atomic
def add_instalment(
    task: ResearchTask, amount: Decimal, due_on: date | None, *, by: AbstractBaseUser
) -> Instalment:
    """All of them together never pass the budget. BadInput says by how much."""
    can_manage(by, task).enforce()
    locked = _lock(task)
    if locked.status not in S.contracted:
        raise WrongState(_("Đợt cấp kinh phí được ghi sau khi ký hợp đồng."))
    _check_covered(planned_of(locked) + amount, budget_of(locked))
    last = locked.instalments.order_by("-number").first()
    row = Instalment(
        task=locked, number=last.number + 1 if last else 1, amount=amount, due_on=due_on
    )
    row.full_clean()
    row.save()
    record(locked, "research.instalment_added", by=by, number=row.number)
    return row


@transaction.atomic
def pay_instalment(row: Instalment, paid_on: date, *, by: AbstractBaseUser) -> Instalment:
    can_manage(by, row.task).enforce()
    if paid_on > timezone.localdate():
        raise BadInput(_("Ngày cấp kinh phí chưa đến."))
    unpaid = Instalment.objects.filter(pk=row.pk, paid_on=None)
    if not unpaid.update(paid_on=paid_on):
        raise WrongState(_("Đợt này đã ghi cấp. Hãy tải lại trang."))
    record(row.task, "research.instalment_paid", by=by, number=row.number)
    row.refresh_from_db()
    return row


def budget_of(task: ResearchTask) -> Decimal:
    return task.budget.aggregate(whole=Sum("amount"))["whole"] or Decimal(0)


def planned_of(task: ResearchTask) -> Decimal:
    return task.instalments.aggregate(whole=Sum("amount"))["whole"] or Decimal(0)


def _check_covered(planned: Decimal, budget: Decimal) -> None:
    if planned > budget:
        said = _("Các đợt cấp cộng lại %(planned)s đồng, vượt kinh phí %(budget)s đồng.")
        raise BadInput(said % {"planned": format_number(planned), "budget": format_number(budget)})


def _lock(task: ResearchTask) -> ResearchTask:
    rows = ResearchTask.objects.select_for_update(of=("self",))
    return rows.select_related("owner", "host", "regime").get(pk=task.pk)
