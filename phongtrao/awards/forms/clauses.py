"""A clause of a rule as a form: what is asked depends on its kind and on the facts it weighs.

What a form makes is plain data that ``lib.rules.parse_clause`` reads; what it refuses is said at the field.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.awards.forms.clause_shapes import Shape
from phongtrao.awards.rule_trees import GROUPS, Data
from phongtrao.base.forms import (
    DayField,
    LongTextField,
    MarkedForm,
    NumberField,
    TextField,
    WholeNumberField,
)
from phongtrao.lib.rules import CATALOGUE, RuleError, parse_clause, print_clause
from phongtrao.lib.rules.catalogue import Kind, word
from phongtrao.lib.words import say

GROUP_WORDS = {
    "all": gettext_lazy("đạt tất cả"),
    "any": gettext_lazy("đạt ít nhất một"),
    "some": gettext_lazy("đạt ít nhất số điều kiện ghi ở ô dưới"),
    "all_or_any": gettext_lazy("chưa rõ tất cả hay chỉ cần một (cần kiểm tra)"),
}
SIGNS = {
    "at_least": gettext_lazy("ít nhất"),
    "more_than": gettext_lazy("trên"),
    "at_most": gettext_lazy("không quá"),
    "less_than": gettext_lazy("dưới"),
    "exactly": gettext_lazy("đúng"),
}
WINDOWS = {
    "ever": gettext_lazy("không hạn chế"),
    "day": gettext_lazy("vào ngày xét"),
    "year": gettext_lazy("trong năm xét"),
    "period": gettext_lazy("trong giai đoạn của phong trào"),
    "last_years": gettext_lazy("trong một số năm liền kề tính đến năm xét"),
    "years": gettext_lazy("trong các năm từ … đến …"),
    "until": gettext_lazy("tính đến một ngày"),
    "before_last_years": gettext_lazy("trước một số năm liền kề tính đến năm xét"),
    "since_last": gettext_lazy("kể từ lần gần nhất"),
}
OF_YEARS = ("year", "period", "last_years", "years")  # so that something can be asked of each
CONFIRMERS = {
    "superior": gettext_lazy("cấp trên trực tiếp"),
    "council": gettext_lazy("hội đồng"),
    "unit": gettext_lazy("đơn vị"),
    "self": gettext_lazy("người được xét tự khai"),
}
NARROWED = {
    "scope": gettext_lazy("cấp"),
    "title": gettext_lazy("danh hiệu"),
    "form": gettext_lazy("hình thức"),
    "route": gettext_lazy("loại khen thưởng"),
    "kind": gettext_lazy("loại hoạt động"),
    "index_set": gettext_lazy("bộ chỉ số"),
}
FIELDS = {
    "within": "window",
    "last_years": "years",
    "before_last_years": "years",
    "within.years": "first",
    "within.until": "day",
    "some": "needed",
    "declared": "statement",
    "meets": "key",
}  # where the words of the data form stand on screen
FIRST = "first_statement"


class ClauseForm(MarkedForm):
    """``made``: the clause as plain data, once the form is right. ``parts``: what the group holds already."""

    def __init__(
        self,
        data: Any,
        *,
        shape: Shape,
        clause: Data | None,
        parts: Sequence[Data] = (),
        rules: Sequence[tuple[str, str]] = (),
        as_read: str = "",
    ) -> None:
        first = first_values(clause) if clause else {}
        super().__init__(data, initial={**first, "as_read": as_read})
        self.shape, self.parts, self.rules = shape, list(parts), list(rules)
        self.made: Data = {}
        getattr(self, f"_ask_{shape.kind}")()
        self._ask_notes()

    # -------------------------------------------------------------- fields

    def _ask_count(self) -> None:
        self._ask_tally("part", self.shape.fact)
        known = CATALOGUE[self.shape.fact]
        self._ask_number(say(known.unit))
        self._ask_window(tuple(WINDOWS))

    def _ask_share(self) -> None:
        self._ask_tally("part", self.shape.fact)
        self._ask_tally("whole", self.shape.whole)
        self._ask_number("%")
        self._ask_window(tuple(WINDOWS))

    def _ask_rated(self) -> None:
        levels = CATALOGUE["rating"].levels
        self.fields["level"] = _choice(_("Từ mức"), _worded(levels))
        self._ask_window(OF_YEARS)
        for level in list(levels)[1:]:
            label = _("Trong đó số năm %s, ít nhất") % word(levels, level)
            self.fields[f"among_{level}"] = WholeNumberField(label=label, lowest=1, required=False)

    def _ask_declared(self) -> None:
        self.fields["statement"] = LongTextField(
            label=_("Điều phải xác nhận"), rows=3, max_length=500
        )
        self.fields["confirmed_by"] = _choice(_("Ai xác nhận"), list(CONFIRMERS.items()))

    def _ask_group(self) -> None:
        self.fields["how"] = _choice(_("Phải"), list(GROUP_WORDS.items()))
        self.fields["needed"] = WholeNumberField(
            label=_("Ít nhất mấy điều kiện"), lowest=1, required=False
        )
        self.fields["meant"] = _choice(
            _("Nếu chưa rõ: hiểu là"),
            [("", _("Chưa chọn")), ("all", GROUP_WORDS["all"]), ("any", GROUP_WORDS["any"])],
            required=False,
        )
        if not self.parts:
            self.fields[FIRST] = _statement(_("Điều kiện đầu tiên của nhóm"))

    def _ask_when(self) -> None:
        if len(self.parts) < 2:  # noqa: PLR2004 -- a condition and what it asks for
            self.fields["condition"] = _statement(_("Nếu"))
        if not self.parts:
            self.fields[FIRST] = _statement(_("Thì phải đạt"))

    def _ask_meets(self) -> None:
        self.fields["key"] = _choice(_("Tiêu chuẩn phải đạt"), self.rules)

    def _ask_tally(self, prefix: str, fact: str) -> None:
        known = CATALOGUE[fact]
        for name, words in known.parameters.items():
            label = _begun(f"{say(known.label)}: {NARROWED.get(name, name)}")
            choices = [("", _("không hạn chế")), *_worded(words)]
            self.fields[f"{prefix}_{name}"] = _choice(label, choices, required=False)
        if known.levels and prefix != "after":
            must = known.kind == Kind.YEARLY
            none = [] if must else [("", _("không hạn chế"))]
            label = _begun(_("%s: từ mức") % say(known.label))
            self.fields[f"{prefix}_level"] = _choice(
                label, [*none, *_worded(known.levels)], required=must
            )

    def _ask_number(self, unit: str) -> None:
        self.fields["sign"] = _choice(_("So sánh"), list(SIGNS.items()))
        self.fields["number"] = NumberField(label=_("Số (%s)") % unit, lowest=0)

    def _ask_window(self, reaches: Sequence[str]) -> None:
        offered = [one for one in reaches if one != "since_last" or self.shape.after]
        choices = [(one, WINDOWS[one]) for one in offered]
        self.fields["window"] = _choice(_("Thời gian"), choices)
        self.fields["years"] = WholeNumberField(label=_("Số năm liền kề"), lowest=1, highest=60, required=False)  # fmt: skip
        self.fields["first"] = forms.IntegerField(
            label=_("Từ năm"), required=False, widget=_digits()
        )
        self.fields["last"] = forms.IntegerField(
            label=_("đến năm"), required=False, widget=_digits()
        )
        if "until" in offered:
            self.fields["day"] = DayField(label=_("Tính đến ngày"), required=False)
            self.fields["each_year"] = forms.BooleanField(
                label=_("Phải đạt trong từng năm"), required=False
            )
        if self.shape.after:
            self._ask_tally("after", self.shape.after)

    def _ask_notes(self) -> None:
        self.fields["basis"] = TextField(label=_("Căn cứ"), max_length=300, required=False)
        self.fields["said"] = LongTextField(
            label=_("Nguyên văn"), rows=2, max_length=2000, required=False
        )
        self.fields["since"] = DayField(label=_("Điều kiện có hiệu lực từ ngày"), required=False)
        self.fields["until"] = DayField(label=_("đến hết ngày"), required=False)

    # -------------------------------------------------------------- what is made

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors:
            try:
                self.made = print_clause(parse_clause(self._data(said)))
            except RuleError as error:
                self._refuse(error)
        return said

    def _refuse(self, error: RuleError) -> None:
        name = error.place.rpartition(".")[2]
        field = FIELDS.get(error.place) or FIELDS.get(name, name)
        self.add_error(field if field in self.fields else None, error.problem)

    def _data(self, said: Mapping[str, Any]) -> dict[str, Any]:
        head: dict[str, Any] = getattr(self, f"_make_{self.shape.kind}")(said)
        notes = {name: said[name] or None for name in ("basis", "said", "since", "until")}
        return {**head, **notes}

    def _make_count(self, said: Mapping[str, Any]) -> dict[str, Any]:
        return {**self._tally("part", self.shape.fact, said), **self._measured(said)}

    def _make_share(self, said: Mapping[str, Any]) -> dict[str, Any]:
        part = self._tally("part", self.shape.fact, said)
        return {"share": part, "of": self._tally("whole", self.shape.whole, said), **self._measured(said)}  # fmt: skip

    def _make_rated(self, said: Mapping[str, Any]) -> dict[str, Any]:
        among = [
            {"rated": level, "at_least": int(number)}
            for level in CATALOGUE["rating"].levels
            if (number := said.get(f"among_{level}"))
        ]
        return {"rated": said["level"], "within": self._within(said), "among": among or None}

    def _make_declared(self, said: Mapping[str, Any]) -> dict[str, Any]:
        return {"declared": said["statement"], "confirmed_by": said["confirmed_by"]}

    def _make_group(self, said: Mapping[str, Any]) -> dict[str, Any]:
        parts = self.parts or [{"declared": said[FIRST]}]
        if said["how"] == "some":
            return {"some": _whole(said["needed"]), "of": parts}
        meant = {"meant": said["meant"] or None} if said["how"] == "all_or_any" else {}
        return {said["how"]: parts, **meant}

    def _make_when(self, said: Mapping[str, Any]) -> dict[str, Any]:
        parts = self.parts or [{"declared": said[FIRST]}]
        if "condition" in said:
            parts = [{"declared": said["condition"]}, *parts]
        return {"when": parts[0], "requires": parts[1]}

    def _make_meets(self, said: Mapping[str, Any]) -> dict[str, Any]:
        return {"meets": said["key"]}

    def _tally(self, prefix: str, fact: str, said: Mapping[str, Any]) -> dict[str, Any]:
        names = [*CATALOGUE[fact].parameters, "level"]
        narrowed = {name: value for name in names if (value := said.get(f"{prefix}_{name}"))}
        return {"count": fact, **narrowed}

    def _measured(self, said: Mapping[str, Any]) -> dict[str, Any]:
        number = said["number"]
        whole = number == int(number)
        return {
            said["sign"]: int(number) if whole else float(number),
            "within": self._within(said),
            "each_year": said["each_year"],
        }

    def _within(self, said: Mapping[str, Any]) -> Any:
        match said["window"]:
            case "last_years" | "before_last_years" as reach:
                return {reach: _whole(said["years"])}
            case "years":
                return {"years": [said["first"], said["last"]]}
            case "until":
                return {"until": said["day"]}
            case "since_last":
                return {"since_last": self._tally("after", self.shape.after, said)}
        return said["window"]


def first_values(clause: Data) -> dict[str, Any]:
    """What the fields of a clause begin with; of its printed form."""
    names = (
        "basis",
        "said",
        "since",
        "until",
        "level",
        "confirmed_by",
        "needed",
        "meant",
        "each_year",
    )
    found: dict[str, Any] = {name: clause.get(name) for name in names}
    for name in ("since", "until"):
        found[name] = _shown_day(clause.get(name))
    part = clause.get("share") or clause
    found |= {f"part_{name}": value for name, value in part.items()}
    if "share" in clause:
        found |= {f"whole_{name}": value for name, value in clause["of"].items()}
    for sign in SIGNS:
        if sign in clause:
            found |= {"sign": sign, "number": clause[sign]}
    if "rated" in clause:
        found["level"] = clause["rated"]
        found |= {f"among_{one['rated']}": one["at_least"] for one in clause.get("among", ())}
    how = next((key for key in GROUPS if key in clause), "")
    found |= {"how": how, "needed": clause.get("some"), "statement": clause.get("declared")}
    return found | {"key": clause.get("meets")} | _first_of_window(clause.get("within", "ever"))


def _first_of_window(within: Any) -> dict[str, Any]:
    if isinstance(within, str):
        return {"window": within}
    ((reach, said),) = within.items()
    match reach:
        case "years":
            return {"window": reach, "first": said[0], "last": said[1]}
        case "until":
            return {"window": reach, "day": _shown_day(said)}
        case "since_last":
            return {"window": reach, **{f"after_{name}": value for name, value in said.items()}}
    return {"window": reach, "years": said}


def _shown_day(iso: Any) -> str:
    """“2025-12-31” → “31/12/2025”."""
    return "/".join(reversed(str(iso).split("-"))) if iso else ""


def _choice(label: Any, choices: Any, *, required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=required)


def _statement(label: Any) -> TextField:
    said = _("Viết bằng lời; sau đó sửa thành điều kiện tính từ dữ liệu nếu cần.")
    return TextField(label=label, max_length=500, help_text=said)


def _worded(words: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(name, word(words, name)) for name in words]


def _begun(words: str) -> str:
    """With a capital letter, the rest as it is."""
    return words[:1].upper() + words[1:]


def _digits() -> forms.TextInput:
    return forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})


def _whole(number: Any) -> int | None:
    return None if number is None else int(number)
