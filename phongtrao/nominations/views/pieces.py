"""What the pages of this app share."""

from typing import Any

from phongtrao.web.deeds import DeedForm

NAV: dict[str, Any] = {"nav": "nominations"}
fill = DeedForm("nominations/deed.html", NAV)
