"""Pages of a plan as pictures beside what was read of them, for those alone who see the intake."""

import os
from datetime import timedelta
from io import BytesIO

import pytest
from django.conf import settings
from django.utils import timezone
from PIL import Image
from pypdfium2 import PdfDocument

from phongtrao.documents.services import store_bytes
from phongtrao.documents.services.page_images import Printed, page_image, sweep_page_images
from phongtrao.lib.errors import BadFile
from phongtrao.plans.models import Intake, IntakeFact
from phongtrao.reader.page_images import draw_page, look_at_page
from tests.documents.pdfs import make_pdf
from tests.plans.intake_work import make_fact, make_intake, page, source

LINES = ("Ke hoach thi dua", "Mo lop boi duong giao vien", "Noi nhan: Luu VT")


@pytest.fixture
def signed_in(client, an):
    client.force_login(an)
    return client


@pytest.fixture
def intake(so, an) -> Intake:
    """Two pages; a fact stands on the second."""
    blocks = [
        {"number": n, "kind": "line", "text": text, "page": number, "line": None, "cells": []}
        for n, (text, number) in enumerate([(LINES[0], 1), (LINES[1], 2), (LINES[2], 2)])
    ]
    file = store_bytes(two_pages(), "ke-hoach.pdf", by=an)
    made = make_intake(so, an, blocks=blocks)
    made.file = file
    made.save()
    return made


@pytest.fixture
def fact(intake) -> IntakeFact:
    return make_fact(intake, first_block=1, last_block=1)


def two_pages() -> bytes:
    pdf = PdfDocument.new()
    for lines in (LINES[:1], LINES[1:]):
        pdf.import_pages(PdfDocument(make_pdf(*lines)))
    made = BytesIO()
    pdf.save(made)
    return made.getvalue()


def shape(jpeg: bytes) -> tuple[str | None, int]:
    with Image.open(BytesIO(jpeg)) as picture:
        return picture.format, picture.width


# ------------------------------------------------------------------ drawing


def test_a_page_is_drawn_as_wide_as_it_is_asked_for():
    assert shape(draw_page(BytesIO(two_pages()), 2, width=640)) == ("JPEG", 640)


@pytest.mark.parametrize("number", [0, 3])
def test_a_page_that_is_not_there_is_refused(number):
    with pytest.raises(BadFile, match="Không mở được trang này"):
        draw_page(BytesIO(two_pages()), number, width=640)


def test_a_broken_file_is_refused():
    with pytest.raises(BadFile, match="Không mở được trang này"):
        look_at_page(BytesIO(b"%PDF-1.7 broken"), 1)


def test_a_passage_is_found_on_its_page_and_not_on_another():
    here = look_at_page(BytesIO(two_pages()), 2, ["Mo lop boi duong giao vien"])
    elsewhere = look_at_page(BytesIO(two_pages()), 1, ["Mo lop boi duong giao vien"])

    assert [0 < area.top < here.height for area in here.areas] == [True]
    assert elsewhere.areas == ()


# ------------------------------------------------------------------ on the screen


def test_the_page_stands_where_the_text_stood_with_the_passage_marked(signed_in, intake, fact):
    text = page(signed_in, intake, f"?muc=tasks&chon={fact.pk}&anh=0")

    assert f'href="/tiep-nhan/{intake.pk}/trang/2/"' in text
    assert text.count('<rect class="marked"') == 1
    assert f"<p>{LINES[1]}</p>" in text
    assert "Trang 2/2" in text


def test_pages_are_turned_and_enlarged_by_links(signed_in, intake, fact):
    first = signed_in.get(f"/tiep-nhan/{intake.pk}/?muc=tasks&chon={fact.pk}&anh=1").context["page"]
    large = signed_in.get(f"/tiep-nhan/{intake.pk}/?muc=tasks&anh=2&lon=1").context["page"]

    assert (first.image.previous_url, first.image.next_url.endswith("anh=2")) == ("", True)
    assert (first.image.zoom_url.endswith("anh=1&lon=1"), large.image.next_url) == (True, "")
    assert large.image.url == f"/tiep-nhan/{intake.pk}/trang/2/?lon=1"


def test_a_text_file_has_no_pages_to_show(signed_in, so, an):
    intake = make_intake(so, an, blocks=source(3))
    make_fact(intake)

    text = page(signed_in, intake, "?muc=tasks&anh=0")
    answer = signed_in.get(f"/tiep-nhan/{intake.pk}/trang/1/")

    assert "Xem ảnh trang" not in text
    assert "Dòng chữ số 1" in text
    assert answer.status_code == 404


# ------------------------------------------------------------------ rights and the folder


def test_a_picture_is_for_those_alone_who_see_the_intake(client, an, dung, binh, chi, intake):
    url = f"/tiep-nhan/{intake.pk}/trang/1/"

    answers = {"nobody": client.get(url).status_code}
    for user in (an, dung, binh, chi):
        client.force_login(user)
        answers[user.username] = client.get(url).status_code

    assert answers == {"nobody": 302, "an": 200, "dung": 200, "binh": 404, "chi": 404}


def test_a_picture_is_private_and_no_page_of_its_own(signed_in, intake):
    answer = signed_in.get(f"/tiep-nhan/{intake.pk}/trang/1/")

    assert shape(answer.content) == ("JPEG", 1_000)
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_drawn_page_lies_outside_every_public_folder(signed_in, intake):
    page_image(Printed.of_file(intake.file), 1, 1_000)

    drawn = settings.PAGE_IMAGES_DIR / f"{intake.file.sha256}-1-1000.jpg"
    assert drawn.exists()
    assert settings.STATIC_ROOT not in drawn.parents
    assert drawn.stat().st_mode & 0o077 == 0


def test_a_page_is_drawn_once_and_goes_after_two_weeks(intake):
    page_image(Printed.of_file(intake.file), 1, 1_000)
    page_image(Printed.of_file(intake.file), 2, 1_000)
    old, young = (settings.PAGE_IMAGES_DIR / f"{intake.file.sha256}-{n}-1000.jpg" for n in (1, 2))
    long_ago = (timezone.now() - timedelta(days=15)).timestamp()
    os.utime(old, (long_ago, long_ago))

    swept = sweep_page_images()

    assert swept >= 1
    assert (old.exists(), young.exists()) == (False, True)
