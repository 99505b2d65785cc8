"""What is known: the registry of officers, enterprises and appointments."""
