"""What an amendment does: to each task, to each piece of work, and what the units answer."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phongtrao.base.workflow import Stateful
from phongtrao.orgs.models import Unit
from phongtrao.plans.models.assignments import Assignment
from phongtrao.plans.models.plans import Plan
from phongtrao.plans.models.tasks import Task


class TaskChange(models.Model):
    """One task before and after an amendment, as the office confirmed it."""

    class Kind(models.TextChoices):
        NEW = "new", pgettext_lazy("change", "Mới")
        CHANGED = "changed", pgettext_lazy("change", "Thay đổi")
        MOVED = "moved", pgettext_lazy("change", "Chuyển")
        DROPPED = "dropped", pgettext_lazy("change", "Bỏ")
        KEPT = "kept", pgettext_lazy("change", "Giữ nguyên")

    class Rule(models.TextChoices):
        """What becomes of the work of the units; which may be chosen says ``plans.work_rules``."""

        KEEP = "keep", _("Giữ nguyên")
        FOLLOW = "follow", _("Làm tiếp theo nội dung và hạn mới")
        ASK = "ask", _("Theo nội dung và hạn mới, đơn vị tiếp nhận lại")
        STAY = "stay", _("Làm tiếp theo nội dung mới, giữ hạn cũ")
        END = "end", _("Kết thúc, giữ kết quả đã có")
        FINISH = "finish", _("Việc đã bắt đầu thì làm nốt, việc chưa bắt đầu kết thúc")
        MOVE = "move", _("Chuyển sang nhiệm vụ khác, giữ kết quả")
        GIVE = "give", _("Giao ngay cho đơn vị được nêu tên")
        LATER = "later", _("Giao sau, ở trang giao nhiệm vụ")

    amendment = models.ForeignKey(Plan, models.CASCADE, related_name="changes")
    kind = models.CharField(_("thay đổi"), max_length=8, choices=Kind.choices)
    # Of the running plan; a new task has it once the amendment is in effect.
    task = models.ForeignKey(Task, models.CASCADE, null=True, blank=True, related_name="changes")
    # Of the amendment; empty where it only drops or moves.
    draft = models.ForeignKey(
        Task, models.CASCADE, null=True, blank=True, related_name="confirmed_changes"
    )
    target = models.ForeignKey(Task, models.CASCADE, null=True, blank=True, related_name="+")
    rule = models.CharField(_("việc đang làm"), max_length=6, choices=Rule.choices)

    class Meta:
        verbose_name = _("thay đổi nhiệm vụ")
        constraints = [
            models.UniqueConstraint(
                fields=["amendment", "task"],
                name="plans_change_task_once",
                violation_error_message=_("Nhiệm vụ này đã ghép với một nhiệm vụ khác."),
            ),
            models.UniqueConstraint(
                fields=["amendment", "draft"],
                name="plans_change_draft_once",
                violation_error_message=_("Nhiệm vụ của bản sửa đổi đã ghép với nhiệm vụ khác."),
            ),
            models.CheckConstraint(
                name="plans_change_moved_somewhere",
                condition=Q(kind="moved", target__isnull=False)
                | (~Q(kind="moved") & Q(target=None)),
                violation_error_message=_("Hãy chọn nhiệm vụ mà việc được chuyển sang."),
            ),
            models.CheckConstraint(
                name="plans_change_not_to_itself",
                condition=Q(target=None) | ~Q(target=F("task")),
                violation_error_message=_("Việc không chuyển sang chính nhiệm vụ bị bỏ."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.task or self.draft}"


class WorkChange(models.Model):
    """What an amendment did to one piece of work: kept for the unit to see, and for the file."""

    class Effect(models.TextChoices):
        FOLLOWS = "follows", _("làm tiếp theo nội dung mới")
        REDUE = "redue", _("đổi hạn")
        ASKED = "asked", _("tiếp nhận lại")
        MOVED = "moved", _("chuyển sang nhiệm vụ khác")
        ENDED = "ended", _("kết thúc")
        FINISHING = "finishing", _("làm nốt việc đã bắt đầu")
        DONE = "done", _("đã xong, giữ kết quả")
        GIVEN = "given", _("được giao mới")

    change = models.ForeignKey(TaskChange, models.CASCADE, related_name="work", db_index=False)
    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="plan_changes")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    effect = models.CharField(max_length=9, choices=Effect.choices)
    due_before = models.DateField(null=True, blank=True)
    due_after = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("thay đổi việc của đơn vị")
        constraints = [
            models.UniqueConstraint(fields=["change", "assignment"], name="plans_work_change_once"),
        ]
        indexes = [models.Index(fields=["unit", "change"], name="plans_work_change_unit")]

    def __str__(self) -> str:
        return f"{self.unit}: {self.get_effect_display()}"


class ChangeAnswer(Stateful):
    """What a unit says to the changes that concern it, all of one amendment together."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Chưa trả lời")
        KNOWN = "known", _("Đã nắm")
        PROPOSED = "proposed", pgettext_lazy("answer", "Có đề xuất")
        SETTLED = "settled", _("Đã trả lời đề xuất")

    status = models.CharField(
        _("trả lời"), max_length=8, choices=Status.choices, default=Status.WAITING
    )
    amendment = models.ForeignKey(
        Plan, models.CASCADE, related_name="change_answers", db_index=False
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="change_answers")
    words = models.TextField(_("đề xuất"), blank=True, default="")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    reply = models.TextField(_("văn phòng trả lời"), blank=True, default="")
    urged_on = models.DateField(_("đôn đốc gần nhất"), null=True, blank=True)

    class Meta:
        verbose_name = _("trả lời thay đổi kế hoạch")
        constraints = [
            models.UniqueConstraint(fields=["amendment", "unit"], name="plans_change_answer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.get_status_display()}"


class CarriedChange(models.Model):
    """A change of the plan above that a plan below has taken over, or looked at and left."""

    change = models.ForeignKey(TaskChange, models.CASCADE, related_name="carried")
    task = models.ForeignKey(Task, models.CASCADE, related_name="carried_changes")
    is_taken = models.BooleanField(default=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("thay đổi đã đưa vào kế hoạch cấp dưới")
        constraints = [
            models.UniqueConstraint(fields=["change", "task"], name="plans_carried_once"),
        ]

    def __str__(self) -> str:
        return str(self.task)
