"""How the picture is toned for the eye: by a table of 256 values, the file is never touched."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QImage

from reviewer.core.ports import Raster

STRENGTH = 100
"""Brightness and contrast go from minus this to this."""
GAMMAS = (0.2, 5.0)
"""The least and the greatest gamma; above 1 the middle tones grow lighter."""


@dataclass(frozen=True, slots=True)
class Tone:
    """Adjustments of what is seen.

    `brightness` and `contrast` are -100 to 100, `gamma` 0.2 to 5; `threshold`, 1 to 255, makes all
    from it on white and the rest black. `invert` comes last.
    """

    brightness: int = 0
    contrast: int = 0
    gamma: float = 1.0
    invert: bool = False
    threshold: int | None = None

    @property
    def plain(self) -> bool:
        """Whether it changes nothing."""
        return self == PLAIN

    def table(self) -> bytes:
        """What each value from 0 to 255 becomes."""
        return _table(self)


PLAIN = Tone()


@lru_cache(64)
def _table(tone: Tone) -> bytes:
    # From flat grey (-100) over unchanged (0) to a cut in the middle (100).
    steepness = (STRENGTH + tone.contrast) / max(STRENGTH - tone.contrast, 1)
    values = []
    for value in range(256):
        light = (value / 255) ** (1 / tone.gamma)
        light = (light - 0.5) * steepness + 0.5 + tone.brightness / (2 * STRENGTH)
        made = min(max(round(light * 255), 0), 255)
        if tone.threshold is not None:
            made = 255 if made >= tone.threshold else 0
        values.append(255 - made if tone.invert else made)
    return bytes(values)


def toned(raster: Raster, tone: Tone) -> QImage:
    """Pixels as an image of its own, toned; Format_Grayscale8 or Format_RGB32."""
    data, grey = raster.data, raster.channels == 1
    kind = QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_RGB888
    if not tone.plain and not grey and tone.threshold is not None:
        # Black or white is decided by how light a pixel is, not colour by colour.
        data, grey = _greyed(raster), True
        kind = QImage.Format.Format_Grayscale8
    if not tone.plain:
        data = data.translate(tone.table())
    stride = raster.width * (1 if grey else 3)
    image = QImage(data, raster.width, raster.height, stride, kind)
    # Both make an image that needs `data` no longer.
    return image.copy() if grey else image.convertToFormat(QImage.Format.Format_RGB32)


def _greyed(raster: Raster) -> bytes:
    kind = QImage.Format.Format_RGB888
    image = QImage(raster.data, raster.width, raster.height, raster.width * 3, kind)
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    bits, stride = bytes(grey.constBits()), grey.bytesPerLine()
    if stride == raster.width:
        return bits
    return b"".join(bits[y * stride : y * stride + raster.width] for y in range(raster.height))
