"""Socket: which kinds of certificate there are; the app whose decisions they follow registers them.

>>> register(CertificateKind("recognition.initiative", _("Giấy chứng nhận sáng kiến"), DEFAULTS))
"""

from dataclasses import dataclass
from pathlib import Path

from django.utils.functional import Promise

from phongtrao.lib.errors import BadInput


@dataclass(frozen=True, slots=True)
class CertificateKind:
    """``words``: a pack (YAML) with what its form says first; an office words it anew on screen.

    ``is_award``: the page of awards, which says what is given (``Holder.honour``) in capitals.
    """

    key: str
    label: str | Promise
    words: Path
    is_award: bool = False


_KINDS: dict[str, CertificateKind] = {}


def register(kind: CertificateKind) -> None:
    if _KINDS.setdefault(kind.key, kind) is not kind:
        raise ValueError(f"kind of certificate {kind.key!r} is registered twice")


def certificate_kind(key: str) -> CertificateKind:
    """Raises BadInput for one that nobody registered."""
    if key not in _KINDS:
        raise BadInput
    return _KINDS[key]


def certificate_kinds() -> list[CertificateKind]:
    return sorted(_KINDS.values(), key=lambda kind: kind.key)
