"""The pages of this dashboard by route. Routes are stable because links are shared."""

from __future__ import annotations

from typing import Final, Literal

Route = Literal["/", "/area", "/simulator", "/review", "/gallery", "/policy", "/sources"]

PAGE_TITLE: Final[dict[Route, str]] = {
    "/": "全国概況",
    "/area": "区域ドリルダウン",
    "/simulator": "推進区域シミュレーター",
    "/review": "区域点検",
    "/gallery": "好事例ギャラリー",
    "/policy": "制度と支援",
    "/sources": "データと出典",
}
