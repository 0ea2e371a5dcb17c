"""Small plans for the checks: a sound one, and the same with one thing changed."""

from phongtrao.reader.lint import Defect, lint_source
from phongtrao.reader.load.txt import split_text

SOUND = """\
SỞ GIÁO DỤC VÀ ĐÀO TẠO AN BÌNH
Số: 45/KH-SGDĐT
An Bình, ngày 10 tháng 3 năm 2026

KẾ HOẠCH
Phát triển văn hóa đọc trong trường học năm 2026

Căn cứ Thông tư số 16/2022/TT-BGDĐT ngày 22/11/2022 của Bộ Giáo dục và Đào tạo ban hành Quy định tiêu chuẩn thư viện;
Thực hiện Kế hoạch số 120/KH-UBND ngày 05/02/2026 của Ủy ban nhân dân tỉnh An Bình về phát triển văn hóa đọc;
Sở Giáo dục và Đào tạo ban hành Kế hoạch phát triển văn hóa đọc trong trường học năm 2026 như sau:

I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
Hình thành thói quen đọc sách cho học sinh theo Kế hoạch số 120/KH-UBND.
2. Yêu cầu
Việc tổ chức phải thiết thực, tiết kiệm, phù hợp với điều kiện của từng trường.
II. NHIỆM VỤ
1. Xây dựng tủ sách lớp học
- Chủ trì: Các trường tiểu học;
- Phối hợp: Ban đại diện cha mẹ học sinh;
- Thời gian: trước ngày 30/4/2026.
2. Tổ chức ngày hội đọc sách
- Chủ trì: Văn phòng Sở;
- Phối hợp: Thư viện tỉnh;
- Thời gian: trước ngày 31/5/2026.
3. Tập huấn cán bộ thư viện
- Chủ trì: Phòng Giáo dục Tiểu học;
- Phối hợp: Thư viện tỉnh;
- Thời gian: trước ngày 30/8/2026.
III. TỔ CHỨC THỰC HIỆN
1. Văn phòng Sở
Theo dõi, đôn đốc, tổng hợp báo cáo.
2. Các trường tiểu học
Triển khai thực hiện Kế hoạch này.
Trên đây là Kế hoạch phát triển văn hóa đọc trong trường học năm 2026./.

Nơi nhận:
- UBND tỉnh (để b/c);
- Các phòng thuộc Sở;
- Các trường tiểu học;
- Lưu: VT.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Lò Văn Suối Mơ
"""


def changed(*pairs: tuple[str, str]) -> str:
    """The sound plan with each first text replaced by the second, wherever it stands."""
    text = SOUND
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text


def found(text: str) -> list[tuple[str, str]]:
    """(rule, quote) of every defect."""
    return [(defect.rule.key, defect.quote) for defect in defects(text)]


def defects(text: str) -> list[Defect]:
    return lint_source(split_text(text))
