"""What a clause is about, chosen before the rest can be asked: its kind and the facts it weighs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.awards.rule_trees import Data, is_group, parts_of
from phongtrao.lib.facts import Subject
from phongtrao.lib.rules import CATALOGUE, is_provided
from phongtrao.lib.rules.catalogue import Kind
from phongtrao.lib.words import say

KINDS = {
    "count": gettext_lazy("Đếm, tính số lượng"),
    "share": gettext_lazy("Tỷ lệ phần trăm"),
    "rated": gettext_lazy("Xếp loại từng năm"),
    "declared": gettext_lazy("Điều phải xác nhận, không tính từ dữ liệu"),
    "group": gettext_lazy("Nhóm điều kiện"),
    "when": gettext_lazy("Nếu … thì …"),
    "meets": gettext_lazy("Đạt một tiêu chuẩn khác"),
}
NESTED = ("group", "when")


@dataclass(frozen=True, slots=True)
class Shape:
    """Which fields a form has. ``after``: the fact “kể từ lần gần nhất” looks for, empty for none."""

    kind: str
    fact: str = "initiatives"
    whole: str = "staff"
    after: str = ""

    @classmethod
    def of(cls, clause: Data) -> "Shape":
        if is_group(clause):
            return cls("group")
        kind = next(one for one in KINDS if one in clause)
        within = clause.get("within")
        after = within.get("since_last", {}).get("count", "") if isinstance(within, dict) else ""
        if kind == "share":
            return cls(kind, clause["share"]["count"], clause["of"]["count"], after)
        if kind == "count":
            return cls(kind, clause["count"], after=after)
        return cls(kind)

    def asked(self, query: Mapping[str, str], facts: Mapping[str, str]) -> "Shape":
        """With what an address asks for instead; a word nobody knows asks for nothing."""
        found = replace(self, kind=query["loai"]) if query.get("loai") in KINDS else self
        names = {"dk": "fact", "tren": "whole", "sau": "after"}
        chosen = {name: query[word] for word, name in names.items() if query.get(word) in facts}
        if query.get("sau") == "":
            chosen["after"] = ""
        return replace(found, **chosen)


def facts_for(subject: Subject | None, *kept: str) -> dict[str, str]:
    """Names of facts that can be asked of such subjects, in words; ``kept``: those a clause has already."""
    asked = {Subject.PERSON, Subject.UNIT} if subject is None else {subject}
    found = {}
    for name, known in CATALOGUE.items():
        if asked <= set(known.providers) or name in kept:
            words = say(known.label)
            has_source = is_provided(name, subject)
            found[name] = words if has_source else _("%s (chưa có nguồn dữ liệu)") % words
    return found


class ShapeForm(forms.Form):
    """The kind and the facts, chosen before the rest can be asked; sent to the same address."""

    loai = forms.ChoiceField(label=gettext_lazy("Loại điều kiện"))
    dk = forms.ChoiceField(label=gettext_lazy("Dữ kiện"))
    tren = forms.ChoiceField(label=gettext_lazy("Trên tổng số"))
    sau = forms.ChoiceField(label=gettext_lazy("Tính kể từ lần gần nhất có"), required=False)

    def __init__(self, shape: Shape, kinds: Sequence[str], facts: Mapping[str, str]) -> None:
        now = {"loai": shape.kind, "dk": shape.fact, "tren": shape.whole, "sau": shape.after}
        super().__init__(initial=now)
        events = [
            (name, words) for name, words in facts.items() if CATALOGUE[name].kind == Kind.EVENTS
        ]
        offered = {
            "loai": [(kind, KINDS[kind]) for kind in kinds],
            "dk": list(facts.items()),
            "tren": list(facts.items()),
            "sau": [("", _("Không dùng")), *events],
        }
        used = {"count": ("loai", "dk", "sau"), "share": ("loai", "dk", "tren", "sau")}
        for name, choices in offered.items():
            if name in used.get(shape.kind, ("loai",)):
                self.fields[name].choices = choices  # type: ignore[attr-defined]  # all are
            else:
                del self.fields[name]


def kinds_for(clause: Data | None) -> Sequence[str]:
    """What a clause can be made: one that holds others keeps them, and stays what it is."""
    if clause is not None and parts_of(clause):
        return [Shape.of(clause).kind]
    return tuple(KINDS)
