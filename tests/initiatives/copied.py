"""An initiative that copies another: what stands in both, and what only in one. Invented prose."""

from phongtrao.initiatives.models import Initiative, InitiativeRound
from phongtrao.initiatives.services.submitting import submit_initiative
from phongtrao.initiatives.services.writing import save_draft
from phongtrao.similarity.services.checks import note_checks, run_waiting
from phongtrao.similarity.services.indexing import note_arrivals, read_waiting
from tests.initiatives.made import WORDS, full_draft, make_written

SHARED = (
    "Mỗi sáng thứ hai, cả lớp trồng một luống rau sau nhà để xe và ghi nhật ký về chiều cao của từng cây; cuối tháng"
    " các nhóm so số đo với bảng dự đoán đã treo ở góc lớp, rồi kể lại vì sao luống gần tường lớn chậm hơn."
)
THEIRS = "Riêng tổ khoa học của trường nguồn còn giữ bộ cân lò xo và chiếc máy ảnh cũ do phụ huynh tặng năm ngoái."
OURS = "Điểm mới của chúng tôi là cho học sinh đặt câu hỏi trước khi gieo hạt và bỏ phiếu chọn giống cây."
HIDDEN = "Công thức giá thể gồm xơ dừa ngâm nước vo gạo ba ngày rồi trộn với vỏ trứng nghiền là của riêng nhóm."


def hand_in(round_: InitiativeRound, unit, author, words: str, **more) -> Initiative:
    made = make_written(round_, unit, author)
    values = WORDS | {"o1": words} | more.pop("values", {})
    save_draft(made, full_draft(values=values, **more), made.saved, by=author)
    submit_initiative(made, by=author)
    made.refresh_from_db()
    return made


def check_all() -> int:
    """As the job of each minute does."""
    note_arrivals()
    read_waiting()
    note_checks()
    return run_waiting()
