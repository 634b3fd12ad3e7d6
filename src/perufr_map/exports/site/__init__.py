"""Write a study as a web site of plain files, which any file host serves."""

from perufr_map.exports.site._build import build

__all__ = ["build"]
