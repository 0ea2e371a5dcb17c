"""How every form of one deed is shown and sent here."""

from phongtrao.literacy.tabs import NAV
from phongtrao.web.deeds import DeedForm, DeedPage

__all__ = ["DeedPage", "fill"]

fill = DeedForm("literacy/deed.html", NAV)
