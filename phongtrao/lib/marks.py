"""Marks of what a page shows.

Who fills in a form answers what the form showed, not what stands there when it comes back. So the page
carries the mark of what it showed, and the service holds it against what stands, under the lock.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def mark_of(values: Mapping[str, Any]) -> str:
    """16 hexadecimal digits; the same values have the same mark, in whatever order.

    Values are JSON's, or tell themselves apart by ``str`` (days, ranges of days, decimals).
    """
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
