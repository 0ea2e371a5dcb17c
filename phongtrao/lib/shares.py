"""Shares of authors: percent with two decimals that sum to exactly 100."""

from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal

from phongtrao.lib.errors import BadInput
from phongtrao.lib.words import say as _

WHOLE = Decimal(100)
STEP = Decimal("0.01")


def check_shares(shares: Sequence[Decimal]) -> None:
    """BadInput unless each lies above 0 and all sum to 100: 99,99 is told, with what is missing."""
    if any(share <= 0 or share > WHOLE for share in shares):
        raise BadInput(_("Tỷ lệ đóng góp của mỗi tác giả lớn hơn 0 và không quá 100%."))
    missing = WHOLE - sum(shares, Decimal(0))
    if missing:
        said = _(
            "Tỷ lệ đóng góp của các tác giả cộng lại là %(sum)s%%, phải đúng 100%%: %(how)s %(by)s%%."
        )
        how = _("còn thiếu") if missing > 0 else _("thừa")
        raise BadInput(
            said % {"sum": _spoken(WHOLE - missing), "how": how, "by": _spoken(abs(missing))}
        )


def equal_shares(people: int) -> list[Decimal]:
    """As equal as two decimals allow; the first has what is left over: three are 33,34 33,33 33,33."""
    each = (WHOLE / people).quantize(STEP, ROUND_DOWN)
    return [WHOLE - each * (people - 1)] + [each] * (people - 1)


def _spoken(number: Decimal) -> str:
    return f"{number.normalize():f}".replace(".", ",")
