"""What awards bring to the sockets below."""

from django.utils.translation import gettext_lazy as _

from phongtrao.audit import visibility
from phongtrao.awards.access.honours import honours_with_history
from phongtrao.awards.access.law import visible_law
from phongtrao.awards.access.rules import sets_with_history
from phongtrao.awards.certificates import CERTIFICATES
from phongtrao.awards.models import Award, Evaluation, Honour, RuleSet
from phongtrao.awards.services import forgetting
from phongtrao.documents import certificate_kinds
from phongtrao.orgs import personal_data, reorganisation
from phongtrao.orgs.personal_data import Passing, Rule
from phongtrao.orgs.reorganisation import Staying

FOR_LIFE = _("sổ khen thưởng giữ suốt đời, kể cả khi đã nghỉ việc")


def plug_history() -> None:
    visibility.register("awards.ruleset", sets_with_history, "awards:rule_set")
    visibility.register("awards.honour", honours_with_history, "awards:honour")
    visibility.register("awards.lawversion", visible_law)


def plug_certificates() -> None:
    for kind in CERTIFICATES:
        certificate_kinds.register(kind)


def plug_keeping() -> None:
    personal_data.register("awards.award", Rule(kept_because=FOR_LIFE))
    personal_data.register_trace("awards.evaluation", forgetting.forget_person)
    personal_data.register_passing(
        "awards.evaluation",
        Passing(
            Evaluation,
            _("ai đạt, ai chưa đạt tiêu chuẩn trong một lần xét"),
            forgetting.KEPT_MONTHS,
            rows=forgetting.of_people,
            due=forgetting.due,
            forget=forgetting.forget_old,
        ),
    )


def plug_reorganisation() -> None:
    """An award stays with the unit that earned it; rules ask with predecessors."""
    for key, label, rows, field in (
        ("awards.award", _("khen thưởng trong sổ"), Award.objects.all, "unit"),
        ("awards.honour", _("danh hiệu, hình thức khen thưởng của đơn vị"), Honour.objects.all, "owner"),
        ("awards.ruleset", _("bộ tiêu chuẩn của đơn vị"), RuleSet.objects.all, "owner"),
        ("awards.evaluation", _("lần xét theo tiêu chuẩn"), Evaluation.objects.all, "office"),
    ):  # fmt: skip
        reorganisation.register_staying(Staying(key, label, rows, field))
