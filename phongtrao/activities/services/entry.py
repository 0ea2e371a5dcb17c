"""One entry of a phone: typed, proved and recorded at once, or nothing of it."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import File
from django.db import transaction

from phongtrao.activities.models import Activity
from phongtrao.activities.services.writing import (
    Writing,
    add_proof,
    change_activity,
    draft_activity,
    record_activity,
)
from phongtrao.orgs.models import Unit


@transaction.atomic
def enter_activity(
    target: Unit | Activity,
    writing: Writing,
    photos: "Sequence[File[Any]]" = (),
    *,
    link: str = "",
    is_recorded: bool,
    as_read: str = "",
    by: AbstractBaseUser,
) -> Activity:
    """A new one of a unit, or other words for one; kept as a draft unless ``is_recorded``."""
    if isinstance(target, Activity):
        activity = change_activity(target, writing, by=by, as_read=as_read)
    else:
        activity = draft_activity(target, writing, by=by)
    for photo in photos:
        add_proof(activity, by=by, photo=photo)
    if link:
        add_proof(activity, by=by, url=link)
    return record_activity(activity, by=by) if is_recorded else activity
