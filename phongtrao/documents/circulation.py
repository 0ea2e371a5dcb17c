"""What sending and receiving papers shows elsewhere: history, files, a tab of every unit."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.audit import sentences
from phongtrao.audit import visibility as history
from phongtrao.documents import visibility
from phongtrao.documents.access import circulation as access
from phongtrao.documents.access.reading import own_deliveries, visible_incoming
from phongtrao.documents.models import Delivery
from phongtrao.orgs import tabs
from phongtrao.orgs.scope import ACTS_FOR_UNIT, OVERSEES, at_units, grants_of, unit_condition

SENTENCES = {
    "documents.group_added": _("Lập nhóm nơi nhận"),
    "documents.group_changed": _("Sửa nhóm nơi nhận"),
    "documents.group_moved": _("Đổi thứ tự nhóm nơi nhận"),
    "documents.group_dropped": _("Bỏ nhóm nơi nhận"),
    "documents.distributed": _("Gửi văn bản tới nơi nhận"),
    "documents.reminded": _("Đôn đốc nơi nhận xác nhận văn bản"),
    "documents.opened": _("Mở văn bản gửi đến"),
    "documents.acknowledged": _("Xác nhận đã nhận văn bản"),
    "documents.incoming_registered": _("Vào sổ văn bản đến"),
    "documents.incoming_handed": _("Chuyển xử lý văn bản đến"),
    "documents.incoming_done": _("Ghi kết quả xử lý văn bản đến"),
    "documents.package_requested": _("Xuất gói văn bản"),
}
LABELS = {
    "recipients": _("số nơi nhận mới"),
    "had": _("số nơi đã có từ trước"),
    "places": _("số bậc"),
    "approved": _("mã tệp đã duyệt"),
    "finished": _("mã tệp ban hành"),
}


def plug_in() -> None:
    """Called once, when the app is ready."""
    sentences.register(SENTENCES)
    sentences.register_labels(LABELS)
    visibility.register("documents.circulation", access.sees_file)
    history.register("documents.recipientgroup", access.kept_groups, "documents:recipient_group")
    history.register("documents.delivery", _read_deliveries)
    history.register("documents.incoming", visible_incoming, "documents:incoming")
    history.register("documents.package", access.own_packages)
    tabs.register(
        tabs.UnitTab(
            "incoming",
            _("Văn bản đến"),
            "documents:incoming_list",
            order=40,
            may=access.receives_for,
        )
    )


def _read_deliveries(user: AbstractBaseUser) -> QuerySet[Delivery]:
    """Those of papers of one's own offices, and one's own."""
    over = unit_condition(grants_of(user, OVERSEES), "document__issuer__")
    at = at_units(user, ACTS_FOR_UNIT, "document__issuer__")
    return Delivery.objects.filter(over | at | Q(pk__in=own_deliveries(user).values("pk")))
