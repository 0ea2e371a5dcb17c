"""5,000 people in one workbook, 200 of its rows wrong in every way: all told at once, mended, then in. S3-43"""

import pytest

from phongtrao.audit.models import Entry
from phongtrao.nominations.models import Nomination, Quota, Submission
from tests.nominations.many_rows import (
    CELLS,
    HEAD,
    PEOPLE,
    Province,
    give_praise,
    lower,
    put_under,
    rows_in,
    send,
)
from tests.orgs.sheets_in import applied, checked, faults, sheet

pytestmark = pytest.mark.django_db


def brought_in(found, by):
    return checked(sheet(HEAD, *found.rows), by, found.so, "nominations")


def spoil_all(found, by):
    """200 rows: ten of each kind, and two units that may not ask for all of theirs."""
    places = iter(range(0, PEOPLE * 80, 22))  # of the first eighty schools
    for says, change in CELLS:
        for _n in range(10):
            found.spoil(next(places), says, change)
    for _n in range(10):
        found.hinder(next(places), "một điều phải làm rõ", put_under)
        found.hinder(next(places), "đã được tặng", lambda *who: give_praise(*who, by))
    twice = next(places)
    for place in range(twice + 1, twice + 11):
        found.spoil(place, "trùng với dòng", lambda row: row.__setitem__(slice(None), found.rows[twice]))  # fmt: skip
    for place in range(90 * PEOPLE + 40, 91 * PEOPLE):
        found.spoil(place, "chỉ còn 40 chỗ", lambda _row: None)
    for place in range(91 * PEOPLE, 91 * PEOPLE + 20):
        found.spoil(place, "đã gửi", lambda _row: None)
    lower(found.round, found.schools[90], 40)
    del found.rows[91 * PEOPLE + 20 : 92 * PEOPLE], found.rows[5_000:]


def test_200_bad_rows_of_5000_are_told_at_once_and_mended_go_in(an, so):
    found = Province.make(so, 101)
    spoil_all(found, an)
    sent = send(found.round, found.schools[91])

    act = brought_in(found, an)

    told = {line - 2: message for line, _column, message in faults(act)}
    assert (len(found.rows), len(told)) == (5_000, 200)
    assert told.keys() == found.wrong.keys()
    assert {place: said for place, said in found.wrong.items() if said not in told[place]} == {}
    assert act.counts["new"] == len(found.rows) - len(found.wrong)
    assert Nomination.objects.count() == 0

    rows = rows_in(bytes(act.file.marked))
    assert [place for place, row in enumerate(rows) if row[len(HEAD)]] == sorted(found.wrong)
    for place, mended in found.mended.items():
        rows[place][: len(HEAD)] = mended
    Quota.objects.update(most=PEOPLE)
    Submission.objects.filter(pk=sent.pk).update(status=Submission.Status.RETURNED)
    act = checked(sheet((*HEAD, "Cần sửa"), *rows), an, so, "nominations")
    assert faults(act) == []
    applied(act, an)
    assert Nomination.objects.count() == len(rows)
    assert Submission.objects.count() == 101
    assert Entry.objects.filter(action="nominations.chosen").count() == len(rows)
