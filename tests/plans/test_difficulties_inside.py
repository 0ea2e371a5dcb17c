"""Difficulties from whoever does a part to the head, up to the office, and on when nobody answers. Issue 3."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from phongtrao.accounts.models import Role, User
from phongtrao.audit.models import Entry
from phongtrao.lib.errors import NotAllowed
from phongtrao.notifications.models import Notice
from phongtrao.orgs.models import Unit
from phongtrao.plans.access import difficulties as access
from phongtrao.plans.models import Difficulty, Task
from phongtrao.plans.queries.waiting_inside import waiting_inside
from phongtrao.plans.services import difficulties
from phongtrao.plans.services.escalation import send_escalations
from phongtrao.plans.services.handovers import Handing, drop_handover, hand_over
from tests.factories import give, make_unit, make_user
from tests.plans.handed import DAY, hand, post_at
from tests.plans.work import make_work

D = Difficulty.Status
TEXT, WISH = "Chưa có tài khoản học liệu.", "Xin cấp trước thứ Sáu."


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def part(so, hoa_sen, an, binh, lan, giang, today):
    return hand(make_work(so, hoa_sen, due_on=today + 20 * DAY), binh, giang, today)


@pytest.fixture
def raised(part, giang):
    return difficulties.raise_inside(part, TEXT, WISH, by=giang)


def fresh(user) -> User:
    return User.objects.get(pk=user.pk)


def told(event) -> set[str]:
    rows = Notice.objects.filter(key__startswith="plans.difficulty:", key__endswith=f":{event}")
    return set(rows.values_list("to__username", flat=True))


def test_a_teacher_tells_the_head_who_sends_it_up(raised, part, an, binh, lan, giang, today):
    waits = [row.what for row in waiting_inside(binh, today)]
    assert (raised.status, raised.handover, raised.sent_at) == (D.INSIDE, part, None)
    assert told("raised_inside") == {"binh", "lan"}
    assert waits == [f"Vướng mắc trong đơn vị: {TEXT}"]
    assert waiting_inside(an, today) == []

    difficulties.send_up(raised, by=binh)

    assert (raised.status, raised.sent_at is not None) == (D.OPEN, True)
    assert (told("raised"), told("sent_up")) == ({"an"}, {"giang"})
    assert [row.what for row in waiting_inside(an, today)] == [f"Vướng mắc: {TEXT}"]
    assert list(
        Entry.objects.filter(action__contains="difficulty").values_list("actor", "action")
    ) == [
        (giang.pk, "plans.difficulty_raised_inside"),
        (binh.pk, "plans.difficulty_sent_up"),
    ]


def test_the_answer_from_above_reaches_the_teacher_too(raised, an, binh, giang):
    difficulties.send_up(raised, by=binh)
    difficulties.answer_difficulty(raised, "Đã cấp.", by=an)

    assert told("answered") == {"binh", "lan", "giang"}
    assert difficulties.close_difficulty(raised, by=giang).status == D.CLOSED


def test_the_head_answers_inside_and_nobody_above_ever_reads_it(raised, an, dung, binh, giang):
    difficulties.answer_difficulty(raised, "Dùng tài khoản của tổ.", by=binh)

    assert (raised.status, raised.answered_by) == (D.ANSWERED, binh)
    assert told("answered") == {"lan", "giang"}
    for user in (an, dung):
        with pytest.raises(Http404):
            access.get_difficulty(fresh(user), raised.pk)


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("giang", True),
        ("binh", True),
        ("lan", True),
        ("an", False),
        ("dung", False),
        ("khanh", False),
        ("lam", False),
        ("chi", False),
        ("hoa", False),
    ],
)
def test_before_it_is_sent_up_it_is_the_units_own(request, raised, who, sees):
    assert access.visible_difficulties(request.getfixturevalue(who)).exists() is sees


def test_everybody_of_the_room_that_holds_the_part_raises_and_reads(part, hoa_sen, binh, today):
    room = make_unit("Tổ Tự nhiên", Unit.Kind.ROOM, admin=hoa_sen, code=None)
    one, other = make_user("Cao Thị Một", "mot"), make_user("Cao Thị Hai", "hai")
    for user in (one, other):
        give(user, Role.TEACHER, hoa_sen)
        post_at(room, user)
    theirs = hand_over(part.assignment, Handing(today, room=room, note="Phần tổ"), by=binh)

    raised = difficulties.raise_inside(theirs, TEXT, by=one)

    assert access.get_difficulty(other, raised.pk) == raised


def test_neither_a_stranger_nor_a_colleague_raises_from_it_and_only_the_head_sends_up(
    part, raised, chi, an, giang, hoa_sen
):
    colleague = make_user("Lý Thu Thảo", "thao")
    give(colleague, Role.TEACHER, hoa_sen)

    for user in (chi, an, colleague):
        with pytest.raises(NotAllowed, match="Chỉ người được giao"):
            difficulties.raise_inside(part, TEXT, by=user)
    for user in (giang, an):
        with pytest.raises(NotAllowed, match="Chỉ thủ trưởng hoặc đầu mối"):
            difficulties.send_up(raised, by=user)
    with pytest.raises(NotAllowed, match="được trả lời hoặc gửi lên"):
        difficulties.answer_difficulty(raised, "Được.", by=an)


def test_it_goes_up_once(raised, binh):
    difficulties.send_up(raised, by=binh)

    with pytest.raises(NotAllowed, match="không còn chờ thủ trưởng"):
        difficulties.send_up(raised, by=binh)
    with transaction.atomic(), pytest.raises(IntegrityError):
        Difficulty.objects.update(sent_at=None)


def test_it_stays_when_the_part_is_taken_back(raised, part, binh):
    drop_handover(part, by=binh)

    raised.refresh_from_db()
    assert (raised.handover, raised.status) == (None, D.INSIDE)


def test_on_screen(client, part, giang, binh):
    client.force_login(giang)
    client.post(reverse("plans:part_difficulty", args=[part.pk]), {"text": TEXT, "wish": WISH})
    raised = Difficulty.objects.get()
    page = client.get(reverse("plans:difficulty", args=[raised.pk])).content.decode()
    beside = client.get(reverse("plans:handover", args=[part.pk])).content.decode()
    client.force_login(binh)
    client.post(reverse("plans:difficulty_send_up", args=[raised.pk]))

    assert reverse("plans:handover", args=[part.pk]) in page
    assert TEXT in beside
    assert Difficulty.objects.get().status == D.OPEN


# ------------------------------------------------------------------ above: who is in charge, and lateness


@pytest.fixture
def deputy(so):
    user = make_user("Ngô Ánh Hồng", "hong")
    give(user, Role.LEADER, so)
    return user


def test_the_leader_in_charge_is_told_at_once_and_answers(raised, deputy, binh):  # S2-21
    Task.objects.update(in_charge=deputy)
    difficulties.send_up(Difficulty.objects.get(), by=binh)

    assert "hong" in told("raised")
    assert difficulties.answer_difficulty(Difficulty.objects.get(), "Được.", by=deputy).answer


def test_what_nobody_answers_is_said_again_and_goes_to_the_leader(
    raised, deputy, dung, binh, today
):
    Task.objects.update(in_charge=deputy)
    difficulties.send_up(Difficulty.objects.get(), by=binh)

    counts = [send_escalations(today + timedelta(days=n)) for n in (2, 3, 4, 7, 14)]

    assert counts == [0, 1, 1, 2, 2]
    assert (told("reminded"), told("escalated:7"), told("escalated:14")) == (
        {"an"},
        {"hong"},
        {"hong"},
    )
    assert Notice.objects.filter(key__endswith=":reminded").count() == 1


def test_without_anybody_in_charge_it_goes_to_the_leaders_and_answered_to_nobody(
    raised, dung, an, binh, today
):
    difficulties.send_up(raised, by=binh)
    send_escalations(today + timedelta(days=8))
    assert told("escalated:7") == {"dung"}

    difficulties.answer_difficulty(raised, "Được.", by=an)
    assert send_escalations(today + timedelta(days=15)) == 0


def test_what_the_head_does_not_answer_is_said_to_the_heads_only(raised, today):
    assert send_escalations(today + timedelta(days=20)) == 2
    assert told("inside") == {"binh", "lan"}
    assert told("escalated:14") == set()
