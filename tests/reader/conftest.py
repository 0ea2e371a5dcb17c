"""Where the plans stand, and how a reading is scored."""

import importlib.util
import json
import os
from pathlib import Path

import pytest

from phongtrao.reader import read_text

PLANS = Path(__file__).resolve().parents[3] / "shared" / "plans"


@pytest.fixture(scope="session")
def plans() -> Path:
    """The folder of the source plans; in CI they must be there."""
    if not PLANS.exists():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"no plans in {PLANS}")
    return PLANS


@pytest.fixture(scope="session")
def score(plans):
    """score(name, plan) → the scorer's result for one plan."""
    spec = importlib.util.spec_from_file_location("plan_score", plans / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    def run(name: str, plan: dict) -> dict:
        gold = json.loads((plans / "gold" / f"{name}.json").read_text(encoding="utf-8"))
        return module.score(gold, json.loads(json.dumps(plan)))

    return run


@pytest.fixture(scope="session")
def invented():
    """A plan in a layout of its own: letters A to F, a school, labelled tasks."""
    return read_text((Path(__file__).parent / "invented.txt").read_text(encoding="utf-8"))
