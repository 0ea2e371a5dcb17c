"""What initiatives plug into the apps below."""

from django.utils.translation import gettext_lazy as _

from phongtrao.audit import visibility
from phongtrao.councils import kinds as case_kinds
from phongtrao.councils.kinds import CaseKind
from phongtrao.documents import template_keys
from phongtrao.documents import visibility as file_visibility
from phongtrao.documents.models import Form
from phongtrao.initiatives.access.initiatives import sees_file, visible_initiatives
from phongtrao.initiatives.access.report_forms import visible_forms
from phongtrao.initiatives.access.rounds import visible_rounds, works_with
from phongtrao.initiatives.kinds import KEY, dossiers, parties
from phongtrao.initiatives.library import report_of
from phongtrao.initiatives.models import Initiative, InitiativeRound, UseProof
from phongtrao.initiatives.papers import (
    INITIATIVE_APPLICATION,
    INITIATIVE_OPINION,
    INITIATIVE_REPORT,
)
from phongtrao.initiatives.services.deciding import apply_outcome
from phongtrao.initiatives.services.taking_back import take_back
from phongtrao.initiatives.similar import TEXT_KIND
from phongtrao.orgs import personal_data, reorganisation
from phongtrao.orgs.personal_data import Rule
from phongtrao.orgs.reorganisation import Carrier, Staying
from phongtrao.recognition import origins
from phongtrao.recognition.models import Creation
from phongtrao.similarity import kinds as text_kinds
from phongtrao.web.shell import NavItem, register_nav

FOR_LIFE = _("sáng kiến được công nhận là căn cứ khen thưởng suốt đời; không còn tên")


def plug_screens() -> None:
    origins.register(Creation.Kind.INITIATIVE, report_of)
    file_visibility.register("initiatives", sees_file)
    template_keys.register(INITIATIVE_REPORT)
    template_keys.register(INITIATIVE_OPINION)
    template_keys.register(INITIATIVE_APPLICATION)
    register_nav(
        NavItem(
            "initiatives",
            _("Sáng kiến"),
            "initiatives:own_list",
            icon="bulb",
            order=30,
            may=works_with,
        )
    )


def plug_kind() -> None:
    kind = CaseKind(KEY, _("Sáng kiến"), parties, dossiers, apply_outcome, take_back)
    case_kinds.register(kind)
    text_kinds.register(TEXT_KIND)


def plug_history() -> None:
    visibility.register("initiatives.initiativeround", visible_rounds, "initiatives:round")
    visibility.register("initiatives.initiative", visible_initiatives, "initiatives:initiative")
    visibility.register("documents.form", visible_forms, "initiatives:form")


def plug_keeping() -> None:
    personal_data.register("initiatives.authorship", Rule(kept_because=FOR_LIFE))
    personal_data.register("initiatives.firstuser", Rule(months=12, blank={"name": "", "work": ""}))


def plug_reorganisation() -> None:
    """What is being written goes on with the heir; what was handed in stays where it was done."""
    drafts = Initiative.objects.filter(status__in=Initiative.Status.written)
    rounds = InitiativeRound.objects.exclude(status=InitiativeRound.Status.ENDED)
    reorganisation.register(
        Carrier("initiatives.initiative.unit", _("sáng kiến đang viết"), drafts.all)
    )
    reorganisation.register(
        Carrier(
            "initiatives.initiativeround.owner", _("đợt xét sáng kiến"), rounds.all, field="owner"
        )
    )
    own = Form.objects.filter(owner__isnull=False)
    reorganisation.register(
        Carrier("documents.form.owner", _("mẫu báo cáo riêng"), own.all, "owner", same=("key",))
    )
    asked = UseProof.objects.filter(status=UseProof.Status.ASKED)
    reorganisation.register(
        Carrier(
            "initiatives.useproof", _("phiếu xác nhận áp dụng"), asked.all, same=("initiative",)
        )
    )
    done = Initiative.objects.filter(status__in=Initiative.Status.handed_in)
    reorganisation.register_staying(
        Staying("initiatives.initiative.done", _("sáng kiến đã nộp"), done.all)
    )
