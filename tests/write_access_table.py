"""Write the table of rights anew: ``python -m tests.write_access_table``; read each changed line after.

Through pytest, which brings the throw-away database.
"""

import os
import subprocess
import sys

WRITE = "PHONGTRAO_WRITE_ACCESS_TABLE"


def main() -> int:
    command = [sys.executable, "-m", "pytest", "tests/test_access_table.py", "-k", "committed"]
    return subprocess.run(command, env=os.environ | {WRITE: "1"}, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
