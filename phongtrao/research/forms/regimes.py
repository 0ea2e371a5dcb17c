"""A regime on screen: what is of the whole, rows of stages and of the scale. Works without a script."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import (
    DayField,
    LongTextField,
    TextField,
    WholeNumberField,
    field_of,
    offer,
    ticks,
)
from phongtrao.documents.forms.shipped import HeadingForm
from phongtrao.lib.errors import BadInput
from phongtrao.research.models import Regime, ResearchTask
from phongtrao.research.regime_rows import new_key, parse_items, write_items
from phongtrao.research.services.regimes import Writing, outcomes_of, voting_choices
from phongtrao.research.stages import CALENDAR, STATES, WORKING, Rules, Stage, read_regime

LABELS = dict(ResearchTask.Status.choices)
CLOCKS = [(CALENDAR, _("ngày theo lịch")), (WORKING, _("ngày làm việc, trừ lễ, Tết"))]
# A page of twelve stages is as heavy as a page may be; the longest regime known has ten.
MOST_STAGES, MOST_RATINGS, SPARE = 12, 8, 1
WHOLE = "whole"  # the tick of the regime itself, beside those of its stages


class WholeForm(HeadingForm):
    field_order = (
        "title", "basis", "valid_from", "valid_to", "report_months", "selection", "acceptance",
        "applies_from", "ground", "read",
    )  # fmt: skip
    title = TextField(label=_("Tên quy trình"), max_length=200)
    needs_check = None  # type: ignore[assignment]  # Django: without it; taken off on a page of its own, with its ground
    valid_from = DayField(label=_("Quy trình cho nhiệm vụ đề xuất từ ngày"))
    valid_to = DayField(label=_("Đến hết ngày"), required=False)
    report_months = WholeNumberField(
        label=_("Báo cáo định kỳ (tháng một lần)"), lowest=1, highest=36
    )
    selection = forms.ChoiceField(label=_("Hội đồng xét chọn biểu quyết theo"))
    acceptance = forms.ChoiceField(label=_("Hội đồng nghiệm thu biểu quyết theo"))
    applies_from = DayField(
        label=_("Phiên bản này cho nhiệm vụ đề xuất từ ngày"),
        help_text=_("Nhiệm vụ đề xuất trước ngày này giữ phiên bản cũ đến hết."),
    )
    ground = TextField(
        label=_("Căn cứ của thay đổi"),
        max_length=300,
        required=False,
        need=_("cần khi sửa bước, hạn, thang xếp loại"),
        help_text=_("Số văn bản, điều, khoản; hiện trong danh sách phiên bản."),
    )
    read = forms.IntegerField(widget=forms.HiddenInput({"data-draft-skip": ""}))


class StageForm(forms.Form):
    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    label = TextField(label=_("Tên bước"), max_length=200)
    state = forms.ChoiceField(
        label=_("Khi nhiệm vụ"),
        choices=[(state, LABELS[state]) for state in STATES],
        initial=STATES[0],
    )
    days = WholeNumberField(
        label=_("Hạn (ngày; trống: không hạn)"), lowest=0, highest=2000, required=False
    )
    clock = forms.ChoiceField(label=_("Tính bằng"), choices=CLOCKS, initial=CALENDAR)
    since = forms.ChoiceField(label=_("Hạn tính từ khi bắt đầu bước"), required=False)
    check = forms.BooleanField(label=_("Số ngày còn cần kiểm tra"), required=False)
    guide = LongTextField(label=_("Hướng dẫn"), rows=2, max_length=1000, required=False)
    items = LongTextField(
        label=_("Hồ sơ của bước"),
        rows=3,
        required=False,
        help_text=_("Mỗi dòng một mục: tên hồ sơ | biểu mẫu | không bắt buộc."),
    )

    def clean_items(self) -> str:
        try:
            parse_items(self.cleaned_data["items"])
        except BadInput as error:
            raise ValidationError(str(error)) from error
        return str(self.cleaned_data["items"])


class RatingForm(forms.Form):
    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    label = TextField(label=_("Mức xếp loại"), max_length=60)
    passes = forms.BooleanField(label=_("Là đạt"), required=False)


StageFormSet = forms.formset_factory(
    StageForm, extra=SPARE, can_delete=True, can_order=True, max_num=MOST_STAGES
)
RatingFormSet = forms.formset_factory(
    RatingForm, extra=SPARE, can_delete=True, can_order=True, max_num=MOST_RATINGS
)


class CheckForm(forms.Form):
    """What was compared with a paper, and with which."""

    keys = ticks(_("Đã đối chiếu"), [])
    ground = TextField(
        label=_("Căn cứ"),
        max_length=300,
        help_text=_("Số văn bản, điều, khoản đã đối chiếu. Tên bạn và hôm nay được ghi cùng."),
    )
    read = forms.IntegerField(widget=forms.HiddenInput({"data-draft-skip": ""}))

    def __init__(self, *args: Any, regime: Regime, rules: Rules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["read"].initial = regime.newest  # type: ignore[attr-defined]  # annotated by access
        choices: list[tuple[str, Any]] = [
            (stage.key, stage.title) for stage in rules.stages if stage.needs_check
        ]
        if regime.needs_check:
            choices.insert(0, (WHOLE, _("Cả quy trình: các bước, hồ sơ, thang xếp loại")))
        field_of(self, "keys", forms.MultipleChoiceField).choices = choices


class RegimeEditor:
    """The three forms as one: filled from the newest version, read back as the data of the next."""

    def __init__(self, regime: Regime, data: dict[str, Any], posted: Any = None) -> None:
        self.regime, self.before = regime, data
        rules = read_regime(data)
        first = {"applies_from": timezone.localdate(), "read": regime.newest}  # type: ignore[attr-defined]  # annotated by access
        names = ("title", "basis", "valid_from", "valid_to")
        whole = {name: getattr(regime, name) for name in names} | first
        rule_names = ("report_months", "selection", "acceptance")
        whole |= {name: getattr(rules, name) for name in rule_names}
        self.whole = WholeForm(posted, initial=whole)
        votes = voting_choices(regime.owner)
        offer(self.whole, selection=votes, acceptance=votes)
        rows = [{"ORDER": n * 10, **_initial(one)} for n, one in enumerate(rules.stages, 1)]
        self.stages = StageFormSet(posted, initial=rows, prefix="buoc")
        titles = [("", _("chính bước này"))] + [(one.key, one.title) for one in rules.stages]
        for form in self.stages:
            offer(form, since=titles)
        ratings = [
            {"ORDER": n * 10, "key": one.key, "label": one.label, "passes": one.passes}
            for n, one in enumerate(rules.scale, 1)
        ]
        self.scale = RatingFormSet(posted, initial=ratings, prefix="xep-loai")

    def is_valid(self) -> bool:
        return all([part.is_valid() for part in (self.whole, self.stages, self.scale)])  # noqa: C419 -- every part says what is wrong

    @property
    def faults(self) -> list[tuple[Any, str]]:
        """(field, sentence) of everything that is wrong, for the summary on top."""
        forms_ = [self.whole, *self.stages, *self.scale]
        return [(field, error) for form in forms_ for field in form for error in field.errors]

    def writing(self) -> Writing:
        """What the service keeps. BadInput where a rule of the vote is gone."""
        said = self.whole.cleaned_data
        voting = {"selection": said["selection"], "acceptance": said["acceptance"]}
        data = {
            "report_months": int(said["report_months"]),
            "voting": voting,
            "scale": self._scale(said["acceptance"]),
            "stages": self._stages(),
        }
        names = ("applies_from", "ground", "title", "basis", "valid_from", "valid_to")
        return Writing(data, **{name: said[name] for name in names})

    def _stages(self) -> list[dict[str, Any]]:
        known = {row["key"]: row for row in self.before["stages"]}
        taken = set(known)
        rows = []
        for form in _kept(self.stages):
            said = form.cleaned_data
            key = said["key"] if said["key"] in known else new_key("s", taken)
            items = parse_items(said["items"], known.get(key, {}).get("items", ()))
            row = {"key": key, "state": said["state"], "title": said["label"], "items": items}
            row |= {"guide": said["guide"]} if said["guide"] else {}
            if said["days"]:
                row |= {"days": int(said["days"]), "clock": said["clock"]}
                row |= {name: said[name] for name in ("since", "check") if said[name]}
            rows.append(row)
        return rows

    def _scale(self, acceptance: str) -> list[dict[str, Any]]:
        """A new word that the vote may come to takes its key: a council's decision is read by it."""
        by_label = {one.label: one.key for one in outcomes_of(self.regime.owner, acceptance)}
        taken = {row["key"] for row in self.before["scale"]}
        rows = []
        for form in _kept(self.scale):
            said = form.cleaned_data
            key = said["key"] if said["key"] in taken else by_label.get(said["label"])
            key = key or new_key("r", taken)
            rows.append({"key": key, "label": said["label"], "passes": said["passes"]})
        return rows


def _kept(formset: Any) -> Iterable[Any]:
    return (form for form in formset.ordered_forms if form.cleaned_data)


def _initial(stage: Stage) -> dict[str, Any]:
    names = ("key", "state", "clock", "since", "guide")
    said = {name: getattr(stage, name) for name in names}
    return said | {
        "label": stage.title,
        "days": stage.days or None,
        "check": stage.needs_check,
        "items": write_items(stage.items),
    }
