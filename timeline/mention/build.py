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
from timeline.mention.hero import find_hero, is_hero
from timeline.mention.names import Names, find_names
from timeline.mention.parsed import Token
from timeline.mention.participants import name_roles
from timeline.mention.phrases import is_only_date, join, possessive, tidy, trim_phrase
from timeline.mention.pronouns import find_antecedent, find_object_antecedent, find_owner
from timeline.mention.roles.tree import AUXILIARIES, SUBJECTS
from timeline.mention.sentences import Sentence
from timeline.mention.subject import climb_to_verb, find_subject, is_present_passive
from timeline.mention.title import SHORTEST, Title, make_clause_title, make_nominal_title
from timeline.mention.words import words
from timeline.model import Document, Mention, Timex

BARE_NOUN, UNTITLED = "a bare noun: nobody says whose", "no title can be made of it"
UNTOLD = "not told as a fact or a plan"
STATE, ASKED = "how things were, not what was done", f"asked for, {UNTOLD}"
LOST_VERB = "it stands behind an “and” or “but” whose verb was not found"
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
    who, whom = name_roles(trigger, names, dates, at, subject, resolved)
    return replace(made, who=who, whom=whom)


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


def loses_words(verb: Token, dates: frozenset[int]) -> bool:
    """Whether a title would lose what its verb cannot do without: an object that is only a date ("marked the beginning of 1908"), or the "allegedly" of the verb
    that it is joined to.
    """
    dated = any(c.role == "object" and c.i > verb.i and is_only_date(c, dates) for c in verb.children)
    hedged = verb.role == "conjunct" and any(c.lower in words()["hedges"] for c in verb.head.children) and not any(c.lower in words()["hedges"] for c in verb.children)
    return dated or hedged


def says_what_it_is(verb: Token) -> bool:
    """Whether a clause only says what its subject is: "Monday's derailment is the first accident with deaths"."""
    return verb.lemma in words()["be"] and any(c.role in ("predicate", "predicate_adjective") for c in verb.children) and any(c.role in SUBJECTS for c in verb.children)


def find_other_dates(s: Sentence, t: Timex) -> tuple[frozenset[int], bool]:
    """The tokens of other dates that tell which thing is meant, and so stay in a title: "any nation in the 21st century"; and whether the expression is one of
    several dates of a thing, none of which dates it alone: "the launches in 1998 and 2009".
    """
    span, kept, joined = s.tokens(t), set(), False
    own = {x.i for x in span} if span is not None else set()
    for other in s.timexes:
        there = s.tokens(other) if other is not t and other.anchor == "stated" else None
        if there is None or not len(there) or own & {x.i for x in there}:
            continue
        over = there.root.head
        noun = over.head if over.pos == "ADP" else over
        if (noun.pos in ("NOUN", "PROPN", "DET") or noun.role in ("participle", "relative_clause")) and noun.i not in own:
            kept |= {x.i for x in there}
        mine = span.root if span is not None else there.root
        thing = mine.head.head if mine.head.pos == "ADP" else mine.head
        joined |= "/" not in t.edtf and (there.root.head is mine or mine.head is there.root) and (noun if mine.head is there.root else thing).pos in ("NOUN", "PROPN")
    return frozenset(kept), joined


def is_date_of_lost_verb(verb: Token, s: Sentence, t: Timex, dates: frozenset[int]) -> bool:
    """Whether the date belongs to a second verb that the parser did not recognise.

    Pattern: verb with a date of its own, then "and" or "but" that joins no verb, then a word in -ed, then the date.
    """
    at = t.start - s.start
    joins = [c for c in verb.children if c.role == "conjunction" and verb.at < c.at < at and not any(x.role == "conjunct" and x.pos in ("VERB", "AUX") and x.i > c.i for x in verb.children)]
    lost = [
        c for c in joins if any(x.form in ("adjective", "past_participle", "past") and x.lower.endswith("ed") and c.at < x.at < at for x in verb.tree)
    ]  # "adding Greece in 1952 and Spain in 1982" lost none
    return any(verb.i < i < c.i for c in lost for i in dates)


def has_lost_conjunct(verb: Token) -> bool:
    """Whether the parser lost the second of two coordinated verbs: an "and" or "but" behind the verb has no conjunct.

    Example: "Discovered the crime in July but only informed its customers".
    """
    joins = [c.i for c in verb.children if c.role == "conjunction" and c.i > verb.i]
    return any(not any(c.role == "conjunct" and c.i > i for c in verb.children) for i in joins)


def is_appointed_day(verb: Token, dates: frozenset[int]) -> bool:
    """Whether the date is the day that something was set for, not the day of the setting.

    Pattern: verb of setting, object, "for" date. Example: "had set the opening for 10 March".
    """
    what = any(c.role in ("object", "passive_subject") for c in verb.children)
    return what and verb.lemma in words()["setting"] and any(c.role == "preposition" and c.lower in words()["for"] and is_only_date(c, dates) for x in (verb, *verb.children) for c in x.children)


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


def reports_news(saying: Token, title: Title) -> bool:
    """Whether a verb of saying in the past introduces what has been done or will be done, and the title contains it."""
    reported = next((c for c in saying.children if c.role == "clause"), None)
    if reported is None or saying.form != "past" or reported.text not in title.text.split():
        return False
    helpers = {c.lower for c in reported.children if c.role in AUXILIARIES}
    done = reported.form == "past_participle" and helpers & {"has", "have", "had"} and not helpers & words()["possible"]
    return bool(done or helpers & {"will", "'ll"}) and not any(c.role == "conjunction" and c.i == reported.left_edge.i for c in reported.children)


def is_ahead(t: Timex, document: Document) -> bool:
    """Whether an expression names a day to come, or a limit: "by Friday"."""
    return t.signal in ("by", "until", "before") or (bool(t.first) and t.first > document.published[:10] and t.tense != "past")


def is_over(t: Timex, document: Document) -> bool:
    """Whether all days of an expression lie before the publication day."""
    return bool(t.last) and t.last < document.published[:10]


def is_below_attempt(verb: Token) -> bool:
    """Whether a verb is an infinitive below another one that was only tried: "tried to force him to disclose it"."""
    steps, t = 0, verb
    while t.form == "base" and t.role in ("open_clause", "clause") and t.head.pos == "VERB":
        steps, t = steps + 1, t.head
        if steps > 1 and t.lemma in words()["attempts"]:
            return True
    return False


def tells_state(verb: Token) -> bool:
    """Whether a verb says how things were: "the rent stood at 890 euros", "the line was faster". That a person was at a place is an event: "the envoy was in Doha"."""
    if verb.lemma in words()["stand"]:
        return any(c.role == "preposition" and any(g.pos == "NUM" or g.entity in ("MONEY", "CARDINAL", "PERCENT") for g in c.subtree) for c in verb.children)
    if verb.lemma in words()["be"] and not any(c.role in ("predicate", "predicate_adjective") for c in verb.children):
        who = find_subject(verb)
        return who is None or not any(t.entity == "PERSON" for t in who.subtree)
    return (verb.lemma in words()["statistics"] | words()["thinking"]) and not is_passive(verb)


def find_reason_unused(trigger: Token, kind: str, status: str, t: Timex, title: Title) -> str:
    """Why a mention makes no event; "" where it makes one."""
    table, word = words(), trigger.lemma
    if status in factuality.UNCERTAIN:
        return f"{status}, {UNTOLD}"
    more = word in ("add", "quote") and any(
        c.role in ("object", "preposition") and c.lower not in words()["saying_prepositions"] for c in trigger.children
    )  # "added to the gloom", "quoted at 87 cents"
    said = any(c.role in ("clause", "parataxis", "open_clause") for c in trigger.children) or ((word in words()["plain_saying"] or trigger.role in ("parataxis", "adverbial_clause")) and not more)
    demanded = any(c.role == "clause" and c.form == "base" and not any(g.role == "auxiliary" for g in c.children) for c in trigger.children)  # "insisted that the town accept it"
    newsworthy = word in table["reporting"] and t.granularity in ("day", "time") and not title.needs and reports_news(trigger, title)
    if kind == "verb" and word in table["saying"] - table["telling"] and said and not demanded and not newsworthy:
        return "a bare saying"
    if kind == "verb" and status == "happened" and tells_state(trigger):
        return STATE
    if kind == "verb" and is_below_attempt(trigger):
        return f"possible, {UNTOLD}"
    if kind == "verb" and word in ("end", "begin", "start") and trigger.role == "participle" and trigger.head.lemma in table["which"]:
        return "which period is meant"  # "the quarter ended 31 July"
    if word == "date" and kind == "verb":
        return "the date of a document"
    if word == "do" and any(c.lower in words()["so"] for c in trigger.children):
        return UNTITLED  # "they did so in 1818"
    if (kind == "noun" and title.needs) or (trigger.role == "participle" and trigger.head.lower in words()["that_and_those"]):
        return BARE_NOUN
    if len(title.text.split()) < 2:
        return UNTITLED
    return ""
