"""The rules a document is checked against, a module a family."""
