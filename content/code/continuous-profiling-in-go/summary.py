"""Sums up measured/: the figures that the article quotes. Run with Python 3.11, no arguments."""

import re
from collections import defaultdict
from math import comb, sqrt
from pathlib import Path
from statistics import mean, median, stdev

MEASURED = Path(__file__).parent / "measured"
VERSIONS = ("v1", "v2", "v3")


def lines(name: str) -> list[str]:
    return (MEASURED / name).read_text("utf-8").splitlines()


def sign_interval(values: list[float]) -> tuple[float, float, float]:
    """Bounds of the median by the sign test, which supposes nothing of the values, and their confidence."""
    ordered, n = sorted(values), len(values)
    rank, outside = 0, 0.0  # of the bounds, from either end, and the chance of the median being beyond
    while outside + 2 * comb(n, rank) / 2**n <= 0.05:
        outside += 2 * comb(n, rank) / 2**n
        rank += 1
    rank = max(rank, 1)
    return ordered[rank - 1], ordered[n - rank], 1 - outside


def windows() -> None:
    totals, compiling, sizes = defaultdict(list), defaultdict(list), defaultdict(list)
    for line in lines("windows.txt"):
        name, total, compiled, size = line.split()
        version = name.split(",")[1]
        totals[version].append(int(total) / 100)  # ms in 10 s: percent of a core
        compiling[version].append(int(compiled) / int(total))
        sizes[version].append(int(size))
    for version in VERSIONS:
        each = totals[version]
        print(
            f"{version}: {len(each)} windows, {mean(each):.1f}% of a core,"
            f" {min(each):.1f} to {max(each):.1f},"
            f" deviation {stdev(each):.1f}, standard error {stdev(each) / sqrt(len(each)):.1f};"
            f" {median(sizes[version]) / 1000:.1f} kB in the median"
        )
    shares = compiling["v2"]
    p = sum(share * total for share, total in zip(shares, totals["v2"], strict=True)) / sum(totals["v2"])
    samples = mean(totals["v2"]) * 10
    print(
        f"regexp.compile in v2: {100 * p:.1f}%, {100 * min(shares):.1f} to {100 * max(shares):.1f}, deviation"
        f" {100 * stdev(shares):.2f}; by the formula {100 * sqrt(p * (1 - p) / samples):.2f} for"
        f" {samples:.0f} samples, {100 * sqrt(p * (1 - p) / samples / len(shares)):.2f} for all"
    )


CPU = re.compile(
    r"(\d+) (v\d) a (\d+) b (\d+) .*; (\d+) requests, (\d+) failed, p50 ([\d.]+)(µs|ms), p99 ([\d.]+)(µs|ms)"
)
UNITS = {"µs": 0.001, "ms": 1.0}


def kernel() -> None:
    spent, p50, p99 = defaultdict(dict), defaultdict(list), defaultdict(list)
    for line in lines("cpu.txt"):
        found = CPU.match(line)
        turn, version = int(found[1]), found[2]
        spent[version][turn] = (int(found[3]) + int(found[4])) / int(found[5]) * 1e4  # µs a request
        p50[version].append(float(found[7]) * UNITS[found[8]])
        p99[version].append(float(found[9]) * UNITS[found[10]])
    for version in VERSIONS:
        each = spent[version].values()
        print(
            f"{version}: kernel {mean(each):.1f} µs a request, {min(each):.1f} to {max(each):.1f} in a round;"
            f" p50 {median(p50[version]):.2f} ms ({min(p50[version]):.2f} to {max(p50[version]):.2f}),"
            f" p99 {median(p99[version]):.2f} ms ({min(p99[version]):.2f} to {max(p99[version]):.2f})"
        )
    for version in ("v2", "v3"):
        more = [100 * (spent[version][turn] / spent["v1"][turn] - 1) for turn in spent["v1"]]
        rounds = ", ".join(f"{each:+.1f}%" for each in more)
        print(f"{version} over v1, by the round: {rounds}; mean {mean(more):+.1f}%")


def overhead() -> None:
    blocks = defaultdict(list)
    for line in lines("overhead.txt"):
        _, kept, percent, _, off, on = line.split()
        blocks[kept].append((float(percent.strip("%")), int(off), int(on)))
    for kept, each in blocks.items():
        percents = [percent for percent, _, _ in each]
        low, high, sure = sign_interval(percents)
        print(
            f"overhead {kept}: median {median(percents):+.2f}%, from {low:+.2f}% to {high:+.2f}% with"
            f" {100 * sure:.0f}% confidence, {len(each)} blocks;"
            f" cycles {mean(off for _, off, _ in each):.1f} and {mean(on for _, _, on in each):.1f}"
        )


def by_name(name: str, words: slice, value: int) -> dict[str, list[float]]:
    """The values of a file whose lines have some words as a name and one as a value."""
    values = defaultdict(list)
    for line in lines(name):
        parts = line.split()
        values[" ".join(parts[words])].append(float(parts[value]))
    return values


def others() -> None:
    for name, each in by_name("window-end.txt", slice(0, 3), 3).items():
        print(f"{name}: {median(each):.1f} ms of CPU")
    for name, each in by_name("cycles.txt", slice(0, 3), 3).items():
        print(f"{name}: {median(each):.1f} of the collector for 10,000 requests")
    for file in ("bench-versions.txt", "bench-endpoint.txt"):
        for name, each in by_name(file, slice(0, 1), 2).items():
            print(f"{name}: {median(each) / 1000:.3f} µs in the median of {len(each)}")
    shares = defaultdict(list)
    for line in lines("phase.txt"):
        turn, even, odd, _ = line.split()
        shares[turn].append(100 * float(even) / (float(even) + float(odd)))
    for turn, each in shares.items():
        print(f"turns of {turn}: one function has {', '.join(f'{share:.0f}%' for share in sorted(each))}")


if __name__ == "__main__":
    windows()
    kernel()
    overhead()
    others()
