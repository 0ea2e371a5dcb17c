"""All of them, or those ticked: what is done to many is not done by a guess."""

from typing import Any

from django import forms

ALL, CHOSEN = "tat-ca", "chon"
MOST_OFFERED = 200  # boxes to tick; “all” takes any number


class AllOrSomeForm(forms.Form):
    """With the fields ``which`` (ALL or CHOSEN) and ``ticked_field``, of ``number`` altogether."""

    ticked_field: str
    both: Any  # what is said where some are ticked and all are chosen, with a place for how many
    number: int

    def clean(self) -> dict[str, Any]:
        """Who ticked some and left “all” chosen meant one of them."""
        asked = dict(super().clean() or {})
        some = len(asked.get(self.ticked_field, ()))
        if asked.get("which") == ALL and some and some < self.number:
            self.add_error("which", self.both % some)
        return asked
