"""Letterhead and title.

Where a document begins, its type, number, date, place, issuer, subject and marks.
"""
