"""Invented facts with which an uploaded template is tried before it comes into force."""

from phongtrao.reports.facts import (
    BasisFacts,
    Counts,
    LateFacts,
    Letter,
    ObstacleFacts,
    PlanFacts,
    TaskFacts,
)

_TASK = "Xây dựng chuyên mục tuyên truyền về đổi mới sáng tạo và chuyển đổi số"


_TASKS = (
    TaskFacts(
        1,
        "I. Tuyên truyền",
        "1",
        _TASK,
        "Các cơ sở giáo dục",
        "Thường xuyên",
        Counts(2, 1, percent=83),
        Counts(done=1, late=1, percent=60),
    ),
    TaskFacts(
        2,
        "II. Tổ chức thực hiện",
        "2",
        "Báo cáo kết quả",
        "Các phòng",
        "Trước 15/12",
        Counts(late=1),
    ),
)
_LATE = LateFacts(1, "Xã Suối Mây", "Trường THCS Hoa Sen", "2", "Báo cáo kết quả", "2026-11-15", 10)
_BASIS = BasisFacts(
    kind="Nghị định",
    is_law=False,
    number="152/2025/NĐ-CP",
    issued_on="2025-06-14",
    issuer="Chính phủ",
    abstract="về thi đua, khen thưởng",
)
_LETTER = Letter(
    symbol="BC-SGDĐT",
    place="Sông Ngân",
    capacity="KT. GIÁM ĐỐC",
    position="PHÓ GIÁM ĐỐC",
    signer="Nguyễn Văn Mẫu",
    recipients=("UBND tỉnh (để báo cáo)", "Các đơn vị trực thuộc"),
    filing="VT, VP",
)


def sample_facts() -> PlanFacts:
    return PlanFacts(
        plan=0,
        title="Kế hoạch triển khai phong trào thi đua “Đổi mới sáng tạo và chuyển đổi số”",
        number="05/KH-SGDĐT",
        issued_on="2026-01-15",
        owner="Sở Giáo dục và Đào tạo Sông Ngân",
        superior="Ủy ban nhân dân tỉnh Sông Ngân",
        period="2026",
        period_label="Năm 2026",
        as_of="2026-11-20",
        units=3,
        declined=1,
        waiting=1,
        counts=Counts(done=2, on_time=1, late=1, percent=65),
        tasks=_TASKS,
        late=(_LATE,),
        obstacles=(ObstacleFacts(1, "Trường THCS Hoa Sen", _TASK, "Đường truyền yếu."),),
        letter=_LETTER,
        below=Counts(done=1, late=1, percent=60),
        bases=(_BASIS,),
    )
