"""Pages of work handed on inside a unit: who opens them, what their buttons do. Issue 3."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from phongtrao.plans.models import HandOver, ProgressReport
from phongtrao.plans.queries.waiting import Waiting
from phongtrao.plans.queries.waiting_inside import waiting_inside
from phongtrao.plans.services import handovers as services
from phongtrao.plans.services.handovers import Handing
from tests.factories import make_user
from tests.plans.test_reports import PDF
from tests.plans.test_unit_work_pages import get, post, words
from tests.plans.work import make_work

S = HandOver.Status
HOA_SEN = "Trường THCS Hoa Sen"


@pytest.fixture
def due_on():
    return timezone.localdate() + timedelta(days=9)


@pytest.fixture
def work(so, hoa_sen, due_on):
    return make_work(so, hoa_sen, due_on=due_on)


@pytest.fixture
def handed(work, binh, giang, due_on):
    return services.hand_over(work, Handing(due_on, giang, note="Dạy thử hai lớp."), by=binh)


def shown_day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def test_head_hands_work_over_from_its_page(client, work, binh, giang, due_on):
    page = words(get(client, binh, "assignment", work.pk))

    data = {"person": giang.pk, "due_on": shown_day(due_on), "note": "Dạy thử."}
    answer = words(post(client, binh, "hand_over", work.pk, **data))

    assert "Giao cho người trong đơn vị" in page
    assert "Đã giao cho Vũ Thị Giang." in answer
    assert HandOver.objects.get().note == "Dạy thử."


def test_form_says_what_is_wrong_with_the_day(client, work, binh, giang, due_on):
    late = shown_day(due_on + timedelta(days=1))

    answer = words(post(client, binh, "hand_over", work.pk, person=giang.pk, due_on=late))

    assert f"không được sau hạn của nhiệm vụ ({shown_day(due_on)})" in answer
    assert not HandOver.objects.exists()


def test_form_offers_only_people_of_the_unit(client, work, binh, chi, due_on):
    answer = post(client, binh, "hand_over", work.pk, person=chi.pk, due_on=shown_day(due_on))

    assert "Ngô Kim Chi" not in words(answer)
    assert not HandOver.objects.exists()


def test_teacher_finds_opens_and_reports_it(client, handed, giang, binh):
    listed = words(get(client, giang, "handed_to_me"))
    data = {"percent": "70", "done": "Đã dạy lớp 6A.", "title": "Giáo án"}
    file = SimpleUploadedFile("giao-an.pdf", PDF)
    post(client, giang, "report_part", handed.pk, **data, file=file, **{"dinh-kem": "1"})

    answer = words(post(client, giang, "report_part", handed.pk, **data | {"title": ""}, nop="1"))

    handed.refresh_from_db()
    assert "Dạy thử hai lớp." in listed
    assert "Đã gửi báo cáo cho người giao việc." in answer
    assert (handed.status, handed.percent, handed.evidence.get().title) == (
        S.REPORTED,
        70,
        "Giáo án",
    )


def test_head_takes_over_and_stands_before_the_units_draft(client, handed, giang, binh):
    services.save_part(handed, 70, "Đã dạy lớp 6A.", by=giang)
    services.report_part(handed, by=giang)

    answer = post(client, binh, "judge_part", handed.pk, nhan="1")

    report = ProgressReport.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("plans:edit_report", args=[report.pk])
    assert "– Vũ Thị Giang: Đã dạy lớp 6A." in words(answer)


def test_head_returns_with_a_reason(client, handed, giang, binh):
    services.save_part(handed, 70, "Đã dạy lớp 6A.", by=giang)
    services.report_part(handed, by=giang)

    refused = words(post(client, binh, "judge_part", handed.pk, **{"tra-lai": "1"}))
    post(client, binh, "judge_part", handed.pk, reason="Thiếu 6B.", **{"tra-lai": "1"})

    assert "Hãy ghi lý do trả lại" in refused
    assert "Thiếu 6B." in words(get(client, giang, "handover", handed.pk))


def test_person_without_a_role_reads_only_the_part(client, handed, hoa_sen, binh, due_on):
    from tests.plans.test_handovers import post_at  # noqa: PLC0415 -- leaf

    worker = make_user("Kiều Văn Thợ")
    post_at(hoa_sen, worker)
    services.pass_on(handed, Handing(due_on, worker), by=binh)

    statuses = [
        get(client, worker, "handover", handed.pk).status_code,
        get(client, worker, "report_part", handed.pk).status_code,
        get(client, worker, "assignment", handed.assignment_id).status_code,
    ]
    assert statuses == [200, 200, 404]


def test_others_do_not_find_it(client, handed, an, chi, lam):
    found = [get(client, user, "handover", handed.pk).status_code for user in (an, chi, lam)]

    assert found == [404, 404, 404]


def test_office_does_not_see_the_parts_on_the_works_page(client, handed, an, binh):
    seen = [
        "Dạy thử hai lớp." in words(get(client, user, "assignment", handed.assignment_id))
        for user in (binh, an)
    ]

    assert seen == [True, False]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_the_same_queries(
    client, so, hoa_sen, binh, giang, due_on, rows, django_assert_num_queries
):
    for _row in range(rows):
        work = make_work(so, hoa_sen)
        services.hand_over(work, Handing(due_on, giang, note="Phần"), by=binh)
    client.force_login(giang)
    client.get("/")

    with django_assert_num_queries(8):
        client.get(reverse("plans:handed_to_me"))


# ------------------------------------------------------------------ việc của tôi


def test_waiting_rows_follow_the_hand_over(handed, binh, lan, giang, due_on):
    today = timezone.localdate()

    def row(what, name, label):
        return Waiting(what, HOA_SEN, due_on, reverse(f"plans:{name}", args=[handed.pk]), label)

    given = waiting_inside(giang, today), waiting_inside(binh, today)
    services.save_part(handed, 70, "Đã dạy lớp 6A.", by=giang)
    services.report_part(handed, by=giang)
    told = waiting_inside(giang, today), waiting_inside(lan, today)

    assert given == (
        [row("Việc được giao: Dạy thử hai lớp.", "report_part", "Báo cáo phần việc")],
        [],
    )
    assert told == (
        [],
        [row("Vũ Thị Giang đã báo cáo: Dạy thử hai lớp.", "handover", "Xem và nhận")],
    )


def test_head_is_asked_for_another_when_the_person_left(handed, binh, giang):
    type(giang).objects.filter(pk=giang.pk).update(is_active=False)

    (row,) = waiting_inside(binh, timezone.localdate())

    assert (row.what, row.label) == (
        "Vũ Thị Giang không còn ở đơn vị: Dạy thử hai lớp.",
        "Giao cho người khác",
    )
