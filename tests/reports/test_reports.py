"""From the request to the approved Word file; versions; who may."""

import re
import shutil
import subprocess
import time
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from django.utils.timezone import localtime
from docx import Document
from docx.shared import Mm
from lxml import etree

from phongtrao.audit.models import Entry
from phongtrao.documents.access import can_approve_paper
from phongtrao.documents.models import Paper, TemplateVersion
from phongtrao.documents.services import (
    approve_paper,
    current_version,
    read_file,
    render_paper,
    return_paper,
    store_bytes,
    upload_template,
)
from phongtrao.documents.services.templates import BadTemplate
from phongtrao.documents.word.check import check_template
from phongtrao.documents.word.mark import add_mark, change_mark
from phongtrao.documents.word.render import fill_template
from phongtrao.lib.errors import BadFile, BadInput, NotAllowed, WrongState
from phongtrao.lib.periods import calendar_year
from phongtrao.lib.sheets import open_workbook
from phongtrao.notifications.models import Notice
from phongtrao.plans.models import Plan
from phongtrao.reports.facts import Letter
from phongtrao.reports.letters import last_letter_of
from phongtrao.reports.make_template import make
from phongtrao.reports.paper import KEY, PLACES, PLAN_REPORT, fill_plan_report
from phongtrao.reports.queries import papers_waiting
from phongtrao.reports.sample import sample_facts
from phongtrao.reports.services import make_plan_report
from phongtrao.reports.sheets import facts_workbook
from phongtrao.web.models import Work
from tests.documents.files import make_docx, upload
from tests.documents.jobs import run_jobs
from tests.reports.plan import fill_plan, make_plan

YEAR = calendar_year(2026)
LETTER = Letter(
    symbol="BC-SGDĐT",
    place="Sông Ngân",
    capacity="KT. Giám đốc",
    position="Phó Giám đốc",
    signer="Nguyễn Văn Mẫu",
    recipients=("UBND tỉnh",),
    filing="VT, VP",
)


@pytest.fixture
def plan(so, hoa_sen, binh_minh, thpt, chi):
    plan = make_plan(so)
    fill_plan(plan, hoa_sen, binh_minh, thpt, chi)
    return plan


@pytest.fixture
def report(plan, an):
    report = make_plan_report(plan, YEAR, LETTER, by=an)
    run_jobs()
    report.paper.refresh_from_db()
    return report


# ------------------------------------------------------------------ making


def test_office_makes_a_draft_and_sees_how_far_it_is(plan, an):  # S1-86
    report = make_plan_report(plan, YEAR, LETTER, by=an)
    status_before = report.paper.status
    jobs = run_jobs()

    report.paper.refresh_from_db()
    work = Work.objects.get()
    assert (status_before, report.paper.status) == ("rendering", "draft")
    assert jobs == ["documents.render_paper"]
    assert (work.status, work.result_url) == ("done", f"/van-ban/lap/{report.paper.pk}/")
    assert "Thiếu máy tính" in text_of(read_file(report.paper.file))


@pytest.mark.parametrize("who", ["dung", "binh", "khanh", "lam"])
def test_others_make_no_report(who, plan, request):
    with pytest.raises(NotAllowed, match="Chỉ văn phòng"):
        make_plan_report(plan, YEAR, LETTER, by=request.getfixturevalue(who))

    assert list(Paper.objects.all()) == []


def test_draft_plan_has_no_report(so, an):
    plan = make_plan(so, status=Plan.Status.DRAFT)

    with pytest.raises(NotAllowed, match="chưa ban hành"):
        make_plan_report(plan, YEAR, LETTER, by=an)


def test_job_run_twice_makes_one_file(report):
    file = report.paper.file

    render_paper(report.paper.pk)

    report.paper.refresh_from_db()
    assert report.paper.file == file


def test_next_version_leaves_the_approved_one_alone(report, plan, an, dung):
    approve_paper(report.paper, by=dung)
    approved = report.paper.approved_file

    second = make_plan_report(plan, YEAR, LETTER, by=an)
    run_jobs()

    report.paper.refresh_from_db()
    assert (second.paper.version, report.paper.version) == (2, 1)
    assert (report.paper.approved_file, report.paper.status) == (approved, "approved")


def test_letter_is_found_again(report, plan):
    assert last_letter_of(plan.owner, plan.document) == LETTER


def test_template_that_cannot_be_filled_fails_with_a_sentence(plan, an):
    current_version(KEY)
    report = make_plan_report(plan, YEAR, LETTER, by=an)
    bad = TemplateVersion.objects.get()
    bad.file = store_bytes(make_docx("{{ khong_co }}"), "sai.docx", by=None)
    bad.save()

    run_jobs()

    report.paper.refresh_from_db()
    work = Work.objects.get()
    assert (report.paper.status, work.status) == ("failed", "failed")
    assert work.message == report.paper.error
    assert report.paper.error.startswith("Không điền được mẫu")


# ------------------------------------------------------------------ approving


def test_approval_keeps_the_very_file_with_its_mark(report, dung, an):
    approve_paper(report.paper, by=dung)

    paper = report.paper
    draft, approved = read_file(paper.file), read_file(paper.approved_file)
    assert (paper.status, paper.approved_by) == ("approved", dung)
    assert part(draft, "word/document.xml") == part(approved, "word/document.xml")
    assert f"Bản đã duyệt, phiên bản 1, {localtime(paper.approved_at):%d/%m/%Y}" in footers(
        approved
    )
    assert f"mã {paper.file.sha256[:8].upper()}" in footers(approved)
    assert "Bản nháp, phiên bản 1" in footers(draft)
    assert [n.to for n in Notice.objects.filter(key=f"paper:{paper.pk}:approved")] == [an]
    assert Entry.objects.get(action="documents.paper_approved").data == {
        "draft": paper.file.sha256,
        "sha256": paper.approved_file.sha256,
    }


@pytest.mark.parametrize("who", ["an", "binh", "khanh", "chi", "hoa"])
def test_others_do_not_approve(who, report, request):
    with pytest.raises(NotAllowed, match="Chỉ lãnh đạo"):
        approve_paper(report.paper, by=request.getfixturevalue(who))

    report.paper.refresh_from_db()
    assert report.paper.status == "draft"


def test_second_approval_is_refused_and_a_race_lost(report, dung):
    stale = Paper.objects.get(pk=report.paper.pk)
    approve_paper(report.paper, by=dung)

    with pytest.raises(NotAllowed, match="đã được duyệt"):
        approve_paper(report.paper, by=dung)
    with pytest.raises(WrongState, match="người khác xử lý"):
        approve_paper(stale, by=dung)


def test_paper_still_rendering_is_not_approved(plan, an, dung):
    report = make_plan_report(plan, YEAR, LETTER, by=an)

    assert can_approve_paper(dung, report.paper).reason.startswith("Văn bản chưa lập xong")


def test_only_newest_versions_wait_for_the_leader(report, plan, an, dung, binh):
    second = make_plan_report(plan, YEAR, LETTER, by=an)
    run_jobs()

    assert list(papers_waiting(dung)) == [second]
    assert [list(papers_waiting(user)) for user in (an, binh)] == [[], []]


# ------------------------------------------------------------------ template


def test_committed_template_is_what_the_script_makes():
    made = BytesIO()
    make().save(made)

    committed = PLAN_REPORT.default.read_bytes()
    for name in ("word/document.xml", "word/styles.xml", "word/header1.xml"):
        assert part(made.getvalue(), name) == part(committed, name)


def test_our_template_passes_its_own_check():
    assert check_template(PLAN_REPORT.default.read_bytes(), PLACES) == []


def test_page_is_that_of_decree_30():
    section = Document(PLAN_REPORT.default).sections[0]

    found = [
        round(length / Mm(1))
        for length in (
            section.page_width,
            section.page_height,
            section.top_margin,
            section.bottom_margin,
            section.left_margin,
            section.right_margin,
        )
    ]
    assert found == [210, 297, 20, 20, 30, 15]


def test_uploaded_template_comes_into_force(an, hoa):
    ours = current_version(KEY)

    theirs = upload_template(KEY, upload(make_docx("{{ trich_yeu }}"), "m.docx"), "mới", by=hoa)

    assert (ours.version, theirs.version, current_version(KEY)) == (1, 2, theirs)


def test_bad_template_is_refused_with_all_its_errors(an):
    bad = make_docx("{{ a }}", "{{ b }}")

    with pytest.raises(BadTemplate) as refused:
        upload_template(KEY, upload(bad, "m.docx"), by=an)

    assert str(refused.value).startswith("Mẫu còn lỗi")
    assert [error.where for error in refused.value.errors] == ["đoạn 1", "đoạn 2"]
    assert list(TemplateVersion.objects.all()) == []


def test_other_files_are_no_template(an):
    with pytest.raises(BadFile, match=r"tệp Word \(.docx\)"):
        upload_template(KEY, upload(b"%PDF-1.7", "m.pdf"), by=an)


@pytest.mark.parametrize("who", ["binh", "dung", "khanh"])
def test_others_upload_no_template(who, request):
    with pytest.raises(NotAllowed):
        upload_template(KEY, upload(make_docx("x"), "m.docx"), by=request.getfixturevalue(who))


# ------------------------------------------------------------------ the Word file itself


def big_facts(rows: int):
    facts = sample_facts()
    late = tuple(
        replace(facts.late[0], unit=f"Trường Tiểu học số {n}", group=f"Xã {n // 20:03}")
        for n in range(rows)
    )
    return replace(facts, late=late)


def written(facts, mark="Bản nháp, phiên bản 1") -> bytes:
    content = PLAN_REPORT.default.read_bytes()
    return add_mark(fill_template(content, PLACES, fill_plan_report(facts.to_json())), mark)


def test_annex_of_two_thousand_rows_takes_less_than_a_second():
    facts = big_facts(2_000)
    start = time.process_time()

    content = written(facts)

    assert time.process_time() - start < 1
    assert text_of(content).count("Trường Tiểu học số") == 2_000


def test_every_part_is_well_formed_and_every_relation_resolves():
    content = change_mark(written(big_facts(250)), "Bản đã duyệt")

    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = set(archive.namelist())
        assert len(names) == len(archive.namelist())
        for name in names:
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))
        document = archive.read("word/document.xml").decode()
        relations = etree.fromstring(archive.read("word/_rels/document.xml.rels"))
    known = {r.get("Id"): r.get("Target") for r in relations}
    assert set(re.findall(r'r:(?:id|embed)="([^"]+)"', document)) <= set(known)
    for relation in relations:
        if relation.get("TargetMode") != "External":
            assert f"word/{relation.get('Target')}".replace("word/../", "") in names


@pytest.mark.office
@pytest.mark.needs("poppler")
def test_libreoffice_prints_it_as_expected(tmp_path):
    mark = "Bản đã duyệt, phiên bản 2, 20/11/2026 10:42, mã 3F9A12C0"
    pages = printed(change_mark(written(big_facts(130)), mark), tmp_path)

    assert len(pages) == 5
    assert all(mark in page for page in pages)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in pages[0]
    assert "Độc lập - Tự do - Hạnh phúc" in pages[0]
    # The number of the page: none on the first, on top of the others.
    heads = [page.strip().splitlines()[0].strip() for page in pages]
    assert heads[1:] == [str(n) for n in range(2, len(pages) + 1)]
    assert heads[0] != "1"
    # The header row comes back on each page of the table, which begins on the second.
    assert all("Đơn vị" in page for page in pages[1:4])
    last = pages[-1]
    for words in ("Nơi nhận:", "Lưu: VT, VP.", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Văn Mẫu"):
        assert words in last
    assert last.count("Trên đây là báo cáo") == 1


def test_figures_as_a_workbook():
    facts = sample_facts()

    book = open_workbook(facts_workbook(facts), "so-lieu.xlsx")

    rows = [row for row in book.rows("Nhiệm vụ") if any(row)]
    assert rows[-1][5:] == [4, 2, 1, 0, 1, 0, 0, 65]
    late = [row for row in book.rows("Quá hạn") if any(row)][-1]
    assert (late[1], late[4]) == ("Trường THCS Hoa Sen", date(2026, 11, 15))


# ------------------------------------------------------------------ reading back


def part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(name)


def text_of(content: bytes) -> str:
    return part(content, "word/document.xml").decode()


def footers(content: bytes) -> str:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.startswith("word/footer")]
        return "".join(archive.read(name).decode() for name in names)


def printed(content: bytes, folder) -> list[str]:
    """Text of each page of the PDF that LibreOffice makes of it."""
    (folder / "paper.docx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    soffice = shutil.which("soffice")
    command = [soffice, "--headless", profile, "--convert-to", "pdf", "paper.docx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    text = subprocess.run(
        ["pdftotext", "-layout", "paper.pdf", "-"], cwd=folder, check=True, capture_output=True
    ).stdout.decode()
    return text.split("\f")[:-1]


def test_leader_returns_a_report_with_words(report, an, dung):
    return_paper(report.paper, "Bổ sung số liệu quý IV.", by=dung)

    paper = report.paper
    assert (paper.status, paper.return_reason) == ("returned", "Bổ sung số liệu quý IV.")
    (notice,) = Notice.objects.filter(to=an, key=f"paper:{paper.pk}:returned")
    assert notice.text.startswith("Lãnh đạo trả lại “")
    assert not papers_waiting(dung).exists()
    with pytest.raises(NotAllowed, match="đã bị trả lại"):
        approve_paper(paper, by=dung)


def test_returning_a_report_needs_words_and_a_leader(report, an, dung):
    with pytest.raises(BadInput, match="lý do trả lại"):
        return_paper(report.paper, " ", by=dung)
    with pytest.raises(NotAllowed, match="Chỉ lãnh đạo"):
        return_paper(report.paper, "Sửa.", by=an)
    assert report.paper.status == Paper.Status.DRAFT
