"""The pages of a paper as they are printed, and what is said while there are none."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from phongtrao.documents.services.page_images import Printed, State, ask_for_pages, sizes_of_pages
from phongtrao.lib.errors import BadFile
from phongtrao.reader.load.office import NO_OFFICE, NOT_PRINTED

MOST = 100  # pictures on one page; the rest is in the file
MOST_TRIES = 60  # two minutes: each fills the paper anew
_FAULTS = {State.FAILED: NOT_PRINTED, State.NO_OFFICE: NO_OFFICE}


@dataclass(frozen=True, slots=True)
class PrintedPage:
    number: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PrintedPages:
    """``url``: where the paper is shown; the same with ``?trang=2`` is its second page as a picture."""

    url: str
    pages: list[PrintedPage]
    count: int
    is_being_made: bool = False
    fault: str = ""
    tries: int = 0

    @property
    def asks_again(self) -> bool:
        """For a while only: what takes longer is asked for by hand."""
        return self.is_being_made and self.tries < MOST_TRIES

    @property
    def next_try(self) -> int:
        return self.tries + 1

    @classmethod
    def build(cls, printed: Printed, url: str, tries: int = 0) -> "PrintedPages":
        """``tries``: how often the page has asked for them before."""
        state = ask_for_pages(printed)
        if state is not State.READY:
            said = _(_FAULTS[state]) if state in _FAULTS else ""
            return cls(url, [], 0, is_being_made=state is State.MAKING, fault=said, tries=tries)
        try:
            sizes = sizes_of_pages(printed)
        except BadFile as error:
            return cls(url, [], 0, fault=str(error))
        shown = enumerate(sizes[:MOST], start=1)
        pages = [PrintedPage(number, round(wide), round(high)) for number, (wide, high) in shown]
        return cls(url, pages, len(sizes))
