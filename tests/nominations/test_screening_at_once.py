"""Two people deal with one dossier at the same moment: one does it, the other is told. S0-56"""

from datetime import timedelta

import pytest
from django.utils import timezone

from phongtrao.accounts.models import Role
from phongtrao.audit.models import Entry
from phongtrao.awards.catalogue import add_missing
from phongtrao.lib.errors import DomainError
from phongtrao.nominations.models import Mark, Nomination, PublicNotice, Submission
from phongtrao.nominations.services.going_up import send_up
from phongtrao.nominations.services.notices import (
    Outcome,
    answer_objection,
    object_to,
    publish_notice,
)
from phongtrao.nominations.services.screening import (
    refuse_nomination,
    return_nomination,
    withdraw_nomination,
)
from phongtrao.orgs.models import Line
from tests.factories import give, make_person, make_user
from tests.nominations.decided import draft
from tests.nominations.handed_in import hand_in, make_round, nominate
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
N = Nomination.Status


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    add_missing()  # the catalogue went with the rows of the test before


@pytest.fixture
def other(so):
    """A second secretary of the Sở."""
    found = make_user("Lê Thị Hai", "hai")
    give(found, Role.OFFICE, so, Line.PROF)
    return found


@pytest.fixture
def asked(so, hoa_sen, lan):
    sent = hand_in(make_round(so), hoa_sen, lan, "taken")
    return nominate(sent, make_person("Vũ Thị Giang"), hoa_sen)


def lost(faults):
    return [isinstance(fault, DomainError) for fault in faults if fault]


def test_returned_and_refused_at_once_it_is_one_of_both(asked, an, other):
    faults = at_once(
        lambda: return_nomination(asked, {"report": "Thiếu"}, "", by=an),
        lambda: refuse_nomination(asked, "Không đúng đối tượng", by=other),
    )
    asked.refresh_from_db()
    sent = Submission.objects.get(pk=asked.submission_id)

    assert lost(faults) == [True]
    told = (asked.status, sent.status, Mark.objects.count())
    assert told in {(N.RETURNED, "returned", 1), (N.REFUSED, "taken", 0)}


def test_an_objection_answered_twice_at_once_has_one_answer(asked, an, other, chi):
    Nomination.objects.filter(pk=asked.pk).update(status="accepted")
    publish_notice(asked.submission.round, [asked], timezone.localdate(), by=an)
    said = object_to(asked, "Không đúng", by=chi)

    faults = at_once(
        lambda: answer_objection(said, Outcome.KEPT, "Vẫn xét", by=an),
        lambda: answer_objection(said, Outcome.OUT, "Bỏ ra", by=other),
    )
    said.refresh_from_db()
    asked.refresh_from_db()

    assert lost(faults) == [True]
    assert (said.answer, asked.status) in {("Vẫn xét", N.ACCEPTED), ("Bỏ ra", N.REFUSED)}
    assert Entry.objects.filter(action="nominations.objection_answered").count() == 1


def test_published_while_its_unit_withdraws_it_no_list_shows_it(asked, an, lan, chi):
    Nomination.objects.filter(pk=asked.pk).update(status="accepted")

    faults = at_once(
        lambda: publish_notice(asked.submission.round, [asked], timezone.localdate(), by=an),
        lambda: withdraw_nomination(asked, "Xin rút", by=lan),
    )
    asked.refresh_from_db()

    assert asked.status == N.WITHDRAWN
    assert PublicNotice.objects.count() == (0 if faults[0] else 1)
    with pytest.raises(Exception, match="No Nomination"):
        object_to(asked, "Xem lại", by=chi)


def test_sent_up_while_a_decision_names_it_is_one_of_both(so, hoa_sen, binh):
    above = make_round(so, "praise")
    below = hand_in(make_round(hoa_sen, "praise", above=above), hoa_sen, binh, "taken")
    one = nominate(below, make_person("Vũ Thị Giang"), hoa_sen, "passed")

    faults = at_once(lambda: send_up(below.round, [one], by=binh), lambda: draft(below.round, binh))
    one.refresh_from_db()

    assert lost(faults) == [True]
    assert (one.goes_on_as is None) is hasattr(one, "decision_line")


def test_two_who_take_many_in_another_order_do_not_wait_for_each_other(asked, an, other):
    many = [nominate(asked.submission, make_person(f"Lò Văn {n}"), asked.unit, "accepted") for n in range(6)]  # fmt: skip
    today, round_ = timezone.localdate(), asked.submission.round

    faults = at_once(
        lambda: publish_notice(round_, many, today, by=an),
        lambda: publish_notice(round_, many[::-1], today + timedelta(1), by=other),
    )

    assert lost(faults) == [True]
    assert PublicNotice.objects.get().nominations.count() == len(many)
