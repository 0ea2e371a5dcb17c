"""Lists from workbooks: units, people with their posts, ratings, headcounts.

``fields`` what a list may tell · ``shapes`` which column tells it (aliases, packs, what the office
chose last time) · ``reading`` the rows, cleaned by columns · a module for each list: what is wrong
with the rows, what they would change, writing them · ``services`` the steps of a person.

The preview and the writing are the same run in one transaction; only the last step differs. So what
was shown is what is written, unless the database changed in between — then nothing is.
"""
