"""Every hostile line, escaped, in each part of a page that reads Markdown; `tests/browser/test_markdown.py` looks at it."""

import streamlit as st

from core.text.markdown import escape
from tests.browser.hostile import ATTACKS, PAIRS

with st.container(key="paragraphs"):
    st.markdown("\n\n".join(map(escape, (*ATTACKS, *PAIRS))))
with st.container(key="captions"):
    st.caption("\n\n".join(map(escape, ATTACKS)))
with st.container(key="items"):
    st.markdown("\n".join(f"- {escape(line)}" for line in ATTACKS))
with st.container(key="cells"):
    st.markdown("\n".join(["| x |", "|---|", *(f"| {escape(line)} |" for line in ATTACKS)]))
with st.container(key="sentences"):
    st.markdown("\n\n".join(f"「{escape(line)}」は:{escape(line)}:です。" for line in ATTACKS))
with st.container(key="boxes"):
    for line in ATTACKS:
        st.info(escape(line))
with st.container(key="headings"):
    for line in ATTACKS:
        st.subheader(escape(line), anchor=False)
with st.container(key="buttons"):
    for place, line in enumerate(ATTACKS):
        st.button(escape(line), key=f"button{place}")
with st.container(key="choices"):
    st.radio("選択", range(len(ATTACKS)), format_func=lambda place: escape(ATTACKS[place]))
with st.container(key="openers"):
    for line in ATTACKS:
        st.expander(escape(line)).write("x")
