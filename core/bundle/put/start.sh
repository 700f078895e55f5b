#!/bin/sh
# Find a Python for which the bundle has wheels; the rest is done by core/bundle/start.py.
cd "$(dirname "$0")" || exit 1
for name in python3 python3.14 python3.13 python3.12 python3.11 python; do
  if command -v "$name" >/dev/null 2>&1 && "$name" core/bundle/start.py --fits >/dev/null 2>&1; then
    exec "$name" core/bundle/start.py "$@"
  fi
done
for name in python3 python; do
  # It says itself why it does not fit.
  command -v "$name" >/dev/null 2>&1 && exec "$name" core/bundle/start.py "$@"
done
echo 'エラー: Python がありません。読み方.txt にある版を入れてから、もう一度実行してください。' >&2
exit 2
