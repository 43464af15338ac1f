"""The archivist's check: a page in the browser beside the scan, and what is said there."""
