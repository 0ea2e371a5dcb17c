"""What similarity plugs into the apps below."""

from django.utils.translation import gettext_lazy as _

from phongtrao.audit import visibility
from phongtrao.orgs import reorganisation
from phongtrao.orgs.reorganisation import Carrier
from phongtrao.similarity.access.thresholds import visible_thresholds
from phongtrao.similarity.models import Threshold
from phongtrao.similarity.tabs import sees_similarity
from phongtrao.web.shell import NavItem, register_nav


def plug_screens() -> None:
    label = _("Đối chiếu nội dung")
    register_nav(NavItem("similarity", label, "similarity:home", "copy", 33, sees_similarity))


def plug_history() -> None:
    visibility.register("similarity.threshold", visible_thresholds)


def plug_reorganisation() -> None:
    reorganisation.register(
        Carrier(
            "similarity.threshold.owner",
            _("ngưỡng đối chiếu"),
            Threshold.objects.all,
            field="owner",
            same=(),
        )
    )
