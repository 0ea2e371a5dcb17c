"""What the intake shows elsewhere: navigation, its history, and who may open its file."""

from django.utils.translation import gettext_lazy as _

from phongtrao.audit import sentences
from phongtrao.audit import visibility as history
from phongtrao.documents import visibility as files
from phongtrao.plans.access import intake as access
from phongtrao.web.shell import NavItem, register_nav

LABELS = {
    "facts": _("số mục"),
    "kept": _("số mục giữ nguyên vì đã soát"),
    "part": _("phần"),
    "turned_into": _("chuyển thành"),
    "fact": _("mục"),
    "waiting": _("số mục giữ cùng kế hoạch"),
}


def plug_intake() -> None:
    register_nav(
        NavItem(
            "intake",
            _("Tiếp nhận kế hoạch"),
            "plans:intake_list",
            icon="file-import",
            order=21,
            may=access.reads_intakes,
        )
    )
    history.register("plans.intake", access.visible_intakes, "plans:intake")
    files.register("plans.intake", access.sees_file)
    sentences.register_labels(LABELS)
