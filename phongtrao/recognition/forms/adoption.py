"""What a unit says of its use, of replicating, of property."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import (
    DayField,
    LongTextField,
    NumberField,
    TextField,
    UploadField,
    WholeNumberField,
    offer,
)
from phongtrao.documents.content import UPLOADS
from phongtrao.documents.models import Evidence
from phongtrao.orgs.models import Unit
from phongtrao.recognition.models import Adoption, IpAsset
from phongtrao.recognition.services.adoption import Figure, Use
from phongtrao.recognition.services.property import Right

FIGURES = 3
PARTS = ("name", "measure", "before", "after")


class UseForm(forms.Form):
    """``units``: of which unit, where a person keeps several; none while an adoption is changed."""

    unit = forms.ModelChoiceField(
        label=gettext_lazy("Đơn vị áp dụng"), queryset=Unit.objects.none(), empty_label=None
    )
    since = DayField(label=gettext_lazy("Áp dụng từ ngày"))
    effect = LongTextField(
        label=gettext_lazy("Hiệu quả tại đơn vị"),
        required=False,
        need=gettext_lazy("cần trước khi thủ trưởng xác nhận"),
        rows=4,
    )
    people = WholeNumberField(
        label=gettext_lazy("Số người dùng, hưởng lợi"), required=False, lowest=0
    )
    file = UploadField(
        label=gettext_lazy("Tệp minh chứng"),
        kinds=UPLOADS,
        required=False,
        why=gettext_lazy("Vào kho minh chứng của đơn vị."),
    )

    def __init__(self, *args: Any, units: QuerySet[Unit] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if units is None:
            del self.fields["unit"]
        else:
            offer(self, unit=units)
        for place in range(FIGURES):
            self._add_figure(place)

    def _add_figure(self, place: int) -> None:
        number = place + 1
        self.fields[f"name{place}"] = TextField(
            label=_("Số liệu %d") % number,
            required=False,
            max_length=200,
            help_text=_("Ví dụ: thời gian chấm một lớp.") if place == 0 else "",
        )
        self.fields[f"measure{place}"] = TextField(
            label=_("Đơn vị tính của số liệu %d") % number, required=False, max_length=40
        )
        self.fields[f"before{place}"] = NumberField(
            label=_("Trước khi áp dụng (số liệu %d)") % number, required=False
        )
        self.fields[f"after{place}"] = NumberField(
            label=_("Sau khi áp dụng (số liệu %d)") % number, required=False
        )

    @classmethod
    def initial_of(cls, adoption: Adoption) -> dict[str, Any]:
        found: dict[str, Any] = {
            "since": adoption.since,
            "effect": adoption.effect,
            "people": adoption.people,
        }
        for place, one in enumerate(adoption.figures.all()[:FIGURES]):
            found |= {f"{part}{place}": getattr(one, part) for part in PARTS}
        return found

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for place in range(FIGURES):
            given = [found.get(f"{part}{place}") not in (None, "") for part in PARTS]
            if any(given) and not all(given):
                missing = PARTS[given.index(False)]
                if f"{missing}{place}" not in self.errors:
                    self.add_error(f"{missing}{place}", _("Hãy điền nốt số liệu này."))
        return found

    def use(self, evidence: Evidence | None) -> Use:
        asked = self.cleaned_data
        people = asked["people"]
        return Use(
            asked["since"],
            asked["effect"],
            int(people) if people is not None else None,
            evidence,
            tuple(self._figures()),
        )

    def _figures(self) -> Iterator[Figure]:
        for place in range(FIGURES):
            if self.cleaned_data[f"name{place}"]:
                yield Figure(*(self.cleaned_data[f"{part}{place}"] for part in PARTS))


class EndForm(forms.Form):
    until = DayField(label=gettext_lazy("Thôi áp dụng từ sau ngày"))
    reason = TextField(label=gettext_lazy("Lý do"), max_length=300)


class ProposeForm(forms.Form):
    owner = forms.ModelChoiceField(
        label=gettext_lazy("Cơ quan xem xét"), queryset=Unit.objects.none(), empty_label=None
    )
    reason = LongTextField(
        label=gettext_lazy("Vì sao nên nhân rộng"),
        help_text=gettext_lazy("Ai dùng được, cần điều kiện gì, đã có kết quả ở đâu."),
    )

    def __init__(self, *args: Any, owners: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, owner=owners)


class ReplicateForm(forms.Form):
    number = TextField(
        label=gettext_lazy("Số, ký hiệu văn bản nhân rộng"),
        max_length=60,
        help_text=gettext_lazy(
            "Văn bản của cơ quan xem xét; chưa có trong sổ thì được ghi vào sổ."
        ),
    )
    issued_on = DayField(label=gettext_lazy("Ngày văn bản"))


class AssetForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Loại"), choices=IpAsset.Kind.choices)
    title = TextField(label=gettext_lazy("Tên"), max_length=300)
    filing_number = TextField(label=gettext_lazy("Số đơn"), max_length=60)
    filed_on = DayField(label=gettext_lazy("Nộp đơn ngày"))
    stage = forms.ChoiceField(label=gettext_lazy("Tình trạng"), choices=IpAsset.Stage.choices)
    grant_number = TextField(
        label=gettext_lazy("Số văn bằng"),
        required=False,
        need=gettext_lazy("cần khi đã được cấp"),
        max_length=60,
    )
    granted_on = DayField(
        label=gettext_lazy("Cấp ngày"), required=False, need=gettext_lazy("cần khi đã được cấp")
    )
    renew_by = DayField(
        label=gettext_lazy("Gia hạn, nộp phí trước ngày"),
        required=False,
        help_text=gettext_lazy(
            "Đơn vị và tác giả được nhắc trước 30 ngày, 7 ngày, đúng ngày và khi quá hạn."
            " Gia hạn xong thì ghi ngày kế tiếp."
        ),
    )

    def right(self) -> Right:
        return Right(**self.cleaned_data)
