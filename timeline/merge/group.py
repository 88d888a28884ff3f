"""Average linkage on a sparse graph: two groups become one while the mean of the scores between their members is high enough."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping, Sequence


def grouped(n: int, scores: Mapping[tuple[int, int], float], least: float, fits: Callable[[Sequence[int], Sequence[int]], bool] = lambda a, b: True) -> list[list[int]]:
    """Groups of ``n`` items, each sorted, in the order of their first members; ``scores`` (0 to 1) names the pairs that may belong together, every other pair counts 0.

    Two groups whose members do not ``fits`` stay apart, whatever their mean.

    The result does not depend on the order of ``scores``: of equal means the one with the lowest numbers is taken first.
    """
    sums: dict[int, dict[int, float]] = {}
    for (i, j), s in scores.items():
        sums.setdefault(i, {})[j] = s
        sums.setdefault(j, {})[i] = s
    members = {i: [i] for i in range(n)}
    heap = [(-s, min(i, j), max(i, j)) for (i, j), s in scores.items()]
    heapq.heapify(heap)

    def mean(a: int, b: int) -> float:
        return sums[a][b] / (len(members[a]) * len(members[b]))

    while heap and -heap[0][0] >= least:
        score, a, b = heapq.heappop(heap)
        if a not in members or b not in members or b not in sums.get(a, {}) or abs(mean(a, b) + score) > 1e-12:
            continue  # of groups that have grown since
        if not fits(members[a], members[b]):
            continue
        members[a] += members.pop(b)
        for other, s in sums.pop(b).items():
            del sums[other][b]
            if other != a:
                sums[a][other] = sums[other][a] = sums[a].get(other, 0.0) + s
        for other in sums[a]:
            heapq.heappush(heap, (-mean(a, other), min(a, other), max(a, other)))
    return sorted(sorted(group) for group in members.values())
