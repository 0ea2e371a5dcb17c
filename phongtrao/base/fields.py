"""Columns whose order and prefix search must not depend on the server's locale."""

from typing import Any

from django.db import models


class SortKeyField(models.CharField):  # type: ignore[type-arg]  # not generic at run time
    """Vietnamese order, as made by ``lib.text``: compared byte by byte."""

    def __init__(self, **kwargs: Any) -> None:
        defaults = {"max_length": 400, "db_collation": "C", "editable": False, "default": ""}
        super().__init__(**{**defaults, **kwargs})


class PathField(models.CharField):  # type: ignore[type-arg]  # not generic at run time
    """Place in a tree as “/1/5/9/”: everything below starts with the same text."""

    def __init__(self, **kwargs: Any) -> None:
        defaults = {"max_length": 400, "db_collation": "C", "editable": False, "default": ""}
        super().__init__(**{**defaults, **kwargs})
