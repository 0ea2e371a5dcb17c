"""Input about members of a council."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import DayField, TextField
from phongtrao.councils.models import Council, Member
from phongtrao.councils.queries.people import find_person
from phongtrao.councils.services.members import SeatData
from phongtrao.lib.errors import BadInput
from phongtrao.orgs.models import Person


class PersonField(TextField):
    """A person by full name, code or account; ``among``: whose names may be looked up."""

    among: QuerySet[Person]

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return find_person(text, self.among) if text else None
        except BadInput as error:
            raise forms.ValidationError(str(error)) from error


class SeatForm(forms.Form):
    """What stands of a member beside the name."""

    role = forms.ChoiceField(label=gettext_lazy("Vai trò"), choices=Member.Role.choices)
    position = TextField(
        label=gettext_lazy("Chức vụ, đơn vị"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Như in trong biên bản. Để trống thì lấy vị trí công tác hiện nay."),
    )
    is_of_union = forms.BooleanField(label=gettext_lazy("Đại diện công đoàn"), required=False)
    expertise = TextField(
        label=gettext_lazy("Chuyên môn"),
        required=False,
        help_text=gettext_lazy(
            "Các lĩnh vực, cách nhau bằng dấu phẩy. Dùng khi phân công tự động."
        ),
    )

    def seat(self) -> SeatData:
        said = self.cleaned_data
        fields = [part.strip() for part in said["expertise"].split(",") if part.strip()]
        return SeatData(
            said["role"], said["position"], said["is_of_union"], list(dict.fromkeys(fields))
        )


class MemberForm(SeatForm):
    person = PersonField(
        label=gettext_lazy("Người"),
        help_text=gettext_lazy("Họ và tên đầy đủ, mã cán bộ hoặc tên đăng nhập."),
    )
    since = DayField(label=gettext_lazy("Từ ngày"))
    field_order: tuple[str, ...] = ("person", "role")

    def __init__(
        self, *args: Any, council: Council, people: QuerySet[Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].among = people  # type: ignore[attr-defined]  # declared above
        is_draft = council.status == Council.Status.DRAFT
        self.initial.setdefault("since", council.starts_on if is_draft else timezone.localdate())


class ReplaceForm(MemberForm):
    reason = TextField(
        label=gettext_lazy("Lý do thay, văn bản"),
        max_length=300,
        help_text=gettext_lazy("Ví dụ: nghỉ hưu; theo Quyết định số 12/QĐ-SGDĐT."),
    )
    field_order = ("person", "since", "reason", "role")


class LeaveForm(forms.Form):
    on = DayField(label=gettext_lazy("Thôi từ ngày"))
    reason = TextField(label=gettext_lazy("Lý do, văn bản"), max_length=300)
