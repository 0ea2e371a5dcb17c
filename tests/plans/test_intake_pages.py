"""The review page over HTTP, without JavaScript, and as htmx asks for parts."""

import re

import pytest
from django.utils.html import escape

from phongtrao.plans.models import Intake, IntakeFact
from tests.plans.intake_work import (
    PLANS,
    make_fact,
    make_intake,
    marked,
    page,
    read_in,
    run_jobs,
    source,
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


def test_a_section_opens_where_something_waits(signed_in, intake):
    facts = [make_fact(intake, state=S.CONFIRMED) for _n in range(12)]
    facts.append(make_fact(intake))

    shown = signed_in.get(f"/tiep-nhan/{intake.pk}/?muc=tasks").context["page"]

    assert (shown.page, shown.chosen) == (2, facts[-1])


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
