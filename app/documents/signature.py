"""Who signed what and when, or a line to sign on."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable, KeepTogether

from app.documents import page
from app.documents.blocks import Rule
from app.documents.picture import Picture
from app.documents.styles import Styles
from app.documents.text import P
from app.documents.wording import Strong
from app.domain.therapy_session import Signed
from models.vocabulary import SignatureMeaning


def block(picture: Picture, styles: Styles, above: Sequence[Flowable] = ()) -> list[Flowable]:
    """Every signature with its meaning and the digest it covers, and the addenda after them.

    What stands `above` stays on the page of the signature.
    """
    words, session = picture.words, picture.session
    parts: list[Flowable] = [*above, P(words("review.signature"), styles.heading)]
    for signed in session.signed:
        parts += _signed(picture, styles, signed)
    if not session.signed:
        parts += _to_sign(picture, styles)
    told: list[Flowable] = [
        P(
            words(
                "review.addendum",
                moment=words.moment(addendum.at, picture.zone),
                name=addendum.by_name,
                text=addendum.text,
            ),
            styles.body,
        )
        for addendum in session.addenda
    ]
    return [KeepTogether(parts), *told]


def _signed(picture: Picture, styles: Styles, signed: Signed) -> list[Flowable]:
    words, zone = picture.words, picture.zone
    name = words("review.signed", name=signed.by_name, credential=signed.credential)
    when = words(
        "review.signed_at",
        moment=words.moment(signed.at, zone),
        meaning=words(f"review.meaning_{SignatureMeaning(signed.meaning).name.lower()}"),
        version=str(signed.version),
    )
    lines: list[Flowable] = [
        P((Strong(name), f"  {when}"), styles.cell),
        P(words("review.digest", digest=signed.content_digest), styles.note),
    ]
    if signed.withdrawn_at:
        moment = words.moment(signed.withdrawn_at, zone)
        because = signed.withdrawn_because or ""
        withdrawn = words("review.withdrawn", moment=moment, reason=because)
        lines.append(P(Strong(withdrawn), styles.cell))
    return lines


def _to_sign(picture: Picture, styles: Styles) -> list[Flowable]:
    words = picture.words
    below = f"{words('review.sign_here')}  ·  {words('review.sign_when')}"
    return [
        P(words("review.not_signed"), styles.cell),
        Rule(page.SIGN_LINE),
        P(below, styles.note),
    ]
