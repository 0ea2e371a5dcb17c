from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecognitionConfig(AppConfig):
    name = "phongtrao.recognition"
    verbose_name = _("Công trình")

    def ready(self) -> None:
        from phongtrao.audit import sentences  # noqa: PLC0415 -- app ready
        from phongtrao.recognition import (  # noqa: PLC0415 -- app ready
            decision_sockets,
            facts,
            sockets,
        )

        facts.publish()
        sentences.register(SENTENCES)
        sockets.plug_imports()
        sockets.plug_screens()
        sockets.plug_texts()
        sockets.plug_history()
        sockets.plug_keeping()
        sockets.plug_reorganisation()
        sentences.register(decision_sockets.SENTENCES)
        decision_sockets.plug_decisions()


SENTENCES = {
    "recognition.registered": _("Ghi công trình được công nhận"),
    "recognition.result_registered": _("Ghi kết quả nghiên cứu đã nghiệm thu vào thư viện"),
    "recognition.practice_registered": _("Ghi mô hình, cách làm hay vào kho"),
    "recognition.scope_recognised": _("Công nhận phạm vi ảnh hưởng"),
    "recognition.scope_revoked": _("Hủy bỏ công nhận"),
    "recognition.scope_undone": _("Bỏ dòng công nhận ghi nhầm"),
    "recognition.scope_asked": _("Đề nghị công nhận phạm vi"),
    "recognition.scope_refused": _("Không công nhận phạm vi"),
    "recognition.scope_request_withdrawn": _("Rút đề nghị công nhận phạm vi"),
    "recognition.adopted": _("Bắt đầu áp dụng ở đơn vị khác"),
    "recognition.use_reported": _("Ghi thêm về việc áp dụng"),
    "recognition.adoption_confirmed": _("Xác nhận áp dụng"),
    "recognition.adoption_ended": _("Thôi áp dụng"),
    "recognition.replication_proposed": _("Đề nghị nhân rộng"),
    "recognition.shortlisted": _("Đưa vào danh sách ngắn để nhân rộng"),
    "recognition.off_shortlist": _("Đưa ra khỏi danh sách ngắn"),
    "recognition.replicated": _("Nhân rộng theo văn bản"),
    "recognition.replication_dropped": _("Thôi xem xét nhân rộng"),
    "recognition.objection_raised": _("Gửi khiếu nại"),
    "recognition.objection_answered": _("Trả lời khiếu nại"),
    "recognition.objection_withdrawn": _("Rút khiếu nại"),
    "recognition.asset_registered": _("Ghi đơn, văn bằng sở hữu trí tuệ"),
    "recognition.asset_changed": _("Cập nhật đơn, văn bằng sở hữu trí tuệ"),
    "recognition.quota_set": _("Đặt chỉ tiêu sáng kiến"),
}
