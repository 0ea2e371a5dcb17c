"""The registered names of what can happen. Each app fills in its own in ``ready()``.

A sentence names the deed for a person reading the history: “Nộp báo cáo tiến độ”.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Sentence: TypeAlias = "str | StrPromise"
SENTENCES: dict[str, Sentence] = {}


def register(sentences: Mapping[str, Sentence]) -> None:
    """Add actions of one app (“plans.published” → sentence); a name taken by another is an error."""
    for action, sentence in sentences.items():
        if SENTENCES.setdefault(action, sentence) is not sentence:
            raise ValueError(f"audit action {action!r} is registered twice")
