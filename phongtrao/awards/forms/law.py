"""A version of the tables of the law on screen: rows of who signs, or of what a movement brings. Works without a script."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from phongtrao.awards.ceilings import Launched
from phongtrao.awards.forms.honours import LAUNCHED, LONGEST, REVIEWS
from phongtrao.awards.models import Honour, LawVersion
from phongtrao.awards.services.law import LawWriting
from phongtrao.base.forms import DayField, LongTextField, TextField, WholeNumberField, offer
from phongtrao.lib.facts import Subject
from phongtrao.orgs.models import UnitType
from phongtrao.orgs.queries import kind_ticks

SUBJECTS = ((Subject.PERSON.value, _("Cá nhân")), (Subject.UNIT.value, _("Tập thể")))
SIGNERS, CEILINGS = "signers", "ceilings"  # keys of the data of a version
MOST_SIGNERS, MOST_CEILINGS, SPARE = 14, 24, 1


def boxes(label: Any, lacking: Any, choices: Any = ()) -> forms.MultipleChoiceField:
    """Boxes of which one at least is ticked; ``lacking``: what is said where none is."""
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": lacking},
    )


class WholeForm(forms.Form):
    valid_from = DayField(
        label=_("Áp dụng cho hồ sơ nhận từ ngày"),
        help_text=_("Hồ sơ cấp có thẩm quyền nhận trước ngày này giữ phiên bản cũ. Ghi ngày đã qua thì hồ sơ nhận từ ngày ấy theo bảng mới."),
    )  # fmt: skip
    basis = TextField(
        label=_("Căn cứ"), max_length=300, help_text=_("Số văn bản, điều, khoản đã thay đổi.")
    )
    read = forms.IntegerField(widget=forms.HiddenInput({"data-draft-skip": ""}))


class SignerForm(forms.Form):
    label = TextField(label=_("Người ký"), max_length=200)
    units = boxes(_("Là thủ trưởng của"), _("Chọn ít nhất một loại đơn vị."))
    honours = boxes(_("Ký danh hiệu, hình thức"), _("Chọn ít nhất một danh hiệu, hình thức."))
    basis = TextField(label=_("Căn cứ"), max_length=300)
    since = DayField(label=_("Từ ngày"), required=False)
    until = DayField(label=_("Đến hết ngày"), required=False)
    check = forms.BooleanField(label=_("Còn cần kiểm tra"), required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        first, last = said.get("since"), said.get("until")
        if first and last and last < first:
            self.add_error("until", say("Ngày cuối phải từ ngày đầu trở đi."))
        return said

    def row(self) -> dict[str, Any]:
        said = self.cleaned_data
        days = {name: said[name].isoformat() for name in ("since", "until") if said[name]}
        row = {"units": said["units"], "by": said["label"], "honours": said["honours"]}
        return row | {"basis": said["basis"]} | days | _check_of(said)


class CeilingRowForm(forms.Form):
    honour = forms.ChoiceField(label=_("Danh hiệu, hình thức"))
    subjects = boxes(_("Cho"), _("Chọn cá nhân, tập thể hoặc cả hai."), SUBJECTS)
    reviews = boxes(_("Xét khi"), _("Chọn ít nhất một kỳ xét."), REVIEWS)
    sentence = LongTextField(label=_("Nội dung"), rows=2, max_length=500)
    article = TextField(label=_("Điều, khoản"), max_length=200)
    check = forms.BooleanField(label=_("Còn cần kiểm tra"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """How long a movement lasts at least, for each who may launch it; a box left empty does not open it."""
        super().__init__(*args, **kwargs)
        for who, name in LAUNCHED:
            label = say("%s phát động, từ mấy năm") % name
            field = WholeNumberField(label=label, lowest=0, highest=LONGEST, required=False)
            self.fields[who] = field
        self.order_fields(["honour", "subjects", *(who for who, _name in LAUNCHED)])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if all(said.get(who) is None for who in Launched) and not set(Launched) & set(self.errors):
            words = say("Ghi số năm ở ít nhất một cấp phát động; không đòi thời gian thì ghi 0.")
            raise ValidationError(words)
        return said

    def row(self) -> dict[str, Any]:
        said = self.cleaned_data
        names = ("honour", "subjects", "reviews", "sentence", "article")
        by = {who.value: int(said[who]) for who in Launched if said[who] is not None}
        return {name: said[name] for name in names} | {"by": by} | _check_of(said)


SignerFormSet = forms.formset_factory(
    SignerForm, extra=SPARE, can_delete=True, max_num=MOST_SIGNERS
)
CeilingFormSet = forms.formset_factory(
    CeilingRowForm, extra=SPARE, can_delete=True, max_num=MOST_CEILINGS
)


class LawEditor:
    """What is of the whole and the rows of one table, filled from a version and read back as the data of the next.

    Both tables at once would be heavier than a page may be; the other one stays as it was.
    """

    def __init__(self, shown: LawVersion, newest: int, part: str, posted: Any = None) -> None:
        self.shown, self.part = shown, part
        self.whole = WholeForm(posted, initial={"read": newest})
        titles = dict(Honour.objects.filter(owner=None).values_list("key", "title"))
        make = _ceiling_rows if part == CEILINGS else _signer_rows
        self.rows = make(shown.data[part], titles, posted)

    def is_valid(self) -> bool:
        return all([part.is_valid() for part in (self.whole, self.rows)])  # noqa: C419 -- every part says what is wrong

    @property
    def faults(self) -> list[tuple[Any, str]]:
        """(field, sentence) of everything that is wrong, for the summary on top."""
        return [(field, error) for form in (self.whole, *self.rows) for field in form for error in field.errors]  # fmt: skip

    def writing(self) -> LawWriting:
        said = self.whole.cleaned_data
        data = {**self.shown.data, self.part: [form.row() for form in _kept(self.rows)]}
        return LawWriting(said["valid_from"], said["basis"], data)


def _signer_rows(rows: list[dict[str, Any]], titles: dict[str, str], posted: Any) -> Any:
    made = SignerFormSet(posted, initial=[_signer(row) for row in rows], prefix="ky")
    units = _units({code for row in rows for code in row["units"]})
    for form in made:
        offer(form, units=units, honours=list(titles.items()))
    return made


def _ceiling_rows(rows: list[dict[str, Any]], titles: dict[str, str], posted: Any) -> Any:
    first = [{**row, **row["by"], "label": titles.get(row["honour"])} for row in rows]
    made = CeilingFormSet(posted, initial=first, prefix="muc")
    for form in made:
        offer(form, honour=[("", _("Chưa chọn")), *titles.items()])
    return made


def _signer(row: dict[str, Any]) -> dict[str, Any]:
    days = {name: date.fromisoformat(row[name]) for name in ("since", "until") if row.get(name)}
    return {**row, **days, "label": row["by"]}


def _units(used: set[str]) -> list[tuple[str, Any]]:
    """Kinds, and types some unit has; a type of the version that no unit has any more stays offered."""
    found = [(code, words) for code, words in kind_ticks()]
    gone = used - {code for code, _words in found}
    return [*found, *UnitType.objects.filter(code__in=gone).values_list("code", "name")]


def _check_of(said: dict[str, Any]) -> dict[str, bool]:
    return {"check": True} if said["check"] else {}


def _kept(formset: Any) -> Iterable[Any]:
    gone = formset.deleted_forms
    return (form for form in formset if form.cleaned_data and form not in gone)
