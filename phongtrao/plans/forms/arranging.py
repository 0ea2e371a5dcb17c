"""Forms of what is arranged beside a plan's words: who is in charge, which programme, guidance, money."""

from typing import Any

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from phongtrao.accounts.models import User
from phongtrao.base.forms import DayField, NumberField, TextField, offer
from phongtrao.plans.forms.movements import DocumentNumberField, read_as
from phongtrao.plans.models import BudgetLine, Movement, Plan, Task
from phongtrao.plans.queries.blocks import leaders_over
from phongtrao.plans.services.arranging import Links
from phongtrao.plans.services.budget import Money

KEEP = "giu"  # a section whose tasks are in several hands stays so
PROGRAMME_HELP = _(
    "Ví dụ: Đề án 06; chương trình công tác năm của phòng, mục II.3, nếu việc nằm trong đó."
)


class PlanArrangeForm(forms.Form):
    """One choice a section of the plan."""

    programme = TextField(
        label=_("Thuộc chương trình, đề án"),
        required=False,
        max_length=300,
        help_text=PROGRAMME_HELP,
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("programme", plan.programme)
        self.leaders = {str(u.pk): u for u in leaders_over([plan.owner])[plan.owner_id]}
        self.sections: dict[str, str] = {}
        for number, (section, holders) in enumerate(_holders(plan).items()):
            name = f"muc_{number}"
            self.sections[name] = section
            self.fields[name] = self._choice(section, holders)

    def _choice(self, section: str, holders: set[int | None]) -> forms.ChoiceField:
        people = [(key, str(user)) for key, user in self.leaders.items()]
        choices = [("", _t("Chưa giao")), *people]
        held = next(iter(holders)) if len(holders) == 1 else None
        initial = str(held or "")
        if len(holders) > 1 or (held and initial not in self.leaders):
            choices, initial = [(KEEP, _t("Giữ như đang giao")), *choices], KEEP
        label = section or _t("Nhiệm vụ không thuộc mục nào")
        return forms.ChoiceField(label=label, choices=choices, initial=initial, required=False)

    def in_charge(self) -> dict[str, User | None]:
        """Section → leader, without those that stay as they are."""
        chosen = {name: self.cleaned_data[name] for name in self.sections}
        return {
            self.sections[name]: self.leaders.get(key)
            for name, key in chosen.items()
            if key != KEEP
        }


class TaskArrangeForm(forms.Form):
    in_charge = forms.ModelChoiceField(
        label=_("Lãnh đạo phụ trách"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Chưa giao"),
    )
    programme = TextField(
        label=_("Thuộc chương trình, đề án"),
        required=False,
        max_length=300,
        help_text=PROGRAMME_HELP,
    )

    by_plan = forms.ModelChoiceField(
        label=_("Theo kế hoạch riêng"),
        queryset=Plan.objects.none(),
        required=False,
        empty_label=_("Chưa có kế hoạch riêng trong hệ thống"),
        help_text=_("Kế hoạch cụ thể của đơn vị mà việc này được làm theo."),
    )
    makes = forms.ModelChoiceField(
        label=_("Kết quả là phong trào"),
        queryset=Movement.objects.none(),
        required=False,
        empty_label=_("Không phải phong trào, hoặc chưa phát động"),
    )

    def __init__(self, *args: Any, task: Task, plans: Any, movements: Any, **kwargs: Any) -> None:
        names = ("in_charge", "by_plan", "makes")
        kwargs["initial"] = {name: getattr(task, f"{name}_id") for name in names}
        kwargs["initial"]["programme"] = task.programme
        super().__init__(*args, **kwargs)
        leaders = leaders_over([task.plan.owner])[task.plan.owner_id]
        offer(self, in_charge=User.objects.filter(pk__in=[user.pk for user in leaders]))
        offer(self, by_plan=plans, makes=movements)

    def links(self) -> Links:
        return Links(self.cleaned_data["by_plan"], self.cleaned_data["makes"])


class GuidanceForm(forms.Form):
    document = DocumentNumberField(
        label=_("Văn bản hướng dẫn"),
        help_text=_("Số, ký hiệu như in trên văn bản, ví dụ: 1234/SGDĐT-KHTC."),
    )

    def __init__(self, *args: Any, user: AbstractBaseUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        read_as(self, user)


class BudgetForm(forms.Form):
    source = TextField(
        label=_("Nguồn kinh phí"),
        max_length=200,
        help_text=_("Ví dụ: ngân sách sự nghiệp giáo dục, chi thường xuyên, xã hội hóa."),
    )
    payer = TextField(
        label=_("Đơn vị chi trả"),
        max_length=200,
        help_text=_("Tên trùng với đơn vị trong hệ thống sẽ tự gắn; đơn vị đó xem được dòng này."),
    )
    planned = NumberField(label=_("Dự toán (đồng)"), lowest=0, highest=999_999_999_999_999)
    spent = NumberField(
        label=_("Đã chi (đồng)"), lowest=0, highest=999_999_999_999_999, required=False
    )
    paid_on = DayField(label=_("Ngày chi"), required=False)
    note = TextField(label=_("Ghi chú"), max_length=300, required=False)

    @classmethod
    def initial_of(cls, line: BudgetLine) -> dict[str, Any]:
        names = ("source", "payer", "planned", "paid_on", "note")
        return {name: getattr(line, name) for name in names} | {"spent": line.spent or None}

    def money(self) -> Money:
        data = self.cleaned_data
        return Money(**data | {"spent": data["spent"] or 0})


def _holders(plan: Plan) -> dict[str, set[int | None]]:
    """Section → who is in charge of its tasks, in the order of the plan."""
    found: dict[str, set[int | None]] = {}
    tasks = plan.tasks.standing().order_by("position", "pk")
    for section, holder in tasks.values_list("section", "in_charge"):
        found.setdefault(section, set()).add(holder)
    return found
