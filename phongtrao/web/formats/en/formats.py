"""In English the words change; dates and numbers stay those of the papers on the desk."""

from phongtrao.web.formats.vi.formats import *  # noqa: F403 -- a formats module is its names
