from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ActivitiesConfig(AppConfig):
    name = "phongtrao.activities"
    verbose_name = _("Hoạt động")

    def ready(self) -> None:
        from phongtrao.activities import facts, sockets  # noqa: PLC0415 -- app ready
        from phongtrao.activities.catalogue import add_missing  # noqa: PLC0415 -- app ready
        from phongtrao.audit import sentences  # noqa: PLC0415 -- app ready

        post_migrate.connect(add_missing, sender=self)
        facts.publish()
        sentences.register(SENTENCES)
        sockets.plug_screens()
        sockets.plug_evidence()
        sockets.plug_history()
        sockets.plug_movements()
        sockets.plug_keeping()
        sockets.plug_reorganisation()


SENTENCES = {
    "activities.kind_saved": _("Ghi loại hoạt động"),
    "activities.drafted": _("Lập bản nháp hoạt động"),
    "activities.changed": _("Sửa hoạt động"),
    "activities.recorded": _("Ghi nhận hoạt động"),
    "activities.confirmed": _("Xác nhận hoạt động"),
    "activities.returned": _("Trả lại hoạt động"),
    "activities.joined": _("Gộp hoạt động trùng"),
    "activities.parted": _("Bỏ gộp hoạt động"),
    "activities.told_apart": _("Xác định hai hoạt động khác nhau"),
    "activities.imported": _("Nhập hoạt động từ Excel"),
    "activities.contribution_added": _("Ghi đóng góp của cá nhân"),
    "activities.contribution_confirmed": _("Xác nhận đóng góp của cá nhân"),
    "activities.reported": _("Đưa hoạt động vào báo cáo tiến độ"),
    "activities.keeper_added": _("Đưa người vào danh sách"),
    "activities.keeper_ended": _("Kết thúc trong danh sách"),
    "activities.theme_saved": _("Ghi chủ đề của kế hoạch truyền thông"),
}
