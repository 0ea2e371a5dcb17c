"""What dossiers bring to the sockets below: their papers, whose files, where evidence is cited, their history."""

from collections import defaultdict
from collections.abc import Collection

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

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
from phongtrao.nominations.access.submissions import visible_nominations, visible_submissions
from phongtrao.nominations.models import Claim, Nomination, Submission
from phongtrao.nominations.papers import PAPERS
from phongtrao.orgs import record
from phongtrao.orgs.models import Person, Unit
from phongtrao.orgs.record import Line, Section

SENTENCES = {
    "nominations.report_filled": _("Điền báo cáo thành tích từ dữ kiện"),
    "nominations.claim_proven": _("Gắn minh chứng cho thành tích"),
    "nominations.letter_printed": _("Lập tờ trình từ danh sách đề nghị"),
    "nominations.sent": _("Gửi hồ sơ đề nghị khen thưởng"),
    "nominations.called_back": _("Rút hồ sơ về để sửa"),
}


def plug_dossiers() -> None:
    for paper in PAPERS:
        template_keys.register(paper)
    visibility.register("nominations", sees_package)
    evidence_uses.register("nominations", uses_in_claims)
    evidence_inner.register("nominations", inner_evidence)
    evidence_writers.register("nominations", proves_own)
    record.register(Section("nominations", _("Được đề nghị khen thưởng"), 44, nominations_of))


def sees_package(user: AbstractBaseUser, file: StoredFile) -> bool:
    """Of what one reads; the nominated, who read their own report, are not among them."""
    return visible_submissions(user).filter(versions__package=file).exists()


def nominations_of(person: Person) -> list[Line]:
    """With the way to one's own report."""
    rows = Nomination.objects.filter(person=person).select_related("form__honour", "submission__round")  # fmt: skip
    return [
        Line(
            one.submission.round.title,
            str(one.form.honour),
            str(one.get_status_display()),
            reverse("nominations:nomination", args=[one.pk]),
        )
        for one in rows.order_by("-pk")
    ]


def uses_in_claims(user: AbstractBaseUser, pks: Collection[int]) -> dict[int, list[Use]]:
    """Claims that cite the evidence, among those the user sees; one query."""
    found: dict[int, list[Use]] = defaultdict(list)
    seen = visible_nominations(user).order_by().values("pk")
    rows = Claim.objects.filter(evidence__in=pks, nomination__in=seen)
    for one in rows.select_related("nomination__form__honour"):
        said = {"name": one.nomination.name, "form": one.nomination.form.honour}
        label = _now("Đề nghị khen thưởng, %(name)s: %(form)s") % said
        url = reverse("nominations:nomination", args=[one.nomination_id])
        found[one.evidence_id or 0].append(Use(label, url))
    return found


def inner_evidence() -> Cited:
    """Evidence of what a unit is still writing, and of what it handed in."""
    cited = Claim.objects.filter(evidence=OuterRef("pk"))
    writing = cited.filter(nomination__submission__status=Submission.Status.WRITING)
    sent = cited.exclude(nomination__submission__status=Submission.Status.WRITING)
    return Cited(Q(Exists(writing)), Q(Exists(sent)))


def proves_own(user: AbstractBaseUser, unit: Unit) -> bool:
    """The nominated, while their report is still to be written."""
    rows = Nomination.objects.filter(person__user=user.pk, submission__unit=unit)
    return rows.filter(status__in=Nomination.Status.open_to_unit).exists()
