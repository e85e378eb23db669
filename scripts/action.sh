#!/usr/bin/env bash
# What action.yml runs: annotations, a SARIF log and a summary of one collection, and the exit status of the gate.
# Everything comes by the environment; docs/ci.md says what each means.
set -euo pipefail

# Blanks around a value are the workflow's, not the name's.
trimmed() { printf '%s' "$1" | sed -e '1s/^[[:space:]]*//' -e '$s/[[:space:]]*$//'; }

agentkin=$(trimmed "${BINARY:-}")
agentkin=${agentkin:-agentkin}
options=(--quiet)
# A value is one with its option: where it begins with a dash it is no option of its own.
option() { local value; value=$(trimmed "$2"); [ -z "$value" ] || options+=("$1=$value"); }
option --fail-on "${FAIL_ON:-}"
option --since "${SINCE:-}"
option --baseline "${BASELINE:-}"
option --config "${CONFIG:-}"
sarif=$(trimmed "${SARIF_FILE:-}")
[ -n "$sarif" ] || [ "$(trimmed "${UPLOAD_SARIF:-}")" != true ] || sarif=${RUNNER_TEMP:-/tmp}/agentkin.sarif
# A line of its own in the outputs would be an output of its own.
case $sarif in
  *[[:cntrl:]]*)
    printf '::error::sarif-file holds a line break or another control character\n'
    exit 2
    ;;
esac
[ -z "$sarif" ] || mkdir -p -- "$(dirname -- "$sarif")"

# A path a line, without the blanks around it; a name that begins with a dash is no option.
paths=$(printf '%s\n' "${PATHS:-}" | sed -e 's/^[[:space:]]*//' -e 's/[[:space:]]*$//' -e '/^$/d')
# shellcheck disable=SC2317 # answer calls it
report() { printf '%s\n' "${paths:-.}" | "$agentkin" report --files-from - "$@"; }

# 1 is an answer: something was found. What is more is a failure, and ends the step here.
answer() { local code=0; "$@" || code=$?; [ "$code" -le 1 ] || exit "$code"; return "$code"; }

code=0
answer report "${options[@]}" --format github || code=$?
if [ -n "$sarif" ]; then
  answer report "${options[@]}" --format sarif --output="$sarif" --force || true
  printf 'sarif-file=%s\n' "$sarif" >>"$GITHUB_OUTPUT"
fi
summary=$(trimmed "${SUMMARY:-}")
if [ "${summary:-true}" = true ]; then
  answer report "${options[@]}" --format markdown >>"$GITHUB_STEP_SUMMARY" || true
fi
printf 'exit-code=%s\n' "$code" >>"$GITHUB_OUTPUT"
exit "$code"
