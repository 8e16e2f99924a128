#!/usr/bin/env bash
# Remakes the three lock files: what runs, what tests, what the benchmark compares with.
# Later locks are constrained by earlier ones, so that one version is tested and run.
# Pass `--upgrade` to move to newer versions.
set -euo pipefail
cd "$(dirname "$0")/.."

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet uv
export UV_PYTHON_DOWNLOADS=never

compile() {
    "$scratch/venv/bin/uv" pip compile --quiet --no-config --universal --python-version 3.11 \
        --generate-hashes --no-header --no-annotate --group build "$@" pyproject.toml
}
compile "$@" -o requirements.lock
compile "$@" --group dev -c requirements.lock -o requirements-dev.lock
compile "$@" --group dev --extra bench -c requirements-dev.lock -o requirements-bench.lock
