"""Pages to disk, then MkDocs: files are written only when their bytes differ, and only ours are ever deleted."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import logging
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from markupsafe import escape

from timeline.problems import Failure
from timeline.settings import Settings
from timeline.site import links, pictures, policy, preview
from timeline.site.head import add_head_elements
from timeline.site.layout import Site
from timeline.site.pages import PAGES
from timeline.slug import BUILT, plain
from timeline.store import files
from timeline.store.fields import PICTURES
from timeline.view.load import Context, Timeline, load_with_context
from timeline.view.text import current_words, set_language

ASSETS = Path(__file__).parent / "assets"
FRESH = Path(__file__).parent.parent / "fresh" / "content" / "pages"
LATEST = "2100-01-01"  # of what a site map may carry
MANIFEST = ".written"
MAP = re.compile(r"^ *- .*\bmap/index\.md *(?:#.*)?\n", re.MULTILINE)  # in the list of pages
TAG, ACCENTED = re.compile(r"<[^>]*>"), re.compile(r"\w*[\u00c0-\u024f]\w*")


class BuildFailed(Failure):
    """MkDocs gave up; the message is its own."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did."""

    timeline: Timeline
    pages: int
    written: int
    index: Path
    rebuilt: bool


def generate(site: Site, content: Path, docs: Path) -> tuple[int, int]:
    """Write all pages, data and assets below ``docs``; the number of files and of those that changed."""
    pages = [p for make in PAGES for p in make(site)]
    wanted: dict[str, str | bytes] = {p.path: p.text for p in pages}
    for folder in (FRESH, content / "pages"):  # a content folder without pages of its own gets those of a fresh project
        wanted.update(list_own_pages(folder))
    wanted.update({f"images/{name}": p.data for name, p in site.pictures.items()})
    wanted.update(preview.pictures(site))
    for path in sorted(p for p in ASSETS.iterdir() if not (p.name.startswith("tl") and p.suffix == ".js")):  # those are parts of what pages load
        wanted[f"assets/{path.name}"] = files.read(path)
    changed = sum(files.write(docs / name, text) for name, text in wanted.items())
    manifest = docs / MANIFEST
    before = manifest.read_text(encoding="utf-8", errors="replace").split("\n") if manifest.is_file() else []
    for name in set(before) - set(wanted) - {""}:
        gone = docs / name
        if gone.is_file() and docs.resolve() in gone.resolve().parents:
            gone.unlink()
            changed += 1
    files.write(manifest, "\n".join(sorted(wanted)))
    return len(wanted), changed


def list_own_pages(folder: Path) -> dict[str, str | bytes]:
    """Pages that people wrote, and the pictures beside them; what a link leads out of the folder to is left out."""
    there = [p for p in sorted(folder.rglob("*")) if p.is_file() and folder.resolve() in p.resolve().parents]
    pages: dict[str, str | bytes] = {p.relative_to(folder).as_posix(): files.read(p) for p in there if p.suffix == ".md"}
    return pages | {p.relative_to(folder).as_posix(): p.read_bytes() for p in there if p.suffix.lower() in PICTURES}


def build(content: Path, site: Path, config: Path, generated: Path, *, settings: Settings | None = None, changed_only: bool = False) -> Built:
    """Generate the pages and build the site strictly. ``changed_only`` leaves pages that did not change as they are. Raises :class:`BuildFailed` with MkDocs' own words."""
    refuse_unsafe_folders(site, content, generated)
    whole = lay_out_site(content, config, settings)
    timeline = whole.timeline
    docs = generated / "docs"
    pages, written = generate(whole, content, docs)
    stamp = digest(docs, config) + repr((whole.settings.builder, whole.settings.map))
    mark = generated / ".built"
    index = site / "index.html"
    if index.is_file() and mark.is_file() and mark.read_text(encoding="utf-8") == f"{stamp} {site.resolve()}":
        return Built(timeline, pages, written, index, False)
    made = generated / "site"  # MkDocs empties its folder; what people put into theirs stays
    local = configuration_for(whole, config, docs, made, generated)
    if whole.settings.builder == "zensical":
        zensical(local)
    else:
        mkdocs(local, timeline.newest, dirty=changed_only and index.is_file() and made.is_dir())
    offline_search(made)
    remove_unused_assets(made)
    links.write(whole, made)
    policy.write(made, hosts(read_config(config)), sorted(whole.settings.images_from), lambda path, text: add_head_elements(whole, path, text))
    copy_changed(made, site)
    files.write(mark, f"{stamp} {site.resolve()}")
    return Built(timeline, pages, written, index, True)


def copy_changed(made: Path, site: Path) -> None:
    """Bring a built site into its folder: files whose bytes differ are written, those of the last build that are no more are deleted, and no others are touched."""
    mark = site / BUILT
    before = set(mark.read_text(encoding="utf-8").splitlines()[1:]) if mark.is_file() else set()
    names = {str(p.relative_to(made)) for p in made.rglob("*") if p.is_file()}
    for name in sorted(names):
        there, data = site / name, (made / name).read_bytes()
        if not there.is_file() or there.read_bytes() != data:
            there.parent.mkdir(parents=True, exist_ok=True)
            there.write_bytes(data)
    root = site.resolve()
    for name in sorted(before - names):
        there = site / name
        if there.is_file() and root in there.resolve().parents:
            there.unlink()
            for folder in there.parents:
                if folder == site or any(folder.iterdir()):
                    break
                folder.rmdir()
    files.write(mark, "\n".join(("Timeline Builder made the files that are named here, and changes no others.", *sorted(names))) + "\n")


def remove_unused_assets(site: Path) -> None:
    """Take out what the theme brings and no reader loads: source maps, and stemmers of other languages than English."""
    for path in (site / "assets").rglob("*.map"):
        path.unlink()
    if current_words()["lang"] == "en":
        shutil.rmtree(site / "assets" / "javascripts" / "lunr", ignore_errors=True)


def lay_out_site(content: Path, config: Path, settings: Settings | None = None) -> Site:
    """The timeline of a content folder with the addresses of its pages, in the language and under the name that ``config`` gives."""
    return lay_out_with_context(content, config, settings)[0]


def lay_out_with_context(content: Path, config: Path, settings: Settings | None = None) -> tuple[Site, Context]:
    """The same, with what a single event is seen in."""
    look = read_config(config)
    set_language(str(get_mapping(look, "theme", config).get("language", "en")))
    get_mapping(look, "extra", config)
    found, context = load_with_context(content, str(look.get("site_name", "Timeline")))
    shown = found.titled() if settings is not None and settings.model_titles else found
    site = Site(shown, correction(look), address(look), str(look.get("site_description", "")), settings or Settings(), pictures.load(content, shown.events))
    return site, context


def get_mapping(look: dict[str, Any], name: str, config: Path) -> dict[str, Any]:
    """A part of mkdocs.yml that has parts itself; a theme may be its name alone. Raises :class:`BuildFailed` for anything else."""
    found = look.get(name) or {}
    if name == "theme" and isinstance(found, str):
        return {"name": found}
    if not isinstance(found, dict):
        raise BuildFailed(f'{config}: "{name}:" takes lines below it, like "name: material"')
    return found


def offline_search(site: Path) -> None:
    """The search index with accented words once more without accents, and all of it as a script: from disk a page may not fetch, but it may load."""
    index = site / "search" / "search_index.json"
    if index.is_file():
        found = json.loads(files.read(index))
        for row in found["docs"]:
            bare = dict.fromkeys(w for word in ACCENTED.findall(f"{row['title']} {TAG.sub(' ', row['text'])}") if (w := plain(word)) != word)
            row["text"] += f" <small>{' '.join(bare)}</small>" if bare else ""
        files.write(index, json.dumps(found, ensure_ascii=False, separators=(",", ":")))
        files.write(index.with_suffix(".js"), "var __index = " + files.read(index))


def refuse_unsafe_folders(site: Path, content: Path, generated: Path) -> None:
    """Raise :class:`BuildFailed` for a site folder that MkDocs would empty and that is not ours to empty."""
    if not content.is_dir():
        raise BuildFailed(f"there is no folder {content}; give the one that holds events/ with --content, or run timeline extract first")
    for ours in (generated, site, *(p for p in generated.parents if p.name == "generated")):  # the preview's lies below it
        if ours.is_symlink():
            raise BuildFailed(f"{ours} is a link, and its files would be deleted where it leads; give a folder")
    for ours in (generated, site):
        files.refuse_links(ours)
    there = site.resolve()
    for other in (content, generated, content.parent / "seeds", Path.cwd()):
        kept = other.resolve()
        if there == kept or there in kept.parents:
            raise BuildFailed(f"--site {site} would be emptied, and {other} lies in it; give a folder of its own")
    for other in (content, content.parent / "seeds"):
        if other.resolve() in there.parents:
            raise BuildFailed(f"--site {site} lies in {other}, whose files are read as articles or events; give a folder of its own")
    if site.is_dir() and any(site.iterdir()) and not (site / BUILT).exists():
        raise BuildFailed(f"{site} holds files that this tool did not build and would delete; give an empty folder, or delete it yourself")


def address(settings: dict[str, Any]) -> str:
    """The site's own address with a slash at its end, "" where ``site_url`` names none."""
    url = str(settings.get("site_url") or "")
    return url.rstrip("/") + "/" if url.startswith(("https://", "http://")) else ""


def correction(settings: dict[str, Any]) -> str:
    """The address of a line of an event file, with {path} and {line} in it: ``correct`` under ``extra``, else made from ``repo_url``."""
    own = str((settings.get("extra") or {}).get("correct", ""))
    repo = str(settings.get("repo_url") or "").rstrip("/")
    for host, between in (("https://github.com/", "/blob/HEAD/"), ("https://gitlab.com/", "/-/blob/HEAD/")):
        if not own and repo.startswith(host):
            own = f"{repo}{between}{{path}}#L{{line}}"
    return own if own.startswith(("https://", "http://")) else ""


def hosts(settings: dict[str, Any]) -> list[str]:
    """Other places that the project's own settings load scripts and styles from: their scheme and host."""
    asked = [str(x.get("path", "")) if isinstance(x, dict) else str(x) for key in ("extra_javascript", "extra_css") for x in settings.get(key) or ()]
    return sorted({"/".join(x.split("/")[:3]) for x in asked if x.startswith(("https://", "http://"))})


def read_config(config: Path) -> dict[str, Any]:
    """The settings of mkdocs.yml. Raises :class:`BuildFailed` with the line where it cannot be read."""
    try:
        settings = yaml.load(files.read(config), Loader=yaml.CBaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise BuildFailed(f"{config}:{mark.line + 1 if mark else 1}: this file cannot be read ({error.problem})") from None
    except (yaml.YAMLError, RecursionError):
        raise BuildFailed(f"{config}: this file cannot be read as YAML") from None
    if not isinstance(settings, dict):
        raise BuildFailed(f'{config}: "site_name: …" and more lines like it are wanted here')
    return settings


def escape_settings(settings: dict[str, Any]) -> dict[str, str]:
    """The settings that the theme prints unescaped, escaped; an ampersand is harmless there and stays, as other places escape it again."""
    return {key: str(escape(settings[key])).replace("&amp;", "&") for key in ("site_name", "site_description", "site_author") if key in settings}


def find_overrides(look: dict[str, Any], config: Path) -> dict[str, Any]:
    """The theme with the folder of its overrides told from the root: the settings that MkDocs reads lie elsewhere. Raises :class:`BuildFailed` where there is no such folder."""
    theme = get_mapping(look, "theme", config)
    if not theme.get("custom_dir"):
        return {}
    folder = config.parent / str(theme["custom_dir"])
    if not folder.is_dir():
        raise BuildFailed(f"{config}: there is no folder {folder}, which custom_dir names under theme")
    return {"theme": {"custom_dir": str(folder.resolve())}}


def digest(docs: Path, config: Path) -> str:
    """A digest of all that MkDocs reads."""
    found = hashlib.sha256(config.read_bytes())
    for path in sorted(docs.rglob("*")):
        if path.is_file():
            found.update(str(path.relative_to(docs)).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def configuration_for(site: Site, config: Path, docs: Path, made: Path, generated: Path) -> Path:
    """Write the configuration that a builder reads: the project's own, with our folders, and without what its settings leave out."""
    local, look, own = generated / "mkdocs.yml", read_config(config), config
    if not site.settings.map:  # builders differ in how they join two lists of pages: the line goes from a copy
        own = generated / "mkdocs-own.yml"
        files.write(own, MAP.sub("", files.read(config)))
    ours = {"INHERIT": str(own.resolve()), "docs_dir": docs.name, "site_dir": made.name, **escape_settings(look), **find_overrides(look, config)}
    files.write(local, yaml.safe_dump(ours))
    return local


def zensical(config: Path) -> None:
    """Run Zensical, the builder by the makers of the theme. It reads the configuration of MkDocs, and keeps what it built beside it.

    Not strictly: it takes the views in our addresses (``#view=2021-08``) for anchors that are missing.
    """
    if importlib.util.find_spec("zensical") is None:
        raise BuildFailed("timeline.yml asks for the builder Zensical, which is not here: pip install zensical")
    done = subprocess.run([sys.executable, "-m", "zensical", "build", "--config-file", str(config)], capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr.partition("Traceback")[0] or done.stderr or done.stdout).splitlines()
        raise BuildFailed("Zensical: " + ("; ".join(line.strip() for line in said if line.strip()) or f"gave up (exit code {done.returncode})"))


def mkdocs(config: Path, newest: str, *, dirty: bool = False) -> None:
    """Run MkDocs. ``newest`` (ISO) is the day that the site map carries; ``dirty`` leaves pages that did not change as they are."""
    import datetime as dt

    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's notice of its end of life frightens newcomers
    if newest:  # nothing reads the clock: the sitemap carries the newest publication date
        day = dt.datetime.fromisoformat(min(newest[:10], LATEST)).replace(tzinfo=dt.UTC)
        os.environ["SOURCE_DATE_EPOCH"] = str(int(day.timestamp()))
    from mkdocs.commands.build import build as run
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, ConfigurationError

    said: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    handler.setLevel(logging.WARNING)
    log = logging.getLogger("mkdocs")
    log.addHandler(handler)
    log.propagate = False
    try:
        loaded = load_config(config_file=str(config), strict=not dirty)  # a partial build warns of itself
        loaded.plugins.on_startup(command="build", dirty=dirty)
        run(loaded, dirty=dirty)
    except (Abort, ConfigurationError, SystemExit) as error:
        raise BuildFailed("; ".join(said) or str(error)) from None
    finally:
        log.removeHandler(handler)
