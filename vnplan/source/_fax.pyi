"""Types of the compiled unpacking of faxes; see ``_fax.c``."""

def group4(data: bytes, height: int, width: int, /) -> bytearray | None:
    """The pixels of a picture packed as Group 4 has it (ITU-T T.6), row by row: 0 for what it calls
    black, 255 for white. ``None`` where the data do not hold just such a picture."""
