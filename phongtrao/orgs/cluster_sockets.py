"""Clusters plug in: their history, and the seats that go on with the heir of a unit that ends."""

from django.utils.translation import gettext_lazy as _

from phongtrao.audit import sentences, visibility
from phongtrao.orgs.cluster_access import clusters_with_history
from phongtrao.orgs.models import Cluster, ClusterSeat
from phongtrao.orgs.reorganisation import Carrier, register

SENTENCES = {
    "orgs.cluster_added": _("Lập cụm, khối thi đua"),
    "orgs.cluster_changed": _("Sửa cụm, khối thi đua"),
    "orgs.cluster_dropped": _("Bỏ cụm, khối thi đua"),
    "orgs.cluster_seated": _("Ghi thành viên cụm, khối"),
    "orgs.cluster_copied": _("Chép thành viên từ năm trước"),
}
LABELS = {
    "members": _("số thành viên"),
    "joined": _("vào cụm, khối"),
    "went": _("ra khỏi cụm, khối"),
}


def plug_clusters() -> None:
    sentences.register(SENTENCES)
    sentences.register_labels(LABELS)
    visibility.register("orgs.cluster", clusters_with_history, "orgs:cluster")
    seats = ClusterSeat.objects.not_over
    register(
        Carrier("orgs.clusterseat.unit", _("chỗ trong cụm, khối"), seats, same=("kind", "year"))
    )
    clusters = Cluster.objects.all
    register(Carrier("orgs.cluster.owner", _("cụm, khối"), clusters, field="owner", same=("code",)))
