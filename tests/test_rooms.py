"""The one direction of dependency between the rooms."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ALLOWED = {
    "corpus": {"corpus"},
    "ingest": {"corpus", "ingest"},
    "assistant": {"corpus", "assistant"},
    "evals": {"corpus", "assistant", "evals"},
    "records": {"corpus", "assistant", "records"},
    # The pages stand above the rooms, as the command line does: they read a user's file and show the evals.
    "ui": {"corpus", "ingest", "assistant", "evals", "records", "ui"},
    "app": {"assistant", "ui", "app"},
}
ROOMS = {
    "corpus",
    "ingest",
    "assistant",
    "evals",
    "records",
    "ui",
    "app",
    "praktik",
    "praktik_bench",
    "praktik_doctor",
    "praktik_errors",
    "praktik_health",
    "praktik_law",
    "praktik_records",
    "praktik_show",
}
# Each library with side effects lives in the files named here and nowhere else.
SHELLS = {
    "httpx": {"corpus/chroma_server.py", "ingest/retsinformation.py"},
    "lxml": {"ingest/official/xml_file.py"},
    "pypdf": {"ingest/extract_pdf.py"},
    "alembic": {
        "records/database.py",
        "records/migrations/env.py",
        "records/migrations/versions/0001_conversations_and_feedback.py",
        "records/migrations/versions/0002_record.py",
    },
    "sqlalchemy": {
        "records/audit.py",
        "records/database.py",
        "records/models.py",
        "records/store.py",
        "records/migrations/versions/0001_conversations_and_feedback.py",
        "records/migrations/versions/0002_record.py",
    },
    "streamlit": {"app.py", "evals/load_app.py", "praktik.py"},
    "bm25s": {"assistant/store.py", "ingest/index.py"},
    "chromadb": {"assistant/store.py", "corpus/chroma_server.py", "evals/bench.py", "ingest/index.py"},
    "langchain": {"assistant/llm.py"},
    "langchain_chroma": {"evals/bench.py", "evals/rivals.py"},
    "langchain_core": {"corpus/embedding.py"},
    "langchain_text_splitters": {"evals/bench.py"},
    "langsmith": {"assistant/llm.py"},
    "sentence_transformers": {"corpus/embedding.py", "ingest/embedder.py"},
    "sklearn": {"assistant/understanding/likeness_training.py"},
    "torch": {"ingest/embedder.py", "ingest/ranker_training.py"},
}


def files_of(room: str) -> list[Path]:
    path = ROOT / room
    return sorted(path.rglob("*.py")) if path.is_dir() else [ROOT / f"{room}.py"]


def imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("room", sorted(ALLOWED))
def test_room_imports_only_what_it_may(room: str) -> None:
    for path in files_of(room):
        assert imports(path) & ROOMS <= ALLOWED[room], path


@pytest.mark.parametrize("library", sorted(SHELLS))
def test_library_with_side_effects_stays_in_its_shell(library: str) -> None:
    users = {str(path.relative_to(ROOT)) for room in ROOMS for path in files_of(room) if library in imports(path)}
    assert {user for user in users if not user.startswith("ui/") or library != "streamlit"} == SHELLS[library]
