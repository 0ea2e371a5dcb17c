"""Rows of a workbook into the tables, by COPY: no value goes through a statement, no row through a model."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection
from django.urls import reverse
from django.utils.translation import ngettext

from phongtrao.activities.models import Activity, Participation, Segment
from phongtrao.base.words import office_language
from phongtrao.lib.text import fold
from phongtrao.notifications.models import Notice
from phongtrao.notifications.services import notify_many
from phongtrao.orgs.imports.copying import copy_columns
from phongtrao.orgs.models import Unit
from phongtrao.plans.queries.people import recipients

S, A = Activity.Status, Participation.Answer
END = "\0"  # between texts: no text of the database can hold it
# Units named beside the one that records, by the place of the row.
Parties = dict[int, Sequence[int]]
IDS = """
    SELECT string_agg(nextval(pg_get_serial_sequence('activities_activity', 'id'))::text, ' ')
    FROM generate_series(1, %s)
"""


def copy_activities(
    said: Mapping[str, list[Any]], others: Parties, *, by: AbstractBaseUser
) -> list[str]:
    """``said``: the columns of ``sheets.columns`` with keys for kinds and units, ``status`` and ``values``.

    Returns the keys of the activities, as COPY takes them.
    """
    with connection.cursor() as cursor:
        cursor.execute(IDS, [len(said["title"])])
        ids = str(cursor.fetchone()[0]).split()
    copy_columns("activities_activity", {"id": ids} | _columns(said, by))
    named = [(place, unit) for place, units in others.items() for unit in units]
    units = {unit for _place, unit in named}
    silent = set(
        Unit.objects.filter(pk__in=units, kind__in=Unit.Kind.silent).values_list("pk", flat=True)
    )  # nobody answers there
    answers = [str(A.YES if unit in silent else A.ASKED) for _place, unit in named]
    copy_columns(
        "activities_participation",
        {
            "activity_id": ids + [ids[place] for place, _unit in named],
            "unit_id": said["unit"] + [unit for _place, unit in named],
            "day": said["starts_on"] + [said["starts_on"][place] for place, _unit in named],
            "answer": [str(A.YES)] * len(ids) + answers,
        },
    )
    return ids


def tell_named(owner: Unit, ids: Sequence[str], status: Sequence[str], others: Parties) -> None:
    """Units named as having done it together hear of it, in one notice; of drafts once they are recorded."""
    named = [
        (unit, ids[place])
        for place, units in others.items()
        if status[place] == S.RECORDED
        for unit in units
    ]
    if not named:
        return
    counts, last = Counter(unit for unit, _key in named), dict(named)
    with office_language():
        texts = {number: _told(owner, number) for number in set(counts.values())}
    whole = reverse("activities:activities")
    notify_many(
        Notice(
            to_id=user,
            key=f"activities.named:{last[unit]}:{unit}",
            text=texts[counts[unit]],
            url=reverse("activities:activity", args=[last[unit]]) if counts[unit] == 1 else whole,
        )
        for unit, user in recipients(counts)
    )


def _told(owner: Unit, number: int) -> str:
    said = ngettext(
        "Bảng do %(unit)s nhập ghi đơn vị bạn cùng làm %(count)d hoạt động. Hãy xác nhận, hoặc trả lời không phải, ở “Việc của tôi”.",
        "Bảng do %(unit)s nhập ghi đơn vị bạn cùng làm %(count)d hoạt động. Hãy xác nhận, hoặc trả lời không phải, ở “Việc của tôi”.",
        number,
    )
    return said % {"unit": owner, "count": number}


def _columns(said: Mapping[str, list[Any]], by: AbstractBaseUser) -> dict[str, list[Any]]:
    keys = list(Segment.values)
    people = list(zip(*(said[key] for key in keys), strict=True))
    different = set(people)
    written = {one: _audiences(keys, one) for one in different}
    sums = {one: str(sum(one)) for one in different}
    first, last = said["starts_on"], said["ends_on"]
    nothing = [""] * len(first)
    return {
        "kind_id": said["kind"],
        "unit_id": said["unit"],
        "title": said["title"],
        "starts_on": first,
        "ends_on": [end or start for start, end in zip(first, last, strict=True)],
        "place": said["place"],
        "channel": said["channel"],
        "quantity": said["quantity"],
        "about": said["about"],
        "audiences": [written[one] for one in people],
        "people": [sums[one] for one in people],
        "values": said["values"],
        "status": said["status"],
        "recorded_by_id": [None if one == S.DRAFT else by.pk for one in said["status"]],
        "was": nothing,
        "reason": nothing,
        "search_text": _search_texts(said["title"], said["place"]),
    }


def _audiences(keys: Sequence[str], people: Sequence[int]) -> str:
    """JSON, written by hand: keys of ours and numbers, and ``json.dumps`` takes four times as long."""
    said = [f'"{key}": {number}' for key, number in zip(keys, people, strict=True) if number]
    return "{" + ", ".join(said) + "}"


def _search_texts(titles: Sequence[str], places: Sequence[str]) -> list[str]:
    """As ``Activity.search_keys`` makes them, all in one text: each different word of it is folded once."""
    pairs = zip(titles, places, strict=True)
    words = f" {END} ".join([f"{title} {place}" for title, place in pairs]).split()
    folded = _folded(set(words))
    return [said.strip() for said in " ".join([folded[word] for word in words]).split(END)]


def _folded(words: set[str]) -> dict[str, str]:
    """Plain letters are folded in one go: no word of them can vanish or come apart."""
    plain = [word for word in words if word.isascii()]
    found = dict(zip(plain, fold(" ".join(plain)).split(), strict=True))
    return found | {word: fold(word) for word in words if not word.isascii()}
