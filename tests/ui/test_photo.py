"""A photo is drawn anew, small, and without what its file told."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage

from app.domain.photo import MOST_BYTES, is_plain_jpeg
from app.errors import Refused
from ui.photo import bare_jpeg

EXIF = b"\xff\xe1\x00\x11Exif\x00\x00 GPS here"


@pytest.fixture
def picture(qapp, tmp_path):
    def write(width=640, height=480, name="tablet.jpg", colour="#ffeecc"):
        image = QImage(width, height, QImage.Format.Format_RGB32)
        image.fill(QColor(colour))
        image.setText("Description", "CANARY, at home")
        path = tmp_path / name
        assert image.save(str(path))
        return path

    return write


def test_what_the_file_told_beside_the_picture_stays_behind(picture):
    path = picture()
    data = path.read_bytes()
    path.write_bytes(data[:2] + EXIF + data[2:])

    jpeg = bare_jpeg(path)

    assert b"CANARY" not in jpeg
    assert b"GPS" not in jpeg
    assert is_plain_jpeg(jpeg)


@pytest.mark.parametrize("name", ["tablet.png", "tablet.jpg", "tablet.bmp"])
def test_usual_pictures_are_read(picture, name):
    image = QImage.fromData(bare_jpeg(picture(name=name)), "JPG")

    assert (image.width(), image.height()) == (640, 480)


def test_a_large_picture_becomes_small(picture):
    jpeg = bare_jpeg(picture(4000, 3000))

    image = QImage.fromData(jpeg, "JPG")
    assert (image.width(), image.height()) == (1280, 960)
    assert len(jpeg) <= MOST_BYTES


@pytest.mark.parametrize("data", [b"", b"words", b"\x89PNG\r\n\x1a\n\0\0"])
def test_what_is_no_picture_is_refused(qapp, tmp_path, data):
    path = tmp_path / "tablet.jpg"
    path.write_bytes(data)

    with pytest.raises(Refused):
        bare_jpeg(path)


def test_a_file_that_is_gone_is_refused(qapp, tmp_path):
    with pytest.raises(Refused):
        bare_jpeg(tmp_path / "gone.jpg")


def test_a_jpeg_that_tells_more_than_its_picture_is_not_plain(picture):
    plain = bare_jpeg(picture())

    assert is_plain_jpeg(plain)
    assert not is_plain_jpeg(plain[:2] + EXIF + plain[2:])
    assert not is_plain_jpeg(plain + b"\x00" * MOST_BYTES)
    assert not is_plain_jpeg(b"GIF89a")
