"""Documents in a language with a table of roles -> Mentions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise
from typing import NamedTuple

from timeline.mention import quoted
from timeline.mention.roles.dating import Dated, find_dated
from timeline.mention.roles.gaps import Gap, Shortened, Words, shorten
from timeline.mention.roles.read import load_sets, parse
from timeline.mention.roles.status import find_status, follows_comma
from timeline.mention.roles.tense import PRESENT, find_tense
from timeline.mention.roles.title import cut_plainly, make_titles
from timeline.mention.roles.tree import SUBJECTS, Tree, Word
from timeline.model import Document, Mention, Timex
from timeline.tables import load_table

SHORTEST, LONGEST = 3, 16  # words of a title
MOST_TITLES = 6  # candidates of an event that are looked at
WORD = re.compile(r"[^\W\d_]+")
SURNAME = re.compile(r"[^\W\d_a-zß-ÿ][\w’'-]+")
FIGURE = re.compile(r"[^\s,;.()«»“”\"]*\d[^\s,;()«»“”\"]*")
PLAIN_WORDS = 6  # words of a title that names nobody
SEMICOLON = re.compile(r";\s")
NO_CLAUSE, HABIT = "nothing was found that it dates", "a habit"


class Drawn(NamedTuple):
    """A mention with its candidate titles and the words that each must keep: predicate and subject."""

    mention: Mention
    titles: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()  # candidates that rest on commas alone
    predicate: str = ""
    subject: str = ""
    scene: bool = False  # told in a tense of background: what was going on
    bare: bool = False  # its subject is a noun with an article alone: "the smoke"


def find_mentions(document: Document, timexes: Sequence[Timex]) -> list[Mention]:
    """The mentions of a document, in order: one for each date of a sentence that dates something."""
    dated: list[quoted.DatedSentence] = []
    long: list[quoted.DatedSentence] = []
    for d in quoted.find_dated(document, timexes):
        (dated if d.span[1] - d.span[0] <= quoted.LONGEST_SENTENCE else long).append(d)
    sets, table = load_sets(document.language), load_table(f"{document.language}/roles")
    parts = [(d, *part) for d in dated for part in split_at_semicolons(document.text, d.span)]
    short = [
        shorten(document.text[a:z], a, [t for t in d.timexes if a <= t.start < z and t.type in ("DATE", "TIME")], list(quoted.choose_dates(d.timexes)), sets, str(table.get("stand_in", "")))
        for d, a, z in parts
    ]
    made = [m for (d, a, _), s, tree in zip(parts, short, parse([s.text for s in short], document.language), strict=True) for m in build_mentions(document, d, a, s, tree)]
    made += [Drawn(m) for d in long for m in quoted.tell(document, d)]
    return quoted.mark_lead(document, choose_titles(sorted(made, key=lambda d: d.mention.timex.start), document.language))


def split_at_semicolons(text: str, span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The parts of a sentence between its semicolons: each is a sentence of its own."""
    cuts = [span[0], *(m.end() for m in SEMICOLON.finditer(text, *span)), span[1]]
    return pairwise(cuts)


def build_mentions(document: Document, d: quoted.DatedSentence, start: int, short: Shortened, tree: Tree) -> Iterator[Drawn]:
    """The mentions of a part of a sentence, which begins at ``start``, with their candidate titles."""
    if d.label is not None and start == d.span[0]:
        yield Drawn(quoted.build_mention(document, d.span, d.label, entry=True))
        return
    sets, fine = load_sets(document.language), quoted.FINE_GRANULARITIES
    seen: set[int] = set()
    for gap in sorted(short.gaps, key=lambda g: fine.index(g.timex.granularity) if g.timex.granularity in fine else len(fine)):  # "au début de l'été, le 2 juillet"
        found = find_dated(tree, gap, sets, exact=gap.timex.granularity in fine, ahead=bool(gap.timex.first > document.published[:10] > ""))
        if found is None or found.trigger.i in seen or short.places[found.trigger.start] < 0:
            yield Drawn(replace(quoted.build_mention(document, d.span, gap.timex, entry=False), unused=NO_CLAUSE))
            continue
        seen.add(found.trigger.i)
        drawn = build_mention(document, d, start, short, tree, gap, found)
        verb = found.verb or found.trigger
        habit = any(t.type == "SET" for t in d.timexes) and is_habitual(tree, verb, sets)
        habit = habit or (gap.timex.granularity == "season" and find_tense(tree, verb, sets) == PRESENT)  # "en été, la demande augmente"
        yield drawn._replace(mention=replace(drawn.mention, unused=HABIT)) if habit else drawn


def is_habitual(tree: Tree, verb: Word, sets: Words) -> bool:
    """Whether a verb is in a tense of habits: the present or the imperfect."""
    finite = tree.finite(verb)
    return find_tense(tree, verb, sets) == PRESENT or (finite is not None and "Tense=Imp" in finite.features)


def build_mention(document: Document, d: quoted.DatedSentence, start: int, short: Shortened, tree: Tree, gap: Gap, found: Dated) -> Drawn:
    """One mention and its candidate titles."""
    sets, t = load_sets(document.language), gap.timex
    status = find_status(tree, found, t, document.published, sets)
    plain = quoted.build_mention(document, d.span, t, entry=False)
    at = start + short.places[found.trigger.start]
    subject = tree.subject(found.verb) if found.verb is not None else None
    table = load_table(f"{document.language}/roles")
    made = make_titles(tree, found, gap, sets, table, past=status.status == "happened")
    plainly = cut_plainly(tree, found.trigger, sets) if found.trigger.is_verb and not table.get("verb_second") else iter(())
    figures = set(FIGURE.findall(document.text[slice(*d.span)]))
    gaps = [g.timex for g in short.gaps]
    left_in = [x.text for x in d.timexes if x.edtf and x.type in ("DATE", "TIME") and x not in gaps]

    def says_status(title: str) -> bool:  # what is denied is not told as done
        return status.status != "denied" or not sets["negation"].isdisjoint(w.lower() for w in WORD.findall(title))

    def likely(some: Iterable[str]) -> tuple[str, ...]:
        full = (name_in_full(x, document.text, at) if subject is not None and subject.entity == "person" else x for x in some)
        fit = (x for x in unique(full) if looks_like_title(x, sets) and says_status(x) and not any(said in x for said in left_in) and figures >= set(FIGURE.findall(x)))
        return tuple(islice(fit, MOST_TITLES))

    people, places, organisations = (tuple(names(tree, found, kind)) for kind in ("person", "place", "organisation"))
    m = replace(
        plain,
        status=status.status,
        trigger=(at, at + len(found.trigger.text)),
        lemma=found.trigger.lemma,
        speaker=phrase(tree, status.speaker) if status.speaker is not None and status.speaker.is_noun else "",
        people=people,
        places=places,
        organisations=organisations,
        confidence=t.confidence if found.sure else "guessed",
        unused=status.unused or ("" if plain.unused == quoted.UNCERTAIN else plain.unused),
    )
    finite = tree.finite(found.verb) if found.verb is not None else None
    scene = finite is not None and finite is found.verb and "Tense=Imp" in finite.features
    return Drawn(m, likely(made), likely(plainly), found.trigger.text, subject.text if subject is not None and subject.pos != "PRON" else "", scene, is_bare(tree, subject))


def unique(some: Iterable[str]) -> Iterator[str]:
    """Each text once; no more of them are made than are asked for."""
    seen: set[str] = set()
    for x in some:
        if x not in seen:
            seen.add(x)
            yield x


def name_in_full(title: str, text: str, at: int) -> str:
    """A title that begins with a first name, with the surname that the article has behind it before ``at``, where it has
    only one and the name is nowhere a surname itself.
    """
    first = title.partition(" ")[0]
    behind = {m[1] for m in re.finditer(rf"\b{re.escape(first)} ({SURNAME.pattern})", text[:at])}
    if re.search(rf"[a-zß-ÿ] {SURNAME.pattern} {re.escape(first)}\b", f"a {text}"):
        return title
    alone = not SURNAME.match(title[len(first) + 1 :])
    return f"{first} {behind.pop()}{title[len(first) :]}" if alone and len(behind) == 1 else title


def is_bare(tree: Tree, subject: Word | None) -> bool:
    """Whether a subject is a noun with a definite article and nothing else."""
    return subject is not None and subject.pos == "NOUN" and all(c.role == "determiner" and "Definite=Def" in c.features for c in tree.children(subject))


def names(tree: Tree, found: Dated, kind: str) -> Iterator[str]:
    """The names of a kind in the clause of an event."""
    top = found.verb if found.verb is not None else found.trigger
    inside = tree.below(top) | (tree.below(s) if (s := tree.subject(top)) is not None else frozenset())
    run: list[Word] = []
    for w in [*tree.words_of(inside), None]:
        if w is not None and w.entity == kind and (not run or run[-1].i + 1 == w.i):
            run.append(w)
            continue
        said = tree.text[run[0].start : run[-1].end] if run else ""
        if said[:1].isupper():
            yield said
        run = [w] if w is not None and w.entity == kind else []


def phrase(tree: Tree, w: Word) -> str:
    """The words of a phrase without its clauses, as written."""
    kept = tree.below(w) - frozenset(i for c in tree.children(w) if c.role in ("relative_clause", "apposition", "participle", "conjunct", "conjunction") or c.pos == "PUNCT" for i in tree.below(c))
    return " ".join(tree.text[x.start : x.end] for x in tree.words_of(kept)).replace("' ", "'").replace("’ ", "’")


def looks_like_title(title: str, sets: Words) -> bool:
    """Whether a title may stand by its look: its length, whom it names, its marks."""
    words = [w.lower() for w in WORD.findall(title)]
    elided = {w.lower().replace("’", "'") for w in quoted.WORD.findall(title)}  # "j'ai"
    plain = bool(words) and SHORTEST <= len(title.split()) <= LONGEST and not sets["person"] & (elided | set(words)) and words[0] not in sets["pronouns"]
    return plain and all(title.count(a) == title.count(b) for a, b in ("()", "[]", "«»")) and title.count('"') % 2 == 0 and title.split()[-1].lower() not in sets["open_end"]


def choose_titles(made: Sequence[Drawn], language: str) -> list[Mention]:
    """The mentions with the first candidate that, parsed by itself, has the same predicate and the same subject; one
    without stands as a quotation.
    """
    sets = load_sets(language)
    texts = list(dict.fromkeys(x for drawn in made if not drawn.mention.unused for x in (*drawn.titles, *drawn.plain)))
    parsed = dict(zip(texts, parse(texts, language), strict=True))
    out = []
    for drawn in made:
        title = next((x for x in drawn.titles if x in parsed and says_the_same(parsed[x], drawn.predicate, drawn.subject)), None)
        if title is None:
            title = next((x for x in drawn.plain if x in parsed and stands_alone(parsed[x], drawn.predicate, sets)), None)
        if title is None:  # shown as a quotation, an event has to be told by several, or to be what its article reports
            out.append(replace(drawn.mention, importance="minor") if drawn.mention.how == "quotation" else drawn.mention)
            continue
        said = title.split()
        named = any(w[:1].isupper() or w[:1].isdigit() for w in said[1:])
        particular = named or (len(said) >= PLAIN_WORDS and not drawn.bare)
        out.append(replace(drawn.mention, title=title, how="clause", needs="", importance=drawn.mention.importance if particular and not drawn.scene else "minor"))
    return out


def stands_alone(title: Tree, predicate: str, sets: Words) -> bool:
    """Whether a title is a main clause of its own: one finite verb, its subject a noun in front, no pronoun that stands
    for something outside.
    """
    word = next((w for w in title.words if w.text == predicate), None)
    word = title.words[word.head] if word is not None and word.role == "open_clause" else word  # "s'est fait exploser"
    subject = title.subject(word) if word is not None else None
    plain = word is not None and word.role == "root" and subject is not None and subject.is_noun and subject.i < word.i and subject.head == word.i
    return plain and sum("VerbForm=Fin" in w.features for w in title.words) == 1 and not any(w.text.lower() in sets["pronouns"] for w in title.words)


def is_behind_another(title: Tree, predicate: Word) -> bool:
    """Whether the main verb of a title is another than the one that the parser made of it: "the president lives in a
    country that had confirmed".
    """
    main = next((w for w in title.words if "VerbForm=Fin" in w.features), None)
    if main is None or predicate.is_noun:
        return False
    linked = any("PronType=Rel" in w.features or w.pos == "SCONJ" for w in title.words[: main.i])
    own = {w.i for x in title.above(predicate) for w in (x, *title.children(x, "auxiliary"))}
    return not linked and main.i < predicate.i and main.head != predicate.i and main.i not in own


def says_the_same(title: Tree, predicate: str, subject: str) -> bool:
    """Whether the parse of a title has a word as its predicate or head, and another as that one's subject."""
    word = next((w for w in title.words if w.text == predicate or w.text.lower() == predicate.lower()), None)
    if word is None or (is_behind_another(title, word) and not follows_comma(title, word)):
        return False
    found = title.subject(word)
    chain = (word, *title.above(word))
    governed = (word.is_noun and word.role in SUBJECTS and len(chain) == 2) or all(w.role == "root" or (w.role in ("open_clause", "clause") and w.is_verb) for w in chain)
    return governed and (not subject or found is None or found.text.lower() == subject.lower() or word.is_noun)
