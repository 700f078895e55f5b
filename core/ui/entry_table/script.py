"""The browser's side of the table for typing, the table itself.

What stands in a table is held here (`window.entryTables`), row by row, and outlives the element. The server is told all rows, 150 ms
after the last key at the latest, at once when a cell is left and before a press anywhere reaches its target. Nothing that the server sends for the same `start` touches a cell: it may bring other headings and lists. Elements are changed one by
one and never made anew while their row is there, so the caret stays where it is, and an input method is not disturbed: nothing is told
while it composes. With `tab` the rows are also kept in the tab's storage (core/ui/area/worksheet_draft.py), at each change and once more
when the page is left.
"""

from __future__ import annotations

from typing import Final

TABLE: Final = r"""
const PAUSE = 150, PATIENCE = 3000;
const held = (window.entryTables ??= new Map());
const make = (name, words = {}, ...inside) => {
  const element = Object.assign(document.createElement(name), words);
  element.append(...inside);
  return element;
};
const blank = (row) => row.every((cell) => cell.value === null && !cell.fault);

class EntryTable {
  constructor(root) {
    [this.root, this.drawn, this.composing, this.note] = [root, new Map(), false, ""];
    for (const part of ["cols", "heads", "body", "told", "undo", "copy"]) this[part] = root.querySelector(`[data-part=${part}]`);
    const on = (kind, act) => root.addEventListener(kind, act);
    on("input", (event) => this.typed(event));
    on("change", (event) => this.left(event.target));
    on("focusout", (event) => this.left(event.target));
    on("focusin", (event) => { if (event.target.place && event.target.select) event.target.select(); });
    on("keydown", (event) => this.key(event));
    on("compositionstart", () => { this.composing = true; });
    on("compositionend", () => { this.composing = false; this.plan(); });
    on("click", (event) => { const row = event.target.closest("button")?.row; if (row) this.remove(row); });
    this.undo.onclick = () => this.restore();
    this.copy.onclick = () => copied(this);
    this.listeners = [
      [window, "pointerdown", () => this.tell()],
      [window, "popstate", () => this.tell()],
      [window, "pagehide", () => this.leave()],
      [document, "visibilitychange", () => { if (document.hidden) this.leave(); }],
      [window, "paste", (event) => pasted(this, event)],
    ];
  }
  // Also after an earlier call was found to be out of date when its script had come, and was closed.
  open() { for (const [place, kind, act] of this.listeners) place.addEventListener(kind, act, true); }
  close() {
    this.tell();
    clearTimeout(this.wait);
    for (const [place, kind, act] of this.listeners) place.removeEventListener(kind, act, true);
  }

  // What the server sends: rows only with another start.
  take({ data, setStateValue }) {
    const first = !this.data;
    this.open();
    [this.data, this.say, this.columns] = [data, setStateValue, data.columns];
    if (!held.has(data.start))
      held.set(data.start, { rows: data.rows.map((row) => row.map((value) => ({ value }))), gone: [], touched: false });
    if (this.store !== held.get(data.start)) [this.store, this.heard] = [held.get(data.start), JSON.stringify(data.rows)];
    this.root.classList.toggle("growing", this.growing);
    this.table();
    this.draw();
    this.hold(data.waiting);
    if (first) this.tell();
  }
  // Rows that the tab may still give back would be laid over what is typed before they come.
  hold(waiting) {
    clearTimeout(this.wait);
    this.root.inert = waiting;
    if (waiting) this.wait = setTimeout(() => { this.root.inert = false; }, PATIENCE);
  }
  get growing() { return this.data.heads === null; }
  label(row, index) {
    const number = this.store.rows.indexOf(row);
    return `${this.growing ? `${number + 1}行目` : this.data.heads[number]} ${this.columns[index].label}`;
  }

  table() {
    const wanted = JSON.stringify([this.columns, this.data.head, this.data.widths]);
    if (this.worded === wanted) return;
    this.worded = wanted;
    this.root.querySelector("caption").textContent = this.data.title;
    const whole = this.data.widths.reduce((sum, width) => sum + width, 0);
    this.root.style.setProperty("--whole", `${whole}rem`);
    this.cols.replaceChildren(...this.data.widths.map((width) => {
      const col = make("col");
      col.style.width = `${(100 * width) / whole}%`;
      return col;
    }));
    const heads = [this.data.head, ...this.columns.map((column) => column.label)].map((words) => make("th", { scope: "col", textContent: words }));
    this.columns.forEach((column, index) => {
      heads[index + 1].classList.toggle("number", column.kind === "whole" || column.kind === "number");
      if (column.help) { heads[index + 1].title = column.help; heads[index + 1].classList.add("helped"); }
    });
    if (this.growing) heads.push(make("td"));
    this.heads.replaceChildren(...heads);
    for (const { controls } of this.drawn.values()) controls.forEach((control) => this.offer(control));
  }
  // The entries of a list; what stands in a cell stays in it, also where it is offered no more.
  offer(control) {
    const { row, index } = control.place, column = this.columns[index], value = row[index].value;
    if (column.kind !== "choice") return;
    const options = value === null || column.options.includes(value) ? column.options : [...column.options, value];
    const wanted = JSON.stringify(options);
    if (control.offered === wanted) return;
    control.offered = wanted;
    control.replaceChildren(new Option(EMPTY, ""), ...options.map((option) => new Option(option, option)));
    control.value = value ?? "";
  }
  // Rows as they are to be seen: those that stand stay the same elements.
  draw() {
    const { rows } = this.store;
    while (this.growing && rows.length < this.data.most && (rows.length < this.data.least || !blank(rows.at(-1))))
      rows.push(this.columns.map(() => ({ value: null })));
    for (const [row, { tr }] of this.drawn) if (!rows.includes(row)) { this.drawn.delete(row); tr.remove(); }
    rows.forEach((row, number) => this.dress(row, number));
    this.undo.hidden = !this.store.gone.length;
    this.speak();
  }
  dress(row, number) {
    const { tr, head, controls, out } = this.drawn.get(row) ?? this.made(row);
    if (this.body.children[number] !== tr) this.body.insertBefore(tr, this.body.children[number] ?? null);
    const named = this.growing ? `${number + 1}行目` : this.data.heads[number];
    head.textContent = this.growing ? number + 1 : named;
    tr.classList.toggle("blank", blank(row));
    controls.forEach((control, index) => { control.setAttribute("aria-label", `${named} ${this.columns[index].label}`); this.show(control); });
    if (out) { out.hidden = blank(row); out.setAttribute("aria-label", `${named}を消す`); }
  }
  // What is wrong, then what was done last.
  speak() {
    const { rows } = this.store, { active } = this;
    this.root.classList.toggle("nothing", this.growing && rows.every(blank));
    const faults = rows.flatMap((row) => row.flatMap((cell, index) =>
      cell.fault && !(active?.place.row === row && active.place.index === index)
        ? [`${this.label(row, index)}「${cell.text.slice(0, 20)}」は${cell.fault}。数えていません。`] : []));
    const words = [...faults.slice(0, 3), faults.length > 3 ? `ほか${faults.length - 3}か所。` : "", this.note].join("");
    if (this.told.textContent !== words) this.told.textContent = words;
  }
  made(row) {
    const head = make("th", { scope: "row" }), tr = make("tr", {}, head);
    const controls = this.columns.map((column, index) => {
      const control = make({ choice: "select", text: "textarea" }[column.kind] ?? "input");
      control.place = { row, index };
      if (column.kind !== "choice") control.placeholder = EMPTY;
      if (column.kind === "text") control.rows = 1;
      if (column.kind === "whole" || column.kind === "number") {
        control.className = "number";
        control.autocomplete = "off";
        if (column.least >= 0) control.inputMode = column.kind === "whole" ? "numeric" : "decimal";  // those keys have no minus
      }
      if (column.help) control.setAttribute("aria-description", column.help);
      control.paper = make("span", { ariaHidden: "true", className: control.className });
      tr.append(make("td", {}, make("div", {}, control, control.paper)));
      this.offer(control);
      return control;
    });
    const out = this.growing ? make("button", { type: "button", textContent: "✕", title: "行を消す" }) : null;
    if (out) { out.row = row; tr.append(make("td", { className: "out" }, out)); }
    this.drawn.set(row, { tr, head, controls, out });
    return this.drawn.get(row);
  }
  get active() { const found = this.root.getRootNode().activeElement; return found?.place ? found : null; }
  show(control) {
    const { row, index } = control.place, cell = row[index], words = cell.fault ? cell.text : shown(cell.value);
    if (control !== this.active) {
      if (control.value !== words) { this.offer(control); control.value = words; }
      if (cell.fault) control.setAttribute("aria-invalid", "true");
    }
    if (!cell.fault) control.removeAttribute("aria-invalid");
    control.classList.toggle("empty", words === "");
    if (control.paper.textContent !== words) control.paper.textContent = words;
  }
  put(cell, column, text) {
    const { value, fault } = reads(column, text);
    Object.assign(cell, { value: value ?? null, fault, text });
  }

  typed({ target }) {
    if (!target.place) return;
    this.note = "";
    const { row, index } = target.place;
    this.put(row[index], this.columns[index], target.value);
    this.changed(row);
  }
  left(control) {
    if (!control.place) return;
    if (control !== this.active) this.again(control.place.row);
    this.tell();
  }
  // One row anew, or all where one may have to be added.
  again(row) {
    const number = this.store.rows.indexOf(row);
    if (number < 0 || number === this.store.rows.length - 1) this.draw();
    else { this.dress(row, number); this.speak(); }
  }
  changed(row) {
    this.store.touched = true;
    this.again(row);
    this.keep();
    this.plan();
  }
  plan() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tell(), PAUSE);
  }
  values() {
    const rows = this.store.rows.map((row) => row.map((cell) => cell.value));
    while (this.growing && rows.length && rows.at(-1).every((value) => value === null)) rows.pop();
    return rows;
  }
  tell() {
    if (!this.data || this.composing) return;
    clearTimeout(this.timer);
    const rows = this.values(), words = JSON.stringify(rows);
    if (words === this.heard) return;
    this.heard = words;
    window.underWay?.typed();  // a link to another page waits (core/ui/state/address.py)
    this.say("typed", { start: this.data.start, rows });
  }
  leave() { this.composing = false; this.tell(); this.keep(); }
  keep() {
    const { tab } = this.data ?? {};
    if (!tab || !this.store.touched) return;
    try {
      const all = JSON.parse(sessionStorage.getItem(tab.store) ?? "{}");
      const rows = this.values().filter((row) => row.some((value) => value !== null));
      if (rows.length) all[tab.name] = { year: tab.year, rows }; else delete all[tab.name];
      if (Object.keys(all).length) sessionStorage.setItem(tab.store, JSON.stringify(all)); else sessionStorage.removeItem(tab.store);
    } catch { /* storage is switched off or full */ }
  }

  key(event) {
    event.stopPropagation();  // the platform has keys of its own
    const control = event.target;
    if (!control.place || event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey) return;
    const { key, shiftKey, altKey } = event, lines = control.tagName === "TEXTAREA";
    if (key === "Enter" && altKey && lines) {
      event.preventDefault();
      control.setRangeText("\n", control.selectionStart, control.selectionEnd, "end");
      control.dispatchEvent(new InputEvent("input", { bubbles: true }));
    } else if (altKey) return;
    else if (key === "Enter") { event.preventDefault(); this.move(control, shiftKey ? -1 : 1); }
    else if (shiftKey || control.tagName === "SELECT") return;  // a list is chosen from with the arrows
    else if (key === "ArrowDown" && (!lines || control.selectionEnd === control.value.length)) { event.preventDefault(); this.move(control, 1); }
    else if (key === "ArrowUp" && (!lines || control.selectionStart === 0)) { event.preventDefault(); this.move(control, -1); }
  }
  move(control, step) {
    const { rows } = this.store, { row, index } = control.place, other = rows[rows.indexOf(row) + step];
    if (other) this.drawn.get(other).controls[index].focus();
    else this.left(control);
  }
  remove(row) {
    const { rows, gone } = this.store, number = rows.indexOf(row);
    rows.splice(number, 1);
    gone.push({ row, number });
    this.note = `${number + 1}行目を消しました。`;
    this.changed();
    this.tell();
    const next = this.drawn.get(rows[Math.min(number, rows.length - 1)]);
    (next.out.hidden ? next.controls[0] : next.out).focus();
  }
  restore() {
    const { rows, gone } = this.store, { row, number, cells } = gone.pop();
    if (cells) for (const [cell, before] of cells) Object.assign(cell, { fault: undefined, text: undefined }, before);
    else {
      if (rows.length >= this.data.most && blank(rows.at(-1))) rows.pop();
      if (rows.length < this.data.most) rows.splice(Math.min(number, rows.length), 0, row);
      else gone.push({ row, number });
    }
    this.note = !cells && !rows.includes(row) ? `${this.data.most}行まで入るため、戻せません。` : "元に戻しました。";
    this.changed();
    this.tell();
    (this.drawn.get(row) ?? this.drawn.get(rows[0])).controls[0].focus();
  }
}

export default function (component) {
  const root = component.parentElement.querySelector(".entry-table");
  const table = (root.table ??= new EntryTable(root));
  table.take(component);
  return () => table.close();
}
"""
