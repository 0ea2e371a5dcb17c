"""How an indicator counts activities, as it is typed: one sentence from top to bottom."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.activities.models import ActivityKind, Segment
from phongtrao.base.forms import TextField, WholeNumberField, field_of, offer
from phongtrao.indicators.forms.definitions import PopulationForm
from phongtrao.indicators.models import ActivityFeed

NAMES = (
    "counts", "activity_kinds", "year", "only", "is_confirmed_only", "at_least", "kinds", "levels", "areas",
)  # fmt: skip
C = ActivityFeed.Counts
Options = list[tuple[Any, Any]]


class FeedForm(PopulationForm):
    field_order = (*NAMES[:6], "measure", *NAMES[6:])
    counts = forms.ChoiceField(label=gettext_lazy("Đếm"))
    activity_kinds = forms.MultipleChoiceField(
        label=gettext_lazy("của hoạt động loại"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Hãy chọn ít nhất một loại hoạt động.")},
    )
    year = forms.ChoiceField(
        label=gettext_lazy("trong"),
        choices=ActivityFeed.Year.choices,
        help_text=gettext_lazy("Hoạt động tính vào năm của ngày bắt đầu."),
    )
    only = forms.ChoiceField(label=gettext_lazy("chỉ tính khi"), required=False)
    is_confirmed_only = forms.BooleanField(
        label=gettext_lazy("chỉ tính hoạt động đã xác nhận"), required=False, initial=True
    )
    at_least = WholeNumberField(
        label=gettext_lazy("Đơn vị đạt khi có ít nhất"),
        required=False,
        lowest=1,
        highest=1_000_000,
        help_text=gettext_lazy(
            "Có ghi: chỉ số là tỷ lệ đơn vị đạt, ví dụ câu lạc bộ sinh hoạt từ 6 tháng trở lên trong năm."
            " Bỏ trống: chỉ số là con số đếm được."
        ),
    )

    measure = TextField(
        label=gettext_lazy("Đơn vị tính"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Của con số đếm được; tỷ lệ đơn vị đạt luôn là %."),
    )

    def __init__(self, *args: Any, feed: ActivityFeed | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = feed.activity_kinds if feed else []
        kinds = list(ActivityKind.objects.all())
        shown = [one for one in kinds if one.out_since is None or one.key in chosen]
        offer(
            self,
            counts=_countable(shown),
            activity_kinds=[(one.key, one.name) for one in shown],
            only=_outcomes(shown),
        )
        if feed:
            self.initial.update({name: getattr(feed, name) for name in NAMES})
            for name in ("counts", "only"):
                _offer_vanished(field_of(self, name, forms.ChoiceField), getattr(feed, name))

    def said(self) -> dict[str, Any]:
        """Fields of ActivityFeed by name."""
        asked = {name: self.cleaned_data[name] for name in NAMES}
        least = asked["at_least"]
        return {**asked, "at_least": int(least) if least is not None else None}


def _offer_vanished(field: forms.ChoiceField, chosen: str) -> None:
    """A box or a choice that its kind lost stands there by name, so that nothing else is chosen unseen."""
    if not field.valid_value(chosen):
        words = _("Không còn: %s") % chosen.rsplit(":", 1)[-1]
        field.choices = [*field.choices, (chosen, words)]  # type: ignore[misc]  # the list is built above


def _countable(kinds: Iterable[ActivityKind]) -> Options:
    """What every kind has, then the numbers of single kinds."""
    people = [(f"{C.PEOPLE}:{key}", _("Số người: %s") % label) for key, label in Segment.choices]
    options: Options = [*C.choices, *people]
    for kind in kinds:
        own = [(f"field:{kind.key}:{one.key}", one.label) for one in kind.asked if one.kind == "number"]  # fmt: skip
        options += [(kind.name, own)] if own else []
    return options


def _outcomes(kinds: Iterable[ActivityKind]) -> Options:
    options: Options = [("", _("Mọi trường hợp"))]
    for kind in kinds:
        own = [
            (f"{kind.key}:{one.key}:{option}", f"{one.label}: {option}")
            for one in kind.asked
            for option in one.options
        ]
        options += [(kind.name, own)] if own else []
    return options
