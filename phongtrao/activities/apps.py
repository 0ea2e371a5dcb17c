from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ActivitiesConfig(AppConfig):
    name = "phongtrao.activities"
    verbose_name = _("Hoạt động")

    def ready(self) -> None:
        from phongtrao.activities import (  # noqa: PLC0415 -- app ready
            facts,
            inspection_sockets,
            sockets,
        )
        from phongtrao.activities.catalogue import add_missing  # noqa: PLC0415 -- app ready
        from phongtrao.audit import sentences  # noqa: PLC0415 -- app ready

        post_migrate.connect(add_missing, sender=self)
        facts.publish()
        sentences.register(SENTENCES)
        sentences.register_labels(LABELS)
        sockets.plug_screens()
        sockets.plug_evidence()
        sockets.plug_history()
        sockets.plug_movements()
        sockets.plug_keeping()
        sockets.plug_reorganisation()
        inspection_sockets.plug()


LABELS = {
    "site_line": _("mục"),
    "renamed": _("ô đổi tên"),
    "people_gone": _("người dự và đóng góp mất theo"),
}
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
    "activities.party_agreed": _("Đơn vị xác nhận cùng làm"),
    "activities.party_left": _("Đơn vị trả lời không cùng làm"),
    "activities.imported": _("Nhập hoạt động từ Excel"),
    "activities.attendees_listed": _("Ghi danh sách người dự"),
    "activities.attendee_dropped": _("Đưa một người ra khỏi danh sách người dự"),
    "activities.contribution_added": _("Ghi đóng góp của cá nhân"),
    "activities.contribution_confirmed": _("Xác nhận đóng góp của cá nhân"),
    "activities.reported": _("Đưa hoạt động vào báo cáo tiến độ"),
    "activities.keeper_added": _("Đưa người vào danh sách"),
    "activities.keeper_ended": _("Kết thúc trong danh sách"),
    "activities.theme_saved": _("Ghi chủ đề của kế hoạch truyền thông"),
    "activities.checklist_saved": _("Ghi danh mục kiểm tra"),
    "activities.programme_drafted": _("Lập chương trình kiểm tra"),
    "activities.units_chosen": _("Chọn đơn vị kiểm tra"),
    "activities.unit_dropped": _("Bỏ đơn vị khỏi chương trình kiểm tra"),
    "activities.programme_issued": _("Ban hành chương trình kiểm tra"),
    "activities.inspection_planned": _("Thêm cuộc kiểm tra đột xuất"),
    "activities.team_set": _("Lập đoàn kiểm tra"),
    "activities.inspection_decided": _("Ghi quyết định kiểm tra"),
    "activities.inspection_postponed": _("Đổi ngày kiểm tra"),
    "activities.line_answered": _("Ghi kết quả một mục tại chỗ"),
    "activities.inspection_concluded": _("Kết thúc kiểm tra tại đơn vị"),
    "activities.recommended": _("Kiến nghị qua kiểm tra"),
    "activities.opinion_given": _("Đơn vị nêu ý kiến về biên bản"),
    "activities.minutes_kept": _("Tải biên bản đã ký"),
    "activities.inspection_closed": _("Đóng cuộc kiểm tra"),
    "activities.inspection_cancelled": _("Không tiến hành cuộc kiểm tra"),
}
