"""Finds copied passages in Vietnamese prose; knows texts and numbers, nothing of what they are used for.

``read_document`` turns a text into syllables, flags and fingerprints · ``learn_common`` finds what everybody
writes · ``build_index`` and ``rank_sources`` name the likely sources · ``compare`` aligns a document with
them and gives passages and shares · ``links_of`` and ``clusters_of`` find groups that share one text.

>>> source = "Mỗi sáng thứ hai, cả lớp trồng một luống rau và ghi nhật ký về chiều cao của từng cây."
>>> copy = "Tôi làm thế này: moi sang thu hai ca lop trong mot luong rau va ghi nhat ky. Hết."
>>> [overlap] = compare(read_document(copy), {"An": read_document(source)})
>>> copy[overlap.passages[0].start : overlap.passages[0].end]
'moi sang thu hai ca lop trong mot luong rau va ghi nhat ky'
"""

from phongtrao.similarity.engine.clusters import Cluster, Link, clusters_of, links_of
from phongtrao.similarity.engine.document import Document, Fingerprints, read_document
from phongtrao.similarity.engine.index import Candidate, Index, build_index, rank_sources
from phongtrao.similarity.engine.passages import Passage, align
from phongtrao.similarity.engine.phrases import learn_common, phrase_codes
from phongtrao.similarity.engine.report import Overlap, compare, share_of
from phongtrao.similarity.engine.settings import DEFAULT, Settings
from phongtrao.similarity.engine.syllables import Syllables, read_syllables

__all__ = [
    "DEFAULT",
    "Candidate",
    "Cluster",
    "Document",
    "Fingerprints",
    "Index",
    "Link",
    "Overlap",
    "Passage",
    "Settings",
    "Syllables",
    "align",
    "build_index",
    "clusters_of",
    "compare",
    "learn_common",
    "links_of",
    "phrase_codes",
    "rank_sources",
    "read_document",
    "read_syllables",
    "share_of",
]
