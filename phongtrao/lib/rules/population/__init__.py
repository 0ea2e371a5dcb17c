"""A rule asked of a whole population: one query that prepares numbers, one pass over them that decides.

    columns = columns_of(clause, asked)              # what has to be known of everybody
    sql, values = select(columns, population)        # one row for each subject, whole numbers
    prepared = Prepared(keys, {column: numbers})     # kept: thresholds may change, it stays
    answers = evaluate(clause, prepared, asked)      # met, near, not decidable – arrays

It answers as ``decide`` does of each subject (tests/awards, on random rules and facts).
"""

from phongtrao.lib.rules.population.columns import Column, Take
from phongtrao.lib.rules.population.evaluating import Answers, Asked, columns_of, evaluate
from phongtrao.lib.rules.population.prepared import Prepared, read
from phongtrao.lib.rules.population.statements import select

__all__ = [
    "Answers",
    "Asked",
    "Column",
    "Prepared",
    "Take",
    "columns_of",
    "evaluate",
    "read",
    "select",
]
