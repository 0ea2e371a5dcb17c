"""What is typed for a vote: how it is held, a ballot, a written opinion, halves of a key, counts."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import LongTextField, TextField, UploadField, WholeNumberField, offer
from phongtrao.councils.forms.all_or_some import ALL, CHOSEN, MOST_OFFERED, AllOrSomeForm
from phongtrao.councils.models import CouncilRule, Item, Member
from phongtrao.councils.services.counting import PaperTally
from phongtrao.councils.services.voting import Opening, Written

KINDS_OF_OPINION = (".pdf", ".docx", ".jpg", ".jpeg", ".png")


class ItemsForm(AllOrSomeForm):
    """Some of the items of one state, or all of them."""

    ticked_field = "items"
    both = gettext_lazy(
        "Đã đánh dấu %d nội dung nhưng đang chọn tất cả. Hãy chọn một trong hai cách."
    )
    which = forms.ChoiceField(label=gettext_lazy("Nội dung"), widget=forms.RadioSelect, initial=ALL)
    items = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Chọn từng nội dung"),
        queryset=Item.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, items: QuerySet[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.all = items
        self.number = items.count()
        everything = _("Tất cả %d nội dung") % self.number
        offer(self, which=[(ALL, everything), (CHOSEN, _("Chỉ các nội dung đánh dấu dưới đây"))])
        shown = list(items.values_list("pk", flat=True)[:MOST_OFFERED])
        offer(self, items=items.filter(pk__in=shown))

    def keys(self) -> list[int]:
        if self.cleaned_data["which"] == ALL:
            return list(self.all.values_list("pk", flat=True))
        return [item.pk for item in self.cleaned_data["items"]]


class OpeningForm(ItemsForm):
    mode = forms.ChoiceField(
        label=gettext_lazy("Hình thức"),
        choices=Item.Mode.choices,
        widget=forms.RadioSelect,
        initial=Item.Mode.SECRET,
    )
    rule = forms.ModelChoiceField(
        label=gettext_lazy("Quy tắc biểu quyết"),
        queryset=CouncilRule.objects.none(),
        required=False,
        empty_label=gettext_lazy("Theo loại hồ sơ"),
        help_text=gettext_lazy("Giữ nguyên cho lần biểu quyết này dù quy tắc được sửa về sau."),
    )
    tellers = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Hai kiểm phiếu viên"),
        queryset=Member.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Cần khi bỏ phiếu kín hoặc phiếu giấy; chọn đúng hai người có mặt."),
    )
    field_order = ("which", "items", "mode", "rule", "tellers")

    def __init__(
        self, *args: Any, rules: QuerySet[CouncilRule], there: QuerySet[Member], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, rule=rules, tellers=there)

    def opening(self) -> Opening:
        asked = self.cleaned_data
        return Opening(asked["mode"], asked["rule"], list(asked["tellers"]))


class BallotForm(forms.Form):
    """One set of buttons for each item; what is left open is voted on later."""

    def __init__(self, *args: Any, items: Sequence[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            choices = [(choice["key"], choice["label"]) for choice in item.rule["choices"]]
            self.fields[f"item_{item.pk}"] = forms.ChoiceField(
                label=str(item.case), choices=choices, widget=forms.RadioSelect, required=False
            )

    def rows(self) -> list[tuple[Item, Any]]:
        return [(item, self[f"item_{item.pk}"]) for item in self.items]

    def choices(self) -> dict[int, str]:
        found = {item.pk: self.cleaned_data[f"item_{item.pk}"] for item in self.items}
        return {key: choice for key, choice in found.items() if choice}


class OpinionForm(forms.Form):
    member = forms.ModelChoiceField(
        label=gettext_lazy("Thành viên vắng mặt"),
        queryset=Member.objects.none(),
        empty_label=None,
    )
    choice = forms.ChoiceField(label=gettext_lazy("Ý kiến"), widget=forms.RadioSelect)
    words = LongTextField(
        label=gettext_lazy("Nội dung ý kiến"), required=False, max_length=5_000, rows=4
    )
    upload = UploadField(
        label=gettext_lazy("Văn bản có chữ ký"), kinds=KINDS_OF_OPINION, required=False
    )

    def __init__(self, *args: Any, item: Item, wrote: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(choice["key"], choice["label"]) for choice in item.rule["choices"]]
        offer(self, member=wrote, choice=choices)

    def written(self) -> Written:
        asked = self.cleaned_data
        return Written(asked["choice"], asked["words"], asked["upload"] or None)


class PaperCountForm(forms.Form):
    """What one counter found for one item."""

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prefix = f"noi-dung-{item.pk}"
        self.item = item
        for choice in item.rule["choices"]:
            self.fields[f"n_{choice['key']}"] = WholeNumberField(
                label=_("Phiếu “%s”") % choice["label"], lowest=0
            )
        self.fields["spoilt"] = WholeNumberField(
            label=_("Phiếu không hợp lệ"), lowest=0, initial="0"
        )

    def tally(self) -> PaperTally:
        found = self.cleaned_data
        keys = [choice["key"] for choice in self.item.rule["choices"]]
        return PaperTally({key: int(found[f"n_{key}"]) for key in keys}, int(found["spoilt"]))


class CountForm(ItemsForm):
    """Which votes are closed; both halves where one of them is secret."""

    first = TextField(
        label=gettext_lazy("Nửa khóa của kiểm phiếu viên thứ nhất"),
        required=False,
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    second = TextField(
        label=gettext_lazy("Nửa khóa của kiểm phiếu viên thứ hai"),
        required=False,
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, needs_key: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needs_key:
            del self.fields["first"], self.fields["second"]

    def halves(self) -> tuple[str, str] | None:
        first, second = self.cleaned_data.get("first"), self.cleaned_data.get("second")
        return (first, second) if first and second else None


class VoidForm(ItemsForm):
    reason = TextField(
        label=gettext_lazy("Lý do bỏ phiếu lại"),
        max_length=200,
        help_text=gettext_lazy("Ghi vào biên bản, ví dụ: mất một nửa khóa."),
    )
