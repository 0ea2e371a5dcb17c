"""Tasks accepted before this program was here, from a workbook: one list more in ``orgs.imports``.

Rows, authors and shares are read as those of old initiatives (``recognition.imports``); ``fields`` what a row
tells · ``checking`` regime of its day, rating of that regime's scale, code · ``writing`` tasks and their
results in the library, and out again · ``samples`` rows to try it with.
"""
