"""The browser's side of the table for typing: blocks of cells to and from a spreadsheet, as text with tabs."""

from __future__ import annotations

from typing import Final

#: `rowsOf(text)` gives the cells of what a spreadsheet copies (tabs, line ends, quotes around cells that hold either), `textOf(rows)` the
#: same the other way; `pasted(table, event)` and `copied(table)` are the acts.
CLIPBOARD: Final = r"""
function rowsOf(text) {
  const rows = [[]];
  let at = 0;
  while (at < text.length) {
    let cell = "";
    if (text[at] === '"') {
      const quoted = /^"((?:[^"]|"")*)"(?=[\t\r\n]|$)/.exec(text.slice(at));
      if (quoted) { cell = quoted[1].replaceAll('""', '"'); at += quoted[0].length; }
    }
    while (at < text.length && !"\t\r\n".includes(text[at])) cell += text[at++];
    rows.at(-1).push(cell.replace(/\r\n?/g, "\n"));
    if (at >= text.length) break;
    if (text[at] === "\t") { at += 1; if (at === text.length) rows.at(-1).push(""); continue; }
    at += text[at] === "\r" && text[at + 1] === "\n" ? 2 : 1;
    if (at < text.length) rows.push([]);
  }
  return rows;
}
const quoted = (cell) => (/[\t\r\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const textOf = (rows) => rows.map((row) => row.map(quoted).join("\t")).join("\r\n");

// A block goes to the right and down from the cell that has the focus; a first row of this table's own headings is none of it.
function pasted(table, event) {
  const control = table.active, text = event.clipboardData?.getData("text/plain") ?? "";
  if (!control || !text || control.matches(":disabled")) return;
  let block = rowsOf(text);
  if (block.length === 1 && block[0].length === 1 && control.tagName !== "SELECT") {
    if (text === block[0][0] || control.tagName !== "TEXTAREA") return;  // the browser's own
    event.preventDefault();
    control.setRangeText(block[0][0], control.selectionStart, control.selectionEnd, "end");
    control.dispatchEvent(new InputEvent("input", { bubbles: true }));
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  const { rows, gone } = table.store, { row, index } = control.place, first = rows.indexOf(row), before = [], faults = [];
  const names = table.columns.slice(index).map((column) => same(column.label));
  if (block.length > 1 && block[0].every((cell, at) => (at < names.length ? same(cell) === names[at] : !cell))) block = block.slice(1);
  const room = table.growing ? table.data.most : rows.length, fits = Math.min(block.length, room - first);
  while (rows.length < first + fits) rows.push(table.columns.map(() => ({ value: null })));
  let beyond = 0;
  block.slice(0, fits).forEach((cells, down) => cells.forEach((words, across) => {
    const column = table.columns[index + across], to = rows[first + down];
    if (!column) { beyond += words.trim() ? 1 : 0; return; }
    const { fault } = reads(column, words);
    if (fault) { faults.push(`${table.label(to, index + across)}「${words.slice(0, 20)}」(${fault})`); return; }
    before.push([to[index + across], { ...to[index + across] }]);
    table.put(to[index + across], column, words);
  }));
  const lost = [
    ...faults.slice(0, 4), ...(faults.length > 4 ? [`ほか${faults.length - 4}か所`] : []),
    ...(block.length > fits ? [`表に入らない${block.length - fits}行`] : []), ...(beyond ? [`右にはみ出した${beyond}か所`] : []),
  ];
  control.blur();  // what it shows is among what changes
  gone.push({ row, cells: before });
  table.note = `${fits}行を貼り付けました。${lost.length ? `入れなかったもの: ${lost.join("、")}。` : ""}`;
  table.changed();
  table.tell();
  control.focus();
}

function copied(table) {
  const { data, growing, columns, store } = table, rows = table.values();
  const heads = columns.map((column) => column.label), cells = rows.map((row) => row.map((value) => String(value ?? "")));
  const text = textOf(growing ? [heads, ...cells] : [[data.head, ...heads], ...cells.map((row, number) => [data.heads[number], ...row])]);
  const said = (words) => { table.note = words; table.draw(); };
  const done = () => said(`${rows.length}行を写しました。Excel に貼り付けられます。`);
  const by_hand = () => {
    const area = make("textarea", { value: text });
    Object.assign(area.style, { position: "fixed", opacity: "0" });
    document.body.append(area); area.select();
    const written = document.execCommand("copy");
    area.remove(); table.copy.focus();
    if (written) done(); else said("写せませんでした。");
  };
  if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, by_hand); else by_hand();
}
"""
