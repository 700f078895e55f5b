"""What the platform leaves out for those who read by ear or with keys: the language, announcements, Japanese words.

One component of the frame, with the rule of the browser's history (`state.ONE_STEP`): a page mounts as few components as it can, for
each costs its opening. It sets `lang`, tells a screen reader when a choice has been drawn, and puts Japanese in the place of
the platform's own English (which cannot be set): words on buttons, hints below boxes, names that are read aloud.
"""

from __future__ import annotations

from typing import Final

import streamlit as st

from core.ui import announce, state
from core.vocabulary import labels

#: The platform's words, whole, and what stands in their place.
WORDS: Final[dict[str, str]] = {
    "Show data": "データを見る",
    "Show chart": "図に戻る",
    "Copy Vega-Lite spec": "図の設計(Vega-Lite)をコピー",
    "Download as PNG": "画像(PNG)で保存",
    "Download as CSV": "CSVで保存",
    "Download as SVG": "画像(SVG)で保存",
    "Fullscreen": "全画面で見る",
    "Toggle fullscreen": "全画面で見る",
    "Enter fullscreen": "全画面で見る",
    "Close fullscreen": "全画面を閉じる",
    "Exit fullscreen": "全画面を閉じる",
    "Search": "表の中をさがす",
    "Close Search": "検索を閉じる",
    "Next Result": "次の一致",
    "Previous Result": "前の一致",
    "Show/hide columns": "列の表示を選ぶ",
    "Select all": "すべて選ぶ",
    "Clear selection": "選択を解除",
    "Sort ascending": "小さい順に並べる",
    "Sort descending": "大きい順に並べる",
    "Autosize": "列の幅を合わせる",
    "Pin column": "列を固定",
    "Unpin column": "列の固定を解く",
    "Hide column": "列を隠す",
    "Format": "数値の書き方",
    "Statistics": "列のまとめ",
    "Dataframe column menu": "列のメニュー",
    "Copy column name": "列の名前をコピー",
    "Type to search": "さがす語",
    "Based on sample": "一部の行から",
    "Count": "数",
    "Range": "幅",
    "25th percentile": "下から4分の1",
    "75th percentile": "上から4分の1",
    "Distribution histogram": "分布の図",
    "Top values frequency chart": "多い値の図",
    "True/false distribution chart": "はい・いいえの図",
    "Distance": "今からの時間",
    "Calendar": "日付と曜日",
    "Duration": "時間",
    "Rename": "名前を変える",
    "Scrollable table": "動かして見る表",
    "text": "文字",
    "number": "数値",
    "link": "リンク",
    "selectbox": "選択",
    "Column menu": "列のメニュー",
    "Automatic": "自動",
    "Localized": "桁区切り",
    "Plain": "そのまま",
    "Compact": "短く",
    "Dollar": "ドル",
    "Euro": "ユーロ",
    "Yen": "円",
    "Percent": "百分率",
    "Scientific": "指数",
    "Accounting": "会計",
    "Values": "値",
    "Empty": "空",
    "Distinct": "異なる値",
    "Minimum": "最小",
    "Maximum": "最大",
    "Median": "中央値",
    "Average": "平均",
    "Sum": "合計",
    "Standard deviation": "標準偏差",
    "Minimum length": "最小の長さ",
    "Maximum length": "最大の長さ",
    "Average length": "平均の長さ",
    "No data": labels.NO_DATA,
    "No results": "当てはまるものはありません",
    "No options to select": "選べるものがありません",
    "No options": "選べるものがありません",
    "Select...": "選ぶ",
    "Selectbox options": "選べるもの",
    "Multiselect options": "選べるもの",
    "Dismiss": "閉じる",
    "Clear entry": "消す",
    "Clear date": "日付を消す",
    "Invalid input.": "この値は使えません。",
    "Show password": "文字を見せる",
    "Hide password": "文字を隠す",
    "Loading...": "読み込んでいます…",
    "Please wait...": "お待ちください…",
    "Choose an option": "選ぶ",
    "Choose options": "選ぶ",
    "Open": "開く",
    "Close": "閉じる",
    "Cancel": "やめる",
    "Clear value": "消す",
    "Clear all": "すべて消す",
    "Selected values": "選んだもの",
    "Increment": "増やす",
    "Decrement": "減らす",
    "Help": "説明",
    "Copy": "コピー",
    "Copied": "コピーしました",
    "Copied!": "コピーしました",
    "Copy to clipboard": "コピー",
    "Link to heading": "この見出しへのリンク",
    "Main menu": "メニュー",
    "App pages": "画面の一覧",
    "Notifications": "通知",
    "Sidebar": "横のメニュー",
    "Expand sidebar": "横のメニューを開く",
    "Collapse sidebar": "横のメニューを閉じる",
    "Open sidebar navigation": "画面の一覧を開く",
    "Skip to main content": "本文へ移る",
    "Rerun": "表示し直す",
    "Auto rerun": "自動で表示し直す",
    "Print": "印刷",
    "Record a screencast": "画面を録画",
    "Record screen": "画面を録画",
    "Made with Streamlit v": "Streamlit の版 ",
    "(index)": "行の見出し",
    "Copy version to clipboard": "版の番号をコピー",
    "View less": "少なく表示",
    "Scroll tabs left": "左の見出しへ",
    "Scroll tabs right": "右の見出しへ",
    "Menu": "メニュー",
    "Settings": "設定",
    "About": "このアプリについて",
    "Clear cache": "一時の保存を消す",
    "Running...": "計算中…",
    "Stop": "止める",
    "Stop script": "計算を止める",
    "Stopping...": "止めています…",
    "Connecting": "接続中",
    "Connecting...": "接続中…",
    "Connection error": "接続できません",
    "Connection lost. Please wait for the app to reconnect, then try again.": "接続が切れました。つながるのを待って、もう一度操作してください。",
    "Reconnected to server.": "サーバーにつながりました。",
    "Page not found": "画面が見つかりません",
    "Network error": "通信できませんでした",
    "Try again": "もう一度",
    "Retry": "もう一度",
    "Add files": "ファイルを加える",
    "Upload": "ファイルを選ぶ",
    "Browse files": "ファイルを選ぶ",
    "Drag and drop a file here": "ここにファイルを置く",
    "add icon": "加える",
    "Error:": "エラー:",
    "Find My Location": "現在地",
    "Zoom in": "拡大",
    "Zoom out": "縮小",
    "Reset bearing to north": "北を上に戻す",
    "Markdown content": "文",
    "file upload": "ファイルを選ぶ",
    "progress": "進み具合",
    "Choose date": "日付を選ぶ",
    "Previous month": "前の月",
    "Next month": "次の月",
    "Next page": "次のページ",
    "Previous page": "前のページ",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.": "矢印キーで日付を動き、Enter で選び、Escape で閉じます。",
}
#: Words around words of ours, as JavaScript patterns; `$1` is what stands between.
PATTERNS: Final[tuple[tuple[str, str], ...]] = (
    (r"^Press Enter to .+$", "Enter で確定"),
    (r"^Press (Ctrl|⌘)\+Enter to .+$", "$1+Enter で確定"),
    (r"^Help for (.+)$", "$1の説明"),
    (r"^Show data[,:]? (?:for |of )?(.+)$", "$1のデータを見る"),
    (r"^Remove (.+)$", "$1を外す"),
    (r"^(\d+) more$", "ほか$1画面"),
    (r"^Selected Date: .*$", "選んだ日付は上の欄にあります。"),
    (r"^\d+[KMG]B per file$", "ファイル"),
    (
        r"^You can only select up to (\d+) options?\. Remove an option first\.$",
        "選べるのは$1つまでです。先に1つ外してください。",
    ),
    (r"^(\.\S+) files are not allowed\.$", "$1 のファイルは読み込めません。"),
    (r"^\S+ files are not allowed\.$", "この種類のファイルは読み込めません。"),
    (r"^(\d+) results?$", "$1件が一致"),
    (r"^(\d+) of (\d+) results?$", "$2件のうち$1件目"),
    (r"^(\d+) options? available\.$", "選べるもの $1件"),
    (r"^Select (\d+) matches$", "一致した$1件をすべて選ぶ"),
    (r"^Add: (.+)$", "加える: $1"),
    (r"^View (\d+) more$", "ほか$1件を表示"),
    (r"^Number is above the allowed range\..*$", "範囲より大きい数です。"),
    (r"^Number is below the allowed range\..*$", "範囲より小さい数です。"),
    (r"^Number is outside the allowed range\..*$", "範囲の外の数です。"),
    (r"^Cancel \(Escape\)$", "やめる(Escape)"),
    (r"^Save \((.+)\+Enter\)$", "保存($1+Enter)"),
    (r"^File must be (\S+) or smaller\.$", "$1 以下のファイルにしてください。"),
)
_HTML: Final = '<p role="status" aria-live="polite"></p>'
_CSS: Final = "p { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); }"
# Installed once a window; a later mount (another page) only brings its live region. What is drawn without the reader's doing (a
# section that comes into view) is not told.
_JS: Final = """
const NAMES = ["aria-label", "title", "placeholder", "alt"];

const said = (text) => {
  const plain = text.trim();
  if (!plain || plain.length > 160 || !/^[(A-Za-z\\d.•]/.test(plain)) return null;
  if (Object.hasOwn(here.words, plain)) return here.words[plain];
  const named = /^([^:]{2,40}): (.+)$/.exec(plain);  // a button of a table is named with the table
  if (named && Object.hasOwn(here.words, named[1])) return `${here.words[named[1]]}: ${named[2]}`;
  const found = here.patterns.find(([pattern]) => pattern.test(plain));
  return found ? plain.replace(found[0], found[1]) : null;
};
const ours = (element) => element?.closest("[data-testid=stIconMaterial], svg, canvas, pre, code, style, script, textarea, [contenteditable=true]");
const letters = (node) => {
  if (ours(node.parentElement)) return;
  const other = said(node.nodeValue);
  if (other !== null) node.nodeValue = other;
};
const names = (element) => {
  for (const name of NAMES) {
    const value = element.getAttribute(name);
    const other = value === null ? null : said(value);
    if (other !== null) element.setAttribute(name, other);
  }
};
const all = (root) => {
  if (root.nodeType === Node.TEXT_NODE) { letters(root); return; }
  if (root.nodeType !== Node.ELEMENT_NODE || ours(root)) return;
  names(root);
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) (walk.currentNode.nodeType === Node.TEXT_NODE ? letters : names)(walk.currentNode);
};
const changed = (records) => {
  for (const record of records) {
    if (record.type === "characterData") letters(record.target);
    else if (record.type === "childList") record.addedNodes.forEach(all);
    else if (!ours(record.target)) names(record.target);
  }
};

const reach = (component) => {
  const { data, parentElement } = component;
  here.live = parentElement.querySelector("p");
  here.words = data.words;
  here.patterns = data.patterns.map(([pattern, words]) => [new RegExp(pattern), words]);
  document.documentElement.lang = "ja";
  if (here.watching) return;
  overhear();
  here.watching = new MutationObserver(changed);
  here.watching.observe(document.body, {
    childList: true, subtree: true, characterData: true, attributeFilter: NAMES,
  });
  for (const kind of ["click", "change", "keydown"])
    document.addEventListener(kind, () => {
      here.acted = performance.now(); here.title = heading(); here.screen = window.meetingKeys?.said;
    }, true);
  all(document.body);
};
"""
_START: Final = "export default function (component) { oneStep(); steadyPress(); reach(component); }"
_SCRIPT: Final = announce.TELL + _JS + state.ONE_STEP + state.STEADY_PRESS + _START
_component = st.components.v2.component("reach", html=_HTML, css=_CSS, js=_SCRIPT)


def show() -> None:
    """Place it once per run, in the frame."""
    with st.container(key="reach"):
        _component(key="reach_part", data={"words": WORDS, "patterns": [list(pair) for pair in PATTERNS]})
