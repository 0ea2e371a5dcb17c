"""The page before a step of a movement: what the step does, in numbers, and what it asks."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from phongtrao.plans.models import Movement
from phongtrao.plans.queries.cascade import issuable_units
from phongtrao.plans.queries.entries import entries
from phongtrao.plans.queries.movement_units import answers_to, asked_units, running_work, work_of
from phongtrao.plans.queries.tally import NOTHING, tallied
from phongtrao.web.acts import Question

S = Movement.Status
Consequences = list[tuple[int, str]]
# What the button says; the state it leads to has its own word.
STEP_LABELS = {
    S.LAUNCHED: pgettext_lazy("deed", "Phát động"),
    S.RUNNING: gettext_lazy("Triển khai tiếp"),
    S.INTERIM: gettext_lazy("Ghi sơ kết"),
    S.FINAL: gettext_lazy("Ghi tổng kết"),
    S.CLOSED: gettext_lazy("Kết thúc phong trào"),
}
LEADS = {
    S.LAUNCHED: gettext_lazy(
        "Từ đây các đơn vị bên dưới thấy phong trào và phát động hưởng ứng được."
    ),
    S.RUNNING: gettext_lazy("Phong trào chuyển sang giai đoạn triển khai."),
    S.INTERIM: gettext_lazy(
        "Ghi lại buổi sơ kết đã tổ chức; sau đó phong trào được triển khai tiếp."
    ),
    S.FINAL: gettext_lazy("Ghi lại buổi tổng kết đã tổ chức; sau đó chỉ còn bước kết thúc."),
}


@dataclass(frozen=True, slots=True)
class StepPage:
    movement: Movement
    to: Movement.Status
    consequences: Consequences
    warnings: list[str]

    @classmethod
    def build(cls, movement: Movement, to: Movement.Status) -> "StepPage":
        return cls(movement, to, consequences_of(movement, to), _warnings(movement, to))

    @property
    def label(self) -> str:
        return str(STEP_LABELS[self.to])

    @property
    def lead(self) -> str:
        return str(LEADS[self.to])


def closing_question(movement: Movement) -> Question:
    return Question(
        title=_("Kết thúc phong trào “%s”?") % movement,
        warning=_(
            "Phong trào kết thúc thì không sửa, không hưởng ứng được nữa. "
            "Các kế hoạch của phong trào vẫn chạy cho tới khi được kết thúc riêng."
        ),
        consequences=consequences_of(movement, S.CLOSED),
        word=_("kết thúc"),
        action=_("Kết thúc phong trào"),
        back=reverse("plans:movement", args=[movement.pk]),
        nav="movements",
    )


def consequences_of(movement: Movement, to: Movement.Status) -> Consequences:
    """Numbers that the step is about; zero stays, it is an answer too."""
    match to:
        case S.LAUNCHED:
            return _launching(movement)
        case S.RUNNING:
            return [_not_launched(movement)]
        case S.CLOSED:
            return _closing(movement)
        case _:
            return [*_so_far(movement), _not_launched(movement)]


def _launching(movement: Movement) -> Consequences:
    return [
        (issuable_units(movement.owner).count(), _("đơn vị bên dưới sẽ thấy phong trào")),
        (movement.contents.count(), _("nội dung thi đua")),
        (movement.phases.count(), _("giai đoạn")),
    ]


def _so_far(movement: Movement) -> Consequences:
    tally = sum(tallied(entries(work_of(movement))).values(), NOTHING)
    return [
        (tally.given, _("việc đã giao trong các kế hoạch của phong trào")),
        (tally.done, _("việc đã hoàn thành")),
        (tally.late, _("việc quá hạn")),
    ]


def _closing(movement: Movement) -> Consequences:
    left = running_work(movement)
    answers = answers_to(movement).exclude(status__in=(S.DRAFT, S.CLOSED))
    return [
        (left["work"], _("việc chưa hoàn thành vẫn còn ở các đơn vị")),
        (left["units"], _("đơn vị còn đang làm các việc đó")),
        (left["plans"], _("kế hoạch còn việc chưa xong")),
        (answers.count(), _("phong trào hưởng ứng của cấp dưới chưa kết thúc")),
    ]


def _not_launched(movement: Movement) -> tuple[int, str]:
    launched = answers_to(movement).exclude(status=S.DRAFT).order_by().values("owner")
    waiting = asked_units(movement).exclude(pk__in=launched)
    return waiting.count(), _("đơn vị chưa phát động hưởng ứng")


def _warnings(movement: Movement, to: Movement.Status) -> list[str]:
    found = []
    if to == S.LAUNCHED and not movement.launched_by_id:
        found.append(_("Chưa ghi văn bản phát động. Nên sửa phong trào để thêm trước."))
    if to == S.LAUNCHED and not movement.contents.exists():
        found.append(_("Chưa có nội dung thi đua: nhiệm vụ sẽ không gắn vào đâu được."))
    if to == S.LAUNCHED and not movement.phases.exists():
        found.append(_("Chưa chia giai đoạn: hệ thống sẽ không nhắc ngày sơ kết, tổng kết."))
    return found
