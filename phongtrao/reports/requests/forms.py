"""What is typed: a request, a box of its form, whom it goes to, a unit's answer, the judgement."""

from typing import Any

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.accounts.models import User
from phongtrao.base.forms import DayField, LongTextField, NumberField, TextField, UploadField, offer
from phongtrao.base.search import with_words
from phongtrao.documents.access import visible_documents
from phongtrao.documents.content import UPLOADS
from phongtrao.documents.fields import Field, FieldKind, How, Value
from phongtrao.documents.forms import boxes
from phongtrao.documents.models import OfficialDocument, RecipientGroup
from phongtrao.orgs.models import Unit
from phongtrao.plans.forms.cascade import AudienceForm
from phongtrao.plans.forms.owed import StandingFilter
from phongtrao.plans.models import Movement, Plan
from phongtrao.plans.queries.blocks import leaders_over
from phongtrao.plans.queries.inside import people_of
from phongtrao.reports.models import ReportRequest, SavedForm
from phongtrao.reports.requests import access
from phongtrao.reports.requests.queries import Reach
from phongtrao.reports.requests.services.asking import Wording
from phongtrao.reports.requests.services.handing import Writing
from phongtrao.web.tables import ANY, Filter

# Fields of a request's words, as its model, its Wording and its form name them.
WORDS = ("title", "due_on", "is_yearly", "in_charge", "basis", "guide", "document")
YES, NO = "co", "khong"
YES_NO = [(YES, gettext_lazy("Có")), (NO, gettext_lazy("Không"))]
MOST_OFFERED = 100  # papers to choose from, the newest
URGING = gettext_lazy("Hãy hoàn thành báo cáo trên hệ thống, vướng mắc thì gọi văn phòng.")


class RequestForm(forms.Form):
    owner = forms.ModelChoiceField(
        label=gettext_lazy("Đơn vị yêu cầu"), queryset=Unit.objects.none(), empty_label=None
    )
    saved = forms.ModelChoiceField(
        label=gettext_lazy("Dùng mẫu đã lưu"),
        queryset=SavedForm.objects.none(),
        required=False,
        empty_label=gettext_lazy("Không, lập mẫu mới"),
        help_text=gettext_lazy("Các ô của mẫu được chép sang, sửa thêm được."),
    )
    title = TextField(
        label=gettext_lazy("Tên báo cáo"),
        max_length=200,
        help_text=gettext_lazy("Ví dụ: Báo cáo kết quả phong trào đổi mới sáng tạo năm 2026."),
    )
    due_on = DayField(label=gettext_lazy("Hạn nộp"))
    is_yearly = forms.BooleanField(
        label=gettext_lazy("Lặp lại hằng năm: đợt sau được soạn sẵn để văn phòng xem rồi gửi"),
        required=False,
    )
    in_charge = forms.ModelChoiceField(
        label=gettext_lazy("Lãnh đạo phụ trách"),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("Không"),
        help_text=gettext_lazy("Được báo khi đơn vị quá hạn, ở các mốc như với nhiệm vụ."),
    )
    basis = TextField(
        label=gettext_lazy("Căn cứ"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("In trong báo cáo tổng hợp. Bỏ trống thì lấy văn bản dưới đây."),
    )
    document = forms.ModelChoiceField(
        label=gettext_lazy("Văn bản yêu cầu báo cáo"),
        queryset=OfficialDocument.objects.none(),
        required=False,
        empty_label=gettext_lazy("Không có"),
    )
    guide = LongTextField(
        label=gettext_lazy("Yêu cầu, hướng dẫn"),
        required=False,
        max_length=5_000,
        rows=4,
        help_text=gettext_lazy("Đơn vị đọc trước khi viết: số liệu kỳ nào, tính thế nào."),
    )

    def __init__(
        self,
        *args: Any,
        user: AbstractBaseUser,
        report_request: ReportRequest | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        issued = visible_documents(user).filter(status=OfficialDocument.Status.ISSUED)
        newest = issued.order_by("-issued_on", "-pk").values("pk")[:MOST_OFFERED]
        chosen = report_request.document_id if report_request else None
        offered = Q(pk__in=newest) | Q(pk=chosen)
        offer(self, document=OfficialDocument.objects.filter(offered).order_by("-issued_on"))
        owners = access.asking_units(user)
        self._offer_leaders([report_request.owner] if report_request else list(owners))
        if report_request:
            del self.fields["owner"], self.fields["saved"]
            return
        saved = access.visible_forms(user)
        offer(self, owner=owners, saved=saved)
        self.initial.setdefault("owner", owners.first())
        if not saved.exists():
            del self.fields["saved"]

    def _offer_leaders(self, owners: list[Unit]) -> None:
        leaders = [user.pk for users in leaders_over(owners).values() for user in users]
        offer(self, in_charge=User.objects.filter(pk__in=leaders).order_by("sort_key", "pk"))
        if not leaders:
            del self.fields["in_charge"]

    @staticmethod
    def initial_of(request: ReportRequest) -> dict[str, Any]:
        return {name: getattr(request, name) for name in WORDS}

    def wording(self) -> Wording:
        said = {name: value for name, value in self.cleaned_data.items() if name in WORDS}
        return Wording(**said)


class BoxForm(boxes.BoxForm):
    """One box of the form of a report: an essay is none that is added up."""

    field_order = ("label", "kind", "measure", "how", "choices", "hint", "is_required")
    NAMES = (*boxes.BoxForm.NAMES, "how")
    kind = forms.ChoiceField(
        label=gettext_lazy("Loại"),
        choices=[choice for choice in FieldKind.choices if choice[0] != FieldKind.LONG],
    )
    how = forms.ChoiceField(
        label=gettext_lazy("Tổng hợp số bằng cách"),
        choices=How.choices,
        initial=How.SUM,
        help_text=gettext_lazy("Chỉ cho ô số. Tỷ lệ thì lấy trung bình, không cộng."),
    )


class SaveForm(forms.Form):
    title = TextField(label=gettext_lazy("Tên mẫu"), max_length=200)


class ReachForm(AudienceForm):
    """Whom a request goes to; lives in the address, so that next year's round can begin with it."""

    plan = forms.ModelChoiceField(
        label=gettext_lazy("Các đơn vị đang làm kế hoạch"),
        queryset=Plan.objects.none(),
        required=False,
        empty_label=gettext_lazy("Không chọn"),
    )
    movement = forms.ModelChoiceField(
        label=gettext_lazy("Các đơn vị được yêu cầu hưởng ứng phong trào"),
        queryset=Movement.objects.none(),
        required=False,
        empty_label=gettext_lazy("Không chọn"),
    )
    group = forms.ModelChoiceField(
        label=gettext_lazy("Nhóm nơi nhận"),
        queryset=RecipientGroup.objects.none(),
        required=False,
        empty_label=gettext_lazy("Không chọn"),
    )

    def __init__(self, *args: Any, owner: Unit, **kwargs: Any) -> None:
        super().__init__(*args, owner=owner, **kwargs)
        offer(
            self,
            plan=Plan.objects.filter(owner=owner, status=Plan.Status.PUBLISHED, orders_of=None),
            movement=Movement.objects.filter(owner=owner).exclude(status=Movement.Status.DRAFT),
            group=RecipientGroup.objects.filter(owner=owner),
        )

    def clean(self) -> dict[str, Any]:
        asked = dict(super().clean() or {})
        ways = ("kinds", "picked", "plan", "movement", "group")
        if not self.errors and not any(asked.get(name) for name in ways):
            said = _("Hãy chọn loại đơn vị, kế hoạch, phong trào, nhóm, hoặc thêm từng đơn vị.")
            raise forms.ValidationError(said)
        return asked

    def reach(self) -> Reach:
        asked = self.cleaned_data
        return Reach(self.audience(), asked["plan"], asked["movement"], asked["group"])


# ------------------------------------------------------------------ answering


class AnswerForm(forms.Form):
    """The boxes of one request as fields; nothing is needed to keep a draft."""

    def __init__(self, *args: Any, boxes: list[Field], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.boxes = boxes
        for box in boxes:
            self.fields[box.key] = _field_of(box)

    @staticmethod
    def initial_of(boxes: list[Field], values: dict[str, Value]) -> dict[str, Any]:
        return {box.key: _shown(box, values.get(box.key)) for box in boxes}

    def given(self) -> dict[str, Any]:
        """Values by key as the service takes them; files apart."""
        return {
            box.key: _given(box, self.cleaned_data.get(box.key))
            for box in self.boxes
            if box.kind != FieldKind.FILE
        }

    def uploads(self) -> dict[str, Any]:
        keys = [box.key for box in self.boxes if box.kind == FieldKind.FILE]
        return {key: self.cleaned_data[key] for key in keys if self.cleaned_data.get(key)}


def _field_of(box: Field) -> forms.Field:
    field = _empty_field(box)
    if box.is_required:
        field.need = _("cần khi nộp")  # type: ignore[attr-defined]  # read by need.html
    return field


def _empty_field(box: Field) -> forms.Field:
    if box.kind == FieldKind.FILE:
        return UploadField(kinds=UPLOADS, label=box.label, required=False, why=box.hint)
    said: dict[str, Any] = {"label": box.full_label, "required": False, "help_text": box.hint}
    if box.kind == FieldKind.NUMBER:
        return NumberField(lowest=0, **said)
    if box.kind == FieldKind.TEXT:
        return LongTextField(rows=4, max_length=10_000, **said)
    choices = YES_NO if box.kind == FieldKind.YES_NO else [(c, c) for c in box.choices]
    return forms.ChoiceField(choices=[("", _("Chưa chọn")), *choices], **said)


def _shown(box: Field, value: Value | None) -> Any:
    if box.kind == FieldKind.YES_NO and value is not None:
        return YES if value else NO
    return value


def _given(box: Field, value: Any) -> Any:
    if box.kind == FieldKind.YES_NO:
        return {YES: True, NO: False}.get(value)
    return None if value is None else str(value)


class JudgeForm(forms.Form):
    reason = LongTextField(
        label=gettext_lazy("Lý do trả lại"),
        required=False,
        need=gettext_lazy("cần khi trả lại"),
        rows=3,
        max_length=2_000,
    )


class WriterForm(forms.Form):
    """Who of the unit writes its answer."""

    writer = forms.ModelChoiceField(
        label=gettext_lazy("Người viết"),
        queryset=User.objects.none(),
        empty_label=gettext_lazy("Không chọn"),
        help_text=gettext_lazy("Người có tài khoản và đang làm việc ở đơn vị."),
    )
    due_on = DayField(
        label=gettext_lazy("Hạn trong đơn vị"),
        help_text=gettext_lazy("Không sau hạn nộp, để còn kịp xem lại và nộp."),
    )
    note = LongTextField(label=gettext_lazy("Lời dặn"), required=False, rows=3, max_length=2_000)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, writer=people_of(unit))

    def writing(self) -> Writing:
        return Writing(**self.cleaned_data)


class PutOffForm(forms.Form):
    due_on = DayField(label=gettext_lazy("Hạn mới"))
    reason = LongTextField(label=gettext_lazy("Lý do"), rows=2, max_length=300)


# ------------------------------------------------------------------ filters


class RequestFilter(Filter):
    q = TextField(label=gettext_lazy("Tên báo cáo"))
    tinh_trang = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"), choices=[ANY, *ReportRequest.Status.choices]
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if q := self.cleaned_data["q"]:
            rows = with_words(rows, "title", q)
        if status := self.cleaned_data["tinh_trang"]:
            rows = rows.filter(status=status)
        return rows


class OwnAnswerFilter(StandingFilter):
    field_order = ("q", "tinh_trang")
    q = TextField(label=gettext_lazy("Tên báo cáo"))

    def narrow(self, rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
        q = self.cleaned_data["q"]
        return super().narrow(with_words(rows, "request__title", q) if q else rows)
