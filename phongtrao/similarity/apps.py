from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SimilarityConfig(AppConfig):
    name = "phongtrao.similarity"
    verbose_name = _("Đối chiếu nội dung")

    def ready(self) -> None:
        from phongtrao.audit import sentences  # noqa: PLC0415 -- app ready
        from phongtrao.similarity import sockets  # noqa: PLC0415 -- app ready

        sentences.register(SENTENCES)
        sentences.register_labels(LABELS)
        sockets.plug_screens()
        sockets.plug_history()
        sockets.plug_reorganisation()
        sockets.plug_texts()


SENTENCES = {
    "similarity.group_seen": _("Ghi là đã xem nhóm trùng nội dung"),
    "similarity.thresholds_set": _("Đặt ngưỡng đối chiếu"),
    "similarity.thresholds_given_up": _("Thôi đặt ngưỡng đối chiếu riêng"),
    "similarity.thresholds_dropped": _("Bỏ mức ngưỡng sắp áp dụng"),
    "similarity.reference_added": _("Thêm văn bản tham chiếu"),
    "similarity.reference_edited": _("Sửa thông tin văn bản tham chiếu"),
    "similarity.reference_out": _("Thôi dùng văn bản tham chiếu"),
    "similarity.reference_back": _("Dùng lại văn bản tham chiếu"),
}
LABELS = {
    "note": _("ghi chú"),
    "origin": _("lấy từ đâu"),
    "dated": _("ngày của văn bản"),
    "holds_from": _("áp dụng từ ngày"),
    "look": _("xem lại từ (%)"),
    "ask": _("hỏi tác giả từ (%)"),
    "refuse": _("đề nghị không xét từ (%)"),
    "drafts_a_day": _("số lần tự đối chiếu bản nháp mỗi ngày"),
    "linked": _("đưa vào một nhóm từ (%)"),
}
