"""Whom the rule proposes for a form, and who else could be asked for; chosen by people. S0-12 S3-36 … S3-43"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from phongtrao.lib.rules import Outcome, Verdict, explain, inside
from phongtrao.lib.text import fold
from phongtrao.nominations.models import RoundForm, Submission
from phongtrao.nominations.queries.candidates import Candidates
from phongtrao.nominations.queries.places import Places, places_of
from phongtrao.nominations.queries.subjects import Subject

UNITS = "tap-the"
TICK = "chon"
SIZE = 100
LONGEST = 100  # of what is searched for
WHICH = {
    "met": gettext_lazy("Đạt"),
    "near": gettext_lazy("Còn thiếu một điều kiện"),
    "undecided": gettext_lazy("Chưa đủ căn cứ"),
    "failed": gettext_lazy("Chưa đạt"),
}


@dataclass(frozen=True, slots=True)
class Row:
    subject: Subject
    first: Sequence[str]  # why the law puts them first
    missing: Sequence[str]
    is_chosen: bool
    is_ticked: bool


@dataclass
class CandidatesPage:
    sent: Submission
    form: RoundForm
    params: QueryDict
    ticked: frozenset[int]
    reason: str = ""

    @cached_property
    def is_person(self) -> bool:
        honour = self.form.honour
        asked_units = self.params.get("doi-tuong") == UNITS and honour.for_units
        return bool(honour.for_people and not asked_units)

    @cached_property
    def candidates(self) -> Candidates:
        return Candidates(self.sent, self.form, timezone.localdate(), self.is_person)

    @property
    def which(self) -> str:
        asked = self.params.get("xem", "met")
        return asked if asked in WHICH else "met"

    @property
    def has_rule(self) -> bool:
        return self.candidates.clause is not None

    @property
    def needs_reason(self) -> bool:
        return self.has_rule and self.which != "met"

    @property
    def kinds(self) -> list[dict[str, Any]]:
        """People or collectives, where the form is for both."""
        if not (self.form.honour.for_people and self.form.honour.for_units):
            return []
        return [
            {"label": _("Cá nhân"), "url": self.address(), "active": self.is_person},
            {"label": _("Tập thể"), "url": self.address(**{"doi-tuong": UNITS}), "active": not self.is_person},
        ]  # fmt: skip

    @property
    def tabs(self) -> list[dict[str, Any]]:
        if not self.has_rule:
            return []
        return [
            {
                "label": label,
                "count": len(self._named(name)),
                "active": name == self.which,
                "url": self.address(**self.kept, xem=name),
            }
            for name, label in WHICH.items()
        ]

    @property
    def words(self) -> str:
        return str(self.params.get("q", "")).strip()[:LONGEST]

    @property
    def kept(self) -> dict[str, str]:
        kept = {} if self.is_person or not self.form.honour.for_people else {"doi-tuong": UNITS}
        return kept | ({"q": self.words} if self.words else {})

    @property
    def asked(self) -> dict[str, str]:
        """What a search keeps of where one is."""
        return {**{key: value for key, value in self.kept.items() if key != "q"}, "xem": self.which}

    def address(self, **query: str) -> str:
        url = reverse("nominations:choose", args=[self.sent.pk, self.form.pk])
        return f"{url}?{urlencode(query)}" if query else url

    @property
    def here(self) -> str:
        return self.address(**self.kept, xem=self.which)

    @cached_property
    def page(self) -> Page[int]:
        pages = Paginator(self._named(self.which), SIZE)
        return pages.get_page(self.params.get("trang"))

    def _named(self, which: str) -> list[int]:
        """Those whose name has the words, with or without their marks."""
        found, words = self.candidates, fold(self.words)
        return [key for key in found.found[which] if words in fold(found.subjects[key].name)]

    @cached_property
    def rows(self) -> list[Row]:
        keys = list(self.page.object_list)
        verdicts = self.candidates.verdicts(keys) if self.which != "met" else {}
        return [self._row(key, verdicts.get(key)) for key in keys]

    def _row(self, key: int, verdict: Verdict | None) -> Row:
        found = self.candidates
        return Row(
            found.subjects[key],
            self._first(key),
            missing_of(verdict) if verdict else (),
            key in found.chosen,
            key in self.ticked,
        )

    def _first(self, key: int) -> list[str]:
        is_frontline = self.candidates.subjects[key].is_frontline
        words = (_("Trực tiếp công tác"), _("Nữ")) if self.is_person else (_("Tập thể nhỏ"), _("Từ 70% nữ"))  # fmt: skip
        told = (is_frontline, key in self.candidates.preferred)
        return [word for word, holds in zip(words, told, strict=True) if holds]

    # ------------------------------------------------------------------ places
    @cached_property
    def places(self) -> Places:
        """With those ticked now."""
        ticked = [self.candidates.subjects[key] for key in self.ticked if key in self.candidates.subjects]  # fmt: skip
        now = places_of(self.sent, is_person=self.is_person)
        return now.more(len(ticked), sum(one.is_frontline for one in ticked))

    @property
    def tie(self) -> str:
        """When more are met than there is place for: whom the law prefers."""
        left = places_of(self.sent, is_person=self.is_person).left
        waiting = [key for key in self.candidates.found["met"] if key not in self.candidates.chosen]
        if not self.has_rule or left is None or len(waiting) <= left:
            return ""
        said = ngettext(
            "Có %(met)s đạt mà còn %(left)s chỗ. Khi ngang nhau, ưu tiên người trực tiếp công tác, tập thể nhỏ; rồi nữ hoặc tập thể từ 70%% nữ (NĐ 152/2025/NĐ-CP, điều 4 khoản 6). Danh sách xếp theo thứ tự ấy.",
            "Có %(met)s đạt mà còn %(left)s chỗ. Khi ngang nhau, ưu tiên người trực tiếp công tác, tập thể nhỏ; rồi nữ hoặc tập thể từ 70%% nữ (NĐ 152/2025/NĐ-CP, điều 4 khoản 6). Danh sách xếp theo thứ tự ấy.",
            left,
        )
        return said % {"met": len(waiting), "left": left}


def missing_of(verdict: Verdict) -> list[str]:
    """What stands between, clause by clause: what was asked, what was found instead, in which years."""
    if verdict.outcome == Outcome.MET:
        return []
    if inside(verdict.clause):
        return [said for part in verdict.parts for said in missing_of(part)]
    line = explain(verdict)[0]
    failed = [str(one.year) for one in verdict.parts if one.year and one.outcome == Outcome.NOT_MET]
    found = [line.found] if line.found else []
    found += [_("không đạt năm %s") % ", ".join(failed)] if failed else []
    said = ": ".join(filter(None, [line.asked, "; ".join(found)]))
    return [said[:1].upper() + said[1:]]
