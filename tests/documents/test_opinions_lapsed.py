"""An opinion nobody waits for any more: the paper is issued, or it was given. S0-61."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from phongtrao.documents.duty_sockets import open_opinions
from phongtrao.documents.queries import opinions_on, papers_waiting_for
from phongtrao.documents.services import (
    Issue,
    approve_draft,
    ask_opinions,
    give_opinion,
    issue_document,
    submit_draft,
)
from phongtrao.notifications.models import Notice
from phongtrao.notifications.queries import waiting_for_mail
from tests.documents.outgoing import days, make_draft, today

pytestmark = pytest.mark.django_db


def unread(user):
    return list(Notice.objects.filter(to=user, read_at=None).values_list("key", flat=True))


def page(user, name, *args):
    client = Client()
    client.force_login(user)
    return " ".join(client.get(reverse(f"documents:{name}", args=args)).content.decode().split())


def issue(document, by, signer):
    approve_draft(submit_draft(document, signer, by=by), by=signer)
    return issue_document(document, Issue("KH-SGDĐT", today()), by=by)


def test_an_issued_paper_waits_for_no_opinion(an, dung, khanh, so):
    made = make_draft(so, an)
    [asked] = ask_opinions(made, [khanh], "Có kịp không?", days(3), by=an)
    before = (unread(khanh), [*open_opinions(khanh, so)], len(papers_waiting_for(khanh)))

    issued = issue(made, an, dung)

    said = opinions_on(issued)
    assert before == ([f"opinion:{asked.pk}:asked"], [asked], 1)
    assert (said.given, said.missing, said.lapsed) == ([], [], [asked])
    assert [*unread(khanh), *open_opinions(khanh, so), *papers_waiting_for(khanh)] == []
    assert not waiting_for_mail().filter(to=khanh).exists()
    shown = page(an, "outgoing", made.pk)
    assert "Không còn cần: văn bản đã ban hành" in shown
    assert "Chưa góp ý" not in shown


def test_issuing_leaves_the_notices_of_other_papers(an, dung, khanh, so):
    other = make_draft(so, an, abstract="Việc khác")
    [waiting] = ask_opinions(other, [khanh], "", days(3), by=an)

    issue(make_draft(so, an), an, dung)

    assert unread(khanh) == [f"opinion:{waiting.pk}:asked"]


def test_who_answered_is_not_told_to_answer(an, dung, khanh, so):
    made = make_draft(so, an)
    asked, waiting = ask_opinions(made, [dung, khanh], "", date.max, by=an)

    give_opinion(asked, "Nhất trí.", by=dung)

    assert (unread(dung), unread(khanh)) == ([], [f"opinion:{waiting.pk}:asked"])
