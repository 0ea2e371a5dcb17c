"""Whole numbers in Vietnamese words, as accountants write a sum: “hai triệu ba trăm bốn mươi nghìn”.

Northern words (nghìn, lẻ); “mốt”, “tư”, “lăm” where speech has them. A group of three digits after another is
read in full: 1.005.000 is “một triệu không trăm lẻ năm nghìn”; a group of zeros is left out.
"""

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
BILLION = 1_000_000_000


def in_words(number: int) -> str:
    """ValueError below nought."""
    if number < 0:
        raise ValueError(f"{number} is below nought")
    if number == 0:
        return DIGITS[0]
    return " ".join(_words(number, is_first=True))


def sum_in_words(number: int) -> str:
    """“Bảy trăm mười nghìn đồng”, as it stands under a list of money."""
    said = in_words(number)
    return f"{said[:1].upper()}{said[1:]} đồng"


def _words(number: int, *, is_first: bool) -> list[str]:
    billions, rest = divmod(number, BILLION)
    said = [*_words(billions, is_first=is_first), "tỷ"] if billions else []
    for size, name in ((1_000_000, "triệu"), (1_000, "nghìn"), (1, "")):
        group, rest = divmod(rest, size)
        if group:
            said += _group(group, is_first=is_first and not said)
            said += [name] if name else []
    return said


def _group(group: int, *, is_first: bool) -> list[str]:
    """Up to 999; the first group has no “không trăm” before it."""
    hundreds, rest = divmod(group, 100)
    tens, ones = divmod(rest, 10)
    said = [DIGITS[hundreds], "trăm"] if hundreds or not is_first else []
    if tens > 1:
        said += [DIGITS[tens], "mươi"]
    elif tens == 1:
        said += ["mười"]
    elif ones and said:
        said += ["lẻ"]
    return said + ([_one(tens, ones)] if ones else [])


def _one(tens: int, ones: int) -> str:
    if tens and ones == 5:  # noqa: PLR2004 -- the digit itself
        return "lăm"
    return {1: "mốt", 4: "tư"}.get(ones, DIGITS[ones]) if tens > 1 else DIGITS[ones]
