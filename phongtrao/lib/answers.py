"""An answer to “may I?”: yes, or no with the reason.

One function serves the service (``enforce``), the page (the button's tooltip) and the API.
"""

from dataclasses import dataclass

from phongtrao.lib.errors import NotAllowed


@dataclass(frozen=True, slots=True)
class Answer:
    reason: str = ""

    def __bool__(self) -> bool:
        return not self.reason

    def enforce(self) -> None:
        """Raise NotAllowed with the reason, unless the answer is yes."""
        if self.reason:
            raise NotAllowed(self.reason)


YES = Answer()


def no(reason: str) -> Answer:
    if not reason:
        raise ValueError("a refusal carries its reason")
    return Answer(reason)
