"""Lines into paragraphs, headings, items and tables: the tree whose leaves the task stages read."""
