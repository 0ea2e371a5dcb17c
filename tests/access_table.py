"""``python -m tests.access_table --write`` writes the table of rights anew; without it: does it hold?

Through pytest, which brings the throw-away database.
"""

import os
import subprocess
import sys

WRITE = "PHONGTRAO_WRITE_ACCESS_TABLE"


def main() -> int:
    chosen = {WRITE: "1"} if "--write" in sys.argv else {}
    command = [sys.executable, "-m", "pytest", "tests/test_access_table.py", "-k", "committed"]
    return subprocess.run(command, env=os.environ | chosen, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
