"""Validity: the checklist, a return with marked places, and who may not check."""

import pytest

from phongtrao.accounts.models import Role
from phongtrao.initiatives.models import Initiative
from phongtrao.initiatives.services.checking import Place, accept_as_valid, return_initiative
from phongtrao.initiatives.services.rounds import close_round, end_round
from phongtrao.initiatives.services.submitting import submit_initiative
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.notifications.models import Notice
from tests.factories import give
from tests.initiatives.made import make_written
from tests.threads import at_once

S = Initiative.Status
pytestmark = pytest.mark.django_db


@pytest.fixture
def handed_in(round_, hoa_sen, giang, giang_at_work):
    initiative = make_written(round_, hoa_sen, giang)
    submit_initiative(initiative, by=giang)
    return initiative


def test_a_valid_dossier_waits_for_its_council_and_its_author_hears(handed_in, an, giang):
    check = accept_as_valid(handed_in, {"signed": True}, by=an)

    assert (handed_in.status, check.is_valid, check.version.number) == (S.VALID, True, 1)
    assert "hợp lệ" in Notice.objects.get(to=giang).text


def test_an_unmet_point_is_named(handed_in, an):
    with pytest.raises(BadInput, match="Đơn có chữ ký"):
        accept_as_valid(handed_in, {"signed": False}, by=an)


def test_a_return_marks_places_and_comes_back_as_the_next_version(handed_in, an, giang):
    place = Place("o1", "Ghi rõ số lớp, số học sinh.", "Học sinh làm bài trên giấy")
    check = return_initiative(handed_in, "Bổ sung số liệu.", [place], by=an)

    assert (handed_in.status, handed_in.return_reason) == (S.RETURNED, "Bổ sung số liệu.")
    assert [(mark.key, mark.words) for mark in check.marks.all()] == [("o1", place.words)]
    assert submit_initiative(handed_in, by=giang).number == 2


@pytest.mark.parametrize(("words", "key"), [("", "o1"), ("Bổ sung.", "o99")])
def test_a_return_says_what_and_where(handed_in, an, words, key):
    with pytest.raises(BadInput):
        return_initiative(handed_in, words, [Place(key, "Sửa")], by=an)

    handed_in.refresh_from_db()
    assert handed_in.status == S.SUBMITTED


def test_nobody_checks_ones_own(handed_in, giang, so, binh):
    give(giang, Role.OFFICE, so)

    with pytest.raises(NotAllowed, match="Tác giả không kiểm tra"):
        accept_as_valid(handed_in, {"signed": True}, by=giang)
    with pytest.raises(NotAllowed, match="Chỉ văn phòng"):
        accept_as_valid(handed_in, {"signed": True}, by=binh)


def test_a_round_ends_only_when_all_have_their_answer(handed_in, an, round_):
    close_round(round_, by=an)

    with pytest.raises(WrongState, match="Còn 1 sáng kiến"):
        end_round(round_, by=an)


@pytest.mark.django_db(transaction=True)
def test_one_of_two_clerks_at_once_decides(handed_in, an):
    def accept():
        accept_as_valid(Initiative.objects.get(pk=handed_in.pk), {"signed": True}, by=an)

    def give_back():
        return_initiative(Initiative.objects.get(pk=handed_in.pk), "Thiếu.", [], by=an)

    said = at_once(accept, give_back)

    assert sorted(type(error).__name__ for error in said) == ["NoneType", "WrongState"]
    assert handed_in.versions.get().checks.get()
