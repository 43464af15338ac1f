"""Typed lines and their words.

What a line is, what is misread in it, and the rules (:class:`vnplan.parse.text.grammar.Grammar`)
that all stages share.
"""
