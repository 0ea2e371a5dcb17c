"""Discipline is asked again at every step towards an award, and no sentence tells that it is one. S0-45 S3-38"""

from datetime import date

import pytest

from phongtrao.awards.models import Award
from phongtrao.demo.discipline import free_of_cases
from phongtrao.lib.errors import BadInput
from phongtrao.nominations.models import HandOver
from phongtrao.nominations.queries.consistency import findings_of
from phongtrao.nominations.queries.hindrances import hindered_words
from phongtrao.nominations.services.handing import hand_over
from phongtrao.nominations.services.screening import accept_many, accept_nomination
from tests.awards.made import confirmed
from tests.documents.outgoing import today
from tests.factories import make_person, make_user
from tests.literacy.made import make_worker
from tests.nominations.decided import draft, issue, make_round, nominate
from tests.nominations.handed_in import hand_in
from tests.orgs.people_work import disciplined

pytestmark = pytest.mark.django_db
NAME = "Lò Văn Một"


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def considered(person, unit):
    """A case nobody has decided yet stands in the way, too."""
    return disciplined(person, unit, date(2026, 1, 1), form="", decided_on=None, reason="xq7kin")


def test_sending_and_accepting_ask_again(so, hoa_sen, lan, an):
    found, person = make_round(so, "praise", status="open"), make_person(NAME)
    sent = hand_in(found, hoa_sen, lan, status="taken")
    one = nominate(found, person, "praise", hoa_sen, status="returned")
    considered(person, hoa_sen)

    told = [finding.words for finding in findings_of(sent) if finding.is_hard]

    assert hindered_words(NAME) in told
    type(one).objects.update(status="sent")
    for accept in (lambda: accept_nomination(one, by=an), lambda: accept_many(found, [one], by=an)):
        with pytest.raises(BadInput) as refused:
            accept()
        assert str(refused.value) == hindered_words(NAME)


def test_whoever_moved_since_is_told_before_sending_and_stops_nothing(so, hoa_sen, thpt, lan):
    found = make_round(so, "praise", status="open")
    sent = hand_in(found, hoa_sen, lan, status="writing")
    stays, moved = (make_worker(make_user(name), unit) for name, unit in (("Cô Ở", hoa_sen), ("Cô Đi", thpt)))  # fmt: skip
    for who in (stays, moved):
        nominate(found, who, "praise", hoa_sen, status="draft")

    told = [
        (one.where, one.is_hard) for one in findings_of(sent) if "giữ vị trí chính" in one.words
    ]

    assert told == [("Cô Đi", False)]


def test_a_decision_that_names_somebody_under_discipline_gets_no_number(hoa_sen, binh):
    found, person = make_round(hoa_sen, "praise"), make_person(NAME)
    nominate(found, person, "praise", hoa_sen)
    nominate(found, hoa_sen, "praise", hoa_sen)
    decision = draft(found, binh)
    considered(person, hoa_sen)

    with pytest.raises(BadInput) as refused:
        issue(decision, binh)

    assert hindered_words(NAME) in str(refused.value)
    assert "kỷ luật" not in str(refused.value)
    assert not Award.objects.exists()


@pytest.mark.parametrize("status", ["confirmed", "waiting"])
def test_what_the_register_got_meanwhile_is_not_given_again(hoa_sen, binh, an, status):
    """A line that waits is told in the very words of discipline."""
    found, person = make_round(hoa_sen, "praise"), make_person(NAME)
    one = nominate(found, person, "praise", hoa_sen)
    decision = draft(found, binh)
    told = {
        "key": "praise",
        "route": one.form.route,
        "period": found.period,
        "decision": "7/QĐ",
        "decided_on": date(2026, 6, 1),
    }
    award = confirmed(hoa_sen, binh, an, person, **told)
    Award.objects.filter(pk=award.pk).update(status=status)
    words = {
        "waiting": hindered_words(NAME),
        "confirmed": f"của năm ấy trong sổ: {NAME}. Hãy bỏ dòng ấy",
    }

    with pytest.raises(BadInput) as refused:
        issue(decision, binh)

    assert words[status] in str(refused.value)
    assert Award.objects.count() == 1


def test_nothing_is_handed_above_for_a_collective_under_discipline(so, hoa_sen, an):
    found = make_round(so, "province_merit")
    one = nominate(found, hoa_sen, "province_merit", hoa_sen)
    considered(None, hoa_sen)

    with pytest.raises(BadInput) as refused:
        hand_over(one.form, "UBND tỉnh", today(), [one.pk], by=an)

    assert str(refused.value) == hindered_words("Trường THCS Hoa Sen")
    assert not HandOver.objects.exists()


def test_what_is_asked_of_one_person_twice_does_not_stand_in_one_decision(hoa_sen, binh_minh, binh):
    """By two routes of one form, from two units of one person."""
    found, person = make_round(hoa_sen, "praise"), make_person(NAME)
    first = nominate(found, person, "praise", hoa_sen)
    other = first.form
    other.pk, other.route = None, Award.Route.SUDDEN
    other.save()
    second = nominate_in(other, person, binh_minh)
    assert second.unit_id != first.unit_id

    with pytest.raises(BadInput, match=f"Có hai dòng cùng một danh hiệu, hình thức: {NAME}"):
        issue(draft(found, binh), binh)


def nominate_in(form, person, unit):
    sent = hand_in(form.round, unit, None, status="taken")
    told = {"person": person, "unit": unit, "name": person.full_name, "status": "passed"}
    return sent.nominations.create(form=form, **told)


def test_the_demo_nominates_nobody_under_a_case(hoa_sen):
    free, held = (make_worker(make_user(name), hoa_sen) for name in ("Cô Sạch", "Cô Vướng"))
    considered(held, hoa_sen)

    assert [post.person for post in free_of_cases(hoa_sen)] == [free]
