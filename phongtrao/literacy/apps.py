from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LiteracyConfig(AppConfig):
    name = "phongtrao.literacy"
    verbose_name = _("Bình dân học vụ số")

    def ready(self) -> None:
        from phongtrao.audit import sentences  # noqa: PLC0415 -- app ready
        from phongtrao.literacy import facts, sockets, sources  # noqa: PLC0415 -- app ready

        facts.publish()
        sentences.register(SENTENCES)
        sentences.register_labels(LABELS)
        sockets.plug_screens()
        sockets.plug_papers()
        sockets.plug_history()
        sockets.plug_keeping()
        sockets.plug_reorganisation()
        sources.plug()


SENTENCES = {
    "literacy.framework_taken_in": _("Nạp khung kỹ năng số"),
    "literacy.version_begun": _("Lập phiên bản mới của khung"),
    "literacy.version_written": _("Sửa các năng lực của khung"),
    "literacy.numbers_published": _("Công khai số liệu kỹ năng số"),
    "literacy.numbers_withdrawn": _("Thôi công khai số liệu kỹ năng số"),
    "literacy.feed_begun": _("Nối chỉ số với số liệu kỹ năng số"),
    "literacy.feed_ended": _("Thôi nối chỉ số với số liệu kỹ năng số"),
    "literacy.group_saved": _("Ghi nhóm đối tượng"),
    "literacy.course_added": _("Giới thiệu khóa học, học liệu"),
    "literacy.course_changed": _("Sửa khóa học, học liệu"),
    "literacy.course_out": _("Thôi giới thiệu khóa học"),
    "literacy.course_back": _("Giới thiệu lại khóa học"),
    "literacy.bank_added": _("Lập ngân hàng câu hỏi"),
    "literacy.bank_changed": _("Sửa ngân hàng câu hỏi"),
    "literacy.question_added": _("Thêm câu hỏi"),
    "literacy.question_rewritten": _("Sửa câu hỏi"),
    "literacy.question_out": _("Thôi dùng câu hỏi"),
    "literacy.question_back": _("Dùng lại câu hỏi"),
    "literacy.questions_imported": _("Nhập câu hỏi từ Excel"),
    "literacy.quiz_added": _("Lập bài tự kiểm tra"),
    "literacy.quiz_changed": _("Sửa bài tự kiểm tra"),
    "literacy.quiz_opened": _("Mở bài tự kiểm tra"),
    "literacy.quiz_closed": _("Đóng bài tự kiểm tra"),
    "literacy.attempt_started": _("Bắt đầu tự kiểm tra"),
    "literacy.attempt_submitted": _("Nộp bài tự kiểm tra"),
    "literacy.result_added": _("Ghi kết quả kỹ năng số"),
    "literacy.completion_confirmed": _("Xác nhận kỹ năng số"),
    "literacy.completion_refused": _("Không xác nhận kỹ năng số"),
    "literacy.confirmation_revoked": _("Hủy bỏ xác nhận kỹ năng số"),
    "literacy.confirmation_expired": _("Xác nhận kỹ năng số hết hạn"),
    "literacy.call_opened": _("Thu số người đạt kỹ năng số của các đơn vị"),
    "literacy.call_ended": _("Kết thúc đợt khai số kỹ năng số"),
    "literacy.learner_result_added": _("Ghi kết quả kỹ năng số của người học"),
    "literacy.learner_result_confirmed": _("Xác nhận kết quả kỹ năng số của người học"),
    "literacy.learner_result_dropped": _("Xóa kết quả kỹ năng số của người học"),
    "literacy.count_declared": _("Khai số người đạt kỹ năng số"),
}
LABELS = {
    "indicator": _("chỉ số"),
    "done": _("số người đạt"),
    "whole": _("tổng số người"),
}
