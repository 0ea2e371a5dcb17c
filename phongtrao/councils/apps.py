from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CouncilsConfig(AppConfig):
    name = "phongtrao.councils"
    verbose_name = _("Hội đồng")

    def ready(self) -> None:
        from phongtrao.audit import sentences  # noqa: PLC0415 -- app ready
        from phongtrao.councils import sockets  # noqa: PLC0415 -- app ready
        from phongtrao.councils.catalogue import add_missing  # noqa: PLC0415 -- app ready

        post_migrate.connect(add_missing, sender=self)
        sentences.register(SENTENCES)
        sentences.register_labels(LABELS)
        sockets.plug_history()
        sockets.plug_sittings()
        sockets.plug_keeping()
        sockets.plug_reorganisation()
        sockets.plug_shell()
        sockets.plug_record()


SENTENCES = {
    "councils.founded": _("Lập hội đồng"),
    "councils.changed": _("Sửa thông tin hội đồng"),
    "councils.activated": _("Cho hội đồng hoạt động theo quyết định"),
    "councils.term_changed": _("Đổi nhiệm kỳ hội đồng"),
    "councils.ended": _("Kết thúc nhiệm kỳ hội đồng"),
    "councils.dropped": _("Bỏ hội đồng đang lập"),
    "councils.member_added": _("Thêm thành viên hội đồng"),
    "councils.member_changed": _("Sửa thông tin thành viên hội đồng"),
    "councils.member_replaced": _("Thay thành viên hội đồng"),
    "councils.member_ended": _("Thành viên thôi tham gia hội đồng"),
    "councils.member_removed": _("Bỏ người khỏi hội đồng đang lập"),
    "councils.reviewers_assigned": _("Phân công chấm"),
    "councils.assignment_undone": _("Hoàn tác phân công chấm"),
    "councils.rule_copied": _("Chép quy tắc về đơn vị"),
    "councils.rule_changed": _("Sửa quy tắc của hội đồng"),
    "councils.rule_confirmed": _("Xác nhận đã kiểm tra quy tắc"),
    "councils.relation_declared": _("Kê khai quan hệ cần tránh khi xét"),
    "councils.relation_ended": _("Thôi quan hệ đã kê khai"),
    "councils.conflicts_found": _("Tìm thấy xung đột lợi ích"),
    "councils.conflicts_gone": _("Xung đột lợi ích không còn"),
    "councils.conflict_declared": _("Thành viên khai xung đột lợi ích"),
    "councils.conflict_pinned": _("Ghi xung đột lợi ích của thành viên"),
    "councils.conflict_denied": _("Cho tham gia xét dù có xung đột lợi ích"),
    "councils.conflict_restored": _("Giữ lại xung đột lợi ích"),
    "councils.case_opened": _("Đưa hồ sơ ra hội đồng"),
    "councils.case_withdrawn": _("Rút hồ sơ khỏi hội đồng"),
    "councils.rubric_changed": _("Lưu phiên bản mới của phiếu chấm"),
    "councils.rubric_copied": _("Sao phiếu chấm về đơn vị"),
    "councils.rubric_named": _("Sửa tên, căn cứ của phiếu chấm"),
    "councils.reviewer_invited": _("Mời thêm phản biện"),
    "councils.sheet_finished": _("Chấm xong phiếu"),
    "councils.sheet_given_again": _("Giao lại phiếu chấm để xem lại"),
    "councils.sheet_reopened": _("Mở lại phiếu đã chấm"),
    "councils.sheet_started": _("Bắt đầu chấm"),
    "councils.sheet_voided": _("Hủy phiếu chấm"),
}

LABELS = {
    "source": _("sao từ"),
}
