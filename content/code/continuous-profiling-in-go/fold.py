"""Folds what `go tool pprof -traces` prints: a line a stack, root first, then its milliseconds."""

import re
import sys
from collections import Counter

UNITS = {"us": 0.001, "ms": 1, "s": 1000, "mins": 60_000}
VALUE = re.compile(r"\s*(?P<number>[\d.]+)(?P<unit>us|ms|s|mins)\s+(?P<frame>\S.*)")
RULE = re.compile(r"-+\+-+")
INLINED = " (inline)"
DEEPEST = 16  # frames from the root; what lies below is counted to the last


def fold(lines) -> Counter:
    stacks: Counter = Counter()
    weight, frames = 0, []
    for line in lines:
        if RULE.match(line):
            if frames:
                stacks[";".join(frames[: -DEEPEST - 1 : -1])] += weight
            weight, frames = 0, []
        elif not frames and (value := VALUE.fullmatch(line.rstrip())):
            weight = round(float(value["number"]) * UNITS[value["unit"]])
            frames = [value["frame"].removesuffix(INLINED)]
        elif frames:
            frames.append(line.strip().removesuffix(INLINED))
    return stacks


if __name__ == "__main__":
    for stack, weight in sorted(fold(sys.stdin).items()):
        print(stack, weight)
