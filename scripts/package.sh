#!/usr/bin/env bash
# Packs a release build of one target as `cargo binstall` looks for it (package.metadata.binstall in Cargo.toml):
# the program, its manual pages and completions, readme and licences.
#
#   cargo build --release --target TARGET && scripts/package.sh TARGET
#
# Where the target's programs do not run here, RUNS names one that does: its pages and completions are the same.
set -euo pipefail
cd "$(dirname "$0")/.."

target=${1:?usage: scripts/package.sh TARGET}
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
name=agentkin-$target-v$version
suffix=
case $target in *-windows-*) suffix=.exe ;; esac
program=target/$target/release/agentkin$suffix
runs=${RUNS:-$program}

archives=target/package-archives
folder=$archives/$name
rm -rf "$folder"
mkdir -p "$folder/man" "$folder/completions"
cp "$program" README.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE "$folder"
"$runs" man --output "$folder/man"
for shell in bash elvish fish powershell zsh; do
  "$runs" completions "$shell" >"$folder/completions/agentkin.$shell"
done

cd "$archives"
case $target in
  *-windows-*) 7z a -bso0 "$name.zip" "$name" ;;
  *) tar -czf "$name.tgz" "$name" ;;
esac
rm -rf "$name"
ls -l "$name".*
