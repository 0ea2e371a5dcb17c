"""A contribution, a name of a register, a theme of the year."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.activities.models import Channel, RegisterEntry
from phongtrao.base.forms import DayField, LongTextField, TextField, WholeNumberField, offer
from phongtrao.documents.models import OfficialDocument
from phongtrao.lib.text import fold
from phongtrao.orgs.models import Person, Unit
from phongtrao.web.tables import ANY, Filter

CODE = gettext_lazy("Mã cán bộ")


class PersonField(TextField):
    """The code of a person; cleans to the person."""

    def clean(self, value: Any) -> Any:
        code = super().clean(value)
        if not code:
            return None
        found = Person.objects.filter(code=code).first()
        if found is None:
            raise ValidationError(
                _("Không thấy mã cán bộ “%s”. Hãy xem lại danh sách cán bộ.") % code
            )
        return found


class ContributionForm(forms.Form):
    person = PersonField(label=CODE, max_length=40)
    role = TextField(label=gettext_lazy("Vai trò"), max_length=80)
    about = LongTextField(label=gettext_lazy("Đóng góp gì"), rows=2, max_length=300, required=False)


class EntryForm(forms.Form):
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=gettext_lazy("Đơn vị"), empty_label=None
    )
    register = forms.ChoiceField(
        label=gettext_lazy("Danh sách"), choices=RegisterEntry.Register.choices
    )
    person = PersonField(label=CODE, max_length=40)
    field = TextField(label=gettext_lazy("Lĩnh vực, phần việc"), max_length=200, required=False)
    since = DayField(label=gettext_lazy("Từ ngày"))

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, unit=units)
        self.fields["since"].initial = timezone.localdate()


class EndForm(forms.Form):
    until = DayField(label=gettext_lazy("Đến hết ngày"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = timezone.localdate()


class ThemeForm(forms.Form):
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=gettext_lazy("Đơn vị"), empty_label=None
    )
    year = WholeNumberField(label=gettext_lazy("Năm"), lowest=2020, highest=2100)
    title = TextField(label=gettext_lazy("Chủ đề"), max_length=200)
    channel = forms.ChoiceField(label=gettext_lazy("Kênh"), choices=Channel.choices)
    planned = WholeNumberField(label=gettext_lazy("Số sản phẩm dự kiến"), lowest=1, highest=9999)
    document = forms.ModelChoiceField(
        OfficialDocument.objects.none(),
        label=gettext_lazy("Văn bản hướng dẫn"),
        required=False,
        empty_label=gettext_lazy("Không có trong sổ văn bản"),
    )
    guidance = TextField(
        label=gettext_lazy("Theo hướng dẫn"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Mục, phần nào; hoặc văn bản chưa có trong sổ."),
    )

    def __init__(
        self, *args: Any, units: QuerySet[Unit], papers: QuerySet[OfficialDocument], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, unit=units, document=papers)
        self.fields["year"].initial = timezone.localdate().year
        self.fields["planned"].initial = 1


class RegisterFilter(Filter):
    q = TextField(label=gettext_lazy("Họ tên, đơn vị"))
    loai = forms.ChoiceField(
        label=gettext_lazy("Danh sách"), choices=[ANY, *RegisterEntry.Register.choices]
    )
    ngay = DayField(label=gettext_lazy("Có tên vào ngày"))

    def narrow(self, rows: QuerySet[RegisterEntry]) -> QuerySet[RegisterEntry]:
        asked = self.cleaned_data
        if asked["q"]:
            words = fold(asked["q"])
            rows = rows.filter(
                Q(person__search_text__contains=words) | Q(unit__search_text__contains=words)
            )
        if asked["loai"]:
            rows = rows.filter(register=asked["loai"])
        if asked["ngay"]:
            there = Q(until=None) | Q(until__gte=asked["ngay"])
            rows = rows.filter(there, since__lte=asked["ngay"])
        return rows
