"""What a decision on organisation does to the units of a day. Knows no database.

>>> outcome = carry_out({1: province, 2: school, 3: other}, [Merge((3,), into=2)])
>>> outcome.closed
{3: 2}
"""

from phongtrao.orgs.forest.forest import Bond, Forest, Node, Outcome, Step, carry_out
from phongtrao.orgs.forest.steps import Abolish, Change, Found, Merge, Split, Transfer
from phongtrao.orgs.forest.written import read_steps, write_steps

__all__ = [
    "Abolish",
    "Bond",
    "Change",
    "Forest",
    "Found",
    "Merge",
    "Node",
    "Outcome",
    "Split",
    "Step",
    "Transfer",
    "carry_out",
    "read_steps",
    "write_steps",
]
