"""The browser's side of the table for typing, what a text typed or pasted says in its column."""

from __future__ import annotations

from typing import Final

#: `reads(column, text)` gives `{ value }`, or `{ fault }` in words; `shown(value)` the text of a value.
READING: Final = r"""
const EMPTY = "未入力";
const digits = (number) => number.toLocaleString("ja-JP", { maximumFractionDigits: 6 });
const same = (text) => text.normalize("NFKC").replace(/\s+/g, " ").trim();

function asNumber(column, text) {
  let plain = text.normalize("NFKC").replace(/[\u2010-\u2015\u2212\u30fc\u25b2\u25b3]/g, "-").replace(/\s+/g, "");
  if (column.unit && plain.endsWith(column.unit)) plain = plain.slice(0, -column.unit.length);
  if (plain === "") return { value: null };
  if (!/^[-+]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$/.test(plain)) return { fault: "数として読めません" };
  const value = Number(plain.replaceAll(",", "")) + 0;
  if (column.kind === "whole" && !Number.isInteger(value)) return { fault: "整数ではありません" };
  if (value < column.least) return { fault: column.least === 0 ? "0以上の数ではありません" : `${digits(column.least)}より小さい数です` };
  if (value > column.most) return { fault: `${digits(column.most)}より大きい数です` };
  return { value };
}
function reads(column, text) {
  if (text.trim() === "") return { value: null };
  if (column.kind === "whole" || column.kind === "number") return asNumber(column, text);
  if (column.kind === "text")
    return text.length > column.most ? { fault: `${digits(column.most)}字より長い文です` } : { value: text };
  const found = column.options.find((option) => same(option) === same(text));
  return found === undefined ? { fault: "一覧にありません" } : { value: found };
}
const shown = (value) => (value === null ? "" : typeof value === "number" ? digits(value) : value);
"""
