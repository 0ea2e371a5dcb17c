"""S2-28: inspectors read everything and write findings; the unit sees and answers; nothing else changes."""

from datetime import timedelta

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from phongtrao.accounts.models import Role
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.notifications.models import Notice
from phongtrao.plans.access.findings import get_finding, visible_findings
from phongtrao.plans.models import Assignment, Finding
from phongtrao.plans.queries.waiting_inside import waiting_inside
from phongtrao.plans.services.finding_reminders import send_finding_reminders
from phongtrao.plans.services.findings import (
    Found,
    answer_finding,
    close_finding,
    see_finding,
    write_finding,
)
from tests.factories import give, make_user
from tests.plans.work import make_submitted, make_work

S = Finding.Status
SAID = Found("Biên bản thiếu chữ ký của tổ trưởng.", Finding.Kind.DEMAND)


@pytest.fixture
def work(so, hoa_sen):
    return make_work(so, hoa_sen)


@pytest.fixture
def finding(work, khanh, binh, an):
    return write_finding(SAID, work.task, work, by=khanh)


def test_a_finding_is_told_to_the_unit_and_changes_nothing(finding, work, binh):  # S2-28
    before = Assignment.objects.values().get(pk=work.pk)

    assert (finding.status, finding.addressee) == (S.OPEN, work.unit)
    assert Notice.objects.get(to=binh).url == reverse("plans:finding", args=[finding.pk])
    assert Assignment.objects.values().get(pk=work.pk) == before


@pytest.mark.parametrize("who", ["an", "dung", "binh", "lan", "giang", "hoa", "lam"])
def test_only_inspectors_write_findings(request, work, who):
    with pytest.raises(NotAllowed):
        write_finding(SAID, work.task, work, by=request.getfixturevalue(who))


def test_an_inspector_still_does_nothing_else(client, work, khanh):
    client.force_login(khanh)

    for name in ("accept_assignment", "override_status"):
        client.post(reverse(f"plans:{name}", args=[work.pk]), {"reason": "x", "state": "done"})

    fresh = Assignment.objects.get(pk=work.pk)
    assert (fresh.status, fresh.override) == (work.status, "")


def test_the_unit_sees_answers_and_the_inspector_closes(finding, khanh, binh, an):
    see_finding(finding, by=an)  # not whom it speaks of
    assert finding.seen_at is None
    see_finding(finding, by=binh)
    answer_finding(finding, "Đã bổ sung chữ ký.", by=binh)
    waiting = [row.what for row in waiting_inside(khanh, timezone.localdate())]
    close_finding(finding, by=khanh)

    assert (finding.seen_by, finding.answered_by, finding.status) == (binh, binh, S.CLOSED)
    assert waiting == [f"Đã trả lời kiểm tra: {finding.text}"]


def test_an_answer_needs_words_and_comes_from_the_unit(finding, an, binh, chi):
    with pytest.raises(BadInput, match="Hãy ghi lời trả lời"):
        answer_finding(finding, "  ", by=binh)
    for who in (an, chi):
        with pytest.raises(NotAllowed):
            answer_finding(finding, "Đã làm.", by=who)


def test_of_two_who_answer_at_once_the_second_is_told(finding, binh, lan):
    stale = Finding.objects.get(pk=finding.pk)
    answer_finding(finding, "Đã bổ sung.", by=binh)
    stale.refresh_from_db()

    with pytest.raises(NotAllowed, match="không còn chờ trả lời"):
        answer_finding(stale, "Lần hai.", by=lan)


def test_a_day_already_past_is_refused(work, khanh):
    late = Found("Thiếu.", due_on=timezone.localdate() - timedelta(days=1))

    with pytest.raises(BadInput, match="đã qua"):
        write_finding(late, work.task, work, by=khanh)


def test_a_finding_on_a_task_speaks_to_the_issuer(work, khanh, an, binh):
    finding = write_finding(SAID, work.task, by=khanh)

    answer_finding(finding, "Sẽ hướng dẫn thêm.", by=an)

    assert finding.addressee == work.task.plan.owner
    assert not visible_findings(binh).exists()


def test_who_sees_a_finding(finding, an, dung, khanh, binh, lan, chi, giang, hoa):
    seen = [user for user in (an, dung, khanh, binh, lan) if get_finding(user, finding.pk)]

    assert len(seen) == 5
    for user in (chi, giang, hoa):
        with pytest.raises(Http404):
            get_finding(user, finding.pk)


def test_late_it_is_told_to_leaders_who_read_it_only(work, suoi_may, khanh, binh, dung):
    above = make_user("Vi Văn Xã", "lanhdaoxa")
    give(above, Role.LEADER, suoi_may)  # over the school, yet it is the Sở that asks
    finding = write_finding(SAID, work.task, work, by=khanh)
    tomorrow = timezone.localdate() + timedelta(days=1)
    Finding.objects.filter(pk=finding.pk).update(due_on=timezone.localdate())
    Notice.objects.all().delete()

    send_finding_reminders(tomorrow)

    assert {one.to for one in Notice.objects.all()} == {binh, khanh, dung}
    assert not visible_findings(above).exists()


def test_pages_write_show_and_answer(client, work, khanh, binh, lan):
    report = make_submitted(work, lan)
    client.force_login(khanh)
    url = reverse("plans:report_finding", args=[report.pk])
    sent = client.post(url, {"kind": "demand", "text": "Bổ sung ảnh.", "due_on": ""})
    finding = Finding.objects.get()
    client.force_login(binh)
    page = client.get(reverse("plans:finding", args=[finding.pk])).content.decode()
    client.post(reverse("plans:finding_answer", args=[finding.pk]), {"answer": "Đã bổ sung."})
    beside = client.get(reverse("plans:assignment", args=[work.pk])).content.decode()

    finding.refresh_from_db()
    assert sent.url == reverse("plans:report", args=[report.pk])
    assert (finding.report, finding.seen_by, finding.status) == (report, binh, S.ANSWERED)
    assert "Gửi trả lời" in page
    assert "Kiến nghị: Bổ sung ảnh." in beside


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_many_queries_for_any_number_of_rows(
    client, so, hoa_sen, khanh, rows, django_assert_max_num_queries
):
    for _n in range(rows):
        work = make_work(so, hoa_sen)
        write_finding(SAID, work.task, work, by=khanh)
    client.force_login(khanh)

    with django_assert_max_num_queries(9):
        page = client.get(reverse("plans:finding_list")).content.decode()

    assert page.count("Biên bản thiếu chữ ký") == rows
