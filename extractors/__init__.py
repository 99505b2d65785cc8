"""What stands on the paper: a module a kind of file, each giving `Page`s; `forms` makes a `Reading` of them."""
