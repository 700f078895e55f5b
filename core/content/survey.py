"""課題 survey of the ministry: how many of the 339 構想区域 report which issue, relation and plan."""

from __future__ import annotations

from pydantic import Field, model_validator

from core.content.base import Cited
from core.reading.base import CONTENT_DIR, Content, Slug, Text
from core.reading.files import load

SURVEY_FILE = CONTENT_DIR / "survey.yaml"


class SurveyCount(Content):
    """One answer of the survey; `areas` is a number of 構想区域."""

    id: Slug
    label: Text
    areas: int = Field(ge=0)


class Survey(Cited):
    """The survey as published: only the three largest issues and plans are stated in the text of the source.

    `relation` (関連あり / なし / 考えていない) is a partition of the areas; `issues` and `plans` are multiple answers.
    """

    title: Text
    areas_total: int = Field(ge=1)
    areas_with_issues: int = Field(ge=0)
    issues: tuple[SurveyCount, ...] = Field(min_length=1)
    issues_note: Text
    issues_footnote: Text = Field(description="課題①のスライドの注(資料のまま)")
    plans_footnote: Text = Field(description="課題②のスライドの注(資料のまま)")
    relation: tuple[SurveyCount, ...] = Field(min_length=1)
    relation_examples: tuple[Text, ...]
    plans: tuple[SurveyCount, ...] = Field(min_length=1)
    plans_note: Text
    status_note: Text

    @model_validator(mode="after")
    def counts_fit_the_areas(self) -> Survey:
        """関連あり + なし + 考えていない must be all areas, and no answer more than all; else a figure was mistyped."""
        total = sum(item.areas for item in self.relation)
        if total != self.areas_total:
            raise ValueError(f"relation の合計 {total} が areas_total {self.areas_total} と一致しません")
        for item in (*self.issues, *self.relation, *self.plans):
            if item.areas > self.areas_total:
                raise ValueError(f"{item.id} の areas {item.areas} が areas_total {self.areas_total} を超えています")
        return self


def load_survey() -> Survey:
    """The 課題 survey. Raises UserError when the file is wrong."""
    return load(Survey, SURVEY_FILE)
