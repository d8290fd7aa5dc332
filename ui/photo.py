"""A picture somebody chose or dropped, made small and bare: nothing is kept but what it shows."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

from app.errors import Refused
from resources.language import N_, _

MOST_FILE = 25 * 1024 * 1024
WIDEST, MOST_SIDE = 1_280, 20_000
MOST_KEPT = 512 * 1024
QUALITIES = (85, 70, 55, 40, 25)
ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".bmp")

NOT_A_PICTURE = N_("This file is no picture that can be read. Please choose a JPEG or PNG.")
TOO_LARGE = N_("This picture is larger than 25 MiB. Please choose a smaller one.")


def bare_jpeg(path: Path) -> bytes:
    """The picture of a file drawn anew as a small JPEG. Raises Refused where it is none."""
    try:
        if path.stat().st_size > MOST_FILE:
            raise Refused(_(TOO_LARGE), "photo")
        data = path.read_bytes()
    except OSError:
        raise Refused(_(NOT_A_PICTURE), "photo") from None
    return _small(_read(data))


def _read(data: bytes) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > MOST_SIDE:
        raise Refused(_(NOT_A_PICTURE), "photo")
    if max(size.width(), size.height()) > WIDEST:
        limit = QSize(WIDEST, WIDEST)
        reader.setScaledSize(size.scaled(limit, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise Refused(_(NOT_A_PICTURE), "photo")
    return image


def _small(image: QImage) -> bytes:
    """Drawn on a new white picture: what the file told beside its pixels stays behind."""
    plain = QImage(image.size(), QImage.Format.Format_RGB32)
    plain.fill(Qt.GlobalColor.white)
    painter = QPainter(plain)
    painter.drawImage(0, 0, image)
    painter.end()
    for quality in QUALITIES:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        plain.save(buffer, "JPG", quality)  # type: ignore[call-overload]  # PySide wants bytes here
        jpeg = bytes(buffer.data().data())
        if 0 < len(jpeg) <= MOST_KEPT:
            return jpeg
    raise Refused(_(NOT_A_PICTURE), "photo")
