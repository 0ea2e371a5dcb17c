"""Beginning a unit's plan from the plan above, its targets, and the office's call for such plans."""

from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import DayField, LongTextField, offer, ticks
from phongtrao.orgs.models import Unit
from phongtrao.orgs.queries import kind_ticks, level_choices
from phongtrao.plans.access.own_plans import beginning_units
from phongtrao.plans.forms.movements import ASKED_KINDS
from phongtrao.plans.intake.values import read_target_lines, say_targets
from phongtrao.plans.models import OwnPlanCall, Plan, PlanTarget
from phongtrao.plans.queries.upper_plans import targets_of, tasks_for
from phongtrao.plans.services.own_plans import Taken

WORDS_SHOWN = 220


class OwnPlanForm(forms.Form):
    """What is taken of the plan above; ticked is what is addressed to the unit, and every target."""

    owner = forms.ModelChoiceField(
        label=gettext_lazy("Kế hoạch của"), queryset=Unit.objects.none(), empty_label=None
    )
    title = LongTextField(label=gettext_lazy("Tên kế hoạch"), rows=2)
    starts_on = DayField(label=gettext_lazy("Từ ngày"))
    ends_on = DayField(label=gettext_lazy("Đến ngày"), required=False)
    tasks = ticks(
        gettext_lazy("Nhiệm vụ của cấp trên mà đơn vị thực hiện"),
        [],
        gettext_lazy("Đã đánh dấu sẵn các nhiệm vụ giao hoặc nêu tên đơn vị."),
    )
    targets = ticks(gettext_lazy("Chỉ tiêu của cấp trên mà đơn vị nhận"), [])

    def __init__(
        self,
        *args: Any,
        above: Plan,
        unit: Unit,
        user: AbstractBaseUser,
        has_one: bool = False,
        **kwargs: Any,
    ) -> None:
        """``has_one``: the unit has a plan under ``above``; a second must be asked for."""
        super().__init__(*args, **kwargs)
        rows, targets = list(tasks_for(above, unit)), targets_of(above)
        offer(
            self,
            owner=beginning_units(user, above),
            tasks=_by_section(rows),
            targets=[(one.key, _target(one.value)) for one in targets],
        )
        if not targets:
            del self.fields["targets"]
        if has_one:
            self.fields["is_second"] = forms.BooleanField(
                label=_("Vẫn soạn thêm một kế hoạch nữa cho đơn vị này")
            )
        self.initial = dict(self.initial) | {
            "owner": unit,
            "title": _title(above, unit),
            "starts_on": _first_day(above),
            "ends_on": above.ends_on,
            "tasks": [str(row.pk) for row in rows if row.is_addressed],
            "targets": [one.key for one in targets],
        }

    def taken(self) -> Taken:
        said = self.cleaned_data
        tasks = frozenset(int(key) for key in said["tasks"])
        return Taken(tasks, frozenset(said.get("targets", ())))

    def plan(self, above: Plan) -> Plan:
        said = self.cleaned_data
        return Plan(
            title=said["title"],
            owner=said["owner"],
            parent=above,
            line=above.line,
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
        )


def _first_day(above: Plan) -> date:
    """Today, within the time of the plan above: what has passed is not begun any more."""
    day = max(above.starts_on, timezone.localdate())
    return min(day, above.ends_on) if above.ends_on else day


class TargetForm(forms.Form):
    name = LongTextField(label=gettext_lazy("Chỉ tiêu"), rows=3, max_length=2_000)
    targets = LongTextField(
        label=gettext_lazy("Mức phải đạt"),
        rows=3,
        max_length=2_000,
        help_text=gettext_lazy("Mỗi dòng một mức, năm đứng trước: “2030: > 95% cơ sở giáo dục”."),
    )

    def __init__(self, *args: Any, target: PlanTarget | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = target.value if target else {}
        if target:
            self.initial = {
                "name": target.value["name"],
                "targets": "\n".join(say_targets(target.value["targets"])),
            }

    def value(self) -> dict[str, Any]:
        """The target in the reader's schema; a line nobody changed keeps what was understood of it."""
        said = self.cleaned_data
        lines = said["targets"].splitlines()
        targets = read_target_lines(lines, self.known.get("targets", ()))
        return {"ordinal": None, **self.known, "name": said["name"], "targets": targets}


class OwnPlanCallForm(forms.Form):
    due_on = DayField(label=gettext_lazy("Ban hành trước ngày"))
    asked_kinds = ticks(gettext_lazy("Loại đơn vị phải ban hành"), [])
    asked_levels = ticks(
        gettext_lazy("Cấp học phải ban hành"),
        [],
        gettext_lazy("Không chọn cấp học nào là mọi cấp học."),
    )

    def __init__(self, *args: Any, call: OwnPlanCall | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(
            self,
            asked_kinds=kind_ticks(ASKED_KINDS),
            asked_levels=level_choices(),
        )
        if call:
            self.initial = dict(self.initial) | {
                "due_on": call.due_on,
                "asked_kinds": call.asked_kinds,
                "asked_levels": call.asked_levels,
            }


def _by_section(rows: list[Any]) -> list[Any]:
    """(section, [(key, words), …]) in the plan's order; a task that names no section stands alone."""
    found: list[Any] = []
    for section, group in groupby(rows, key=lambda row: row.section):
        choices = [(str(row.pk), Truncator(row.text).chars(WORDS_SHOWN)) for row in group]
        found += [(section, choices)] if section else choices
    return found


def _target(value: dict[str, Any]) -> str:
    said = "; ".join(say_targets(value.get("targets", ())))
    return f"{value.get('name', '')} ({said})" if said else str(value.get("name", ""))


def _title(above: Plan, unit: Unit) -> str:
    """The name of the plan above, for this unit."""
    return _("%(title)s tại %(unit)s") % {"title": above.title, "unit": unit.name}
