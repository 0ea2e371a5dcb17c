"""A unit hands in while the office closes the round or writes its table. S4-27"""

from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest
from django.db import transaction

from phongtrao.indicators.models import CollectionRound, Measurement, UnitReport
from phongtrao.indicators.services.reporting import submit_report
from phongtrao.indicators.services.round_sheets import start_sheet, write_sheet
from phongtrao.indicators.services.rounds import close_round
from phongtrao.lib.errors import NotAllowed
from tests.indicators.measured import d, fill, report_of, typed
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
