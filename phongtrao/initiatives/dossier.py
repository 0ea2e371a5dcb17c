"""What is handed in, as plain data with a hash: the version that is checked, scored and voted on."""

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from phongtrao.initiatives.models import Initiative

KEPT = ("title", "solution", "area", "theme", "tags", "first_use", "first_used_on", "values", "secret_keys")  # fmt: skip


def written(initiative: Initiative) -> dict[str, Any]:
    """Everything a reader of the version needs, in a fixed order; five queries."""
    authors = initiative.authorships.order_by("-is_first", "-share", "pk")
    files = initiative.files.select_related("file").order_by("pk")
    data = {
        **{name: getattr(initiative, name) for name in KEPT},
        "form": initiative.round.form_id,
        "unit": initiative.unit_id,
        "authors": [
            {"person": one.person_id, "share": one.share, "part": one.part, "first": one.is_first}
            for one in authors
        ],
        "effects": list(initiative.effects.values("name", "measure", "before", "after")),
        "first_users": list(initiative.first_users.values("name", "workplace", "work")),
        "files": [
            {
                "file": one.file_id,
                "name": one.name,
                "sha256": one.file.sha256,
                "key": one.key,
                "secret": one.is_secret,
            }
            for one in files
        ],
    }
    plain: dict[str, Any] = json.loads(json.dumps(data, cls=DjangoJSONEncoder))
    return plain


def hash_of(data: dict[str, Any]) -> str:
    """SHA-256 of the data in its one written form."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
