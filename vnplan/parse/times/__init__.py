"""Words of time.

Phrases, points and periods, what they are due, and what must not be taken for a deadline.
"""
