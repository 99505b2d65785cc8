"""What the text means: one small module a kind of value, each a pure function from text to a value or a problem."""
