"""An answer is written by one at a time; whom it leaves is told, and history says from whom to whom."""

import pytest

from phongtrao.accounts.models import Role
from phongtrao.audit.models import Entry
from phongtrao.lib.errors import Conflict, NotAllowed
from phongtrao.portal.queries.home import waiting_buckets
from phongtrao.reports.models import RequestAnswer
from phongtrao.reports.requests.services.answering import draft_mark, save_answer, submit_answer
from phongtrao.reports.requests.services.deadlines import put_off_request
from phongtrao.reports.requests.services.handing import Writing, hand_on, take_back
from tests.factories import give
from tests.reports.asked import FULL, NUMBER, ask, fresh, in_days, make_request, notices, page


def test_the_head_is_refused_while_a_writer_holds_it(client, answer, binh, giang):  # S2-23
    answer = hand_on(answer, Writing(giang, in_days(5)), by=binh)

    for deed in (
        lambda: save_answer(answer, FULL, by=binh),
        lambda: submit_answer(answer, by=binh),
    ):
        with pytest.raises(NotAllowed, match=r"đang ở người viết.*Hãy lấy lại"):
            deed()
    client.force_login(binh)
    refused = client.get(f"/bao-cao/phai-nop/{answer.pk}/viet/")
    assert refused.url == f"/bao-cao/phai-nop/{answer.pk}/"
    rows = [row.what for bucket in waiting_buckets(binh, in_days(0)) for row in bucket.rows]
    assert rows == ["Đang giao viết: Báo cáo năm 2026"]

    answer = take_back(answer, by=binh)
    assert save_answer(answer, FULL, by=binh).values[NUMBER] == "12"


def test_two_who_write_at_once_do_not_overwrite_each_other(client, answer, binh, lan):
    mine = RequestAnswer.objects.get(pk=answer.pk)
    save_answer(answer, FULL, by=lan)

    with pytest.raises(Conflict, match="vừa được người khác viết"):
        save_answer(mine, {NUMBER: "99"}, by=binh)
    client.force_login(binh)
    said = client.post(
        f"/bao-cao/phai-nop/{answer.pk}/luu/", {NUMBER: "99", "as_read": draft_mark({})}
    ).content.decode()

    assert "vừa được người khác viết" in said
    assert RequestAnswer.objects.get().values[NUMBER] == "12"


def test_a_page_goes_on_saving_what_it_saved_itself(client, answer, binh):
    client.force_login(binh)
    url = f"/bao-cao/phai-nop/{answer.pk}/"
    shown = page(client, binh, url + "viet/")

    first = client.post(url + "luu/", {NUMBER: "5", "as_read": draft_mark({})}).content.decode()
    answer.refresh_from_db()
    mark = draft_mark(answer.values)
    again = client.post(url + "luu/", {NUMBER: "7", "as_read": mark}).content.decode()

    assert f'name="as_read" value="{draft_mark({})}"' in shown
    assert f'name="as_read" value="{mark}"' in first
    assert "Đã lưu nháp" in again
    assert RequestAnswer.objects.get().values[NUMBER] == "7"


def test_the_former_writer_is_told_and_history_says_from_whom(answer, binh, giang, lan):
    hand_on(answer, Writing(giang, in_days(4), "Gấp"), by=binh)

    hand_on(answer, Writing(lan, in_days(5)), by=binh)

    moved = "Báo cáo “Báo cáo năm 2026” đã được giao người khác viết; bạn không cần viết nữa."
    assert notices(giang, ":moved:") == [moved]
    assert notices(lan, ":moved:") == []
    values = Entry.objects.filter(action="reports.answer_handed_on").last().values
    assert values.before == {"to": str(giang), "due_on": str(in_days(4)), "note": "Gấp"}
    assert values.after["to"] == str(lan)


def test_who_acts_for_one_unit_sees_what_another_gave_them_to_write(
    so, an, binh_minh, giang, binh, hoa_sen, lan
):
    """A part-time head elsewhere writes for this school too."""
    answer = ask(make_request(so, an), an, hoa_sen)[0]
    hand_on(answer, Writing(giang, in_days(5)), by=binh)
    give(giang, Role.HEAD, binh_minh)

    rows = [row.what for bucket in waiting_buckets(fresh(giang), in_days(0)) for row in bucket.rows]

    assert rows == ["Báo cáo năm 2026"]


def test_a_later_day_for_all_stands_in_each_history_and_reaches_the_writers(
    request_, an, hoa_sen, binh_minh, binh, giang
):
    first, second = ask(request_, an, hoa_sen, binh_minh)
    hand_on(first, Writing(giang, in_days(5)), by=binh)

    put_off_request(request_, in_days(15), "Bão số 3", by=an)

    lines = Entry.objects.filter(action="reports.answer_put_off").order_by("pk")
    assert [line.subject_id for line in lines] == [str(first.pk), str(second.pk)]
    assert lines[0].values.before == {"due_on": str(in_days(10))}
    assert lines[0].values.after == {"due_on": str(in_days(15)), "reason": "Bão số 3"}
    assert len(notices(giang, "reports.put_off:")) == 1
