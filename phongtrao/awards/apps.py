from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AwardsConfig(AppConfig):
    name = "phongtrao.awards"
    verbose_name = _("Khen thưởng")

    def ready(self) -> None:
        from phongtrao.audit import sentences  # noqa: PLC0415 -- app ready
        from phongtrao.awards import (  # noqa: PLC0415 -- app ready
            facts,
            register_sockets,
            registration_sockets,
            sockets,
        )
        from phongtrao.awards.catalogue import add_missing  # noqa: PLC0415 -- app ready

        post_migrate.connect(add_missing, sender=self)
        facts.publish()
        sockets.plug_history()
        sockets.plug_certificates()
        sockets.plug_keeping()
        sockets.plug_reorganisation()
        sentences.register(SENTENCES)
        sentences.register_labels(LABELS)
        register_sockets.plug_screens()
        register_sockets.plug_imports()
        register_sockets.plug_papers()
        register_sockets.plug_history()
        register_sockets.plug_evidence()
        registration_sockets.plug_all()


SENTENCES = {
    "awards.rule_draft_dropped": _("Bỏ bản đang sửa của bộ tiêu chuẩn"),
    "awards.rules_published": _("Ban hành phiên bản mới của bộ tiêu chuẩn"),
    "awards.law_written": _("Ghi phiên bản mới của thẩm quyền, mức khen"),
    "awards.transition_set": _("Ghi điều khoản chuyển tiếp của bộ tiêu chuẩn"),
    "awards.rules_copied": _("Sao bộ tiêu chuẩn về đơn vị"),
    "awards.honour_added": _("Thêm giấy khen của đơn vị"),
    "awards.honour_ended": _("Thôi tặng giấy khen của đơn vị"),
    "awards.recorded": _("Ghi khen thưởng vào sổ"),
    "awards.brought_in": _("Nhập khen thưởng các năm trước"),
    "awards.checked": _("Đối chiếu khen thưởng với quyết định"),
    "awards.refused": _("Ghi khen thưởng không đúng với quyết định"),
    "awards.corrected": _("Sửa khen thưởng trong sổ"),
    "awards.paper_tied": _("Gắn văn bản đã đăng ký vào khen thưởng"),
    "awards.revoked": _("Thu hồi khen thưởng"),
    "awards.completeness_said": _("Nói sổ khen thưởng đầy đủ từ ngày nào"),
}
LABELS = {"part_of_register": _("mục của sổ")}
