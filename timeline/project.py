"""A timeline project as a folder: where its configuration is, and how a fresh one is laid out."""

from __future__ import annotations

from pathlib import Path

from timeline import settings as settings_
from timeline.read.articles import Options
from timeline.settings import Settings
from timeline.store import fields, files

TEMPLATE = Path(__file__).parent / "fresh"
PREVIEW = Path("generated") / "preview"  # what timeline serve builds


def configuration() -> Path:
    """The project's mkdocs.yml, or the packaged one where the folder has none."""
    own = Path("mkdocs.yml")
    return own if own.is_file() else TEMPLATE / "mkdocs.yml"


def reading() -> Options:
    """What the project's settings say of its articles."""
    s = settings()
    return Options(s.language, s.publishers, settings_.ORDERS.get(s.day_month_order, ""), s.week_start, s.reported_on)


def settings() -> Settings:
    """The settings of the project in this folder."""
    return settings_.load(Path(settings_.NAME))


def generated(site: Path) -> Path:
    """The generated folder: in the project, or beside the site folder when that is elsewhere."""
    here, there = Path.cwd().resolve(), site.resolve()
    return Path("generated") if here in there.parents else site.parent / "generated"


def lay_out(folder: Path) -> None:
    """Write a fresh project: configuration, door, pages, an example article, editor settings."""
    for path in sorted(TEMPLATE.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":  # pip compiles what it installs
            name = str(path.relative_to(TEMPLATE)).replace("dot-", ".")
            files.write(folder / name, files.read(path))
    write_schemas(folder)


def write_schemas(root: Path) -> None:
    """The schemas that editors use."""
    files.refuse_links(root / "schema")
    files.write(root / "schema" / "event.schema.json", fields.schema())
    files.write(root / "schema" / "timeline.schema.json", settings_.schema())
