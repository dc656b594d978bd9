"""Run a command so that nothing of it outlives who started it: `python leash.py COMMAND ...`.

The leash leads a process group of its own and holds the reading end of a pipe as standard input. Whoever started it
holds the only writing end: when that process ends in whatever way, kill -9 included, the pipe closes, and the leash
ends its group. Works on every Unix (Linux' PR_SET_PDEATHSIG reaches direct children only, others have nothing like it).
"""

import os
import signal
import subprocess
import sys
import threading
import time

PATIENCE = 8.0


def main(command: list[str]) -> int:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: None)  # meant for the command, which gets it too; the leash waits for its end
    held = os.dup(0)
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    threading.Thread(target=end_with_owner, args=[held, child], daemon=True).start()
    return child.wait()


def end_with_owner(held: int, child: subprocess.Popen) -> None:
    """Wait for the pipe to close; then ask the group to end, and after a while no longer ask."""
    while os.read(held, 1024):
        pass
    os.killpg(0, signal.SIGTERM)
    until = time.monotonic() + PATIENCE
    while child.returncode is None and time.monotonic() < until:
        time.sleep(0.05)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
