"""A criterion as read, drafted as a rule: what facts can decide is counted, the rest is confirmed.

A draft is for a person to check, so it never guesses in silence: a criterion whose fact is not in
the catalogue stays a declared statement in its own words, several titles joined by a comma become
an open choice of “all or any”, and a time that is not named is said in the sentence of the rule.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Literal

from phongtrao.lib.facts import Subject
from phongtrao.lib.rules import (
    EVER,
    PERIOD,
    YEAR,
    AllOf,
    AllOrAny,
    AnyOf,
    Clause,
    Count,
    Declared,
    Rule,
    Share,
    Sign,
    Streak,
    Tally,
    Window,
)
from phongtrao.lib.rules.windows import MOST_YEARS, Reach
from phongtrao.lib.words import gettext_noop
from phongtrao.reader.model import Value
from phongtrao.reader.text import plain
from phongtrao.reader.windows import read_span

UNSAID = gettext_noop("Tiêu chuẩn chưa có nội dung")
SIGNS = {
    ">=": Sign.AT_LEAST,
    ">": Sign.MORE_THAN,
    "<=": Sign.AT_MOST,
    "<": Sign.LESS_THAN,
    "=": Sign.EXACTLY,
}
_SUBJECTS = {"collective": Subject.UNIT, "individual": Subject.PERSON}
# First match wins; unmarked. A wider scope is named before the narrower words it contains.
_SCOPES = (
    ("nation", r"toan quoc|cap quoc gia|cap nha nuoc|thu tuong|chinh phu"),
    ("ministry", r"\bcap bo\b|bo truong|\bbo giao duc"),
    ("province", r"cap (?:tinh|thanh pho)|pham vi (?:tinh|thanh pho|anh huong cap tinh)|(?:ubnd|uy ban nhan dan|chu tich) (?:tinh|thanh pho)|toan tinh"),
    ("department", r"cap (?:so|nganh)|giam doc so|toan nganh"),
    ("base", r"cap (?:co so|truong|don vi)|pham vi co so|sang kien co so|hieu truong|thu truong"),
)  # fmt: skip
_TITLES = (
    ("nation_fighter", r"chien si thi dua toan quoc"),
    ("province_fighter", r"chien si thi dua (?:cap )?(?:tinh|thanh pho|bo|nganh)"),
    ("base_fighter", r"chien si thi dua(?: cap)? co so|cstd(?: cap)? co so"),
    ("excellent_collective", r"tap the lao dong xuat sac"),
    ("advanced_collective", r"tap the lao dong tien tien"),
    ("advanced_worker", r"(?<!tap the )lao dong tien tien"),
)
_FORMS = (("flag", r"\bco thi dua"), ("merit", r"\bbang khen"), ("praise", r"\bgiay khen"))
_LEVELS = {
    "hoan thanh nhiem vu": "done",
    "hoan thanh tot nhiem vu": "good",
    "hoan thanh xuat sac nhiem vu": "excellent",
}
_ACCEPTANCE = {"dat": "passed", "kha": "good", "xuat sac": "excellent"}
# What is counted → its name in the catalogue.
_COUNTED = {
    "sang kien": "initiatives", "sang kien kinh nghiem": "initiatives", "giai phap": "initiatives",
    "de tai": "research", "de tai nghien cuu": "research", "de an": "research", "cong trinh": "research",
    "bai bao": "publications", "giai": "prizes", "giai thuong": "prizes", "huy chuong": "prizes",
    "bang khen": "commendations", "giay khen": "commendations", "co thi dua": "commendations",
    "danh hieu": "titles",
}  # fmt: skip
_AWARDABLE = frozenset({"initiatives", "research", "publications"})
_SCOPED = frozenset({"initiatives", "research", "prizes", "commendations"})
_AWARDED = re.compile(r"\b(?:dat|doat|duoc trao|duoc) giai(?! phap| trinh| quyet| dap| ngan)\b")
_WORKED = re.compile(r"giang day|cong tac|lam viec|quan ly giao duc")
_IN_A_ROW = re.compile(r"nam(?: hoc)? (?:lien tuc|lien tiep|lien ke)")
_MONTHS = 12
_ROWS = range(1, MOST_YEARS + 1)
_LISTED = re.compile(r"\bhoac\b|\bva\b")
Meant = Literal["all", "any"]


def draft_rule(value: Value) -> Rule:
    """The rule of one criterion of schema.json; its ``said`` is the criterion's text."""
    return Rule(_draft(value), _SUBJECTS.get(str(value.get("applies_to"))))


def join_alternatives(rules: Sequence[Rule], meant: Meant | None) -> Rule:
    """The rule of a group of alternatives; while ``meant`` is not chosen, both readings are asked."""
    return Rule(AllOrAny(tuple(rule.requires for rule in rules), meant), _subject_of(rules))


def join_all(rules: Sequence[Rule]) -> Rule:
    """Rules that are asked together as one; a single one stays as it is."""
    if len(rules) == 1:
        return rules[0]
    return Rule(AllOf(tuple(rule.requires for rule in rules)), _subject_of(rules))


def _subject_of(rules: Sequence[Rule]) -> Subject | None:
    subjects = {rule.subject for rule in rules}
    return subjects.pop() if len(subjects) == 1 else None


def _draft(value: Value) -> Clause:
    text = _text(value) or UNSAID
    folded = plain(text)
    threshold = value.get("threshold")
    for draft in (_of_awards, _of_level, _of_share, _of_number):
        if clause := draft(value, folded, threshold):
            return clause
    return Declared(text, said=text)


# ------------------------------------------------------------------ kinds of criteria


def _of_awards(value: Value, folded: str, threshold: object) -> Clause | None:
    """Titles and awards by their names; how often or in how many years, where that is said."""
    number = _number(threshold) if value.get("unit") in ("năm", "lần", "danh hiệu") else None
    is_share = value.get("unit") == "%"
    tallies = [Tally("titles", (("title", name),)) for name in _named(folded, _TITLES)]
    scope = _where(folded, "commendations")
    tallies += [Tally("commendations", (("form", name), *scope)) for name in _named(folded, _FORMS)]
    if not tallies or is_share or (threshold is not None and number is None):
        return None
    return _joined([_count(tally, value, number) for tally in tallies], folded)


def _of_level(value: Value, folded: str, threshold: object) -> Clause | None:
    """“xếp loại hoàn thành tốt nhiệm vụ trở lên”, “ít nhất 02 năm hoàn thành xuất sắc nhiệm vụ”."""
    rank = plain(str(threshold))
    if level := _LEVELS.get(rank):
        window, _each_year = read_span(value.get("window"), YEAR)
        said = _text(value)
        return Streak("rating", level, window if window.has_years else YEAR, said=said)
    if rank in _ACCEPTANCE and re.search(r"khoa hoc|de tai|nghiem thu", folded):
        where = _where(folded, "research")
        return _count(Tally("research", where, _ACCEPTANCE[rank]), value, None)
    number = _number(threshold) if value.get("unit") in ("năm", "năm học") else None
    level = next((name for words, name in reversed(_LEVELS.items()) if words in folded), "")
    if number is not None and level:
        count = _count(Tally("rating", level=level), value, number)
        if _IN_A_ROW.search(folded) and not value.get("window") and number in _ROWS:
            count = replace(count, window=Window.last_years(int(number)))
        is_row = (
            count.window == Window(Reach.LAST_YEARS, int(number)) and count.sign == Sign.AT_LEAST
        )
        # “05 năm liên tục”: five of the last five are every one of them.
        return Streak("rating", level, count.window, said=count.said) if is_row else count
    if number is not None and _WORKED.search(folded):
        return _count(Tally("working_months"), value, _exact(float(number * _MONTHS)))
    return None


def _of_share(value: Value, folded: str, threshold: object) -> Clause | None:
    percent = _number(threshold) if value.get("unit") == "%" else None
    if percent is None:
        return None
    if "dong gop" in folded:
        return _count(Tally("contribution", _where(folded, "research")), value, percent)
    pair = _pair_of(folded)
    if pair is None:
        return None
    window, each_year = read_span(value.get("window"), PERIOD)
    sign = SIGNS.get(str(value.get("comparator")), Sign.AT_LEAST)
    return Share(*pair, sign, percent, window, each_year, said=_text(value))


def _pair_of(folded: str) -> tuple[Tally, Tally] | None:
    """Part and whole of a share that facts can give; people “who have …” are no part of these."""
    if re.search(r"sang kien", folded) and re.search(r"tong so (?:can bo|cong chuc|vien)", folded):
        return Tally("initiatives", _where(folded, "initiatives")), Tally("staff")
    if re.search(r"nhiem vu (?:duoc giao)?.{0,30}(?:hoan thanh|dung han)", folded):
        return Tally("tasks_done"), Tally("tasks")
    return None


def _of_number(value: Value, folded: str, threshold: object) -> Clause | None:
    number, fact = _number(threshold), _COUNTED.get(plain(str(value.get("unit") or "")))
    if number is None or fact is None:
        return None
    if fact in _AWARDABLE and _AWARDED.search(folded):
        # “01 giải pháp đạt giải tại hội thi”: the prize is what is asked, nobody has to have recognised
        # the work. Where both are said no one fact decides it, and somebody confirms it.
        if re.search(r"cong nhan|nghiem thu", folded):
            return None
        fact = "prizes"
    return _count(Tally(fact, _where(folded, fact)), value, number)


# ------------------------------------------------------------------ parts


def _count(tally: Tally, value: Value, number: Fraction | None) -> Count:
    """“at least one” where no number is said; a bare number of things means at least so many."""
    # How long somebody has worked is asked of all their years; what they achieved, of the movement.
    otherwise = EVER if tally.fact == "working_months" else PERIOD
    window, each_year = read_span(value.get("window"), otherwise)
    sign = SIGNS.get(str(value.get("comparator")), Sign.AT_LEAST)
    if number is None:
        sign, number = Sign.AT_LEAST, Fraction(1)
    return Count(tally, sign, number, window, each_year, said=_text(value))


def _joined(counts: Sequence[Count], folded: str) -> Clause:
    """Several titles in one sentence: “hoặc” any of them, “và” all, a comma alone leaves it open."""
    if len(counts) == 1:
        return counts[0]
    joints = set(_LISTED.findall(folded))
    if len(joints) != 1:
        return AllOrAny(tuple(counts))
    return AnyOf(tuple(counts)) if joints == {"hoac"} else AllOf(tuple(counts))


def _where(folded: str, fact: str) -> tuple[tuple[str, str], ...]:
    scope = next(iter(_named(folded, _SCOPES)), "") if fact in _SCOPED else ""
    return (("scope", scope),) if scope else ()


def _named(folded: str, names: Iterable[tuple[str, str]]) -> list[str]:
    return [name for name, words in names if re.search(words, folded)]


def _exact(number: float) -> Fraction:
    """The fraction of a number as it is written: what is kept is read back as it was."""
    return Fraction(str(number))


def _number(threshold: object) -> Fraction | None:
    if isinstance(threshold, bool) or not isinstance(threshold, int | float):
        return None
    return _exact(threshold) if threshold >= 0 else None


def _text(value: Value) -> str:
    return str(value.get("text") or "").strip()
