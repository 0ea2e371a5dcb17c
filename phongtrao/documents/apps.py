from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phongtrao.audit import sentences


class DocumentsConfig(AppConfig):
    name = "phongtrao.documents"
    verbose_name = pgettext_lazy("many", "Văn bản")

    def ready(self) -> None:
        from phongtrao.documents import (  # noqa: PLC0415 -- app ready
            certificate_sockets,
            circulation,
            duty_sockets,
            reorganisation_sockets,
            shell,
            template_keys,
            visibility,
            written,
        )
        from phongtrao.documents.access import sees_file  # noqa: PLC0415 -- app ready

        sentences.register(SENTENCES)
        visibility.register("documents", sees_file)
        shell.plug_in()
        circulation.plug_in()
        duty_sockets.plug_duties()
        reorganisation_sockets.plug_reorganisation()
        certificate_sockets.plug_certificates()
        template_keys.register(written.LETTER)
        template_keys.register(written.TITLED)


SENTENCES = {
    "documents.file_stored": _("Lưu tệp"),
    "documents.registered": _("Ghi sổ văn bản"),
    "documents.changed": _("Sửa thông tin văn bản"),
    "documents.drafted": _("Soạn văn bản đi"),
    "documents.draft_changed": _("Sửa dự thảo"),
    "documents.draft_kept": _("Thêm bản dự thảo"),
    "documents.draft_cited": _("Ghi văn bản được dẫn của dự thảo"),
    "documents.draft_citation_removed": _("Bỏ văn bản được dẫn của dự thảo"),
    "documents.opinion_asked": _("Xin ý kiến về dự thảo"),
    "documents.opinion_given": _("Góp ý dự thảo"),
    "documents.submitted": _("Trình ký"),
    "documents.handed_to_deputy": _("Chuyển người ký thay"),
    "documents.recalled": _("Rút lại văn bản đang trình"),
    "documents.returned": _("Trả lại dự thảo"),
    "documents.approved": _("Duyệt ký"),
    "documents.approval_voided": _("Phê duyệt mất hiệu lực"),
    "documents.issued": _("Cấp số, ban hành"),
    "documents.finished_offered": _("Tải tệp hoàn chỉnh lên để đối chiếu"),
    "documents.finished": _("Dùng tệp hoàn chỉnh làm tệp ban hành"),
    "documents.published": _("Công khai văn bản"),
    "documents.unpublished": _("Thôi công khai văn bản"),
    "documents.number_left_out": _("Bỏ số"),
    "documents.signed_copy_added": _("Nhận bản ký số"),
    "documents.cited": _("Ghi văn bản được dẫn"),
    "documents.citation_removed": _("Bỏ văn bản được dẫn"),
    "documents.evidence_added": _("Thêm minh chứng"),
    "documents.evidence_changed": _("Sửa minh chứng"),
    "documents.template_version": _("Thay mẫu văn bản"),
    "documents.paper_requested": _("Yêu cầu lập văn bản từ mẫu"),
    "documents.paper_rendered": _("Lập xong bản nháp"),
    "documents.paper_failed": _("Không lập được văn bản"),
    "documents.paper_approved": _("Duyệt văn bản"),
    "documents.paper_returned": _("Trả lại văn bản để sửa"),
}
