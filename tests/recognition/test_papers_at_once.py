"""Two offices press at once: numbers of certificates, one batch, one decision."""

import pytest

from phongtrao.documents.models import Certificate, CertificateBatch
from phongtrao.documents.services.certificates import issue_batch
from phongtrao.lib.errors import DomainError
from phongtrao.recognition.models import DecisionLine, RecognitionDecision
from phongtrao.recognition.services.certificates import prepare_certificates
from phongtrao.recognition.services.decisions import Choice, draft_decision
from tests.documents.outgoing import today
from tests.factories import make_person
from tests.recognition.decided import YEAR, make_decision, wording
from tests.recognition.made import make_creation
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def ready(unit, by, place):
    """A batch of two certificates by a decision of its own."""
    shares = {make_person(f"Lò Văn {place} {n}"): 50 for n in range(2)}
    make_creation(unit, shares, title=f"Thử {place}")
    return prepare_certificates(make_decision(unit, by), by=by)


def test_batches_issued_at_once_share_no_number_and_leave_no_gap(hoa_sen, binh):
    batches = [ready(hoa_sen, binh, place) for place in range(3)]

    faults = at_once(*(lambda one=one: issue_batch(one, today(), by=binh) for one in batches))

    assert faults == [None] * 3
    numbers = {
        batch.pk: list(batch.certificates.order_by("number").values_list("number", flat=True))
        for batch in CertificateBatch.objects.all()
    }
    assert sorted(numbers.values()) == [[1, 2], [3, 4], [5, 6]]


def test_one_batch_issued_twice_at_once_is_issued_once(hoa_sen, binh):
    batch = ready(hoa_sen, binh, 0)

    faults = at_once(*[lambda: issue_batch(batch, today(), by=binh) for _time in range(2)])

    lost = [fault for fault in faults if fault]
    assert [isinstance(fault, DomainError) for fault in lost] == [True]
    assert sorted(Certificate.objects.values_list("number", flat=True)) == [1, 2]


def test_one_list_drafted_twice_at_once_stands_in_one_decision(hoa_sen, binh):
    make_creation(hoa_sen, {make_person("Lò Văn Một"): 100})
    choice = Choice(hoa_sen, "initiative", "base", YEAR)
    words = wording(choice)

    faults = at_once(*[lambda: draft_decision(choice, words, by=binh) for _time in range(2)])

    lost = [fault for fault in faults if fault]
    assert [isinstance(fault, DomainError) for fault in lost] == [True]
    assert (RecognitionDecision.objects.count(), DecisionLine.objects.count()) == (1, 1)
