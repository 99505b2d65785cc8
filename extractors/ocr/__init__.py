"""Engines that read a line of text from a picture, behind one protocol."""
