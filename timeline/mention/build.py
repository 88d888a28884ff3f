"""An event word (trigger) and its date -> Mention: status, speaker, title, people and places."""

from __future__ import annotations

import re
from dataclasses import replace

from timeline.mention import factuality
from timeline.mention.attach import Attachment
from timeline.mention.candidates import Draft, make_draft
from timeline.mention.clause import Clause, is_passive
from timeline.mention.constructions import find_accusing_verb, find_gapped_object, find_statement_subject, find_venue_verb
from timeline.mention.corrections import is_moving
from timeline.mention.definite import resolve_definite
from timeline.mention.doubts import find_other_dates, has_lost_conjunct, is_appointed_day, is_date_of_lost_verb, loses_words, says_what_it_is
from timeline.mention.hero import find_hero, is_hero
from timeline.mention.names import Names, find_names
from timeline.mention.parsed import Token
from timeline.mention.participants import name_roles
from timeline.mention.phrases import is_only_date, join, possessive, tidy, trim_phrase
from timeline.mention.pronouns import find_antecedent, find_object_antecedent, find_owner
from timeline.mention.roles.tree import SUBJECTS
from timeline.mention.sentences import Sentence
from timeline.mention.subject import climb_to_verb, find_subject, is_present_passive
from timeline.mention.title import SHORTEST, Title, make_clause_title, make_nominal_title
from timeline.mention.unused import ASKED, LOST_VERB, find_reason_unused, is_ahead, is_over
from timeline.mention.words import words
from timeline.model import Document, Mention, Timex

LONGEST_JOINED = 16  # words of a title of two clauses


def confirm_referent(found: str, word: Token | None, names: Names) -> str:
    """The antecedent ``found`` for a word, where no other is possible; "" otherwise, and the word stays as written.

    Safe are: the only person whom the article names; a phrase that contains the word itself ("Environment Agency ...
    the agency"); a thing described in small letters.
    """
    if not found:
        return ""
    if word is not None and word.pos == "NOUN" and word.lower in found.lower():
        return found
    if found.startswith("The ") and found[4:].islower():
        return found  # "The ferry left. It sank": a thing, whoever else is named
    people = {n for n in names.people.values() if n}
    return found if len(people) == 1 and any(found == n or found == n.split()[-1] for n in people) and not any(not n for n in names.people.values()) else ""


def make_unused_mention(document: Document, s: Sentence, t: Timex, found: Attachment, why: str) -> Mention:
    """A mention that makes no event; ``why`` is the reason, which the article's page shows. It gets no title."""
    found = correct_trigger(found)
    return make_mention(document, s, t, found, find_status(document, t, found), Title("", ""), unused=why)


def build_mention(document: Document, s: Sentence, t: Timex, found: Attachment, dates: frozenset[int], names: Names, gathering: Token | None = None) -> Mention:
    """One mention with status, speaker, title, people and places.

    ``dates`` are the numbers of all tokens of time expressions in the sentence; ``gathering`` is the token of a
    meeting whose participants do what the trigger names.
    """
    found = correct_trigger(found)
    asked = move_to_request(found)
    if asked is not found and is_ahead(t, document):  # "ordered him to leave by Friday": the day of what is asked, not of the asking
        if asked.trigger.lemma not in words()["ordering"]:
            return make_unused_mention(document, s, t, found, ASKED)
    else:
        found = asked
    trigger, word = found.trigger, found.trigger.lemma
    status = find_status(document, t, found)
    negated_until = status == "denied" and t.signal == "until" and any(c.role == "negation" for c in trigger.children)
    if negated_until:  # "had not paid until Thursday": then they did
        status = "happened" if is_over(t, document) or t.last == document.published[:10] else "planned"
    ahead = found.kind == "verb" and status == "happened" and is_appointed_day(trigger, dates)
    status = "planned" if ahead else status
    verb = trigger if found.kind == "verb" else climb_to_verb(trigger.head)
    if is_date_of_lost_verb(verb, s, t, dates):
        return make_unused_mention(document, s, t, found, LOST_VERB)
    subject = find_subject(verb) if verb.pos in ("VERB", "AUX") else None
    if subject is not None and subject.i in dates:  # "in mid-February the Germans attacked", of which the parser makes two subjects
        subject = next((c for c in verb.children if c.role in SUBJECTS and c.i not in dates), subject)
    at = s.start + trigger.at
    said = factuality.find_speaker(trigger)
    speaker = names.full(join(trim_phrase(said, dates)), said, at) if said is not None and said.pos != "PRON" else ""
    if gathering is not None:
        host = tidy(join(trim_phrase(gathering, dates)))
        resolved = f"participants in {host[0].lower()}{host[1:]}"
    else:
        hero = find_hero(document, names)
        resolved = hero.name if hero is not None and is_hero(subject, s, names, hero) else ""
        resolved = resolved or confirm_referent(find_antecedent(subject, s, names) or resolve_definite(subject, s, names, dates), subject, names)
    doing = trigger
    if found.kind == "verb" and word in words()["plan"] and status in ("planned", "expected"):
        doing = next((c for c in trigger.children if c.role == "open_clause" and c.form == "base"), trigger)  # "it intends to reach half the market": to reach, not to intend
    owner = confirm_referent(find_owner(trigger if found.kind == "noun" and trigger.pos == "NOUN" else subject, verb, s, names), None, names)
    clause = Clause(
        doing,
        subject,
        status,
        dates,
        names,
        resolved,
        owner,
        at,
        negated_until,
        lambda word, c, named: confirm_referent(find_object_antecedent(word, c.trigger, c.subject, named, s, names), word, names),
    )
    title = make_verb_title(clause, trigger, s, t, is_over(t, document)) if found.kind == "verb" else make_noun_title(clause, verb, s, t)
    shared, own = find_other_dates(s, t)
    drawn = make_draft(
        trigger,
        Title("", "") if shared else title,
        subject,
        resolved,
        dates - shared,
        names,
        at,
        t,
        tuple(x.text.lower() for x in s.timexes if x.granularity in ("day", "minute") and x.anchor != "stated"),
    )
    if (
        ahead or has_lost_conjunct(verb) or (found.kind == "noun" and is_moving(verb)) or own or loses_words(verb, dates) or (found.kind == "noun" and says_what_it_is(verb))
    ):  # "postponed until Friday": not the postponing
        drawn = replace(drawn, titles=())  # the setting was on another day; what belongs to which verb is not known: the sentence is quoted
    apart = [c for c in verb.children if c.role == "conjunct" and c.pos == "VERB" and c.i != trigger.i and any(x.i in dates for x in c.subtree)]
    second = {x.i for c in apart for x in c.subtree}  # what another clause with a date of its own names
    around = (x for x in (*trigger.subtree, *(subject.subtree if subject is not None else ())) if x.i not in second)
    people, *others = find_names(around, names, s.tree)
    people = tuple(dict.fromkeys((*([hero.name] if hero is not None and resolved == hero.name else []), *people)))
    named = (people, *others)
    made = make_mention(document, s, t, found, status, title, speaker, named, find_reason_unused(trigger, found.kind, status, t, title), drawn)
    under = verb if found.kind == "noun" and trigger.role in ("object", "passive_subject") and verb.pos == "VERB" else None
    who, whom = name_roles(under or trigger, names, dates, at, subject, resolved)
    return replace(made, deed=under.lemma if under is not None else "", who=who, whom=whom)


def make_mention(document: Document, s: Sentence, t: Timex, found: Attachment, status: str, title: Title, speaker: str = "", named: tuple[tuple[str, ...], ...] = ((), (), ()),
            unused: str = "", drawn: Draft | None = None) -> Mention:  # fmt: skip
    """The :class:`~timeline.model.Mention` from its parts; ``named`` are people, places and organisations, offsets count characters of the document's text."""
    word = trigger = found.trigger
    if word.lemma in words()["be"]:
        trigger = next((c for c in word.children if c.role == "predicate_adjective" and c.pos == "ADJ"), word)  # "was worth": the adjective names what was so
    at = s.start + trigger.at
    people, places, organisations = named
    return Mention(document.id, title.text, title.how, title.needs, status, (at, at + len(trigger.text)), word.lemma, t, (s.start, s.end), speaker, people, places, t.edtf,
                   "" if t.edtf else t.length, t.confidence if found.certain else "guessed", unused, organisations=organisations, draft=drawn)  # fmt: skip


def find_status(document: Document, t: Timex, found: Attachment) -> str:
    """Whether the event happened, is planned, denied and so on: one of the values of
    :mod:`timeline.mention.factuality`.
    """
    return factuality.find_status(found.trigger, found.kind, t.edtf, document.published, t.tense) if t.edtf else find_lasting_status(found, document)


def correct_trigger(found: Attachment) -> Attachment:
    """The attachment moved to the head verb, where the parser took a noun behind "to" for a verb ("brought him to
    power") or the trigger is a predicate adjective ("was aware of it").
    """
    t = found.trigger
    noun = t.role == "adverbial_clause" and t.form == "singular"
    to_power = found.kind == "verb" and (noun or (t.lemma in words()["power"] and t.role == "open_clause")) and t.head.pos == "VERB"  # "brought him to power"
    aware = t.pos == "ADJ" and t.role == "predicate_adjective" and t.head.pos in ("VERB", "AUX")  # "was aware of it"
    return Attachment(t.head, certain=found.certain) if to_power or aware else found


def move_to_request(found: Attachment) -> Attachment:
    """From a complement to the verb of asking, recommending or proposing above it.

    Example: "recommended that it be repaired": recommended.
    """
    t = found.trigger
    over = t.head
    below = found.kind == "verb" and t.role in ("clause", "open_clause") and over.pos == "VERB" and over.lemma in words()["asking"]
    bare = t.form == "base" and not any(c.role == "auxiliary" and c.lower in words()["will"] for c in t.children)
    return Attachment(over, certain=found.certain) if below and (bare or is_passive(t)) else found


def find_lasting_status(found: Attachment, document: Document) -> str:
    """Status of an event that is known only by its length: ``ongoing``, or ``happened`` where its sentence says that
    it ended.
    """
    host = climb_to_verb(found.trigger.head)
    ended = (host.lemma in words()["ending"] and host.form in ("past", "past_participle")) or (host.lemma in words()["support"] and host.form == "past")
    ended = ended and found.trigger.role == "object"
    denied = factuality.find_status(found.trigger, found.kind, "", document.published, "") == "denied"
    return "happened" if ended or denied else "ongoing"


def make_verb_title(c: Clause, trigger: Token, s: Sentence, t: Timex, past: bool) -> Title:
    """The title of an event that a verb names: its own clause, or the clause of the verb above where only that one is
    stated as done ("was accused of killing"). ``past``: the days of the expression are over.
    """
    table, over = words(), trigger.head
    accuser = find_accusing_verb(trigger, table) or find_accusing_verb(over, table)
    if accuser is not None:
        return make_clause_title(replace(c, trigger=accuser, subject=find_subject(accuser), status="happened", resolved="", owner=""))  # "was accused of killing": not that he did
    if (title := make_denial_title(c, trigger, s)) is not None:
        return title
    if trigger.role == "open_clause" and over.lemma in table["attempts"]:
        return make_clause_title(replace(c, trigger=over))  # "they attempted to cross": not that they crossed
    if trigger.role == "open_clause" and trigger.form == "base" and c.status == "planned" and over.lemma in table["plan"] and over.form == "past" and past:
        return make_clause_title(replace(make_matrix_clause(c, over, s), status="happened"))  # "decided to run in 1910": whether he ran is not told
    if trigger.role == "open_clause" and trigger.form in ("present_participle", "past_participle") and over.lemma in table["met"] and is_passive(over):
        return make_clause_title(replace(c, trigger=over))  # "was found floating"
    if trigger.role == "clause" and over.lemma in table["opinion"] and over.form in ("past", "present", "third_person") and c.status == "happened":
        return make_clause_title(make_matrix_clause(c, over, s))  # "the police believe that he was behind it": not that he was
    host = find_statement_subject(trigger, table)
    if host is not None and trigger.lemma in table["publishing"]:
        agent = c.names.full(join(trim_phrase(host, c.dates)), host, c.at)
        return Title(tidy(f"{possessive(agent)} {over.lemma} was {trigger.lower}"), "clause")  # "said in a letter published on Monday"
    if host is not None:
        return make_nominal_title(replace(c, trigger=over), c.names.full(join(trim_phrase(host, c.dates)), host, c.at))
    return make_clause_title(replace(c, only=find_gapped_object(trigger, s, t, c.dates)))


def make_denial_title(c: Clause, verb: Token, s: Sentence) -> Title | None:
    """The title where a verb above denies the event, does not plan it or does not believe it: the clause of that
    verb, with its subject. None where no such verb governs it. Example: "the council denied that it had sold the
    meadow".
    """
    table, over = words(), verb.head
    refused = over.lemma in table["deny"]  # "the council denied that it had sold the meadow"
    unmeant = over.lemma in table["plan"] | table["opinion"] and any(x.role == "negation" for x in over.children)  # "did not plan to remove him", "do not think it will close"
    if c.status != "denied" or verb.role not in ("clause", "open_clause") or not (refused or unmeant) or over.form not in ("base", "past", "past_participle", "third_person", "present"):
        return None
    return make_clause_title(replace(make_matrix_clause(c, over, s), status="happened" if refused else "denied"))


def make_matrix_clause(c: Clause, over: Token, s: Sentence) -> Clause:
    """The clause of the verb above (``over``), with the subject of that verb."""
    doer = find_subject(over)
    same = doer is not None and c.subject is not None and doer.i == c.subject.i
    return replace(c, trigger=over, subject=doer, resolved=c.resolved if same else find_antecedent(doer, s, c.names), owner="")


def make_noun_title(c: Clause, verb: Token, s: Sentence, t: Timex) -> Title:
    """The title of an event that a noun names: the noun phrase, or the clause of its verb where the noun alone says
    too little.
    """
    table, noun, subject = words(), c.trigger, c.subject
    if (denied := make_denial_title(c, verb, s)) is not None:
        return denied
    if verb.lemma in table["moving"] | table["moving_apart"] and noun.role in ("passive_subject", "object") and c.status in ("planned", "expected"):
        return Title(tidy(f"{join(trim_phrase(noun, c.dates))} to be held"), "clause")  # "the hearing was adjourned until Friday"
    agent = c.names.full(join(trim_phrase(subject, c.dates)), subject, c.at) if subject is not None and subject.pos != "PRON" and noun not in subject.subtree else ""
    title = make_nominal_title(c, agent)
    if c.status == "cancelled" and noun.role == "passive_subject" and subject is not None:
        c, title = replace(c, status="happened"), Title("", "clause")  # "the service was called off"
    was = verb.lemma in words()["be"] and noun.role == "subject" and any(x.role in ("predicate", "predicate_adjective") and x.i not in c.dates for x in verb.children)
    if title.needs and was:
        title = make_clause_title(replace(c, trigger=verb, owner=find_owner(subject, verb, s, c.names)))  # "sales for the year were $6 billion"
    light = verb.lemma in (table["light"] - table["aspect"]) | table["setting"] | table["cancel"]
    moves = verb.lemma in words()["state_changes"] and any(x.role == "preposition" and x.lower in words()["state_prepositions"] and not is_only_date(x, c.dates) for x in verb.children)
    does = not is_present_passive(verb) and noun.role in SUBJECTS and (moves or not light)  # "the war fell into a stalemate"
    owned = any(x.role == "possessor" and x.i not in c.dates for x in noun.children)
    supported = verb.lemma in table["support"] and factuality.find_verb_status(verb, table) == "happened"  # "reported a loss of $9 million": who did
    size = len(title.text.split())
    now = verb.form in ("third_person", "present") and c.status == "happened" and size > 1  # "follows two rulings last June": the rulings
    short = noun.role == "object" and not owned and not now and (size < SHORTEST or supported)
    if t.edtf and verb.pos == "VERB" and subject is not None and (does or not title.text or short):
        title = make_clause_title(replace(c, trigger=verb, owner=find_owner(subject, verb, s, c.names)))
    if title.needs and noun.pos == "NOUN" and (more := resolve_definite(noun, s, c.names, c.dates)):
        return Title(tidy(re.sub("^The ", "", more)), "nominal")  # "Thursday's ruling": which
    host = find_venue_verb(noun, s, t, c.dates) if t.edtf and title.needs else None
    return make_clause_title(replace(c, trigger=host, subject=find_subject(host), resolved="", owner="")) if host is not None else title
