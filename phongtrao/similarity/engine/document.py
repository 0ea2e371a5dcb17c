"""A document as the engine sees it: its syllables, what each is worth, and the fingerprints of them.

Fingerprints are phrases of five syllables, thinned by their own value: one is kept when its hash is
divisible, so a text and its copy keep the same ones whatever stands around them. Winnowing promises one in
every window, and pays for it where a window holds parts of two sources.
"""

from dataclasses import dataclass

import numpy as np

from phongtrao.similarity.engine.body import body_of
from phongtrao.similarity.engine.phrases import NOTHING, covered, is_in, phrase_codes, whole
from phongtrao.similarity.engine.settings import DEFAULT, Settings
from phongtrao.similarity.engine.syllables import Codes, Flags, Places, Syllables, read_syllables

CODE_BITS = 40  # of a stored fingerprint: two phrases of a million million are taken for each other


@dataclass(frozen=True, slots=True, eq=False)
class Fingerprints:
    """What is stored of a document: distinct ``codes`` in rising order, each below 2**40; ``places[i]`` is
    the first syllable at which ``codes[i]`` stands first."""

    codes: Codes
    places: Places

    def __len__(self) -> int:
        return len(self.codes)


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """Two flags for each syllable, and the fingerprints of the telling phrases.

    ``counted``: it stands in the author's own body text, not in what everybody has to write.
    ``telling``: it counts, and not only as part of a phrase that many documents have.
    """

    text: str
    syllables: Syllables
    counted: Flags
    telling: Flags
    fingerprints: Fingerprints


def read_document(text: str, common: Codes = NOTHING, settings: Settings = DEFAULT) -> Document:
    """Read a text of any length and language, knowing which phrases are ``common`` (``learn_common``).

    Never raises; what is not Latin letters or figures is no syllable.
    """
    syllables = read_syllables(text)
    counted = body_of(text, syllables)
    codes = phrase_codes(syllables.codes, settings.phrase)
    shared = is_in(common, codes)
    counted, telling = _without_common(counted, np.flatnonzero(shared), settings)
    own = ~shared & whole(counted, settings.phrase)
    return Document(text, syllables, counted, telling, _thinned(codes, own, settings))


def _without_common(counted: Flags, places: Places, settings: Settings) -> tuple[Flags, Flags]:
    """A whole sentence of common phrases no longer counts; a shorter one counts, but tells nothing."""
    common = covered(places, settings.phrase, len(counted))
    edges = np.flatnonzero(np.diff(common, prepend=False, append=False))
    begins, lengths = edges[::2], edges[1::2] - edges[::2]
    long = lengths >= settings.common_sentence
    counted = counted & ~covered(begins[long], lengths[long], len(counted))
    return counted, counted & ~common


def _thinned(codes: Codes, own: Flags, settings: Settings) -> Fingerprints:
    kept = np.flatnonzero(own & (codes & np.uint64(settings.kept_one_in - 1) == 0))
    # The bits that decided are cut off: of what is left every bit still tells phrases apart.
    codes, first = np.unique(codes[kept] >> np.uint64(64 - CODE_BITS), return_index=True)
    return Fingerprints(codes, kept[first])
