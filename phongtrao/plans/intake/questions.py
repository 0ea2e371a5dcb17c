"""What the program itself asks about a fact, however surely it was read: then it is looked at by itself."""

from django.utils.translation import gettext as _

from phongtrao.plans.intake.rules import say_rule_of
from phongtrao.plans.intake.values import Value, when_of_value
from phongtrao.plans.models import Task


def question_about(section: str, value: Value) -> str:
    """A sentence that says what to put right; empty where there is nothing to ask."""
    if section == "tasks":
        return _about_task(value)
    return _about_criterion(value) if section == "criteria" else ""


def _about_task(value: Value) -> str:
    """What keeps the task from being published, or leaves it without a due date."""
    if not value.get("lead_units"):
        return _("Chưa có cơ quan chủ trì. Hãy bổ sung trước khi ban hành.")
    when = when_of_value(value)
    if value.get("time") and when.timing == Task.Timing.UNSPECIFIED:
        return str(_("Chưa hiểu thời gian “%s”; giữ nguyên chữ, không có hạn.") % value["time"])
    return ""


def _about_criterion(value: Value) -> str:
    """Its words can be read in two ways."""
    if not say_rule_of(value).is_open:
        return ""
    return _("Cần kiểm tra: phải đạt tất cả, hay chỉ cần một? Hãy bấm “Sửa” và chọn.")
