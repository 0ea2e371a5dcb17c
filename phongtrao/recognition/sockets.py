"""What recognition plugs into the apps below."""

from django.utils.translation import gettext_lazy as _

from phongtrao.accounts.models import Role
from phongtrao.audit import acts, visibility
from phongtrao.documents import visibility as file_visibility
from phongtrao.orgs import personal_data, reorganisation, tabs
from phongtrao.orgs.imports import kinds
from phongtrao.orgs.imports.history import acts_on
from phongtrao.orgs.imports.kinds import ListKind
from phongtrao.orgs.personal_data import Rule
from phongtrao.orgs.reorganisation import Carrier, Staying
from phongtrao.orgs.scope import reads_unit
from phongtrao.recognition.access import (
    reads_library,
    sees_file,
    sees_senders,
    visible_adoptions,
    visible_assets,
    visible_creations,
    visible_objections,
    visible_quotas,
    visible_replications,
    visible_requests,
)
from phongtrao.recognition.imports import checking, fields, files, samples, writing
from phongtrao.recognition.models import (
    Adoption,
    Creation,
    IpAsset,
    Quota,
    Replication,
    ScopeRequest,
)
from phongtrao.recognition.similar import TEXT_KIND
from phongtrao.similarity import kinds as text_kinds
from phongtrao.web.shell import NavItem, register_nav

HEADS = frozenset({Role.HEAD})
CREATIONS = ListKind(
    fields.FIELDS,
    checking.check,
    writing.write,
    (("title",), ("authors", "codes")),
    "sang-kien-cu",
    samples.creations,
    undo=writing.undo,
    store=files.store_files,
)
FOR_LIFE = _("công trình được công nhận là căn cứ khen thưởng suốt đời; không còn tên")


def plug_imports() -> None:
    file_visibility.register("recognition", sees_file)
    label = _("Sáng kiến, công trình cũ")
    kinds.register("creations", label, CREATIONS, below=frozenset({Role.OFFICE}), own=HEADS)
    acts.register("recognition.creation", lambda pk: acts_on("creation", [int(pk)]))


def plug_screens() -> None:
    register_nav(
        NavItem(
            "library",
            _("Kho sáng kiến"),
            "recognition:library",
            icon="archive",
            order=31,
            may=reads_library,
        )
    )
    tabs.register(
        tabs.UnitTab("initiatives", _("Sáng kiến"), "recognition:unit_quota", 40, reads_unit)
    )


def plug_texts() -> None:
    text_kinds.register(TEXT_KIND)


def plug_history() -> None:
    visibility.register("recognition.creation", visible_creations, "recognition:creation")
    visibility.register("recognition.adoption", visible_adoptions, "recognition:adoption")
    visibility.register("recognition.replication", visible_replications, "recognition:replication")
    visibility.register("recognition.scoperequest", visible_requests, "recognition:request")
    visibility.register("recognition.objection", visible_objections, "recognition:objection")
    visibility.register("recognition.ipasset", visible_assets)
    visibility.register("recognition.quota", visible_quotas)
    # Who complained is for those who answer; the answer is for unit and authors as well.
    sent = {"recognition.objection_raised", "recognition.objection_withdrawn"}
    visibility.narrow("recognition.objection", sent, sees_senders)


def plug_keeping() -> None:
    personal_data.register("recognition.creationshare", Rule(kept_because=FOR_LIFE))


def plug_reorganisation() -> None:
    """What was made stays where it was made and is counted by lineage; what is used or owned goes on."""
    used = Adoption.objects.exclude(status=Adoption.Status.ENDED)
    reorganisation.register(
        Carrier("recognition.adoption", _("công trình đang áp dụng"), used.all, same=("creation",))
    )
    reorganisation.register(
        Carrier(
            "recognition.ipasset.owner", _("tài sản trí tuệ"), IpAsset.objects.all, field="owner"
        )
    )
    asked = ScopeRequest.objects.filter(status=ScopeRequest.Status.ASKED)
    reorganisation.register(
        Carrier(
            "recognition.scoperequest.owner",
            _("đề nghị công nhận phạm vi chờ xét"),
            asked.all,
            field="owner",
        )
    )
    road = Replication.Status
    proposed = Replication.objects.filter(status__in=(road.PROPOSED, road.SHORTLISTED))
    reorganisation.register(
        Carrier(
            "recognition.replication.owner",
            _("đề nghị nhân rộng chờ xem xét"),
            proposed.all,
            field="owner",
        )
    )
    reorganisation.register(
        Carrier(
            "recognition.quota.owner",
            _("chỉ tiêu sáng kiến"),
            Quota.objects.all,
            field="owner",
            same=(),
        )
    )
    made = Creation.objects.all()
    reorganisation.register_staying(
        Staying("recognition.creation", _("công trình đã công nhận"), made.all)
    )
