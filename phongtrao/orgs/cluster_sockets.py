"""Clusters and the lists of types plug in: their history, and the seats that go on with an heir."""

from django.utils.translation import gettext_lazy as _

from phongtrao.audit import sentences, visibility
from phongtrao.orgs import ending, tabs
from phongtrao.orgs.access import (
    clusters_with_history,
    has_rooms_tab,
    levels_with_history,
    sees_charges,
    terms_with_history,
    types_with_history,
)
from phongtrao.orgs.ending import Hold
from phongtrao.orgs.models import Charge, Cluster, ClusterSeat, Grant, Post
from phongtrao.orgs.queries.clusters import SEAT
from phongtrao.orgs.reorganisation import Carrier, register

SENTENCES = {
    "orgs.cluster_added": _("Lập cụm, khối thi đua"),
    "orgs.cluster_changed": _("Sửa cụm, khối thi đua"),
    "orgs.cluster_dropped": _("Bỏ cụm, khối thi đua"),
    "orgs.cluster_seated": _("Ghi thành viên cụm, khối"),
    "orgs.cluster_copied": _("Chép thành viên từ năm trước"),
    "orgs.charges_set": _("Phân công phòng phụ trách"),
    "orgs.contact_edited": _("Sửa liên hệ của cơ quan"),
    "orgs.unit_ended": _("Thôi dùng phòng, tổ, cơ quan ngoài"),
    "orgs.type_added": _("Thêm loại hình đơn vị"),
    "orgs.type_changed": _("Sửa loại hình đơn vị"),
    "orgs.level_added": _("Thêm cấp học"),
    "orgs.level_changed": _("Sửa cấp học"),
    "orgs.term_changed": _("Sửa mục danh mục về người"),
}
LABELS = {
    "members": _("số thành viên"),
    "came": _("vào cụm, khối"),
    "went": _("ra khỏi cụm, khối"),
    "charged": _("giao phụ trách"),
    "relieved": _("thôi phụ trách"),
}


def plug_clusters() -> None:
    tabs.register(tabs.UnitTab("charges", _("Phòng phụ trách"), "orgs:charges", 20, sees_charges))
    tabs.register(tabs.UnitTab("rooms", _("Phòng, tổ"), "orgs:rooms", 25, has_rooms_tab))
    sentences.register(SENTENCES)
    sentences.register_labels(LABELS)
    visibility.register("orgs.cluster", clusters_with_history, "orgs:cluster")
    visibility.register("orgs.unittype", types_with_history, "orgs:type_edit")
    visibility.register("orgs.term", terms_with_history, "orgs:term_edit")
    visibility.register("orgs.schoollevel", levels_with_history, "orgs:level_edit")
    seats = ClusterSeat.objects.not_over
    register(Carrier(SEAT, _("chỗ trong cụm, khối"), seats, same=("kind", "year")))
    clusters = Cluster.objects.all
    register(Carrier("orgs.cluster.owner", _("cụm, khối"), clusters, field="owner", same=("code",)))
    charges = Charge.objects.all
    register(
        Carrier("orgs.charge.room", _("phân công phụ trách"), charges, "room", ("level", "kind"))
    )
    ending.register(Hold("orgs.post", _("vị trí công tác"), Post.objects.not_over))
    ending.register(Hold("orgs.grant", _("vai trò"), Grant.objects.not_over))
