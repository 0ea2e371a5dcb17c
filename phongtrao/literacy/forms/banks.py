"""Banks, their questions, tests; and what the list of questions is narrowed by."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import LongTextField, TextField, UploadField, WholeNumberField, offer
from phongtrao.lib.sheets import MAX_BYTES
from phongtrao.literacy.grading import MOST, Option, Said, faults
from phongtrao.literacy.models import (
    Competence,
    FrameworkVersion,
    QuestionVersion,
    Quiz,
    TargetGroup,
)
from phongtrao.orgs.models import Unit
from phongtrao.web.tables import ANY, Filter

TRUTH = ("Đúng", "Sai")
OUT, IN = "thoi", "dung"


class BankForm(forms.Form):
    owner = forms.ModelChoiceField(Unit.objects.none(), label=_("Đơn vị"))
    title = TextField(label=_("Tên ngân hàng câu hỏi"), max_length=200)
    version = forms.ModelChoiceField(FrameworkVersion.objects.none(), label=_("Khung kỹ năng"))
    about = TextField(label=_("Ghi chú"), max_length=400, required=False)

    def __init__(
        self,
        *args: Any,
        owners: QuerySet[Unit],
        versions: QuerySet[FrameworkVersion],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, owner=owners, version=versions)
        self.fields["owner"].initial = owners.first()


class QuestionForm(forms.Form):
    """Options are fields “option_1”, “right_1” …; empty ones are left out."""

    kind = forms.ChoiceField(
        label=_("Loại câu hỏi"),
        choices=QuestionVersion.Kind.choices,
        initial=QuestionVersion.Kind.SINGLE,
        help_text=_("Câu “đúng hay sai”: chỉ đánh dấu phương án 1 (Đúng) hoặc phương án 2 (Sai)."),
    )
    text = LongTextField(label=_("Câu hỏi"), rows=3)
    explanation = LongTextField(
        label=_("Giải thích"),
        rows=3,
        required=False,
        help_text=_("Người làm bài chỉ đọc được sau khi nộp."),
    )
    competence = forms.ChoiceField(label=_("Năng lực"), required=False)

    def __init__(self, *args: Any, competences: QuerySet[Competence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = [(one.code, str(one)) for one in competences]
        offer(self, competence=[("", "—"), *codes])
        for number in range(1, MOST + 1):
            # Only the first are needed; the rest stand ready.
            self.fields[f"option_{number}"] = TextField(
                label=gettext("Phương án %d") % number, max_length=500, required=False
            )
            self.fields[f"right_{number}"] = forms.BooleanField(
                label=gettext("Phương án %d là đúng") % number, required=False
            )
        self.order_fields(["kind", "text", *self._option_names(), "explanation", "competence"])

    @staticmethod
    def _option_names() -> Iterator[str]:
        for number in range(1, MOST + 1):
            yield from (f"option_{number}", f"right_{number}")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "text" in given and "kind" in given:
            for fault in faults(self.said()):
                place = f"option_{fault.place}" if fault.place.isdecimal() else "option_1"
                self.add_error("text" if fault.place == "text" else place, str(fault))
        return given

    def said(self) -> Said:
        given = self.cleaned_data
        rows = [
            Option(given.get(f"option_{n}", ""), bool(given.get(f"right_{n}")))
            for n in range(1, MOST + 1)
        ]
        if given["kind"] == QuestionVersion.Kind.TRUTH:
            rows = [Option(text, row.right) for text, row in zip(TRUTH, rows, strict=False)]
        kept = tuple(one for one in rows if one.text or one.right)
        return Said(given["kind"], given["text"], kept, given["explanation"], given["competence"])

    @staticmethod
    def given_of(said: Said) -> dict[str, Any]:
        """What the form begins with for a question that is there."""
        given: dict[str, Any] = {
            "kind": said.kind,
            "text": said.text,
            "explanation": said.explanation,
            "competence": said.code,
        }
        for number, one in enumerate(said.options, start=1):
            given |= {f"option_{number}": one.text, f"right_{number}": one.right}
        return given


class QuizForm(forms.Form):
    title = TextField(label=_("Tên bài kiểm tra"), max_length=200)
    group = forms.ModelChoiceField(TargetGroup.objects.none(), label=_("Dành cho"))
    level = forms.TypedChoiceField(label=_("Mức"), required=False, coerce=int, empty_value=None)
    count = WholeNumberField(label=_("Số câu"), lowest=1, highest=200)
    minutes = WholeNumberField(label=_("Số phút"), lowest=1, highest=240)
    pass_mark = WholeNumberField(
        label=_("Điểm đạt (%)"), lowest=1, highest=100, help_text=_("Cần kiểm tra với văn bản.")
    )
    days_between = WholeNumberField(
        label=_("Số ngày giữa hai lần làm"), lowest=0, highest=365, help_text=_("0: làm lại ngay.")
    )
    attempts = WholeNumberField(label=_("Số lần được làm"), lowest=1, highest=99)
    valid_months = WholeNumberField(
        label=_("Xác nhận có giá trị (tháng)"),
        lowest=0,
        highest=240,
        help_text=_("0: không có hạn. Cần kiểm tra với văn bản."),
    )
    confirmed_by = forms.ChoiceField(label=_("Ai xác nhận"), choices=Quiz.Confirms.choices)

    def __init__(
        self,
        *args: Any,
        groups: QuerySet[TargetGroup],
        levels: list[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, group=groups, level=[("", "—"), *levels])
        if not levels:
            del self.fields["level"]


class SheetForm(forms.Form):
    file = UploadField(label=_("Tệp Excel"), kinds=(".xlsx", ".xls", ".ods"), limit=MAX_BYTES)


class QuestionFilter(Filter):
    q = TextField(label=_("Chữ trong câu hỏi"))
    loai = forms.ChoiceField(label=_("Loại"), choices=[ANY, *QuestionVersion.Kind.choices])
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"), choices=[ANY, (IN, _("Đang dùng")), (OUT, _("Đã thôi dùng"))]
    )

    def narrow(self, rows: QuerySet[QuestionVersion]) -> QuerySet[QuestionVersion]:
        asked = self.cleaned_data
        if asked["q"]:
            rows = rows.filter(text__icontains=asked["q"])
        if asked["loai"]:
            rows = rows.filter(kind=asked["loai"])
        if asked["tinh_trang"]:
            rows = rows.filter(question__out_since__isnull=asked["tinh_trang"] == IN)
        return rows
