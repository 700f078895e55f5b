"""Signs that a new edition is wrong although every book could be read: a person looks, and says why it is right nevertheless."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from core import parameters
from core.errors import UserError
from core.ingest.held import Edition, national, newest_year
from core.ingest.reconcile import SERIES_JA
from core.parameters import Key
from core.vocabulary import labels

_SHOWN: Final = 10
#: What the app needs of each folder beside the tables, and what is missing on screen without it.
_CONTENT: Final = {"sources.yaml": "出典の登録簿", "designations.csv": "推進区域の指定"}
_GEO: Final = {"area_points.csv": "区域の代表点", "areas.json": "区域の輪郭", "map.json": "地図の輪郭"}


def doubts(report: dict[str, Any], before: Edition | None, after: Edition, content: Path, geo: Path) -> list[str]:
    """One sentence for each sign, in a fixed order; none where there is nothing to look at.

    `report`: the reconciliation of the new edition. `before`: the edition that is shown, None at the first run.
    """
    found = [*_sums(report), *_empty_years(after), *_beside(content, _CONTENT), *_beside(geo, _GEO), *_points(after)]
    if before is not None:
        found += [*_gone_publications(before, after), *_areas(before, after), *_national(before, after)]
    return found


def settled(found: Sequence[str], known: Sequence[dict[str, str]], reason: str) -> list[dict[str, str]]:
    """Every doubt with the reason for which it was confirmed: now, or for the edition that is shown.

    Raises UserError with all doubts for which there is none.
    """
    reasons = {one["doubt"]: one["reason"] for one in known}
    if open_ := [doubt for doubt in found if doubt not in reasons and not reason]:
        lines = "\n".join(f"  ・{doubt}" for doubt in open_)
        raise UserError(
            f"公表する前に、人が確かめる点が {len(open_)} あります。\n{lines}",
            "--check で変わる数値を見て、正しいと確かめたときだけ、--confirm に理由を書いて実行してください。理由は照合結果に残ります。",
        )
    return [{"doubt": doubt, "reason": reasons.get(doubt, reason)} for doubt in found]


def _sums(report: dict[str, Any]) -> Iterator[str]:
    for row in report["function_sums"]:
        if row["different"]:
            yield (
                f"{row['published_fy']} の{row['year']}年の{SERIES_JA[row['series']]}で、4機能の和が合計と合わない区域が "
                f"{row['different']} ある({_listed(row['different_areas'])})。"
            )


def _empty_years(after: Edition) -> Iterator[str]:
    beds = after["beds"]
    every, stated = (set(zip(rows["series"], rows["year"], strict=True)) for rows in (beds, beds[beds["beds"].notna()]))
    for series, year in sorted(every - stated):
        yield f"{year}年の{SERIES_JA[series]}は、どの区域にも値がない(述べる公表資料が足りない)。"


def _beside(folder: Path, needed: dict[str, str]) -> Iterator[str]:
    missing = [f"{name}({what})" for name, what in needed.items() if not (folder / name).is_file()]
    if missing:
        yield f"フォルダー「{folder.name}」に {'、'.join(missing)} がない。"


def _points(after: Edition) -> Iterator[str]:
    area = after["area"]
    without = area.loc[area["lon"].isna(), "area_code"]
    if len(without) > 0:
        yield f"代表点のない区域が {len(without)} ある({_listed(without)})。地図に出ない。"


def _gone_publications(before: Edition, after: Edition) -> Iterator[str]:
    for name, what in (("beds", "別添4③"), ("area_measure", "別添5②")):
        gone = sorted(_publications(before, name) - _publications(after, name))
        if gone:
            yield f"いまの版にある {'、'.join(gone)} 公表分の{what}が、今回の資料にない。"


def _publications(edition: Edition, name: str) -> set[str]:
    return set(edition[name]["published_fy"])


def _areas(before: Edition, after: Edition) -> Iterator[str]:
    names = dict(zip(before["area"]["area_code"], before["area"]["area_name"], strict=True))
    gone = [f"{code} {names[code]}" for code in sorted(set(names) - set(after["area"]["area_code"]))]
    if gone:
        yield f"いまの版にある区域のうち {len(gone)} がなくなる({_listed(gone)})。"


def _national(before: Edition, after: Edition) -> Iterator[str]:
    """The newest actual year against the newest of the edition that is shown, and each year that both have."""
    limit = parameters.number(Key.NATIONAL_CHANGE_LIMIT)
    years = sorted(set(before["beds"].loc[before["beds"]["series"] == "reported", "year"]))
    pairs = [(int(year), int(year)) for year in years] + [(newest_year(before), newest_year(after))]
    held = set(after["beds"].loc[after["beds"]["series"] == "reported", "year"])
    for first, second in dict.fromkeys(pairs):
        then, now = national(before, "reported", first), national(after, "reported", second)
        if second in held and then and abs(now - then) > limit * then:
            what = f"{second}年の実績" if first == second else f"最新の実績({first}年→{second}年)"
            yield (
                f"全国の病床数の{what}が、いまの版の {then:,.0f} 床から {now:,.0f} 床へ "
                f"{labels.signed_percent(now / then - 1)} 変わる(目安は ±{limit:.0%} まで)。"
            )


def _listed(names: Any) -> str:
    shown = [str(name) for name in names]
    return "、".join(shown[:_SHOWN]) + (f" ほか{len(shown) - _SHOWN}" if len(shown) > _SHOWN else "")
