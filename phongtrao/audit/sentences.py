"""The registered names of what can happen. Each app fills in its own in ``ready()``.

A sentence names the deed for a person reading the history: “Nộp báo cáo tiến độ”.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Sentence: TypeAlias = "str | StrPromise"
SENTENCES: dict[str, Sentence] = {}

# Words for what is in ``data``, ``before`` and ``after`` but is no field of the subject's app.
LABELS: dict[str, Sentence] = {"reason": _("lý do")}


def register(sentences: Mapping[str, Sentence]) -> None:
    """Add actions of one app (“plans.published” → sentence); a name taken by another is an error."""
    _add(SENTENCES, sentences, "action")


def register_labels(labels: Mapping[str, Sentence]) -> None:
    """Names of keys (“count” → “số đơn vị”): a key of ``data`` without one is not shown.

    A key has one name in the whole program; another name for it is an error.
    """
    _add(LABELS, labels, "label")


def _add(known: dict[str, Sentence], more: Mapping[str, Sentence], what: str) -> None:
    for name, words in more.items():
        if known.setdefault(name, words) is not words:
            raise ValueError(f"audit {what} {name!r} is registered twice")
