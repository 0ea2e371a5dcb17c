"""What indicators plug into the apps below: screens, history, files, reorganisations."""

from collections import defaultdict
from collections.abc import Collection

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.audit import sentences
from phongtrao.audit import visibility as told
from phongtrao.documents import evidence_uses, visibility
from phongtrao.documents.evidence_uses import Use
from phongtrao.documents.models import StoredFile
from phongtrao.indicators import history
from phongtrao.indicators.access import definitions
from phongtrao.indicators.access import rounds as access
from phongtrao.indicators.models import CollectionRound, Indicator, Measurement, Target, UnitReport
from phongtrao.orgs import reorganisation
from phongtrao.orgs.reorganisation import Carrier, Staying
from phongtrao.web.shell import NavItem, register_nav


def plug_screens() -> None:
    register_nav(
        NavItem(
            "indicators",
            gettext_lazy("Chỉ số, chỉ tiêu"),
            "indicators:list",
            icon="target",
            order=60,
            may=definitions.reads_indicators,
        )
    )


def plug_history() -> None:
    sentences.register(history.SENTENCES)
    sentences.register_labels(history.LABELS)
    told.register("indicators.indicator", definitions.visible_indicators, "indicators:indicator")
    told.register("indicators.target", definitions.visible_targets, "indicators:target")
    told.register("indicators.collectionround", access.visible_rounds, "indicators:round")
    told.register("indicators.unitreport", access.visible_reports, "indicators:report")


def plug_reorganisation() -> None:
    """What was measured stays where it was measured and is counted by lineage; what is owed goes on."""
    reorganisation.register(
        Carrier(
            "indicators.indicator.owner",
            gettext_lazy("chỉ số đang dùng"),
            living_indicators,
            field="owner",
            same=("code",),
        )
    )
    reorganisation.register(
        Carrier(
            "indicators.target.unit",
            gettext_lazy("chỉ tiêu"),
            Target.objects.all,
            same=("indicator", "year", "scope"),
        )
    )
    reorganisation.register(
        Carrier(
            "indicators.collectionround.owner",
            gettext_lazy("đợt thu số liệu chưa chốt"),
            living_rounds,
            field="owner",
        )
    )
    reorganisation.register(
        Carrier(
            "indicators.unitreport.unit",
            gettext_lazy("báo cáo số liệu phải nộp"),
            owed_reports,
            same=("round",),
        )
    )
    reorganisation.register_staying(
        Staying("indicators.measurement", gettext_lazy("số liệu"), Measurement.objects.all)
    )


def living_indicators() -> QuerySet[Indicator]:
    return Indicator.objects.filter(ended_on=None)


def living_rounds() -> QuerySet[CollectionRound]:
    return CollectionRound.objects.exclude(status=CollectionRound.Status.CLOSED)


def owed_reports() -> QuerySet[UnitReport]:
    return UnitReport.objects.owed()


def plug_files() -> None:
    visibility.register("indicators", sees_cited_file)
    evidence_uses.register("indicators", uses_in_numbers)


def sees_cited_file(user: AbstractBaseUser, file: StoredFile) -> bool:
    return access.cited_evidence(user).filter(file=file).exists()


def uses_in_numbers(user: AbstractBaseUser, pks: Collection[int]) -> dict[int, list[Use]]:
    """Numbers that cite the evidence, among those the user sees; one query."""
    found: dict[int, list[Use]] = defaultdict(list)
    rows = access.visible_measurements(user).filter(evidence__in=pks, part="")
    shown = rows.values_list("evidence", "report", "indicator__name").order_by("indicator", "pk")
    for evidence, report, name in shown:
        url = reverse("indicators:report", args=[report]) if report else ""
        found[evidence].append(Use(_("Số liệu: %s") % name, url))
    return found
