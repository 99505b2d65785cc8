"""Spreadsheets and tables in plain text: a reader a format gives a `Workbook`, `model.pages` brings it to `Page`s."""
