"""Screens of an amended plan: pairing, versions, one unit's share, the office's list. S0-53."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.lib.sheets import open_workbook
from phongtrao.notifications.models import Notice
from phongtrao.plans.models import ChangeAnswer, Plan, Task, TaskParty
from phongtrao.plans.queries.amendments import offers_of
from phongtrao.plans.services.change_answers import (
    acknowledge_changes,
    propose_on_changes,
    settle_proposal,
    urge_answers,
)
from phongtrao.plans.services.plans import publish_plan
from tests.plans.amended import amend_partly, amend_wholly, copy_of, make_running
from tests.plans.work import make_assignment, make_task, text_of


@pytest.fixture
def running(so, hoa_sen, binh_minh):
    return make_running(so, hoa_sen, binh_minh)


@pytest.fixture
def amended(running, an):
    """In effect: a new day for the training, no visit any more."""
    amendment = amend_wholly(running, an)
    copy_of(amendment, running.visit).delete()
    Task.objects.filter(pk=copy_of(amendment, running.train).pk).update(timing_value="2030-07-15")
    publish_plan(amendment, by=an)
    return amendment


def answer_of(unit):
    return ChangeAnswer.objects.select_related("unit", "amendment__owner", "amendment__amends").get(
        unit=unit
    )


def get(client, user, name, *args, **params):
    client.force_login(user)
    return client.get(reverse(f"plans:{name}", args=args), params)


def post(client, user, name, *args, **said):
    client.force_login(user)
    return client.post(reverse(f"plans:{name}", args=args), said, follow=True)


def test_the_office_begins_an_amendment_on_screen(client, running, an):
    day = timezone.localdate().strftime("%d/%m/%Y")
    said = {"title": "Sửa đổi năm 2030", "amending": "whole", "starts_on": day}

    page = text_of(post(client, an, "plan_amend", running.plan.pk, **said))

    made = Plan.objects.get(amends=running.plan)
    assert (made.title, made.tasks.count(), made.status) == ("Sửa đổi năm 2030", 4, "draft")
    assert "Đã chép đủ nhiệm vụ" in page
    assert "Đối chiếu thay đổi" in page


def test_the_pairing_tells_what_happens_and_is_confirmed(client, running, an):
    amendment = amend_partly(running, an)
    make_task(amendment, "Sửa đổi nhiệm vụ số 2 mục II như sau: Tổ chức ngày hội STEM cấp xã")

    page = text_of(get(client, an, "plan_changes", amendment.pk))
    assert "theo số thứ tự nêu trong văn bản" in page
    assert "máy đề nghị" not in page
    assert "<ins>STEM</ins>" in page
    assert "6 việc giữ nguyên, 2 việc tiếp nhận lại." in page

    confirmed = text_of(post(client, an, "plan_changes", amendment.pk))
    assert "không còn thay đổi nào chờ xác nhận" in confirmed
    assert amendment.changes.get().task == running.contest


def test_one_change_is_decided_otherwise_and_taken_back(client, running, an):
    amendment = amend_partly(running, an)
    said = make_task(amendment, "Sửa đổi nhiệm vụ số 2 mục II như sau: Tổ chức ngày hội STEM")
    pair = (amendment.pk, running.contest.pk, said.pk)

    post(client, an, "plan_change", *pair, deed="changed:stay", task=running.contest.pk)
    assert amendment.changes.get().rule == "stay"

    post(client, an, "plan_change_reopen", *pair)
    assert not amendment.changes.exists()


def test_a_pair_that_is_not_there_is_not_found(client, running, an):
    amendment = amend_partly(running, an)

    assert get(client, an, "plan_change", amendment.pk, 1, 2).status_code == 404


def test_the_pairing_is_the_offices(client, running, an, binh, amended):
    assert get(client, binh, "plan_changes", amended.pk).status_code == 404
    assert get(client, an, "plan_changes", amended.pk).status_code == 200


def test_publishing_says_the_consequences_first(client, running, an):
    amendment = amend_wholly(running, an)
    copy_of(amendment, running.visit).delete()

    page = text_of(get(client, an, "plan_publish", amendment.pk))

    assert "6 việc giữ nguyên, 2 việc kết thúc." in page


def test_a_guess_by_the_words_says_how_like_they_are(client, running, an):
    amendment = amend_partly(running, an)
    make_task(amendment, "Tham quan các mô hình trường học thông minh")

    assert "máy đề nghị, giống" in text_of(get(client, an, "plan_changes", amendment.pk))


@pytest.mark.parametrize("ends_on", [None, "2031-06-30"])
def test_an_amendment_that_changes_nothing_is_not_issued(client, running, an, ends_on):
    amendment = amend_wholly(running, an)
    Plan.objects.filter(pk=amendment.pk).update(ends_on=ends_on)

    asked = text_of(get(client, an, "plan_publish", amendment.pk))
    said = text_of(post(client, an, "plan_publish", amendment.pk))

    amendment.refresh_from_db()
    if ends_on:  # a later end is a change
        assert amendment.status == "merged"
        assert "không đơn vị nào phải trả lời" in said
        return
    assert amendment.status == "draft"
    assert "chưa thay đổi gì" in said
    assert "Quay lại bản sửa đổi" in asked
    assert '<button class="btn btn-primary" type="submit">' not in asked


def test_the_message_counts_the_units_that_are_told(client, running, an):
    amendment = amend_wholly(running, an)
    copy_of(amendment, running.visit).delete()

    said = text_of(post(client, an, "plan_publish", amendment.pk))

    assert "2 đơn vị có việc thay đổi được báo và đề nghị trả lời." in said


def test_a_new_task_is_counted_and_says_how_many_units_it_reaches(client, running, an, hoa_sen):
    amendment = amend_partly(running, an)
    lead = {"role": TaskParty.Role.LEAD}
    named = make_task(amendment, "Bổ sung nhiệm vụ: Xây dựng kho học liệu số")
    TaskParty.objects.create(task=named, name=hoa_sen.name, unit=hoa_sen, **lead)
    loose = make_task(amendment, "Bổ sung nhiệm vụ: Tổ chức triển lãm sáng kiến")
    TaskParty.objects.create(task=loose, name="Các cơ quan liên quan", **lead)

    page = text_of(get(client, an, "plan_changes", amendment.pk))

    assert "2 nhiệm vụ mới, 8 việc giữ nguyên, 1 việc được giao mới." in page
    assert "1 đơn vị được nêu tên" in page
    assert "0 đơn vị: nhiệm vụ chưa nêu tên đơn vị nào" in page


def test_a_new_task_of_many_units_is_given_out_by_hand_and_the_plan_says_so(
    client, running, an, hoa_sen
):
    amendment = amend_wholly(running, an)
    task = make_task(amendment, "Xây dựng kho học liệu số", timing="year", timing_value="2030")
    TaskParty.objects.create(task=task, name="Các trường THCS", role=TaskParty.Role.LEAD)

    (offer,) = (one for one in offers_of(amendment) if one.kind == "new")
    before = text_of(get(client, an, "plan_changes", amendment.pk))
    post(client, an, "plan_publish", amendment.pk)
    after = text_of(get(client, an, "plan", running.plan.pk))
    make_assignment(running.plan.tasks.get(text=task.text), hoa_sen)
    given = text_of(get(client, an, "plan", running.plan.pk))

    assert offer.rule == "later"
    assert "“Các trường THCS” là nhiều đơn vị nên không giao ngay" in before
    assert "1 nhiệm vụ mới do sửa đổi chưa giao cho đơn vị nào" in after
    assert "do sửa đổi chưa giao" not in given


def test_an_issued_amendment_waits_for_its_day_on_screen(client, running, an):
    day = timezone.localdate() + timedelta(days=10)
    amendment = amend_wholly(running, an)
    Plan.objects.filter(pk=amendment.pk).update(starts_on=day)
    copy_of(amendment, running.visit).delete()

    page = text_of(post(client, an, "plan_publish", amendment.pk))

    assert f"Chờ hiệu lực từ {day:%d/%m/%Y}" in page
    assert "Chưa giao cho đơn vị nào" not in page
    assert "Đang thực hiện ·" not in page


def test_versions_are_compared_and_exported(client, running, an, binh, amended):
    page = text_of(get(client, binh, "plan_versions", running.plan.pk))
    assert "Phiên bản 1 → Phiên bản 2: 1 thay đổi, 1 bỏ, 2 giữ nguyên." in page
    assert "<del>Chậm nhất ngày 30/06/2030</del>" in page

    sheet = get(client, binh, "plan_versions", running.plan.pk, xuat="xlsx")
    rows = list(open_workbook(sheet.content, "thay-doi.xlsx").rows())
    assert any("Hạn" in row and "Chậm nhất ngày 15/07/2030" in row for row in rows)


def test_the_plan_is_read_as_of_a_day(client, running, an, amended):
    old = get(client, an, "plan_versions", running.plan.pk, ngay="2025-01-01")
    assert old.url.endswith("/phien-ban/1/")

    page = text_of(client.get(old.url))
    assert "Tham quan mô hình" in page
    assert "Tham quan mô hình" not in text_of(get(client, an, "plan_version", running.plan.pk, 2))


def test_a_unit_sees_its_own_share_only(client, amended, binh, chi, hoa_sen, binh_minh):
    page = text_of(get(client, binh, "unit_changes", answer_of(hoa_sen).pk))
    assert "2 việc của đơn vị thay đổi" in page
    assert "Tập huấn giáo viên" in page
    assert "Báo cáo kết quả" not in page  # it stays as it was

    assert get(client, chi, "unit_changes", answer_of(hoa_sen).pk).status_code == 404
    rows = text_of(get(client, chi, "change_answers", amended.pk))
    assert "Bình Minh" in rows
    assert "Hoa Sen" not in rows


def test_a_unit_says_that_it_knows_once(amended, binh, an, hoa_sen):
    acknowledge_changes(answer_of(hoa_sen), by=binh)

    assert answer_of(hoa_sen).status == "known"
    with pytest.raises(NotAllowed, match="đã trả lời"):
        acknowledge_changes(answer_of(hoa_sen), by=binh)


def test_only_the_unit_answers(amended, an, giang, hoa_sen):
    for stranger in (an, giang):
        with pytest.raises(NotAllowed, match="thủ trưởng hoặc đầu mối"):
            acknowledge_changes(answer_of(hoa_sen), by=stranger)


def test_a_proposal_is_answered_and_then_known(client, amended, binh, an, hoa_sen):
    pk = answer_of(hoa_sen).pk
    post(client, binh, "propose_on_changes", pk, words="Xin giữ hạn cũ vì trùng kỳ thi.")
    assert Notice.objects.get(key__startswith="plans.changes_proposed").to == an

    page = text_of(post(client, an, "settle_changes", pk, reply="Đồng ý lùi một tuần."))
    assert "Đồng ý lùi một tuần." in page
    assert Notice.objects.get(key__startswith="plans.changes_settled").to == binh

    post(client, binh, "acknowledge_changes", pk)
    assert answer_of(hoa_sen).status == "known"


def test_an_empty_proposal_or_reply_is_refused(amended, binh, an, hoa_sen):
    with pytest.raises(BadInput, match="đề xuất gì"):
        propose_on_changes(answer_of(hoa_sen), " ", by=binh)
    propose_on_changes(answer_of(hoa_sen), "Xin giữ hạn cũ", by=binh)
    with pytest.raises(BadInput, match="câu trả lời"):
        settle_proposal(answer_of(hoa_sen), "", by=an)


def test_the_office_urges_who_has_not_answered_once_a_day(client, amended, an, binh, chi, hoa_sen):
    acknowledge_changes(answer_of(hoa_sen), by=binh)

    page = text_of(get(client, an, "change_answers", amended.pk))
    assert "1 trên 2 đơn vị đã trả lời." in page

    assert urge_answers(amended, by=an) == 1
    assert [n.to for n in Notice.objects.filter(key__startswith="plans.changes_urged")] == [chi]
    with pytest.raises(WrongState, match="hôm nay đã nhắc"):
        urge_answers(amended, by=an)


def test_urging_is_the_offices(client, amended, binh):
    assert post(client, binh, "urge_change_answers", amended.pk).status_code == 403


@pytest.mark.parametrize("schools", [1, 3])
def test_the_list_of_answers_costs_the_same(
    client, so, an, hoa_sen, binh_minh, thpt, schools, django_assert_num_queries
):
    running = make_running(so, *[hoa_sen, binh_minh, thpt][:schools])
    amendment = amend_wholly(running, an)
    copy_of(amendment, running.visit).delete()
    publish_plan(amendment, by=an)
    client.force_login(an)
    address = reverse("plans:change_answers", args=[amendment.pk])
    client.get(address)

    with django_assert_num_queries(QUERIES):
        page = client.get(address)

    assert text_of(page).count("Chưa trả lời") >= schools


QUERIES = 9


def test_the_unit_finds_changed_work_by_its_chip(client, amended, running, binh, hoa_sen):
    here = reverse("plans:unit_work", args=[hoa_sen.pk])
    answer = answer_of(hoa_sen)
    client.force_login(binh)

    before = client.get(here, {"viec": "thay-doi"}).content.decode()
    acknowledge_changes(answer, by=binh)
    after = client.get(here, {"viec": "thay-doi"}).content.decode()

    assert (running.train.text in before, running.contest.text in before) == (True, False)
    assert reverse("plans:unit_changes", args=[answer.pk]) in before
    assert running.train.text not in after


def test_the_office_answers_several_proposals_at_once(
    client, amended, an, binh, chi, hoa_sen, binh_minh
):
    propose_on_changes(answer_of(hoa_sen), "Xin lùi hạn.", by=binh)
    rows = [answer_of(unit).pk for unit in (hoa_sen, binh_minh)]

    asked = text_of(post(client, an, "settle_selected", amended.pk, row=rows))
    refused = post(client, binh, "settle_selected", amended.pk, answer=rows, reply="Đồng ý.")
    said = text_of(
        post(client, an, "settle_selected", amended.pk, answer=rows, reply="Đồng ý lùi một tuần.")
    )
    again = text_of(post(client, an, "settle_selected", amended.pk, row=rows))

    assert ("Xin lùi hạn." in asked, binh_minh.name in asked) == (True, False)
    assert refused.status_code == 403
    assert "Đã trả lời 1 đơn vị." in said
    assert "Hãy chọn đơn vị có đề xuất chưa được trả lời." in again
    states = dict(ChangeAnswer.objects.values_list("unit__name", "status"))
    assert states == {hoa_sen.name: "settled", binh_minh.name: "waiting"}
    assert answer_of(hoa_sen).reply == "Đồng ý lùi một tuần."
    assert Notice.objects.filter(to=binh, key__startswith="plans.changes_settled").count() == 1
