"""What is handed in, as plain data with a hash: the version that is checked, scored and voted on."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from phongtrao.initiatives.models import (
    Authorship,
    Effect,
    FirstUser,
    Initiative,
    InitiativeFile,
)

KEPT = ("title", "solution", "area", "theme", "tags", "first_use", "first_used_on", "values", "secret_keys")  # fmt: skip


def written(initiative: Initiative) -> dict[str, Any]:
    """Everything a reader of the version needs, in a fixed order."""
    return written_all([initiative])[initiative.pk]


def written_all(initiatives: Sequence[Initiative]) -> dict[int, dict[str, Any]]:
    """The same for many, by key; four queries, whatever the number."""
    asked = {"initiative__in": [one.pk for one in initiatives]}
    authors = _by_initiative(
        Authorship.objects.filter(**asked).order_by("-is_first", "-share", "pk")
    )
    effects = _by_initiative(Effect.objects.filter(**asked).order_by("position", "pk"))
    users = _by_initiative(FirstUser.objects.filter(**asked).order_by("pk"))
    files = _by_initiative(
        InitiativeFile.objects.filter(**asked).select_related("file").order_by("pk")
    )
    return {
        one.pk: _plain(
            {
                **{name: getattr(one, name) for name in KEPT},
                "form": one.round.form_id,
                "unit": one.unit_id,
                "authors": [
                    {
                        "person": row.person_id,
                        "share": row.share,
                        "part": row.part,
                        "first": row.is_first,
                    }
                    for row in authors[one.pk]
                ],
                "effects": _rows(effects[one.pk], "name", "measure", "before", "after"),
                "first_users": _rows(users[one.pk], "name", "workplace", "work"),
                "files": [
                    {
                        "file": row.file_id,
                        "name": row.name,
                        "sha256": row.file.sha256,
                        "key": row.key,
                        "secret": row.is_secret,
                    }
                    for row in files[one.pk]
                ],
            }
        )
        for one in initiatives
    }


def _by_initiative(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.initiative_id].append(row)
    return found


def _rows(rows: Iterable[Any], *names: str) -> list[dict[str, Any]]:
    return [{name: getattr(row, name) for name in names} for row in rows]


def _plain(data: dict[str, Any]) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(data, cls=DjangoJSONEncoder))
    return plain


def hash_of(data: dict[str, Any]) -> str:
    """SHA-256 of the data in its one written form."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
