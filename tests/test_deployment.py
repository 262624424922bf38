"""What docs/deployment.md, the container file and the compose file name exists: paths, commands, settings, options."""

import re
import shutil
import sys
import tomllib
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

import praktik
from assistant import settings

ROOT = Path(__file__).resolve().parent.parent
CONTAINERFILE = (ROOT / "Containerfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
GUIDE = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")
EVERYWHERE = "\n".join((CONTAINERFILE, (ROOT / "compose.yaml").read_text(encoding="utf-8"), GUIDE))


def instructions(name: str) -> list[str]:
    whole = CONTAINERFILE.replace("\\\n", " ")
    return re.findall(rf"^{name} (.+)$", whole, re.MULTILINE)


def command(words: list[str]) -> click.Command | None:
    """The command that these words begin with, as deep as they name one."""
    found: click.Command = praktik.cli
    for word in words:
        if not isinstance(found, click.Group):
            return found
        inner = found.get_command(click.Context(found), word)
        if inner is None:
            return None
        found = inner
    return found


def test_every_path_that_is_copied_exists() -> None:
    for line in instructions("COPY"):
        *sources, _ = line.split()
        for source in sources:
            assert list(ROOT.glob(source)), source


def test_everything_that_is_installed_is_copied() -> None:
    setup = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    copied = {source for line in instructions("COPY") for source in line.split()[:-1]}
    packages = {pattern.removesuffix("*") for pattern in setup["packages"]["find"]["include"]}
    assert packages <= copied
    modules = {f"{name}.py" for name in setup["py-modules"]}
    assert modules <= {path.name for source in copied for path in ROOT.glob(source)}


def test_nothing_that_is_copied_is_ignored() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    copied = {source for line in instructions("COPY") for source in line.split()[:-1]}
    assert not copied & set(ignored)
    assert {".git", ".env", "secrets.toml"} <= set(ignored)


def test_extras_that_are_installed_exist() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    (wanted,) = re.findall(r'"\.\[(.+?)\]"', CONTAINERFILE)
    assert set(wanted.split(",")) <= set(extras)


def test_container_does_not_run_as_root_and_asks_after_itself() -> None:
    assert instructions("USER") == ["praktik"]
    assert CONTAINERFILE.index("USER praktik") < CONTAINERFILE.index("CMD [")
    (check,) = instructions("HEALTHCHECK")
    assert "/_stcore/health" in check
    assert instructions("VOLUME") == ["/data"]
    (environment,) = instructions("ENV")
    assert "PRAKTIK_HOME=/data" in environment


def test_compose_names_what_it_defines() -> None:
    assert set(COMPOSE["services"]) == {"app", "chroma", "database"}
    for service in COMPOSE["services"].values():
        for volume in service.get("volumes", ()):
            assert volume.split(":")[0] in COMPOSE["volumes"]
        for secret in service.get("secrets", ()):
            assert secret["source"] in COMPOSE["secrets"]
    assert COMPOSE["services"]["app"]["build"]["dockerfile"] == "Containerfile"
    assert COMPOSE["services"]["chroma"]["image"] == COMPOSE["services"]["app"]["image"]


def test_only_the_app_is_reached_from_outside_and_only_from_this_machine() -> None:
    ports = {name: service.get("ports", []) for name, service in COMPOSE["services"].items()}
    assert ports == {"app": ["127.0.0.1:8501:8501"], "chroma": [], "database": []}


def test_one_machine_needs_neither_chroma_nor_postgres() -> None:
    assert [name for name, service in COMPOSE["services"].items() if "profiles" not in service] == ["app"]
    app = COMPOSE["services"]["app"]
    assert app["env_file"] == [{"path": ".env", "required": False}]
    assert not {"PRAKTIK_CHROMA_URL", "PRAKTIK_DATABASE_URL"} & app["environment"].keys()
    # An empty setting is none.
    read = settings.read_settings({"PRAKTIK_HOME": "/data", "PRAKTIK_CHROMA_URL": "", "PRAKTIK_DATABASE_URL": ""})
    assert (read.chroma_url, read.database_url) == (None, None)


def test_chroma_program_that_is_started_is_installed() -> None:
    assert COMPOSE["services"]["chroma"]["command"][:2] == ["chroma", "run"]
    assert shutil.which("chroma", path=str(Path(sys.executable).parent))


def test_health_checks_ask_the_ports_that_are_listened_on() -> None:
    assert "8000" in COMPOSE["services"]["chroma"]["command"]
    assert ":8000/" in COMPOSE["services"]["chroma"]["healthcheck"]["test"][-1]
    (app,) = [option for option in praktik.cli.commands["app"].params if option.name == "port"]
    assert app.default == 8501
    assert instructions("EXPOSE") == ["8501"]


@pytest.mark.parametrize("name", sorted(set(re.findall(r"PRAKTIK_[A-Z]+(?:_[A-Z]+)*", EVERYWHERE))))
def test_setting_that_is_named_is_read(name: str) -> None:
    assert f"| {name} |" in str(settings.__doc__)


def named_commands() -> set[str]:
    return set(re.findall(r"praktik ((?:[a-z]+ ?)+(?:--[a-z]+)?)", EVERYWHERE))


@pytest.mark.parametrize("words", sorted(named_commands()))
def test_command_that_is_named_exists(words: str) -> None:
    *names, last = words.split()
    option = last if last.startswith("--") else None
    names = names if option else [*names, last]
    found = command(names)
    assert found is not None
    assert not isinstance(found, click.Group)
    if option:
        assert any(option in param.opts for param in found.params)


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"\]\(([a-z]+\.md)\)|`((?:tests|assistant)/[a-z_/]+\.py)`", GUIDE)))
)
def test_file_that_is_named_exists(path: tuple[str, str]) -> None:
    page, code = path
    assert (ROOT / "docs" / page if page else ROOT / code).is_file()


def test_commands_are_really_found() -> None:
    assert {"ingest", "app", "doctor", "records verify"} <= {words.strip() for words in named_commands()}
