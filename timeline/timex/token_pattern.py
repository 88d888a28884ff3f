"""The pattern that cuts a text into tokens; the phrases of a language table are cut with it, too."""

from __future__ import annotations

import re

OTHER_CAPITALS = "Α-ΩЀ-ЯҐ"  # of the Greek and Cyrillic alphabets, for patterns of what begins a sentence

BASE = (
    r"(?:[AaPp]\.[Mm]\.?|B\.C\.E\.|B\.C\.?|A\.D\.?|C\.E\.|ca?\.|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Weds|Thur?s?|Fri|Sat|Sun|St|st|Jr)\.)"
    r"|o['’]clock\b|v-[ej]|d-day\b|[^\W\d_]+|['’](?:s|S|ll)\b"
    r"|[0-9]{4}-[0-9][0-9]-[0-9][0-9](?![0-9-])|(?:1[0-9]|20)[0-9]{2}(?P<point>[.-])[0-9]{1,2}(?P=point)[0-9]{1,2}(?![0-9.-]?[0-9])|(?:1[0-9]|20)[0-9]{2}-W[0-5][0-9](?![0-9-])|[0-9]{1,2}(?P<sep>[/.-])[0-9]{1,2}(?P=sep)(?:[0-9]{4}|[0-9][0-9])(?![0-9/])|[0-9]{4}/[0-9][0-9]/[0-9][0-9](?![0-9/])"
    r"|(?:0[1-9]|1[0-2])/(?:1[0-9]|20)[0-9]{2}(?![0-9/])|(?:1[0-9]|20)[0-9]{2}-(?:0[1-9]|1[0-2])(?![0-9-])"
    r"|[0-9]{1,2}[.:][0-9][0-9](?=\s?[AaPp]\.?[Mm]\b)|[0-9]{1,2}:[0-9][0-9](?::[0-9][0-9])?(?![:0-9])"
    r"|[1-4]Q(?:[0-9][0-9]){0,2}\b|[12]H(?:[0-9][0-9]){0,2}\b|[0-9]{1,9}[½¼¾]"
    r"|[0-9]+(?:st|nd|rd|th)\b|(?:(?:1[0-9]|20)[0-9]|[0-9][0-9])0['’]?s\b|['’]?[0-9]0['’]?s\b|['’][0-9][0-9]\b|[0-9]+(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+\.[0-9]+|[0-9]+(?=[AaPp][Mm]\b)|[0-9]+"
    r"|\n\s*\n|\S"
)


def token_pattern(*own: str) -> re.Pattern[str]:
    """The token pattern of a language: what its table adds, before what all languages share."""
    return re.compile("|".join((*own, BASE)), re.IGNORECASE)
