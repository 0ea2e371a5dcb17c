"""A unit hands in while the office closes the round or writes its table. S4-27"""

from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest
from django.db import transaction

from phongtrao.indicators.models import CollectionRound, Measurement, RoundSheet, UnitReport
from phongtrao.indicators.services.defining import change_indicator
from phongtrao.indicators.services.reporting import submit_report
from phongtrao.indicators.services.round_sheets import confirm_sheet, start_sheet, write_sheet
from phongtrao.indicators.services.rounds import close_round, open_round
from phongtrao.lib.errors import NotAllowed, WrongState
from tests.indicators.measured import bring, d, fill, make_round, report_of, typed
from tests.indicators.test_importing import book
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
LONG = 0.5  # seconds in which whoever does not wait is done


def meanwhile(deed, other):
    """What ``other`` raised that began while ``deed`` was done and not yet written."""
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            deed()
            waiting = pool.submit(at_once, other)
            sleep(LONG)
        return waiting.result()[0]


def test_no_table_is_confirmed_for_a_round_that_closes(round_, hoa_sen, an):
    content = book(["Mã đơn vị", "KS", "TL", "TL (mẫu số)"], [hoa_sen.code, 1, 0.95, 40])
    sheet = bring(round_, content, an)

    fault = meanwhile(
        lambda: close_round(round_, "Hết hạn", by=an), lambda: confirm_sheet(sheet, by=an)
    )

    assert isinstance(fault, NotAllowed)
    assert RoundSheet.objects.get().status == RoundSheet.Status.ASKED


def test_no_indicator_becomes_computed_while_a_round_opens_with_it(so, an, share, hoa_sen):
    round_ = make_round(so, an, share)

    fault = meanwhile(
        lambda: open_round(round_, by=an),
        lambda: change_indicator(share, {"computed_from": "tasks_done"}, by=an),
    )

    assert isinstance(fault, WrongState)


def test_nothing_is_handed_in_to_a_round_that_closes(round_, hoa_sen, binh, an):
    report = fill(report_of(round_, hoa_sen), binh, KS=typed(1), TL=typed(38, 40))

    fault = meanwhile(
        lambda: close_round(round_, "Hết hạn", by=an), lambda: submit_report(report, by=binh)
    )

    assert isinstance(fault, NotAllowed)
    assert CollectionRound.objects.get().status == CollectionRound.Status.CLOSED
    assert report_of(round_, hoa_sen).status == UnitReport.Status.OPEN


def test_nothing_is_handed_in_over_the_offices_table(round_, hoa_sen, binh, an):
    report = fill(report_of(round_, hoa_sen), binh, KS=typed(0), TL=typed(10, 40))
    table = book(["Mã đơn vị", "KS", "TL", "TL (mẫu số)"], [hoa_sen.code, 1, 38, 40])
    sheet = start_sheet(round_, table, "bang.xlsx", by=an)

    fault = meanwhile(
        lambda: write_sheet(sheet.pk, sheet.work_id),
        lambda: submit_report(report, by=binh),
    )

    assert isinstance(fault, NotAllowed)
    assert report_of(round_, hoa_sen).status == UnitReport.Status.ACCEPTED
    assert set(Measurement.objects.values_list("numerator", flat=True)) == {d(1), d(38)}
