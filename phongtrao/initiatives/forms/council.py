"""How a round is judged; what a council asks and says; a complaint and its answer."""

from typing import Any

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import F, Max, Q, QuerySet
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import LongTextField, offer
from phongtrao.councils.access.councils import visible_councils
from phongtrao.councils.forms.assignment import RubricChoice
from phongtrao.councils.models import Council, CouncilRule, RubricVersion
from phongtrao.documents.access import visible_documents
from phongtrao.documents.models import OfficialDocument
from phongtrao.initiatives.kinds import KEY
from phongtrao.initiatives.models import InitiativeRound
from phongtrao.initiatives.services.bringing import Judging

R = InitiativeRound
NAMES = ("council", "rubric", "voting", "upper", "guide_document", "is_blind")
LONGEST = 2_000


class JudgingForm(forms.Form):
    council = forms.ModelChoiceField(
        label=gettext_lazy("Hội đồng"),
        queryset=Council.objects.none(),
        required=False,
        empty_label=gettext_lazy("Chưa chọn"),
        help_text=gettext_lazy("Hội đồng đang hoạt động, có sáng kiến trong nội dung xét."),
    )
    rubric = RubricChoice(
        label=gettext_lazy("Phiếu chấm"),
        queryset=RubricVersion.objects.none(),
        required=False,
        empty_label=gettext_lazy("Chọn khi phân công chấm"),
    )
    voting = forms.ModelChoiceField(
        label=gettext_lazy("Quy tắc biểu quyết"),
        queryset=CouncilRule.objects.none(),
        required=False,
        empty_label=gettext_lazy("Theo loại hồ sơ"),
    )
    upper = forms.ModelChoiceField(
        label=gettext_lazy("Gửi lên đợt xét"),
        queryset=R.objects.none(),
        required=False,
        empty_label=gettext_lazy("Không gửi lên"),
        help_text=gettext_lazy("Sáng kiến được công nhận ở đợt này có thể gửi lên cấp trên."),
    )
    guide_document = forms.ModelChoiceField(
        label=gettext_lazy("Văn bản hướng dẫn"),
        queryset=OfficialDocument.objects.none(),
        required=False,
        empty_label=gettext_lazy("Không có"),
    )
    is_blind = forms.BooleanField(
        label=gettext_lazy("Che tên tác giả với người phản biện"),
        required=False,
        help_text=gettext_lazy(
            "Tên người, tên đơn vị trong báo cáo và tệp chữ được che; tệp ảnh, bảng tính không mở được."
        ),
    )

    def __init__(
        self, *args: Any, user: AbstractBaseUser, round_: InitiativeRound, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        above = _above(round_)
        offer(
            self,
            council=councils_for(user, above),
            rubric=_rubrics(round_),
            voting=_rules(round_),
            upper=_upper(round_, above),
            guide_document=_documents(user, above, round_),
        )
        self.initial = {name: getattr(round_, name) for name in NAMES}

    def judging(self) -> Judging:
        return Judging(**{name: self.cleaned_data[name] for name in NAMES})


class WordsForm(forms.Form):
    """One box: a question, an answer, a conclusion, a complaint."""

    words = LongTextField(label=gettext_lazy("Nội dung"), rows=4, max_length=LONGEST)

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label


class ComplaintAnswerForm(forms.Form):
    is_right = forms.ChoiceField(
        label=gettext_lazy("Kiến nghị"),
        widget=forms.RadioSelect,
        choices=[
            ("dung", gettext_lazy("Đúng: đưa ra hội đồng xét lại")),
            ("khong", gettext_lazy("Không đúng: giữ kết quả")),
        ],
    )
    words = LongTextField(label=gettext_lazy("Trả lời tác giả"), rows=4, max_length=LONGEST)

    @property
    def finds_it_right(self) -> bool:
        return bool(self.cleaned_data["is_right"] == "dung")


def councils_for(user: AbstractBaseUser, units: set[int]) -> QuerySet[Council]:
    """Of the round's unit and those above it, as far as the user sees them."""
    rows = visible_councils(user).filter(unit__in=units, case_kinds__contains=[KEY])
    return rows.filter(status=Council.Status.ACTIVE).order_by("title", "pk")


def _above(round_: InitiativeRound) -> set[int]:
    owner = round_.owner
    paths = (owner.admin_path, owner.prof_path)
    return {int(part) for path in paths for part in path.strip("/").split("/") if part}


def _rubrics(round_: InitiativeRound) -> QuerySet[RubricVersion]:
    mine = Q(rubric__owner=None) | Q(rubric__owner=round_.owner_id)
    rows = RubricVersion.objects.filter(mine).annotate(last=Max("rubric__versions__number"))
    newest = rows.filter(Q(number=F("last")) | Q(pk=round_.rubric_id))
    return newest.select_related("rubric").order_by("rubric__title", "pk")


def _rules(round_: InitiativeRound) -> QuerySet[CouncilRule]:
    mine = Q(owner=None) | Q(owner=round_.owner_id)
    return CouncilRule.objects.filter(mine, of=CouncilRule.Of.VOTING)


def _upper(round_: InitiativeRound, above: set[int]) -> QuerySet[InitiativeRound]:
    levels = R.Level.values
    higher = levels[levels.index(round_.level) + 1 :]
    rows = R.objects.filter(owner__in=above, level__in=higher).exclude(pk=round_.pk)
    running = Q(status__in=R.Status.running) | Q(pk=round_.upper_id)
    return rows.filter(running).order_by("-closes_on", "pk")


def _documents(
    user: AbstractBaseUser, above: set[int], round_: InitiativeRound
) -> QuerySet[OfficialDocument]:
    rows = visible_documents(user).filter(issuer__in=above, is_cited_only=False)
    issued = Q(status=OfficialDocument.Status.ISSUED) | Q(pk=round_.guide_document_id)
    return rows.filter(issued).order_by("-issued_on", "-pk")
