"""A copied report, told in a browser: handed in, found, read side by side, explained, decided. S0-29"""

import pytest
from playwright.sync_api import expect

from phongtrao.councils.catalogue import add_missing as add_council_rules
from phongtrao.initiatives.models import Initiative
from phongtrao.initiatives.services.writing import save_draft
from tests.browser import PHONE
from tests.factories import make_user
from tests.initiatives.copied import OURS, SHARED, THEIRS, check_all, hand_in
from tests.initiatives.judged import accept, decide, make_court
from tests.initiatives.made import WORDS, full_draft, make_round, make_worker, make_written
from tests.initiatives.stage import Stage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def court(transactional_db, so, thpt, hoa_sen, an, giang):
    add_council_rules()
    make_worker(giang, hoa_sen)
    return make_court(so, thpt, hoa_sen, an)


def test_a_copied_report_is_found_explained_and_decided(
    page, live_server, court, so, thpt, hoa_sen, an, giang
):
    stage = Stage(page, live_server)
    theirs = make_user("Trịnh Văn Quảng", "quang")
    make_worker(theirs, thpt)
    words = f"{SHARED}\n{THEIRS}"
    hand_in(make_round(so, an), thpt, theirs, words, title="Vườn rau lớp bốn")
    check_all()
    made = make_written(court.round, hoa_sen, giang)
    save_draft(made, full_draft(values=WORDS | {"o1": f"{SHARED}\n{OURS}"}), made.saved, by=giang)

    check_own_draft(stage, made, giang)
    hand_in_on_the_page(stage, made, giang)
    assert check_all() == 1
    look_as_office(stage, made, an)
    made.refresh_from_db()
    accept(made, by=an)
    brought = next(one for one in court.bring() if one.pk == made.pk)
    read_in_council(stage, court, brought)
    explain(stage, made, giang)
    conclude(stage, court, brought)

    decide(court, [brought], "no")

    stage.enter(giang, f"/sang-kien/{made.pk}/")
    stage.reads("Không chấp nhận giải trình")
    brought.refresh_from_db()
    assert brought.status == Initiative.Status.REFUSED


def check_own_draft(stage, made, giang) -> None:
    stage.enter(giang, f"/sang-kien/{made.pk}/tu-doi-chieu/")
    stage.press("Đối chiếu bản thảo")
    stage.reads("Hôm nay còn 2 trong 3 lần.")
    stage.reads("Bạn không có quyền đọc văn bản này")
    expect(stage.page.locator("mark.passage").first).to_be_visible()
    stage.looks_right()


def hand_in_on_the_page(stage, made, giang) -> None:
    stage.enter(giang, f"/sang-kien/{made.pk}/nop/")
    stage.press("Nộp sáng kiến")
    stage.reads("Nơi tổ chức đã nhận")


def look_as_office(stage, made, an) -> None:
    stage.enter(an, f"/sang-kien/{made.pk}/kiem-tra/")
    stage.looks_right()
    stage.follow("Xem hai bên")
    stage.reads("Vườn rau lớp bốn")
    stage.page.set_viewport_size(PHONE)
    stage.looks_right()
    stage.page.set_viewport_size({"width": 1440, "height": 900})


def read_in_council(stage, court, brought) -> None:
    """Both sides show the passage the keyboard leads to; the reviewer asks."""
    stage.enter(court.users["doc"], f"/sang-kien/ho-so-xet/{brought.case_id}/")
    stage.follow("Xem hai bên")
    stage.reads("Phím J")
    stage.page.wait_for_load_state()  # the script is deferred
    stage.page.keyboard.press("j")
    expect(stage.page.locator("mark.is-here")).to_have_count(2)
    stage.looks_right()
    stage.follow("Đề nghị tác giả giải trình")
    stage.press("Gửi đề nghị")
    stage.reads("Chờ tác giả giải trình")


def explain(stage, made, giang) -> None:
    stage.enter(giang, f"/sang-kien/{made.pk}/")
    stage.follow("Xem các đoạn và giải trình")
    stage.follow("Viết giải trình")
    stage.page.get_by_label("Giải trình").fill("Hai trường cùng dự một lớp tập huấn.")
    stage.press("Gửi giải trình")
    stage.reads("Tác giả đã giải trình")


def conclude(stage, court, brought) -> None:
    stage.enter(court.users["thu"], f"/sang-kien/ho-so-xet/{brought.case_id}/doi-chieu/")
    stage.reads("Hai trường cùng dự một lớp tập huấn.")
    stage.follow("Kết luận về giải trình")
    stage.page.get_by_label("Không chấp nhận").check()
    stage.page.get_by_label("Lý do, gửi tác giả").fill("Báo cáo không ghi nguồn.")
    stage.press("Ghi kết luận")
    stage.reads("Không chấp nhận giải trình")
