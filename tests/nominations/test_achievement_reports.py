"""The achievement report: filled from facts, finished by the writer, summed up, printed. S3-49 S3-50"""

from datetime import date

import pytest
from django.urls import reverse
from pypdfium2 import PdfDocument

from phongtrao.accounts.models import Role
from phongtrao.documents.comparison import read_passages
from phongtrao.documents.content import WORD
from phongtrao.documents.word.check import check_template
from phongtrao.documents.word.render import fill_template
from phongtrao.lib.errors import BadInput, Conflict, NotAllowed
from phongtrao.nominations.make_dossier_templates import MADE
from phongtrao.nominations.papers import PAPERS
from phongtrao.nominations.queries.report_facts import lines_of, proposed_claims
from phongtrao.nominations.report_forms import report_form
from phongtrao.nominations.services.printing import print_report
from phongtrao.nominations.services.reports import fill_report, propose_summary, save_report
from phongtrao.orgs.models import Line, YearlyRating
from phongtrao.reader.load.office import print_word
from phongtrao.recognition.models import ScopeRecognition
from tests.awards.made import confirmed
from tests.factories import give, make_user
from tests.literacy.made import make_worker
from tests.nominations.dossiers import make_nomination, make_round, make_submission
from tests.recognition.made import make_creation

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher(giang, hoa_sen):
    return make_worker(giang, hoa_sen)


@pytest.fixture
def sent(so, hoa_sen):
    return make_submission(make_round(so), hoa_sen)


@pytest.fixture
def nomination(sent, teacher):
    return make_nomination(sent, teacher)


def rate(person, unit, year: int, level: int):
    YearlyRating.objects.create(
        person=person, unit=unit, period=f"SY{year}", ends_on=date(year + 1, 8, 31), level=level
    )


def test_a_report_is_filled_from_facts_of_the_years_asked_about(
    nomination, teacher, hoa_sen, so, giang, an
):
    second = make_user("Cao Thế Vinh")
    give(second, Role.OFFICE, so, Line.PROF)
    rate(teacher, hoa_sen, 2024, 4)
    rate(teacher, hoa_sen, 2021, 3)  # not of the year asked about
    make_creation(hoa_sen, {teacher: 100})
    confirmed(hoa_sen, an, second, teacher, period="SY2020", decided_on=date(2021, 6, 1))

    filled = fill_report(nomination, by=giang)

    said = nomination.report
    assert said["name"] == "Vũ Thị Giang"
    assert "Trường THCS Hoa Sen" in said["about"]
    assert said["results"].count("\n") == 0
    assert said["results"].startswith("Xếp loại năm học 2024–2025: hoàn thành xuất sắc nhiệm vụ")
    assert said["works"].startswith("2025 | Chấm bài bằng điện thoại | Cấp cơ sở | 20/05/2025")
    assert said["titles"] == "2020–2021 | Chiến sĩ thi đua cơ sở | 12/QĐ, 01/06/2021, Hiệu trưởng"
    assert "Chức trách, nhiệm vụ được giao" not in filled


def test_a_report_opens_with_what_is_on_record_and_keeps_nothing_by_itself(
    client, nomination, giang
):
    client.force_login(giang)
    url = reverse("nominations:report_write", args=[nomination.pk])

    first = client.get(url).context["form"]

    assert first["name"].value() == "Vũ Thị Giang"
    nomination.refresh_from_db()
    assert nomination.report == {}
    save_report(nomination, {"duties": "Dạy toán"}, 0, by=giang)
    assert not client.get(url).context["form"]["name"].value()


def test_the_way_back_leads_where_the_reader_may_go(client, nomination, giang, lan):
    url, back = (
        reverse("nominations:nomination", args=[nomination.pk]),
        reverse("nominations:rounds"),
    )
    link = f'<a href="{back}">'

    found = {}
    for who in (giang, lan):
        client.force_login(who)
        found[who] = (link in client.get(url).content.decode(), client.get(back).status_code)

    assert found == {giang: (False, 404), lan: (True, 200)}


def test_filling_never_overwrites_what_was_written(nomination, giang):
    save_report(nomination, {"about": "Tôi tự viết."}, 0, by=giang)

    fill_report(nomination, by=giang)

    assert nomination.report["about"] == "Tôi tự viết."
    assert nomination.report["name"] == "Vũ Thị Giang"


def test_two_who_write_at_once_lose_nothing(nomination, giang, lan):
    save_report(nomination, {"duties": "Dạy Toán."}, 0, by=giang)

    with pytest.raises(Conflict):
        save_report(nomination, {"duties": "Dạy Văn."}, 0, by=lan)

    nomination.refresh_from_db()
    assert nomination.report["duties"] == "Dạy Toán."


def test_a_report_is_written_by_the_nominated_and_the_unit_until_sent(nomination, giang, binh, chi):
    save_report(nomination, {}, 0, by=giang)
    save_report(nomination, {}, 1, by=binh)
    with pytest.raises(NotAllowed):
        save_report(nomination, {}, 2, by=chi)
    nomination.status = "sent"
    nomination.save()

    with pytest.raises(NotAllowed, match="Hồ sơ đã gửi"):
        save_report(nomination, {}, 2, by=giang)


def test_a_summary_is_cut_at_sentences_and_held_to_half_a_page(nomination, giang):
    sections = report_form("05", is_person=True).sections
    report = {"about": "Sinh năm 1990.", "results": "Câu một dài. Câu hai dài hơn.\nCâu ba."}

    assert propose_summary(sections, report, 30) == "Câu một dài. Câu hai dài hơn."
    with pytest.raises(BadInput, match=r"1\.?500"):
        save_report(nomination, {"summary": "a" * 1501}, 0, by=giang)


def test_facts_of_many_nominees_take_as_many_queries_as_of_one(
    sent, teacher, hoa_sen, binh, lan, django_assert_max_num_queries
):
    some = [make_nomination(sent, one) for one in (teacher, make_worker(lan, hoa_sen))]
    rate(teacher, hoa_sen, 2024, 4)
    lines_of(some)

    with django_assert_max_num_queries(20):
        lines_of(some)
    with django_assert_max_num_queries(20):
        lines_of(some[:1])


def test_a_work_is_proposed_once_by_its_own_key(nomination, teacher, hoa_sen, so):
    """Recognised twice it is one achievement, and earns one form (Luật 06/2022/QH15, điều 5)."""
    work = make_creation(hoa_sen, {teacher: 100})
    ScopeRecognition.objects.create(
        creation=work, scope="province", decided_on=date(2025, 6, 1), decided_by=so
    )

    proposed = proposed_claims(nomination)

    assert [one.key for one in proposed] == [f"recognition.creation:{work.pk}"]


def test_the_report_is_printed_with_its_tables(nomination, giang):
    works = "2025 | Góc đọc | Cơ sở | 5/QĐ\n2026 | Bảng | Tỉnh | 6/QĐ | còn thêm"
    save_report(nomination, {"results": "Dạy tốt.", "works": works}, 0, by=giang)

    said = [one.text for one in read_passages(print_report(nomination), WORD)]

    assert "ĐỀ NGHỊ TẶNG CHIẾN SĨ THI ĐUA CƠ SỞ" in said
    assert "Dạy tốt." in said
    assert any("Góc đọc" in text for text in said)
    assert any("6/QĐ | còn thêm" in text for text in said)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.key)
def test_our_templates_have_every_place(paper):
    assert check_template(paper.default.read_bytes(), paper.places) == []
    assert f"{paper.default.stem}" in MADE


@pytest.mark.office
@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.key)
def test_libreoffice_opens_the_paper(paper):
    """The letter with its list on a page of its own."""
    filled = fill_template(paper.default.read_bytes(), paper.places, paper.fill(paper.sample()))

    pages = [page.get_textpage().get_text_bounded() for page in PdfDocument(print_word(filled))]

    # LibreOffice sets some marks apart from their letters: words without such are looked for.
    assert "VÍ D" in pages[0]
    assert "2026" in pages[0]
    assert len(pages) == (2 if paper.key == "nominations.letter" else 1)


def test_saving_by_itself_tells_how_long_the_summaries_are(client, nomination, giang):
    client.force_login(giang)
    address = reverse("nominations:report_autosave", args=[nomination.pk])

    answer = client.post(address, {"summary": "Mười ký tự", "saved": "0", "page": "p"})

    assert "10/1.500 ký tự" in answer.content.decode()
    nomination.refresh_from_db()
    assert nomination.summary == "Mười ký tự"


def test_a_stranger_finds_no_report(client, nomination, chi):
    client.force_login(chi)

    answers = [
        client.get(reverse(f"nominations:{name}", args=[nomination.pk])).status_code
        for name in ("report", "report_write")
    ]

    assert answers == [404, 404]
