"""Councils: who decides, how a vote is taken and counted. What is decided is opaque to them (``kinds``)."""
