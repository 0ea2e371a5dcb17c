"""Pages of inspections: who opens them, how often they ask, the minutes as Word, what waits. S1-13, S1-47"""

import io
import shutil

import pytest
from django.urls import reverse
from docx import Document
from pypdfium2 import PdfDocument

from phongtrao.activities.forms.inspections import read_items, write_items
from phongtrao.activities.inspection_waiting import WORDS, inspection_sorts
from phongtrao.activities.minutes import MINUTES, fill_minutes, sample_facts
from phongtrao.activities.models import Checklist, Inspection, Item
from phongtrao.activities.services import inspections as services
from phongtrao.activities.services.programmes import add_unscheduled, choose_units, draft_programme
from phongtrao.documents.visibility import may_see_file
from phongtrao.documents.word.render import fill_template
from phongtrao.orgs import reorganisation
from phongtrao.plans.queries.waiting import waiting_for
from phongtrao.portal.queries.calendar import due_for
from phongtrao.reader.load.office import print_word
from tests.activities.inspected import choosing, concluded, decided, demand, planned, today
from tests.activities.made import photo
from tests.factories import make_unit


def get(client, user, name, *args, **asked):
    client.force_login(user)
    return client.get(reverse(f"activities:{name}", args=args), asked)


def post(client, user, name, *args, **said):
    client.force_login(user)
    return client.post(reverse(f"activities:{name}", args=args), said)


def waits(user):
    rows = waiting_for(user, today(), also=inspection_sorts(user), said=WORDS)
    return [row.what for row in rows]


def test_who_opens_an_inspection(client, so, hoa_sen, an, dung, khanh, binh, chi, giang, lam, team):
    made = concluded(so, hoa_sen, an, team)

    answers = {
        who.username: get(client, who, "inspection", made.pk).status_code
        for who in (an, dung, khanh, binh, chi, giang, lam)
    }

    assert answers == {
        "an": 200, "dung": 200, "khanh": 200, "binh": 200, "chi": 404, "giang": 404, "lam": 404,
    }  # fmt: skip


def test_the_unit_does_not_read_why_it_was_chosen(client, so, hoa_sen, an, binh, team):
    made = concluded(so, hoa_sen, an, team)

    for address, args in (("inspection", (made.pk,)), ("inspections", ())):
        assert "3 nhiệm vụ quá hạn." not in get(client, binh, address, *args).content.decode()
    assert "3 nhiệm vụ quá hạn." in get(client, an, "inspection", made.pk).content.decode()
    assert get(client, binh, "programme", made.programme_id).status_code == 404


def test_one_outside_every_programme_opens_and_leads_on_to_its_decision(
    client, so, hoa_sen, an, team
):
    made = add_unscheduled(so, hoa_sen, "Có phản ánh.", choosing(team), by=an)

    page = get(client, an, "inspection", made.pk).content.decode()

    assert "Ghi quyết định" in page
    assert "Không tiến hành" in page
    assert "Bỏ khỏi chương trình" not in page


def test_photos_are_seen_by_the_unit_once_the_team_is_done(so, hoa_sen, an, binh, chi, team):
    made = decided(so, hoa_sen, an, team)
    for line in made.lines.all():
        services.answer_line(line, "met", photos=[photo()] if line.position == 1 else [], by=an)
    services.conclude_inspection(made, "Tốt.", by=an)
    stored = made.lines.first().evidence.get().file

    assert [may_see_file(who, stored) for who in (an, binh, chi)] == [True, True, False]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_does_not_ask_more_for_more(
    client, so, an, team, rows, django_assert_max_num_queries
):
    for n in range(rows):
        school = make_unit(f"Trường số {n}", admin=so)
        add_unscheduled(so, school, "Có phản ánh.", choosing(team), by=an)
    get(client, an, "inspections")

    with django_assert_max_num_queries(12):
        answer = get(client, an, "inspections")
    assert answer.content.decode().count("Trường số") == rows


@pytest.mark.parametrize("photos", [1, 3])
def test_one_inspection_does_not_ask_more_for_more(
    client, so, hoa_sen, an, team, photos, django_assert_max_num_queries
):
    made = concluded(so, hoa_sen, an, team)
    for n in range(photos):
        services.recommend_to(made, hoa_sen, demand(f"Việc {n}"), by=an)

    with django_assert_max_num_queries(30):
        get(client, an, "inspection", made.pk)


def test_units_are_ticked_and_a_wrong_name_is_told(client, so, hoa_sen, an, team):
    programme = draft_programme(so, today().year, by=an)
    said = {"don_vi": [hoa_sen.pk], "month": "12", "kind": "check"}

    wrong = post(
        client, an, "choose_units", programme.pk, **said, head="Không Có Ai", secretary="thuky"
    )
    none = post(client, an, "choose_units", programme.pk, month="12", kind="check")
    post(client, an, "choose_units", programme.pk, **said, head="khanh", secretary="thuky")

    assert "Không tìm thấy “Không Có Ai”" in wrong.content.decode()
    assert f'value="{hoa_sen.pk}" checked' in wrong.content.decode()
    assert "Chưa chọn đơn vị nào" in none.content.decode()
    made = Inspection.objects.get()
    assert (made.unit, made.members.count(), made.planned_by.month) == (hoa_sen, 2, 12)


def test_what_waits_for_whom(so, hoa_sen, an, khanh, binh, team):
    made = planned(so, hoa_sen, an, team)
    assert (
        waits(an) == [f"Đến tháng kiểm tra, chưa có quyết định: {hoa_sen}"]
        or made.planned_by > today()
    )
    made = decided_again(made, an)
    assert waits(khanh) == [f"Đi kiểm tra: {hoa_sen}"]
    assert f"Chuẩn bị đón đoàn kiểm tra: {hoa_sen}" in waits(binh)
    assert [item.kind for item in due_for(binh, today(), today())] == ["inspection"]
    for line in made.lines.all():
        services.answer_line(line, "met", by=an)
    services.conclude_inspection(made, "Tốt.", by=an)

    assert waits(binh) == [f"Biên bản kiểm tra chờ ý kiến: {hoa_sen}"]
    assert waits(khanh) == [f"Đã kiểm tra, không còn kiến nghị mở: {hoa_sen}"]


def decided_again(made, by):
    from tests.activities.inspected import paper  # noqa: PLC0415 -- beside its use

    said = services.Deciding(paper(), today(), Checklist.objects.get(key="movement"), "")
    return services.decide_inspection(made, said, by=by)


def test_the_minutes_say_what_was_recorded(client, so, hoa_sen, an, binh, chi, team):
    made = concluded(so, hoa_sen, an, team)
    services.recommend_to(made, hoa_sen, demand(), by=an)
    services.give_opinion(made, "Nhất trí.", by=binh)
    client.post(reverse("web:language"), {"language": "en", "next": "/"})  # the paper is Vietnamese

    paper = Document(io.BytesIO(get(client, binh, "minutes", made.pk).content))

    words = "\n".join(p.text for p in paper.paragraphs)
    cells = "\n".join(
        cell.text for table in paper.tables for row in table.rows for cell in row.cells
    )
    assert "Căn cứ Quyết định số 12/QĐ-SGDĐT" in words
    assert "- Hồ Gia Khánh, trưởng đoàn." in words
    assert "1. Ban hành lại kế hoạch, giao rõ người. Trách nhiệm: Trường THCS Hoa Sen" in words
    assert "Nhất trí." in words
    assert "Kế hoạch chưa ký." in cells
    assert "Chưa đạt" in cells
    assert get(client, chi, "minutes", made.pk).status_code == 404


@pytest.mark.office
def test_libreoffice_opens_the_minutes(db):
    if not shutil.which("soffice"):
        pytest.skip("apt-get install libreoffice-writer")
    content = fill_template(
        MINUTES.default.read_bytes(), MINUTES.places, fill_minutes(sample_facts())
    )

    pages = PdfDocument(print_word(content))

    text = "\n".join(page.get_textpage().get_text_bounded() for page in pages)
    # LibreOffice sets some marks apart from their letters: names without such are looked for.
    assert [name in text for name in ("Lý Ánh Ví Dụ", "Lò Ví Dụ", "SÔNG NGÂN")] == [True] * 3


def test_a_checklist_is_written_as_lines(client, an, binh):
    checklist = Checklist.objects.get(key="movement")
    assert read_items(write_items(checklist)) == list(checklist.items)
    said = {
        "title": "Danh mục mới",
        "valid_from": "01/01/2026",
        "lines": "# Sân\nCó cột cờ | KH 1\n\nCó cây",
    }

    post(client, an, "checklist_new", **said)

    made = Checklist.objects.get(title="Danh mục mới")
    assert made.items == (Item("Có cột cờ", "Sân", "KH 1"), Item("Có cây", "Sân"))
    assert post(client, binh, "checklist_new", **said).status_code == 404
    bare = post(
        client, an, "checklist_edit", made.pk, **{**said, "lines": "Có cột cờ\n| KH 1, mục II"}
    )
    assert "Mục thứ 2 chỉ có căn cứ (KH 1, mục II)" in bare.content.decode()
    made.refresh_from_db()
    assert len(made.items) == 2


def test_a_line_read_before_a_colleague_wrote_is_not_overwritten(client, on_site, an, khanh):
    line = on_site.lines.first()
    client.force_login(an)
    form = client.get(reverse("activities:site_line", args=[line.pk])).context["form"]
    services.answer_line(line, "unmet", "Kế hoạch chưa ký.", by=khanh)

    sent = post(client, an, "site_line", line.pk, outcome="met", as_read=form["as_read"].value())

    assert "Mục này vừa được người khác ghi" in sent.content.decode()
    line.refresh_from_db()
    assert line.outcome == "unmet"


def test_open_inspections_go_on_with_the_heir(so, hoa_sen, binh_minh, an, team):
    going = concluded(so, hoa_sen, an, team)
    programme = draft_programme(so, today().year + 1, by=an)
    day = today().replace(year=today().year + 1, month=3, day=31)
    choose_units(programme, {binh_minh: ""}, choosing(planned_by=day), by=an)

    carrier = reorganisation.CARRIERS["activities.inspection.unit"]

    assert going in carrier.rows()
    assert carrier.rows().count() == 2
