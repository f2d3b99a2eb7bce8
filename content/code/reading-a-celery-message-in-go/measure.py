"""Sizes of the recorded messages, and the cost of decoding them.

python measure.py > measured/decode.txt     # needs go and nothing else
"""

import base64
import json
import platform
import re
import statistics
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
NAMES = ("v1-plain", "v2-plain", "v1-gzip", "v2-gzip", "long-argument", "value-datetime")


def sizes():
    """Where the bytes of a message are."""
    print(f"{'message':16} {'all':>6} {'body':>6} {'base64':>6} {'headers':>8} {'argsrepr':>8}")
    for name in NAMES:
        raw = (HERE / "message" / "testdata" / f"{name}.json").read_bytes()
        message = json.loads(raw)
        headers = message["headers"]
        print(
            f"{name:16} {len(raw):6} {len(base64.b64decode(message['body'])):6} {len(message['body']):6}"
            f" {len(json.dumps(headers)):8} {len(headers.get('argsrepr', '')):8}"
        )


def costs():
    """Medians of twenty runs of the benchmarks."""
    command = [
        "go",
        "test",
        "./message",
        "-run",
        "^$",
        "-bench",
        ".",
        "-benchmem",
        "-benchtime",
        "100ms",
        "-count",
        "20",
    ]
    output = subprocess.run(command, cwd=HERE, check=True, capture_output=True, text=True).stdout
    print(re.search(r"cpu: .*", output).group(), platform.machine())
    runs = {}
    result = r"^Benchmark(\S+?)(?:-\d+)?\s+\d+\s+([\d.]+) ns/op\s+(\d+) B/op\s+(\d+) allocs/op"
    for name, ns, size, allocations in re.findall(result, output, re.MULTILINE):
        runs.setdefault(name, []).append((float(ns), int(size), int(allocations)))
    for name, values in runs.items():
        ns = sorted(value[0] for value in values)
        print(
            f"{name:30} {statistics.median(ns) / 1000:7.2f} µs (quartiles {ns[len(ns) // 4] / 1000:.2f} and"
            f" {ns[len(ns) * 3 // 4] / 1000:.2f}), {values[0][1]} bytes in {values[0][2]} allocations,"
            f" {len(ns)} runs"
        )


if __name__ == "__main__":
    sizes()
    costs()
