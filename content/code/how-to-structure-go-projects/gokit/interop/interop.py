"""Calls the wallet with Google's gRPC for Python, and lets the wallet's own client call a server of it.

    pip install grpcio grpcio-tools
    python interop.py >../measured/grpc-interop.txt

Builds cmd/walletkit and interop/call with the Go in PATH. Prints what each call came back with; a
difference from what is expected ends it with an error.
"""

import importlib
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import grpc
from google.protobuf.timestamp_pb2 import Timestamp
from grpc_tools import protoc

HERE = Path(__file__).resolve().parent
MODULE = HERE.parent


def generate(folder: str) -> tuple:
    """The messages and stubs of wallet.proto, which the Go code does without."""
    well_known = str(files("grpc_tools") / "_proto")
    options = [f"-I{MODULE / 'internal/grpc'}", f"-I{well_known}", f"--python_out={folder}"]
    assert protoc.main(["protoc", *options, f"--grpc_python_out={folder}", "wallet.proto"]) == 0
    sys.path.insert(0, folder)
    return importlib.import_module("wallet_pb2"), importlib.import_module("wallet_pb2_grpc")


def report(name: str, answer: object, expected: object) -> None:
    print(f"{name:<50} {answer}")
    if answer != expected:
        raise SystemExit(f"{name}: got {answer!r}, expected {expected!r}")


def code_of(call, *args, **options) -> str:
    try:
        call(*args, **options)
    except grpc.RpcError as error:
        return f"{error.code().name}: {error.details()}"
    return "OK"


def python_calls_go(pb, stubs, folder: str) -> None:
    binary = f"{folder}/walletkit"
    subprocess.run(["go", "build", "-o", binary, "./cmd/walletkit"], cwd=MODULE, check=True)
    with subprocess.Popen([binary, "-addr", "localhost:0"], stderr=subprocess.PIPE, text=True) as server:
        address = server.stderr.readline().rpartition("addr=")[2].strip()
        with grpc.insecure_channel(address) as channel:
            wallet = stubs.WalletStub(channel)
            pay = pb.TransferRequest(id="1", to="Änn", amount=2**40, **{"from": "world"})
            report("Open", wallet.Open(pb.AccountRequest(id="Änn")).id, "Änn")
            first = wallet.Transfer(pay, timeout=5)
            report("Transfer", (first.id, first.amount, first.posted.seconds > 0), ("1", 2**40, True))
            report("Transfer again: the same reply", wallet.Transfer(pay) == first, True)
            report("Account", wallet.Account(pb.AccountRequest(id="Änn")).balance, 2**40)
            report("Account of the world", wallet.Account(pb.AccountRequest(id="world")).balance, -(2**40))
            missing = code_of(wallet.Account, pb.AccountRequest(id="Bob"))
            report("Account that is not there", missing, 'NOT_FOUND: no such account: "Bob"')
            pay.amount += 1
            reused = code_of(wallet.Transfer, pay).partition(":")[0]
            report("Transfer with a used id", reused, "ALREADY_EXISTS")
            back = pb.TransferRequest(id="2", to="world", amount=2**41, **{"from": "Änn"})
            report(
                "Transfer without funds",
                code_of(wallet.Transfer, back).partition(":")[0],
                "FAILED_PRECONDITION",
            )
            report(
                "Open without an id",
                code_of(wallet.Open, pb.AccountRequest()).partition(":")[0],
                "INVALID_ARGUMENT",
            )
            unknown = channel.unary_unary("/bank.v1.Wallet/Close")
            report("method that is not there", code_of(unknown, b"").partition(":")[0], "UNIMPLEMENTED")
            gzip = code_of(wallet.Open, pb.AccountRequest(id="a" * 999), compression=grpc.Compression.Gzip)
            report("compressed request", gzip.partition(":")[0], "UNIMPLEMENTED")
            long = code_of(wallet.Open, pb.AccountRequest(id="a" * 70_000)).partition(":")[0]
            report("message of 70 kB", long, "RESOURCE_EXHAUSTED")
        server.terminate()
    report("walletkit ended with", server.returncode, 0)


def go_calls_python(pb, stubs) -> None:
    class Wallet(stubs.WalletServicer):
        """Answers with what it was asked, which shows that both sides read it alike."""

        def Open(self, request, context):  # noqa: N802, named by gRPC
            context.abort(grpc.StatusCode.NOT_FOUND, f"100 % no “{request.id}”\n")

        def Account(self, request, context):  # noqa: N802
            return pb.AccountReply(id=request.id, balance=-(2**63))

        def Transfer(self, request, context):  # noqa: N802
            posted = Timestamp(seconds=1538092800, nanos=int(0 < context.time_remaining() <= 5))
            names = {"from": getattr(request, "from")}
            return pb.TransferReply(
                id=request.id, to=request.to, amount=request.amount, posted=posted, **names
            )

    server = grpc.server(ThreadPoolExecutor(2))
    stubs.add_WalletServicer_to_server(Wallet(), server)
    port = server.add_insecure_port("localhost:0")
    server.start()
    command = ["go", "run", "./interop/call", f"localhost:{port}"]
    lines = subprocess.check_output(command, cwd=MODULE, text=True).splitlines()
    server.stop(None)
    expected = [
        "Open: no such account (grpc status 5: 100 % no “Änn”\\n)",
        "Account: {Änn false -9223372036854775808} <nil>",
        "Transfer: {1 world Änn 1099511627776 2018-09-28 00:00:00.000000001 +0000 UTC} <nil>",
    ]
    for line, wanted in zip(lines, expected, strict=True):
        report("Go client", line, wanted)


if __name__ == "__main__":
    print(f"grpcio {version('grpcio')}, protobuf {version('protobuf')}, Python {sys.version.split()[0]}")
    with tempfile.TemporaryDirectory() as scratch:
        modules = generate(scratch)
        python_calls_go(*modules, scratch)
        go_calls_python(*modules)
