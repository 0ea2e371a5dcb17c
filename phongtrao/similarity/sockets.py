"""What similarity plugs into the apps below."""

from django.utils.translation import gettext_lazy as _

from phongtrao.audit import visibility
from phongtrao.documents import visibility as file_visibility
from phongtrao.orgs import reorganisation
from phongtrao.orgs.reorganisation import Carrier
from phongtrao.similarity import kinds
from phongtrao.similarity.access.references import sees_file, visible_references
from phongtrao.similarity.access.thresholds import visible_thresholds
from phongtrao.similarity.models import ReferenceText, Threshold
from phongtrao.similarity.reference_kind import TEXT_KIND
from phongtrao.similarity.seen_groups import visible_groups
from phongtrao.similarity.tabs import sees_similarity
from phongtrao.web.shell import NavItem, register_nav


def plug_screens() -> None:
    label = _("Đối chiếu nội dung")
    register_nav(NavItem("similarity", label, "similarity:home", "copy", 33, sees_similarity))


def plug_history() -> None:
    visibility.register("similarity.threshold", visible_thresholds)
    visibility.register("similarity.referencetext", visible_references, "similarity:reference")
    visibility.register("similarity.textgroup", visible_groups, "similarity:group")


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
    reorganisation.register(
        Carrier(
            "similarity.referencetext.owner",
            _("văn bản tham chiếu"),
            ReferenceText.objects.all,
            field="owner",
            same=("digest",),
        )
    )


def plug_texts() -> None:
    kinds.register(TEXT_KIND)
    file_visibility.register("similarity", sees_file)
