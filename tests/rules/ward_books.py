"""病床機能報告 様式1(病棟票) as the ministry and prefectures write it: lines above, months beside the year, other words by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

#: Headings of the newest files, one row, in their order; `{m}` columns stand beside the yearly ones.
NEWEST = (
    "オープンデータ医療機関コード",
    "医療機関名",
    "都道府県コード",
    "二次医療圏コード",
    "二次医療圏名",
    "構想区域コード",
    "構想区域名称",
    "市区町村コード",
    "市区町村名称",
    "病棟コード",
    "病棟名",
    "保有する病棟と機能区分の選択状況（2015（平成27）年7月1日時点の機能）",
    "2025年7月1日の病床機能の予定",
    "一般病床_許可病床",
    "一般病床_最大使用病床数",
    "一般病床_許可病床_上記のうち医療法上の経過措置に該当する病床数",
    "療養病床_許可病床",
    "療養病床_うち医療療養病床_許可病床",
    "看護師_常勤",
    "看護師_非常勤",
    "准看護師_常勤",
    "新規入棟患者数（年間）",
    "新規入棟患者数（年間）_うち予定外の救急医療入院の患者",
    "うち家庭からの入院（年間）",
    "在棟患者延べ数（年間）",
    "在棟患者延べ数（2015年4月）",
    "退棟患者数（年間）",
    "うち家庭へ退院（年間）",
)
#: Field → place of its column in `NEWEST`.
AT = {
    "facility": 1,
    "area_code": 5,
    "municipality": 7,
    "ward": 10,
    "function": 11,
    "general": 13,
    "long_term": 16,
    "nurses": 18,
    "admitted": 21,
    "from_home": 23,
    "patient_days": 24,
    "discharged": 26,
    "to_home": 27,
}
#: What stands in the columns that must not be read.
WRONG = "999999"


def ward(**cells: object) -> dict[str, object]:
    """One ward of 藤岡 with 40 + 0 beds that was used four fifths of the year."""
    return {
        "facility": "甲病院",
        "area_code": "1005",
        "municipality": "10209",
        "ward": "1病棟",
        "function": "急性期",
        "general": "40",
        "long_term": "0",
        "patient_days": "11680",
        "admitted": "600",
        "from_home": "480",
        "discharged": "590",
        "to_home": "472",
        "nurses": "24",
        **cells,
    }


def grid(
    wards: Sequence[Mapping[str, object]], headings: Sequence[str] = NEWEST, above: int = 4, marked: bool = True
) -> list[list[str]]:
    """Rows of the file: `above` lines of words, the headings, the line 必須項目/任意項目, the wards."""
    lines = [["病床機能報告 様式1 病棟票", *[""] * (len(headings) - 1)] for _ in range(above)]
    lines.append(list(headings))
    if marked:
        lines.append(["必須項目" if c in (1, 11) else "任意項目" for c in range(len(headings))])
    for cells in wards:
        row = [WRONG] * len(headings)
        for field, place in AT.items():
            row[place] = str(cells[field])
        lines.append(row)
    return lines


def as_csv(rows: Sequence[Sequence[str]], encoding: str = "cp932") -> bytes:
    return "\r\n".join(",".join(f'"{c}"' for c in row) for row in rows).encode(encoding)
