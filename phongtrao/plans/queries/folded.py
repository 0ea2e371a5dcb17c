"""Search without marks in columns that keep no search form of their own: titles and task texts.

Plans and tasks are thousands, not millions, so folding at the moment of asking is cheap enough.
"""

from typing import Any

from django.db.models import CharField, Func, Value
from django.db.models.functions import Lower

from phongtrao.lib.text import strip_marks

_MARKED = "".join(
    sorted({c for code in range(0xC0, 0x1EFA) if (c := chr(code)).isalpha() and c.islower()})
)
_PAIRS = [(c, plain) for c in _MARKED if (plain := strip_marks(c)) != c and len(plain) == 1]
FROM, TO = "".join(c for c, _p in _PAIRS), "".join(p for _c, p in _PAIRS)
# As lib.text.fold: “kỹ” and “kĩ” are one spelling, “tay” and “tai” are not.
FINAL_Y = r"((?<=[bcdghklmnprstvx])|(?<=qu))y(?![[:alnum:]])"


class Folded(Func):
    """A text column as ``lib.text.fold`` writes it; compare with ``fold(words)``.

    >>> rows.alias(said=Folded("title")).filter(said__contains=fold(words))
    """

    function = "regexp_replace"
    output_field = CharField()

    def __init__(self, column: str, **extra: Any) -> None:
        plain = Func(Lower(column), Value(FROM), Value(TO), function="translate")
        super().__init__(plain, Value(FINAL_Y), Value("i"), Value("g"), **extra)
