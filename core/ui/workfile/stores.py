"""All parts of the working file, in the order in which they are told."""

from __future__ import annotations

from typing import Final

from core.ui import agenda, worksheets
from core.ui.gallery import ticks as trial
from core.ui.policy import ticks as checklist
from core.ui.review import added as columns
from core.ui.simulator import plans
from core.ui.simulator import work as scenario
from core.ui.workfile import pages
from core.ui.workfile.store import Store

STORES: Final[tuple[Store, ...]] = (
    Store("scenario", "シナリオ", scenario.held, scenario.open_held, scenario.in_words, scenario.is_work),
    Store(
        "remembered",
        "記憶したシナリオ",
        scenario.dump_remembered,
        scenario.load_remembered,
        lambda kept: f"{len(kept)}件",
    ),
    Store("plans", "減床の計画", plans.dump, plans.load, lambda entries: f"{len(entries)}医療機関"),
    Store(
        "worksheets",
        "差異分析ワークシート",
        worksheets.worksheets,
        worksheets.replace_all,
        lambda sheets: f"{len(sheets)}区域",
    ),
    Store(
        "checklist", "取組チェックリスト", checklist.dump, checklist.load, lambda entries: f"{len(entries)}項目に記入"
    ),
    Store("trial", "自院で試す", trial.dump, trial.load, lambda entries: f"{len(entries)}項目に記入"),
    Store("columns", "区域点検に足した列", columns.dump, columns.load, lambda kept: f"{len(kept)}表"),
    Store("agenda", "議題", agenda.items, agenda.replace, lambda items: f"{len(items)}件"),
    Store("pages", "画面の選択", pages.dump, pages.load, lambda links: f"{len(links)}画面", is_work=None),
)
