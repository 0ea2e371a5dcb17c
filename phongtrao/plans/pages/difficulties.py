"""What the page of a difficulty, and that of an answer for all, print."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.template.defaultfilters import linebreaksbr
from django.utils.translation import gettext as _

from phongtrao.lib.answers import Answer
from phongtrao.plans.access import difficulties as access
from phongtrao.plans.access.amending import open_amendment
from phongtrao.plans.access.assignments import visible_assignments
from phongtrao.plans.access.handovers import visible_handovers
from phongtrao.plans.access.plans import visible_plans
from phongtrao.plans.models import CommonAnswer, Difficulty, Plan
from phongtrao.web.components import State, StateKind

D = Difficulty.Status
DIFFICULTY_KINDS: dict[str, StateKind] = {
    D.INSIDE: "due",
    D.OPEN: "due",
    D.ANSWERED: "running",
    D.CLOSED: "done",
}


def difficulty_badge(difficulty: Difficulty) -> State:
    return State(D(difficulty.status).label, DIFFICULTY_KINDS[difficulty.status])


@dataclass(frozen=True, slots=True)
class DifficultyPage:
    difficulty: Difficulty
    badge: State
    facts: list[tuple[str, Any]]
    sees_work: bool
    sees_part: bool
    amendment: str
    sees_amendment: bool
    published: CommonAnswer | None
    drafted: Plan | None
    can_answer: Answer
    can_send_up: Answer
    can_pass_up: Answer
    can_amend: Answer
    can_publish: Answer
    can_close: Answer

    @property
    def has_more(self) -> bool:
        closes = self.can_send_up and self.can_close
        return bool(self.can_pass_up or self.can_amend or self.can_publish or closes)

    @classmethod
    def build(cls, row: Difficulty, user: AbstractBaseUser) -> "DifficultyPage":
        """``drafted``: the amendment of its plan that is being written, which may settle this as well."""
        can_amend = access.can_amend_for(user, row)
        published: CommonAnswer | None = getattr(row, "published", None)
        return cls(
            difficulty=row,
            badge=difficulty_badge(row),
            facts=_facts(row),
            sees_work=visible_assignments(user).filter(pk=row.assignment_id or 0).exists(),
            sees_part=visible_handovers(user).filter(pk=row.handover_id or 0).exists(),
            amendment=_amendment(row),
            sees_amendment=visible_plans(user).filter(pk=row.amendment_id or 0).exists(),
            published=published if published and not published.withdrawn_at else None,
            drafted=_drafted(row.plan) if can_amend and row.plan else None,
            can_answer=access.can_answer(user, row),
            can_send_up=access.can_send_up(user, row),
            can_pass_up=access.can_pass_up(user, row),
            can_amend=can_amend,
            can_publish=access.can_publish(user, row),
            can_close=access.can_close(user, row),
        )


def _drafted(plan: Plan) -> Plan | None:
    found = open_amendment(plan)
    return found if found and found.status == Plan.Status.DRAFT else None


def _amendment(row: Difficulty) -> str:
    """How far the amendment is, for those who do not read it."""
    if row.amendment is None:
        return ""
    said = {
        Plan.Status.DRAFT: _("đang soạn"),
        Plan.Status.PUBLISHED: _("đã ban hành, chờ ngày áp dụng"),
    }
    return said.get(Plan.Status(row.amendment.status), _("đã áp dụng vào kế hoạch"))


def _facts(row: Difficulty) -> list[tuple[str, Any]]:
    return [
        (_("Đơn vị"), row.unit.name),
        (_("Nhiệm vụ"), row.assignment.text if row.assignment else ""),
        (_("Kế hoạch"), row.plan.title if row.plan else ""),
        (_("Vướng mắc"), linebreaksbr(row.text)),
        (_("Đề nghị"), linebreaksbr(row.wish)),
        (_("Người nêu"), row.raised_by),
        (_("Nơi giải đáp"), (row.unit if row.status == D.INSIDE else row.desk).name),
        (_("Ý kiến khi chuyển"), linebreaksbr(row.passed_note)),
        (_("Đầu mối liên hệ"), row.plan.contact if row.plan else ""),
        (_("Trả lời"), linebreaksbr(row.answer)),
        (_("Người trả lời"), row.answered_by or ""),
    ]


@dataclass(frozen=True, slots=True)
class CommonAnswerPage:
    row: CommonAnswer
    can_write: Answer
    sees_plan: bool
    sees_difficulty: bool

    @classmethod
    def build(cls, row: CommonAnswer, user: AbstractBaseUser) -> "CommonAnswerPage":
        seen = access.visible_difficulties(user).filter(pk=row.difficulty_id or 0)
        plan = visible_plans(user).filter(pk=row.plan_id or 0)
        can_write = access.can_write_answers(user, row.owner)
        return cls(row, can_write, plan.exists(), seen.exists())
