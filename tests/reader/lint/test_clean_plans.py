"""A clean plan gives nothing; what is told of the invented ones is really there."""

import pytest

from phongtrao.reader.lint import lint_file
from tests.reader import corpus
from tests.reader.lint.papers import SOUND, found

INVENTED = [name for name in corpus.names() if name not in corpus.GOLDS]
# Slips their authors made, as any office would.
REAL = {
    "104-so-khcn-nhiem-vu-nhan-dong": [
        (
            "tasks.no_label",
            "3.3. Biên tập, phát hành tập san giới thiệu sáng kiến tiêu biểu trong ",
        )
    ],
    "107-ubnd-tinh-muc-tieu-trong-cau": [("citations.no_day", "Thông tư số 18/2026/TT-BGDĐT")],
    "202-phong-vhxh-hoi-thi-sang-tao": [("annexes.attachment", "theo mẫu gửi kèm")],
    "203-so-gddt-phan-thu-nhat": [("citations.no_day", "Thông tư số 02/2025/TT-BGDĐT")],
    "204-so-gddt-chuyen-doi-so": [("citations.no_day", "số 91/2025/QH15")],
    "209-so-gddt-sang-kien-bang-tieu-chuan": [("citations.no_day", "số 06/2022/QH15")],
    "302-ubnd-xa-huong-ung-thi-dua": [("citations.no_day", "số 06/2022/QH15")],
    "303-truong-tieu-hoc-giao-viec": [
        (
            "tasks.no_label",
            "7. Thiết lập tủ sách dùng chung với Trường Trung học cơ sở Bến Đá",
        )
    ],
    "304-ban-chi-dao-tinh-hai-phu-luc": [
        ("annexes.unannounced", "Phụ lục I"),
        ("annexes.unannounced", "Phụ lục II"),
    ],
    "401-bo-phan-la-ma-phu-luc-cuc-vu": [("annexes.unannounced", "Phụ lục")],
    "408-so-gddt-nhan-nhiem-vu-dong-nhan": [
        ("tasks.no_label", "3.3. Tổ chức “Ngày hội Sách và Văn hóa đọc” cấp thành phố")
    ],
    "409-ubnd-phuong-tuan-le-hoc-tap": [("units.not_sent_to", "Hội Khuyến học phường")],
    "411-ubnd-tinh-nhan-luc-ban-dan": [("citations.no_day", "số 93/2025/QH15")],
}


def test_sound_plan_has_no_defect():
    assert found(SOUND) == []


@pytest.mark.parametrize("kind", ["md", "docx"])
@pytest.mark.parametrize("name", INVENTED)
def test_invented_plan_has_no_invented_defect(name, kind):
    defects = lint_file(corpus.paper(name, kind))

    assert [(d.rule.key, d.quote) for d in defects] == REAL.get(name, [])
