"""From events to scores: the formula, the choices behind it, and comparisons."""
