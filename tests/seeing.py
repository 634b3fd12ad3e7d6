"""Measure colours as an eye sees them: contrast, and distance, in four kinds of colour vision.

References
----------
WCAG 2.2, "relative luminance" and "contrast ratio".
Ottosson, B. (2020). A perceptual color space for image processing.
https://bottosson.github.io/posts/oklab/
Machado, G. M., Oliveira, M. M., & Fernandes, L. A. F. (2009). A physiologically-based model for
simulation of color vision deficiency. IEEE Transactions on Visualization and Computer Graphics,
15(6), 1291-1298. The matrices are those of its web page for severity 1, which R's prismatic has
in ``R/color-blindness.R``; they take linear light.
https://www.inf.ufrgs.br/~oliveira/pubs_files/CVD_Simulation/CVD_Simulation.html
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]

VISIONS: dict[str, Vector] = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def light(colour: str) -> Vector:
    """Return the linear light of ``#rrggbb``, 0 to 1."""
    shares = np.frombuffer(bytes.fromhex(colour[1:7]), np.uint8) / 255
    dark = shares <= 0.04045
    return np.where(dark, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Return WCAG's contrast of two colours, 1 to 21."""
    a, b = (float(light(each) @ [0.2126, 0.7152, 0.0722]) + 0.05 for each in (one, other))
    return max(a, b) / min(a, b)


def distance(one: str, other: str, vision: str = "normal") -> float:
    """Return the distance of two colours in OKLab, times 100, as a kind of vision sees them."""
    a, b = (_oklab(VISIONS[vision] @ light(each)) for each in (one, other))
    return float(100 * np.linalg.norm(a - b))


def _oklab(linear: Vector) -> Vector:
    lab: Vector = _TO_LAB @ np.cbrt(_TO_CONES @ linear.clip(0, 1))
    return lab
