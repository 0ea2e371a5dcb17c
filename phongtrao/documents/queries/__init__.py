"""Questions about documents: one module a noun."""

from phongtrao.documents.queries.register import (
    DEPTH,
    WIDEST,
    CitationGraph,
    Doubt,
    Neighbour,
    citation_graph,
    doubts_about,
    is_other_date,
    same_number,
    search_documents,
    similar_numbers,
    symbol_kind,
    unit_named,
)

__all__ = [
    "DEPTH",
    "WIDEST",
    "CitationGraph",
    "Doubt",
    "Neighbour",
    "citation_graph",
    "doubts_about",
    "is_other_date",
    "same_number",
    "search_documents",
    "similar_numbers",
    "symbol_kind",
    "unit_named",
]
