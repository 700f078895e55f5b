"""Every file below `data/`, damaged in every way that a hand or a disk damages it: told in words with its name, or read as it stands."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from fpdf import FPDF

from core import parameters
from core.content import (
    cases,
    cautions,
    changes,
    checklist,
    council,
    examples,
    glossary,
    municipalities,
    name_aliases,
    new_vision,
    other_schemes,
    policy,
    readings,
    schedule,
    source_short,
    survey,
)
from core.data import reconciliation
from core.data.store import Store
from core.errors import UserError
from core.exports import pdf_face
from core.maps import frames
from core.reading import files
from core.reading.base import CONTENT_DIR
from core.rules import content as rules_content
from core.rules import evidence, first_edition, scenario_json, statements
from core.subsidy import bands
from tests import factory

DATA: Final = CONTENT_DIR.parent
#: Asks for what a file holds, once the file lies at another place.
Read = Callable[[Path, pytest.MonkeyPatch], object]


def at(module: Any, name: str, ask: Callable[[], object]) -> Read:
    """For a file that a module names by a path of its own."""

    def read(file: Path, patch: pytest.MonkeyPatch) -> object:
        patch.setattr(module, name, file)
        return ask()

    return read


def _presets() -> object:
    scenarios = [rules_content.preset_scenario(p) for p in rules_content.load_presets()]
    return scenarios, rules_content.fitted_scenario()


def _first_edition() -> object:
    return scenario_json.from_dict({"schema": first_edition.SCHEMA})


def _subsidy() -> object:
    found = bands.load_rules()
    return found.below_working_price, found.required_share, found.band(0.5), found.confirmed_ends()


def _case(file: Path, _: pytest.MonkeyPatch) -> object:
    for problem in (shelf := cases.load_cases(file.parent)).problems:
        raise problem.error
    return shelf


def _rulebook(file: Path, patch: pytest.MonkeyPatch) -> object:
    patch.setattr(bands, "SUBSIDY_FILE", file.parent / "subsidy.yaml")
    patch.setattr(evidence, "EVIDENCE_FILE", file.parent / "evidence.yaml")
    parameters.rulebook.cache_clear()
    try:
        return parameters.rulebook(folder=file.parent), _subsidy(), evidence.load_evidence()
    finally:
        parameters.rulebook.cache_clear()


def _outlines(file: Path, patch: pytest.MonkeyPatch) -> object:
    patch.setattr(frames, "GEO_DIR", file.parent)
    if file.name == "map_frames.json":
        return frames.frame_of("10"), frames.frame_of("")
    if file.name == "report.json":
        return frames.attribution()
    return frames.readable(file.name), frames.whole(file.name)


def _store(file: Path, _: pytest.MonkeyPatch) -> object:
    return Store(file.parent)


def _example(file: Path, _: pytest.MonkeyPatch) -> object:
    return next(e for e in examples.EXAMPLES if e.name == file.name).text(file.parent)


def _face(file: Path, patch: pytest.MonkeyPatch) -> object:
    patch.setattr(pdf_face, "BUNDLED", file)
    patch.setattr(pdf_face, "_SYSTEM", ())
    face = pdf_face.Face(FPDF())
    face._font.ttfont.close()  # it is drawn with nothing
    return face


#: Everything that the running app reads, below `data/`.
READERS: Final[dict[str, Read]] = {
    "content/area_readings.csv": at(readings, "READINGS_FILE", readings.load_readings),
    "content/cautions.yaml": at(cautions, "CAUTIONS_FILE", cautions.load_cautions),
    "content/designation_coverage.csv": at(rules_content, "COVERAGE_FILE", rules_content.load_incomplete),
    "content/glossary.yaml": at(glossary, "GLOSSARY_FILE", glossary.load_glossary),
    "content/model_statements.yaml": at(statements, "STATEMENTS_FILE", statements.load_statements),
    "content/municipality_area.csv": at(
        municipalities, "MUNICIPALITIES_FILE", municipalities.load_areas_of_municipalities
    ),
    "content/municipality_readings.csv": at(municipalities, "READINGS_FILE", municipalities.load_municipalities),
    "content/name_aliases.yaml": at(name_aliases, "ALIASES_FILE", name_aliases.load_name_aliases),
    "content/other_schemes.yaml": at(other_schemes, "OTHER_SCHEMES_FILE", other_schemes.load_other_schemes),
    "content/presets.yaml": at(rules_content, "PRESETS_FILE", _presets),
    "content/rules_notes.yaml": at(rules_content, "NOTES_FILE", rules_content.load_notes),
    "content/scenario_first_edition.yaml": at(first_edition, "DEFAULTS_FILE", _first_edition),
    "content/source_short.yaml": at(source_short, "SHORT_FILE", source_short.load_source_short),
    "content/survey.yaml": at(survey, "SURVEY_FILE", survey.load_survey),
    "content/cases/_since.yaml": at(changes, "CHANGES_FILE", lambda: [*map(changes.changes_of, cases.cases_at_hand())]),
    "content/cases/_tactics.yaml": at(cases, "TACTICS_FILE", cases.load_cases),
    "content/council/1005.yaml": lambda file, patch: at(council, "COUNCIL_DIR", lambda: council.load_council("1005"))(
        file.parent, patch
    ),
    "content/policy/checklist.yaml": at(checklist, "CHECKLIST_FILE", checklist.load_checklist),
    "content/policy/criteria.yaml": at(policy, "CRITERIA_FILE", policy.load_criteria),
    "content/policy/new_vision.yaml": at(new_vision, "NEW_VISION_FILE", new_vision.load_new_vision),
    "content/policy/roles.yaml": at(policy, "ROLES_FILE", policy.load_roles),
    "content/policy/schedule.yaml": at(schedule, "SCHEDULE_FILE", schedule.load_schedule),
    "content/policy/supports.yaml": at(policy, "SUPPORTS_FILE", policy.load_supports),
    "geo/municipality_points.csv": at(
        municipalities, "POINTS_FILE", lambda: municipalities.load_municipality_points("1005")
    ),
    "reconciliation.json": at(
        reconciliation, "REPORT_FILE", lambda: reconciliation.load_reconciliation(reconciliation.REPORT_FILE)
    ),
    "fonts/NotoSansCJKjp-subset.otf": _face,
}
#: Kinds of files, of which each is read in the same way.
KINDS: Final[tuple[tuple[str, Read], ...]] = (
    (r"content/cases/[^_].+\.yaml", _case),
    (r"content/rules/.+\.yaml", _rulebook),
    (r"content/examples/.+", _example),
    (r"geo/(areas|ground|map|map_frames|map_prefectures|prefectures|report)\.json", _outlines),
    (r"parquet/.+\.parquet", _store),
)
#: What the app never reads: documents, and what `core.ingest` and `core.geo` make data of (tests/ingest/, tests/geo/).
UNREAD: Final = re.compile(
    r".+\.(md|txt)|fonts/subset\.py|content/cases/_template\.yaml"
    r"|content/(designations|island_seeds|retrieved)\.csv|content/(known_defects|sources)\.yaml"
    r"|geo/(area_points|facility_points|facility_points_notes)\.csv"
)
FILES: Final = sorted(str(p.relative_to(DATA).as_posix()) for p in DATA.rglob("*") if p.is_file())
ENGLISH: Final = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{2,}")


def reader_of(name: str) -> Read | None:
    """How the app comes to read a file; None for one that it does not."""
    return READERS.get(name) or next((read for kind, read in KINDS if re.fullmatch(kind, name)), None)


def test_it_is_known_of_every_file_who_reads_it() -> None:
    assert [n for n in FILES if (reader_of(n) is None) != bool(UNREAD.fullmatch(n))] == []
    assert set(READERS) <= set(FILES)


def _as_data(change: Callable[[Any], Any]) -> Callable[[Path, bytes], bytes | None]:
    """A change of what a file says; nothing is to be done for a file of another kind."""

    def harmed(file: Path, whole: bytes) -> bytes | None:
        if file.suffix == ".json":
            return json.dumps(change(json.loads(whole))).encode()
        if file.suffix == ".yaml":
            return yaml.dump(change(yaml.load(whole, yaml.CSafeLoader)), allow_unicode=True).encode()
        return None

    return harmed


def _renamed(said: dict[str, Any]) -> dict[str, Any]:
    return {f"{name}_": value for name, value in said.items()}


def _another(value: Any) -> Any:
    """A value of another type."""
    return [value] if isinstance(value, dict) else {"a": 1} if isinstance(value, list | str) else "多い"


#: A file that is not there, or that ends in its midst (which may still say something), has its own tests below.
DAMAGES: Final[dict[str, Callable[[Path, bytes], bytes | None]]] = {
    "empty": lambda _, __: b"",
    "another encoding": lambda file, whole: (
        "表".encode("cp932") + whole.decode(errors="ignore").encode("cp932", "replace")
    ),
    "no text": lambda _, __: b"\x00\xff\x00PK",
    "deep": lambda _, __: b"[" * 5_000,
    "a list": _as_data(lambda said: [said]),
    "a word": _as_data(lambda _: "x"),
    "another name": _as_data(_renamed),
    "another type": _as_data(lambda said: {name: _another(value) for name, value in said.items()}),
    "nothing in it": _as_data(lambda said: dict.fromkeys(said)),
}


def asked(read: Read, file: Path) -> UserError | None:
    """What is told of the file as it lies there now; None where it can be read."""
    with pytest.MonkeyPatch.context() as patch:
        files._load.cache_clear()
        try:
            read(file, patch)
        except UserError as error:
            return error
    return None


@pytest.mark.parametrize("name", [n for n in FILES if reader_of(n) is not None])
def test_a_damaged_file_is_named_in_words_with_what_to_do(name: str, tmp_path: Path) -> None:
    """Failed before for presets.yaml, scenario_first_edition.yaml, the examples, the face of PDF, and deep JSON."""
    whole, file = (DATA / name).read_bytes(), tmp_path / "folder" / Path(name).name
    if file.suffix == ".parquet":
        factory.write_tables(file.parent, factory.small_tables())
    elif "rules/" in name or "cases/" in name:
        shutil.copytree((DATA / name).parent, file.parent)
    else:
        file.parent.mkdir()
        file.write_bytes(whole)
    read = reader_of(name)
    assert read is not None
    assert asked(read, file) is None
    told = {}
    for damage, harm in DAMAGES.items():
        harmed = harm(file, whole)
        if harmed is None or (damage in ("empty", "deep") and "examples/" in name):  # any text is an example
            continue
        if damage in ("another encoding", "deep") and file.suffix in (".parquet", ".otf"):  # it is no text anyhow
            continue
        file.write_bytes(harmed)
        told[damage] = asked(read, file)
    file.write_bytes(whole[: len(whole) // 2])
    if (error := asked(read, file)) is not None:  # half of a list is a list
        told["cut"] = error
    file.unlink()
    if asked(read, file) is not None or not re.fullmatch(r"content/(council|cases|rules)/[^_].+", name):
        told["missing"] = asked(read, file)
    for damage, error in told.items():
        assert error is not None, damage
        words = f"{error.message}{error.hint}"
        assert file.name in words or file.parent.name in words, (damage, words)
        assert re.search(r"[ぁ-ん]", error.message), (damage, words)
        assert error.hint, (damage, words)
        assert not ENGLISH.search(words), (damage, words)
        assert str(tmp_path) not in words, (damage, words)
