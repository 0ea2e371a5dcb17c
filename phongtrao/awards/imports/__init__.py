"""Titles and forms of past years from a workbook: one list more in ``orgs.imports``.

``fields`` what a row tells · ``checking`` who, what, by which decision · ``writing`` into the register, where
they wait until somebody else has compared them, and out again · ``samples`` rows to try it with.
"""
