"""A study on disk: its tables, what makes them valid, and how one is begun."""
