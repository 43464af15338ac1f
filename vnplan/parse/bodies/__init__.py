"""Names of bodies in running text.

Where a name starts and ends, which verbs follow it, and whom a sentence has for its subject.
"""
