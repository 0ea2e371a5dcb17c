"""Papers of a sitting: complete, numbered, in the layout of Decree 30/2020, opened by LibreOffice."""

import io
import re
import shutil
import subprocess
from dataclasses import replace

import pytest
from docx import Document
from pypdfium2 import PdfDocument

from phongtrao.councils.models import Case, Item
from phongtrao.councils.services.counting import count_votes
from phongtrao.councils.services.sitting_papers import freeze_sitting, make_sitting_paper
from phongtrao.councils.services.sittings import close_sitting, put_on_agenda, write_course
from phongtrao.councils.sitting_facts import SittingFacts, sample_sitting_facts
from phongtrao.councils.sitting_paper import PAPERS
from phongtrao.documents.services.files import read_file
from phongtrao.documents.template_keys import template_key
from phongtrao.documents.word.render import fill_template
from phongtrao.lib.errors import NotAllowed, WrongState
from phongtrao.reader.load.office import print_word
from tests.councils.meeting import begin, make_cases, start_vote, tie, vote
from tests.documents.jobs import run_jobs


@pytest.fixture
def held(seven):
    """One case voted in secret with one recused, one absent, one in writing; one left over."""
    first, second = make_cases(seven, 2)
    tie(seven, "doc", first)
    sitting = begin(seven, [first], absent=["gop"], wrote=["pho"])
    halves = start_vote(seven, sitting, Item.Mode.SECRET)
    vote(seven, sitting, chu="yes", thu="yes", xet="yes", ban="no", pho="yes")
    count_votes(sitting, [i.pk for i in sitting.items.all()], by=seven.office, halves=halves)
    put_on_agenda(sitting, [second], by=seven.office)
    write_course(sitting, "Thư ký báo cáo.\nCác thành viên thảo luận.", by=seven.office)
    close_sitting(sitting, by=seven.office)
    return sitting


def words_of(content: bytes) -> str:
    """All text of a Word file, tables in their place."""
    body = Document(io.BytesIO(content)).element.body
    return "\n".join(
        "".join(t.text or "" for t in p.iter() if t.tag.endswith("}t"))
        for p in body.iter()
        if p.tag.endswith("}p")
    )


def test_minutes_are_complete_and_numbered(seven, held):
    made = make_sitting_paper(held, "minutes", locality="Sông Ngân", by=seven.secretary)
    run_jobs()
    made.paper.refresh_from_db()

    words = words_of(read_file(made.paper.file))
    for said in (
        "Số: 01/BB-HĐ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "HỘI ĐỒNG SÁNG KIẾN THỬ",
        "Chủ trì: Lý Thị Chủ, Chủ tịch.",
        "Thư ký: Mạc Thị Thư, Thư ký.",
        "Có mặt 5 trên 7 thành viên",
        "Vắng 1: Thân Thị Góp",
        "Gửi ý kiến bằng văn bản 1: Tạ Văn Phó",
        "1. Hồ sơ số 1",
        "Các thành viên thảo luận.",
        "Không tham gia xét do xung đột lợi ích: Khổng Văn Đọc.",
        "Số thành viên 6; có mặt 4; gửi ý kiến bằng văn bản 1. Số phiếu thu về 5; hợp lệ 5; không hợp lệ 0.",
        "80,0%",
        "Kết luận: Thông qua.",
        "Chuyển phiên sau: Hồ sơ số 2.",
        "CHỦ TRÌ",
    ):
        assert said in words


def test_counting_minutes_wait_for_a_count(seven):
    make_cases(seven)
    sitting = begin(seven, list(Case.objects.all()))

    with pytest.raises(WrongState, match="Chưa có nội dung nào được kiểm phiếu"):
        make_sitting_paper(sitting, "counting", by=seven.office)
    with pytest.raises(NotAllowed):
        make_sitting_paper(sitting, "minutes", by=seven.people["doc"])
    ballot = freeze_sitting(sitting, "ballot")
    assert [vote.choices for vote in ballot.items] == [("Đồng ý", "Không đồng ý")]


def test_facts_come_back_from_json_as_they_were():
    facts = sample_sitting_facts()

    assert SittingFacts.from_json(facts.to_json()) == facts


@pytest.mark.parametrize("number", [1, 3])
def test_freezing_costs_the_same_queries_with_1_and_3(seven, number, django_assert_num_queries):
    make_cases(seven, number)
    sitting = begin(seven, list(Case.objects.all()))
    sitting.refresh_from_db()

    with django_assert_num_queries(13):
        freeze_sitting(sitting, "minutes")


@pytest.mark.office
@pytest.mark.parametrize("kind", sorted(PAPERS))
def test_libreoffice_opens_the_paper(kind, tmp_path):
    if not shutil.which("soffice"):
        pytest.skip("apt-get install libreoffice-writer")
    key = template_key(PAPERS[kind].key)
    filled = fill_template(key.default.read_bytes(), key.places, key.fill(key.sample()))
    path = tmp_path / f"{kind}.docx"
    path.write_bytes(filled)

    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation=file://{tmp_path}/lo",
            "--convert-to",
            "txt:Text (encoded):UTF8",
            "--outdir",
            str(tmp_path),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )

    words = (tmp_path / f"{kind}.txt").read_text(encoding="utf-8")
    assert "HỘI ĐỒNG SÁNG KIẾN" in words
    assert "Sáng kiến dạy học theo dự án" in words


@pytest.mark.office
def test_no_page_of_the_minutes_ends_between_a_vote_and_its_table():
    key = template_key(PAPERS["minutes"].key)
    facts = sample_sitting_facts()
    many = replace(facts, items=facts.items * 12)

    filled = fill_template(key.default.read_bytes(), key.places, key.fill(many.to_json()))
    pages = [page.get_textpage().get_text_bounded() for page in PdfDocument(print_word(filled))]
    ends = [page.strip().splitlines()[-1] for page in pages[:-1]]

    cut = re.compile(r"\d+\. |Hình thức|Số thành viên|Không tham gia")
    assert len(pages) > 4
    assert [line for line in ends if cut.match(line)] == []
