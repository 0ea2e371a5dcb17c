"""New works into the registry, set by set; and all of them out of it again."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.db.models.deletion import ProtectedError
from django.utils.translation import gettext as _

from phongtrao.lib.errors import Conflict
from phongtrao.orgs.imports.findings import Findings
from phongtrao.orgs.imports.history import keep_written
from phongtrao.orgs.models import Import
from phongtrao.recognition.imports.checking import Staged
from phongtrao.recognition.models import Creation, CreationFile, CreationShare, ScopeRecognition
from phongtrao.recognition.tasks import forget_files

SUBJECT = "creation"
BATCH = 1_000


def write(act: Import, findings: Findings) -> None:
    """Write what ``check`` staged: four statements for a thousand works."""
    staged: list[Staged] = findings.staged
    creations = Creation.objects.bulk_create(map(_creation, staged), batch_size=BATCH)
    pairs = list(zip(creations, staged, strict=True))
    ScopeRecognition.objects.bulk_create(
        (
            ScopeRecognition(
                creation=creation,
                scope=one.scope,
                decided_on=one.decided_on,
                decided_by_id=one.decided_by,
                decision=one.told["decision"],
                effect=one.told["effect"],
            )
            for creation, one in pairs
        ),
        batch_size=BATCH,
    )
    CreationShare.objects.bulk_create(
        (share for creation, one in pairs for share in _shares(creation, one)), batch_size=BATCH
    )
    CreationFile.objects.bulk_create(
        (
            CreationFile(creation=creation, file_id=pk, name=PurePosixPath(name).name[:200])
            for creation, one in pairs
            for pk, name in {findings.stored[name]: name for name in one.work.files}.items()
        ),
        batch_size=BATCH,
    )
    keep_written(act, SUBJECT, [creation.pk for creation in creations])


def undo(act: Import) -> None:
    """Take every work of the import out again. Conflict when something was done with one of them since."""
    wrote = Q(pk__in=[])
    for run in act.written.filter(subject=SUBJECT):
        wrote |= Q(pk__range=(run.first, run.last))
    creations = Creation.objects.filter(wrote)
    pks = list(creations.values_list("pk", flat=True))
    refuse_used(Creation.objects.filter(pk__in=pks))
    kept = CreationFile.objects.filter(creation__in=pks)
    files = list(kept.values_list("file", flat=True).distinct())
    try:
        with transaction.atomic():
            ScopeRecognition.objects.filter(creation__in=pks).delete()
            Creation.objects.filter(pk__in=pks).delete()
    except ProtectedError:
        raise Conflict(_used_said(Creation.objects.filter(pk__in=pks[:1]))) from None
    forget_files.defer(file_ids=files)


def refuse_used(creations: "QuerySet[Creation]", own_decisions: int = 1) -> None:
    """What others built on these: uses, roads to all units, complaints, rights, further decisions.

    ``own_decisions``: how many came with the list itself.
    """
    used = creations.annotate(decisions=Count("scopes", distinct=True)).filter(
        Q(decisions__gt=own_decisions)
        | Q(scopes__revoked_on__isnull=False)
        | Q(adoptions__isnull=False)
        | Q(replication__isnull=False)
        | Q(objections__isnull=False)
        | Q(ip_assets__isnull=False)
    )
    if used.exists():
        raise Conflict(_used_said(used.distinct()))


def _used_said(used: "QuerySet[Creation]") -> str:
    titles: Sequence[str] = list(used.order_by("title").values_list("title", flat=True)[:3])
    said = _(
        "Đã có việc làm tiếp trên %(titles)s (áp dụng, nhân rộng, khiếu nại hoặc quyết định khác)"
        " nên không hoàn tác được cả lần nhập. Hãy sửa từng công trình."
    )
    return said % {"titles": ", ".join(f"“{title}”" for title in titles)}


def _creation(one: Staged) -> Creation:
    creation = Creation(
        kind=one.kind,
        title=one.title,
        summary=one.told["summary"],
        unit_id=one.work.unit,
        area=one.told["area"],
        theme=one.told["theme"],
        year=one.work.period.key,
    )
    creation.search_keys()
    return creation


def _shares(creation: Creation, one: Staged) -> list[CreationShare]:
    return [
        CreationShare(
            creation=creation,
            person_id=person,
            unit_id=unit,
            share=percent,
            is_first=place == 0,
        )
        for place, (person, unit, percent) in enumerate(one.work.shares)
    ]
