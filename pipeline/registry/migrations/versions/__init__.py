"""One module a step of the schema, named by its number: 0001_…, 0002_…."""
