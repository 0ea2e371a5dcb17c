"""Reports a unit owed and those it handed in in time: what rules count.  S0-41 S3-29"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from phongtrao.audit.models import Entry
from phongtrao.lib import facts
from phongtrao.orgs.forest import Merge
from phongtrao.orgs.services import Order, reorganise
from phongtrao.reports.models import ReportRequest, RequestAnswer
from tests.factories import make_unit
from tests.orgs.people_work import ask, explain

pytestmark = pytest.mark.django_db
NAME = "reports.answer"
DUE = date(2026, 12, 15)
YEAR = {"since": date(2026, 1, 1), "until": date(2026, 12, 31)}
IN_TIME = datetime(2026, 12, 15, 16, 59, tzinfo=UTC)  # a minute before midnight in Vietnam


def asked(owner, **more):
    fields = {"title": "Báo cáo năm", "due_on": DUE, "status": ReportRequest.Status.SENT, **more}
    return ReportRequest.objects.create(owner=owner, **fields)


def owed(request, unit, status="open", at=None, **more):
    fields = {"status": status, "submitted_at": at, "due_on": request.due_on, **more}
    return RequestAnswer.objects.create(request=request, unit=unit, **fields)


def counted(unit, **more):
    return tuple(len(ask(NAME, unit, how=how, **YEAR, **more)) for how in ("", "in_time"))


def test_handed_in_on_the_day_is_in_time_and_a_minute_later_is_not(so, hoa_sen):
    answer = owed(asked(so), hoa_sen, "submitted", IN_TIME)
    owed(asked(so), hoa_sen, "accepted", IN_TIME + timedelta(minutes=1))
    owed(asked(so), hoa_sen, "accepted", IN_TIME, due_on=DUE - timedelta(days=1))
    owed(asked(so), hoa_sen)
    owed(asked(so, due_on=date(2027, 1, 15)), hoa_sen)

    (fact,) = explain(NAME, hoa_sen, how="in_time", **YEAR)

    assert counted(hoa_sen) == (4, 1)
    assert (fact.date, fact.value, fact.evidence) == (
        DUE,
        1,
        (f"reports.requestanswer:{answer.pk}",),
    )


def test_what_was_sent_back_is_not_handed_in_and_a_later_day_is_the_units_own(so, hoa_sen):
    owed(asked(so, status="closed"), hoa_sen, "returned", IN_TIME)
    later = {"due_on": DUE + timedelta(days=5), "put_off_reason": "Mất điện"}
    owed(asked(so), hoa_sen, "accepted", IN_TIME + timedelta(days=3), **later)

    assert counted(hoa_sen) == (2, 1)


def told(answer, action, at):
    Entry.objects.create(
        at=at,
        action=f"reports.answer_{action}",
        subject_type="reports.requestanswer",
        subject_id=str(answer.pk),
    )


def test_what_the_office_sent_back_late_was_handed_in_when_it_first_was(so, hoa_sen):
    """What the unit took back itself was not."""
    later = IN_TIME + timedelta(days=9)
    for deed in ("returned", "withdrawn"):
        answer = owed(asked(so), hoa_sen, "accepted", later)
        told(answer, "submitted", IN_TIME)
        told(answer, deed, later - timedelta(hours=2))
        told(answer, "submitted", later)

    assert counted(hoa_sen) == (2, 1)


def test_what_two_merged_schools_owed_is_owed_once(so, hoa_sen, binh_minh):
    both, old = asked(so), asked(so, due_on=date(2026, 3, 1))
    for unit in (hoa_sen, binh_minh):
        owed(both, unit)
    owed(old, hoa_sen, "accepted", datetime(2026, 2, 20, tzinfo=UTC))
    reorganise(Order("Sáp nhập", date(2026, 7, 1), (Merge((hoa_sen.pk,), binh_minh.pk),)), by=None)

    assert counted(binh_minh) == (2, 1)
    assert counted(binh_minh, with_predecessors=False) == (1, 0)


def test_one_unit_and_a_population_answer_the_same(so, hoa_sen, binh_minh):
    units = [hoa_sen, binh_minh, make_unit("Trường thứ ba", admin=so)]
    for number in range(9):
        status = ("open", "submitted", "returned", "accepted")[number % 4]
        at = None if status == "open" else IN_TIME + timedelta(hours=8 * number - 30)
        owed(asked(so), units[number % 3], status, at)
    keys = [unit.pk for unit in units]

    for how, number in (("", 9), ("in_time", 2)):
        with connection.cursor() as cursor:
            single = {f for key in keys for f in facts.facts_of(cursor, NAME, key, how=how, **YEAR)}
            every = list(facts.facts_of_all(cursor, NAME, facts.these(keys), how=how, **YEAR))
        assert set(every) == single
        assert len(every) == len(single) == number
