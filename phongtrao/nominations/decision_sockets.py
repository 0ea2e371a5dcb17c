"""What decisions plug into the apps below: their paper, what its number puts in force, who reads it."""

from functools import partial

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from phongtrao.audit import visibility
from phongtrao.awards import followers
from phongtrao.awards.followers import Follower
from phongtrao.documents import enactments, readers, template_keys
from phongtrao.documents.enactments import Enactment
from phongtrao.documents.models import OfficialDocument
from phongtrao.nominations.access.decisions import (
    ISSUED,
    papers_of_awards,
    visible_base_salaries,
    visible_decisions,
    visible_hand_overs,
)
from phongtrao.nominations.award_notes import notes_of
from phongtrao.nominations.decision_paper import DECISION_PAPER
from phongtrao.nominations.models import AwardDecision
from phongtrao.nominations.money_paper import MONEY_PAPER
from phongtrao.nominations.services.certificates import end_with_award, follow_award
from phongtrao.nominations.services.decisions import enact_decision, hindrances_of
from phongtrao.orgs import reorganisation
from phongtrao.orgs.reorganisation import Carrier

SENTENCES = {
    "nominations.decision_drafted": _("Lập dự thảo quyết định khen thưởng"),
    "nominations.decision_printed": _("Lập bản mới của quyết định khen thưởng"),
    "nominations.decision_left_out": _("Bỏ một dòng khỏi danh sách khen thưởng"),
    "nominations.decision_dropped": _("Bỏ quyết định khen thưởng, danh sách chờ lại"),
    "nominations.decision_in_force": _("Quyết định khen thưởng có hiệu lực, sổ đã ghi"),
    "nominations.handed_over": _("Trình hồ sơ khen thưởng lên cấp trên"),
    "nominations.hand_over_dropped": _("Bỏ lần trình hồ sơ lên cấp trên"),
    "nominations.hand_over_received": _("Ghi biên nhận của cấp trên"),
    "nominations.hand_over_noted": _("Ghi trao đổi với cấp trên"),
    "nominations.hand_over_decided": _("Ghi quyết định khen thưởng của cấp trên"),
    "nominations.base_salary_kept": _("Ghi mức lương cơ sở"),
    "nominations.award_granted": _("Ghi vào sổ theo quyết định khen thưởng"),
}


def plug_decisions() -> None:
    template_keys.register(DECISION_PAPER)
    template_keys.register(MONEY_PAPER)
    followers.register("nominations", Follower(notes_of, end_with_award, follow_award))
    enactments.register("nominations", enactment_of)
    readers.register("nominations", papers_of_awards)
    visibility.register("nominations.awarddecision", visible_decisions, "nominations:decision")
    visibility.register("nominations.handover", visible_hand_overs, "nominations:hand_over")
    visibility.register(
        "nominations.basesalary", visible_base_salaries, "nominations:base_salary_edit"
    )
    reorganisation.register(
        Carrier("nominations.awarddecision", _("quyết định khen thưởng đang soạn"), drafts)
    )


def drafts() -> QuerySet[AwardDecision]:
    return AwardDecision.objects.exclude(document__status=ISSUED)


def issued() -> QuerySet[AwardDecision]:
    return AwardDecision.objects.filter(document__status=ISSUED)


def enactment_of(document: OfficialDocument) -> Enactment | None:
    """The list that enters the register once the paper has its number."""
    rows = AwardDecision.objects.select_related("document", "round", "unit")
    found = rows.filter(document=document).first()
    if found is None:
        return None
    return Enactment(
        label=document.abstract,
        url=reverse("nominations:decision", args=[found.pk]),
        edit_url=reverse("nominations:decision_print", args=[found.pk]),
        hindrances=partial(hindrances_of, found),
        enact=lambda numbered, by: _enact(found, numbered, by),
    )


def _enact(found: AwardDecision, numbered: OfficialDocument, by: AbstractBaseUser) -> None:
    enact_decision(found, numbered, by=by)
