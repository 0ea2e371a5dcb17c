"""Who reads the history of a stored file: who stored it, and who opens what it was stored for."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet

from phongtrao.documents.access.reading import drafts_read_by, visible_documents, visible_incoming
from phongtrao.documents.access.register import visible_evidence, visible_papers
from phongtrao.documents.models import StoredFile
from phongtrao.orgs.models import Grant
from phongtrao.orgs.scope import read_units


def files_with_history(user: AbstractBaseUser) -> QuerySet[StoredFile]:
    """One's own; and what is cited within one's sight, where somebody within it stored the file.

    A content is stored once for everybody: of a letter two units have, the history names the first, and
    that is nobody else's business.
    """
    found = Q(pk__in=[])
    for rows in (visible_documents(user), visible_evidence(user), visible_incoming(user)):
        found |= Q(pk__in=rows.exclude(file=None).order_by().values("file"))
    drafts = drafts_read_by(user).order_by()
    for name in ("versions__file", "approvals__finished_files__file"):
        found |= Q(pk__in=drafts.exclude(**{name: None}).values(name))
    for name in ("file", "approved_file"):
        papers = visible_papers(user).exclude(**{name: None})
        found |= Q(pk__in=papers.order_by().values(name))
    near = Grant.objects.today().filter(read_units(user, "unit__")).values("user")
    return StoredFile.objects.filter(Q(stored_by=user.pk) | (found & Q(stored_by__in=near)))
