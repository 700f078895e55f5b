"""Profile: who lives in the area, what stands there, and whether it is designated."""

from __future__ import annotations

import streamlit as st

from core.area import profile
from core.data.queries import area as queries
from core.ui import cached, components
from core.ui.area.view import AreaView
from core.vocabulary import labels
from core.vocabulary.measure_names import MEASURES


def heading(view: AreaView) -> None:
    """Name, code and designation."""
    badge = ""
    if view.designation:
        known = cached.query(queries.designation, view.area_code)
        row = known.frame.iloc[0]
        badge = f" :blue-badge[{labels.DESIGNATION[row['designation']]}({row['as_of']}時点)]"
    st.title(f"{view.label}{badge}", anchor="top")


def show(view: AreaView) -> None:
    """Six figures, roles, and where they come from."""
    populations = cached.query(queries.populations, view.area_code)
    area, pref, nation = (profile.population(row) for _, row in populations.frame.iterrows())
    measures = cached.query(queries.measures, view.area_code)
    latest = profile.latest(measures.frame)
    rates = cached.query(queries.report_rates, view.area_code)
    doctors = cached.query(queries.measure_of_all, "doctors_per_100_beds")

    st.subheader("概況", anchor="profile")
    columns = st.columns(6, gap="small")
    with columns[0]:
        st.metric("人口(2020年)", labels.number(area.population_2020, "人"))
        st.caption(
            f"2024年 {labels.number(area.population_2024, '人')}  \n2040年 {labels.number(area.population_2040, '人')}(推計)"
        )
    with columns[1]:
        st.metric("人口の変化(2024→2040年)", labels.signed_percent(area.change))
        st.caption(
            f"{view.pref_name} {labels.signed_percent(pref.change)}  \n全国 {labels.signed_percent(nation.change)}"
        )
    with columns[2]:
        st.metric("面積", labels.number(area.area_km2, "km²", 1))
        st.caption(
            f"人口密度 {labels.number(area.density, '人/km²', 0)}  \n全国 {labels.number(nation.density, '人/km²', 0)}"
        )
    with columns[3]:
        st.metric("医療機関", f"{profile.text(latest, 'hospitals')}病院")
        st.caption(
            f"有床診療所 {profile.text(latest, 'clinics', '施設')}  \n"
            f"未報告 病院{profile.text(latest, 'hospitals_unreported')}・有床診療所{profile.text(latest, 'clinics_unreported')}"
        )
    with columns[4]:
        _report_rate(rates.frame)
    with columns[5]:
        st.metric("100床あたり医師数", profile.text(latest, "doctors_per_100_beds", "人", 1))
        place = profile.rank(doctors.frame, view.area_code)
        order = f"{place[1]}区域中 {place[0]}位(多い順)" if place else f"順位 {labels.NOT_COMPUTABLE}"
        st.caption(f"全国の区域の中央値 {labels.number(float(doctors.frame['value'].median()), '人', 1)}  \n{order}")
    roles = "・".join(f"{MEASURES[m].label} {profile.text(latest, m)}" for m in profile.ROLE_MEASURES)
    st.markdown(f"**区域内の役割(施設数)** {roles}")
    sources = {*populations.source_ids, *rates.source_ids, *doctors.source_ids}
    note = "2024年・2040年の人口は需要推計表の人口で、国勢調査とは別の出典。"
    if view.designation:
        known = cached.query(queries.designation, view.area_code)
        sources |= set(known.source_ids)
    else:
        note += "推進区域・モデル推進区域の指定は、公表資料で確認できた範囲にはない。"
    components.source_footer(sorted(sources), note)


def _report_rate(rates) -> None:  # type: ignore[no-untyped-def]
    last = rates.iloc[-1] if len(rates) else None
    if last is None:
        st.metric("報告率", labels.NO_DATA)
        return
    value = (
        labels.percent(float(last["rate"]))
        if last["value_status"] == "observed"
        else labels.VALUE_STATUS[last["value_status"]]
    )
    st.metric(f"報告率({last['year']}年)", value)
    known = rates.dropna(subset=["rate"])
    lowest = known.loc[known["rate"].idxmin()] if len(known) else None
    if lowest is not None:
        st.caption(
            f"2015年以降の最低 {labels.percent(float(lowest['rate']))}({int(lowest['year'])}年)  \n100%未満の年は少なく出る"
        )
