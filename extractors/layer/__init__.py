"""Pages of placed characters, painted paths and pictures (PDF, OFD), put together to `Page`."""
