#!/usr/bin/env bash
# Fills fuzz/corpus with what fixtures/ holds: every target begins with files that are agents, so that it looks at what
# lies behind the first refusal.
set -euo pipefail
cd "$(dirname "$0")"

seed() { # target, endings…
  local target=$1 ending file
  shift
  mkdir -p "corpus/$target"
  for ending in "$@"; do
    find ../fixtures -type f -name "*$ending" -size -16k -print0 | while IFS= read -r -d '' file; do
      cp "$file" "corpus/$target/$(sha1sum "$file" | cut -c1-16)"
    done
  done
}

seed decode .md .mdc .txt
seed sections .md
seed syntax_json .json .jsonc
seed syntax_yaml .yaml .yml .roomodes
seed syntax_toml .toml
seed front_matter .none

# Front matter without its dashes.
find ../fixtures -type f -name '*.md' -size -16k -print0 | while IFS= read -r -d '' file; do
  sed -n '2,/^---$/{/^---$/!p;}' "$file" > "corpus/front_matter/$(sha1sum "$file" | cut -c1-16)"
done

# Each agent of a case beside the next.
mkdir -p corpus/load_merge_load
for case in ../fixtures/cases/*/inputs; do
  previous=
  while IFS= read -r -d '' file; do
    [ -z "$previous" ] || { cat "$previous"; printf '\n%%%%%%%%\n'; cat "$file"; } > "corpus/load_merge_load/$(sha1sum "$file" | cut -c1-16)"
    previous=$file
  done < <(find "$case" -type f -name '*.md' -size -16k -print0 | sort -z)
done
