"""What of activities stands on “việc của tôi”, and for whom. S0-48"""

from django.urls import reverse
from django.utils import timezone

from phongtrao.accounts.models import Role
from phongtrao.activities.models import Activity
from phongtrao.activities.services.people import add_contribution
from phongtrao.activities.services.reporting import put_into_report
from phongtrao.activities.services.writing import confirm_activity, return_activity
from phongtrao.orgs.models import Line
from phongtrao.plans.models import Assignment
from phongtrao.portal.queries.home import waiting_buckets
from tests.activities.made import recorded
from tests.factories import give, make_user
from tests.plans.work import make_work


def waits(user) -> list[tuple[str, str, str]]:
    user = type(user).objects.get(pk=user.pk)
    rows = waiting_buckets(user, timezone.localdate())
    return [
        (row.what, row.url, one.key) for one in rows for row in one.rows if "/hoat-dong/" in row.url
    ]


def a_head(unit):
    head = make_user("Phạm Thị Hiệu", "hieu9")
    give(head, Role.HEAD, unit, Line.PROF)
    return head


def test_what_was_recorded_waits_for_the_head_until_confirmed(hoa_sen, lan, an):
    one = recorded(hoa_sen, lan)
    recorded(hoa_sen, lan, "Ngày hội đọc sách")
    head = a_head(hoa_sen)

    ((words, url, bucket),) = waits(head)
    assert (words, bucket) == ("2 hoạt động chờ xác nhận", "week")
    assert url.startswith(reverse("activities:activities"))
    assert "tinh_trang=recorded" in url
    assert (waits(lan), waits(an)) == ([], [])
    confirm_activity(one, by=head)

    assert [words for words, _url, _key in waits(head)] == ["1 hoạt động chờ xác nhận"]


def test_what_was_returned_stands_first_for_who_writes(hoa_sen, lan, an):
    one = return_activity(recorded(hoa_sen, lan), "Thiếu số người", by=an)

    edit = reverse("activities:edit", args=[one.pk])
    assert waits(lan) == [(f"Hoạt động bị trả lại: {one.title}", edit, "back")]


def test_a_line_of_progress_waits_until_a_person_takes_it(so, hoa_sen, lan):
    work = make_work(so, hoa_sen)
    one = recorded(hoa_sen, lan)
    Activity.objects.filter(pk=one.pk).update(task=work.task)
    one.refresh_from_db()

    assert [words for words, _url, _key in waits(lan)] == [
        f"Chưa đưa vào báo cáo tiến độ: {one.title}"
    ]
    put_into_report(one, work, "- Đã làm.", 30, by=lan)

    assert waits(lan) == []


def test_no_line_waits_for_who_cannot_put_it_in(so, hoa_sen, lan, an):
    work = make_work(so, hoa_sen, status=Assignment.Status.SENT)
    one = recorded(hoa_sen, lan)
    own = make_work(so, so)
    by_office = recorded(so, an)
    confirm_activity(one, by=a_head(hoa_sen))
    Activity.objects.filter(pk=one.pk).update(task=work.task)
    Activity.objects.filter(pk=by_office.pk).update(task=own.task)

    assert waits(lan) == []
    assert [row for row in waits(an) if "báo cáo tiến độ" in row[0]] == []


def test_what_nobody_at_the_unit_can_confirm_waits_for_the_office_above(binh_minh, chi, an):
    one = recorded(binh_minh, chi)

    ((words, url, _bucket),) = waits(an)
    assert words == "1 hoạt động của cấp dưới mà ở đơn vị không còn ai xác nhận được"
    assert url == f"{reverse('activities:activities')}?tinh_trang=recorded"
    assert waits(chi) == []
    confirm_activity(one, by=an)

    assert waits(an) == []


def test_a_contribution_waits_for_somebody_else(hoa_sen, lan, teacher):
    one = recorded(hoa_sen, lan)
    add_contribution(one, teacher, "Chủ trì", by=lan)
    head = a_head(hoa_sen)

    rows = [words for words, _url, _key in waits(head)]
    assert f"1 đóng góp chờ xác nhận: {one.title}" in rows
