"""Rules and verdicts in Vietnamese: what is required, and why the answer is what it is.

>>> say_clause(Count(Tally("initiatives", (("scope", "base"),)), Sign.AT_LEAST, Fraction(2)))
'có ít nhất 2 sáng kiến được công nhận, cấp cơ sở'
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from phongtrao.lib.facts import Subject
from phongtrao.lib.numbers import format_date, format_number
from phongtrao.lib.rules.catalogue import CATALOGUE, Kind, word
from phongtrao.lib.rules.clauses import (
    AllOf,
    AllOrAny,
    AnyOf,
    Clause,
    Count,
    Declared,
    Group,
    Meets,
    Rule,
    Share,
    SomeOf,
    Streak,
    When,
)
from phongtrao.lib.rules.deciding import Verdict
from phongtrao.lib.rules.outcomes import Outcome
from phongtrao.lib.rules.tallies import Sign, Tally
from phongtrao.lib.rules.windows import Reach, Window
from phongtrao.lib.words import gettext_noop
from phongtrao.lib.words import say as _

_SIGNS = {
    Sign.AT_LEAST: gettext_noop("ít nhất {number}"),
    Sign.MORE_THAN: gettext_noop("trên {number}"),
    Sign.AT_MOST: gettext_noop("không quá {number}"),
    Sign.LESS_THAN: gettext_noop("dưới {number}"),
    Sign.EXACTLY: gettext_noop("đúng {number}"),
}
_SUBJECTS = {
    Subject.PERSON: gettext_noop("Cá nhân"),
    Subject.UNIT: gettext_noop("Tập thể"),
    Subject.LEARNER: gettext_noop("Người học"),
    None: gettext_noop("Tập thể, cá nhân"),
}
_CONFIRMERS = {
    "superior": gettext_noop("cấp trên trực tiếp xác nhận"),
    "council": gettext_noop("hội đồng xác nhận"),
    "unit": gettext_noop("đơn vị xác nhận"),
    "self": gettext_noop("người được xét tự khai"),
}

_WINDOWS = {
    Reach.EVER: "",
    Reach.DAY: gettext_noop("vào ngày xét"),
    Reach.YEAR: gettext_noop("trong năm xét"),
    Reach.PERIOD: gettext_noop("trong thời gian của phong trào"),
    Reach.LAST_YEARS: gettext_noop("trong {first} năm liền kề tính đến năm xét"),
    Reach.YEARS: gettext_noop("trong các năm {first}–{last}"),
    Reach.UNTIL: gettext_noop("tính đến ngày {day}"),
    Reach.BEFORE: gettext_noop("trước {first} năm liền kề ấy"),
    Reach.SINCE_LAST: gettext_noop("kể từ lần gần nhất có {earned}"),
}


def say_rule(rule: Rule) -> str:
    """The whole rule as one sentence: “Cá nhân: có ít nhất 2 sáng kiến …”."""
    return f"{_(_SUBJECTS[rule.subject])}: {say_clause(rule.requires)}."


def say_clause(clause: Clause) -> str:
    """One clause in words, without a full stop; a group inside a group stands in brackets."""
    match clause:
        case Count():
            return _count(clause) + _time(clause.window, each_year=clause.each_year)
        case Share():
            shares = {"part": _thing(clause.part), "whole": _thing(clause.whole)}
            number = f"{_compared(clause.sign, clause.percent)}%"
            said = _("{part} đạt {number} trên {whole}").format(number=number, **shares)
            return said + _time(clause.window, each_year=clause.each_year)
        case Streak():
            return _streak(clause)
        case When() | Meets() | Declared():
            return _other(clause)
    return _group(clause)


def _other(clause: When | Meets | Declared) -> str:
    match clause:
        case When():
            parts = {"condition": _inside(clause.condition), "requires": _inside(clause.requires)}
            return _("nếu {condition} thì {requires}").format(**parts)
        case Meets():
            return _("đạt các điều kiện của {title}").format(title=clause.title or clause.key)
    return f"{clause.statement} ({say_confirmer(clause)})"


def say_confirmer(clause: Declared) -> str:
    """“đơn vị xác nhận”."""
    return _(_CONFIRMERS[clause.confirmed_by])


def _group(clause: Group) -> str:
    parts = [_inside(part) for part in clause.parts]
    match clause:
        case AllOf() | AllOrAny(meant="all"):
            return _("; đồng thời ").join(parts)
        case AnyOf() | AllOrAny(meant="any"):
            return _("; hoặc ").join(parts)
        case SomeOf():
            listed = "; ".join(parts)
            return _("ít nhất {needed} trong các điều kiện: {listed}").format(
                needed=clause.needed, listed=listed
            )
    return _("{listed} (cần kiểm tra: phải đạt tất cả, hay chỉ cần một)").format(
        listed="; ".join(parts)
    )


def _inside(part: Clause) -> str:
    is_group = isinstance(part, AllOf | AnyOf | SomeOf | AllOrAny) and len(part.parts) > 1
    return f"({say_clause(part)})" if is_group else say_clause(part)


def _count(clause: Count) -> str:
    known, number = CATALOGUE[clause.tally.fact], _compared(clause.sign, clause.threshold)
    if known.kind == Kind.EVENTS and clause.sign == Sign.AT_MOST and not clause.threshold:
        return _("không có {thing} nào").format(thing=_thing(clause.tally))
    if known.kind in {Kind.AMOUNT, Kind.BEST}:
        unit = _(known.unit)
        spaced = unit if unit == "%" else f" {unit}"
        return f"{_thing(clause.tally)} {number}{spaced}"
    if known.kind == Kind.YEARLY:
        level = word(known.levels, clause.tally.level)
        if known.rank(clause.tally.level) == 1:
            return _("có {number} năm được xếp loại").format(number=number)
        return _("có {number} năm xếp loại {level} trở lên").format(number=number, level=level)
    return _("có {number} {thing}").format(number=number, thing=_thing(clause.tally))


def _thing(tally: Tally) -> str:
    """“sáng kiến được công nhận, cấp cơ sở”."""
    known = CATALOGUE[tally.fact]
    words = [word(known.parameters[name], value) for name, value in tally.where]
    if tally.level:
        words.append(_("từ mức {level} trở lên").format(level=word(known.levels, tally.level)))
    # A title is part of the phrase: danh hiệu thi đua “Lao động tiên tiến”, cấp tỉnh.
    joined = "".join(f" {one}" if one.startswith("“") else f", {one}" for one in words)
    return _(known.label) + joined


def _compared(sign: Sign, threshold: Fraction) -> str:
    return _(_SIGNS[sign]).format(number=_shown(threshold))


def _shown(number: Fraction) -> str:
    return format_number(round(float(number), 2))


def _streak(clause: Streak) -> str:
    levels = CATALOGUE[clause.fact].levels
    asked = gettext_noop("hằng năm xếp loại {level} trở lên{time}")
    if clause.window.reach == Reach.YEAR:
        asked = gettext_noop("xếp loại {level} trở lên{time}")
    time = _time(clause.window, each_year=False)
    said = _(asked).format(level=word(levels, clause.level), time=time)
    higher = [
        _("trong đó ít nhất {number} năm {level}").format(
            number=one.at_least, level=word(levels, one.level)
        )
        for one in clause.among
    ]
    return ", ".join([said, *higher])


def _time(window: Window, *, each_year: bool) -> str:
    """“, trong 5 năm liền kề”; nothing for all time."""
    said = [_("tính từng năm")] if each_year else []
    said += [said_window] if (said_window := say_window(window)) else []
    return "".join(f", {words}" for words in said)


def say_window(window: Window) -> str:
    """The window in words, empty for all time."""
    day = format_date(window.day) if window.day else ""
    earned = _thing(window.after) if window.after else ""
    return _(_window_words(window)).format(
        first=window.first, last=window.last, day=day, earned=earned
    )


def _window_words(window: Window) -> str:
    if window.reach == Reach.YEARS and window.first == window.last:
        return gettext_noop("trong năm {first}")
    return _WINDOWS[window.reach]


# ------------------------------------------------------------------ verdicts


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an explanation: how deep it stands, its answer, what was asked, what was found."""

    depth: int
    outcome: Outcome
    asked: str
    found: str
    evidence: tuple[str, ...]

    def __str__(self) -> str:
        said = f"{self.outcome.label}: {self.asked}"
        return f"{said} – {self.found}" if self.found else said


def explain(verdict: Verdict) -> list[Line]:
    """Every clause of a verdict with its answer, from the whole down to the parts."""
    return list(_lines(verdict, 0))


def _lines(verdict: Verdict, depth: int) -> Iterator[Line]:
    asked = say_clause(verdict.clause)
    if verdict.year is not None:
        asked = _("năm {year}").format(year=verdict.year)
    evidence = tuple(dict.fromkeys(row for fact in verdict.facts for row in fact.evidence))
    yield Line(depth, verdict.outcome, asked, _found(verdict), evidence)
    for part in verdict.parts:
        yield from _lines(part, depth + 1)


def _found(verdict: Verdict) -> str:
    said = []
    if verdict.found is not None:
        said.append(_("có {number}").format(number=_shown(verdict.found)))
    if verdict.missing:
        said.append(
            _("chưa có: {names}").format(names="; ".join(map(say_missing, verdict.missing)))
        )
    if verdict.left_out:
        years = ", ".join(map(str, verdict.left_out))
        said.append(_("không tính năm {years}").format(years=years))
    return "; ".join(said)


def say_missing(name: str) -> str:
    """What is missing in words: a fact of the catalogue, of a year, or a statement."""
    fact, _colon, year = name.partition(":")
    if fact not in CATALOGUE:
        return name
    label = _(CATALOGUE[fact].label)
    if year.startswith("-"):
        return _("{label} trước năm {year}").format(label=label, year=year[1:])
    return _("{label} năm {year}").format(label=label, year=year) if year else label
