"""From a picture of a page to a `Page`: upright, grid, lines, ticks, seal, portrait."""
