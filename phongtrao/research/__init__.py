"""Research tasks under two legal regimes: from a proposal to a rated result and what is made of it."""
