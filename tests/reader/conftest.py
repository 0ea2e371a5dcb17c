"""Where the plans stand, and how a reading is scored."""

import os
from pathlib import Path

import pytest

from phongtrao.reader import read_text
from tests.reader import scoring
from tests.reader.corpus import SHARED as PLANS


@pytest.fixture(scope="session")
def plans() -> Path:
    """The folder of the source plans; in CI they must be there."""
    if not PLANS.exists():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"no plans in {PLANS}")
    return PLANS


@pytest.fixture(scope="session")
def score(plans):
    """score(name, plan) → the scorer's result for one plan."""
    return scoring.score


@pytest.fixture(scope="session")
def invented():
    """A plan in a layout of its own: letters A to F, a school, labelled tasks."""
    return read_text((Path(__file__).parent / "invented.txt").read_text(encoding="utf-8"))
