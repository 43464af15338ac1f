"""How well and how fast: ``make bench``."""
