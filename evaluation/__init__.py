"""Scores what the trained assistant understands on messages kept out of everything; ``make evaluate``."""
