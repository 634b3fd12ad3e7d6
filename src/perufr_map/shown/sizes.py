"""Name the sizes of a picture of one era."""

from typing import Literal, TypeAlias, get_args

Size: TypeAlias = Literal["a4", "16:9", "1:1", "4:5"]
SIZES: tuple[Size, ...] = get_args(Size)
"""A sheet of A4 across, and three shapes for screens."""
