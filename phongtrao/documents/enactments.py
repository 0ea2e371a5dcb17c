"""Socket: what a paper puts in force the moment it is issued, as a plan drafted in the program.

>>> enactments.register("plans", plan_of_paper)   # document → Enactment, or None

Whatever hinders it is said when the paper goes to its signer and again when it is to be numbered, so
that nobody gives a number to a paper whose plan cannot follow.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser

from phongtrao.documents.models import OfficialDocument
from phongtrao.lib.errors import BadInput


@dataclass(frozen=True, slots=True)
class Enactment:
    """One thing above that belongs to a paper.

    ``label``, ``url`` lead to it, ``edit_url`` to where the words of the paper are changed; it stands on
    pages of drafters only. ``hindrances`` gives sentences, none where all is well, and may lock what it
    reads; ``enact`` is called inside the transaction of the issue, with who issues.
    """

    label: str
    url: str
    edit_url: str
    hindrances: Callable[[], list[str]]
    enact: Callable[[OfficialDocument, AbstractBaseUser], None]


Finder = Callable[[OfficialDocument], Enactment | None]
_FINDERS: dict[str, Finder] = {}


def register(app: str, finder: Finder) -> None:
    if _FINDERS.setdefault(app, finder) is not finder:
        raise ValueError(f"enactments of {app!r} are registered twice")


def enactments_of(document: OfficialDocument) -> list[Enactment]:
    return [found for finder in _FINDERS.values() if (found := finder(document))]


def refuse_hindered(document: OfficialDocument) -> None:
    """BadInput with everything that keeps what the paper enacts from being put in force."""
    said = [line for one in enactments_of(document) for line in one.hindrances()]
    if said:
        raise BadInput(" ".join(said))


def enact(document: OfficialDocument, *, by: AbstractBaseUser) -> None:
    for one in enactments_of(document):
        one.enact(document, by)
