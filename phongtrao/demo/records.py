"""What people of the demo find wrong in their own records."""

from phongtrao.demo.load import Province
from phongtrao.orgs.services import answer_correction, ask_correction


def write_records(province: Province) -> None:
    """One request the school has answered, and one that waits for it."""
    teacher, focal = province.people["giaovien"], province.people["daumoi"]
    answered = ask_correction(
        teacher.person, "Họ và tên", "Vũ Thị Giang, không phải Vũ Thị Dang.", by=teacher
    )
    answer_correction(answered, is_fixed=True, answer="Đã sửa họ tên.", by=focal)
    ask_correction(
        teacher.person,
        "Vị trí công tác: Giáo viên",
        "Tôi còn làm Tổ phó tổ Khoa học tự nhiên từ ngày 01/9/2025, Quyết định số 12/QĐ-THCS.",
        by=teacher,
    )
