#!/usr/bin/env bash
# Makes .venv with the first Python that is new enough (PYTHON=... for a certain one), and says what to install when none is.
set -euo pipefail
cd "$(dirname "$0")/.."

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
complete() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }
root_on_debian() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }
install_from_debian() {
    echo "Installing python3-venv from Debian ..."
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv >/dev/null
}

# The system's own Python comes first: it is the one that gets security updates without anybody's doing, and
# distributions build it a fifth faster than what a version manager compiles without profile.
find_python() {
    local name
    if [ -z "${PYTHON:-}" ] && new_enough /usr/bin/python3 && complete /usr/bin/python3; then
        echo /usr/bin/python3
        return
    fi
    for name in "${PYTHON:-python3}" python3.14 python3.13 python3.12 python3.11; do
        if new_enough "$name"; then
            echo "$name"
            return
        fi
    done
}

python=$(find_python)
if [ -z "$python" ] || ! complete "$python"; then
    if root_on_debian; then
        install_from_debian
        python=$(find_python)
    fi
fi
if [ -z "$python" ]; then
    echo "Loket needs Python 3.11 or newer. On Debian 12: apt-get install python3-venv" >&2
    exit 1
fi
if ! complete "$python"; then
    echo "$python cannot make a virtual environment. On Debian: apt-get install python3-venv" >&2
    exit 1
fi

"$python" -m venv .venv
