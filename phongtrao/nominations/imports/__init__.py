"""Lists of award rounds that come as a workbook: one list more in ``orgs.imports``."""
