"""Papers on the desk of a leader who is away reach who stands in today, who signs as KT. S0-61."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils.timezone import localdate

from phongtrao.accounts.models import User
from phongtrao.audit.models import Entry
from phongtrao.documents.access import can_decide, visible_approvals
from phongtrao.documents.models import OfficialDocument
from phongtrao.documents.queries import printed_signer, to_sign
from phongtrao.documents.queries.waiting import papers_waiting_for
from phongtrao.documents.services import (
    Draft,
    Wording,
    approve_draft,
    hand_to_deputy,
    return_draft,
    submit_draft,
    write_draft,
)
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.notifications.models import Notice
from phongtrao.orgs.models import Grant, Person, Post
from phongtrao.orgs.services import Deputising, appoint_deputy
from tests.documents.outgoing import make_submitted
from tests.documents.test_printed import LETTER, SIGNED, make_letter
from tests.factories import LONG_AGO, make_user

TODAY = localdate()
WEEK = TODAY + timedelta(days=6)


def again(user):
    """As of the next request: grants are read once for each user object."""
    return User.objects.get_queryset().get(pk=user.pk)


def seat(user, unit, position):
    person = Person.objects.create(full_name=user.full_name, user=user)
    Post.objects.create(
        person=person,
        unit=unit,
        position=position,
        category=Post.Category.CIVIL,
        days=DateRange(LONG_AGO, None),
    )


@pytest.fixture
def hong(so, dung):
    """Deputy director, who acts for the director this week."""
    user = make_user("Ngô Ánh Hồng", "hong")
    seat(user, so, "Phó Giám đốc Sở")
    seat(dung, so, "Giám đốc Sở")
    held = list(Grant.objects.filter(user=dung, acts_for=None))
    appoint_deputy(Deputising(held, user, TODAY, WEEK, "KT."), by=dung)
    return again(user)


@pytest.fixture
def waiting(so, an, dung):
    """Written on the screen, before the director; in it stands the director's block."""
    wording = Wording("Trân trọng.", "Các trường", "Sông Ngân", "", "Giám đốc", dung.full_name)
    document = write_draft(Draft("CV", "Nộp báo cáo năm"), wording, so, by=an)
    return submit_draft(document, dung, "Xin ký sớm.", by=an)


def end_acting(user):
    rows = Grant.objects.exclude(acts_for=None).filter(user=user)
    rows.update(days=DateRange(LONG_AGO, TODAY))
    return again(user)


def test_what_lies_on_the_desk_of_who_is_away_is_seen_by_who_acts(waiting, hong, dung, lam):
    assert list(to_sign(hong)) == list(to_sign(dung)) == [waiting]
    assert visible_approvals(hong).get() == waiting
    assert list(to_sign(lam)) == []

    refused = can_decide(hong, waiting)
    assert (bool(refused), "Hãy nhận ký thay trước" in refused.reason) == (False, True)


def test_it_is_printed_anew_with_the_right_block_and_signed_as_kt(waiting, hong, dung, an):
    old = waiting.version

    handed = hand_to_deputy(waiting, by=hong)
    approve_draft(handed, by=hong)

    document = OfficialDocument.objects.get()
    facts = document.written.facts
    assert (facts["capacity"], facts["position"], facts["signer"]) == (
        "KT. Giám đốc",
        "Phó Giám đốc",
        "Ngô Ánh Hồng",
    )
    assert "Ngô Ánh Hồng" in printed_signer(document)
    assert (document.status, document.signer, document.capacity) == (
        "approved",
        "Ngô Ánh Hồng",
        "KT.",
    )
    assert (handed.acts_for, handed.submitted_by, handed.note) == (dung, an, "Xin ký sớm.")
    assert document.versions.count() == old.version + 1
    waiting.refresh_from_db()
    assert (waiting.recalled_at is not None, waiting.voided_at) == (True, None)
    entry = Entry.objects.get(action="documents.handed_to_deputy")
    assert (entry.actor, entry.acting_for) == (hong, dung)
    told = Notice.objects.filter(key__endswith=":handed").values_list("to__username", flat=True)
    assert set(told) == {"an", "dung"}


def test_the_drafter_hands_it_over_too_and_others_do_not(waiting, hong, an, lam, binh):
    for user in (lam, binh):
        with pytest.raises(NotAllowed, match="Chỉ người ký thay"):
            hand_to_deputy(waiting, by=user)

    handed = hand_to_deputy(waiting, by=an)

    assert handed.signer == hong
    assert list(to_sign(hong)) == [handed]


def test_without_a_deputy_today_nothing_is_handed_over(waiting, an):
    with pytest.raises(NotAllowed, match="không ai được giao ký thay"):
        hand_to_deputy(waiting, by=an)


def test_who_acted_until_yesterday_sees_nothing(waiting, hong, dung):
    handed = hand_to_deputy(waiting, by=hong)
    gone = end_acting(hong)

    assert list(to_sign(gone)) == []
    assert not visible_approvals(gone).exists()
    assert not can_decide(gone, handed)


def test_it_is_not_theirs_before_either(so, an, dung, hong):
    gone = end_acting(hong)
    make_submitted(so, an, dung)

    assert list(to_sign(gone)) == []


def test_an_upload_that_prints_the_other_is_not_signed_but_goes_back(so, an, dung, hong):
    letter = make_letter(so, an, *LETTER, *SIGNED[:-1], dung.full_name)
    approval = submit_draft(letter, dung, by=an)

    with pytest.raises(BadInput, match=r"in tên người ký “.*” nên không ký thay được"):
        hand_to_deputy(approval, by=hong)
    returned = return_draft(approval, "Đổi khối ký thay.", by=hong)

    assert returned.document.status == "draft"
    assert "Ngô Ánh Hồng trả lại" in Notice.objects.get(to=an, key__contains="returned").text


def test_on_screen_and_at_home(client, waiting, hong):
    assert [row.what for row in papers_waiting_for(hong)] == ["Ký: Nộp báo cáo năm"]
    client.force_login(hong)
    page = client.get(reverse("documents:approval", args=[waiting.pk])).content.decode()
    answer = client.post(reverse("documents:hand_to_deputy", args=[waiting.pk]), follow=True)

    assert "Nhận ký thay" in page
    assert "Duyệt ký</button>" not in page.replace("\n", "")
    assert "Đã chuyển Ngô Ánh Hồng ký thay" in answer.content.decode()
