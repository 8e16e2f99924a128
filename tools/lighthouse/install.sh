#!/usr/bin/env bash
# Puts Lighthouse into .venv/lighthouse, as its lock file has it; the second time there is nothing to do.
set -euo pipefail
cd "$(dirname "$0")"
target=../../.venv/lighthouse

command -v npm >/dev/null || { echo "npm is missing" >&2; exit 1; }
cmp -s package-lock.json "$target/.made" && exit 0
mkdir -p "$target"
cp package.json package-lock.json .npmrc "$target/"
(cd "$target" && npm ci --silent)
cp package-lock.json "$target/.made"
