"""Long words in the cells of a list: short in sight, whole on the page the row leads to."""

from collections.abc import Callable

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

LENGTH = 120  # characters of a cell that is not the head of its row


def brief(most: int) -> Callable[[str], str]:
    """A cell of ``most`` characters; the workbook has all of it."""
    return lambda text: Truncator(text).chars(most)


def clamped(text: str) -> SafeString:
    """The head of a row: four lines of it, on a phone three."""
    return format_html('<span class="clamp">{}</span>', text)


def roomy(text: str) -> SafeString:
    """A column of words: as wide as it needs to stay short."""
    return format_html('<span class="clamp roomy">{}</span>', Truncator(text).chars(LENGTH))
