"""Work with a report that waits or came back has been started, and says what the unit claims."""

import pytest

from phongtrao.plans.queries.status import state_of
from phongtrao.plans.services import reports as services
from tests.plans.work import TODAY, make_report, make_work


@pytest.fixture
def work(so, hoa_sen):
    return make_work(so, hoa_sen)


@pytest.fixture
def draft(work, binh):
    return make_report(work, binh)


def test_work_that_was_reported_on_has_been_started(work, draft, binh, an):
    services.submit_report(draft, by=binh)
    submitted = claim_of(work)
    services.return_report(draft, "Thiếu ảnh.", by=an)
    returned = claim_of(work)

    assert (submitted, returned) == (("Đúng hạn", 60, 0), ("Đúng hạn", 60, 0))


def test_withdrawn_report_claims_nothing(work, draft, binh):
    services.submit_report(draft, by=binh)

    services.withdraw_report(draft, by=binh)

    assert claim_of(work) == ("Chưa bắt đầu", 0, 0)


def claim_of(work):
    """State in March, what the unit says, what is accepted."""
    work.refresh_from_db()
    return state_of(work, TODAY).label, work.claimed_percent, work.percent
