"""Identifier codes of units: Quyết định 20/2020/QĐ-TTg.

At most 35 characters; groups of capital letters A–Z and digits joined by dots, from the highest level on
the left; the first group is a letter and two digits (H26 is Hà Nội).
"""

import re

from django.utils.translation import gettext as _

from phongtrao.lib.errors import BadInput

LONGEST = 35
SHAPE = re.compile(r"[A-Z]\d{2}(?:\.[A-Z0-9]+)*")


def check_code(said: str) -> str:
    """The code as it is kept. Raises BadInput saying what a code looks like."""
    code = said.strip().upper()
    if code and (len(code) > LONGEST or not SHAPE.fullmatch(code)):
        raise BadInput(
            _(
                "“%s” không phải mã định danh theo Quyết định 20/2020/QĐ-TTg: một chữ cái và hai chữ số,"
                " rồi các nhóm chữ, số cách nhau bằng dấu chấm, tối đa 35 ký tự, ví dụ H99.01.12."
            )
            % said
        )
    return code
