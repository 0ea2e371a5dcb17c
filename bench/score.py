"""Score the plan reader on the annotated plans beside the project; run by ``make score``."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from phongtrao.reader import read_plan

PLANS = Path(__file__).resolve().parents[2] / "shared" / "plans"
FLOOR = 0.85


def predict(folder: Path) -> None:
    """Write the reading of every plan text to ``folder``."""
    for text in sorted(PLANS.glob("*.txt")):
        plan = read_plan(text).plan
        out = folder / f"{text.stem}.json"
        out.write_text(json.dumps(plan, ensure_ascii=False, indent=1), encoding="utf-8")


def score(folder: Path, *options: str) -> str:
    """The scorer's report on the predictions in ``folder``."""
    command = [sys.executable, str(PLANS / "score.py"), str(PLANS / "gold"), str(folder), *options]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def failures(result: dict) -> list[str]:
    """What is below the floor: a document's macro F1, or a section the gold has, at 0."""
    found = []
    for name, document in result["documents"].items():
        if document["macro_f1"] < FLOOR:
            found.append(f"{name}: macro F1 {document['macro_f1']:.3f} < {FLOOR}")
        for section, values in document["sections"].items():
            if values["gold"] and not values["f1"]:
                found.append(f"{name}: nothing found for {section}")
    return found


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        predict(folder)
        print(score(folder, *sys.argv[1:]))
        found = failures(json.loads(score(folder, "--json")))
    print("\n".join(found), file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
