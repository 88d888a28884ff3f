#!/usr/bin/env bash
# Accuracy of dates and of mentions on gold corpora: bench/accuracy.sh SHARED, where SHARED holds eval/ and corpora/.
set -euo pipefail
shared=${1:?give the folder that holds eval/ and corpora/}
bin=$(cd "$(dirname "$0")/../.venv/bin" && pwd)
for corpus in te3-timebank te3-aquaint wikiwars-dev; do
  python3 "$shared/eval/eval_timex.py" "$shared/corpora/$corpus" -- "$bin/timeline" tag
done
python3 "$shared/eval/eval_mentions.py" "$shared/corpora/te3-links" -- "$bin/timeline" mentions
