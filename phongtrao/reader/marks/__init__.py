"""Vietnamese that lost its marks to a scanner without Vietnamese, mended word by word.

The scanner is a noisy channel: ``channel`` knows as what letters were misread, ``ngrams`` which words
follow one another in administrative Vietnamese, ``decode`` finds the likeliest row of words, ``mend``
puts them back into their lines. Both tables (packs/marks) are counted by ``make_model`` from texts of
our own and public documents.
"""

from phongtrao.reader.marks.mend import MendedLine, mend
from phongtrao.reader.marks.source import mend_source

__all__ = ["MendedLine", "mend", "mend_source"]
