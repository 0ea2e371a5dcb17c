"""Publishing over HTTP: what will be made, and everything that hinders it."""

import pytest

from phongtrao.documents.models import OfficialDocument
from phongtrao.plans.models import Intake, IntakeFact, Movement, Plan
from tests.factories import LONG_AGO
from tests.plans.intake_work import (
    accept_all,
    make_fact,
    make_intake,
    page,
    register,
    source,
    task_value,
)
from tests.plans.work import make_plan

S = IntakeFact.State


@pytest.fixture
def signed_in(client, an):
    client.force_login(an)
    return client


@pytest.fixture
def intake(so, an) -> Intake:
    return make_intake(so, an, blocks=source(20))


def test_the_publish_page_says_what_will_be_made(signed_in, intake):
    make_fact(intake, "document", {"title": "Phát động phong trào"})
    make_fact(intake)
    make_fact(intake, "indicators", {"name": "Tỷ lệ trường", "targets": []})
    accept_all(intake)

    text = signed_in.get(f"/tiep-nhan/{intake.pk}/ban-hanh/").content.decode()

    assert "Lập kế hoạch với 1 nhiệm vụ" in text
    assert "Chỉ tiêu: 1 mục được giữ cùng kế hoạch, xem ở trang kế hoạch." in text


def test_publishing_leads_to_the_plan_and_leaves_a_note(signed_in, so, intake):
    make_fact(intake, "document", {"title": "Phát động phong trào"})
    make_fact(intake, "indicators", {"name": "Tỷ lệ trường", "targets": []})
    accept_all(intake)
    asked = {"owner": so.pk, "line": "prof", "starts_on": "01/02/2026", "new_movement": "Thi đua"}

    answer = signed_in.post(f"/tiep-nhan/{intake.pk}/ban-hanh/", asked)

    plan = Plan.objects.get()
    assert answer.url == f"/ke-hoach/{plan.pk}/"
    for shown in (page(signed_in, intake), signed_in.get(answer.url).content.decode()):
        assert "<summary>Chỉ tiêu: 1 mục</summary>" in shown
        assert "<li>Tỷ lệ trường</li>" in shown
        assert "sẽ hiện ở phần" not in shown


def test_publishing_asks_for_a_movement(signed_in, so, intake):
    asked = {"owner": so.pk, "line": "prof", "starts_on": "01/02/2026"}

    answer = signed_in.post(f"/tiep-nhan/{intake.pk}/ban-hanh/", asked)

    assert answer.context["form"].errors == {
        "new_movement": [
            "Kế hoạch phải thuộc ít nhất một phong trào. Hãy chọn phong trào đã có hoặc ghi tên phong trào mới."
        ]
    }


def test_the_page_names_everything_that_hinders_with_the_place_to_mend_it(signed_in, so, intake):
    make_fact(intake)  # unread
    make_fact(intake, "document", {"number": "5/KH-SGDĐT"}, state=S.CONFIRMED)
    leaderless = make_fact(
        intake, value=task_value("Mở lớp", lead_units=[]), state=S.CONFIRMED, position=9
    )
    url = f"/tiep-nhan/{intake.pk}/ban-hanh/"
    asked = {"owner": so.pk, "line": "prof", "starts_on": "01/02/2026", "new_movement": "Thi đua"}

    answers = [signed_in.get(url), signed_in.post(url, asked)]

    review = f"/tiep-nhan/{intake.pk}/?muc="
    for answer in answers:
        found = answer.context["page"].hindrances
        assert [(h.sentence, h.url) for h in found] == [
            ("Phần “Nhiệm vụ” còn 1 mục chưa soát.", f"{review}tasks"),
            (
                "Kế hoạch chưa có trích yếu. Hãy thêm ở phần “Thông tin văn bản”.",
                f"{review}document",
            ),
            (
                (
                    "Kế hoạch có số 5/KH-SGDĐT nhưng chưa đủ ngày ban hành. "
                    "Hãy sửa ở phần “Thông tin văn bản”."
                ),
                f"{review}document",
            ),
            (
                "Nhiệm vụ “Mở lớp”: chưa có cơ quan chủ trì.",
                f"/tiep-nhan/muc/{leaderless.pk}/sua/",
            ),
        ]
        assert "Chưa ban hành được, còn 4 việc phải làm:" in answer.content.decode()
    assert (Plan.objects.count(), OfficialDocument.objects.count()) == (0, 0)


def test_a_number_that_is_a_plan_already_is_said_before(signed_in, so, intake):
    known = register(so, "5/KH-SGDĐT")
    plan = make_plan(so, document=known)
    make_fact(intake, "document", {"number": "05/KH-SGDĐT"})
    make_fact(intake, "document", {"title": "Phát động phong trào"})
    make_fact(intake, "document", {"date": {"year": 2026, "month": 1, "day": 5}})
    accept_all(intake)

    found = signed_in.get(f"/tiep-nhan/{intake.pk}/ban-hanh/").context["page"].hindrances

    assert [(h.sentence, h.url) for h in found] == [
        ("Văn bản số 5/KH-SGDĐT đã được ban hành thành kế hoạch.", f"/ke-hoach/{plan.pk}/")
    ]


def test_a_plan_without_tasks_is_told_what_can_become_one(signed_in, intake):
    make_fact(intake, "document", {"title": "Phát động phong trào"})
    make_fact(intake, "contents", {"text": "Đẩy mạnh thi đua", "heading": None})
    accept_all(intake)

    text = signed_in.get(f"/tiep-nhan/{intake.pk}/ban-hanh/").content.decode()

    assert "Kế hoạch chưa có nhiệm vụ nào" in text
    assert f'href="/tiep-nhan/{intake.pk}/lap-nhiem-vu/"' in text


def test_movements_of_schools_are_not_offered(signed_in, so, hoa_sen, intake):
    ours, _theirs = (
        Movement.objects.create(owner=owner, title="Thi đua", starts_on=LONG_AGO, status="running")
        for owner in (so, hoa_sen)
    )
    make_fact(intake, "document", {"title": "Phát động phong trào"})
    accept_all(intake)

    form = signed_in.get(f"/tiep-nhan/{intake.pk}/ban-hanh/").context["form"]

    assert list(form.fields["movements"].queryset) == [ours]


def test_what_is_published_opens_no_publish_page(signed_in, so, an):
    intake = make_intake(so, an, status=Intake.Status.PUBLISHED)

    answer = signed_in.get(f"/tiep-nhan/{intake.pk}/ban-hanh/", follow=True)

    assert answer.redirect_chain == [(f"/tiep-nhan/{intake.pk}/", 302)]
    assert "Bản tiếp nhận không còn chờ soát." in answer.content.decode()


def test_a_plan_of_somebody_else_is_asked_about(signed_in, so, intake):
    make_fact(intake, "document", {"title": "Phát động phong trào"})
    make_fact(intake, "document", {"issuing_unit": "UBND tỉnh Sông Ngân"})
    review = page(signed_in, intake)
    accept_all(intake)
    url = f"/tiep-nhan/{intake.pk}/ban-hanh/"
    asked = {"owner": so.pk, "line": "prof", "starts_on": "01/02/2026", "new_movement": "Thi đua"}

    before = signed_in.get(url).content.decode()
    refused = signed_in.post(url, asked)
    plans = Plan.objects.count()
    answer = signed_in.post(url, asked | {"confirms_issuer": "on"})

    warning = "Đây là kế hoạch của “UBND tỉnh Sông Ngân”, không phải của Sở Giáo dục và Đào tạo"
    assert warning in review
    assert warning in before
    (error,) = refused.context["form"].non_field_errors()
    assert error.startswith("Văn bản ghi “UBND tỉnh Sông Ngân” ban hành, không phải Sở Giáo dục")
    assert plans == 0
    assert answer.url == f"/ke-hoach/{Plan.objects.get().pk}/"
