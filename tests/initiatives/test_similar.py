"""Every version that was handed in comes into the index of copies, without its secret parts."""

import pytest

from phongtrao.initiatives.kinds import KEY
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
    assert IndexedText.objects.get().thing == initiative.pk
