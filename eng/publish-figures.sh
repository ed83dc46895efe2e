#!/usr/bin/env bash
# Puts the tables of a results directory between <!-- figures:NAME --> and <!-- /figures --> in the documents that have such
# markers, so that no figure is typed by hand.
# Usage: eng/publish-figures.sh benchmarks/results/<cpu>/<date>-<commit>
set -euo pipefail
export LC_ALL=C
cd "$(dirname "$0")/.."
results=${1:?which results directory}
results=${results%/}

for document in docs/performance.md docs/deploy.md README.md; do
    new=$(mktemp)
    inside=0
    while IFS= read -r line || [[ -n $line ]]; do
        if ((inside)) && [[ $line == '<!-- /figures -->' ]]; then
            inside=0
        fi
        ((inside)) || printf '%s\n' "$line"
        if [[ $line =~ ^'<!-- figures:'([a-z-]+)' -->'$ && -f $results/${BASH_REMATCH[1]}.md ]]; then
            name=${BASH_REMATCH[1]}
            inside=1
            # Links in README start at the root, in docs/ one up.
            up=$([[ $document == docs/* ]] && echo ../ || true)
            printf '\n'
            cat "$results/$name.md"
            printf '\nFrom [`%s`](%s).\n\n' "$results/$name.md" "$up$results/$name.md"
        fi
    done <"$document" >"$new"
    ((inside == 0)) || { echo "$document: a figures marker is not closed" >&2; rm "$new"; exit 1; }
    cat "$new" >"$document"
    rm "$new"
done
