"""Two offices press at once: one decision of one list, one entry in the register."""

import pytest

from phongtrao.awards.catalogue import add_missing
from phongtrao.awards.models import Award
from phongtrao.documents.services import Issue, approve_draft, issue_document, submit_draft
from phongtrao.lib.errors import DomainError
from phongtrao.nominations.models import AwardDecision, DecisionLine
from phongtrao.nominations.services.handing import Answered, hand_over, keep_answer
from tests.documents.outgoing import today
from tests.factories import make_person
from tests.nominations.decided import draft, make_round, nominate
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    add_missing()  # the catalogue went with the rows of the test before


def lost(faults):
    return [isinstance(fault, DomainError) for fault in faults if fault]


def test_one_list_drafted_twice_at_once_stands_in_one_decision(hoa_sen, binh):
    found = make_round(hoa_sen, "praise")
    nominate(found, make_person("Lò Văn Một"), "praise", hoa_sen)

    faults = at_once(*[lambda: draft(found, binh) for _time in range(2)])

    assert lost(faults) == [True]
    assert (AwardDecision.objects.count(), DecisionLine.objects.count()) == (1, 1)


def test_one_decision_numbered_twice_at_once_enters_the_register_once(hoa_sen, binh):
    found = make_round(hoa_sen, "praise")
    nominate(found, make_person("Lò Văn Một"), "praise", hoa_sen)
    decision = draft(found, binh)
    approve_draft(submit_draft(decision.document, binh, by=binh), by=binh)
    issue = Issue("QĐ-THCSHS", today())

    faults = at_once(
        *[lambda: issue_document(decision.document, issue, by=binh) for _time in range(2)]
    )

    assert lost(faults) == [True]
    assert Award.objects.count() == 1


def test_a_decision_from_above_recorded_twice_at_once_gives_once(so, hoa_sen, an):
    found = make_round(so, "province_merit")
    one = nominate(found, make_person("Lò Văn Một"), "province_merit", hoa_sen)
    made = hand_over(one.form, "UBND tỉnh", today(), [one.pk], by=an)
    said = Answered("12/QĐ-UBND", today(), "UBND tỉnh", frozenset({one.pk}))

    faults = at_once(*[lambda: keep_answer(made, said, by=an) for _time in range(2)])

    assert lost(faults) == [True]
    assert Award.objects.count() == 1
