"""The list and the review page over HTTP, without JavaScript, and as htmx asks for parts."""

import re

import pytest
from django.utils.html import escape

from phongtrao.documents.models import OfficialDocument
from phongtrao.documents.visibility import may_see_file
from phongtrao.plans.models import Intake, IntakeFact, Plan
from tests.plans.intake_work import (
    PLANS,
    accept_all,
    make_fact,
    make_intake,
    read_in,
    run_jobs,
    task_value,
)

S = IntakeFact.State
LARGEST = 100_000  # bytes of HTML


@pytest.fixture
def signed_in(client, an):
    client.force_login(an)
    return client


@pytest.fixture
def intake(so, an) -> Intake:
    return make_intake(so, an, blocks=source(20))


def source(count: int) -> list[dict]:
    return [
        {
            "number": n,
            "kind": "line",
            "text": f"Dòng chữ số {n}",
            "page": None,
            "line": n,
            "cells": [],
        }
        for n in range(count)
    ]


def page(client, intake: Intake, query: str = "", **headers) -> str:
    return client.get(f"/tiep-nhan/{intake.pk}/{query}", headers=headers).content.decode()


def marked(text: str) -> list[str]:
    """Ids of the blocks that are marked."""
    return re.findall(r'id="(b\d+)"\s+class="[^"]*marked"', text)


# ------------------------------------------------------------------ the list


@pytest.mark.parametrize("rows", [1, 3])
def test_list_query_count_does_not_grow(signed_in, so, an, rows, django_assert_num_queries):
    for _ in range(rows):
        make_fact(make_intake(so, an))

    # session, user, grants, notices, running works, count, page
    with django_assert_num_queries(7):
        answer = signed_in.get("/tiep-nhan/")

    assert answer.context["table"].count == rows


def test_the_list_counts_what_waits_and_leaves_out_what_was_dropped(signed_in, so, an):
    intake = make_intake(so, an, title="Kế hoạch thi đua")
    for state in (S.PENDING, S.CONFIRMED, S.DROPPED):
        make_fact(intake, state=state)
    make_intake(so, an, status=Intake.Status.DROPPED)

    rows = list(signed_in.get("/tiep-nhan/").context["table"].filtered)

    assert [(row.pk, row.total, row.pending) for row in rows] == [(intake.pk, 2, 1)]


def test_the_list_is_searched_without_marks_and_exported(signed_in, so, an):
    make_intake(so, an, title="Kế hoạch thi đua")
    make_intake(so, an, title="Kế hoạch hội nghị")

    found = signed_in.get("/tiep-nhan/?q=thi dua").context["table"]
    sheet = signed_in.get("/tiep-nhan/?xuat=xlsx")

    assert [str(row) for row in found.filtered] == ["Kế hoạch thi đua"]
    assert sheet.headers["Content-Disposition"] == 'attachment; filename="ke-hoach-tiep-nhan.xlsx"'


def test_an_empty_list_offers_the_first_step(signed_in, so):
    text = signed_in.get("/tiep-nhan/").content.decode()

    assert "Chưa có kế hoạch nào được tiếp nhận." in text
    assert 'href="/tiep-nhan/tep-moi/"' in text


# ------------------------------------------------------------------ the review


def test_choosing_a_fact_marks_its_passage(signed_in, intake):
    make_fact(intake, first_block=1, last_block=1, position=0)
    chosen = make_fact(intake, value=task_value("Khác"), first_block=4, last_block=5)

    text = page(signed_in, intake, f"?muc=tasks&chon={chosen.pk}")

    assert marked(text) == ["b4", "b5"]


def test_a_block_leads_to_its_fact_or_to_adding_one(signed_in, intake):
    fact = make_fact(intake, first_block=4, last_block=5)

    text = page(signed_in, intake)

    assert escape(f"/tiep-nhan/{intake.pk}/?muc=tasks&chon={fact.pk}#muc-{fact.pk}") in text
    assert f"/tiep-nhan/{intake.pk}/them-muc/?doan=7" in text


def test_the_doubtful_come_first_with_their_reason(signed_in, intake):
    sure = make_fact(intake, value=task_value("Chắc chắn"))
    unsure = make_fact(intake, value=task_value("Ngờ ngợ"), confidence=0.6, doubt="Hãy đối chiếu.")

    first = signed_in.get(f"/tiep-nhan/{intake.pk}/").context["page"]
    tasks = signed_in.get(f"/tiep-nhan/{intake.pk}/?muc=tasks").context["page"]

    assert (first.section, [d.fact.pk for d in first.drafts]) == (None, [unsure.pk])
    assert [d.fact.pk for d in tasks.drafts] == [unsure.pk, sure.pk]
    assert "Hãy đối chiếu." in page(signed_in, intake)


def test_the_counter_says_how_many_wait(signed_in, intake):
    for n in range(7):
        make_fact(intake, confidence=0.5 if n < 2 else 0.9)

    text = page(signed_in, intake)

    assert "Còn 7 mục chưa soát" in text
    assert "trong đó 2 mục cần xem kỹ" in text


def test_rows_of_a_table_are_shown_as_a_table(signed_in, so, an):
    row = {"number": 0, "kind": "row", "text": "1 | Mở lớp", "page": 3, "line": None}
    intake = make_intake(so, an, blocks=[{**row, "cells": ["1", "Mở lớp"]}])
    make_fact(intake)

    text = page(signed_in, intake)

    assert re.search(r"<td>1</td>\s*<td>Mở lớp</td>\s*</tr>", text)
    assert "tr. 3</a>" in text


def test_an_edited_fact_shows_what_the_machine_read(signed_in, intake):
    fact = make_fact(intake, "purposes", {"text": "Nâng cao nhận thứt", "heading": None})

    signed_in.post(f"/tiep-nhan/muc/{fact.pk}/sua/", {"text": "Nâng cao nhận thức"})

    text = page(signed_in, intake, "?muc=purposes")
    assert "Máy đọc: “Nâng cao nhận thứt”" in text


def test_accepting_goes_on_to_the_next_that_waits(signed_in, intake):
    first, second = (make_fact(intake, position=n) for n in range(2))

    answer = signed_in.post(f"/tiep-nhan/muc/{first.pk}/nhan/", {"muc": "tasks"})

    assert answer.url == f"/tiep-nhan/{intake.pk}/?muc=tasks&chon={second.pk}#muc-{second.pk}"


def test_a_double_click_accepts_once(signed_in, intake):
    fact = make_fact(intake)
    key = {"form_key": "8f0d5a2e-54ad-4a7f-9d0a-6b3f9f1c2d3e"}

    answers = [signed_in.post(f"/tiep-nhan/muc/{fact.pk}/bo/", key) for _ in range(2)]

    fact.refresh_from_db()
    assert answers[0].url == answers[1].url
    assert fact.state == S.DROPPED


def test_all_shown_are_accepted_and_only_those(signed_in, intake):
    shown, hidden = make_fact(intake), make_fact(intake)

    signed_in.post(
        f"/tiep-nhan/{intake.pk}/nhan-cac-muc/", {"shown": f"{shown.pk} x", "muc": "tasks"}
    )

    states = dict(intake.facts.values_list("pk", "state"))
    assert states == {shown.pk: S.CONFIRMED, hidden.pk: S.PENDING}


def test_a_form_stands_beside_the_source(signed_in, intake):
    fact = make_fact(intake, first_block=4, last_block=4, passage="Dòng chữ số 4")

    texts = [
        signed_in.get(f"/tiep-nhan/muc/{fact.pk}/{act}/").content.decode()
        for act in ("sua", "tach")
    ]

    assert [marked(text) for text in texts] == [["b4"], ["b4"]]
    assert all("Dòng chữ số 4</blockquote>" in text for text in texts)


def test_splitting_and_joining_over_http(signed_in, intake):
    fact = make_fact(intake, value=task_value("Mở lớp. Tổ chức thi."))

    split = signed_in.post(f"/tiep-nhan/muc/{fact.pk}/tach/", {"text": "Mở lớp.\nTổ chức thi."})
    words = list(intake.facts.values_list("value__text", flat=True))
    signed_in.post(f"/tiep-nhan/muc/{fact.pk}/noi/")

    fact.refresh_from_db()
    assert split.status_code == 302
    assert words == ["Mở lớp.", "Tổ chức thi."]
    assert fact.value["text"] == "Mở lớp. Tổ chức thi."


def test_a_fact_is_added_from_a_passage(signed_in, intake):
    address = f"/tiep-nhan/{intake.pk}/them-muc/"
    choice = signed_in.get(f"{address}?doan=7").content.decode()
    form = signed_in.get(f"{address}?muc=contents&doan=7").context["form"]

    signed_in.post(f"{address}?muc=contents&doan=7", {"text": "Nội dung thi đua"})

    fact = intake.facts.get()
    assert "?muc=contents&amp;doan=7" in choice
    assert form["text"].value() == "Dòng chữ số 7"
    assert (fact.section, fact.value["text"], fact.first_block) == (
        "contents",
        "Nội dung thi đua",
        7,
    )


def test_htmx_gets_the_drafts_alone_or_the_source_alone(signed_in, intake):
    make_fact(intake)

    drafts = page(signed_in, intake, "?muc=tasks", **{"HX-Request": "true", "HX-Target": "drafts"})
    piece = page(signed_in, intake, "?nguon=1", **{"HX-Request": "true", "HX-Target": "source"})

    assert drafts.lstrip().startswith('<div class="drafts"')
    assert piece.lstrip().startswith('<section class="source"')


def test_rereading_over_http_goes_back_to_reading(signed_in, so, an):
    intake = read_in(so, an)

    signed_in.post(f"/tiep-nhan/{intake.pk}/doc-lai/")
    waiting = page(signed_in, intake)
    run_jobs()
    polled = signed_in.get(
        f"/tiep-nhan/{intake.pk}/", headers={"HX-Request": "true", "HX-Target": "reading"}
    )

    assert "Máy đang đọc tệp" in waiting
    assert polled.headers["HX-Redirect"] == f"/tiep-nhan/{intake.pk}/"


def test_dropping_asks_for_a_word_and_says_what_is_lost(signed_in, intake):
    make_fact(intake, state=S.CONFIRMED)

    asked = signed_in.get(f"/tiep-nhan/{intake.pk}/bo/").content.decode()
    signed_in.post(f"/tiep-nhan/{intake.pk}/bo/", {"confirm": "bo"})

    intake.refresh_from_db()
    assert "mục đã đọc sẽ không dùng nữa" in asked
    assert intake.status == Intake.Status.DROPPED


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_a_real_plan_is_reviewed_in_small_pages(signed_in, so, an, name):
    file = PLANS / f"{name}.txt"
    if not file.exists():
        pytest.skip("the source plans are not here")
    intake = read_in(so, an, file.read_text(encoding="utf-8"), f"{name}.txt")

    sizes = {
        section: len(page(signed_in, intake, f"?muc={section}").encode())
        for section in {*intake.facts.values_list("section", flat=True), "can-xem"}
    }

    assert {section: size for section, size in sizes.items() if size > LARGEST} == {}


def test_every_fact_of_a_real_plan_survives_its_form_unchanged(signed_in, so, an):
    file = PLANS / "003.txt"
    if not file.exists():
        pytest.skip("the source plans are not here")
    intake = read_in(so, an, file.read_text(encoding="utf-8"), "003.txt")

    for fact in intake.facts.all():
        form = signed_in.get(f"/tiep-nhan/muc/{fact.pk}/sua/").context["form"]
        shown = {name: form[name].value() for name in form.fields}
        sent = {name: value for name, value in shown.items() if value not in (None, False)}
        signed_in.post(f"/tiep-nhan/muc/{fact.pk}/sua/", sent)

    changed = [f.value for f in intake.facts.all() if f.value != f.value_read]
    assert (changed, set(intake.facts.values_list("state", flat=True))) == ([], {S.CONFIRMED})


def test_a_source_of_hundreds_of_pages_is_paged(signed_in, so, an):
    intake = make_intake(so, an, blocks=source(5_000))
    fact = make_fact(intake, first_block=4_000, last_block=4_001)

    text = page(signed_in, intake, f"?muc=tasks&chon={fact.pk}")

    assert marked(text) == ["b4000", "b4001"]
    assert 'id="b1"' not in text
    assert len(text.encode()) < LARGEST


# ------------------------------------------------------------------ publishing


def test_the_publish_page_says_what_will_be_made(signed_in, intake):
    make_fact(intake, "document", {"title": "Phát động phong trào"})
    make_fact(intake)
    make_fact(intake, "indicators", {"name": "Tỷ lệ trường", "targets": []})
    accept_all(intake)

    text = signed_in.get(f"/tiep-nhan/{intake.pk}/ban-hanh/").content.decode()

    assert "Lập kế hoạch với 1 nhiệm vụ" in text
    assert "Chỉ tiêu: 1 mục được giữ cùng kế hoạch và sẽ hiện ở phần “Chỉ tiêu”." in text


def test_publishing_leads_to_the_plan_and_leaves_a_note(signed_in, so, intake):
    make_fact(intake, "document", {"title": "Phát động phong trào"})
    make_fact(intake, "indicators", {"name": "Tỷ lệ trường", "targets": []})
    accept_all(intake)
    asked = {"owner": so.pk, "line": "prof", "starts_on": "01/02/2026", "new_movement": "Thi đua"}

    answer = signed_in.post(f"/tiep-nhan/{intake.pk}/ban-hanh/", asked)

    plan = Plan.objects.get()
    assert answer.url == f"/ke-hoach/{plan.pk}/"
    assert "Chỉ tiêu: 1 mục, sẽ hiện ở phần “Chỉ tiêu”." in page(signed_in, intake)


def test_publishing_asks_for_a_movement(signed_in, so, intake):
    asked = {"owner": so.pk, "line": "prof", "starts_on": "01/02/2026"}

    answer = signed_in.post(f"/tiep-nhan/{intake.pk}/ban-hanh/", asked)

    assert answer.context["form"].errors == {
        "new_movement": [
            "Kế hoạch phải thuộc ít nhất một phong trào. Hãy chọn phong trào đã có hoặc ghi tên phong trào mới."
        ]
    }


def test_with_facts_unread_the_page_and_the_deed_say_the_same(signed_in, so, intake):
    make_fact(intake)
    url = f"/tiep-nhan/{intake.pk}/ban-hanh/"
    asked = {"owner": so.pk, "line": "prof", "starts_on": "01/02/2026", "new_movement": "Thi đua"}

    answers = [signed_in.get(url, follow=True), signed_in.post(url, asked, follow=True)]

    for answer in answers:
        assert answer.redirect_chain == [(f"/tiep-nhan/{intake.pk}/", 302)]
        said = "Còn 1 mục chưa soát (Nhiệm vụ: 1). Hãy soát hết rồi ban hành."
        assert said in answer.content.decode()
    assert (Plan.objects.count(), OfficialDocument.objects.count()) == (0, 0)


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


# ------------------------------------------------------------------ who may


def test_leaders_read_and_others_find_nothing(client, intake, dung, khanh, binh, hoa):
    fact = make_fact(intake)
    pages = (f"/tiep-nhan/{intake.pk}/", "/tiep-nhan/")
    acts = (f"/tiep-nhan/muc/{fact.pk}/sua/", f"/tiep-nhan/{intake.pk}/ban-hanh/")

    seen = {}
    for user in (dung, khanh, binh, hoa):
        client.force_login(user)
        seen[user.username] = [client.get(url).status_code for url in (*pages, *acts)]

    assert seen == {
        "dung": [200, 200, 403, 403],
        "khanh": [404, 404, 404, 404],
        "binh": [404, 404, 404, 404],
        "hoa": [404, 404, 404, 404],
    }


def test_a_leader_sees_no_buttons_and_cannot_act(client, intake, dung):
    fact = make_fact(intake)
    client.force_login(dung)

    text = page(client, intake)
    client.post(f"/tiep-nhan/muc/{fact.pk}/nhan/")

    fact.refresh_from_db()
    assert "formaction" not in text
    assert fact.state == S.PENDING


def test_the_file_is_open_to_those_who_see_the_intake(so, an, dung, khanh):
    file = read_in(so, an).file

    answers = {user.username: may_see_file(user, file) for user in (an, dung, khanh)}

    assert answers == {"an": True, "dung": True, "khanh": False}


def test_the_history_of_an_intake_is_told_to_the_office(client, so, an, binh):
    intake = read_in(so, an)

    client.force_login(an)
    told = client.get(f"/nhat-ky/plans.intake/{intake.pk}/")
    client.force_login(binh)
    hidden = client.get(f"/nhat-ky/plans.intake/{intake.pk}/")

    assert "Tiếp nhận tệp kế hoạch" in told.content.decode()
    assert hidden.status_code == 404


# ------------------------------------------------------------------ one sentence, and what it may become


def test_a_sentence_read_three_times_is_one_card(signed_in, intake):
    lead = make_fact(intake, first_block=1, last_block=1)
    duty = {"unit": "Trường THCS Hoa Sen", "text": "Tổ chức hội thi sáng tạo"}
    make_fact(intake, "responsibilities", duty, rides_with=lead)
    report = {"who": "Trường THCS Hoa Sen", "about": "Báo cáo", "day": 20, "recurring": True}
    make_fact(intake, "reports_due", report, rides_with=lead)

    tasks = page(signed_in, intake, "?muc=tasks")
    reports = page(signed_in, intake, "?muc=reports_due")

    assert "Nhận cả 3" in tasks
    assert "<strong>Báo cáo phải nộp</strong>: Báo cáo" in tasks
    assert "Hạn nộp: ngày 20 hằng tháng" in tasks
    assert 'class="draft ' not in reports
    assert "1 mục khác của phần này cùng câu với một nhiệm vụ" in reports
    assert "Còn 1 mục chưa soát" in reports


def test_a_content_with_a_number_offers_its_target(signed_in, intake):
    fact = make_fact(intake, "contents", {"text": "100% giáo viên dự hội thi", "heading": None})
    plain = make_fact(intake, "contents", {"text": "Đẩy mạnh thi đua", "heading": None})
    url = f"/tiep-nhan/muc/{fact.pk}/chuyen/"

    text = page(signed_in, intake, "?muc=contents")
    answer = signed_in.post(url, {"thanh": "indicators", "muc": "contents"})
    made = IntakeFact.objects.get(section="indicators")
    after = page(signed_in, intake, f"?muc=indicators&chon={made.pk}")

    likely = re.findall(r'<button class="btn"[^>]*formaction="([^"]*chuyen/)"', text)
    assert likely == [url]
    assert f"/tiep-nhan/muc/{plain.pk}/chuyen/" in text
    assert answer.url == f"/tiep-nhan/{intake.pk}/?muc=indicators&chon={made.pk}#muc-{made.pk}"
    assert "Hoàn tác, trả về “Nội dung”" in after


def test_joining_is_shown_before_it_is_done(signed_in, intake):
    first = make_fact(intake, value=task_value("Mở lớp"))
    make_fact(intake, value=task_value("cho giáo viên"))
    url = f"/tiep-nhan/muc/{first.pk}/noi/"

    text = signed_in.get(url).content.decode()
    unchanged = IntakeFact.objects.get(pk=first.pk).value["text"]
    signed_in.post(url, {"muc": "tasks"})

    assert "<strong>Mở lớp cho giáo viên</strong>" in text
    assert unchanged == "Mở lớp"
    assert IntakeFact.objects.get(pk=first.pk).value["text"] == "Mở lớp cho giáo viên"


def test_the_last_fact_offers_nothing_to_join(signed_in, intake):
    fact = make_fact(intake)

    answer = signed_in.get(f"/tiep-nhan/muc/{fact.pk}/noi/", follow=True)

    assert "Không có mục nào phía sau để gộp" in answer.content.decode()


def test_the_whole_name_of_a_plan_is_its_heading(signed_in, so, an):
    title = "Kế hoạch phát động phong trào thi đua " + "đổi mới sáng tạo trong toàn ngành " * 4
    intake = make_intake(so, an, title=title.strip())

    text = page(signed_in, intake)

    assert re.search(rf"<h1[^>]*>\s*{title.strip()}\s*</h1>", text)
