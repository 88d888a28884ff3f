"""Events of languages whose parses are read by a table: labels of a parser -> roles (``languages/<code>/roles.yml``).

Who does what to whom is read from :class:`~timeline.mention.roles.tree.Tree`, which knows neither a parser nor a
language; words come from ``languages/<code>/events.yml``. Titles are the sentence's own words, some left out.
"""
