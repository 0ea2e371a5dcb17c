"""Input about a council itself: its words, its term, its founding decision."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import DayField, TextField, offer, ticks
from phongtrao.councils.kinds import KINDS
from phongtrao.councils.models import Council, CouncilRule
from phongtrao.councils.services.councils import CouncilData
from phongtrao.documents.models import OfficialDocument
from phongtrao.lib.text import fold
from phongtrao.orgs.models import Unit
from phongtrao.web.tables import ANY, Filter


class CouncilFilter(Filter):
    first = ("q", "tinh_trang")
    q = TextField(label=gettext_lazy("Tên hội đồng"))
    tinh_trang = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"), choices=[ANY, *Council.Status.choices]
    )
    don_vi = TextField(label=gettext_lazy("Của đơn vị"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        said = self.cleaned_data
        if said["q"]:
            rows = rows.filter(title__icontains=said["q"])
        if said["tinh_trang"]:
            rows = rows.filter(status=said["tinh_trang"])
        if said["don_vi"]:
            rows = rows.filter(unit__search_text__contains=fold(said["don_vi"]))
        return rows


class CouncilForm(forms.Form):
    title = TextField(
        label=gettext_lazy("Tên hội đồng"),
        max_length=200,
        help_text=gettext_lazy(
            "Như trong quyết định, ví dụ: Hội đồng Sáng kiến năm học 2026–2027."
        ),
    )
    composition = forms.ModelChoiceField(
        CouncilRule.objects.none(),
        label=gettext_lazy("Quy tắc thành phần"),
        empty_label=None,
        help_text=gettext_lazy(
            "Số thành viên, vai trò, công đoàn: chương trình đối chiếu khi thêm thành viên."
        ),
    )
    case_kinds = ticks(gettext_lazy("Xét những gì"), [])
    starts_on = DayField(label=gettext_lazy("Nhiệm kỳ từ ngày"))
    ends_on = DayField(label=gettext_lazy("Nhiệm kỳ đến ngày"))

    def __init__(self, *args: Any, rules: QuerySet[CouncilRule], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, composition=rules)
        if KINDS:
            offer(self, case_kinds=[(kind.key, str(kind.label)) for kind in KINDS.values()])
        else:
            del self.fields["case_kinds"]

    def data_given(self) -> CouncilData:
        said = self.cleaned_data
        names = ("title", "starts_on", "ends_on", "composition")
        return CouncilData(
            case_kinds=said.get("case_kinds", []), **{name: said[name] for name in names}
        )


class NewCouncilForm(CouncilForm):
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=gettext_lazy("Của đơn vị"), empty_label=None
    )
    field_order = ("unit", "title")

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, unit=units)


class TermForm(forms.Form):
    ends_on = DayField(label=gettext_lazy("Nhiệm kỳ đến ngày"))
    reason = TextField(label=gettext_lazy("Theo văn bản, lý do"), max_length=300)


class DecisionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    def label_from_instance(self, document: Any) -> str:
        return f"{document} – {document.abstract[:120]}"


class ActivateForm(forms.Form):
    """The founding decision, out of the register of documents."""

    decision = DecisionChoice(
        OfficialDocument.objects.none(),
        label=gettext_lazy("Quyết định thành lập"),
        help_text=gettext_lazy(
            "Quyết định đã ban hành của đơn vị hoặc cấp trên, có trong sổ văn bản."
        ),
    )

    def __init__(self, *args: Any, decisions: QuerySet[OfficialDocument], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, decision=decisions)
