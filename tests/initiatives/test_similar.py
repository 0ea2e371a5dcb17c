"""Every version that was handed in comes into the index of copies, without its secret parts."""

import pytest
from django.core.files.base import ContentFile

from phongtrao.demo.paper import note_docx
from phongtrao.documents.file_words import kept_words
from phongtrao.documents.models import FileWords
from phongtrao.documents.services.files import forget_file, store_bytes
from phongtrao.initiatives import similar
from phongtrao.initiatives.kinds import KEY
from phongtrao.initiatives.services.files import attach_file
from phongtrao.initiatives.services.submitting import submit_initiative
from phongtrao.initiatives.services.writing import save_draft
from phongtrao.similarity.models import IndexedText
from phongtrao.similarity.services.checking import Asked, find_copies
from phongtrao.similarity.services.indexing import note_arrivals, read_waiting
from tests.initiatives.made import full_draft, make_written

OPEN = (
    "Mỗi sáng thứ hai, cả lớp trồng một luống rau sau nhà để xe và ghi nhật ký về chiều cao của từng cây; cuối"
    " tháng các nhóm so số đo với bảng dự đoán đã treo ở góc lớp."
)
SECRET = (
    "Chiếc cân tự chế đọc số đo bằng một lò xo bút bi gắn dưới đĩa nhựa, rồi gửi con số ấy về máy tính của giáo viên"
    " qua sợi dây tai nghe cũ."
)


@pytest.mark.django_db
def test_what_was_handed_in_is_found_and_what_is_secret_is_not(
    round_, hoa_sen, giang_at_work, giang
):
    initiative = make_written(round_, hoa_sen, giang)
    draft = full_draft(values={"o1": OPEN, "o2": SECRET}, secret_keys=("o2",))
    initiative = save_draft(initiative, draft, initiative.saved, by=giang)
    assert note_arrivals() == 0
    version = submit_initiative(initiative, by=giang)

    assert (note_arrivals(), read_waiting()) == (1, 1)

    [found] = find_copies(OPEN.lower())[1]
    assert (found.source.kind, found.source.number) == (KEY, version.pk)
    assert find_copies(SECRET)[1] == []
    assert find_copies(OPEN, Asked((KEY, initiative.pk)))[1] == []
    text = IndexedText.objects.get()
    assert (text.thing, text.moment) == (initiative.pk, version.made_at)


@pytest.mark.django_db
def test_words_of_attached_files_count_and_those_of_secret_files_do_not(
    round_, hoa_sen, giang_at_work, giang
):
    initiative = make_written(round_, hoa_sen, giang)
    sheet, report = (
        b"luong,cao\n1,20",
        note_docx("Báo cáo", OPEN, f"Người viết: {giang.full_name}."),
    )
    attach_file(initiative, ContentFile(report, "bao-cao.docx"), by=giang)
    attach_file(initiative, ContentFile(sheet, "so-do.csv"), by=giang)
    secret = ContentFile(note_docx("Bản vẽ", SECRET), "kin.docx")
    attach_file(initiative, secret, is_secret=True, by=giang)
    initiative.refresh_from_db()
    version = submit_initiative(initiative, by=giang)
    note_arrivals()
    read_waiting()

    [found] = find_copies(OPEN)[1]
    assert (found.source.kind, found.source.number) == (KEY, version.pk)
    assert find_copies(SECRET)[1] == []
    words = similar.texts([version.pk])[version.pk]
    *boxes, files = similar.sections([version.pk])[version.pk]
    assert (files.title, files.end) == ("Tệp đính kèm", len(words))
    assert words[files.start : files.end] == f"BÁO CÁO\n{OPEN}\nNgười viết: {giang.full_name}."
    assert [box.title for box in boxes] != []
    assert giang.full_name not in similar.names([version.pk])[version.pk].cover(words)
    # Read once, the secret one not at all.
    assert sorted(len(one.words) > 0 for one in FileWords.objects.all()) == [False, True]


@pytest.mark.django_db
def test_words_of_a_file_go_with_it(giang):
    file = store_bytes(note_docx("Báo cáo", OPEN), "bao-cao.docx", by=giang)
    assert kept_words([file.pk]) == {file.pk: f"BÁO CÁO\n{OPEN}"}

    forget_file(file)

    assert not FileWords.objects.exists()
