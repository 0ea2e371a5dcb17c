"""The source plans, as the tests of the reader know them."""

from tests.reader.conftest import plans

__all__ = ["plans"]
