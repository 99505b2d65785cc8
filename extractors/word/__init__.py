"""What all of Word's formats have in common: how a story is written down, what fields show, what pictures are."""
