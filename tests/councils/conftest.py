import pytest

from tests.councils.cast import council, seven  # noqa: F401 -- fixtures
from tests.councils.kind import PAPERS, plug


@pytest.fixture(autouse=True)
def papers():
    """The kind of case of these tests, without anything said of any case."""
    plug()
    yield PAPERS
    PAPERS.clear()
