#!/usr/bin/env bash
# The pictures of the README.
#
#   scripts/screenshot.sh                          docs/screenshot.svg: the report of the fixtures' roster on a terminal
#   scripts/screenshot.sh PAGE.html OUT.png [W,H]  any HTML file, as headless Chromium shows it
#
# AGENTKIN names the program to run, else it is built; CHROMIUM the browser.
set -euo pipefail
cd "$(dirname "$0")/.."

terminal() {
  local program=${AGENTKIN:-}
  if [ -z "$program" ]; then
    cargo build --release --quiet
    program=$PWD/target/release/agentkin
  fi
  # The prompt and the command stand above what it prints, as they would on a terminal.
  {
    printf '\033[1;32m$\033[0m agentkin report\n'
    (cd fixtures/rosters/web-shop && LC_ALL=C.UTF-8 "$program" report --color always --width 88 --no-cache 2>/dev/null)
  } | cargo run --quiet --example screenshot >docs/screenshot.svg
  ls -l docs/screenshot.svg
}

page() {
  local browser=${CHROMIUM:-chromium}
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  "$browser" --headless --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$folder" \
    --window-size="${3:-1280,900}" --screenshot="$(realpath -m "$2")" "file://$(realpath "$1")" 2>/dev/null
  ls -l "$2"
}

case $# in
  0) terminal ;;
  2 | 3) page "$@" ;;
  *) sed -n '2,7p' "$0" >&2; exit 2 ;;
esac
