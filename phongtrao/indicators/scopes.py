"""Whom the words of a target mean: “cơ sở giáo dục phổ thông và giáo dục thường xuyên”. No database.

Kinds and levels as units have them. What is not recognised is everybody, and to be checked.
"""

from dataclasses import dataclass

from phongtrao.lib.text import fold

SCHOOL, CENTRE, COMMUNE, DEPARTMENT, OFFICE = "school", "centre", "commune", "department", "office"
GENERAL = ("primary", "lower", "upper")
# Words → kinds, levels. The longer word stands first: “trung học phổ thông” is no “phổ thông”.
WORDS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("trung học phổ thông", (SCHOOL,), ("upper",)),
    ("trung học cơ sở", (SCHOOL,), ("lower",)),
    ("phổ thông", (SCHOOL,), GENERAL),
    ("trung học", (SCHOOL,), ("lower", "upper")),
    ("tiểu học", (SCHOOL,), ("primary",)),
    ("thcs", (SCHOOL,), ("lower",)),
    ("thpt", (SCHOOL,), ("upper",)),
    ("mầm non", (SCHOOL,), ("preschool",)),
    ("thường xuyên", (CENTRE,), ()),
    ("cơ quan quản lý", (DEPARTMENT, OFFICE, COMMUNE), ()),
    ("phòng giáo dục và đào tạo", (COMMUNE,), ()),
)
ALL_SCHOOLS = (SCHOOL, CENTRE)


@dataclass(frozen=True, slots=True)
class Population:
    """No kinds: everybody. Levels narrow the schools among the kinds only if nothing else is there."""

    kinds: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    is_guess: bool = True

    def joined(self, other: "Population") -> "Population":
        """Of both; where one has no levels there are none that would leave its units out."""
        kinds = tuple(dict.fromkeys((*self.kinds, *other.kinds)))
        levels = tuple(dict.fromkeys((*self.levels, *other.levels)))
        return Population(kinds, levels)


def population_of(words: str) -> Population:
    """The kinds and levels the words name; “cơ sở giáo dục” alone is every school and centre."""
    said = fold(words)
    kinds: list[str] = []
    levels: list[str] = []
    for written, of_kinds, of_levels in WORDS:
        if (word := fold(written)) in said:
            said = said.replace(word, " ")
            kinds += of_kinds
            levels += of_levels
    if not kinds and any(fold(word) in said for word in ("cơ sở giáo dục", "trường")):
        return Population(ALL_SCHOOLS)
    return Population(tuple(dict.fromkeys(kinds)), tuple(dict.fromkeys(levels)))
