"""The room “Kiểm tra”: programmes, inspections, the work on site, what is followed afterwards."""

from phongtrao.web.deeds import DeedForm, DeedPage

__all__ = ["NAV", "DeedPage", "fill"]

NAV = {"nav": "findings"}
fill = DeedForm("activities/inspections/deed.html", NAV)
