"""Makes forms whose true values are known: people, enterprises, drawn pages, Word files and PDFs.

Nothing here imports the reader: the truth comes from what was written, never from what was read.
"""
