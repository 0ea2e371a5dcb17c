"""Files of works recognised before the program was here stand in the index of texts."""

from datetime import date

import pytest
from django.urls import reverse

from phongtrao.accounts.models import Role
from phongtrao.demo.paper import note_docx
from phongtrao.demo.reports import report_of
from phongtrao.lib.text import fold
from phongtrao.orgs.imports import services
from phongtrao.orgs.models import Import
from phongtrao.recognition import similar
from phongtrao.recognition.models import CreationFile
from phongtrao.similarity.models import IndexedText
from phongtrao.similarity.services import indexing
from phongtrao.similarity.services.checking import find_copies
from tests.factories import give, make_user
from tests.orgs.sheets_in import applied
from tests.recognition.lists_in import PDF, checked, employ, row, workbook, zipped

pytestmark = pytest.mark.django_db

TOLD = report_of("Bản đồ trường học an toàn do phụ huynh cùng vẽ")
WORDS = "\n".join(TOLD.values())


@pytest.fixture
def old_works(an, so, hoa_sen):
    """One work with its report, a picture-like PDF and a note by its author; one without files."""
    employ("Nông Thị Hạ", hoa_sen)
    listed = workbook(
        row("Bản đồ an toàn", hoa_sen, "Nông Thị Hạ", files="bao-cao.docx; anh.pdf; ghi.txt"),
        row("Góc đọc mở", hoa_sen, "Nông Thị Hạ"),
    )
    files = {
        "bao-cao.docx": note_docx(*TOLD.values()),
        "anh.pdf": PDF,
        "ghi.txt": "Cô Hạ ở Trường Tiểu học Hoa Sen ghi lại mười hai buổi họp phụ huynh.".encode(),
    }
    applied(checked(zipped(listed.read(), files), an, so), an)
    indexing.note_arrivals()
    indexing.read_waiting()


def test_a_report_copied_from_an_old_work_is_found(old_works):
    _picture, report, note = CreationFile.objects.order_by("name")
    _document, [copied] = find_copies(TOLD["o3"])

    assert (copied.source.kind, copied.source.number) == (similar.KEY, report.pk)
    assert copied.overlap.share > 0.95
    assert copied.source.day == date(2024, 5, 20)
    read = IndexedText.objects.filter(kind=similar.KEY, status="done")
    assert set(read.values_list("number", flat=True)) == {report.pk, note.pk}


def test_what_has_no_words_does_not_come_again(old_works):
    indexing.sweep()

    assert indexing.note_arrivals() == 0
    assert CreationFile.objects.get(name="anh.pdf").file.kept_words.words == ""


def test_whoever_reads_the_library_sees_whose_it_is(old_works, so, hoa_sen):
    file = CreationFile.objects.get(name="bao-cao.docx")
    reader, stranger = make_user("Người Đọc"), make_user("Người Lạ")
    give(reader, Role.TEACHER, hoa_sen)

    assert similar.sights(stranger, [file.pk]) == {}
    sight = similar.sights(reader, [file.pk])[file.pk]
    assert sight.by == f"Nông Thị Hạ, {hoa_sen.name}"
    assert sight.url == reverse("recognition:creation", args=[file.creation_id])
    assert similar.titles([file.pk]) == {file.pk: "Bản đồ an toàn"}
    person = file.creation.shares.get().person_id
    assert similar.makers([file.pk]) == {file.pk: frozenset({person})}


def test_names_are_covered_and_an_import_taken_back_leaves_the_index(old_works, an):
    note = CreationFile.objects.get(name="ghi.txt")
    covered = similar.names([note.pk])[note.pk].cover(similar.texts([note.pk])[note.pk])
    assert "ha" not in fold(covered).split()

    services.undo_import(Import.objects.get(), by=an)

    assert similar.texts([note.pk]) == {}
    assert find_copies(TOLD["o3"])[1] == []
