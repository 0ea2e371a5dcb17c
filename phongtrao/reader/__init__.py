"""Plan reader: a Vietnamese administrative plan in, its structure with passages out. No Django."""

from phongtrao.reader.model import Block, Fact, Passage, Reading
from phongtrao.reader.reading import read_plan, read_text

__all__ = ["Block", "Fact", "Passage", "Reading", "read_plan", "read_text"]
