"""Rules from plain data (YAML, JSON): ``parse_rule``, and ``parse_clause`` for a part.

    title: Bằng khen cấp tỉnh
    subject: person                    # person, unit, learner or both (person and unit)
    since: 2024-01-01
    requires:
      all:
        - {rated: good, within: {last_years: 5}, among: [{rated: excellent, at_least: 2}]}
        - any:
            - {count: initiatives, scope: base, at_least: 2, within: period}
            - {count: initiatives, scope: province, at_least: 1, within: period}
        - {declared: Nội bộ đoàn kết, confirmed_by: superior}

    {when: {rated: done, …}, requires: {…}}   asked only of those who meet the condition
    {meets: advanced_worker}                  another rule, by its key

A clause may carry ``said`` (the words it was made from), ``basis`` (the law), ``since`` and ``until``
(when it is law). Windows: ``ever``, ``day``, ``year``, ``period``, ``{last_years: 5}``, ``{years: [2020, 2025]}``,
``{until: 2025-12-31}``, ``{before_last_years: 5}``, ``{since_last: {count: commendations, form: merit}}``.
An unknown word is an error with its place, never “match all”.
"""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any, cast

from phongtrao.lib.facts import Subject
from phongtrao.lib.rules.catalogue import CATALOGUE, Kind
from phongtrao.lib.rules.clauses import (
    AllOf,
    AllOrAny,
    Among,
    AnyOf,
    Clause,
    Confirmer,
    Count,
    Declared,
    Meets,
    Rule,
    Share,
    SomeOf,
    Streak,
    When,
)
from phongtrao.lib.rules.fields import (
    Fields,
    RuleError,
    choice,
    read_day,
    read_flag,
    read_list,
    read_number,
    read_text,
    read_whole,
)
from phongtrao.lib.rules.tallies import Sign, Tally
from phongtrao.lib.rules.windows import DAY, EVER, PERIOD, YEAR, Reach, Window
from phongtrao.lib.words import say as _

DEEPEST = 8  # groups in groups; nobody could read more
CONFIRMERS = ("superior", "council", "unit", "self")
_SIGNS = tuple(Sign)
_BARE_WINDOWS = {Reach.EVER: EVER, Reach.DAY: DAY, Reach.YEAR: YEAR, Reach.PERIOD: PERIOD}


def parse_rule(data: object) -> Rule:
    """A rule from plain data; RuleError says where it cannot be understood."""
    fields = Fields(data, "")
    subject = fields.take_or("subject", choice((*Subject, "both")), "both")
    rule = Rule(
        requires=fields.take("requires", parse_clause),
        subject=None if subject == "both" else Subject(subject),
        title=fields.take_or("title", read_text, ""),
        **_validity(fields),
    )
    fields.end()
    return rule


def parse_clause(data: object, place: str = "") -> Clause:
    """A clause from plain data; RuleError says where it cannot be understood."""
    if sum(map(place.count, ("[", ".requires", ".when"))) > DEEPEST:
        raise RuleError(place, _("nhóm lồng nhau quá sâu."))
    fields = Fields(data, place)
    read = _READERS[fields.one_of(tuple(_READERS))]
    notes: Notes = {name: fields.take_or(name, read_text, "") for name in ("said", "basis")}
    notes |= _validity(fields)
    clause = read(fields, notes)
    fields.end()
    return clause


Notes = dict[str, Any]


def _validity(fields: Fields) -> dict[str, date | None]:
    since = fields.take_or("since", _day_or_none, None)
    until = fields.take_or("until", _day_or_none, None)
    if since and until and until < since:
        raise RuleError(fields.at("until"), _("phải sau ngày bắt đầu hiệu lực."))
    return {"since": since, "until": until}


def _day_or_none(value: object, place: str) -> date | None:
    return read_day(value, place)


def _count(fields: Fields, notes: Notes) -> Clause:
    tally = _tally(fields)
    sign, threshold = _measure(fields)
    window, each_year = _window(fields)
    return Count(tally, sign, threshold, window, each_year, **notes)


def _share(fields: Fields, notes: Notes) -> Clause:
    part, whole = fields.take("share", _whole_tally), fields.take("of", _whole_tally)
    sign, percent = _measure(fields)
    window, each_year = _window(fields)
    return Share(part, whole, sign, percent, window, each_year, **notes)


def _streak(fields: Fields, notes: Notes) -> Clause:
    fact = fields.take_or("fact", _fact_of_levels, "rating")
    level = fields.take("rated", _level_of(fact))
    window = fields.take("within", _read_window)
    if not window.has_years:
        raise RuleError(fields.at("within"), _("cần khoảng thời gian tính theo năm."))
    nothing: tuple[Among, ...] = ()
    among = fields.take_or("among", _among(fact), nothing)
    return Streak(fact, level, window, among, **notes)


def _declared(fields: Fields, notes: Notes) -> Clause:
    statement = fields.take("declared", read_text)
    by = fields.take_or("confirmed_by", choice(CONFIRMERS), "superior")
    return Declared(statement, cast("Confirmer", by), **notes)


def _all(fields: Fields, notes: Notes) -> Clause:
    return AllOf(fields.take("all", _parts), **notes)


def _any(fields: Fields, notes: Notes) -> Clause:
    return AnyOf(fields.take("any", _parts), **notes)


def _some(fields: Fields, notes: Notes) -> Clause:
    needed, parts = fields.take("some", read_whole), fields.take("of", _parts)
    if needed > len(parts):
        raise RuleError(fields.at("some"), _("lớn hơn số điều kiện được nêu."))
    return SomeOf(needed, parts, **notes)


def _all_or_any(fields: Fields, notes: Notes) -> Clause:
    parts = fields.take("all_or_any", _parts)
    meant = fields.take_or("meant", choice(("all", "any")), "")
    return AllOrAny(parts, cast("Any", meant or None), **notes)


def _when(fields: Fields, notes: Notes) -> Clause:
    condition = fields.take("when", parse_clause)
    return When(condition, fields.take("requires", parse_clause), **notes)


def _meets(fields: Fields, notes: Notes) -> Clause:
    return Meets(fields.take("meets", read_text), **notes)


_READERS: dict[str, Callable[[Fields, Notes], Clause]] = {
    "count": _count,
    "share": _share,
    "rated": _streak,
    "declared": _declared,
    "all": _all,
    "any": _any,
    "some": _some,
    "all_or_any": _all_or_any,
    "when": _when,
    "meets": _meets,
}


# ------------------------------------------------------------------ parts of clauses


def _parts(value: object, place: str) -> tuple[Clause, ...]:
    items = enumerate(read_list(value, place))
    return tuple(parse_clause(item, f"{place}[{number}]") for number, item in items)


def _fact(value: object, place: str) -> str:
    return choice(tuple(CATALOGUE))(value, place)


def _fact_of_levels(value: object, place: str) -> str:
    yearly = (name for name, known in CATALOGUE.items() if known.kind == Kind.YEARLY)
    return choice(tuple(yearly))(value, place)


def _level_of(fact: str) -> Callable[[object, str], str]:
    return choice(tuple(CATALOGUE[fact].levels))


def _tally(fields: Fields) -> Tally:
    """``count`` with what narrows it: the parameters of its name, and ``level`` where it has any."""
    fact = fields.take("count", _fact)
    known = CATALOGUE[fact]
    where = []
    for name, words in known.parameters.items():
        if said := fields.take_or(name, choice(tuple(words)), ""):
            where.append((name, said))
    level = fields.take_or("level", _level_of(fact), "") if known.levels else ""
    if known.kind == Kind.YEARLY and not level:
        raise RuleError(fields.place, _("thiếu “%s”.") % "level")
    return Tally(fact, tuple(sorted(where)), level)


def _whole_tally(value: object, place: str) -> Tally:
    fields = Fields(value, place)
    tally = _tally(fields)
    fields.end()
    return tally


def _measure(fields: Fields) -> tuple[Sign, Fraction]:
    sign = fields.one_of(_SIGNS)
    return Sign(sign), fields.take(sign, read_number)


def _window(fields: Fields) -> tuple[Window, bool]:
    window = fields.take_or("within", _read_window, EVER)
    each_year = fields.take_or("each_year", read_flag, default=False)
    if each_year and not window.has_years:
        raise RuleError(fields.at("each_year"), _("cần khoảng thời gian tính theo năm."))
    return window, each_year


def _read_window(value: object, place: str) -> Window:
    if isinstance(value, str):
        return _BARE_WINDOWS[Reach(choice(tuple(_BARE_WINDOWS))(value, place))]
    fields = Fields(value, place)
    key = fields.one_of(tuple(_WINDOWS))
    window = fields.take(key, _WINDOWS[key])
    fields.end()
    return window


def _counted_years(make: Callable[[int], Window]) -> Callable[[object, str], Window]:
    def read(value: object, place: str) -> Window:
        try:
            return make(read_whole(value, place))
        except ValueError:
            raise RuleError(place, _("quá nhiều năm.")) from None

    return read


def _read_years(value: object, place: str) -> Window:
    years = [read_whole(year, place) for year in read_list(value, place)]
    try:
        first, last = years
        return Window.of_years(first, last)
    except ValueError:
        raise RuleError(place, _("phải là năm đầu và năm cuối, ví dụ [2020, 2025].")) from None


def _read_until(value: object, place: str) -> Window:
    return Window.until(read_day(value, place))


def _read_since_last(value: object, place: str) -> Window:
    earned = _whole_tally(value, place)
    if earned.level:
        raise RuleError(f"{place}.level", _("không hiểu từ này. Hãy bỏ hoặc sửa lại."))
    return Window.since_last(earned)


_WINDOWS: dict[str, Callable[[object, str], Window]] = {
    Reach.LAST_YEARS: _counted_years(Window.last_years),
    Reach.BEFORE: _counted_years(Window.before_last_years),
    Reach.YEARS: _read_years,
    Reach.UNTIL: _read_until,
    Reach.SINCE_LAST: _read_since_last,
}


def _among(fact: str) -> Callable[[object, str], tuple[Among, ...]]:
    level = _level_of(fact)

    def read(value: object, place: str) -> tuple[Among, ...]:
        found = []
        for number, item in enumerate(read_list(value, place)):
            fields = Fields(item, f"{place}[{number}]")
            found.append(Among(fields.take("rated", level), fields.take("at_least", read_whole)))
            fields.end()
        return tuple(found)

    return read
