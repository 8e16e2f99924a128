#!/usr/bin/env bash
# Runs every test: on SQLite all of them, on PostgreSQL those that touch the database.
# What this machine cannot test is said first and loudly; the last line is pytest's own.
set -euo pipefail
cd "$(dirname "$0")/.."

# In their own order, which begins with the long ones.
shared=(--dist loadscope --no-loadscope-reorder)
workers=(-n 2 "${shared[@]}")
# Tests with a database wait for the disk a good part of their time: a third one works meanwhile.
waiting=(-n 3 "${shared[@]}")
# Not quiet: the head of the report names the seed of the random order.
pytest=(.venv/bin/python -m pytest)

have_postgresql() { .venv/bin/python tools/pg_cluster.py find >/dev/null 2>&1; }

missing=()
command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || missing+=(chromium)
command -v pdftotext >/dev/null || missing+=(poppler-utils)
command -v npm >/dev/null || missing+=(nodejs npm)
command -v openssl >/dev/null || missing+=(openssl)
command -v softhsm2-util >/dev/null || missing+=(softhsm2)
command -v espeak-ng >/dev/null || missing+=(espeak-ng)
[ -x /usr/sbin/clamd ] || missing+=(clamav-daemon)
[ -x /usr/sbin/nginx ] || command -v nginx >/dev/null || missing+=(nginx-light)
have_postgresql || missing+=(postgresql)

if [ ${#missing[@]} -gt 0 ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing from Debian: ${missing[*]}"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    missing=()
fi

# The same browser without windows works a fifth faster. It comes while the first tests run, and where it cannot be had
# the other one does as well.
quicker_browser() {
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && ! command -v chromium-headless-shell >/dev/null; then
        (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium-headless-shell) >/dev/null 2>&1 || true
    fi
}

# Lighthouse is a program of node: it comes as its lock file has it, where node is.
lighthouse=(--ignore=tests/journeys/test_lighthouse.py)
if tools/lighthouse/install.sh; then
    lighthouse=()
else
    printf '\n*** NOT TESTED: the public pages by Lighthouse (apt-get install nodejs npm)\n\n' >&2
fi

# They measure the server's own log and storage, which a second worker would write to as well.
measured=(tests/apps/casework/test_statement_budget.py tests/apps/casework/test_store_postgresql.py)

# Decided in Python, whatever the database: who is answered what, what readers say of signed files, what providers and
# scanners say, what is made up as a sample, what a production refuses, what commands print, who is kept from what, and what pages and the API show of the services, which
# are tried on both. Once, on SQLite.
once=(
    tests/apps/rights/test_matrix.py
    tests/apps/web
    tests/apps/web_counter
    tests/apps/rights/test_content_policy.py
    tests/apps/signing/test_two_hundred_papers.py
    tests/apps/api
    tests/apps/config/test_production.py
    tests/apps/config/test_log_lines.py
    tests/apps/documents/test_antivirus.py
    tests/apps/outbox/test_apprise.py
    tests/apps/outbox/test_command.py
    tests/apps/casework/test_founding.py
    tests/apps/complaints/test_kept_from.py
    tests/apps/keeping/test_backup_cli.py
    tests/apps/register/test_sample.py
    tests/apps/entries/test_sample.py
)

# A folder without tests would make pytest fail with "no tests collected".
folders_with_tests() {
    local name
    for name in "$@"; do
        if [ -d "tests/$name" ] && [ -n "$(find "tests/$name" -name 'test_*.py' -print -quit)" ]; then
            echo "tests/$name"
        fi
    done
}

# Chance must not decide what the tests reach: every branch of the core is reached without these, which run uncounted.
by_chance=(
    tests/core/engine/test_against_oracle.py
    tests/core/register/test_register_properties.py
    tests/core/worktime/test_clock_properties.py
)

mapfile -t heart < <(folders_with_tests core sop)
mapfile -t plain < <(folders_with_tests apps house upgrades)
mapfile -t database < <(folders_with_tests apps upgrades)
mapfile -t browser < <(folders_with_tests journeys)

not_tested() { printf '\n*** NOT TESTED: %s (apt-get install %s)\n\n' "$1" "$2" >&2; }
for package in "${missing[@]}"; do
    case $package in
        chromium) not_tested "the journeys in a browser" chromium; browser=() ;;
        poppler-utils) not_tested "what a second reader finds in our PDF files" poppler-utils ;;
        nodejs | npm) ;; # Told below, when Lighthouse is wanted.
        openssl) not_tested "time stamps, which openssl makes in these tests" openssl ;;
        softhsm2) not_tested "signing with keys in PKCS#11 tokens" softhsm2 ;;
        espeak-ng) not_tested "the voice of the queue, which espeak-ng makes" espeak-ng ;;
        clamav-daemon) not_tested "a real scanner for viruses" clamav-daemon ;;
        nginx-light) not_tested "the example of a TLS proxy" nginx-light ;;
        postgresql) not_tested "everything on PostgreSQL" postgresql; database=() ;;
    esac
done

# Databases and files of tests live in memory where there is room: what they write need not outlast a power cut.
room() { df --output=avail -k /dev/shm 2>/dev/null | tail -1; }
memory() { awk '/MemAvailable/ { print $2 }' /proc/meminfo; }
in_memory=
if [ "$(room)" -gt 6000000 ] 2>/dev/null && [ "$(memory)" -gt 9000000 ] 2>/dev/null; then
    in_memory=$(mktemp -d /dev/shm/loket-tests-XXXXXX)
    # The server of PostgreSQL is another user's.
    chmod 755 "$in_memory"
    export TMPDIR=$in_memory
fi

# Tests leave the office's own folder and database alone.
LOKET_HOME=$(mktemp -d)
export LOKET_HOME
trap 'kill "${journeys:-}" 2>/dev/null || true; rm -rf "$LOKET_HOME" ${in_memory:+"$in_memory"}' EXIT
unset DATABASE_URL

# A browser waits for pages half of its time, so the journeys share the machine with the tests that come first; what they say
# is told at their end. Two runs do not share a folder.
journeys() {
    quicker_browser
    LOKET_HOME=$(mktemp -d) "${pytest[@]}" "${workers[@]}" "${lighthouse[@]}" "${browser[@]}"
}

failed=0
told=$(mktemp)
if [ ${#browser[@]} -gt 0 ]; then
    journeys >"$told" 2>&1 &
    journeys=$!
fi
echo "== the heart, every branch of it: ${heart[*]}"
"${pytest[@]}" "${workers[@]}" --cov=loket.core --cov-fail-under=100 "${by_chance[@]/#/--ignore=}" "${heart[@]}" || failed=1
echo "== all else but the browser, on SQLite: ${plain[*]}"
"${pytest[@]}" "${waiting[@]}" "${plain[@]}" "${by_chance[@]}" || failed=1
if [ ${#browser[@]} -gt 0 ]; then
    wait "$journeys" || failed=1
    echo "== in the browser, on SQLite: ${browser[*]}"
    cat "$told"
fi
if [ ${#database[@]} -gt 0 ] && [ $failed = 0 ]; then
    echo "== on PostgreSQL: ${database[*]}"
    ignored=("${measured[@]/#/--ignore=}" "${once[@]/#/--ignore=}")
    .venv/bin/python tools/pg_cluster.py run -- "${pytest[@]}" "${waiting[@]}" "${ignored[@]}" "${database[@]}" || failed=1
    echo "== on PostgreSQL, alone on the server: ${measured[*]}"
    .venv/bin/python tools/pg_cluster.py run -- "${pytest[@]}" "${measured[@]}" || failed=1
fi
exit $failed
