"""What an office usually writes around its papers: typed once, found again."""

from phongtrao.accounts.models import Role
from phongtrao.documents.models import WrittenDraft
from phongtrao.documents.queries.outgoing import signers_of
from phongtrao.orgs.models import Unit

SIGNS = (Role.LEADER, Role.HEAD)
USUAL = ("place", "capacity", "position", "signer")


def usual_words(unit: Unit) -> dict[str, str]:
    """Place and signature of the unit's last written paper; before the first, its signer of today."""
    last = WrittenDraft.objects.filter(document__issuer=unit).order_by("-pk").first()
    if last:
        return {name: last.facts.get(name, "") for name in USUAL}
    signer = next(iter(signers_of(unit, SIGNS)), None)
    return {"position": signer.title, "signer": signer.user.full_name} if signer else {}
