#!/usr/bin/env bash
# What action.yml runs: annotations, a SARIF log and a summary of one collection, and the exit status of the gate.
# Everything comes by the environment; docs/ci.md says what each means.
set -euo pipefail

agentkin=${BINARY:-agentkin}
options=(--quiet)
[ -z "${FAIL_ON:-}" ] || options+=(--fail-on "$FAIL_ON")
[ -z "${BASELINE:-}" ] || options+=(--baseline "$BASELINE")
[ -z "${CONFIG:-}" ] || options+=(--config "$CONFIG")
sarif=${SARIF_FILE:-}
[ -n "$sarif" ] || [ "${UPLOAD_SARIF:-false}" != true ] || sarif=${RUNNER_TEMP:-/tmp}/agentkin.sarif

# shellcheck disable=SC2317 # answer calls it
# A path a line; a name that begins with a dash is no option.
report() { printf '%s\n' "${PATHS:-.}" | sed '/^[[:space:]]*$/d' | "$agentkin" report --files-from - "$@"; }

# 1 is an answer: something was found. What is more is a failure, and ends the step here.
answer() { local code=0; "$@" || code=$?; [ "$code" -le 1 ] || exit "$code"; return "$code"; }

code=0
answer report "${options[@]}" --format github || code=$?
if [ -n "$sarif" ]; then
  answer report "${options[@]}" --format sarif --output "$sarif" --force || true
  printf 'sarif-file=%s\n' "$sarif" >>"$GITHUB_OUTPUT"
fi
if [ "${SUMMARY:-true}" = true ]; then
  answer report "${options[@]}" --format markdown >>"$GITHUB_STEP_SUMMARY" || true
fi
printf 'exit-code=%s\n' "$code" >>"$GITHUB_OUTPUT"
exit "$code"
