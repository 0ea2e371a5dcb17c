"""What award rounds bring to the sockets below."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from phongtrao.accounts.models import Role
from phongtrao.audit import visibility
from phongtrao.councils.kinds import CaseKind, register
from phongtrao.nominations import kinds as cases
from phongtrao.nominations.access.achievements import READ
from phongtrao.nominations.access.notices import visible_objections
from phongtrao.nominations.access.rounds import asks_awards, meets_rounds, visible_rounds
from phongtrao.nominations.access.submissions import visible_nominations, visible_submissions
from phongtrao.nominations.imports.nominations import NOMINATIONS
from phongtrao.nominations.imports.quotas import QUOTAS
from phongtrao.nominations.models import (
    CASE_KIND,
    AwardDecision,
    AwardRound,
    Claim,
    Nomination,
    Quota,
    Submission,
)
from phongtrao.nominations.services.joining import (
    join_quotas,
    join_submissions,
    part_quotas,
    part_submissions,
)
from phongtrao.nominations.services.judging import apply_outcome, take_back
from phongtrao.orgs import duties, personal_data, reorganisation
from phongtrao.orgs.duties import Duty
from phongtrao.orgs.imports import kinds
from phongtrao.orgs.models import Unit
from phongtrao.orgs.personal_data import Rule
from phongtrao.orgs.reorganisation import Carrier, Staying
from phongtrao.web import further
from phongtrao.web.further import Step
from phongtrao.web.shell import NavItem, register_nav

DOSSIER = _("hồ sơ khen thưởng được lưu để giải thích quyết định về sau")


def plug_screens() -> None:
    label = _("Đợt khen thưởng")
    register_nav(NavItem("nominations", label, "nominations:rounds", "flag", 34, may=meets_rounds))
    notices = _("Công khai khen thưởng")
    register_nav(NavItem("notices", notices, "nominations:notices", "eye", 35))
    duties.register(Duty("nominations.awardround", _("nhận hồ sơ khen thưởng"), _received, "receiver"))  # fmt: skip


def plug_imports() -> None:
    label = _("Chỉ tiêu khen thưởng")
    runs = {"below": frozenset({Role.OFFICE}), "own": frozenset({Role.HEAD})}
    kinds.register("award_quotas", label, QUOTAS, **runs)
    asks = {"below": frozenset({Role.OFFICE}), "own": frozenset({Role.HEAD, Role.FOCAL})}
    kinds.register("nominations", _("Đề nghị khen thưởng"), NOMINATIONS, **asks)


def plug_council() -> None:
    label = _("Đề nghị khen thưởng")
    register(CaseKind(CASE_KIND, label, cases.parties, cases.dossiers, apply_outcome, take_back))


def plug_further() -> None:
    """Praise may be asked for from the page of what was done, on any day. S0-07"""
    step = Step(_("Đề nghị khen thưởng"), "award", start_address, may=asks_awards)
    for model in READ:
        further.register(model, step)


def start_address(record: Model) -> str:
    return reverse("nominations:start", args=[f"{record._meta.label_lower}:{record.pk}"])  # noqa: SLF001 -- Django's documented name


def plug_history() -> None:
    visibility.register("nominations.objection", visible_objections, "nominations:objection")
    visibility.register("nominations.awardround", visible_rounds, "nominations:round")
    visibility.register("nominations.submission", visible_submissions, "nominations:submission")
    visibility.register("nominations.nomination", visible_nominations, "nominations:nomination")


def plug_keeping() -> None:
    for name in ("nomination", "claim", "statement", "mark", "opinion", "objection"):
        personal_data.register(f"nominations.{name}", Rule(kept_because=DOSSIER))


def plug_reorganisation() -> None:
    """What is open goes on with the heir; what was decided stays where it was decided. An achievement that was
    praised is the heir's as well, which is not praised for it again."""
    rounds = AwardRound.objects.exclude(status=AwardRound.Status.ENDED)
    open_ones = Submission.objects.exclude(round__status=AwardRound.Status.ENDED)
    living = Nomination.objects.filter(
        status__in=Nomination.Status.living - {"awarded"}, person__isnull=True
    )
    people = Nomination.objects.filter(
        status__in=Nomination.Status.living - {"awarded"}, person__isnull=False
    )
    quotas = Quota.objects.exclude(round__status=AwardRound.Status.ENDED)
    spent = Claim.objects.filter(spends=True, collective__isnull=False)
    for one in (
        Carrier("nominations.awardround.owner", _("đợt khen thưởng"), rounds.all, "owner"),
        Carrier("nominations.submission", _("hồ sơ đề nghị khen thưởng"), open_ones.all, same=("round",), join=join_submissions, part=part_submissions),
        Carrier("nominations.nomination.person", _("cá nhân được đề nghị khen thưởng"), people.all),
        Carrier("nominations.nomination", _("tập thể được đề nghị khen thưởng"), living.all, same=("form", "person")),
        Carrier("nominations.claim", _("thành tích đã dùng để đề nghị khen"), spent.all, "collective", same=("source", "spends")),
        Carrier("nominations.quota", _("chỉ tiêu khen thưởng"), quotas.all, same=("round", "category"), join=join_quotas, part=part_quotas),
    ):  # fmt: skip
        reorganisation.register(one)
    decided = AwardDecision.objects.filter(document__status="issued").all
    reorganisation.register_staying(
        Staying("nominations.decision", _("quyết định khen thưởng"), decided)
    )


def _received(user: AbstractBaseUser, unit: Unit) -> QuerySet[AwardRound]:
    return AwardRound.objects.filter(receiver=user.pk, owner=unit).exclude(
        status=AwardRound.Status.ENDED
    )
