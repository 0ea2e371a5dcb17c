"""What can happen to a sitting and in its votes; never what somebody chose."""

from django.utils.translation import gettext_lazy as _

DEEDS = {
    "councils.case_listed": _("Đưa hồ sơ vào chương trình phiên họp"),
    "councils.case_left": _("Chuyển hồ sơ sang phiên họp sau"),
    "councils.case_applied": _("Áp dụng kết quả biểu quyết"),
    "councils.decision_void": _("Kết quả không còn giá trị, cần biểu quyết lại"),
    "councils.sitting_planned": _("Lên lịch phiên họp"),
    "councils.sitting_changed": _("Đổi lịch phiên họp"),
    "councils.sitting_opened": _("Khai mạc phiên họp"),
    "councils.sitting_closed": _("Bế mạc phiên họp"),
    "councils.sitting_cancelled": _("Hủy phiên họp"),
    "councils.agenda_ordered": _("Xếp lại chương trình phiên họp"),
    "councils.roll_taken": _("Điểm danh"),
    "councils.chair_handed": _("Giao quyền chủ trì phiên họp"),
    "councils.course_written": _("Ghi diễn biến phiên họp"),
    "councils.vote_opened": _("Mở biểu quyết"),
    "councils.vote_cast": _("Biểu quyết công khai"),
    "councils.opinion_written": _("Nhập ý kiến bằng văn bản"),
    "councils.paper_counted": _("Nhập kết quả đếm phiếu giấy"),
    "councils.vote_voided": _("Hủy lần biểu quyết"),
    "councils.vote_counted": _("Kiểm phiếu"),
    "councils.paper_made": _("Lập văn bản của phiên họp"),
}
LABELS = {
    "mode": _("hình thức"),
    "starts_at": _("họp lúc"),
    "place": _("địa điểm"),
    "role": _("vai trò"),
}
