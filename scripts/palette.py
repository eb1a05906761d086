"""Pictures in few colours, so that many of them take little room."""

import numpy as np
from PIL import Image

COLOURS = 256
"""What a palette holds: greys, a few hues, and the smooth edges of letters."""


def with_few_colours(image: Image.Image) -> Image.Image:
    """A picture that takes little room: in the colours that leave the least of it wrong.

    Grounds and inks are kept exactly, as are hues that stand apart; only shades between them move.
    """
    pixels = np.asarray(image, np.int32).reshape(-1, 3)
    packed = (pixels[:, 0] << 16) | (pixels[:, 1] << 8) | pixels[:, 2]
    kinds, where, counts = np.unique(packed, return_inverse=True, return_counts=True)
    shades = np.stack([kinds >> 16, (kinds >> 8) & 255, kinds & 255], 1)
    weight, label = np.sqrt(counts), np.zeros(len(kinds), np.uint8)
    palette = [shades[counts.argmax()]]
    far = ((shades - palette[0]) ** 2).sum(1)
    while len(palette) < min(COLOURS, len(kinds)):
        palette.append(shades[(far * weight).argmax()])
        apart = ((shades - palette[-1]) ** 2).sum(1)
        label[apart < far] = len(palette) - 1
        far = np.minimum(far, apart)
    few = Image.fromarray(label[where].reshape(image.height, image.width), "P")
    few.putpalette(np.concatenate(palette).astype(np.uint8).tobytes())
    return few
