"""The form of a task, and the filter of its assignments."""

import re
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import LongTextField, TextField, field_of, offer
from phongtrao.lib.errors import BadInput
from phongtrao.lib.text import fold
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Assignment, Content, Phase, Plan, Task
from phongtrao.plans.queries.placing import contents_for
from phongtrao.plans.services.tasks import TaskDraft
from phongtrao.plans.timings import When, read_when, when_of
from phongtrao.web.tables import ANY, Filter

LONGEST_NAME = 300
LONGEST_TIME = 200


class NamesField(LongTextField):
    """Names of bodies, one a line or separated by “;”; cleans to a tuple in their order."""

    def clean(self, value: Any) -> Any:
        parts = re.split(r"[;\n]", super().clean(value))
        names = tuple(name for part in parts if (name := " ".join(part.split())))
        if any(len(name) > LONGEST_NAME for name in names):
            raise forms.ValidationError(_("Tên cơ quan quá dài. Hãy viết mỗi cơ quan một dòng."))
        return names


class WhenField(TextField):
    """A time in words, as in the column “Thời gian thực hiện”; cleans to a ``When``."""

    phases: tuple[Phase, ...] = ()

    def prepare_value(self, value: Any) -> Any:
        return value.words() if isinstance(value, When) else value

    def clean(self, value: Any) -> Any:
        try:
            return read_when(super().clean(value), self.phases)
        except BadInput as error:
            raise forms.ValidationError(str(error)) from error


class TaskForm(forms.Form):
    section = TextField(
        label=_("Mục"),
        required=False,
        max_length=300,
        help_text=_("Ví dụ: I. Tuyên truyền, nâng cao nhận thức."),
    )
    ordinal = TextField(label=_("Số thứ tự"), required=False, max_length=20)
    text = LongTextField(label=_("Nhiệm vụ, giải pháp"), rows=4)
    leads = NamesField(
        label=_("Cơ quan chủ trì"),
        rows=2,
        required=False,
        help_text=_("Mỗi dòng một cơ quan. Tên trùng với đơn vị trong hệ thống sẽ tự gắn."),
    )
    coordinators = NamesField(label=_("Cơ quan phối hợp"), rows=3, required=False)
    when = WhenField(
        label=_("Thời gian thực hiện"),
        required=False,
        max_length=LONGEST_TIME,
        help_text=_(
            "Ví dụ: Chậm nhất ngày 20/08/2026; Tháng 8/2026; Quý III/2026; Năm 2026; "
            "Trước ngày 15/12 hằng năm; Thường xuyên; Theo kế hoạch riêng; hoặc tên giai đoạn."
        ),
    )
    deliverable = TextField(label=_("Kết quả thực hiện"), required=False, max_length=300)
    deliverable_kind = forms.ChoiceField(
        label=_("Dạng kết quả"),
        choices=Task.Deliverable.choices,
        initial=Task.Deliverable.OTHER,
    )
    content = forms.ModelChoiceField(
        label=_("Nội dung thi đua"), queryset=Content.objects.none(), required=False
    )
    part_of = forms.ModelChoiceField(
        label=_("Là một phần của nhiệm vụ"), queryset=Task.objects.none(), required=False
    )
    derived_from = forms.ModelChoiceField(
        label=_("Cụ thể hóa nhiệm vụ của cấp trên"), queryset=Task.objects.none(), required=False
    )

    def __init__(self, *args: Any, plan: Plan, task: Task | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("initial", initial_of(task) if task else {})
        super().__init__(*args, **kwargs)
        served = plan.movements.values("pk")
        phases = Phase.objects.filter(movement__in=served)
        field_of(self, "when", WhenField).phases = tuple(phases)
        own = plan.tasks.standing().filter(part_of=None).exclude(pk__in=[task.pk] if task else [])
        above = Task.objects.standing().filter(plan=plan.parent_id)
        choices = {
            "content": contents_for(plan),
            "part_of": own.order_by("position"),
            "derived_from": above.order_by("position"),
        }
        for name, rows in choices.items():
            offer(self, **{name: rows})
            if not rows.exists():
                del self.fields[name]

    def draft(self) -> TaskDraft:
        return TaskDraft(**self.cleaned_data)


def initial_of(task: Task) -> dict[str, Any]:
    parties = list(task.parties.all())
    names = {
        role: "\n".join(party.name for party in parties if party.role == role)
        for role in ("lead", "coordinator")
    }
    same = ("section", "ordinal", "text", "deliverable", "deliverable_kind")
    links = ("content", "part_of", "derived_from")
    return {
        **{name: getattr(task, name) for name in same},
        **{name: getattr(task, f"{name}_id") for name in links},
        "leads": names["lead"],
        "coordinators": names["coordinator"],
        "when": when_of(task),
    }


class AssignmentFilter(Filter):
    """Over a task's assignments with ``state``."""

    first = ("q", "tinh_trang")
    q = TextField(label=_("Tên đơn vị"))
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"), choices=[ANY, *Assignment.Progress.choices]
    )
    tiep_nhan = forms.ChoiceField(label=_("Tiếp nhận"), choices=[ANY, *Assignment.Status.choices])
    xa = forms.ModelChoiceField(
        label=_("Xã, phường"), queryset=Unit.objects.none(), empty_label=ANY[1]
    )

    def __init__(self, *args: Any, communes: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, xa=communes)

    def narrow(self, rows: QuerySet[Assignment, Any]) -> QuerySet[Assignment, Any]:
        asked = self.cleaned_data
        if asked["q"]:
            rows = rows.filter(unit__search_text__contains=fold(asked["q"]))
        if asked["tinh_trang"]:
            rows = rows.filter(Q(state=asked["tinh_trang"]))
        if asked["tiep_nhan"]:
            rows = rows.filter(status=asked["tiep_nhan"])
        return rows.filter(within(asked["xa"]))


def within(commune: Unit | None) -> Q:
    """Assignments of units in the commune; all when none is chosen."""
    return Q(unit__admin_path__startswith=commune.admin_path) if commune else Q()
