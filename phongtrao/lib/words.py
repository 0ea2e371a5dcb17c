"""The words lib and reader say to people, in the language of whoever listens.

Both are free of Django, so they cannot ask it for a translation. They import ``say`` as ``_`` and
wrap their Vietnamese sentences in it, where the catalogue finds them; the web app puts Django's
gettext into the socket. On the command line nothing does, and the sentences stay as written.
"""

from collections.abc import Callable

Translate = Callable[[str], str]


def gettext_noop(text: str) -> str:
    """Mark a constant for the catalogue; it is translated where it is said, with ``say``."""
    return text


_translate: Translate = gettext_noop


def say(text: str) -> str:
    """Return the sentence in the listener's language; places to fill in stay as they are."""
    return _translate(text)


def set_translator(translate: Translate) -> None:
    """Plug in what knows the listener's language."""
    global _translate  # noqa: PLW0603 -- a socket is one place, filled once at start-up
    _translate = translate
