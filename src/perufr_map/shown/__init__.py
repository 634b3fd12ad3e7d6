"""Compute what is shown, for all exports and views: readings, words, colours, shapes, payload."""
