"""The table of fields of an event file: it types the reader, checks values, and yields schema and docs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from timeline.model import IMPORTANCE

STATUS = ("happened", "ongoing", "planned", "expected", "cancelled", "denied")
PLANS = ("planned", "expected")  # of these
CERTAINTY = ("confirmed", "reported", "claimed", "disputed", "refuted")
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif")
CONFIDENCE = ("stated", "worked-out", "guessed")


@dataclass(frozen=True, slots=True)
class Field:
    """``kind``: text, date, length, choice, names, flag, flag-or-names, point, picture or sources. ``merged``: the machine may change it."""

    name: str
    kind: str
    description: str
    example: str
    values: tuple[str, ...] = ()
    required: bool = False
    merged: bool = False


EVENT = (
    Field("id", "text", "Name of the event for good: part of its public address. Never change it, not even when title or date change.", "2021-08-15-taliban-enter-kabul", required=True),
    Field("title", "text", "What happened, in one sentence that stands alone.", "The Taliban entered Kabul", required=True, merged=True),
    Field("date", "date", "When, as finely as it is known and no finer.", '"2021-08-15"', merged=True),
    Field("length", "length", "How long it lasted, where only that is known.", "P20Y", merged=True),
    Field("summary", "text", "One or two sentences more.", "The capital fell without a battle."),
    Field("status", "choice", "Whether it happened, goes on, is planned or was called off, as far as the sources say.", "happened", STATUS, merged=True),
    Field("certainty", "choice", "How sure we are that it happened.", "reported", CERTAINTY, merged=True),
    Field("people", "names", "Persons who took part.", "[Ashraf Ghani]", merged=True),
    Field("organisations", "names", "Bodies that took part: firms, authorities, movements. Without this line: none.", "[Bank of Norland]", merged=True),
    Field("places", "names", "Where it happened.", "[Kabul]", merged=True),
    Field("tags", "names", "Your own keywords.", "[withdrawal]"),
    Field(
        "importance", "choice", "How much it matters to the story: key events stand on the home page, minor ones only with their article. Without this line: normal.", "key", IMPORTANCE, merged=True
    ),
    Field(
        "needs",
        "text",
        'What a person still has to add: "title" when only the quoted sentence could be shown, "subject" when the title does not say who, "object" when not what. Delete the line when done.',
        "title",
        merged=True,
    ),
    Field("note", "text", "A note for readers: why you changed something. It clears a conflict.", "The ministry corrected the day later."),
    Field("reviewed", "flag", "A person has checked this event. It clears a conflict and the needs-a-look list.", "true"),
    Field("locked", "flag-or-names", "Fields that the machine must leave alone, or true for all of them.", "[title, date]"),
    Field("featured", "flag", "Show it on the home page.", "true"),
    Field("same_as", "names", "Ids of events that were joined into this one, for good; timeline join writes it.", "[2021-08-15-kabul-fell]"),
    Field("not_same_as", "names", "Ids of events that are not this one: they are never joined.", "[2021-08-15-ghani-left]"),
    Field("outcome_of", "names", "Ids of the plans whose outcome this is; timeline outcome writes it. The page of promises then says kept, late or early.", "[2021-04-14-us-to-leave-by-11-september]"),
    Field("replaces", "names", "On a plan: ids of the earlier plans that it replaces.", "[2021-04-14-us-to-leave-by-11-september]"),
    Field("links", "names", "Addresses of more to read; they stand on the card.", "[https://example.org/dossier]"),
    Field("at", "point", "Where on the map it happened, as latitude and longitude: for a spot that the place's name alone does not give.", '"34.5553, 69.2075"'),
    Field("image", "picture", "A picture that lies in content/images/, with what it shows, who made it and under which licence.", "{file: gate.jpg, alt: The gate, credit: Ann Lee}"),
    Field("sources", "sources", "Who says so: the quoted sentences, each with its article and how its date was read.", "- article: 2021-08-16-kabul", merged=True),
)
SOURCE = (
    Field("article", "text", "The article, by the name of its file in seeds/; of a source by hand any name.", "2021-08-16-kabul", required=True),
    Field("quote", "text", "The sentence, word for word.", "The Taliban entered Kabul on Sunday.", required=True),
    Field("expression", "text", "The time expression in it.", "on Sunday"),
    Field("trigger", "text", "The word in it that names the event.", "entered"),
    Field("occurrence", "text", "Which one, where the sentence has the same words twice.", "2"),
    Field("date", "date", "The date that this source gives.", '"2021-08-15"', merged=True),
    Field("length", "length", "The length that this source gives.", "P20Y", merged=True),
    Field("how", "text", "The rule that read the words.", "weekday", merged=True),
    Field("date_confidence", "choice", "How sure the reading of the date is.", "worked-out", CONFIDENCE, merged=True),
    Field("status", "choice", "What this source says of the event.", "happened", (*STATUS,), merged=True),
    Field("title", "text", "Of a source by hand, which is in no file of seeds/: what it is called.", "Taliban enter Kabul"),
    Field("publisher", "text", "Of a source by hand: who published it.", "Harbour Wire"),
    Field("published", "date", "Of a source by hand: when.", '"2021-08-16"'),
    Field("url", "text", "Of a source by hand: its address.", "https://example.org/kabul"),
    Field("archived", "text", "The address of a kept copy of the source.", "https://archive.example/kabul"),
    Field("speaker", "text", "Who claims it, where the source names somebody.", "a Taliban spokesman", merged=True),
)
IMAGE = (
    Field("file", "text", "The name of its file in content/images/: PNG, JPEG, WebP or GIF. An address only where a setting, images_from, names its host.", "gate.jpg", required=True),
    Field("alt", "text", "What it shows, for those who do not see it.", "The gate of the airport, a crowd before it", required=True),
    Field("credit", "text", "Who made it.", "Ann Lee, Harbour Wire"),
    Field("licence", "text", "The licence under which it is shown.", "CC BY 4.0"),
)
BY_NAME = {f.name: f for f in EVENT}
SOURCE_BY_NAME = {f.name: f for f in SOURCE}
IMAGE_BY_NAME = {f.name: f for f in IMAGE}
IDENTITY = ("article", "quote", "trigger", "expression", "occurrence")


def schema() -> str:
    """The JSON Schema (draft-07) of an event file, for completion and hover in editors."""

    def row(f: Field) -> dict[str, Any]:
        base: dict[str, Any] = {"description": f"{f.description} Example: {f.example}"}
        names = {"type": "array", "items": {"type": "string"}, "uniqueItems": True}
        if f.kind == "choice":
            return {**base, "enum": list(f.values)}
        if f.kind == "names":
            return {**base, **names}
        if f.kind == "flag":
            return {**base, "enum": [True, False, "true", "false"]}
        if f.kind == "flag-or-names":
            return {**base, "anyOf": [names, {"enum": [True, "true"]}]}
        if f.kind == "sources":
            return {**base, "type": "array", "items": table(SOURCE, "A source")}
        if f.kind == "picture":
            return {**base, **table(IMAGE, "A picture")}
        if f.kind == "point":
            return {**base, "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}]}
        if f.kind == "date":
            return {**base, "type": ["string", "number", "array"]}
        return {**base, "type": ["string", "number"]}

    def table(fields: tuple[Field, ...], title: str) -> dict[str, Any]:
        return {"type": "object", "title": title, "additionalProperties": False, "required": [f.name for f in fields if f.required], "properties": {f.name: row(f) for f in fields}}

    document = {"$schema": "http://json-schema.org/draft-07/schema#", **table(EVENT, "An event of the timeline")}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
