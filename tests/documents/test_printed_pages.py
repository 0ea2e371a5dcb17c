"""A paper on the screen as it is printed: its pages as pictures, its words below, whoever may read it."""

import zipfile
from datetime import timedelta
from io import BytesIO
from urllib.parse import quote

import pytest
from django.utils import timezone
from docx import Document
from PIL import Image

from phongtrao.documents.models import Paper
from phongtrao.documents.services import (
    current_version,
    forget_file,
    page_images,
    store_bytes,
)
from phongtrao.documents.services.page_images import (
    Printed,
    State,
    ask_for_pages,
    page_image,
    print_pages,
    state_of,
    sweep_page_images,
)
from phongtrao.reader.load import office
from phongtrao.reports.paper import KEY
from tests.documents.files import make_docx, upload
from tests.documents.jobs import run_jobs
from tests.documents.outgoing import make_issued
from tests.documents.pdfs import make_pdf

WAIT = "Đang dựng trang in"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.PAGE_IMAGES_DIR = tmp_path / "pages"
    return settings.PAGE_IMAGES_DIR


@pytest.fixture
def word() -> Printed:
    return Printed.of_word(make_docx("Điều 1. Công nhận 12 sáng kiến."))


def with_table() -> bytes:
    document = Document()
    document.add_paragraph("Danh sách kèm theo")
    table = document.add_table(rows=2, cols=2)
    for row, cells in zip(table.rows, (("TT", "Họ và tên"), ("1", "Vũ Thị Giang")), strict=True):
        for cell, said in zip(row.cells, cells, strict=True):
            cell.text = said
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def text(response) -> str:
    return " ".join(response.content.decode().split())


def reds(jpeg: bytes) -> int:
    with Image.open(BytesIO(jpeg)) as picture:
        colours = picture.convert("RGB").getcolors(maxcolors=1 << 24) or []
    return sum(count for count, (red, green, _) in colours if red > 200 and green < 80)


# ------------------------------------------------------------------ printing


def test_the_same_words_have_the_same_pages_whenever_they_were_packed():
    packed = make_docx("Điều 1.")
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(packed)) as old, zipfile.ZipFile(out, "w") as new:
        for name in reversed(old.namelist()):
            new.writestr(zipfile.ZipInfo(name, (2031, 1, 1, 0, 0, 0)), old.read(name))

    again, other = Printed.of_word(out.getvalue()), Printed.of_word(make_docx("Điều 2."))

    assert Printed.of_word(packed).key == again.key != other.key


@pytest.mark.office
def test_a_word_file_is_printed_once_by_a_job_however_many_ask(db, word, folder):
    asked = [ask_for_pages(word) for _reader in range(3)]
    jobs = run_jobs()
    print_pages(word.key)

    assert asked == [State.MAKING] * 3
    assert jobs == ["documents.print_pages"]
    assert ask_for_pages(word) is State.READY
    assert sorted(path.name for path in folder.iterdir()) == [f"{word.key}.pdf"]
    assert run_jobs() == []


@pytest.mark.office
def test_a_file_of_this_machine_is_not_drawn_into_somebodys_paper(db, tmp_path):
    """A document may link to a picture by its path: LibreOffice would open it."""
    Image.new("RGB", (400, 100), "red").save(tmp_path / "kín.png")
    document = Document()
    Image.new("RGB", (400, 100), "blue").save(tmp_path / "own.png")
    document.add_picture(str(tmp_path / "own.png"))
    embedded = BytesIO()
    document.save(embedded)
    linked = _linked(embedded.getvalue(), f"file://{quote(str(tmp_path / 'kín.png'))}")
    shown = _embedded_red(tmp_path)

    drawn = []
    for content in (shown, linked):
        printed = Printed.of_word(content)
        ask_for_pages(printed)
        run_jobs()
        drawn.append(reds(page_image(printed, 1, 500)) > 1_000)

    assert drawn == [True, False]


def _embedded_red(tmp_path) -> bytes:
    document = Document()
    document.add_picture(str(tmp_path / "kín.png"))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _linked(content: bytes, target: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            raw = old.read(name).decode("utf-8", "surrogateescape")
            if name == "word/document.xml":
                raw = raw.replace("r:embed=", "r:link=")
            if name == "word/_rels/document.xml.rels":
                raw = raw.replace(
                    'Target="media/image1.png"', f'Target="{target}" TargetMode="External"'
                )
            new.writestr(name, raw.encode("utf-8", "surrogateescape"))
    return out.getvalue()


@pytest.mark.office
def test_what_libreoffice_gives_up_is_said_and_asked_again_later(db, word, folder, monkeypatch):
    monkeypatch.setattr(office, "TIME_LIMIT", 0.01)
    ask_for_pages(word)
    run_jobs()
    after = state_of(word)
    later = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: later)

    assert (after, state_of(word)) == (State.FAILED, State.MAKING)


def test_printed_pages_go_after_two_weeks(folder):
    folder.mkdir()
    for ending in ("pdf", "docx", "failed"):
        (folder / f"abc.{ending}").write_bytes(b"x")

    kept = sweep_page_images()
    swept = sweep_page_images(now=timezone.now() + timedelta(days=15))

    assert (kept, swept, list(folder.iterdir())) == (0, 3, [])


def test_what_a_killed_worker_left_goes_as_well(folder, word, monkeypatch):
    def killed(*_places):
        raise KeyboardInterrupt

    monkeypatch.setattr(page_images.os, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        ask_for_pages(word)
    left = len(list(folder.iterdir()))
    swept = sweep_page_images(now=timezone.now() + timedelta(days=15))

    assert (left, swept, list(folder.iterdir())) == (1, 1, [])


def test_what_is_forgotten_leaves_no_pictures(db, folder, an):
    file, other = (store_bytes(make_pdf(said), "giay.pdf", by=an) for said in ("Mot", "Hai"))
    for one in (file, other):
        page_image(Printed.of_file(one), 1, 500)

    forget_file(file)

    assert [path.name for path in folder.iterdir()] == [f"{other.sha256}-1-500.jpg"]


# ------------------------------------------------------------------ on the screen


@pytest.mark.office
def test_the_page_asks_for_a_while_and_then_leaves_it_to_the_reader(client, an, dung, so):
    issued = make_issued(so, an, dung)
    url = f"/van-ban/{issued.pk}/noi-dung/"
    client.force_login(an)

    first, late, last = (
        text(client.get(url + query, headers={"HX-Request": "true"}))
        for query in ("", "?lan=59", "?lan=60")
    )

    assert client.get(f"{url}?lan={'9' * 5_000}").status_code < 500
    assert f'hx-get="{url}?lan=1"' in first
    assert f'hx-get="{url}?lan=60"' in late
    assert "hx-get" not in last
    assert f'lâu hơn thường lệ. Chữ của văn bản đọc được ngay ở dưới. <a href="{url}">' in last


@pytest.mark.office
def test_the_page_waits_with_the_words_and_then_shows_the_pages(client, an, dung, so):
    issued = make_issued(so, an, dung)
    url = f"/van-ban/{issued.pk}/noi-dung/"
    client.force_login(an)

    before = text(client.get(url))
    piece = text(client.get(url, headers={"HX-Request": "true"}))
    run_jobs()
    after = text(client.get(url))
    picture, missing = client.get(f"{url}?trang=1"), client.get(f"{url}?trang=9")

    assert [WAIT in page for page in (before, piece, after)] == [True, True, False]
    assert piece.startswith("<div class=")
    assert "Các trường nộp báo cáo" not in piece
    assert "Các trường nộp báo cáo trước ngày 15/12." in before
    assert "Các trường nộp báo cáo trước ngày 15/12." in after
    assert f'<img src="{url}?trang=1"' in after
    assert (picture["Content-Type"], picture["Cache-Control"]) == (
        "image/jpeg",
        "private, no-cache",
    )
    assert missing.status_code == 404


def test_a_pdf_needs_no_printing(client, an, dung, so):
    issued = make_issued(so, an, dung, file=upload(make_pdf("Mot dong"), "ke-hoach.pdf"))
    client.force_login(an)

    page = text(client.get(f"/van-ban/{issued.pk}/noi-dung/"))

    assert "?trang=1" in page
    assert WAIT not in page


def test_without_libreoffice_the_words_are_shown_and_the_page_says_so(
    client, an, dung, so, monkeypatch, tmp_path
):
    issued = make_issued(so, an, dung)
    monkeypatch.setenv("PATH", str(tmp_path))
    client.force_login(an)

    page = text(client.get(f"/van-ban/{issued.pk}/noi-dung/"))

    assert "Máy chủ chưa có LibreOffice nên không dựng được trang in." in page
    assert "Các trường nộp báo cáo trước ngày 15/12." in page


def test_a_table_of_a_paper_is_read_by_rows(client, an, dung, so):
    issued = make_issued(so, an, dung, file=upload(with_table(), "danh-sach.docx"))
    client.force_login(an)

    page = text(client.get(f"/van-ban/{issued.pk}/noi-dung/"))

    assert "<tr><td>1</td><td>Vũ Thị Giang</td></tr>" in page


@pytest.mark.office
def test_a_picture_is_for_those_alone_who_read_the_paper(client, an, dung, binh, chi, so):
    """Nobody reads another's draft, nor sees its page once it was printed for somebody."""
    file = store_bytes(make_docx("Biên bản kiểm phiếu"), "bien-ban.docx", by=an)
    fields = {"unit": so, "template": current_version(KEY), "facts": {}, "requested_by": an}
    paper = Paper.objects.create(title="Biên bản", status="draft", file=file, **fields)
    url = f"/van-ban/lap/{paper.pk}/"
    client.force_login(an)
    client.get(url)
    run_jobs()

    answers = {}
    for user in (an, dung, binh, chi):
        client.force_login(user)
        answers[user.username] = [client.get(to).status_code for to in (url, f"{url}?trang=1")]

    assert answers == {"an": [200, 200], "dung": [200, 200], "binh": [404, 404], "chi": [404, 404]}
