"""Every deed about requested reports that history may tell; ``apps.py`` registers them."""

from django.utils.translation import gettext_lazy as _

from phongtrao.orgs.duties import TAKEN_OVER

REQUEST = {
    "reports.request_created": _("Lập yêu cầu báo cáo"),
    "reports.request_edited": _("Sửa yêu cầu báo cáo"),
    "reports.request_dropped": _("Bỏ yêu cầu báo cáo"),
    "reports.request_fields_changed": _("Sửa mẫu báo cáo"),
    "reports.form_saved": _("Lưu mẫu báo cáo để dùng lại"),
    "reports.request_sent": _("Gửi yêu cầu báo cáo tới các đơn vị"),
    "reports.request_put_off": _("Gia hạn nộp báo cáo cho mọi đơn vị"),
    "reports.request_urged": _("Đôn đốc nộp báo cáo"),
    "reports.request_closed": _("Kết thúc đợt báo cáo"),
    "reports.request_reopened": _("Mở lại đợt báo cáo"),
    "reports.request_repeated": _("Soạn đợt báo cáo năm sau"),
    "reports.request_report_made": _("Lập báo cáo tổng hợp theo yêu cầu"),
}

ANSWER = {
    "reports.answer_submitted": _("Nộp báo cáo theo yêu cầu"),
    "reports.answer_withdrawn": _("Rút báo cáo theo yêu cầu"),
    "reports.answer_returned": _("Trả lại báo cáo theo yêu cầu"),
    "reports.answer_accepted": _("Duyệt báo cáo theo yêu cầu"),
    "reports.answer_put_off": _("Gia hạn nộp báo cáo"),
    "reports.answer_handed_on": _("Giao viết báo cáo trong đơn vị"),
    "reports.answer_written": _("Viết xong báo cáo, gửi lại thủ trưởng"),
    "reports.answer_taken_back": _("Lấy lại báo cáo để tự viết"),
    "reports.answer_file_added": _("Đính kèm tệp vào báo cáo"),
    "reports.answer_file_dropped": _("Bỏ tệp khỏi báo cáo"),
}

# Told only to those who act for the unit or write for it: what goes on before it is handed in is the unit's.
INNER = frozenset(
    {
        "reports.answer_file_added",
        "reports.answer_file_dropped",
        "reports.answer_handed_on",
        "reports.answer_written",
        "reports.answer_taken_back",
        TAKEN_OVER,
    }
)

LABELS = {
    "added": _("thêm ô"),
    "changed": _("sửa ô"),
    "dropped": _("bỏ ô"),
    "box_moved": _("chuyển ô"),
    "boxes": _("số ô"),
    "existing": _("đơn vị đã có từ trước"),
}
