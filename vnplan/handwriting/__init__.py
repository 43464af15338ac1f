"""Numbers that a reader of print reads badly, looked at as strokes of ink.

A pen or a rubber stamp in the gaps of the number and date lines
(:mod:`~vnplan.handwriting.filled_gaps`), in stamps of receipt
(:mod:`~vnplan.handwriting.receipts`),
and printed digits like 1 (:mod:`~vnplan.handwriting.numerals`).
"""
