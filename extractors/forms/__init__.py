"""From pages to readings: which form, which label stands for which field, what was chosen, what is left over."""
