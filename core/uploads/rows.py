"""One row of each table that can be brought in, as pydantic reads it: Japanese headings to the entries of a scenario.

Cells are text. A refusal names the heading; the validation context holds `areas` (area_code → 構想区域名).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, model_validator

from core.data.bed_names import bed_words
from core.errors import FieldError
from core.reading.refusals import clipped
from core.rules.choices import RevalidationState
from core.rules.entries import Explained, Nomination, Occupancy, Revalidation
from core.rules.evidence import load_evidence
from core.text.normal import kept
from core.vocabulary.terms import BedFunction, area_code

CODE, NAME, FUNCTION = "区域コード", "構想区域名", "病床機能"
STATE, FACILITY, PERCENT = "対応状況", "医療機関名", "病床利用率(%)"
REASON, CITED, SOURCE, BEDS = "理由", "根拠", "出典", "説明できる床数"
_STATES: Final = {
    "検証中": RevalidationState.VERIFYING,
    "検証未開始": RevalidationState.NOT_STARTED,
    "未開始": RevalidationState.NOT_STARTED,
    "検証済": RevalidationState.DONE,
    "検証済み": RevalidationState.DONE,
    "対象なし": RevalidationState.NONE,
}


def _refuse(message: str, heading: str = "") -> FieldError:
    return FieldError(heading, message, "")


def _filled(text: str) -> str:
    if not text.strip():
        raise _refuse("空です。")
    return text.strip()


def _one_of(known: Callable[[], Mapping[str, Any]]) -> BeforeValidator:
    def chosen(text: str) -> Any:
        value, words = kept(_filled(text)), known()
        if value not in words:
            raise _refuse(f"「{clipped(value)}」は使えません。使える値: {'、'.join(words)}")
        return words[value]

    return BeforeValidator(chosen)


def _figure(low: float, high: float, unit: str) -> BeforeValidator:
    """A number as people write it: separators, the unit behind it, ▲ for a minus."""

    def figure(text: str) -> float:
        plain = kept(_filled(text)).replace(",", "").removesuffix(unit).strip()
        plain = plain.replace("▲", "-").replace("△", "-")
        try:
            value = float(plain)
        except ValueError:
            raise _refuse(f"「{clipped(text)}」は数ではありません。") from None
        if not low <= value <= high:
            raise _refuse(f"{low:,.0f}〜{high:,.0f}{unit}の範囲で書いてください(書かれている値: {clipped(plain)})。")
        return value

    return BeforeValidator(figure)


def _code(text: str, info: ValidationInfo) -> str:
    given = kept(text)
    try:
        code = area_code(given)
    except ValueError:
        raise _refuse(f"「{clipped(given)}」は区域コード(4桁の数字)ではありません。") from None
    if info.context is None or code not in info.context["areas"]:
        raise _refuse(f"「{clipped(given)}」という構想区域はありません。")
    return code


def _percent(value: float) -> float:
    if 0 < value <= 1.5:
        raise _refuse(f"「{value}」は割合のように見えます。78.5 のように % で書いてください。")
    return value


def _evidence(text: str) -> tuple[str, ...]:
    """Ids of the evidence cited by label or id, each once."""
    known = {
        kept(name): item.id for item in load_evidence().items for name in (item.label, item.id, *item.former_labels)
    }
    cited = [part.strip() for part in kept(text).replace("、", ";").replace(",", ";").split(";") if part.strip()]
    unknown = [part for part in cited if part not in known]
    if unknown:
        raise _refuse(f"「{clipped(unknown[0])}」は根拠の一覧にありません。一覧の名前を「;」で区切って書いてください。")
    return tuple(dict.fromkeys(known[part] for part in cited))


Filled = Annotated[str, AfterValidator(_filled)]
Stripped = Annotated[str, AfterValidator(str.strip)]
Function = Annotated[BedFunction, _one_of(bed_words)]


class UploadRow(BaseModel):
    """What every row begins with. Fields are named as in the entry that the row becomes."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    area_code: Annotated[Filled, AfterValidator(_code)] = Field(validation_alias=CODE)
    area_name: Stripped = Field(default="", validation_alias=NAME)

    @model_validator(mode="after")
    def the_name_belongs_to_the_code(self, info: ValidationInfo) -> UploadRow:
        """A code typed wrong mostly stands beside the right name."""
        own = (info.context or {})["areas"][self.area_code]
        if self.area_name and self.area_name != own:
            raise _refuse(
                f"区域コード {self.area_code} は「{own}」です(書かれている値: {clipped(self.area_name)})。", NAME
            )
        return self

    def entry(self) -> Any:
        """The row as an entry of a scenario. Raises UserError where the entry refuses a value."""
        raise NotImplementedError

    @classmethod
    def heading(cls, field: str) -> str:
        """Heading of a field of the entry; a heading stays itself."""
        found = cls.model_fields.get(field)
        return str(found.validation_alias) if found else field


class RevalidationRow(UploadRow):
    """③: one institution, or that the area has none."""

    state: Annotated[RevalidationState, _one_of(lambda: _STATES)] = Field(validation_alias=STATE)
    facility_name: Stripped = Field(default="", validation_alias=FACILITY)

    @model_validator(mode="after")
    def an_institution_has_a_name(self) -> RevalidationRow:
        """Only 対象なし stands for the area itself."""
        if self.state is not RevalidationState.NONE and not self.facility_name:
            raise _refuse("空です。区域に対象がないときは対応状況を「対象なし」にしてください。", FACILITY)
        return self

    def entry(self) -> Revalidation:
        """As it stands."""
        return Revalidation(area_code=self.area_code, state=self.state, facility_name=self.facility_name)


class OccupancyRow(UploadRow):
    """病床利用率 of one area and function, in %."""

    bed_function: Function = Field(validation_alias=FUNCTION)
    occupancy: Annotated[float, AfterValidator(_percent), _figure(0, 200, "%")] = Field(validation_alias=PERCENT)

    def entry(self) -> Occupancy:
        """As a ratio."""
        return Occupancy(area_code=self.area_code, bed_function=self.bed_function.value, occupancy=self.occupancy / 100)


class NominationRow(UploadRow):
    """④: the reason, the evidence it cites and where it stands."""

    reason: Filled = Field(validation_alias=REASON)
    evidence: Annotated[tuple[str, ...], BeforeValidator(_evidence)] = Field(default=(), validation_alias=CITED)
    source: Stripped = Field(default="", validation_alias=SOURCE)

    def entry(self) -> Nomination:
        """As it stands."""
        return Nomination(area_code=self.area_code, reason=self.reason, evidence=self.evidence, source=self.source)


class ExplainedRow(UploadRow):
    """Explained beds of one area and function (床)."""

    bed_function: Function = Field(validation_alias=FUNCTION)
    beds: Annotated[float, _figure(-100_000, 100_000, "床")] = Field(validation_alias=BEDS)

    def entry(self) -> Explained:
        """As it stands."""
        return Explained(area_code=self.area_code, bed_function=self.bed_function.value, beds=self.beds)
