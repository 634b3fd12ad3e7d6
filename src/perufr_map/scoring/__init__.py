"""Turn events into scores: the formula, the choices behind it, and comparisons."""
