"""A change holds from its day, a correction all along. S3-29."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localdate

from phongtrao.audit.models import Entry
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.orgs.forest import Change
from phongtrao.orgs.models import Unit, UnitSpan
from phongtrao.orgs.services import (
    Order,
    UnitFacts,
    correct_unit,
    edit_unit,
    reorganise,
    undo_reorganisation,
)
from tests.factories import LONG_AGO
from tests.orgs.histories import gaps_and_overlaps

TODAY = localdate()
MONTH_AGO = TODAY - timedelta(days=30)


def facts(unit, **new):
    said = {name: getattr(unit, name) for name in UnitFacts.__slots__}
    return UnitFacts(**{**said, **new})


def spans(unit):
    rows = UnitSpan.objects.filter(unit=unit).order_by("days")
    return list(rows.values_list("code", "level", "type", "days"))


def test_a_changed_code_level_or_type_begins_a_span(hoa, hoa_sen):  # S3-29
    code, level = hoa_sen.code, hoa_sen.level
    edit_unit(hoa_sen, facts(hoa_sen, code="H99.7"), by=hoa, on=MONTH_AGO)

    edit_unit(hoa_sen, facts(hoa_sen, level="upper", type_id="THPT"), by=hoa)

    assert spans(hoa_sen) == [
        (code, level, None, DateRange(LONG_AGO, MONTH_AGO)),
        ("H99.7", level, None, DateRange(MONTH_AGO, TODAY)),
        ("H99.7", "upper", "THPT", DateRange(TODAY, None)),
    ]
    assert gaps_and_overlaps() == []
    places = UnitSpan.objects.filter(unit=hoa_sen).values_list("admin_parent", "prof_parent")
    assert len(set(places)) == 1
    told = Entry.objects.filter(action="orgs.unit_edited").earliest("pk")
    assert told.data == {"since": f"{MONTH_AGO:%d/%m/%Y}"}


def test_a_second_change_of_the_same_day_replaces_the_first(hoa, hoa_sen):
    code, level = hoa_sen.code, hoa_sen.level
    edit_unit(hoa_sen, facts(hoa_sen, code="H99.7"), by=hoa)

    edit_unit(hoa_sen, facts(hoa_sen, code="H99.8"), by=hoa)

    assert spans(hoa_sen) == [
        (code, level, None, DateRange(LONG_AGO, TODAY)),
        ("H99.8", level, None, DateRange(TODAY, None)),
    ]


def test_a_correction_holds_from_the_first_day_and_is_told_as_one(hoa, hoa_sen):
    level = hoa_sen.level

    correct_unit(hoa_sen, facts(hoa_sen, code="H99.7"), by=hoa)

    assert spans(hoa_sen) == [("H99.7", level, None, DateRange(LONG_AGO, None))]
    assert Entry.objects.latest("pk").action == "orgs.unit_corrected"


def test_what_was_blank_is_filled_in_for_all_days(hoa, hoa_sen):
    edit_unit(hoa_sen, facts(hoa_sen, type_id="THCS"), by=hoa)

    assert [row[2:] for row in spans(hoa_sen)] == [("THCS", DateRange(LONG_AGO, None))]


def test_what_spans_do_not_hold_begins_none(hoa, hoa_sen):
    edit_unit(hoa_sen, facts(hoa_sen, area=Unit.Area.HARD), by=hoa)

    assert [row[3] for row in spans(hoa_sen)] == [DateRange(LONG_AGO, None)]


@pytest.mark.parametrize(
    ("on", "words"),
    [(TODAY + timedelta(days=1), "sau hôm nay"), (MONTH_AGO - timedelta(days=1), "đã có thay đổi")],
)
def test_days_to_come_and_days_before_the_last_change_are_refused(hoa, hoa_sen, on, words):
    edit_unit(hoa_sen, facts(hoa_sen, code="H99.7"), by=hoa, on=MONTH_AGO)

    with pytest.raises(BadInput, match=words):
        edit_unit(hoa_sen, facts(hoa_sen, code="H99.8"), by=hoa, on=on)

    hoa_sen.refresh_from_db()
    assert hoa_sen.code == "H99.7"


def test_an_act_is_not_undone_once_its_unit_changed(hoa, hoa_sen):
    act = reorganise(Order("Đổi tên", MONTH_AGO, (Change(hoa_sen.pk, name="Tên mới"),)), by=hoa)
    hoa_sen.refresh_from_db()
    edit_unit(hoa_sen, facts(hoa_sen, code="H99.7"), by=hoa)

    with pytest.raises(WrongState, match="thay đổi khác về sau"):
        undo_reorganisation(act, by=hoa)


def changed_that_day(unit, by):
    edit_unit(unit, facts(unit, code="H99.7"), by=by, on=MONTH_AGO)


def corrected(unit, by):
    correct_unit(unit, facts(unit, code="H99.7"), by=by)


def filled_in(unit, by):
    edit_unit(unit, facts(unit, type_id="THCS"), by=by)


@pytest.mark.parametrize("mend", [changed_that_day, corrected, filled_in])
def test_no_undo_takes_back_what_left_no_span_of_its_own(hoa, hoa_sen, mend):
    was = facts(hoa_sen)
    act = reorganise(Order("Đổi tên", MONTH_AGO, (Change(hoa_sen.pk, name="Tên mới"),)), by=hoa)
    hoa_sen.refresh_from_db()
    mend(hoa_sen, hoa)
    kept = spans(hoa_sen)

    with pytest.raises(WrongState, match="“Tên mới” đã được sửa sau lần sắp xếp này"):
        undo_reorganisation(act, by=hoa)
    assert spans(hoa_sen) == kept

    correct_unit(hoa_sen, was, by=hoa)
    undo_reorganisation(act, by=hoa)
    assert [row[3] for row in spans(hoa_sen)] == [DateRange(LONG_AGO, None)]


def test_what_no_span_holds_hinders_no_undo(hoa, hoa_sen):
    act = reorganise(Order("Đổi tên", MONTH_AGO, (Change(hoa_sen.pk, name="Tên mới"),)), by=hoa)
    hoa_sen.refresh_from_db()
    edit_unit(hoa_sen, facts(hoa_sen, area=Unit.Area.HARD), by=hoa)

    undo_reorganisation(act, by=hoa)

    hoa_sen.refresh_from_db()
    assert (hoa_sen.area, hoa_sen.name == "Tên mới") == (Unit.Area.HARD, False)


def test_the_page_asks_since_when_and_shows_the_past(client, hoa, hoa_sen):
    client.force_login(hoa)
    path = f"/don-vi/{hoa_sen.pk}/"
    said = {"short_name": "", "code": "H99.7", "level": hoa_sen.level, "area": hoa_sen.area}

    form = client.get(f"{path}sua/").content.decode()
    client.post(f"{path}sua/", said | {"how": "change", "on": f"{MONTH_AGO:%d/%m/%Y}"})

    assert f"ghi từ ngày {LONG_AGO:%d/%m/%Y}" in form
    assert [row[3] for row in spans(hoa_sen)][1:] == [DateRange(MONTH_AGO, None)]
    assert "Đổi mã định danh từ" in client.get(path).content.decode()
