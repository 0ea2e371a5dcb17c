from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class InitiativesConfig(AppConfig):
    name = "phongtrao.initiatives"
    verbose_name = _("Sáng kiến")

    def ready(self) -> None:
        from phongtrao.audit import sentences  # noqa: PLC0415 -- app ready
        from phongtrao.initiatives import sockets  # noqa: PLC0415 -- app ready
        from phongtrao.initiatives.catalogue import add_missing  # noqa: PLC0415 -- app ready

        post_migrate.connect(add_missing, sender=self)
        sentences.register(SENTENCES)
        sockets.plug_screens()
        sockets.plug_kind()
        sockets.plug_history()
        sockets.plug_keeping()
        sockets.plug_reorganisation()


SENTENCES = {
    "initiatives.round_drafted": _("Lập đợt xét sáng kiến"),
    "initiatives.round_edited": _("Sửa đợt xét sáng kiến"),
    "initiatives.round_opened": _("Mở đợt xét, nhận hồ sơ"),
    "initiatives.round_closed": _("Ngừng nhận hồ sơ của đợt xét"),
    "initiatives.round_extended": _("Gia hạn nhận hồ sơ của đợt xét"),
    "initiatives.round_ended": _("Kết thúc đợt xét"),
    "initiatives.started": _("Bắt đầu viết sáng kiến"),
    "initiatives.authors_set": _("Ghi tác giả và tỷ lệ đóng góp"),
    "initiatives.share_confirmed": _("Xác nhận tỷ lệ đóng góp"),
    "initiatives.share_declined": _("Không đồng ý tỷ lệ đóng góp"),
    "initiatives.file_added": _("Thêm tệp vào sáng kiến"),
    "initiatives.file_dropped": _("Bỏ tệp khỏi sáng kiến"),
    "initiatives.draft_restored": _("Lấy lại bản nháp trước"),
    "initiatives.report_poured": _("Đưa báo cáo Word vào các ô"),
    "initiatives.proof_asked": _("Xin đơn vị khác xác nhận áp dụng"),
    "initiatives.proof_confirmed": _("Đơn vị khác xác nhận áp dụng"),
    "initiatives.proof_declined": _("Đơn vị khác không xác nhận áp dụng"),
    "initiatives.round_copied": _("Chép đợt xét sang năm sau"),
    "initiatives.round_form_changed": _("Đổi sang phiên bản mới của mẫu báo cáo"),
    "initiatives.form_copied": _("Tạo mẫu báo cáo riêng"),
    "initiatives.form_named": _("Sửa tên, căn cứ của mẫu báo cáo"),
    "initiatives.form_issued": _("Ban hành mẫu báo cáo"),
    "initiatives.form_draft_dropped": _("Bỏ bản nháp của mẫu báo cáo"),
    "initiatives.submitted": _("Nộp sáng kiến"),
    "initiatives.withdrawn": _("Rút sáng kiến"),
    "initiatives.accepted_as_valid": _("Xác nhận hồ sơ sáng kiến hợp lệ"),
    "initiatives.returned": _("Trả lại sáng kiến để bổ sung"),
    "initiatives.judging_set": _("Chọn cách xét của đợt"),
    "initiatives.brought": _("Đưa sáng kiến ra hội đồng"),
    "initiatives.asked_back": _("Đề nghị rút sáng kiến khỏi hội đồng"),
    "initiatives.kept_before_council": _("Thôi đề nghị rút sáng kiến"),
    "initiatives.taken_back": _("Rút sáng kiến khỏi hội đồng"),
    "initiatives.question_asked": _("Hỏi tác giả"),
    "initiatives.question_answered": _("Trả lời câu hỏi của hội đồng"),
    "initiatives.checked_again": _("Đối chiếu nội dung lại"),
    "initiatives.explanation_asked": _("Đề nghị tác giả giải trình đoạn trùng"),
    "initiatives.explanation_given": _("Giải trình đoạn trùng"),
    "initiatives.explanation_judged": _("Kết luận về giải trình"),
    "initiatives.explanation_disputed": _("Kiến nghị về kết luận giải trình"),
    "initiatives.dispute_answered": _("Trả lời kiến nghị về giải trình"),
    "initiatives.conclusion_written": _("Ghi ý kiến của hội đồng gửi tác giả"),
    "initiatives.recognised": _("Công nhận sáng kiến"),
    "initiatives.refused": _("Không công nhận sáng kiến"),
    "initiatives.complaint_raised": _("Gửi kiến nghị về kết quả xét"),
    "initiatives.complaint_answered": _("Trả lời kiến nghị"),
    "initiatives.sent_up": _("Gửi sáng kiến lên cấp trên"),
    "initiatives.came_from_below": _("Nhận sáng kiến từ cấp dưới gửi lên"),
}
