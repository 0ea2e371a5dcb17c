"""What goes wrong while reference texts are brought in: told with the file it is of, the others go on."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone, translation
from procrastinate.contrib.django.models import ProcrastinateJob

from phongtrao.demo.reports import report_of
from phongtrao.documents.models import StoredFile
from phongtrao.similarity.models import IndexedText, ReferenceLoad, ReferenceText
from phongtrao.similarity.services import indexing, references
from phongtrao.web.models import Work
from tests.documents.jobs import run_jobs
from tests.similarity.brought import ORIGIN, loaded, upload
from tests.similarity.test_references import became, zipped

pytestmark = pytest.mark.django_db
WORDS, OTHER = (
    "\n".join(report_of(title).values()).encode()
    for title in (
        "Bản đồ trường học an toàn do phụ huynh cùng vẽ",
        "Ngân hàng đề kiểm tra đọc hiểu theo mức độ",
    )
)
LINE = b"Thay co cham bai cua hoc sinh hai buoi toi trong tuan".hex()
# The letter q is a nought and half a pair.
CODES = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <FF>"
    " endcodespacerange 1 beginbfchar <71> <0000D835> endbfchar endcmap end end"
)


def pdf_without_codes():
    page = f"BT /F1 12 Tf 50 700 Td <{LINE}71{LINE}> Tj ET"
    things = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(page)}>>stream\n{page}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 6 0 R>>",
        f"<</Length {len(CODES)}>>stream\n{CODES}\nendstream",
    )
    body = "\n".join(f"{number} 0 obj{thing}\nendobj" for number, thing in enumerate(things, 1))
    return f"%PDF-1.4\n{body}\ntrailer<</Root 1 0 R>>\n%%EOF".encode()


def test_a_file_the_program_fails_on_keeps_none_of_the_others_out(an, so):
    files = [upload("mat.txt", WORDS), zipped({"a.txt": WORDS}), upload("con.txt", OTHER)]
    load = references.start_loading(files, ORIGIN, so, by=an)
    for row in load.files.exclude(name="con.txt"):
        default_storage.delete(row.file.path)

    references.load_references(load.pk)

    assert became(load) == {"mat.txt": "refused", "kho-cu.zip": "refused", "con.txt": "added"}
    refused = load.files.filter(status="refused").values_list("said", flat=True).distinct()
    assert list(refused) == [
        "Tệp này chưa đọc được do lỗi của chương trình; quản trị xem nhật ký máy chủ."
    ]
    assert Work.objects.get(pk=load.work_id).status == "done"
    assert StoredFile.objects.get().name == "con.txt"


def test_signs_no_database_keeps_are_left_out(an, so):
    load = loaded([upload("chu-la.pdf", pdf_without_codes())], so, an)

    assert became(load) == {"chu-la.pdf": "added"}
    assert ReferenceText.objects.get().words == f"{bytes.fromhex(LINE).decode()}" * 2


def test_every_file_gets_a_name_of_its_own(an, so):
    files = [upload("a.txt", WORDS), upload("a.txt", OTHER), upload("a (2).txt", b"Ba")]
    deep = "/".join(["thu-muc-rat-sau"] * 40)
    archive = zipped({f"{deep}/mot.txt": b"Hai", f"{deep}/hai.txt": "Một".encode()})

    load = loaded([*files, archive], so, an)

    names = became(load)
    assert list(names)[:3] == ["a.txt", "a (2).txt", "a (2) (2).txt"]
    assert sorted(names.values()) == ["added"] * 5 + ["opened"]
    assert [name[-8:] for name in names if len(name) == 500] == ["hu-m.txt", " (2).txt"]


def test_what_is_kept_is_in_the_language_of_the_office(an, so):
    with translation.override("en"):
        load = references.start_loading([upload("rong.txt", b"")], ORIGIN, so, by=an)

    assert load.work.title == "Đọc văn bản tham chiếu"
    assert load.files.get().said.startswith("Tệp “rong.txt” ")


def test_a_load_that_stopped_long_ago_is_forgotten_with_its_files(an, so):
    load = references.start_loading([upload("a.txt", WORDS)], ORIGIN, so, by=an)
    long_ago = timezone.now() - timedelta(days=40)
    ReferenceLoad.objects.update(made_at=long_ago)
    references.forget_loads()
    assert ReferenceLoad.objects.count() == 1  # its work goes on

    Work.objects.filter(pk=load.work_id).update(status="failed", ended_at=long_ago)
    references.forget_loads()

    assert (ReferenceLoad.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_the_page_says_why_the_index_has_not_got_it(client, an, so):
    loaded([upload("ban-do.txt", WORDS)], so, an)
    indexing.note_arrivals()
    client.force_login(an)
    address = reverse("similarity:reference", args=[ReferenceText.objects.get().pk])
    waits = client.get(address).content.decode()
    IndexedText.objects.update(status="failed", fault="Máy chủ ngắt giữa chừng.")

    failed = client.get(address).content.decode()

    assert "Chờ đưa vào chỉ mục" in waits
    assert "Chờ đưa vào chỉ mục" not in failed
    assert "Chưa đưa được vào chỉ mục" in failed
    assert "Máy chủ ngắt giữa chừng." in failed


def test_a_large_archive_is_read_by_one_job_after_the_other(an, so, monkeypatch):
    """Each reads one file here; others' jobs come in between, and what waits goes on after a kill as well."""
    monkeypatch.setattr(references, "SPAN", 0)
    archive = zipped({"a.txt": WORDS, "b.txt": OTHER, "c.txt": b"Ba"})
    load = references.start_loading([archive, upload("d.txt", b"Bon")], ORIGIN, so, by=an)

    rounds = 0
    while Work.objects.get(pk=load.work_id).status != "done":
        asked = ProcrastinateJob.objects.filter(status="todo", args={"load_id": load.pk})
        assert set(asked.values_list("lock", flat=True)) == {f"similarity.load.{load.pk}"}
        before = load.files.exclude(status="waiting").count()
        assert "similarity.load_references" in run_jobs()
        rounds += 1
        assert load.files.exclude(status="waiting").count() <= before + 2

    assert rounds == 4
    assert sorted(became(load).values()) == ["added"] * 4 + ["opened"]
    work = Work.objects.get(pk=load.work_id)
    assert (work.done, work.total) == (5, 5)
