"""“Phiếu chấm của tôi”: the queue by day, save and next, how far one is; reminders; home. S0-29."""

from datetime import timedelta

import pytest
from django.utils import timezone

from phongtrao.councils.models import ScoreSheet
from phongtrao.councils.services.scoring_reminders import remind_scorers
from phongtrao.notifications.models import Notice
from tests.councils.cast import make_case
from tests.councils.kind import change_dossier
from tests.councils.scored import GOOD, give_sheet, hash_of, leave, score

KEYS = ("form", "science", "new", "use", "effect")


@pytest.fixture
def doc(client, seven):
    client.force_login(seven.people["doc"])
    return seven.people["doc"]


def sheets(council, seven, *days: int) -> list[ScoreSheet]:
    """Sheets of the reviewer due in so many days."""
    member = seven.member("doc")
    return [give_sheet(make_case(council, f"Hồ sơ hạn {day}"), member, days=day) for day in days]


def typed(sheet, points=GOOD, **more: str) -> dict[str, str]:
    sent = {f"diem-{key}": one.replace(".", ",") for key, one in zip(KEYS, points, strict=True)}
    return {**sent, "read": hash_of(sheet.case), "do": "xong", **more}


def url_of(sheet) -> str:
    return f"/hoi-dong/cham/{sheet.pk}/"


def test_the_queue_is_by_day_and_says_how_far_one_is(client, council, seven, doc):
    late, _first, done = sheets(council, seven, -2, 3, 9)
    score(done)

    page = client.get("/hoi-dong/cham/").content.decode()

    assert "Đã chấm xong 1 trên 3 hồ sơ; 1 hồ sơ quá hạn." in page
    assert page.index("Hồ sơ hạn -2") < page.index("Hồ sơ hạn 3") < page.index("Hồ sơ hạn 9")
    assert f'href="{url_of(late)}"' in page


def test_an_empty_queue_says_what_it_is_for(client, doc):
    page = client.get("/hoi-dong/cham/").content.decode()

    assert "Chưa có hồ sơ nào được giao cho bạn chấm." in page
    assert "bạn được nhắc trước ba ngày" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_queue_costs_the_same_for_any_number(
    client, council, seven, doc, rows, django_assert_num_queries
):
    sheets(council, seven, *range(1, rows + 1))
    client.get("/hoi-dong/cham/")

    with django_assert_num_queries(10):
        client.get("/hoi-dong/cham/")


def test_the_sheet_stands_beside_its_dossier(client, council, seven, doc):
    (sheet,) = sheets(council, seven, 3)

    page = client.get(url_of(sheet)).content.decode()

    assert f'href="/ho-so-thu/{sheet.case_id}/"' in page
    assert "Khả năng áp dụng" in page
    assert "từ 0 đến 3" in page


def test_save_and_next_goes_to_the_next_day_and_then_home(client, council, seven, doc):
    first, second = sheets(council, seven, 1, 2)

    answer = client.post(url_of(first), typed(first, do="tiep"))
    last = client.post(url_of(second), typed(second, do="tiep"))

    assert (answer["Location"], last["Location"]) == (url_of(second), "/hoi-dong/cham/")
    assert set(ScoreSheet.objects.values_list("status", flat=True)) == {"final"}


def test_a_draft_may_be_half_and_is_shown_again(client, council, seven, doc):
    (sheet,) = sheets(council, seven, 3)

    client.post(
        url_of(sheet),
        {"diem-new": "2,5", "y-new": "Mới", "read": hash_of(sheet.case), "do": "nhap"},
    )

    page = client.get(url_of(sheet)).content.decode()
    assert 'value="2,5"' in page
    assert 'value="Mới"' in page
    assert ScoreSheet.objects.get().status == "draft"


def test_what_keeps_a_sheet_from_being_final_stands_at_its_criterion(client, council, seven, doc):
    (sheet,) = sheets(council, seven, 3)

    answer = client.post(url_of(sheet), typed(sheet, ("2", "0.5", "2", "2", "1")))

    assert answer.context["page"].form.errors == {
        "diem-form": ["“Hình thức” chấm từ 0 đến 1 điểm."],
    }
    assert ScoreSheet.objects.get().status == "assigned"


def test_a_form_sent_twice_is_one_sheet(client, council, seven, doc):
    (sheet,) = sheets(council, seven, 3)
    sent = typed(sheet) | {"form_key": "0197f0a0-0000-7000-8000-000000000001"}

    for _time in range(2):
        assert client.post(url_of(sheet), sent).status_code == 302

    assert ScoreSheet.objects.get().status == "final"


def test_a_draft_of_an_older_dossier_says_so(client, council, seven, doc):
    (sheet,) = sheets(council, seven, 3)
    client.post(url_of(sheet), typed(sheet, do="nhap"))
    change_dossier(sheet.case)

    page = client.get(url_of(sheet)).content.decode()

    assert "Hồ sơ đã được sửa sau lần bạn lưu phiếu này." in page


def test_the_sheets_of_others_do_not_exist(client, council, seven, an):
    (sheet,) = sheets(council, seven, 3)

    for user in (seven.people["xet"], seven.people["thu"], an):
        client.force_login(user)
        assert client.get(url_of(sheet)).status_code == 404


def test_a_final_sheet_is_opened_again_on_screen(client, council, seven, doc):
    (sheet,) = sheets(council, seven, 3)
    score(sheet)

    answer = client.post(url_of(sheet) + "mo-lai/", {"reason": "Đọc sót"})

    assert answer["Location"] == url_of(sheet)
    assert ScoreSheet.objects.get().status == "draft"


# ------------------------------------------------------------------ home and reminders


def test_home_has_one_row_a_council(client, council, seven, doc):
    sheets(council, seven, -1, 0, 5)

    page = client.get("/").content.decode()

    assert "3 hồ sơ chờ chấm: Hội đồng Sáng kiến thử" in page
    assert f"hoi_dong={council.pk}" in page


def test_home_says_nothing_of_a_seat_that_ended(client, council, seven, doc):
    sheets(council, seven, 1)
    leave(seven.member("doc"))

    assert "hồ sơ chờ chấm" not in client.get("/").content.decode()


def test_reminders_come_three_days_before_on_the_day_and_once_late(council, seven, doc):
    today = timezone.localdate()
    sheets(council, seven, 3, 3)

    told = []
    for day in range(6):
        remind_scorers(today + timedelta(days=day))
        remind_scorers(today + timedelta(days=day))  # the job may run twice
        told.append(Notice.objects.filter(to=doc).count())

    assert told == [1, 1, 1, 2, 3, 3]
    said = list(Notice.objects.order_by("pk").values_list("text", flat=True))
    assert said[0].startswith("Còn 3 ngày đến hạn")
    assert "2 hồ sơ" in said[1]
    assert said[2].startswith("Quá hạn 1 ngày")


def test_nobody_is_reminded_of_what_is_done_or_gone(council, seven, doc):
    done, _left = sheets(council, seven, 1, 1)
    score(done)
    leave(seven.member("doc"))

    assert remind_scorers(timezone.localdate()) == 0
