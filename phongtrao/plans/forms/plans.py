"""Plans: the filter of their list, the form of a draft, and the upload of a task table."""

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import DayField, TextField, UploadField, offer
from phongtrao.lib.text import document_number, fold
from phongtrao.orgs.models import Unit
from phongtrao.plans.access import movements, plans
from phongtrao.plans.forms.movements import DocumentNumberField, read_as
from phongtrao.plans.models import Movement, Plan
from phongtrao.plans.outlines import outlines
from phongtrao.plans.queries.above import own_or_above
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
        owners = [plan.owner] if plan.pk else self._offer_owners(user)
        offer(
            self,
            movements=movements_to_serve(user, owners, plan).order_by("title"),
            parent=plans_above(user, owners, plan).order_by("title"),
        )

    def _offer_owners(self, user: AbstractBaseUser) -> list[Unit]:
        offered = plans.owners_for(user)
        offer(self, owner=offered)
        self.initial.setdefault("owner", offered.first())
        return list(offered)

    def plan_fields(self) -> dict[str, Any]:
        """What the service writes, without the movements."""
        return {k: v for k, v in self.cleaned_data.items() if k != "movements"}

    def _post_clean(self) -> None:
        """Nothing is put on the instance here: the service writes it, with history."""


class NewPlanForm(PlanForm):
    """A plan to begin: from nothing, from an outline, or from another plan. S0-53."""

    outline = forms.ChoiceField(
        label=_("Bắt đầu từ khung có sẵn"),
        required=False,
        help_text=_(
            "Khung gợi ý các phần và nhiệm vụ thường có; cần kiểm tra và sửa trước khi ban hành."
        ),
    )
    source = forms.ModelChoiceField(
        label=_("Hoặc chép từ kế hoạch"),
        queryset=Plan.objects.none(),
        required=False,
        empty_label=_("Không chép"),
        help_text=_(
            "Chép nhiệm vụ, cơ quan thực hiện, thời gian; các năm được chuyển theo “Từ ngày” của kế hoạch mới."
        ),
    )
    field_order = ("owner", "outline", "source")

    def __init__(self, *args: Any, user: AbstractBaseUser, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        named = [(key, outline.title) for key, outline in outlines().items()]
        offer(
            self,
            outline=[("", _("Trang trắng")), *named],
            source=plans.copyable_plans(user).order_by("-starts_on", "title"),
        )

    def clean(self) -> dict[str, Any]:
        said = dict(super().clean() or {})
        if said.get("outline") and said.get("source"):
            self.add_error(
                "source", _("Hãy chọn khung có sẵn hoặc kế hoạch để chép, không chọn cả hai.")
            )
        return said

    def plan_fields(self) -> dict[str, Any]:
        return {k: v for k, v in super().plan_fields().items() if k not in {"outline", "source"}}


def movements_to_serve(
    user: AbstractBaseUser, owners: list[Unit], plan: Plan | None = None
) -> QuerySet[Movement]:
    """Open movements of the owners and of units above them, and those the plan serves already."""
    rows = movements.visible_movements(user).exclude(status=Movement.Status.CLOSED)
    chosen = plan.movements.values("pk") if plan and plan.pk else []
    open_ones = rows.filter(own_or_above(owners)).values("pk")
    return Movement.objects.filter(Q(pk__in=open_ones) | Q(pk__in=chosen))


def plans_above(
    user: AbstractBaseUser, owners: list[Unit], plan: Plan | None = None
) -> QuerySet[Plan]:
    """Running plans of the owners and of units above them, and the one chosen before."""
    rows = plans.visible_plans(user).filter(own_or_above(owners), status=Plan.Status.PUBLISHED)
    if plan is None or not plan.pk:
        return rows
    chosen = plans.visible_plans(user).filter(pk=plan.parent_id or 0)
    return (rows | chosen).exclude(pk=plan.pk)


class TaskSheetForm(forms.Form):
    file = UploadField(label=_("Bảng nhiệm vụ"), kinds=(".xlsx", ".xls", ".ods"), limit=SHEET_LIMIT)
