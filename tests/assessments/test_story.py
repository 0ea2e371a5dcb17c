"""A campaign from its drafting to the published levels: a school, the office, a second officer. S4-25 S4-26"""

from datetime import timedelta

import pytest
from django.utils import timezone

from phongtrao.assessments.catalogue import add_missing
from phongtrao.assessments.models import Assessment, Campaign
from phongtrao.assessments.services.sets import draft_edition
from tests.assessments.made import keys, make_edition
from tests.browser import DESK, PHONE
from tests.initiatives.stage import Stage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "Đánh giá chuyển đổi số năm 2026"
ANSWERS = {"1.1": "1", "1.2": "50", "1.3": "90", "2.1": "60", "2.2": "3"}


def test_from_the_draft_to_the_published_level(page, live_server, so, hoa_sen, an, vy, lan):
    add_missing()
    edition = make_edition(so, an)
    stage = Stage(page, live_server)

    campaign = drafted_and_opened(stage, an, edition)
    handed_in(stage, campaign, lan)
    verified(stage, campaign, an)
    objected(stage, campaign, lan)
    answered(stage, campaign, vy)
    published(stage, campaign, an)

    assessment = Assessment.objects.get(campaign=campaign, unit=hoa_sen)
    assert (assessment.status, assessment.level, assessment.verified_total) == ("final", "3", 171)
    stage.enter(lan, f"/danh-gia/ban/{assessment.pk}/")
    stage.reads("Mức 3")


def drafted_and_opened(stage, an, edition) -> Campaign:
    stage.enter(an, "/danh-gia/")
    stage.follow("Lập đợt đánh giá")
    stage.looks_right()
    today = timezone.localdate()
    stage.page.get_by_label("Tên đợt").fill(TITLE)
    stage.page.get_by_role("combobox", name="Bộ chỉ số").select_option(str(edition.pk))
    stage.page.locator("#id_self_due").fill(f"{today + timedelta(9):%d/%m/%Y}")
    stage.page.locator("#id_verify_due").fill(f"{today + timedelta(30):%d/%m/%Y}")
    stage.page.get_by_role("checkbox", name="Trường").first.check()
    stage.press("Lưu đợt đánh giá")
    stage.reads("1 đơn vị sẽ được mời")
    stage.looks_right()
    stage.press("Mở đợt cho 1 đơn vị")
    stage.reads("Đã mở đợt")
    stage.looks_right()
    return Campaign.objects.get()


def handed_in(stage, campaign, lan) -> None:
    """It saves itself while it is written; what lacks is told at its box."""
    stage.enter(lan, "/danh-gia/cua-don-vi/")
    stage.follow(TITLE)
    stage.follow("Tự đánh giá")
    stage.looks_right()
    pk = keys(campaign)
    for code in ("1.1", "2.1"):
        stage.page.locator(f"#id_d-{pk[code]}").select_option(ANSWERS[code])
    for code in ("1.2", "1.3", "2.2"):
        stage.page.locator(f"#id_d-{pk[code]}").fill(ANSWERS[code])
    stage.page.locator(f"#id_d-{pk['2.2']}").blur()
    stage.reads("Đã lưu lúc")
    stage.press("Nộp bản tự đánh giá")
    stage.reads("Tiêu chí 1.2 cần minh chứng hoặc lời giải trình.")
    stage.page.locator(f"#id_t-{pk['1.2']}").set_input_files(
        {"name": "minh-chung.png", "mimeType": "image/png", "buffer": PNG}
    )
    stage.page.set_viewport_size(PHONE)
    stage.looks_right()
    stage.page.set_viewport_size(DESK)
    stage.press("Nộp bản tự đánh giá")
    stage.reads("Đã nộp bản tự đánh giá")
    stage.looks_right()


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def verified(stage, campaign, an) -> None:
    stage.enter(an, f"/danh-gia/dot/{campaign.pk}/")
    stage.reads("1 trên 1 đơn vị đã nộp")
    stage.follow("Thẩm định đơn vị tiếp theo")
    stage.looks_right()
    pk = keys(campaign)
    for code in ("1.1", "2.1"):
        stage.page.locator(f"#id_d-{pk[code]}").select_option(ANSWERS[code])
    for code, value in {"1.2": "20", "1.3": "90", "2.2": "3"}.items():
        stage.page.locator(f"#id_d-{pk[code]}").fill(value)
    stage.press("Thẩm định xong, mở đơn vị sau")
    stage.reads("Tiêu chí 1.2 khác điểm tự chấm: hãy ghi lý do.")
    stage.page.locator(f"#id_y-{pk['1.2']}").fill("Đường dẫn không mở được")
    stage.press("Thẩm định xong, mở đơn vị sau")
    stage.reads("Đã thẩm định xong")
    stage.enter(an, f"/danh-gia/dot/{campaign.pk}/chenh-lech/")
    stage.reads("tự chấm cao hơn 30 điểm")
    stage.looks_right()
    stage.page.set_viewport_size(PHONE)
    stage.looks_right()
    stage.page.set_viewport_size(DESK)


def objected(stage, campaign, lan) -> None:
    assessment = campaign.assessments.get()
    stage.enter(lan, f"/danh-gia/ban/{assessment.pk}/")
    stage.reads("Đường dẫn không mở được")
    stage.looks_right()
    stage.page.get_by_role("link", name="Có ý kiến về tiêu chí này 1.2").click()
    stage.page.get_by_label("Ý kiến của đơn vị").fill("Đường dẫn đã sửa, xin xem lại")
    stage.press("Gửi ý kiến")
    stage.reads("Đã gửi ý kiến")


def answered(stage, campaign, vy) -> None:
    assessment = campaign.assessments.get()
    stage.enter(vy, f"/danh-gia/ban/{assessment.pk}/")
    stage.follow("Trả lời ý kiến")
    stage.looks_right()
    stage.page.locator("#id_answer").fill("Đã xem lại, nâng điểm")
    stage.page.locator("#id_value").fill("45")
    stage.press("Trả lời")
    stage.reads("Đã trả lời ý kiến")


def published(stage, campaign, an) -> None:
    at = f"/danh-gia/dot/{campaign.pk}/"
    stage.enter(an, f"{at}het-tu-danh-gia/")
    stage.page.get_by_role("textbox").last.fill("kết thúc")
    stage.press("Kết thúc tự đánh giá")
    stage.reads("chuyển sang thẩm định")
    stage.enter(an, f"{at}cong-bo/")
    stage.page.get_by_role("textbox").last.fill("công bố")
    stage.press("Công bố kết quả")
    stage.reads("Đã công bố kết quả")
    stage.looks_right()


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_an_index_set_and_its_editor_look_right(page, live_server, so, an, size):
    add_missing()
    edition = make_edition(so, an)
    draft = draft_edition(edition.index_set, by=an)
    stage = Stage(page, live_server)
    stage.page.set_viewport_size(size)

    for at in (
        "bo-chi-so/",
        f"bo-chi-so/{edition.index_set_id}/",
        f"phien-ban/{draft.pk}/muc/",
        f"phien-ban/{draft.pk}/tieu-chi/2/",
    ):
        stage.enter(an, f"/danh-gia/{at}")
        stage.looks_right()
