"""Where questions and papers go: a person, a telephone, an address, “(qua …)”."""

import pytest

from phongtrao.reader.contacts import read_contacts
from phongtrao.reader.model import Paragraph


def contact(text: str) -> tuple:
    (found,) = read_contacts([Paragraph(text, 0, 0)])
    return tuple(found.value[name] for name in ("unit", "person", "phone", "email"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị phản ánh về Ủy ban nhân dân xã (qua Phòng Văn hóa - Xã hội) để giải quyết.",
            ("Ủy ban nhân dân xã (qua Phòng Văn hóa - Xã hội)", None, None, None),
        ),
        (
            "Khi có vướng mắc, các đơn vị báo cáo Sở (qua Văn phòng Sở, điện thoại: 0258.3900.105) để được hướng dẫn.",
            ("Sở (qua Văn phòng Sở)", None, "0258.3900.105", None),
        ),
        (
            "Các trường gửi hồ sơ về Phòng Văn hóa - Xã hội (đồng chí Nông Văn Mẫu; điện thoại 0912.000.417; thư điện tử: hoithi@xa.example) trước ngày 08/5/2026.",
            ("Phòng Văn hóa - Xã hội", "Nông Văn Mẫu", "0912.000.417", "hoithi@xa.example"),
        ),
        (
            "Mọi thông tin chi tiết xin liên hệ: bà Lò Thị Mẫu, Phó Trưởng phòng Tổ chức cán bộ, điện thoại 0225.3700.118.",
            ("Phòng Tổ chức cán bộ", "Lò Thị Mẫu", "0225.3700.118", None),
        ),
        (
            "Nếu có vướng mắc, liên hệ cô Vàng Thị Mẫu, Phó Hiệu trưởng, số điện thoại 0900 111 203 để được hướng dẫn.",
            (None, "Vàng Thị Mẫu", "0900 111 203", None),
        ),
    ],
)
def test_a_contact_is_whom_the_text_names(text, expected):
    assert contact(text) == expected


def test_an_address_of_reports_is_no_contact():
    text = "Báo cáo Ủy ban nhân dân xã (qua Phòng Kinh tế) trước ngày 20/5/2027."

    assert read_contacts([Paragraph(text, 0, 0)]) == []


def test_a_sentence_that_sends_nobody_anywhere_has_no_contact():
    text = "Văn phòng Sở theo dõi, đôn đốc việc thực hiện Kế hoạch."

    assert read_contacts([Paragraph(text, 0, 0)]) == []
