"""Taking in a plan: what its sections are called, how facts are matched and shown, and the socket.

``sections`` names the parts of the reader's schema and their fields; ``values`` says a fact in words;
``rules`` drafts what a criterion becomes; ``matching`` keeps a person's decisions over a second reading; ``socket`` hands confirmed facts to the
apps above that own them.
"""
