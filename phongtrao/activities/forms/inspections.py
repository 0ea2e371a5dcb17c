"""What is typed of inspections: programme, team, decision, one line on site, what is asked of the unit."""

from calendar import monthrange
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.activities.forms.activities import AsReadField, PhotosField
from phongtrao.activities.models import Checklist, Inspection, Item, SiteLine
from phongtrao.activities.services.programmes import Choosing, Paper
from phongtrao.activities.services.teams import Team
from phongtrao.base.forms import (
    DayField,
    LongTextField,
    TextField,
    UploadField,
    WholeNumberField,
    offer,
)
from phongtrao.councils.queries.people import find_person
from phongtrao.documents.access.reading import visible_documents
from phongtrao.documents.models import OfficialDocument
from phongtrao.lib.errors import BadInput
from phongtrao.lib.text import document_number, fold, nfc
from phongtrao.orgs import access as orgs
from phongtrao.orgs.forms.named_units import NAME_OR_CODE, UnitField
from phongtrao.orgs.models import Unit
from phongtrao.web.tables import ANY, Filter

GROUP = "#"  # before the heading of some lines of a checklist
NAMED = gettext_lazy("Họ tên hoặc mã cán bộ; trùng tên thì ghi mã.")
PHOTOS = "image/jpeg,image/png,image/webp"


class TeamFields(forms.Form):
    head = TextField(label=gettext_lazy("Trưởng đoàn"), max_length=120, help_text=NAMED)
    secretary = TextField(label=gettext_lazy("Thư ký"), max_length=120)
    members = LongTextField(
        label=gettext_lazy("Thành viên khác"),
        rows=3,
        required=False,
        help_text=gettext_lazy("Mỗi người một dòng."),
    )

    def team(self, user: AbstractBaseUser) -> Team | None:
        """Whoever the names mean, among those the user reads. None where nobody is named. Raises BadInput."""
        given, people = self.cleaned_data, orgs.visible_people(user)
        if not any(given[name] for name in ("head", "secretary", "members")):
            return None
        if not (given["head"] and given["secretary"]):
            raise BadInput(_("Đoàn cần có trưởng đoàn và thư ký. Hãy ghi cả hai."))
        others = [one.strip() for one in given["members"].splitlines() if one.strip()]
        return Team(
            find_person(given["head"], people),
            find_person(given["secretary"], people),
            [find_person(one, people) for one in others],
        )


class PaperFields(forms.Form):
    number = TextField(
        label=gettext_lazy("Số, ký hiệu văn bản"),
        max_length=60,
        help_text=gettext_lazy("Có trong sổ văn bản thì tự nối với văn bản ấy."),
    )
    signed_on = DayField(label=gettext_lazy("Ký ngày"))

    def paper(self, user: AbstractBaseUser) -> Paper:
        """The paper by its number; tied to the register's where the user reads it there."""
        number = nfc(self.cleaned_data["number"]).strip()
        rows = visible_documents(user).filter(
            number_key=document_number(number),
            issued_on=self.cleaned_data["signed_on"],
            status=OfficialDocument.Status.ISSUED,
        )
        return Paper(number, self.cleaned_data["signed_on"], rows.order_by("is_cited_only").first())


class ProgrammeForm(forms.Form):
    owner = forms.ModelChoiceField(
        Unit.objects.none(), label=gettext_lazy("Cơ quan kiểm tra"), empty_label=None
    )
    year = WholeNumberField(label=gettext_lazy("Năm"), lowest=2020, highest=2100)
    basis = LongTextField(label=gettext_lazy("Căn cứ, mục đích"), rows=3, required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, owner=units)
        self.fields["owner"].initial = units.first()
        self.fields["year"].initial = timezone.localdate().year


class ChooseForm(TeamFields):
    """What the ticked units have in common; a team may be named later."""

    month = forms.TypedChoiceField(
        label=gettext_lazy("Tháng"),
        choices=[(month, month) for month in range(1, 13)],
        coerce=int,
    )
    kind = forms.ChoiceField(label=gettext_lazy("Hình thức"), choices=Inspection.Kind.choices)
    content = LongTextField(label=gettext_lazy("Nội dung"), rows=2, required=False)
    field_order = ("month", "kind", "content")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("head", "secretary"):
            self.fields[name].required = False
        self.fields["month"].initial = timezone.localdate().month

    def said(self, year: int, user: AbstractBaseUser) -> Choosing:
        given = self.cleaned_data
        day = last_day(year, given["month"])
        return Choosing(day, given["kind"], given["content"], self.team(user))


class UnscheduledForm(forms.Form):
    owner = forms.ModelChoiceField(
        Unit.objects.none(), label=gettext_lazy("Cơ quan kiểm tra"), empty_label=None
    )
    unit = UnitField(
        label=gettext_lazy("Đơn vị được kiểm tra"), max_length=300, help_text=NAME_OR_CODE
    )
    why = LongTextField(label=gettext_lazy("Vì sao kiểm tra"), rows=3)
    kind = forms.ChoiceField(label=gettext_lazy("Hình thức"), choices=Inspection.Kind.choices)
    content = LongTextField(label=gettext_lazy("Nội dung"), rows=2, required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, owner=units)
        self.fields["owner"].initial = units.first()

    def said(self) -> Choosing:
        given, today = self.cleaned_data, timezone.localdate()
        day = last_day(today.year, today.month)
        return Choosing(day, given["kind"], given["content"])


class DecideForm(PaperFields):
    day = DayField(label=gettext_lazy("Ngày kiểm tra"))
    checklist = forms.ModelChoiceField(
        Checklist.objects.none(), label=gettext_lazy("Danh mục kiểm tra")
    )
    content = LongTextField(label=gettext_lazy("Nội dung"), rows=3, required=False)
    is_unannounced = forms.BooleanField(
        label=gettext_lazy("Không báo trước cho đơn vị"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        usable = Q(out_since=None) | Q(out_since__gt=today)
        offer(self, checklist=Checklist.objects.filter(usable, valid_from__lte=today))


class DayForm(forms.Form):
    day = DayField(label=gettext_lazy("Ngày kiểm tra"))


class SiteLineForm(forms.Form):
    outcome = forms.ChoiceField(
        label=gettext_lazy("Kết quả"),
        choices=SiteLine.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Hãy chọn một kết quả.")},
    )
    words = LongTextField(
        label=gettext_lazy("Thấy gì"),
        rows=3,
        max_length=5_000,
        required=False,
        need=gettext_lazy("cần khi chưa đạt"),
    )
    as_read = AsReadField()
    photos = PhotosField(
        label=gettext_lazy("Ảnh"),
        required=False,
        help_text=gettext_lazy("Chụp hoặc chọn ảnh; ảnh được thu nhỏ và bỏ thông tin vị trí."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["photos"].widget.attrs["accept"] = PHOTOS


class ConcludeForm(forms.Form):
    conclusion = LongTextField(label=gettext_lazy("Nhận xét chung"), rows=6, max_length=10_000)


class RecommendForm(forms.Form):
    unit = UnitField(
        label=gettext_lazy("Đơn vị chịu trách nhiệm"), max_length=300, help_text=NAME_OR_CODE
    )
    text = LongTextField(label=gettext_lazy("Kiến nghị"), rows=4, max_length=5_000)
    due_on = DayField(label=gettext_lazy("Phải xong trước ngày"))


class OpinionForm(forms.Form):
    words = LongTextField(
        label=gettext_lazy("Ý kiến của đơn vị"),
        rows=4,
        max_length=5_000,
        help_text=gettext_lazy("Nhất trí, hoặc chỗ nào chưa đúng và vì sao; in vào biên bản."),
    )


class SignedForm(forms.Form):
    file = UploadField(
        label=gettext_lazy("Biên bản đã ký"), kinds=(".pdf", ".jpg", ".jpeg", ".png")
    )


class CancelForm(forms.Form):
    reason = LongTextField(label=gettext_lazy("Lý do"), rows=3, max_length=300)


class ChecklistForm(forms.Form):
    title = TextField(label=gettext_lazy("Tên danh mục"), max_length=200)
    basis = TextField(label=gettext_lazy("Căn cứ"), max_length=300, required=False)
    valid_from = DayField(label=gettext_lazy("Dùng từ ngày"))
    lines = LongTextField(
        label=gettext_lazy("Các mục"),
        rows=14,
        max_length=20_000,
        help_text=gettext_lazy(
            "Mỗi dòng một mục. Dòng bắt đầu bằng # là tên phần. Sau dấu | là căn cứ của mục."
        ),
    )
    to_check = forms.BooleanField(label=gettext_lazy("Cần kiểm tra"), required=False)
    is_out = forms.BooleanField(label=gettext_lazy("Thôi dùng"), required=False)

    def items(self) -> list[Item]:
        return read_items(self.cleaned_data["lines"])


class InspectionFilter(Filter):
    first = ("q", "tinh_trang")
    q = TextField(label=gettext_lazy("Tìm đơn vị"))
    tinh_trang = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"), choices=[ANY, *Inspection.Status.choices]
    )
    loai = forms.ChoiceField(
        label=gettext_lazy("Hình thức"), choices=[ANY, *Inspection.Kind.choices]
    )
    tu_ngay = DayField(label=gettext_lazy("Từ ngày"))
    den_ngay = DayField(label=gettext_lazy("Đến ngày"))

    def narrow(self, rows: QuerySet[Inspection]) -> QuerySet[Inspection]:
        asked = self.cleaned_data
        if words := fold(asked["q"]):
            rows = rows.filter(unit__search_text__contains=words)
        if asked["tinh_trang"]:
            rows = rows.filter(status=asked["tinh_trang"])
        if asked["loai"]:
            rows = rows.filter(kind=asked["loai"])
        if asked["tu_ngay"]:
            rows = rows.filter(day__gte=asked["tu_ngay"])
        if asked["den_ngay"]:
            rows = rows.filter(day__lte=asked["den_ngay"])
        return rows


def last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def read_items(text: str) -> list[Item]:
    """A line each, under the headings of groups."""
    items, group = [], ""
    for line in (nfc(one).strip() for one in text.splitlines()):
        if line.startswith(GROUP):
            group = line.lstrip(GROUP).strip()[:200]
        elif line:
            said, _bar, basis = line.partition("|")
            items.append(Item(said.strip(), group, basis.strip()[:300]))
    return items


def write_items(checklist: Checklist) -> str:
    """As ``read_items`` reads them."""
    lines, group = [], ""
    for one in checklist.items:
        if one.group != group:
            lines.append(f"{GROUP} {one.group}")
            group = one.group
        lines.append(f"{one.text} | {one.basis}" if one.basis else one.text)
    return "\n".join(lines)
