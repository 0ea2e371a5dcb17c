"""What an office usually writes around its papers: the place, and who signs today in which capacity."""

import re
from collections.abc import Sequence

from phongtrao.accounts.models import Role
from phongtrao.documents.models import WrittenDraft
from phongtrao.documents.positions import bare_position, capacity_for
from phongtrao.documents.queries.outgoing import Signer, signers_of
from phongtrao.orgs.models import Unit

SIGNS = (Role.LEADER, Role.HEAD)
_PLACES = (Unit.Kind.COMMUNE, Unit.Kind.PROVINCE)
_BEFORE_NAME = re.compile(
    r"^(?:(?:ủy ban nhân dân|ubnd)\s+)?(?:(?:tỉnh|thành phố|tp\.?|xã|phường|thị trấn|đặc khu)\s+)?",
    re.IGNORECASE,
)


def usual_words(unit: Unit) -> dict[str, str]:
    """Place of the unit's last written paper; its last signer, unless their right has ended."""
    last = WrittenDraft.objects.filter(document__issuer=unit).order_by("-pk").first()
    said = last.facts if last else {}
    signers = signers_of(unit, SIGNS)
    again = [one for one in signers if one.user.full_name == said.get("signer")]
    words = {"place": said.get("place") or place_of(unit)}
    signer = next(iter([*again, *signers]), None)
    return words | (signature_of(signer, signers) if signer else {})


def place_of(unit: Unit) -> str:
    """Địa danh: the commune a unit stands in, else its province, by the bare name. NĐ 30/2020."""
    steps = [int(step) for step in unit.admin_path.split("/") if step]
    named = dict(Unit.objects.filter(pk__in=steps, kind__in=_PLACES).values_list("pk", "name"))
    nearest = next((named[step] for step in reversed(steps) if step in named), "")
    return _BEFORE_NAME.sub("", nearest)


def signature_of(signer: Signer, signers: Sequence[Signer]) -> dict[str, str]:
    """“KT. Giám đốc”, “Phó Giám đốc”, the name; the capacity names whoever signs in their own right."""
    own = next((one.title for one in signers if not one.capacity), "")
    return signature_for(signer, own)


def signature_for(signer: Signer, own: str) -> dict[str, str]:
    """The same, where ``own`` is the title of whoever signs in their own right."""
    head = bare_position(own) or _head_of(signer.title)
    capacity = f"{signer.capacity} {head}".strip() if signer.capacity else ""
    return {
        "capacity": capacity_for(signer.title, capacity),
        "position": bare_position(signer.title),
        "signer": signer.user.full_name,
    }


def _head_of(title: str) -> str:
    """Whose deputy this is, where nobody signs in their own right today."""
    return capacity_for(title).removeprefix("KT. ")
