"""What the pages of an amendment show: the pairing, the consequences in numbers, one unit's share."""

from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from phongtrao.lib.answers import Answer
from phongtrao.plans.access import amending as access
from phongtrao.plans.access.difficulties import visible_difficulties
from phongtrao.plans.access.plans import can_issue
from phongtrao.plans.amending.difference import TaskDifference, differ, field_changes
from phongtrao.plans.amending.pairing import Kind
from phongtrao.plans.amending.task_words import TaskWords
from phongtrao.plans.intake.collectives import collective_of
from phongtrao.plans.models import (
    Assignment,
    ChangeAnswer,
    Difficulty,
    Plan,
    PlanVersion,
    TaskChange,
    WorkChange,
)
from phongtrao.plans.queries.amendments import Offer, is_idle, new_tasks_of_nobody, offers_of
from phongtrao.plans.queries.changes_above import counts_above
from phongtrao.plans.queries.work_changes import (
    EffectCount,
    count_effects,
    count_untouched,
    reach_of,
)
from phongtrao.web.components import State, StateKind
from phongtrao.web.models import Work
from phongtrao.web.queries import works_of

KINDS: dict[str, StateKind] = {
    Kind.NEW: "running",
    Kind.CHANGED: "due",
    Kind.MOVED: "due",
    Kind.DROPPED: "refused",
    Kind.KEPT: "neutral",
}
ICONS = {
    Kind.NEW: "plus",
    Kind.CHANGED: "edit",
    Kind.MOVED: "arrow-right",
    Kind.DROPPED: "x",
    Kind.KEPT: "check",
}
ANSWER_KINDS: dict[str, StateKind] = {
    ChangeAnswer.Status.WAITING: "due",
    ChangeAnswer.Status.KNOWN: "done",
    ChangeAnswer.Status.PROPOSED: "running",
    ChangeAnswer.Status.SETTLED: "neutral",
}


def answer_state(answer: ChangeAnswer) -> State:
    status = ChangeAnswer.Status(answer.status)
    return State(status.label, ANSWER_KINDS[status])


@dataclass(frozen=True, slots=True)
class Group:
    """Changes of one kind."""

    kind: Kind
    rows: list[TaskDifference]

    @property
    def icon(self) -> str:
        return ICONS[self.kind]


@dataclass(frozen=True, slots=True)
class Consequences:
    """“32 việc giữ nguyên, 12 việc đổi hạn, 5 việc kết thúc.”: what issuing does to running work."""

    counts: list[EffectCount]
    untouched: int
    new: int  # tasks

    @classmethod
    def of(cls, amendment: Plan, offers: list[Offer]) -> "Consequences":
        new = sum(offer.kind is Kind.NEW for offer in offers)
        return cls(count_effects(amendment, offers), count_untouched(offers), new)

    def sentence(self) -> str:
        said = [count.sentence() for count in self.counts]
        if self.untouched:
            said.insert(0, _("%s việc giữ nguyên") % self.untouched)
        if self.new:
            said.insert(0, _("%s nhiệm vụ mới") % self.new)
        return ", ".join(said) + "." if said else _("Chưa giao việc nào nên không việc nào bị đổi.")


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One line of the pairing page."""

    offer: Offer
    old: TaskWords | None
    state: State
    target: str = ""
    reached: int = 0  # units that a new task names

    @property
    def reason(self) -> str:
        """Why it is offered, where it was guessed."""
        pair = self.offer.pair
        if pair.is_named:
            return _("theo số thứ tự nêu trong văn bản")
        if pair.old is None or pair.new is None:
            return _("máy đề nghị")
        return _("máy đề nghị, giống %d%%") % round(pair.likeness * 100)

    @property
    def reach(self) -> str:
        """Of a new task: how many units it comes to."""
        if self.offer.kind is not Kind.NEW:
            return ""
        if not self.reached:
            return self._reach_of_none()
        return (
            ngettext("%d đơn vị được nêu tên", "%d đơn vị được nêu tên", self.reached)
            % self.reached
        )

    def _reach_of_none(self) -> str:
        new = self.offer.pair.new
        groups = [
            name for name in (new.leads + new.coordinators if new else ()) if collective_of(name)
        ]
        if not groups:
            return _("0 đơn vị: nhiệm vụ chưa nêu tên đơn vị nào nhận việc qua hệ thống")
        said = _(
            "“%s” là nhiều đơn vị nên không giao ngay: khi có hiệu lực, kế hoạch nhắc giao việc này"
        )
        return said % "; ".join(groups)

    @property
    def task(self) -> int:
        return self.offer.task or 0

    @property
    def draft(self) -> int:
        return self.offer.draft or 0


@dataclass(frozen=True, slots=True)
class PairingPage:
    amendment: Plan
    lines: list[OfferLine]
    kept: list[OfferLine]
    waiting: int
    is_idle: bool
    consequences: Consequences
    can_pair: Answer
    can_withdraw: Answer

    @classmethod
    def build(cls, amendment: Plan, user: AbstractBaseUser) -> "PairingPage":
        offers = offers_of(amendment)
        texts = {
            words.task: words.text for o in offers for words in (o.pair.old, o.pair.new) if words
        }
        reached = reach_of(amendment, offers)
        lines = [_line(offer, texts, reached) for offer in offers]
        return cls(
            amendment=amendment,
            lines=[line for line in lines if line.offer.kind is not Kind.KEPT or line.offer.change],
            kept=[line for line in lines if line.offer.kind is Kind.KEPT and not line.offer.change],
            waiting=sum(offer.is_open for offer in offers),
            is_idle=is_idle(amendment, offers),
            consequences=Consequences.of(amendment, offers),
            can_pair=access.can_pair(user, amendment),
            can_withdraw=access.can_withdraw(user, amendment),
        )

    def sentence(self) -> str:
        touched = sum(line.offer.kind is not Kind.KEPT for line in self.lines)
        if not touched:
            return _("Bản sửa đổi chưa khác kế hoạch đang thực hiện ở nhiệm vụ nào.")
        said = ngettext("%d nhiệm vụ thay đổi", "%d nhiệm vụ thay đổi", touched) % touched
        if not self.waiting:
            return _("%s, không còn thay đổi nào chờ xác nhận.") % said
        return _("%(said)s; %(waiting)d thay đổi chờ xác nhận.") % {
            "said": said,
            "waiting": self.waiting,
        }


@dataclass(frozen=True, slots=True)
class DifferencePage:
    """Two versions of a plan side by side."""

    before: PlanVersion
    after: PlanVersion
    groups: list[Group]
    kept: int

    @classmethod
    def build(cls, before: PlanVersion, after: PlanVersion) -> "DifferencePage":
        rows = differ(_words(before), _words(after), _moved(before, after))
        groups = [Group(kind, [row for row in rows if row.kind is kind]) for kind in Kind]
        kept = sum(row.kind is Kind.KEPT for row in rows)
        touched = [group for group in groups if group.rows and group.kind is not Kind.KEPT]
        return cls(before, after, touched, kept)

    def sentence(self) -> str:
        """“2 mới, 3 thay đổi, 1 bỏ, 36 giữ nguyên.”"""
        said = [f"{len(group.rows)} {group.kind.label.lower()}" for group in self.groups]
        return ", ".join([*said, _("%d giữ nguyên") % self.kept]) + "."


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One piece of the unit's work and what became of it."""

    work: Assignment
    difference: TaskDifference
    effect: str
    told: WorkChange
    must_accept: bool

    @property
    def icon(self) -> str:
        return ICONS[self.difference.kind]


@dataclass(frozen=True, slots=True)
class UnitChangesPage:
    """What an amendment changed for one unit, and its answer."""

    answer: ChangeAnswer
    plan: Plan
    version: PlanVersion
    state: State
    lines: list[WorkLine]
    can_answer: Answer
    can_settle: Answer

    @classmethod
    def build(cls, answer: ChangeAnswer, user: AbstractBaseUser) -> "UnitChangesPage":
        version = PlanVersion.objects.select_related("plan__owner", "document").get(
            amendment=answer.amendment_id
        )
        before = PlanVersion.objects.get(plan=version.plan_id, number=version.number - 1)
        rows = WorkChange.objects.filter(unit=answer.unit_id, change__amendment=answer.amendment_id)
        found = rows.select_related("change", "assignment__task__plan", "assignment__unit")
        words = (
            {row.task: row for row in _words(before)},
            {row.task: row for row in _words(version)},
        )
        return cls(
            answer=answer,
            plan=version.plan,
            version=version,
            state=answer_state(answer),
            lines=[_work_line(row, *words) for row in found.order_by("change", "pk")],
            can_answer=access.can_answer(user, answer),
            can_settle=access.can_settle(user, answer),
        )

    def sentence(self) -> str:
        said = ngettext(
            "%(n)d việc của đơn vị thay đổi từ %(day)s",
            "%(n)d việc của đơn vị thay đổi từ %(day)s",
            len(self.lines),
        ) % {"n": len(self.lines), "day": self.version.effective_from.strftime("%d/%m/%Y")}
        must = sum(line.must_accept for line in self.lines)
        return said + (_("; %d việc phải tiếp nhận lại.") % must if must else ".")


@dataclass(frozen=True, slots=True)
class AmendingPanel:
    """On a plan's page: what it amends and because of which difficulties, what amends it, its versions."""

    amends: Plan | None
    causes: list[Difficulty]
    open_amendment: Plan | None
    versions: list[PlanVersion]
    can_amend: Answer
    is_waiting: bool
    is_applying: bool
    work: Work | None  # of the job that applies it, for who started it
    above: int  # changes of the plan above that wait
    ungiven: int  # new tasks of amendments that nobody has

    @classmethod
    def of(cls, plan: Plan, user: AbstractBaseUser) -> "AmendingPanel":
        versions = plan.versions.select_related("document", "amendment").order_by("-number")
        is_draft = plan.status == Plan.Status.DRAFT
        # Seen by those who write it: to others a plan is what was issued.
        found = access.open_amendment(plan) if access.can_follow(user, plan) else None
        return cls(
            amends=plan.amends if plan.amends_id else None,
            causes=_causes(plan, user) if plan.amends_id else [],
            open_amendment=found,
            versions=[] if is_draft else list(versions),
            can_amend=access.can_amend_beside(user, plan, found),
            is_waiting=plan.is_awaiting_its_day(timezone.localdate()),
            is_applying=plan.is_being_applied(timezone.localdate()),
            work=works_of(user).filter(pk=plan.applying_id).first() if plan.applying_id else None,
            above=counts_above(plan) if access.can_follow(user, plan) else 0,
            ungiven=_ungiven(plan, user),
        )


# ------------------------------------------------------------------ pieces


def _line(offer: Offer, texts: dict[int, str], reached: dict[int, int]) -> OfferLine:
    return OfferLine(
        offer,
        offer.pair.old,
        State(offer.kind.label, KINDS[offer.kind], icon=ICONS[offer.kind]),
        texts.get(offer.target or 0, ""),
        reached.get(offer.draft or 0, 0),
    )


def _causes(plan: Plan, user: AbstractBaseUser) -> list[Difficulty]:
    return list(visible_difficulties(user).filter(amendment=plan).order_by("pk"))


def _ungiven(plan: Plan, user: AbstractBaseUser) -> int:
    return new_tasks_of_nobody(plan).count() if can_issue(user, plan) else 0


def _words(version: PlanVersion) -> list[TaskWords]:
    return [TaskWords.from_json(row) for row in version.tasks]


def _moved(before: PlanVersion, after: PlanVersion) -> dict[int, int]:
    """Of every amendment between the two: dropped task → the task its work went to."""
    between = PlanVersion.objects.filter(
        plan=before.plan_id, number__gt=before.number, number__lte=after.number
    )
    rows = TaskChange.objects.filter(
        kind=Kind.MOVED, amendment__in=between.values("amendment")
    ).select_related("target")
    made = TaskChange.objects.filter(
        draft__in=rows.values("target"), amendment__in=between.values("amendment")
    )
    standing = dict(made.values_list("draft", "task"))
    return {
        row.task_id: standing.get(row.target_id) or row.target_id
        for row in rows
        if row.task_id and row.target_id
    }


def _work_line(
    told: WorkChange, before: dict[int, TaskWords], after: dict[int, TaskWords]
) -> WorkLine:
    change = told.change
    was, now = before.get(change.task_id or 0), after.get(change.task_id or 0)
    fields = field_changes(was, now) if was and now else ()
    target = told.assignment.task.text if change.kind == Kind.MOVED else ""
    difference = TaskDifference(Kind(change.kind), was, now, fields, target)
    return WorkLine(
        work=told.assignment,
        difference=difference,
        effect=told.get_effect_display(),
        told=told,
        must_accept=told.assignment.status == Assignment.Status.SENT,
    )
