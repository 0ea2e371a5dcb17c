"""Plans: the filter of their list, the form of a draft, and the upload of a task table."""

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import DayField, TextField, UploadField, offer
from phongtrao.lib.text import document_number, fold
from phongtrao.plans.access import movements, plans
from phongtrao.plans.forms.movements import DocumentNumberField, read_as
from phongtrao.plans.models import Movement, Plan
from phongtrao.plans.queries.folded import Folded
from phongtrao.web.tables import ANY, Filter

SHEET_LIMIT = 5 * 1024 * 1024


class PlanFilter(Filter):
    first = ("q", "tinh_trang")
    q = TextField(label=_("Tên hoặc số kế hoạch"))
    tinh_trang = forms.ChoiceField(label=_("Tình trạng"), choices=[ANY, *Plan.Status.choices])
    phong_trao = forms.ModelChoiceField(
        label=_("Phong trào"), queryset=Movement.objects.none(), empty_label=ANY[1]
    )
    don_vi = TextField(label=_("Đơn vị ban hành"))
    nam = forms.IntegerField(label=_("Năm"), min_value=1990, max_value=2200)

    def __init__(self, *args: Any, movements: QuerySet[Movement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, phong_trao=movements)

    def narrow(self, rows: QuerySet[Plan]) -> QuerySet[Plan]:
        asked = self.cleaned_data
        if asked["q"]:
            rows = search_plans(rows, asked["q"])
        if asked["tinh_trang"]:
            rows = rows.filter(status=asked["tinh_trang"])
        if asked["phong_trao"]:
            rows = rows.filter(movements=asked["phong_trao"])
        if asked["don_vi"]:
            rows = rows.filter(owner__search_text__contains=fold(asked["don_vi"]))
        if asked["nam"]:
            rows = rows.filter(starts_on__year__lte=asked["nam"]).exclude(
                ends_on__year__lt=asked["nam"]
            )
        return rows


def search_plans(rows: QuerySet[Plan], text: str) -> QuerySet[Plan]:
    """By title, with marks or without, or by the number of its document."""
    rows = rows.alias(said=Folded("title"))
    found = Q(said__contains=fold(text))
    key = document_number(text)
    if any(c.isdigit() for c in key):
        found |= Q(document__number_key__contains=key)
    return rows.filter(found)


class PlanForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    starts_on = DayField(label=_("Từ ngày"))
    ends_on = DayField(label=_("Đến ngày"), required=False)
    document = DocumentNumberField(
        label=_("Văn bản ban hành"),
        required=False,
        help_text=_("Số, ký hiệu như in trên văn bản; để trống khi chưa có số."),
    )
    movements = forms.ModelMultipleChoiceField(
        label=_("Thuộc phong trào"),
        queryset=Movement.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Một kế hoạch phục vụ một hoặc nhiều phong trào. Chưa có phong trào thì lập phong trào trước."
        ),
    )

    class Meta:
        model = Plan
        fields = (
            "owner",
            "title",
            "document",
            "movements",
            "parent",
            "line",
            "starts_on",
            "ends_on",
            "contact",
        )
        widgets: ClassVar[dict[str, forms.Widget]] = {"title": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, user: AbstractBaseUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        read_as(self, user)
        plan = self.instance
        if plan.pk:
            del self.fields["owner"]
            self.initial["document"] = plan.document and plan.document.number
            self.initial["movements"] = list(plan.movements.values_list("pk", flat=True))
        else:
            owners = movements.owners_for(user)
            offer(self, owner=owners)
            self.initial.setdefault("owner", owners.first())
        chosen = plan.movements.values("pk") if plan.pk else []
        open_ones = movements.visible_movements(user).exclude(status=Movement.Status.CLOSED)
        served = Movement.objects.filter(Q(pk__in=open_ones.values("pk")) | Q(pk__in=chosen))
        above = plans.visible_plans(user).exclude(pk=plan.pk).filter(status=Plan.Status.PUBLISHED)
        offer(self, movements=served.order_by("title"), parent=above.order_by("title"))

    def plan_fields(self) -> dict[str, Any]:
        """What the service writes, without the movements."""
        return {k: v for k, v in self.cleaned_data.items() if k != "movements"}

    def _post_clean(self) -> None:
        """Nothing is put on the instance here: the service writes it, with history."""


class TaskSheetForm(forms.Form):
    file = UploadField(label=_("Bảng nhiệm vụ"), kinds=(".xlsx", ".xls", ".ods"), limit=SHEET_LIMIT)
