"""How the table for typing looks: like the house's tables, with cells to type into; on paper, its values."""

from __future__ import annotations

from typing import Final

from core.vocabulary import palette

# Each cell holds its control and, in the same place, its text for paper: on screen that one is not seen and makes a cell of words as high
# as its lines.
CSS: Final = f"""
.entry-table {{ font-family: {palette.FONT}; font-size: 1rem; color: {palette.TEXT}; min-height: 6rem; }}
.box {{ overflow: auto; max-height: max(20rem, 60vh); }}
table {{ border-collapse: separate; border-spacing: 0; table-layout: fixed; width: 100%; min-width: calc(0.98 * var(--whole)); }}
caption, [data-unseen] {{ position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }}
th, td {{ padding: 0; text-align: left; vertical-align: top; font-weight: normal; border: solid {palette.LINE}; border-width: 0 1px 1px 0; }}
thead th {{ position: sticky; top: 0; z-index: 1; background: {palette.GROUND}; padding: 0.25rem 0.3rem; font-size: 0.88rem; font-weight: 600; line-height: 1.3;
  vertical-align: bottom; border: solid {palette.MARK}; border-width: 0 0 2px; }}
thead td {{ position: sticky; top: 0; background: {palette.GROUND}; border: solid {palette.MARK}; border-width: 0 0 2px; }}
thead .helped {{ text-decoration: underline dotted; text-underline-offset: 0.2em; cursor: help; }}
tbody th {{ position: sticky; left: 0; background: {palette.GROUND}; padding: 0.3rem; line-height: 1.5; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }}
.growing tbody th {{ color: {palette.TEXT_MUTED}; text-align: right; }}
thead th:first-child {{ left: 0; z-index: 2; }}
.growing thead th:first-child {{ text-align: right; }}
.out {{ border-right: 0; text-align: center; }}
th.number, .number {{ text-align: right; font-variant-numeric: tabular-nums; }}
td > div {{ display: grid; }}
td > div > * {{ grid-area: 1 / 1; box-sizing: border-box; width: 100%; min-width: 0; min-height: 2.1rem; margin: 0; padding: 0.3rem; border: 0; border-radius: 0;
  font: inherit; line-height: 1.5; color: inherit; background: none; }}
td > div > span {{ visibility: hidden; white-space: pre-wrap; overflow-wrap: anywhere; overflow: hidden; }}
td > div > :is(input, select) + span {{ white-space: nowrap; }}
textarea {{ resize: none; overflow: hidden; height: 100%; overflow-wrap: anywhere; }}
select {{ appearance: none; cursor: pointer; padding-right: 0.9rem !important; text-overflow: ellipsis;
  background: linear-gradient(45deg, transparent 50%, {palette.MARK} 50%) right 0.5rem center / 0.3rem 0.3rem no-repeat,
    linear-gradient(-45deg, transparent 50%, {palette.MARK} 50%) right 0.2rem center / 0.3rem 0.3rem no-repeat !important; }}
select.empty, ::placeholder {{ color: {palette.TEXT_MUTED}; opacity: 1; }}
option {{ color: {palette.TEXT}; }}
:is(input, select, textarea):hover {{ background-color: {palette.KEY_PALE} !important; }}
:is(input, select, textarea):focus-visible {{ outline: 2px solid {palette.KEY}; outline-offset: -2px; }}
[aria-invalid] {{ box-shadow: inset 0 0 0 2px {palette.ALERT}; }}
button {{ font: inherit; color: {palette.KEY}; background: {palette.GROUND}; border: 1px solid {palette.MARK}; border-radius: 6px; cursor: pointer;
  padding: 0.15rem 0.7rem; font-size: 0.88rem; line-height: 1.5; }}
.out button {{ border-color: transparent; color: {palette.TEXT}; padding: 0; min-width: 1.6rem; min-height: 2.1rem; }}
button:focus-visible {{ outline: 2px solid {palette.KEY}; outline-offset: 1px; }}
button[hidden] {{ display: none; }}
.foot {{ display: flex; flex-wrap: wrap; gap: 0.3rem 0.5rem; align-items: flex-start; margin-top: 0.35rem; }}
.foot :is(p, span) {{ flex: 1 1 12rem; margin: 0; font-size: 0.88rem; line-height: 1.9; }}
.foot p:empty {{ position: absolute; }}
.foot span {{ color: {palette.TEXT_MUTED}; }}
.foot p:not(:empty) + span {{ display: none; }}
@media print {{
  .entry-table {{ font-size: 11px; }}
  .nothing, .foot, td > div > :is(input, select, textarea), .growing .blank, .growing .out, .growing thead td {{ display: none; }}
  .box {{ max-height: none; overflow: visible; }}
  table {{ min-width: 0 !important; }}
  .growing col:last-child {{ width: 0 !important; }}
  .empty + span::after {{ content: "未入力"; color: {palette.TEXT_MUTED}; }}
  thead {{ display: table-header-group; }}
  th {{ position: static !important; }}
  thead th {{ font-size: 11px; text-decoration: none !important; }}
  tr {{ break-inside: avoid; }}
  tbody th, td > div > span {{ font-size: 11px !important; min-height: 0; padding: 1px 4px; visibility: visible; overflow: visible; white-space: pre-wrap !important; }}
}}
"""
