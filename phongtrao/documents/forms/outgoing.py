"""Forms and filters of outgoing papers and number books."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.accounts.models import User
from phongtrao.base.forms import DayField, LongTextField, TextField, UploadField, WholeNumberField
from phongtrao.documents.forms.planned import PlannedForm
from phongtrao.documents.models import DocumentKind, OfficialDocument
from phongtrao.documents.queries import Signer, search_documents
from phongtrao.documents.services import Draft, Issue
from phongtrao.lib.text import fold
from phongtrao.orgs.models import Unit
from phongtrao.web.tables import ANY, Filter

OWN_KINDS = [  # what a unit issues itself; laws and decrees come from elsewhere
    choice
    for choice in DocumentKind.choices
    if choice[0] not in {DocumentKind.LAW, DocumentKind.DECREE, DocumentKind.CIRCULAR}
]


class OutgoingFilter(Filter):
    first = ("q", "tinh_trang")

    q = forms.CharField(label=_("Số, trích yếu hoặc đơn vị"))
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"), choices=[ANY, *OfficialDocument.Status.choices]
    )
    loai = forms.ChoiceField(label=_("Loại văn bản"), choices=[ANY, *OWN_KINDS])

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        if asked["q"]:
            rows = search_documents(rows, asked["q"])
        if asked["tinh_trang"]:
            rows = rows.filter(status=asked["tinh_trang"])
        if asked["loai"]:
            rows = rows.filter(kind=asked["loai"])
        return rows


class BookLineFilter(Filter):
    q = forms.CharField(label=_("Số, trích yếu hoặc người ký"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if q := self.cleaned_data["q"]:
            rows = rows.filter(document__search_text__contains=fold(q))
        return rows


class DraftForm(PlannedForm):
    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=OWN_KINDS)
    abstract = LongTextField(label=_("Trích yếu"), rows=3, max_length=2_000)
    file = UploadField(
        label=_("Tệp dự thảo"),
        kinds=(".docx", ".pdf"),
        required=False,
        why=_("Mỗi lần tải lên là một bản, đối chiếu được với bản trước."),
    )
    note = TextField(
        label=_("Ghi chú về bản này"),
        max_length=300,
        required=False,
        help_text=_("Ví dụ: sửa hạn nộp theo ý kiến của Văn phòng."),
    )

    field_order = ("unit", "kind", "abstract", "file", "note", "groups", "recipients")

    def draft(self) -> Draft:
        said = self.cleaned_data
        return Draft(said["kind"], said["abstract"], said["note"], self.planned())


class NewDraftForm(DraftForm):
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Đơn vị ban hành"))

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        field.queryset = units  # type: ignore[attr-defined]  # a ModelChoiceField
        field.empty_label = None  # type: ignore[attr-defined]


class PeopleField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic at run time
    def label_from_instance(self, user: User) -> str:
        return user.full_name


class AskForm(forms.Form):
    people = PeopleField(
        User.objects.none(), label=_("Xin ý kiến của"), widget=forms.CheckboxSelectMultiple
    )
    due_on = DayField(label=_("Hạn góp ý"))
    question = LongTextField(
        label=_("Nội dung cần góp ý"), rows=3, max_length=2_000, required=False
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people  # type: ignore[attr-defined]  # a PeopleField


class OpinionForm(forms.Form):
    text = LongTextField(label=_("Ý kiến của bạn"), rows=6, max_length=10_000)


class SubmitForm(forms.Form):
    signer = forms.ChoiceField(
        label=_("Người ký"),
        help_text=_("Người có quyền ký hôm nay, theo phân quyền của đơn vị."),
    )
    note = LongTextField(label=_("Lời trình"), rows=3, max_length=2_000, required=False)
    confirmed = forms.BooleanField(
        label=_("Vẫn trình"),
        required=False,
        help_text=_("Khi tệp in tên người ký khác người được chọn; người ký sẽ thấy điều này."),
    )

    def __init__(
        self, *args: Any, signers: list[Signer], is_doubtful: bool = False, **kwargs: Any
    ) -> None:
        """``is_doubtful``: some signer is not the one an uploaded file prints."""
        super().__init__(*args, **kwargs)
        if not is_doubtful:
            del self.fields["confirmed"]
        choices = [(str(signer.user.pk), signer.label) for signer in signers]
        self.fields["signer"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        self.people = {str(signer.user.pk): signer.user for signer in signers}

    def clean_signer(self) -> User:
        return self.people[self.cleaned_data["signer"]]


class ReasonForm(forms.Form):
    reason = LongTextField(label=_("Lý do"), rows=3, max_length=2_000)


class IssueForm(forms.Form):
    issued_on = DayField(label=_("Ngày ban hành"))
    number = WholeNumberField(
        label=_("Số"),
        required=False,
        lowest=1,
        highest=100_000,
        help_text=_("Để trống thì lấy số kế tiếp của sổ."),
    )
    symbol = TextField(label=_("Ký hiệu"), max_length=40)
    confirmed = forms.BooleanField(label=_("Vẫn cấp số này dù sai thứ tự"), required=False)
    reason = TextField(
        label=_("Lý do lấy số của năm trước"),
        max_length=300,
        required=False,
        help_text=_("Chỉ cần khi ngày ban hành thuộc năm trước."),
    )
    kept_by = TextField(label=_("Đơn vị lưu"), max_length=200, required=False)
    note = TextField(label=_("Ghi chú"), max_length=300, required=False)

    def issue(self) -> Issue:
        said = {**self.cleaned_data}
        number = said.pop("number")
        return Issue(number=int(number) if number else None, **said)


class LeaveOutForm(forms.Form):
    number = WholeNumberField(label=_("Số bỏ"), lowest=1, highest=100_000)
    reason = TextField(label=_("Lý do bỏ số"), max_length=300)


class SignedFileForm(forms.Form):
    file = UploadField(
        label=_("Tệp PDF đã ký số"),
        kinds=(".pdf",),
        why=_("Hệ thống đối chiếu với bản đã duyệt và kiểm tra chữ ký."),
    )


class FinishedFileForm(forms.Form):
    file = UploadField(
        label=_("Tệp hoàn chỉnh"),
        kinds=(".docx", ".pdf"),
        why=_("Có số, ngày; bản Word, bản PDF hay bản quét đã ký, đóng dấu."),
    )


class KeepApprovedForm(forms.Form):
    reason = TextField(
        label=_("Lý do gửi đúng tệp đã duyệt"),
        max_length=300,
        help_text=_("Ví dụ: số và ngày ghi tay trên bản giấy đã đóng dấu."),
    )
