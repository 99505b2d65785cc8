"""Accuracy, speed and memory, measured on forms that the generator makes."""
