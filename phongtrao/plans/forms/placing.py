"""Hanging tasks on contents of the movement, on tasks above, and on tasks of their own plan."""

from typing import Any

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import offer
from phongtrao.plans.access.tasks import visible_tasks
from phongtrao.plans.models import Content, Plan, Task
from phongtrao.plans.queries.cascade import issuable_tasks
from phongtrao.plans.queries.placing import contents_for, tasks_above, wholes_for
from phongtrao.plans.services.placing import Placing

LONGEST_WORDS = 110


class ContentField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    def label_from_instance(self, obj: Any) -> str:
        return Truncator(obj.text).chars(LONGEST_WORDS)


class TaskField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    def label_from_instance(self, obj: Any) -> str:
        words = Truncator(obj.text).chars(LONGEST_WORDS)
        return f"{obj.ordinal}. {words}" if obj.ordinal else words


class TaskAboveField(TaskField):
    def label_from_instance(self, obj: Any) -> str:
        plan = Truncator(obj.plan.title).chars(50)
        return f"{obj.plan.owner}, {plan}: {super().label_from_instance(obj)}"


class TaskTicks(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """Tasks to tick, each with the content it hangs on now."""

    def label_from_instance(self, obj: Any) -> str:
        words = f"{obj.ordinal} {Truncator(obj.text).chars(LONGEST_WORDS)}".strip()
        if obj.content is None:
            return words
        return _("%(task)s (đang gắn: %(content)s)") % {
            "task": words,
            "content": Truncator(obj.content.text).chars(50),
        }


class PlacingForm(forms.Form):
    content = ContentField(
        label=gettext_lazy("Nội dung thi đua"),
        queryset=Content.objects.none(),
        required=False,
        help_text=gettext_lazy("Lấy từ các phong trào của kế hoạch."),
    )
    derived_from = TaskAboveField(
        label=gettext_lazy("Cụ thể hóa nhiệm vụ của cấp trên"),
        queryset=Task.objects.none(),
        required=False,
        help_text=gettext_lazy(
            "Nhiệm vụ của các kế hoạch cấp trên đã ban hành; tiến độ được tính lên nhiệm vụ đó."
        ),
    )
    part_of = TaskField(
        label=gettext_lazy("Là một phần của nhiệm vụ"),
        queryset=Task.objects.none(),
        required=False,
    )
    deliverable_kind = forms.ChoiceField(
        label=gettext_lazy("Dạng kết quả"), choices=Task.Deliverable.choices
    )

    def __init__(self, *args: Any, task: Task, user: AbstractBaseUser, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "content": task.content_id,
            "derived_from": task.derived_from_id,
            "part_of": task.part_of_id,
            "deliverable_kind": task.deliverable_kind,
        }
        super().__init__(*args, **kwargs)
        above = Q(pk__in=tasks_above(task.plan, visible_tasks(user)).values("pk")) | Q(
            pk=task.derived_from_id
        )
        rows = Task.objects.filter(above).select_related("plan__owner")
        offer(
            self,
            content=contents_for(task.plan),
            derived_from=rows.order_by("plan__owner__admin_path", "plan", "position", "pk"),
            part_of=wholes_for(task),
        )

    def placing(self) -> Placing:
        return Placing(**self.cleaned_data)


class PlaceManyForm(forms.Form):
    content = ContentField(
        label=gettext_lazy("Nội dung thi đua"),
        queryset=Content.objects.none(),
        required=False,
        empty_label=gettext_lazy("Không gắn nội dung nào"),
    )
    tasks = TaskTicks(
        label=gettext_lazy("Nhiệm vụ được gắn"),
        queryset=Task.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tasks = issuable_tasks(plan).select_related("content")
        offer(self, content=contents_for(plan), tasks=tasks)
