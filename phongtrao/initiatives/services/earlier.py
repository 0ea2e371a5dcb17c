"""What was written before, kept while writing goes on.

The state before the first saving of every ten minutes, the last twenty of them: who deletes a chapter by
mistake, while the page saves by itself, finds it again.
"""

from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from phongtrao.initiatives import dossier
from phongtrao.initiatives.models import EarlierDraft, Initiative

MOST = 20
APART = timedelta(minutes=10)


def keep_earlier(initiative: Initiative, *, by: AbstractBaseUser, at_once: bool = False) -> None:
    """Keep what stands now, before it is written over; nothing while a younger one is there."""
    kept = initiative.earlier_drafts.order_by("-pk")
    newest = kept.first()
    now = timezone.now()
    if newest and not at_once and now - newest.kept_at < APART:
        return
    data = dossier.written(initiative)
    if newest and newest.data == data:
        return
    EarlierDraft.objects.create(initiative=initiative, data=data, made_by_id=by.pk)
    old = kept.values_list("pk", flat=True)[MOST:]
    EarlierDraft.objects.filter(pk__in=list(old)).delete()
