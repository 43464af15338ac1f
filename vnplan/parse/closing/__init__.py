"""The foot of a document: recipients and the signature block."""
