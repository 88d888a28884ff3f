"""Titles by leaving out: the clause of an event in its sentence's own words, without its date and loose phrases.

From a relative clause the noun in front takes the pronoun's place, a participle gets its auxiliary; where a language
has its verb second, the subject is put in front. What no candidate can say stays a quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from timeline.mention.roles.dating import Dated, is_boundary
from timeline.mention.roles.gaps import Gap, Words
from timeline.mention.roles.gate import Kept, agrees, may_stand
from timeline.mention.roles.status import find_reporter, follows_comma, governor, speaking, top_of_group
from timeline.mention.roles.tree import CLAUSES, SUBJECTS, Tree, Word

COMMAS = (",", "–", "—", "-")
SPACE = re.compile(r"\s+([,.;:)\]»])")
LOOSE_ENDS = re.compile(r"^[\s,;:–—-]+|[\s,;:.!–—-]+$")
ELIDED = re.compile(r"(?<=\w['’])\s+(?=\w)")


def make_titles(tree: Tree, found: Dated, gap: Gap, sets: Words, table: Mapping[str, Any], *, past: bool) -> Iterator[str]:
    """Candidate titles, the fullest first. ``past``: the event is told as done."""
    trigger, verb = found.trigger, found.verb
    gone = frozenset(w.i for w in tree.words if gap.at <= w.start < gap.end)
    if verb is None or (trigger is not verb and (gap.left_in or tree.subject(verb) is not trigger)):
        yield from (write(tree, chosen) for chosen in noun_phrases(tree, trigger, gone) if may_stand(tree, chosen, sets, gone))
        return
    top = verb
    for _ in tree.words:  # no more steps than words, whatever a parser hangs on what
        if (up := governor(tree, top)) is None or top_of_group(tree, top, sets) is not up:
            break
        top = up
    subject = tree.subject(top)
    if subject is not None and subject.pos in ("PRON", "DET") and top.role != "relative_clause":
        return  # whom the pronoun stands for is not known
    if top.lemma in speaking(sets) and follows_comma(tree, top):
        yield from write_report(tree, top, sets)
        return
    if table.get("verb_second") and top.role not in ("root", "conjunct"):
        return  # its verb stands at the end
    if not agrees(tree, top, tuple(str(table.get("plural_verbs", "")).split())):
        return
    finite, noun = tree.finite(top), find_described(tree, top)
    idle = frozenset(w.i for w in tree.words if w.role == "adverb" and w.lemma in sets["connectives"])
    for full in clauses(tree, top, gone, sets):
        chosen = full - idle
        if not may_stand(tree, chosen, sets, gone):
            continue
        if (finite is not None and finite.i not in chosen) or not keeps_what_is_said(tree, top, chosen, sets) or loses_complement(tree, top, chosen) or has_loose_joint(tree, chosen):
            continue
        if finite is None and top.role != "open_clause":
            done = auxiliary(top, table) if past and not tree.children(top, "auxiliary") else ""
            if done and noun is not None and not any("VerbForm=Fin" in tree.words[i].features for i in chosen):
                inside = tree.below(noun) & chosen - tree.below(top)
                yield f"{write(tree, inside)} {done} {small(write(tree, chosen - inside))}"
            continue
        first = tree.below(subject) & chosen if subject is not None and table.get("verb_second") else frozenset()
        yield write(tree, chosen, first)


def cut_plainly(tree: Tree, trigger: Word, sets: Words) -> Iterator[str]:
    """Candidate titles by the commas and conjunctions of a sentence alone, for parses that went wrong: stretches between
    two of them that hold the trigger, without what is set off by commas, and the two halves of "the man who …". Each has to
    prove itself in a parse of its own.
    """
    n = len(tree.words)
    commas = [w.i for w in tree.words if w.text == ","]
    inserts = [frozenset(range(a, b + 1)) for a, b in pairwise(commas) if not a < trigger.i < b]
    joints = [-1, *(w.i for w in tree.words if w.text in ",;:" or w.pos == "CCONJ"), n]
    stretches = [frozenset(range(a + 1, b)) for a in joints if a < trigger.i for b in reversed(joints) if b > trigger.i]
    who = next((w for w in tree.words[1:n] if "PronType=Rel" in w.features and w.role in SUBJECTS), None)
    finite = [w for w in tree.words if "VerbForm=Fin" in w.features]
    if who is not None and len(verbs := [w for w in finite if w.i > who.i]) > 1:
        second = verbs[1].i
        if trigger.i >= second:
            stretches.insert(0, frozenset(range(n)) - frozenset(range(who.i, second)) - frozenset(i for i in (who.i - 1,) if tree.words[i].text == ","))
        elif trigger.i > who.i:
            stretches.insert(0, frozenset(range(second)) - {who.i} - frozenset(i for i in commas if i < second))
    for kept in stretches:
        yield from (write(tree, k) for k in (kept.difference(*(i for i in inserts if i <= kept)), kept) if may_stand(tree, k, sets))


def small(text: str) -> str:
    """A text with its first letter small."""
    return text[:1].lower() + text[1:]


def auxiliary(participle: Word, table: Mapping[str, Any]) -> str:
    """The auxiliary that makes a participle alone a clause of the past, by its number; "" where the language has none
    or the participle is not of the past.
    """
    if participle.pos != "VERB" or "Tense=Pres" in participle.features or "VerbForm=Inf" in participle.features:
        return ""
    active = not {participle.lemma, participle.text.lower()}.isdisjoint(str(table.get("active_participles", "")).split())
    forms = table.get("active_auxiliary" if active else "passive_auxiliary", {})
    return str(forms.get("plural" if "Number=Plur" in participle.features else "singular", ""))


def write_report(tree: Tree, top: Word, sets: Words) -> Iterator[str]:
    """A report whose subject stands behind its verb, as written, up to the clauses that follow the subject: "…, a annoncé
    le tribunal".
    """
    behind = [w for w in tree.words[top.i + 1 :] if is_boundary(w)]
    kept = frozenset(range(behind[0].i if behind else len(tree.words)))
    yield write(tree, kept)
    while (last := find_last_phrase(tree, top, kept, sets)) is not None and min(tree.below(last) & kept) > top.i:
        kept -= tree.below(last)
        yield write(tree, kept)


def keeps_what_is_said(tree: Tree, top: Word, chosen: Kept, sets: Words) -> bool:
    """Whether a title of a verb of telling says what is told."""
    if top.lemma not in sets["telling"]:
        return True
    return any(c.i in chosen for c in tree.children(top, "object", "clause", "open_clause", "passive_subject")) or top.role == "participle"


def loses_complement(tree: Tree, top: Word, chosen: Kept) -> bool:
    """Whether a title leaves out the phrase right behind its verb."""
    behind = tree.words[top.i + 1] if top.i + 1 < len(tree.words) else None
    return behind is not None and behind.pos not in ("PUNCT", "CCONJ", "SCONJ") and behind.i not in chosen and behind.i in tree.below(top)


def has_loose_joint(tree: Tree, chosen: Kept) -> bool:
    """Whether an "and" lost the word in front of it."""
    return any(w.pos == "CCONJ" and w.i - 1 not in chosen for w in tree.words_of(chosen) if w.i > min(chosen))


def clauses(tree: Tree, top: Word, gone: Kept, sets: Words) -> Iterator[Kept]:
    """The words of a clause, from all that it needs to be true down to what it cannot do without."""
    kept = tree.below(top) - gone
    subject = tree.subject(top)
    reporter = find_reporter(tree, top, sets)
    if reporter is not None:  # "…, a annoncé le tribunal"
        kept -= frozenset(range(min(w.i for w in (reporter, *tree.children(reporter, "auxiliary"))), len(tree.words)))
    kept -= frozenset(range(find_second_clause(tree, top, kept), len(tree.words)))
    for c in tree.children(top):
        if (
            c.role == "parataxis"
            or (c.role in ("conjunction", "marker") and c.i <= min(kept))
            or (c.role in ("conjunct", "adverbial_clause") and is_other_clause(tree, c))
            or (c.pos == "PUNCT" and c.text in "()[]")
        ):
            kept = cut(tree, kept, c)
    if top.role == "relative_clause":
        pronoun = next((c for c in tree.children(top, *SUBJECTS) if c.pos == "PRON"), None)
        if pronoun is None or tree.words[top.head].role == "apposition":
            return
        kept = (kept - {pronoun.i, *(w.i for w in tree.words[: pronoun.i] if w.pos == "PUNCT")}) | (bare(tree, tree.words[top.head]) - with_commas(tree, tree.below(top)) - gone)
    elif tree.finite(top) is None:
        noun = find_described(tree, top)
        if noun is None:
            return
        kept |= bare(tree, noun) - with_commas(tree, tree.below(top)) - gone
        for c in tree.children(noun, "relative_clause", "participle", "apposition", "conjunct"):
            kept = kept if c.i == top.i else cut(tree, kept, c)
    elif subject is None:
        return
    elif subject.head != top.i:
        kept |= tree.below(subject) - gone
    if shares_subject_in_doubt(tree, top):
        return
    core = frozenset({top.i, top.head, *(() if subject is None else (subject.i,))})
    opening = [c for c in tree.children(top) if c.is_verb and c.role not in ("clause", "open_clause", "conjunct") and (subject is None or c.i < subject.i)]
    if subject is not None:  # "Âgée de 90 ans, …"
        opening += [c for c in tree.children(subject, "modifier") if c.i < subject.i and tree.words[max(tree.below(c)) + 1].text == ","]
    for loose in (
        opening,
        [c for c in tree.words if c.role in ("relative_clause", "apposition", "participle", "modifier") and set_off(tree, c)],
        [c for c in tree.words if c.role in ("relative_clause", "participle", "adverbial_clause")],
        [c for c in reversed(tree.children(top, "oblique")) if set_off(tree, c) or (subject is not None and c.i < subject.i)],
    ):
        for c in loose:
            if c.i in kept and c.i not in core and not tree.below(c) & core:
                kept = cut(tree, kept, c)
                if c.role == "oblique":
                    yield kept
        yield kept
    while (last := find_last_phrase(tree, top, kept, sets)) is not None:
        kept -= tree.below(last)
        yield kept


def find_last_phrase(tree: Tree, top: Word, kept: Kept, sets: Words) -> Word | None:
    """The phrase with a preposition that ends the kept words and may be left out; none that stands right behind the verb
    or belongs to a noun by "of".
    """
    inside = [w for w in tree.words_of(kept) if w.role != "mark"]
    found = None
    for c in inside:
        numbers = tree.below(c) & kept
        own = {x.text.lower() for x in tree.children(c, "preposition")}
        if c.role in ("oblique", "noun_modifier") and own and not own & sets["of"] and max(numbers) >= inside[-1].i and min(numbers) > top.i + 1:
            found = c
    return found


def find_described(tree: Tree, participle: Word) -> Word | None:
    """The noun that a participle describes: the one in front of it, or the subject of the main clause that it opens,
    where they agree in number and gender. None where none is certain.
    """
    over = tree.words[participle.head]
    agreement = participle.agreement
    if over.is_noun and over.i < participle.i:
        between = [w for w in tree.words[over.i + 1 : participle.i] if w.is_noun and w.head != over.i and agreement <= w.features]
        return None if between or over.role in ("noun_modifier", "apposition", "name_part") else over
    subject = tree.subject(over) if over.i > participle.i and tree.is_predicate(over) else None
    return subject if subject is not None and subject.is_noun and participle.pos == "VERB" and agreement and agreement <= subject.features else None


def find_second_clause(tree: Tree, top: Word, kept: Kept) -> int:
    """The number of the word with which another main clause begins behind the verb ("et l'Insee prévoit …"); the
    number of words where there is none.
    """
    for joint in tree.words[top.i + 1 :]:
        if joint.i in kept and (joint.pos == "CCONJ" or joint.text == ";"):
            behind = tree.words[joint.i + 1 :]
            verb = next((w for w in behind if "VerbForm=Fin" in w.features), None)
            if verb is not None and not any(w.pos == "SCONJ" or "PronType=Rel" in w.features for w in behind if w.i < verb.i):
                return joint.i
    return len(tree.words)


def shares_subject_in_doubt(tree: Tree, top: Word) -> bool:
    """Whether a verb joined to another by "and" takes that one's subject though a noun stands right in front of it."""
    if top.role not in ("conjunct", "adverbial_clause") or tree.children(top, *SUBJECTS):
        return False
    first = min(w.i for w in (top, *tree.children(top, "auxiliary", "reflexive", "copula")))
    return first > 0 and (tree.words[first - 1].is_noun or tree.words[first - 1].pos == "PRON")


def cut(tree: Tree, kept: Kept, c: Word) -> Kept:
    """The words without a phrase and the commas around it."""
    return kept - with_commas(tree, tree.below(c))


def with_commas(tree: Tree, numbers: Kept) -> Kept:
    """The numbers of a phrase with those of a comma in front of it and behind it."""
    first, last = min(numbers), max(numbers)
    return numbers | frozenset(i for i in (first - 1, last + 1) if 0 <= i < len(tree.words) and tree.words[i].text in COMMAS)


def bare(tree: Tree, noun: Word) -> Kept:
    """The words of a noun's phrase without its preposition."""
    return tree.below(noun) - frozenset(c.i for c in tree.children(noun, "preposition", "copula", "auxiliary"))


def is_other_clause(tree: Tree, c: Word) -> bool:
    """Whether a word makes a clause of its own: it has a finite verb, or is joined to another predicate."""
    return tree.finite(c) is not None if c.role == "adverbial_clause" else tree.is_predicate(c)


def set_off(tree: Tree, c: Word) -> bool:
    """Whether a phrase stands behind a comma or a bracket."""
    first, last = min(tree.below(c)), max(tree.below(c))
    if last + 1 < len(tree.words) and tree.words[last + 1].pos != "PUNCT" and tree.words[last].text not in COMMAS:
        return False  # where it ends is not sure
    return first > 0 and (tree.words[first - 1].text in (*COMMAS, "(", ":") or tree.words[first].text in (*COMMAS, "("))


def noun_phrases(tree: Tree, noun: Word, gone: Kept) -> Iterator[Kept]:
    """The words of a noun's phrase, without its date and what is set off."""
    kept = bare(tree, noun) - gone
    for c in tree.children(noun):
        if c.role in (*CLAUSES, "conjunct", "apposition", "conjunction"):
            kept = cut(tree, kept, c)
    yield kept


def write(tree: Tree, chosen: Kept, first: Kept = frozenset()) -> str:
    """The words as a title: spaces as in the sentence, those in ``first`` in front, a capital, no comma at its ends."""
    said = ""
    for part in (first, chosen - first):
        for w in tree.words_of(part):
            glued = (w.i + 1 in part or w.text[-1:] in "'’") and tree.text[w.end : w.end + 1].strip()
            said += w.text + ("" if glued else " ")
        said = said.rstrip() + " "
    said = LOOSE_ENDS.sub("", ELIDED.sub("", SPACE.sub(r"\1", " ".join(said.split()))))
    return said[:1].upper() + said[1:]
