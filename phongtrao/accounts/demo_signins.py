"""Sign-ins of the demo, one click each. Filled by the demo in ``ready()``; used only when DEMO is on."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class DemoSignIn:
    """``username`` of an account the demo has made; ``role`` and ``note`` say who that is."""

    username: str
    full_name: str
    role: str | Promise
    note: str | Promise = ""
    password: str = ""  # shown to everybody, so that the form can be tried as well


DEMO_SIGNINS: dict[str, DemoSignIn] = {}


def register(people: Iterable[DemoSignIn], password: str) -> None:
    """``password`` is that of all of them; the sign-in page shows it."""
    DEMO_SIGNINS.update({person.username: replace(person, password=password) for person in people})
