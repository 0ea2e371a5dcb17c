"""The screens of an author and of an office, in the order they are used."""

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from phongtrao.accounts.models import Role
from phongtrao.documents.fields import write_fields
from phongtrao.documents.models import Form, FormVersion
from phongtrao.initiatives.catalogue import round_defaults
from phongtrao.initiatives.forms.rounds import RoundForm
from phongtrao.initiatives.models import Initiative, InitiativeRound
from phongtrao.initiatives.services.authors import Share, confirm_share, set_authors
from phongtrao.initiatives.services.checking import accept_as_valid, return_initiative
from phongtrao.initiatives.services.submitting import submit_initiative
from phongtrao.initiatives.waiting import WORDS as WORDS_OF
from phongtrao.initiatives.waiting import initiative_sorts
from phongtrao.orgs.models import Post, Unit
from phongtrao.plans.queries.waiting import waiting_for
from tests.factories import give, make_unit
from tests.initiatives.made import BOXES, TODAY, WORDS, make_round, make_written

pytestmark = pytest.mark.django_db
S = Initiative.Status


def as_(user):
    client = Client()
    client.force_login(user)
    return client


def page(client, name, *args, **query):
    response = client.get(reverse(f"initiatives:{name}", args=args, query=query))
    assert response.status_code == 200, (name, response.status_code)
    return response.content.decode()


def opens(user, address):
    """Whether the file comes; what came is read to its end, so that it is closed."""
    response = as_(user).get(address)
    return bool(response.streaming and b"".join(response))


def send(client, name, *args, **data):
    return client.post(reverse(f"initiatives:{name}", args=args), data)


def typed(initiative, **more):
    """What the writing page sends, as its marks stand."""
    fields = {
        "title": "Chấm bài trắc nghiệm bằng điện thoại",
        "solution": "working",
        "first_use": "first",
        "first_used_on": f"{TODAY - timedelta(days=90):%d/%m/%Y}",
        **WORDS,
        "sl0_ten": "Thời gian chấm một lớp",
        "sl0_dv": "phút",
        "sl0_truoc": "120",
        "sl0_sau": "15,5",
        "ng0_ho_ten": "Lý Thị Sen",
        "ng0_viec": "Dạy thử hai lớp",
        "saved": str(initiative.saved),
        "page": "p1",
    }
    return {**fields, **more}


@pytest.fixture
def written(round_, hoa_sen, giang, giang_at_work):
    return make_written(round_, hoa_sen, giang)


def test_a_teacher_finds_the_open_round_begins_writes_and_hands_in(
    round_, giang, giang_at_work, hoa_sen
):
    client = as_(giang)
    assert round_.title in page(client, "own_list")

    answer = send(client, "start", round_.pk, title="Chấm bài", unit=hoa_sen.pk)
    made = Initiative.objects.get()
    assert answer.url == reverse("initiatives:edit", args=[made.pk])
    assert "Chưa điền “Nội dung giải pháp”." in page(client, "edit", made.pk)

    answer = send(client, "edit", made.pk, **typed(made, nop="1"))
    made.refresh_from_db()
    assert answer.url == reverse("initiatives:submit", args=[made.pk])
    assert [(one.name, str(one.after)) for one in made.effects.all()] == [
        ("Thời gian chấm một lớp", "15.50")
    ]
    assert [one.work for one in made.first_users.all()] == ["Dạy thử hai lớp"]

    assert "giờ Việt Nam" in page(client, "submit", made.pk)
    send(client, "submit", made.pk)
    made.refresh_from_db()
    assert made.status == S.SUBMITTED
    assert "Phiên bản 1" in page(client, "initiative", made.pk)


def test_a_co_author_is_told_what_a_no_costs_before_it_counts(written, giang, tuyet):
    set_authors(written, Decimal(60), [Share(tuyet.person, Decimal(40))], by=giang)
    client = as_(tuyet)
    assert reverse("initiatives:share_decline", args=[written.pk]) in page(client, "share", written.pk)  # fmt: skip

    asked = page(client, "share_decline", written.pk)
    answer = {"reason": "Tôi viết một nửa.", "ty_le": "40.00"}
    send(client, "share_decline", written.pk, **answer)
    still = page(client, "edit", written.pk)
    done = send(client, "share_decline", written.pk, **answer, confirm="không đồng ý")

    assert "không đọc, không sửa được bài viết nữa, kể cả phần bạn đã viết" in asked
    assert written.title in still
    assert done.url == reverse("initiatives:own_list")
    assert client.get(reverse("initiatives:edit", args=[written.pk])).status_code == 404
    assert "Tôi viết một nửa." in page(client, "share", written.pk)
    again = client.get(reverse("initiatives:share_decline", args=[written.pk]))
    assert again.url == reverse("initiatives:share", args=[written.pk])


def test_a_share_that_was_changed_since_is_neither_agreed_to_nor_declined(written, giang, tuyet):
    set_authors(written, Decimal(60), [Share(tuyet.person, Decimal(40))], by=giang)
    set_authors(written, Decimal(90), [Share(tuyet.person, Decimal(10))], by=giang)
    client = as_(tuyet)
    old = {"ty_le": "40.00"}

    send(client, "share", written.pk, **old)
    send(client, "share_decline", written.pk, **old, reason="Ít quá.", confirm="không đồng ý")
    unanswered = written.authorships.get(person=tuyet.person).status
    send(client, "share", written.pk, ty_le="10.00")

    assert unanswered == "asked"
    assert written.authorships.get(person=tuyet.person).status == "confirmed"


def test_who_has_no_round_is_told_so(giang, giang_at_work):
    assert "chưa có đợt xét nào nhận" in page(as_(giang), "own_list")


def test_saving_by_itself_says_the_clock_and_what_is_missing(written, giang):
    client = as_(giang)
    answer = send(client, "autosave", written.pk, **typed(written, o1="Hai chữ")).content.decode()

    written.refresh_from_db()
    assert written.values["o1"] == "Hai chữ"
    assert "Đã lưu lúc" in answer
    assert "cần ít nhất 5 chữ, hiện có 2" in answer
    assert f'name="saved" value="{written.saved}"' in answer


def test_a_half_filled_row_waits_while_saving_by_itself_and_is_told_by_the_button(written, giang):
    client = as_(giang)
    half = {"sl1_ten": "Số lỗi", "sl1_truoc": "7"}

    assert (
        "Đã lưu lúc"
        in send(client, "autosave", written.pk, **typed(written, **half)).content.decode()
    )
    written.refresh_from_db()
    assert written.effects.count() == 1
    said = send(client, "edit", written.pk, **typed(written, **half)).content.decode()
    assert "Hãy điền nốt dòng này" in said
    assert 'value="Số lỗi"' in said


def test_the_button_pressed_while_the_page_saves_by_itself_is_no_clash(written, giang):
    client, stale = as_(giang), typed(written)
    send(client, "autosave", written.pk, **stale)

    assert (
        send(client, "edit", written.pk, **{**stale, "title": "Chấm bài nhanh"}).status_code == 302
    )
    written.refresh_from_db()
    assert written.title == "Chấm bài nhanh"


def test_another_page_that_is_behind_is_told(written, giang):
    client, stale = as_(giang), typed(written)
    send(client, "autosave", written.pk, **stale)

    said = send(client, "edit", written.pk, **{**stale, "page": "p2"}).content.decode()
    assert "vừa lưu hoặc nộp" in said


def test_the_same_file_twice_is_said_and_a_stranger_does_not_open_it(written, giang, lan, an):
    client = as_(giang)
    for name in ("so-lieu.txt", "ten-khac.txt"):
        file = SimpleUploadedFile(name, "Bảng số liệu".encode(), "text/plain")
        answer = client.post(
            reverse("initiatives:file_add", args=[written.pk]), {"file": file}, follow=True
        )
    assert "đã có trong hồ sơ với tên “so-lieu.txt”" in answer.content.decode()

    (kept,) = written.files.all()
    address = reverse("documents:file", args=[kept.file_id])
    assert [opens(user, address) for user in (giang, lan, an)] == [True, False, False]
    submit_initiative(written, by=giang)
    assert [opens(user, address) for user in (giang, lan, an)] == [True, False, True]


def test_co_authors_are_found_shares_split_and_confirmed(written, giang, tuyet):
    client = as_(giang)
    assert "Lý Ánh Tuyết" in page(client, "authors", written.pk, q="anh tuyet")

    address = reverse("initiatives:authors", args=[written.pk], query={"them": tuyet.person.pk})
    client.post(address, {"chinh": "", "deu": "1"})
    assert sorted(str(one.share) for one in written.authorships.all()) == ["50.00", "50.00"]

    other = as_(tuyet)
    assert "50%" in page(other, "share", written.pk)
    assert "Mời bạn xác nhận" in page(other, "own_list")
    send(other, "share", written.pk, ty_le="40.00")  # an old page
    assert written.authorships.get(person=tuyet.person).status == "asked"
    send(other, "share", written.pk, ty_le="50.00")
    assert written.authorships.get(person=tuyet.person).status == "confirmed"


def test_a_co_author_who_left_since_is_named_on_the_pages_and_handing_in_is_refused(written, giang, tuyet):  # fmt: skip
    set_authors(written, Decimal(60), [Share(tuyet.person, Decimal(40))], by=giang)
    confirm_share(written.authorships.get(person=tuyet.person), by=tuyet)
    client = as_(giang)
    said = "Lý Ánh Tuyết không còn công tác. Hãy sửa danh sách tác giả."
    assert said not in page(client, "submit", written.pk)
    Post.objects.filter(person=tuyet.person).update(
        days=DateRange(TODAY - timedelta(days=900), TODAY)
    )

    shown = page(client, "edit", written.pk)
    answer = send(client, "submit", written.pk)
    told = client.get(answer.url).content.decode()

    assert f'<a href="#tac-gia">{said}</a>' in shown
    assert said in told
    written.refresh_from_db()
    assert (written.status, written.versions.count()) == (S.DRAFT, 0)
    set_authors(written, Decimal(100), [], by=giang)
    send(client, "submit", written.pk)
    assert written.versions.count() == 1


def test_an_office_drafts_opens_extends_and_closes_a_round(an, so, giang_at_work, giang):
    client = as_(an)
    form = page(client, "round_new")
    assert all(theme["label"] in form for theme in round_defaults()["themes"])  # S0-35 to S0-39
    asked = {
        "owner": so.pk,
        "title": "Đợt xét thử",
        "level": "department",
        "year": "SY2026",
        "opens_on": f"{TODAY:%d/%m/%Y}",
        "closes_on": f"{TODAY:%d/%m/%Y}",
        "check_days": "30",
        "decide_days": "90",
        "line": "prof",
        "report": re.search(r'name="report"[^>]*>\s*<option value="(\d+)"', form)[1],
        "themes": "Chuyển đổi số trong giáo dục; triển khai chương trình giáo dục phổ thông 2018\nChủ đề riêng",
    }
    year = timezone.localdate().year - (timezone.localdate().month < 9)
    send(client, "round_new", **{**asked, "year": f"SY{year}"})
    made = InitiativeRound.objects.get()
    assert [item["key"] for item in made.themes] == ["digital", "m1"]
    assert "Đợt xét thử" not in page(as_(giang), "own_list")

    send(client, "round_open", made.pk)
    assert "Đợt xét thử" in page(as_(giang), "own_list")
    later = TODAY + timedelta(days=9)
    send(client, "round_extend", made.pk, closes_on=f"{later:%d/%m/%Y}", reason="Bão")
    send(client, "round_close", made.pk, confirm="ngừng")
    made.refresh_from_db()
    assert (made.closes_on, made.status) == (later, InitiativeRound.Status.JUDGING)


def test_an_office_checks_from_the_table_and_returns_with_places(written, giang, an, round_):
    submit_initiative(written, by=giang)
    client = as_(an)
    assert written.title in page(client, "round", round_.pk, tinh_trang="submitted")
    assert "Đơn có chữ ký" in page(client, "check", written.pk)

    send(
        client,
        "check",
        written.pk,
        **{"tra-lai": "1", "reason": "Bổ sung.", "sua_o1": "Ghi số lớp"},
    )
    written.refresh_from_db()
    assert written.status == S.RETURNED
    assert "Ghi số lớp" in page(as_(giang), "edit", written.pk)

    send(as_(giang), "edit", written.pk, **typed(written, o1=WORDS["o1"] + " Có ba lớp."))
    submit_initiative(Initiative.objects.get(pk=written.pk), by=giang)
    assert "Có ba lớp." in page(client, "difference", written.pk, 2)
    send(client, "check", written.pk, diem_signed="on")
    written.refresh_from_db()
    assert written.status == S.VALID


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_ask_the_same_number_of_queries(
    rows, round_, hoa_sen, giang, giang_at_work, an, django_assert_max_num_queries
):
    for _number in range(rows):
        submit_initiative(make_written(round_, hoa_sen, giang), by=giang)
    own, office = as_(giang), as_(an)
    with django_assert_max_num_queries(17):
        page(own, "own_list")
    with django_assert_max_num_queries(20):
        page(office, "round", round_.pk)


def waiting(user):
    rows = waiting_for(user, also=initiative_sorts(user), said=WORDS_OF)
    return {row.what for row in rows}


def test_home_says_what_waits_for_author_co_author_and_office(written, giang, tuyet, an, round_):
    set_authors(written, Decimal(60), [Share(tuyet.person, Decimal(40))], by=giang)
    give(tuyet, Role.TEACHER, written.unit)
    assert waiting(giang) == {f"Sáng kiến đang viết: {written.title}"}
    assert waiting(tuyet) == {
        f"Xác nhận tỷ lệ đóng góp: {written.title}",
        f"Sáng kiến đang viết: {written.title}",
    }
    assert waiting(an) == set()

    confirm_share(written.authorships.get(person=tuyet.person), by=tuyet)
    submit_initiative(written, by=giang)
    assert waiting(an) == {f"1 hồ sơ sáng kiến chờ kiểm tra: {round_.title}"}
    return_initiative(written, "Thiếu.", [], by=an)
    assert f"Sáng kiến được trả lại: {written.title}" in waiting(tuyet)


def test_the_office_is_led_from_what_came_in_to_the_check_and_to_the_council(
    round_, hoa_sen, an, giang, giang_at_work
):
    empty = page(as_(an), "round", round_.pk)
    made = make_written(round_, hoa_sen, giang)
    submit_initiative(made, by=giang)

    waiting = page(as_(an), "round", round_.pk)
    accept_as_valid(made, {row["key"]: True for row in round_.checklist}, by=an)
    checked = page(as_(an), "round", round_.pk)

    assert "Chưa có sáng kiến nào được nộp." in empty
    assert primary(waiting) == ("Kiểm tra hồ sơ tiếp theo", f"/sang-kien/{made.pk}/kiem-tra/")
    bring = f"/sang-kien/dot-xet/{round_.pk}/ra-hoi-dong/"
    assert primary(checked) == ("Đưa ra hội đồng", bring)
    # Without a council yet, the way leads to where one is chosen.
    assert as_(an).get(bring).url == f"/sang-kien/dot-xet/{round_.pk}/cach-xet/"


def test_a_round_is_the_offices_own_unless_it_says_otherwise(so, an):
    room = make_unit("Phòng A đứng đầu bảng chữ cái", Unit.Kind.ROOM, admin=so)

    choice = RoundForm(user=an).fields["owner"].queryset

    assert choice.first() == so
    assert room not in choice


def primary(shown):
    """Words and address of the one primary button, where that is a link."""
    ((address, words),) = re.findall(r'<a class="btn btn-primary" href="([^"]+)">(.*?)</a>', shown)
    return re.sub(r"<[^>]+>", "", words).strip(), address


def test_boxes_below_a_heading_are_a_level_deeper_than_it(an, so, hoa_sen, giang, giang_at_work):
    boxes = (BOXES[0], replace(BOXES[1], section="Giải pháp"), BOXES[2])
    form = Form.objects.create(key="sk-de-muc", title="Mẫu có đề mục", owner=so)
    version = FormVersion.objects.create(form=form, number=1, fields=write_fields(boxes))
    written = make_written(make_round(so, an, form=version), hoa_sen, giang)

    read = page(as_(giang), "initiative", written.pk)

    found = re.findall(r"<h([34])[^>]*>([^<]*)</h", read[read.index('<div class="report">') :])
    expected = [
        ("3", BOXES[0].label),
        ("3", "Giải pháp"),
        ("4", BOXES[1].label),
        ("4", BOXES[2].label),
    ]
    assert found[:4] == expected
