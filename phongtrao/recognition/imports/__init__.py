"""Works recognised before this program was here: a workbook, or a zip with one and its files.

One list more in ``orgs.imports``, whose steps it shares: ``fields`` what a row tells · ``authors`` who stands
in a cell · ``people`` whom that means · ``checking`` what is wrong, what is new · ``writing`` into the
registry and out of it again · ``samples`` rows to try it with.
"""
