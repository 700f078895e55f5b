"""Sections of データと出典."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core import exports
from core.data.queries import meta
from core.data.reconciliation import load_reconciliation
from core.data.schema import TABLES
from core.ui import cached
from core.vocabulary import labels
from core.vocabulary.measure_names import MEASURES

_SOURCE_COLUMNS = {
    "title": st.column_config.TextColumn("資料名", width="large"),
    "publisher": st.column_config.TextColumn("公表者"),
    "published": st.column_config.TextColumn("公表"),
    "url": st.column_config.LinkColumn("URL", width="medium"),
    "retrieved": st.column_config.TextColumn("取得日"),
    "licence": st.column_config.TextColumn("利用条件", width="medium"),
    "note": st.column_config.TextColumn("注記", width="large"),
    "sha256": st.column_config.TextColumn("SHA-256", width="medium"),
    "source_id": st.column_config.TextColumn("出典ID"),
}


def source_list() -> None:
    """Every source with URL, dates, licence and hash."""
    st.header("出典", anchor="list")
    frame = cached.sources().reset_index()
    frame = frame.sort_values("sha256", key=lambda column: column.isna(), kind="stable")  # the data files first
    st.dataframe(
        frame,
        hide_index=True,
        column_order=list(_SOURCE_COLUMNS),
        column_config=_SOURCE_COLUMNS,
        placeholder="記載なし",
    )
    st.caption(
        "「記載なし」は資料から確認できない項目です。URL はこのアプリからは開かず、押すとブラウザーの新しいタブで開きます。"
    )


def reconciliation() -> None:
    """What ingest checked, as it wrote it into `data/reconciliation.json`."""
    st.header("照合結果", anchor="reconciliation")
    report = load_reconciliation()
    _reading_table(
        pd.DataFrame([(c.title, c.result, c.detail) for c in report.checks], columns=["照合した項目", "結果", "内容"])
    )
    for title, rows in report.tables:
        with st.expander(title):
            st.dataframe(rows, hide_index=True)


def defects() -> None:
    """Known defects of the publications and how each is handled."""
    found = cached.query(meta.defects).frame
    st.header(f"公表資料の不具合と扱い({len(found)}件)", anchor="defects")
    shown = found[["title", "location", "description", "handling"]]
    _reading_table(shown.set_axis(["資料", "場所", "内容", "扱い"], axis=1))


def _reading_table(rows: pd.DataFrame) -> None:
    """A table whose long texts wrap, for reading rather than sorting."""
    st.table(rows.set_index(rows.columns[0]))


def dictionary_and_downloads() -> None:
    """Data dictionary of one chosen table with its download as CSV (UTF-8 with BOM) and parquet."""
    st.header("データ辞書とダウンロード", anchor="download")
    rows = cached.query(meta.table_rows)
    name = st.selectbox("表", list(TABLES), format_func=lambda n: f"{TABLES[n].title}({n}、{rows[n]:,}行)")
    table = TABLES[name]
    st.markdown(f"**{table.title}** `{name}.parquet` — {table.grain}")
    st.dataframe(
        pd.DataFrame([(c.name, c.type, c.description) for c in table.columns], columns=["列", "型", "意味"]),
        hide_index=True,
        height="content",
        column_config={"意味": st.column_config.TextColumn("意味", width="large")},
    )
    if any(c.name == "measure" for c in table.columns):
        st.dataframe(
            pd.DataFrame(
                [(m.name, m.label, m.unit, "機能別" if m.by_function else "") for m in MEASURES.values()],
                columns=["measure", "指標", "単位", "病床機能別"],
            ),
            hide_index=True,
        )
    # A callable, so that the file is made only when somebody asks for it.
    left, right, _ = st.columns([1.4, 1.4, 4])
    left.download_button(
        "CSV(UTF-8 BOM付き)",
        data=lambda: exports.csv_bytes(meta.whole_table(cached.store(), name)),
        file_name=f"{name}.csv",
        mime="text/csv",
        on_click="ignore",
        key="download_csv",
    )
    right.download_button(
        "parquet",
        data=lambda: cached.store().parquet_bytes(name),
        file_name=f"{name}.parquet",
        mime="application/vnd.apache.parquet",
        on_click="ignore",
        key="download_parquet",
    )
    st.caption(
        f"CSV では値がないセルは空欄です。理由は value_status の列にあります({'、'.join(labels.VALUE_STATUS.values())})。"
    )
