"""What people take away: the JSON line, the dataset, the summary form, the report."""
