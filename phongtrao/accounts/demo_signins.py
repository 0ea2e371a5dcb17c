"""Sign-ins of the demo, one click each. Filled by the demo in ``ready()``; used only when DEMO is on."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class DemoSignIn:
    """``username`` of an account the demo has made; ``role`` and ``note`` say who that is."""

    username: str
    full_name: str
    role: str | Promise
    note: str | Promise = ""


DEMO_SIGNINS: dict[str, DemoSignIn] = {}


def register(people: Iterable[DemoSignIn]) -> None:
    DEMO_SIGNINS.update({person.username: person for person in people})
