"""A small corpus of invented reports, read once."""

from functools import cache

from bench._reports import report
from phongtrao.similarity.engine import (
    build_index,
    learn_common,
    phrase_codes,
    read_document,
    read_syllables,
)

SIZE = 400


@cache
def common():
    texts = (report(number).text for number in range(SIZE))
    return learn_common(phrase_codes(read_syllables(text).codes, 5) for text in texts)


def read(text):
    return read_document(text, common())


@cache
def fingerprints():
    return [read(report(number).text).fingerprints.codes for number in range(SIZE)]


@cache
def index():
    return build_index(fingerprints())
