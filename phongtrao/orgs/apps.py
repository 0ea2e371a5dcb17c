from functools import partial

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrgsConfig(AppConfig):
    name = "phongtrao.orgs"
    verbose_name = pgettext_lazy("many", "Đơn vị")

    def ready(self) -> None:
        from phongtrao.accounts.access import (  # noqa: PLC0415 -- app ready
            register_administration,
            register_clerks,
            register_roles,
        )
        from phongtrao.accounts.oidc import register_people  # noqa: PLC0415 -- app ready
        from phongtrao.audit import sentences  # noqa: PLC0415 -- app ready
        from phongtrao.orgs import access, facts, queries  # noqa: PLC0415 -- app ready
        from phongtrao.orgs.catalogue import add_missing  # noqa: PLC0415 -- app ready
        from phongtrao.orgs.cluster_sockets import plug_clusters  # noqa: PLC0415 -- app ready
        from phongtrao.orgs.duty_sockets import plug_duties  # noqa: PLC0415 -- app ready
        from phongtrao.orgs.keeping import plug_keeping  # noqa: PLC0415 -- app ready
        from phongtrao.orgs.own_sections import plug_record  # noqa: PLC0415 -- app ready

        facts.publish()
        sentences.register(SENTENCES)
        sentences.register_labels({"until": _("đến trước ngày"), "since": _("từ ngày")})
        sentences.register_labels({"gone": _("hồ sơ đã gộp"), "into_record": _("gộp vào hồ sơ")})
        sentences.register_labels({"other": _("hồ sơ kia")})
        register_administration(access.is_administrator, access.reach, access.keeps_loose)
        register_clerks(access.is_clerk, access.reach_of_clerk)
        post_migrate.connect(add_missing, sender=self)
        register_roles(access.has_any_role)
        register_people(queries.account_by_code, queries.has_left)
        plug_into_history()
        plug_into_acting()
        plug_imports()
        plug_into_shell()
        add_tabs()
        plug_record()
        plug_duties()
        plug_keeping()
        plug_reorganisation()
        plug_clusters()


SENTENCES = {
    "orgs.unit_founded": _("Thành lập đơn vị"),
    "orgs.unit_edited": _("Sửa thông tin đơn vị"),
    "orgs.unit_corrected": _("Sửa chỗ ghi nhầm của đơn vị"),
    "orgs.person_added": _("Thêm người"),
    "orgs.appointed": _("Bổ nhiệm, phân công"),
    "orgs.post_ended": _("Kết thúc vị trí"),
    "orgs.post_corrected": _("Sửa vị trí ghi nhầm"),
    "orgs.correction_asked": _("Đề nghị sửa hồ sơ"),
    "orgs.correction_answered": _("Trả lời đề nghị sửa hồ sơ"),
    "orgs.correction_withdrawn": _("Rút đề nghị sửa hồ sơ"),
    "orgs.data_given": _("Cấp dữ liệu cá nhân"),
    "orgs.data_expired": _("Xóa dữ liệu cá nhân hết thời hạn lưu"),
    "orgs.person_erased": _("Xóa dữ liệu cá nhân"),
    "orgs.persons_told_apart": _("Ghi là hai người khác nhau"),
    "orgs.persons_doubted": _("Bỏ ghi hai người khác nhau"),
    "orgs.persons_merged": _("Gộp một hồ sơ trùng vào hồ sơ này"),
    "orgs.person_merged_away": _("Gộp hồ sơ này vào hồ sơ khác"),
    "orgs.retention_set": _("Đặt thời hạn lưu dữ liệu cá nhân"),
    "orgs.taken_over": _("Bàn giao công việc"),
    "orgs.takeover_received": _("Ký nhận bàn giao"),
    "orgs.person_edited": _("Sửa thông tin người"),
    "orgs.transferred": _("Điều động sang đơn vị khác"),
    "orgs.leave_granted": _("Ghi thời gian nghỉ"),
    "orgs.leave_ended": _("Ghi ngày trở lại làm việc"),
    "orgs.rated": _("Ghi xếp loại hằng năm"),
    "orgs.rating_corrected": _("Sửa xếp loại hằng năm"),
    "orgs.headcount_declared": _("Khai số người của đơn vị"),
    "orgs.discipline_kept": _("Ghi hồ sơ kỷ luật"),
    "orgs.discipline_corrected": _("Sửa hồ sơ kỷ luật"),
    "orgs.learner_named": _("Ghi tên người học, có sự đồng ý"),
    "orgs.learner_forgotten": _("Xóa tên người học"),
    "orgs.reorganised": _("Sắp xếp đơn vị"),
    "orgs.reorganisation_undone": _("Hoàn tác lần sắp xếp đơn vị"),
    "orgs.act_drafted": _("Đưa bảng sắp xếp đơn vị vào xem trước"),
    "orgs.act_planned": _("Hẹn ngày thực hiện quyết định"),
    "orgs.act_carried_out": _("Thực hiện quyết định theo ngày hẹn"),
    "orgs.act_refused": _("Không thực hiện được quyết định hẹn ngày"),
    "orgs.act_withdrawn": _("Rút quyết định hẹn ngày"),
    "orgs.import_started": _("Tải danh sách lên"),
    "orgs.import_applied": _("Nhập danh sách"),
    "orgs.import_dropped": _("Bỏ danh sách"),
    "orgs.import_undone": _("Hoàn tác lần nhập danh sách"),
    "orgs.role_given": _("Phân quyền"),
    "orgs.role_ended": _("Thu hồi quyền"),
    "orgs.role_extended": _("Gia hạn quyền"),
    "orgs.deputy_appointed": _("Giao người làm thay"),
    "orgs.rights_reviewed": _("Ký rà soát quyền"),
    "orgs.days_off_set": _("Ghi lịch nghỉ lễ, Tết"),
}

# They say what only those who keep the person's record see on its page.
TOLD_TO_KEEPERS = frozenset(
    {"orgs.person_edited", "orgs.leave_granted", "orgs.leave_ended", "orgs.person_erased"}
)


def plug_into_history() -> None:
    from phongtrao.accounts.models import Role  # noqa: PLC0415 -- app ready
    from phongtrao.audit import acts, visibility  # noqa: PLC0415 -- app ready
    from phongtrao.orgs import access  # noqa: PLC0415 -- app ready
    from phongtrao.orgs.moved_people import acts_that_moved  # noqa: PLC0415 -- app ready
    from phongtrao.orgs.scope import has_role  # noqa: PLC0415 -- app ready

    acts.register("orgs.person", acts_that_moved)
    visibility.register("orgs.unit", access.units_with_history, "orgs:unit")
    visibility.register("orgs.person", access.people_with_page, "orgs:person")
    visibility.narrow("orgs.person", TOLD_TO_KEEPERS, access.kept_people)
    visibility.register("orgs.yearoff", access.years_with_history, "orgs:year_off")
    visibility.register("orgs.correction", access.visible_corrections, "orgs:correction")
    visibility.register("orgs.takeover", access.visible_takeovers, "orgs:takeover")
    visibility.register("orgs.retention", access.retentions_with_history)
    visibility.register("orgs.reorganisation", access.acts_with_history, "orgs:reorganisation")
    visibility.register("orgs.plannedact", access.visible_planned, "orgs:planned_act")
    visibility.register("orgs.learner", access.visible_learners, "orgs:learner")
    visibility.register("orgs.rightsreview", access.visible_reviews, "orgs:rights_review")
    visibility.register("orgs.grant", access.visible_grants, "orgs:grant_end")
    visibility.register_search(lambda user: has_role(user, Role.ADMIN, Role.AUDITOR))


def plug_into_acting() -> None:
    from phongtrao.audit import acting as places  # noqa: PLC0415 -- app ready
    from phongtrao.orgs.acting import principal_of  # noqa: PLC0415 -- app ready

    places.register(principal_of)


def plug_imports() -> None:
    from phongtrao.audit import acts, visibility  # noqa: PLC0415 -- app ready
    from phongtrao.orgs.imports import access, erasing, history  # noqa: PLC0415 -- app ready
    from phongtrao.orgs.personal_data import register_trace  # noqa: PLC0415 -- app ready

    acts.register("orgs.person", history.acts_on_person)
    acts.register("orgs.unit", history.acts_on_unit)
    visibility.register("orgs.import", access.visible_imports, "orgs:import")
    register_trace("orgs.importfile", erasing.forget_in_lists)


def plug_into_shell() -> None:
    from phongtrao.orgs import access, acting, switcher  # noqa: PLC0415 -- app ready
    from phongtrao.web import shell  # noqa: PLC0415 -- app ready

    shell.register_units(switcher.choices, "orgs:switch_unit")
    shell.register_banner(acting.banner)
    shell.register_nav(
        shell.NavItem(
            "rights", _("Phân quyền"), "orgs:rights", "shield-lock", 82, access.is_administrator
        )
    )
    shell.register_menu(
        shell.MenuItem(
            "acting",
            _("Làm thay, nhờ làm thay"),
            "orgs:acting",
            "users",
            15,
            access.hands_over,
        )
    )
    shell.register_nav(
        shell.NavItem(
            "orgs", pgettext_lazy("many", "Đơn vị"), "orgs:unit_list", "building-community", 50
        )
    )
    shell.register_nav(
        shell.NavItem(
            "people", _("Cán bộ, giáo viên"), "orgs:person_list", "users", 51, access.reads_people
        )
    )

    shell.register_menu(shell.MenuItem("record", _("Hồ sơ của tôi"), "orgs:my_record", "id", 5))
    shell.register_menu(
        shell.MenuItem(
            "personal_data",
            _("Dữ liệu cá nhân"),
            "orgs:personal_data",
            "lock",
            45,
            access.keeps_loose,
        )
    )


def plug_reorganisation() -> None:
    from phongtrao.orgs.models import Correction  # noqa: PLC0415 -- app ready
    from phongtrao.orgs.reorganisation import Carrier, register  # noqa: PLC0415 -- app ready

    asked = partial(Correction.objects.filter, status=Correction.Status.ASKED)
    register(Carrier("orgs.correction.unit", _("đề nghị sửa hồ sơ chờ trả lời"), asked))


def add_tabs() -> None:
    from phongtrao.orgs import access, tabs  # noqa: PLC0415 -- app ready

    tabs.register(tabs.UnitTab("unit", _("Thông tin"), "orgs:unit", 10))
    tabs.register(
        tabs.UnitTab("people", _("Nhân sự"), "orgs:unit_people", 30, access.reads_people_of)
    )
    tabs.register(
        tabs.UnitTab("takeovers", _("Bàn giao"), "orgs:unit_takeovers", 85, access.hands_over_at)
    )
    tabs.register(
        tabs.UnitTab("ratings", _("Xếp loại"), "orgs:unit_ratings", 32, access.reads_people_of)
    )
    tabs.register(
        tabs.UnitTab(
            "discipline",
            _("Kỷ luật"),
            "orgs:unit_discipline",
            33,
            access.keeps_discipline_of,
        )
    )
    tabs.register(
        tabs.UnitTab("numbers", _("Số người"), "orgs:unit_numbers", 34, access.reads_people_of)
    )
    tabs.register(
        tabs.UnitTab("learners", _("Người học"), "orgs:unit_learners", 36, access.reads_learners_of)
    )
    tabs.register(
        tabs.UnitTab("grants", _("Phân quyền"), "orgs:unit_grants", 90, access.administers)
    )
