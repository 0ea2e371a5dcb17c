"""What units owe by a day, as every app shares it: its sentences, its counts, who is told. S2-23, S1-86"""

from dataclasses import replace
from datetime import date

import pytest

from phongtrao.indicators.models import CollectionRound, UnitReport
from phongtrao.indicators.services.reminding import NUMBERS
from phongtrao.notifications.models import Notice
from phongtrao.plans.queries.owed import Counts, Standing, counts_of, to_urge, with_standing
from phongtrao.plans.services.owed import send_reminders
from tests.indicators.measured import in_days, open_to, yes_no

S = UnitReport.Status
DUE = date(2026, 12, 15)


@pytest.fixture
def round_(so, an, hoa_sen, binh_minh, thpt):
    return open_to(so, an, yes_no(so, an))


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 12, 8), "Còn 7 ngày đến hạn 15/12/2026 nộp số liệu “Số liệu ‘mới’”."),
        (DUE, "Hôm nay là hạn 15/12/2026 nộp số liệu “Số liệu ‘mới’”."),
        (
            date(2026, 12, 16),
            "Quá hạn 1 ngày, hạn 15/12/2026: số liệu “Số liệu ‘mới’”. Hãy nộp ngay.",
        ),
    ],
)
def test_a_reminder_says_how_far_the_day_is(today, said):
    row = UnitReport(round=CollectionRound(title="Số liệu “mới”"), due_on=DUE)

    assert NUMBERS.reminder(row, today) == said


@pytest.mark.parametrize(
    ("status", "days", "standing"),
    [
        (S.OPEN, 0, Standing.OPEN),
        (S.OPEN, -1, Standing.LATE),
        (S.RETURNED, 0, Standing.RETURNED),
        (S.RETURNED, -1, Standing.LATE),
        (S.SUBMITTED, -1, Standing.SUBMITTED),
        (S.ACCEPTED, -1, Standing.ACCEPTED),
    ],
)
def test_how_a_row_stands_follows_from_its_state_and_day(
    round_, hoa_sen, binh_minh, thpt, status, days, standing
):
    rows = round_.reports.filter(unit=hoa_sen)
    rows.update(status=status, due_on=in_days(days), submitted_at=round_.opened_at)

    assert with_standing(rows).get().standing == standing
    assert counts_of(rows) == Counts(**{standing.name.lower(): 1})
    assert (counts_of(rows).asked, counts_of(round_.reports.all()).asked) == (1, 3)


def test_urging_tells_apart_who_hears_who_cannot_and_who_did(round_, hoa_sen, binh_minh, binh):
    """Bình is at Hoa Sen; nobody is at the upper school; Bình Minh was told this morning."""
    today = in_days(0)
    round_.reports.filter(unit=binh_minh).update(reminded_on=today)

    pressed = to_urge(round_.reports.select_related("unit").order_by("unit__name"), today)

    assert [str(row.unit) for row in pressed.told] == [str(hoa_sen)]
    assert [str(row.unit) for row in pressed.mute] == ["Trường THPT Sông Ngân"]
    assert pressed.already == 1


def test_who_is_told_is_the_kinds_to_say(round_, an, hoa_sen, binh):
    """Where an office owes it and not the unit of the row."""
    office = replace(NUMBERS, key="office", people=lambda rows: {row.pk: [an] for row in rows})

    told = send_reminders(office, round_.reports.select_related("round"), in_days(9))

    assert told == 3
    assert (
        list(Notice.objects.filter(key__startswith="office.").values_list("to", flat=True))
        == [an.pk] * 3
    )
