"""What a list changes of people who are there already: said in the preview, written to their history.

A row of ``people_sql.CHANGES`` is (place, person, deed, pairs of new and old values, new unit, old unit,
name). Facts about the person and facts about the post are told apart: fewer people read the first.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser

from phongtrao.audit.services import Line, record_many
from phongtrao.lib.sheets import to_text
from phongtrao.orgs.models import Person, Post

OF_PERSON = ("code", "full_name", "birth_date", "sex", "home_town", "qualification")
OF_POST = ("position", "category", "is_frontline", "since")
Row = Sequence[Any]
Pair = tuple[str, Any, Any]  # key, old, new
# What became of the post → the deed by which a screen would have done it.
DEEDS = {
    "move": "orgs.transferred",
    "begin": "orgs.appointed",
    "turn": "orgs.appointed",
    "edit": "orgs.person_edited",
}


def note_of(row: Row, labels: dict[str, str]) -> str:
    """“Nguyễn Văn A: Chức vụ “Giáo viên” → “Tổ trưởng””."""
    said = [
        _arrow(labels[key], _shown(key, old), _shown(key, new))
        for key, old, new in (*_of_person(row), *_of_post(row))
    ]
    return f"{row[-1]}: " + "; ".join(said)


def record_changes(rows: Iterable[Row], *, by: AbstractBaseUser) -> None:
    """Lines of history for each person, before and after; a few statements whatever the number.

    People who are new have none of their own: that of the list tells them.
    """
    lines: dict[str, list[Line]] = {}
    for row in rows:
        for action, pairs in _deeds(row):
            # The label of a line is the code the person bore, so none is fetched.
            person = Person(pk=row[1], code=row[4])
            before = {key: old for key, old, _new in pairs if old not in {None, ""}}
            after = {key: new for key, _old, new in pairs}
            lines.setdefault(action, []).append(Line(person, before, after))
    for action, told in lines.items():
        record_many(told, action, by=by)


def _deeds(row: Row) -> Iterator[tuple[str, list[Pair]]]:
    deed = row[2]
    of_person, of_post = _of_person(row), _of_post(row)
    if DEEDS.get(deed) == "orgs.person_edited":
        of_person, of_post = [*of_person, *of_post], []
    if of_person:
        yield "orgs.person_edited", of_person
    if of_post:
        yield DEEDS[deed], of_post


def _of_person(row: Row) -> list[Pair]:
    return _differing(OF_PERSON, row[3:])


def _of_post(row: Row) -> list[Pair]:
    if row[2] == "keep":
        return []
    told = _differing(OF_POST, row[3 + 2 * len(OF_PERSON) :])
    new_unit, old_unit = row[-3], row[-2]
    return [*told, ("unit", old_unit, new_unit)] if row[2] in {"move", "begin"} else told


def _differing(keys: Sequence[str], values: Sequence[Any]) -> list[Pair]:
    """What a row gives another value; a blank cell changes nothing."""
    pairs = zip(keys, values[::2], values[1::2], strict=False)
    return [(key, old, new) for key, new, old in pairs if new is not None and new != old]


def _arrow(label: str, old: str, new: str) -> str:
    return f"{label} “{old}” → “{new}”" if old else f"{label} “{new}”"


def _shown(key: str, value: Any) -> str:
    choices: dict[str, Any] = {"sex": Person.Sex, "category": Post.Category}
    if value is None or value == "":
        return ""
    return str(choices[key](value).label) if key in choices else to_text(value)
