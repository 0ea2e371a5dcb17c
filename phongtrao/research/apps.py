from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ResearchConfig(AppConfig):
    name = "phongtrao.research"
    verbose_name = _("Nghiên cứu khoa học")

    def ready(self) -> None:
        from phongtrao.audit import sentences  # noqa: PLC0415 -- app ready
        from phongtrao.research import facts, sockets, sources  # noqa: PLC0415 -- app ready
        from phongtrao.research.catalogue import add_missing  # noqa: PLC0415 -- app ready

        post_migrate.connect(add_missing, sender=self)
        facts.publish()
        sources.plug()
        sentences.register(SENTENCES)
        sockets.plug_imports()
        sockets.plug_screens()
        sockets.plug_kinds()
        sockets.plug_history()
        sockets.plug_keeping()
        sockets.plug_duties()
        sockets.plug_clocks()
        sockets.plug_reorganisation()


SENTENCES = {
    "research.proposed": _("Đề xuất nhiệm vụ KH&CN"),
    "research.changed": _("Sửa nhiệm vụ KH&CN"),
    "research.minder_set": _("Phân công người theo dõi nhiệm vụ"),
    "research.dropped": _("Không chọn nhiệm vụ"),
    "research.ticked": _("Đánh dấu hồ sơ của bước"),
    "research.stage_finished": _("Xong một bước của nhiệm vụ"),
    "research.member_added": _("Thêm người thực hiện"),
    "research.member_left": _("Người thực hiện thôi tham gia"),
    "research.shares_set": _("Ghi tỷ lệ đóng góp"),
    "research.budget_set": _("Ghi kinh phí"),
    "research.contract_signed": _("Ký hợp đồng nghiên cứu"),
    "research.annex_added": _("Ghi phụ lục hợp đồng"),
    "research.instalment_added": _("Thêm đợt cấp kinh phí"),
    "research.instalment_paid": _("Ghi đã cấp kinh phí"),
    "research.money_returned": _("Ghi đã nộp trả kinh phí"),
    "research.report_submitted": _("Nộp báo cáo định kỳ của nhiệm vụ"),
    "research.report_accepted": _("Chấp nhận báo cáo định kỳ"),
    "research.report_returned": _("Trả lại báo cáo định kỳ"),
    "research.change_asked": _("Đề nghị điều chỉnh nhiệm vụ"),
    "research.change_approved": _("Chấp thuận điều chỉnh nhiệm vụ"),
    "research.change_refused": _("Không chấp thuận điều chỉnh nhiệm vụ"),
    "research.visited": _("Kiểm tra nhiệm vụ"),
    "research.visit_followed": _("Ghi kết quả khắc phục"),
    "research.visit_closed": _("Đóng kiến nghị kiểm tra"),
    "research.product_added": _("Ghi sản phẩm của nhiệm vụ"),
    "research.brought": _("Đưa nhiệm vụ ra hội đồng"),
    "research.taken_back": _("Rút nhiệm vụ khỏi hội đồng"),
    "research.chosen": _("Hội đồng chọn nhiệm vụ"),
    "research.accepted": _("Nghiệm thu nhiệm vụ, chốt tỷ lệ đóng góp"),
    "research.failed": _("Nghiệm thu nhiệm vụ không đạt"),
    "research.stopped": _("Dừng thực hiện nhiệm vụ"),
    "research.closed": _("Thanh lý nhiệm vụ"),
    "research.regime_copied": _("Sao quy trình nhiệm vụ KH&CN về đơn vị"),
    "research.regime_named": _("Sửa tên, căn cứ, ngày hiệu lực của quy trình"),
    "research.regime_changed": _("Lưu phiên bản mới của quy trình"),
    "research.regime_confirmed": _("Xác nhận đã kiểm tra quy trình"),
    "research.clock_moved": _("Tính lại hạn theo lịch nghỉ"),
    "research.brought_in": _("Nhập nhiệm vụ đã nghiệm thu từ danh sách"),
    "research.support_tied": _("Ghi hỗ trợ cho nhiệm vụ, tác giả"),
    "research.support_untied": _("Bỏ dòng hỗ trợ cho nhiệm vụ, tác giả"),
    "research.contest_held": _("Ghi cuộc thi của học sinh"),
    "research.contest_changed": _("Sửa cuộc thi của học sinh"),
    "research.project_entered": _("Ghi dự án dự thi"),
    "research.project_changed": _("Sửa dự án dự thi"),
    "research.project_dropped": _("Xóa dự án dự thi ghi nhầm"),
    "research.prize_given": _("Ghi giải của dự án dự thi"),
    "research.students_named": _("Ghi tên học sinh của dự án, có sự đồng ý"),
    "research.results_imported": _("Nhập kết quả cuộc thi từ Excel"),
    "research.feed_begun": _("Nối chỉ số với kết quả cuộc thi của học sinh"),
    "research.feed_ended": _("Thôi nối chỉ số với kết quả cuộc thi của học sinh"),
}
