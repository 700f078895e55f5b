"""好事例: one YAML file per case, and the tactics that cases share.

A wrong file never stops the others: `load_cases` returns the good cases and the problems side by side.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from core.content.base import AreaCode, CitedItem
from core.content.source_short import load_source_short
from core.errors import UserError
from core.reading.base import CONTENT_DIR, Content, Slug, Text
from core.reading.files import check_unique, load, load_text, stamp
from core.vocabulary import labels

CASES_DIR = CONTENT_DIR / "cases"
PHOTOS_DIR = CONTENT_DIR / "photos"
TACTICS_FILE = CASES_DIR / "_tactics.yaml"

#: Only a plain web address: the site is shown as a link.
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://[^\s\"'<>]+$")]
PostalCode = Annotated[str, StringConstraints(pattern=r"^\d{3}-\d{4}$")]
#: A file of `photos/`, never a path out of it.
PhotoFile = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*\.(jpg|jpeg|png|webp)$")]


class CaseKind(StrEnum):
    """Kind of institution, in the order of the filters."""

    CLINIC = "clinic"
    HOSPITAL = "hospital"
    PHARMACY = "pharmacy"


CASE_KIND_LABEL: dict[CaseKind, str] = {
    CaseKind.CLINIC: "診療所",
    CaseKind.HOSPITAL: "病院",
    CaseKind.PHARMACY: "薬局",
}
LOCATION_BASIS_LABEL: dict[str, str] = {
    "address": "所在地の位置",
    "municipality": labels.LOCATION_BASIS["municipality"],
}
EFFECT_BASIS_LABEL: dict[str, str] = {"stated": "資料が述べる効果", "aim": "ねらい"}


class Tactic(Content):
    """A kind of measure with the steps to try it at another clinic."""

    id: Slug
    label: Text
    meaning: Text
    checklist: tuple[Text, ...] = Field(min_length=1)


class _Tactics(Content):
    tactics: tuple[Tactic, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def ids_are_unique(self) -> _Tactics:
        check_unique(self.tactics, lambda t: t.id, "取組の id")
        return self


class Person(Content):
    """Head of a clinic or hospital, founder of a pharmacy."""

    role: Literal["院長", "開設者"]
    name: Text


class CardReaders(Content):
    """顔認証付きカードリーダー: number, and place where the source states it."""

    count: int = Field(ge=1)
    placement: str = ""
    placement_stated: bool

    @model_validator(mode="after")
    def place_agrees_with_statement(self) -> CardReaders:
        """An unstated place must stay empty, never guessed."""
        if self.placement_stated != bool(self.placement):
            raise ValueError("placement_stated が true のときだけ placement を書きます")
        return self


class Location(Content):
    """Point on the map; `basis` says whether it is the address or only the municipality."""

    lon: float = Field(ge=122, le=154)
    lat: float = Field(ge=20, le=46)
    basis: Literal["address", "municipality"]
    note: Text
    source_id: str = ""


class Measure(Content):
    """One measure of a case, tagged with tactics; `words` are the paper's own that bear each tag out.

    `is_result`: the paper puts it as a result; it has no tactics.
    """

    heading: Text
    details: tuple[Text, ...] = Field(min_length=1)
    tactics: tuple[Slug, ...] = ()
    words: dict[Slug, Text] = Field(default_factory=dict)
    is_result: bool = False

    @model_validator(mode="after")
    def a_measure_has_tactics_and_a_result_none(self) -> Measure:
        """Only what was done is a tactic."""
        if self.is_result == bool(self.tactics):
            raise ValueError(
                "tactics を1つ以上書いてください(成果を述べる項目なら is_result: true とし、tactics は書きません)"
            )
        return self


class Posting(Content):
    """What was posted where; `wording` only where the source quotes it."""

    what: Text
    where: Text
    wording: str = ""


class Talk(Content):
    """Who speaks to patients and how; `who` stays empty where the source names nobody."""

    who: str = ""
    how: Text
    wording: str = ""


class Effect(Content):
    """An effect the source names, or an aim it gives."""

    text: Text
    basis: Literal["stated", "aim"]


class Photo(Content):
    """Caption of the source; `file` only when a picture was supplied, with the note of consent."""

    caption: Text
    file: PhotoFile | Literal[""] = ""
    consent: str = Field(default="", description="掲載の許可(だれの許可をいつ得たか)")

    @property
    def path(self) -> Path | None:
        """The picture, or None where no file is supplied."""
        return PHOTOS_DIR / self.file if self.file and (PHOTOS_DIR / self.file).is_file() else None


class Paper(Content):
    """The paper of a case that the registry of sources does not have: a prefecture's own."""

    title: Text = Field(description="資料の題名")
    url: WebAddress | Literal[""] = ""


class Case(CitedItem):
    """One 好事例. `headline` quotes the official headline; every other sentence is in own words.

    `paper`: only where `source_id` is none of the registry's; it then names the paper.
    """

    kind: CaseKind
    name: Text
    person: Person
    card_readers: CardReaders
    postal_code: PostalCode | Literal[""] = ""
    address: Text
    municipality: Text
    area_code: AreaCode
    website: WebAddress | Literal[""] = ""
    location: Location
    headline: Text
    point: Text
    tomorrow: Text = Field(description="明日からの一歩(この事例から)")
    measures: tuple[Measure, ...] = Field(min_length=1)
    postings: tuple[Posting, ...] = ()
    talk: Talk
    effects: tuple[Effect, ...] = ()
    photos: tuple[Photo, ...] = ()
    as_of: date
    publisher: Text
    paper: Paper | None = None

    @property
    def tactics(self) -> tuple[str, ...]:
        """Tactic ids of all measures, each once, in the order of the measures."""
        return tuple(dict.fromkeys(t for m in self.measures for t in m.tactics))

    @property
    def kind_label(self) -> str:
        """診療所 / 病院 / 薬局."""
        return CASE_KIND_LABEL[self.kind]


@dataclass(frozen=True, slots=True)
class Problem:
    """A case file that was skipped, with the words for the notice."""

    file: str
    error: UserError


@dataclass(frozen=True, slots=True)
class CaseShelf:
    """Good cases in file order and the files that were skipped."""

    cases: tuple[Case, ...]
    problems: tuple[Problem, ...]

    def get(self, case_id: str) -> Case | None:
        """The case with this id, or None."""
        return next((c for c in self.cases if c.id == case_id), None)


def load_tactics() -> tuple[Tactic, ...]:
    """The tactics in the order of filters and matrix columns."""
    return load(_Tactics, TACTICS_FILE).tactics


def cases_at_hand() -> tuple[Case, ...]:
    """The cases that can be read: none where what all of them need cannot, which the pages of cases tell and no other page has to."""
    try:
        return load_cases().cases
    except UserError:
        return ()


def load_cases(directory: Path = CASES_DIR) -> CaseShelf:
    """All case files of `directory` (names starting with `_` are no cases), ordered by area and kind.

    A file that is not a valid case becomes a `Problem`; no error is raised for it.
    """
    tactics = {t.id: t.label for t in load_tactics()}
    cases: list[Case] = []
    problems: list[Problem] = []
    for path in sorted((*directory.glob("*.yaml"), *directory.glob("*.yml"))):
        if path.name.startswith("_"):
            continue
        try:
            cases.append(_checked(load(Case, path), path, tactics))
        except UserError as error:
            problems.append(Problem(path.name, error))
    order = list(CaseKind)
    cases.sort(key=lambda c: (order.index(c.kind), c.area_code, c.id))
    return CaseShelf(tuple(cases), tuple(problems))


def read_case(text: str, name: str, *, photos_follow: bool = False) -> Case:
    """A case from the text of its file, checked as the shelf checks it. UserError lists what is wrong. `name`: name of the file.

    `photos_follow`: the photo files are handed over together with the file, so they need not be there yet.
    """
    tactics = {t.id: t.label for t in load_tactics()}
    return _checked(load_text(Case, text, name), Path(name), tactics, photos_follow=photos_follow)


@lru_cache(maxsize=256)
def _is_picture(path: Path, changed: int) -> bool:
    from PIL import Image  # where there is a picture; no other page needs it

    try:
        with Image.open(path, formats=("JPEG", "PNG", "WEBP")) as picture:
            picture.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False
    return True


def _checked(case: Case, path: Path, tactics: dict[str, str], *, photos_follow: bool = False) -> Case:
    """What one file alone cannot know: its name, its paper, the tactics and the photo files."""
    if case.id != path.stem:
        raise UserError(
            f"{path.name}: 項目「id」({case.id})がファイル名と違います。", f"id を {path.stem} にしてください。"
        )
    if case.paper is None and case.source_id not in load_source_short():
        raise UserError(
            f"{path.name}: 項目「source_id」の「{case.source_id}」は、登録された資料のIDではありません。",
            "自県の資料なら、項目「paper」の title に資料の題名を書いてください。登録された資料は「データと出典」の一覧にあります。",
        )
    for number, measure in enumerate(case.measures, start=1):
        for tactic in measure.tactics:
            if tactic not in tactics:
                allowed = "、".join(f"{key}({label})" for key, label in tactics.items())
                raise UserError(
                    f"{path.name}: 項目「measures[{number}].tactics」の「{tactic}」は取組の種類にありません。",
                    f"使える値: {allowed}。種類を足すときは _tactics.yaml に書いてください。",
                )
        if bare := [t for t in measure.tactics if t not in measure.words]:
            raise UserError(
                f"{path.name}: 項目「measures[{number}].words」に、取組「{bare[0]}」({tactics[bare[0]]})の根拠となる資料の語がありません。",
                f"words の下に「{bare[0]}: 資料の語をそのまま」と書いてください。資料に当たる語がなければ、tactics から消してください。",
            )
    for number, photo in enumerate(case.photos, start=1):
        if photo.file and photo.path is None and not photos_follow:
            raise UserError(
                f"{path.name}: 項目「photos[{number}].file」の「{photo.file}」が photos フォルダーにありません。",
                "画像を data/content/photos/ に置くか、file の行を消してください。",
            )
        if photo.path is not None and not _is_picture(photo.path, stamp(photo.path)):
            raise UserError(
                f"{path.name}: 項目「photos[{number}].file」の「{photo.file}」を画像として読めません。",
                "JPEG・PNG・WebP の画像を置き直すか、file の行を消してください。",
            )
        if photo.file and not photo.consent:
            raise UserError(
                f"{path.name}: 項目「photos[{number}].consent」(掲載の許可)がありません。",
                "だれの許可をいつ得たかを書いてください。写る人の同意も確かめてください。",
            )
    return case
