"""A score sheet to fill in, made from its rubric; why one is opened again; the filter of one's queue."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import DayField, LongTextField, NumberField, TextField, offer
from phongtrao.base.search import with_words
from phongtrao.councils.models import Case, Council, Member, ScoreSheet
from phongtrao.councils.rubrics import Criterion, Fault, Rubric, spoken
from phongtrao.councils.scores import given_scores
from phongtrao.councils.services.sheets import Answers
from phongtrao.web.tables import ANY, Filter

TO_SCORE = "cho-cham"
POINTS, WORDS = "diem-", "y-"


class SheetForm(forms.Form):
    """Points and words of every criterion; nothing is required here: a draft may be anything.

    What a final sheet lacks is said by the service (``Unfinished``) and put at its field by ``add_faults``.
    """

    comment = LongTextField(label=gettext_lazy("Nhận xét chung"), rows=4, required=False)
    # Which version of the dossier stood beside: never that of another day.
    read = forms.CharField(
        required=False, max_length=64, widget=forms.HiddenInput({"data-draft-skip": ""})
    )

    def __init__(self, *args: Any, rubric: Rubric, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leaves = list(rubric.leaves())
        for leaf in self.leaves:
            if leaf.most is not None:
                self.fields[POINTS + leaf.key] = _points_field(leaf)
            self.fields[WORDS + leaf.key] = TextField(
                label=_words_label(leaf), max_length=2_000, required=False
            )

    def answers(self) -> Answers:
        said = self.cleaned_data
        given = {leaf.key: said.get(POINTS + leaf.key) for leaf in self.leaves}
        return Answers(
            scores={key: points for key, points in given.items() if points is not None},
            notes={leaf.key: said[WORDS + leaf.key] for leaf in self.leaves},
            comment=said["comment"],
            read=said["read"],
        )

    def add_faults(self, faults: Iterable[Fault]) -> None:
        for fault in faults:
            is_scored = POINTS + fault.key in self.fields
            self.add_error((POINTS if is_scored else WORDS) + fault.key, fault.said)


def _points_field(leaf: Criterion) -> NumberField:
    said = _("từ 0 đến %s") % spoken(leaf.most or Decimal(0))
    if leaf.least is not None:
        said = _("%(bounds)s; dưới %(least)s thì ghi lý do") % {
            "bounds": said,
            "least": spoken(leaf.least),
        }
    field = NumberField(label=_("Điểm"), required=False, help_text=said)
    field.need = _("khi chấm xong")  # type: ignore[attr-defined]  # read by need.html
    field.widget.attrs["data-points"] = ""
    return field


def _words_label(leaf: Criterion) -> str:
    if leaf.most is None:
        return _("Nhận xét")
    return _("Ghi chú, minh chứng đã xem") if leaf.needs_evidence else _("Ghi chú")


def filled(sheet: ScoreSheet, read: str) -> dict[str, Any]:
    """What the form begins with: as it was saved."""
    points = {POINTS + key: value for key, value in given_scores(sheet).items()}
    words = {WORDS + key: value for key, value in sheet.notes.items()}
    return {**points, **words, "comment": sheet.comment, "read": read}


class ReopenForm(forms.Form):
    reason = LongTextField(
        label=gettext_lazy("Lý do mở lại"),
        rows=3,
        max_length=500,
        help_text=gettext_lazy("Lý do được giữ trong lịch sử của phiếu. Không ghi điểm ở đây."),
    )


class InviteForm(forms.Form):
    """Who else is to score a case, until when."""

    member = forms.ModelChoiceField(
        Member.objects.none(), label=gettext_lazy("Người phản biện"), empty_label=None
    )
    due_on = DayField(label=gettext_lazy("Hạn chấm"))
    reason = TextField(label=gettext_lazy("Lý do mời thêm"), max_length=200, required=False)

    def __init__(self, *args: Any, members: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, member=members)
        self.fields["member"].label_from_instance = _member_words  # type: ignore[attr-defined]


def _member_words(member: Member) -> str:
    """With how many sheets the member has open: the least burdened stand first."""
    said = {"name": member, "role": member.get_role_display(), "count": member.open_sheets}  # type: ignore[attr-defined]  # annotated
    return _("%(name)s (%(role)s), đang chấm %(count)s hồ sơ") % said


class MySheetFilter(Filter):
    first = ("q", "tinh_trang")
    q = TextField(label=gettext_lazy("Tìm theo tên hồ sơ"))
    tinh_trang = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"),
        choices=[
            ANY,
            (TO_SCORE, gettext_lazy("Chờ chấm")),
            (ScoreSheet.Status.FINAL.value, ScoreSheet.Status.FINAL.label),
        ],
    )
    hoi_dong = forms.ModelChoiceField(
        Council.objects.none(), label=gettext_lazy("Hội đồng"), empty_label=ANY[1]
    )

    def __init__(self, *args: Any, councils: QuerySet[Council], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, hoi_dong=councils)

    def narrow(self, rows: QuerySet[ScoreSheet]) -> QuerySet[ScoreSheet]:
        asked = self.cleaned_data
        if asked["tinh_trang"] == TO_SCORE:
            rows = rows.filter(status__in=ScoreSheet.Status.unfinished)
        elif asked["tinh_trang"]:
            rows = rows.filter(status=asked["tinh_trang"])
        if asked["hoi_dong"]:
            rows = rows.filter(case__council=asked["hoi_dong"])
        return with_words(rows, "case__title", asked["q"]) if asked["q"] else rows


class CaseScoreFilter(Filter):
    first = ("q", "tinh_trang")
    q = TextField(label=gettext_lazy("Tìm theo tên hồ sơ"))
    tinh_trang = forms.ChoiceField(
        label=gettext_lazy("Chấm điểm"),
        choices=[
            ANY,
            ("cho", gettext_lazy("Còn phiếu chưa xong")),
            ("xong", gettext_lazy("Đã chấm đủ")),
            ("chua", gettext_lazy("Chưa giao ai chấm")),
        ],
    )

    def narrow(self, rows: QuerySet[Case]) -> QuerySet[Case]:
        asked = self.cleaned_data
        states = {
            "cho": Q(waiting__gt=0),
            "xong": Q(waiting=0, given__gt=0),
            "chua": Q(given=0),
        }
        if asked["tinh_trang"]:
            rows = rows.filter(states[asked["tinh_trang"]])
        return with_words(rows, "title", asked["q"]) if asked["q"] else rows
