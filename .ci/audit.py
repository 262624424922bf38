"""Known vulnerabilities in the packages of constraints.txt, one a line.

Exit code 1 if there are any, or if the advisories could not be asked for every package: silence means that all were.
"""

import json
import subprocess
import sys
from pathlib import Path

_SECONDS = 120
_PINS = Path(__file__).resolve().parent.parent / "constraints.txt"
_AUDIT = ("pip_audit", "--requirement", str(_PINS), "--no-deps", "--disable-pip", "--format", "json")


def main() -> None:
    """Ask, and tell."""
    told = lines()
    sys.stdout.write("".join(f"audit: {line}\n" for line in told))
    sys.exit(1 if told else 0)


def lines() -> list[str]:
    """What is to be told; empty if every package was looked up and none has a known vulnerability."""
    command = [sys.executable, "-m", *_AUDIT, "--progress-spinner", "off", "--timeout", "10"]
    try:
        asked = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
        packages = json.loads(asked.stdout)["dependencies"]
    except subprocess.TimeoutExpired:
        return [f"no answer within {_SECONDS} s; nothing was looked up"]
    except (ValueError, KeyError):
        last = (asked.stderr.strip() or "no answer").splitlines()[-1]
        return [f"nothing was looked up: {last}"]
    found = [
        f"{one['name']} {one['version']}: {known['id']}, mended in {', '.join(known['fix_versions']) or 'no version'}"
        for one in packages
        for known in one.get("vulns", [])
    ]
    skipped = sum("skip_reason" in one for one in packages)
    return [*found, f"{skipped} of {len(packages)} packages could not be looked up"] if skipped else found


if __name__ == "__main__":
    main()
