"""Texts an office puts beside those the program has: brought in, held against, taken out of use."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from docx import Document

from phongtrao.accounts.models import Role
from phongtrao.audit.models import Entry
from phongtrao.demo.paper import note_docx
from phongtrao.demo.reports import report_of
from phongtrao.documents.models import StoredFile
from phongtrao.documents.visibility import may_see_file
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.similarity import reference_kind
from phongtrao.similarity.models import IndexedText, ReferenceLoad, ReferenceText
from phongtrao.similarity.pages.printed import as_text
from phongtrao.similarity.queries.common import newest_common
from phongtrao.similarity.queries.index import is_read_again
from phongtrao.similarity.services import indexing, references, upkeep
from phongtrao.similarity.services.checking import Asked, find_copies
from phongtrao.similarity.services.references import Origin
from tests.documents.jobs import run_jobs
from tests.factories import give, make_user
from tests.recognition.lists_in import PDF
from tests.similarity.brought import ORIGIN, loaded, upload

pytestmark = pytest.mark.django_db

TOLD = report_of("Bản đồ trường học an toàn do phụ huynh cùng vẽ")
OTHER = report_of("Ngân hàng đề kiểm tra đọc hiểu theo mức độ")
WORDS = "\n".join(TOLD.values()).encode()


def zipped(files, name="kho-cu.zip"):
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return upload(name, target.getvalue())


def became(load):
    return {row.name: row.status for row in load.files.order_by("pk")}


def read_all():
    indexing.note_arrivals()
    indexing.read_waiting()


def test_files_go_in_and_what_cannot_be_read_is_told(an, so):
    empty = BytesIO()
    Document().save(empty)
    load = loaded(
        [
            upload("ban-do.txt", WORDS),
            upload("de-kiem-tra.docx", note_docx(*OTHER.values())),
            upload("anh-chup.pdf", PDF),
            upload("trong.docx", empty.getvalue()),
            upload("rong.txt", b""),
            upload("trang.html", b"<html><script>1</script>"),
        ],
        so,
        an,
    )

    assert became(load) == {
        "ban-do.txt": "added",
        "de-kiem-tra.docx": "added",
        "anh-chup.pdf": "refused",
        "trong.docx": "refused",
        "rong.txt": "refused",
        "trang.html": "refused",
    }
    refused = load.files.filter(status="refused")
    assert all(row.said.endswith(".") for row in refused)
    assert set(load.files.values_list("file", flat=True)) == {None}
    assert list(ReferenceText.objects.order_by("pk").values_list("title", "origin", "dated")) == [
        ("ban-do", "Kho cũ của phòng", date(2019, 5, 1)),
        ("de-kiem-tra", "Kho cũ của phòng", date(2019, 5, 1)),
    ]
    assert set(StoredFile.objects.values_list("name", flat=True)) == {
        "ban-do.txt",
        "de-kiem-tra.docx",
    }
    assert (load.work.status, load.work.done, load.work.total) == ("done", 6, 6)


def test_the_same_text_is_stored_once_whatever_file_it_comes_in(an, so, suoi_may):
    loaded([upload("ban-do.docx", note_docx(*TOLD.values()))], so, an)
    load = loaded([upload("a.txt", WORDS.upper()), upload("a.txt", WORDS)], so, an)

    assert became(load) == {"a.txt": "same", "a (2).txt": "same"}
    assert load.files.first().said == "Nội dung giống hệt “ban-do” đã có trong kho."
    assert ReferenceText.objects.count() == 1
    assert StoredFile.objects.count() == 1


def test_a_zip_of_an_old_archive_goes_in_file_by_file(an, so):
    files = {
        "2019/ban-do.txt": WORDS,
        "2019/anh.png": b"\x89PNG\r\n\x1a\n",
        "2020/de.docx": note_docx(*OTHER.values()),
        "trong.zip": b"PK\x05\x06" + bytes(18),
        "__MACOSX/x": b"1",
    }

    load = loaded([zipped(files)], so, an)

    assert became(load) == {
        "kho-cu.zip": "opened",
        "kho-cu.zip/2019/anh.png": "refused",
        "kho-cu.zip/2019/ban-do.txt": "added",
        "kho-cu.zip/2020/de.docx": "added",
        "kho-cu.zip/trong.zip": "refused",
    }
    assert set(StoredFile.objects.values_list("name", flat=True)) == {"ban-do.txt", "de.docx"}
    assert (load.work.done, load.work.total) == (5, 5)


def test_a_killed_job_goes_on_where_it_was(an, so, monkeypatch):
    load = references.start_loading(
        [zipped({"a.txt": WORDS, "b.txt": "\n".join(OTHER.values()).encode()})], ORIGIN, so, by=an
    )
    whole = references._part

    def killed(package, name):
        if name == "b.txt":
            raise KeyboardInterrupt
        return whole(package, name)

    monkeypatch.setattr(references, "_part", killed)
    with pytest.raises(KeyboardInterrupt):
        references.load_references(load.pk)
    monkeypatch.undo()
    references.load_references(load.pk)

    assert became(load) == {
        "kho-cu.zip": "opened",
        "kho-cu.zip/a.txt": "added",
        "kho-cu.zip/b.txt": "added",
    }


def test_a_bomb_and_a_secret_paper_leave_nothing_behind(an, so):
    bomb = zipped({"to.txt": b"0" * (64 * 1024 * 1024)}, "bom.zip")
    secret = note_docx("TỐI MẬT", "Kế hoạch", *TOLD.values())

    load = loaded([bomb, upload("mat.docx", secret)], so, an)

    assert became(load) == {"bom.zip": "refused", "mat.docx": "refused"}
    assert "bung ra quá lớn" in load.files.get(name="bom.zip").said
    assert "dấu độ mật" in load.files.get(name="mat.docx").said
    assert (ReferenceText.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_a_report_copied_from_it_is_found_until_it_goes_out_of_use(an, so):
    loaded([upload("ban-do.txt", WORDS)], so, an)
    text = ReferenceText.objects.get()
    read_all()

    _document, [copied] = find_copies(TOLD["o3"])
    assert (copied.source.kind, copied.source.number) == (reference_kind.KEY, text.pk)
    assert copied.source.day == date(2019, 5, 1)

    references.take_out(text, by=an)
    assert find_copies(TOLD["o3"])[1] == []
    with pytest.raises(WrongState):
        references.take_out(text, by=an)

    references.take_back(text, by=an)
    run_jobs()
    read_all()
    assert len(find_copies(TOLD["o3"])[1]) == 1
    told = Entry.objects.filter(subject_type="similarity.referencetext").order_by("pk")
    assert [one.action.rpartition("_")[2] for one in told] == ["added", "out", "back"]


def test_one_of_unknown_day_was_there_before_and_a_later_one_was_not(an, so):
    late = date(2026, 3, 1)
    loaded([upload("ban-do.txt", WORDS)], so, an, Origin("Kho cũ"))
    loaded([upload("de.txt", "\n".join(OTHER.values()).encode())], so, an, Origin("Kho", late))
    read_all()
    asked = Asked(day=date(2026, 2, 1))

    document, [unknown] = find_copies(TOLD["o3"], asked)
    _document, [later] = find_copies(OTHER["o3"], asked)
    _document, [same_day] = find_copies(OTHER["o3"], Asked(day=late))

    assert (unknown.is_later, later.is_later, same_day.is_later) == (False, True, False)
    printed = as_text(document.text, [unknown])
    assert "không rõ ngày" in printed
    assert "9999" not in printed


def test_one_that_went_out_of_use_just_before_it_was_read_stays_out(an, so):
    loaded([upload("ban-do.txt", WORDS)], so, an)
    indexing.note_arrivals()
    ReferenceText.objects.update(out_since=timezone.now())  # as by somebody at the same moment

    read_all()

    assert not IndexedText.objects.filter(status="done").exists()


def test_one_that_was_out_while_the_index_was_rebuilt_comes_back(an, so):
    loaded(
        [upload("ban-do.txt", WORDS), upload("de.txt", "\n".join(OTHER.values()).encode())], so, an
    )
    text = ReferenceText.objects.get(title="ban-do")
    read_all()
    references.take_out(text, by=an)
    indexing.rebuild()
    read_all()

    # Nothing of before is left over, or the index would be read again for ever.
    kept = IndexedText.objects.filter(status="done").values_list("number", "common")
    assert list(kept) == [(text.pk + 1, newest_common().pk)]
    assert not is_read_again(newest_common())

    upkeep.start_rebuild(by=an)
    before = IndexedText.objects.count()
    references.take_back(text, by=an)
    assert IndexedText.objects.count() == before  # the index is swept by a job
    run_jobs()
    read_all()

    assert [one.source.number for one in find_copies(TOLD["o3"])[1]] == [text.pk]


def test_only_the_office_that_added_it_opens_it(client, an, so, hoa_sen):
    loaded([upload("ban-do.txt", WORDS)], so, an)
    text = ReferenceText.objects.get()
    head, teacher = make_user("Hiệu Trưởng"), make_user("Giáo Viên")
    give(head, Role.HEAD, hoa_sen)
    give(teacher, Role.TEACHER, hoa_sen)
    page = reverse("similarity:reference", args=[text.pk])

    seen = {}
    for user in (an, head, teacher):
        client.force_login(user)
        listed = client.get(reverse("similarity:references"))
        seen[user] = (
            listed.status_code,
            client.get(page).status_code,
            may_see_file(user, text.file),
        )

    assert seen == {an: (200, 200, True), head: (200, 404, False), teacher: (404, 404, False)}
    assert set(reference_kind.sights(an, [text.pk])) == {text.pk}
    assert reference_kind.sights(head, [text.pk]) == {}
    with pytest.raises(NotAllowed):
        references.take_out(text, by=head)
    with pytest.raises(NotAllowed):
        references.start_loading([upload("a.txt", WORDS)], ORIGIN, so, by=head)


def test_files_and_a_folder_are_brought_on_one_page(client, an, so):
    client.force_login(an)
    address = reverse("similarity:reference_new")
    said = {"owner": so.pk, "origin": "https://so.example/kho", "dated": "01/05/2019"}
    nothing = client.post(address, said)
    assert "Hãy chọn tệp" in nothing.content.decode()

    files = {
        "chosen": [upload("a.txt", WORDS)],
        "folder": [upload("b.txt", b"Hai"), upload("~$b.docx", b"x")],
    }
    sent = client.post(address, said | files)
    load = ReferenceLoad.objects.get()
    assert sent.url == reverse("web:work", args=[load.work_id])
    references.load_references(load.pk)
    result = client.get(reverse("similarity:reference_load", args=[load.pk])).content.decode()

    assert set(became(load)) == {"a.txt", "b.txt"}
    assert "Đã thêm" in result
    page = client.get(reverse("similarity:reference", args=[ReferenceText.objects.first().pk]))
    assert 'href="https://so.example/kho"' in page.content.decode()


def test_taking_it_out_asks_first(client, an, so):
    loaded([upload("ban-do.txt", WORDS)], so, an)
    text = ReferenceText.objects.get()
    client.force_login(an)

    client.post(reverse("similarity:reference_out", args=[text.pk]), {"confirm": ""})
    text.refresh_from_db()
    assert text.out_since is None
    client.post(reverse("similarity:reference_out", args=[text.pk]), {"confirm": "thoi dung"})
    text.refresh_from_db()
    assert text.out_since
    client.post(reverse("similarity:reference_back", args=[text.pk]))
    text.refresh_from_db()
    assert text.out_since is None


def test_the_list_is_narrowed_sorted_and_exported_with_as_many_queries(client, an, so):
    client.force_login(an)
    texts = [TOLD, OTHER, report_of("Tuần không giấy ở bộ phận văn thư")]

    def queries():
        client.get(reverse("similarity:references"))
        with connection.execute_wrapper(lambda go, *rest: (counted.append(1), go(*rest))[1]):
            counted.clear()
            client.get(reverse("similarity:references"))
        return len(counted)

    counted: list[int] = []
    numbers = []
    for number, told in enumerate(texts):
        loaded([upload(f"van-ban-{number}.txt", "\n".join(told.values()).encode())], so, an)
        if number in (0, 2):
            numbers.append(queries())
    found = client.get(reverse("similarity:references"), {"q": "VAN-BAN-1"}).content.decode()
    exported = client.get(reverse("similarity:references"), {"xuat": "xlsx"})

    assert numbers[0] == numbers[1]
    assert "van-ban-1" in found
    assert "van-ban-2" not in found
    assert exported.content[:2] == b"PK"


def test_what_became_of_files_is_told_for_a_month(an, so, monkeypatch):
    loaded([upload("ban-do.txt", WORDS)], so, an)
    references.forget_loads()
    assert ReferenceLoad.objects.count() == 1

    ReferenceLoad.objects.update(made_at="2020-01-01T00:00Z")
    references.forget_loads()

    assert (ReferenceLoad.objects.count(), ReferenceText.objects.count()) == (0, 1)


def test_nothing_is_begun_without_a_file(an, so):
    with pytest.raises(BadInput, match="Hãy chọn tệp"):
        references.start_loading([], ORIGIN, so, by=an)


def test_title_origin_and_day_can_be_mended_and_history_tells(client, an, so, binh):
    loaded([upload("ban-do.txt", WORDS)], so, an)
    text = ReferenceText.objects.get()
    read_all()
    client.force_login(an)
    address = reverse("similarity:reference_edit", args=[text.pk])
    assert 'value="01/05/2019"' in client.get(address).content.decode()

    said = {"title": "Bản đồ an toàn", "origin": "Sách của Sở", "dated": "03/02/2018"}
    assert client.post(address, said).status_code == 302

    text.refresh_from_db()
    assert (text.title, text.origin, text.dated) == (
        "Bản đồ an toàn", "Sách của Sở", date(2018, 2, 3),
    )  # fmt: skip
    assert "ban do an toan sach cua so" in text.search_text
    _document, [copied] = find_copies(TOLD["o3"])
    assert copied.source.day == date(2018, 2, 3)
    assert IndexedText.objects.count() == 1
    values = Entry.objects.get(action="similarity.reference_edited").values
    assert values.before == {
        "title": "ban-do", "origin": "Kho cũ của phòng", "dated": "01/05/2019",
    }  # fmt: skip
    assert values.after == said
    client.post(address, said | {"dated": ""})
    assert IndexedText.objects.get().day == date.max
    assert client.post(address, said | {"title": ""}).status_code == 200

    client.force_login(binh)
    assert client.get(address).status_code == 404
    with pytest.raises(NotAllowed):
        references.edit_reference(text, "Khác", ORIGIN, by=binh)
