"""Bytes of a text file, or characters of a PDF's old fonts, into Unicode in NFC.

Before Unicode, Vietnamese was typed in fonts that drew *ế* where Latin fonts
draw *Õ*. Such a text survives as bytes, as those Latin characters in a UTF-8
file, or as the text layer of a PDF. All three are first brought to one form,
the windows-1252 characters that the bytes stand for (the *image*,
:mod:`~vnplan.encodings.glyphs`), so that a single table converts each encoding
(:mod:`~vnplan.encodings.legacy`) and a single judge detects it
(:mod:`~vnplan.encodings.judge`): the reading whose marked words are most like
Vietnamese syllables wins, if it also beats leaving the text alone. Clean,
unmarked or OCR-garbled text is left alone.
"""
