"""The language of what is kept for others to read: notices, titles of work, papers, their names.

Pages speak the reader's language; what is written down once is read by many, so it is written in
the language of the office, whatever the writer has chosen for the screen.
"""

from django.conf import settings
from django.utils import translation


def office_language() -> translation.override:
    """``with office_language():`` around whatever writes words that are kept.

    Not a decorator: Django keeps the language to return to in the object, and threads would share it.
    """
    return translation.override(settings.LANGUAGE_CODE)
