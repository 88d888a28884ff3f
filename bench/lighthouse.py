"""Lighthouse on home, timeline, fullest month and map of a built site, as a desktop and as a phone: ``python bench/lighthouse.py SITE``

Needs npm and Chromium. The site is served as any host does, compressed and with a day of caching. Prints the four scores of each page and
every point that was lost, with the weight that it has in its category.
"""

from __future__ import annotations

import gzip
import http.server
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

FLAGS = "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update"
site = Path(sys.argv[1]).resolve()


class Compressed(http.server.SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            return self.send_error(404)
        body = gzip.compress(path.read_bytes(), mtime=0)
        self.send_response(200)
        for name, value in (("Content-Type", self.guess_type(str(path))), ("Content-Encoding", "gzip"), ("Content-Length", str(len(body))), ("Cache-Control", "max-age=86400")):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        return None

    def log_message(self, *args: object) -> None:
        return


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), lambda *a: Compressed(*a, directory=str(site)))
threading.Thread(target=server.serve_forever, daemon=True).start()
tool = Path("build/npm/node_modules/.bin/lighthouse")
if not tool.exists():
    subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--no-save", "--prefix", "build/npm", "lighthouse@12", "@knight-lab/timelinejs@3.9.11"], check=True)
month = max(site.glob("[0-9][0-9][0-9][0-9]/[0-9][0-9]/index.html"), key=lambda p: p.stat().st_size)
for page in ("index.html", "timeline/index.html", str(month.relative_to(site)), "map/index.html"):
    for form in ("desktop", "phone"):
        with tempfile.NamedTemporaryFile(suffix=".json") as out:
            url = f"http://127.0.0.1:{server.server_address[1]}/{page}"
            env = os.environ | {"CHROME_PATH": shutil.which("chromium") or ""}
            preset = ["--preset=desktop"] if form == "desktop" else []
            subprocess.run([str(tool), url, "--quiet", f"--chrome-flags={FLAGS}", *preset, "--output=json", f"--output-path={out.name}"], check=True, env=env)
            report = json.loads(Path(out.name).read_text(encoding="utf-8"))
        print(page, form, {c["title"]: round(100 * c["score"]) for c in report["categories"].values()}, flush=True)
        for c in report["categories"].values():
            for ref in c["auditRefs"]:
                audit = report["audits"][ref["id"]]
                if ref["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                    print(f"  {c['title']}: {audit['title']} ({audit['score']:.2f}, weight {ref['weight']}) {audit.get('displayValue', '')}", flush=True)
