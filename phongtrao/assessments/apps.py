from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    name = "phongtrao.assessments"
    verbose_name = _("Đánh giá")

    def ready(self) -> None:
        from phongtrao.assessments import sockets  # noqa: PLC0415 -- app ready
        from phongtrao.assessments.catalogue import add_missing  # noqa: PLC0415 -- app ready
        from phongtrao.audit import sentences  # noqa: PLC0415 -- app ready

        post_migrate.connect(add_missing, sender=self)
        sentences.register(SENTENCES)
        sentences.register_labels(LABELS)
        sockets.plug_screens()
        sockets.plug_evidence()
        sockets.plug_history()
        sockets.plug_duties()
        sockets.plug_reorganisation()


SENTENCES = {
    "assessments.set_copied": _("Sao bộ chỉ số về đơn vị"),
    "assessments.set_named": _("Sửa tên, căn cứ của bộ chỉ số"),
    "assessments.edition_drafted": _("Soạn phiên bản mới của bộ chỉ số"),
    "assessments.edition_saved": _("Sửa bản soạn của bộ chỉ số"),
    "assessments.edition_issued": _("Ban hành phiên bản bộ chỉ số"),
    "assessments.edition_ended": _("Thôi dùng phiên bản bộ chỉ số"),
    "assessments.edition_dropped": _("Bỏ bản soạn của bộ chỉ số"),
    "assessments.edition_moved": _("Đổi phiên bản bộ chỉ số của đợt đang chạy"),
    "assessments.campaign_drafted": _("Lập đợt đánh giá"),
    "assessments.campaign_edited": _("Sửa đợt đánh giá"),
    "assessments.campaign_dropped": _("Bỏ đợt đánh giá đang lập"),
    "assessments.campaign_opened": _("Mở đợt đánh giá"),
    "assessments.campaign_extended": _("Gia hạn đợt đánh giá"),
    "assessments.units_shared": _("Chia đơn vị cho người thẩm định"),
    "assessments.campaign_urged": _("Đôn đốc đơn vị chưa nộp bản tự đánh giá"),
    "assessments.self_assessment_ended": _("Kết thúc tự đánh giá, chuyển sang thẩm định"),
    "assessments.campaign_published": _("Công bố kết quả đánh giá"),
    "assessments.proof_added": _("Thêm minh chứng cho tiêu chí"),
    "assessments.proof_dropped": _("Bỏ minh chứng khỏi tiêu chí"),
    "assessments.submitted": _("Nộp bản tự đánh giá"),
    "assessments.withdrawn": _("Rút bản tự đánh giá"),
    "assessments.verified": _("Thẩm định xong bản tự đánh giá"),
    "assessments.returned": _("Trả lại bản tự đánh giá"),
    "assessments.objected": _("Gửi ý kiến về kết quả thẩm định"),
    "assessments.objection_answered": _("Trả lời ý kiến về kết quả thẩm định"),
    "assessments.pledged": _("Ghi giao ước thi đua"),
    "assessments.ranked": _("Xếp thứ cụm, khối"),
}

LABELS = {
    "criterion": _("tiêu chí"),
    "reached": _("mức đạt"),
    "missing": _("đơn vị không nộp"),
    "scores": _("điểm đã chuyển"),
    "how": _("cách chia"),
    "verifiers": _("người thẩm định, số đơn vị"),
}
