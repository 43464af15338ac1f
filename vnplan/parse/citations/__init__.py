"""Documents that are cited, and those that the document rests on."""
