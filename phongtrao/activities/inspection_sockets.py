"""What inspections plug into the apps below."""

from collections import defaultdict
from collections.abc import Collection

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.activities.access import inspections as access
from phongtrao.activities.access.activities import keeps_kinds
from phongtrao.activities.minutes import MINUTES
from phongtrao.activities.models import Checklist, Inspection, Programme, SiteLine
from phongtrao.activities.models.inspections import SEATED
from phongtrao.audit import visibility as told
from phongtrao.documents import (
    evidence_inner,
    evidence_uses,
    evidence_writers,
    template_keys,
    visibility,
)
from phongtrao.documents.evidence_inner import Cited
from phongtrao.documents.evidence_uses import Use
from phongtrao.documents.models import StoredFile
from phongtrao.orgs import personal_data, reorganisation
from phongtrao.orgs.personal_data import Rule
from phongtrao.orgs.reorganisation import Carrier, Staying
from phongtrao.plans import finding_keepers, finding_tabs
from phongtrao.plans.finding_tabs import Part

PARTS = (
    Part(
        "inspections",
        gettext_lazy("Cuộc kiểm tra"),
        "activities:inspections",
        access.reads_inspections,
    ),
    Part(
        "programmes",
        gettext_lazy("Chương trình năm"),
        "activities:programmes",
        access.reads_programmes,
    ),
    Part("checklists", gettext_lazy("Danh mục"), "activities:checklists", keeps_kinds),
)


def plug() -> None:
    """Called once, when the apps are ready."""
    for part in PARTS:
        finding_tabs.register(part)
    finding_keepers.register("activities", access.sees_findings, access.keeps_findings)
    template_keys.register(MINUTES)
    visibility.register("activities.inspections", sees_file)
    evidence_inner.register("activities.inspections", inner_evidence)
    evidence_uses.register("activities.inspections", uses_in_inspections)
    evidence_writers.register("activities.inspections", access.may_prove)
    told.register("activities.inspection", access.visible_inspections, "activities:inspection")
    told.narrow("activities.inspection", {"activities.line_answered"}, access.read_results)
    told.register("activities.programme", access.visible_programmes, "activities:programme")
    told.register("activities.checklist", _checklists_seen)
    personal_data.register("activities.inspectionmember", Rule(kept_because=SEATED))
    _plug_reorganisation()


def _plug_reorganisation() -> None:
    """What is not over goes on with the heir, of the inspected unit and of who inspects."""
    going = Inspection.objects.open
    reorganisation.register(
        Carrier("activities.inspection.unit", gettext_lazy("cuộc kiểm tra chưa xong"), going)
    )
    led = gettext_lazy("cuộc kiểm tra đang tổ chức")
    reorganisation.register(Carrier("activities.inspection.owner", led, going, field="owner"))
    planned = gettext_lazy("chương trình kiểm tra")
    reorganisation.register(
        Carrier("activities.programme.owner", planned, Programme.objects.all, "owner", ("year",))
    )
    done = Inspection.objects.filter(status__in=Inspection.Status.over)
    reorganisation.register_staying(
        Staying("activities.inspection.done", gettext_lazy("cuộc kiểm tra đã xong"), done.all)
    )


def _checklists_seen(user: AbstractBaseUser) -> QuerySet[Checklist]:
    return Checklist.objects.all() if keeps_kinds(user) else Checklist.objects.none()


def sees_file(user: AbstractBaseUser, file: StoredFile) -> bool:
    """Photos and signed minutes of inspections whose results one reads."""
    cited = Q(lines__evidence__file=file) | Q(minutes__file=file)
    return access.read_results(user).filter(cited).exists()


def inner_evidence() -> Cited:
    """What a team has photographed and not concluded on."""
    cited = SiteLine.evidence.through.objects.filter(evidence=OuterRef("pk"))
    done = cited.filter(siteline__inspection__status__in=Inspection.Status.done)
    return Cited(Q(Exists(cited)), Q(Exists(done)))


def uses_in_inspections(user: AbstractBaseUser, pks: Collection[int]) -> dict[int, list[Use]]:
    """Inspections that cite the evidence, among those the user sees; two queries."""
    found: dict[int, list[Use]] = defaultdict(list)
    seen = access.read_results(user)
    for field in ("lines__evidence", "minutes"):
        rows = seen.filter(**{f"{field}__in": pks}).order_by("pk")
        for evidence, pk, unit in rows.values_list(field, "pk", "unit__name").distinct():
            url = reverse("activities:inspection", args=[pk])
            found[evidence].append(Use(_("Kiểm tra: %s") % unit, url))
    return found
