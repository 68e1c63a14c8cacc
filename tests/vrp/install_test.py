#!/usr/bin/env python3
"""install_test.py BUILD EXAMPLE - installs libnqvrp into a scratch folder and builds the example against it alone, as the
guide (docs/vrp-*.md) says."""
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / 'tools'))
sys.dont_write_bytecode = True
import guide  # noqa: E402
from installed import check, library  # noqa: E402

build, example = sys.argv[1:3]
with library(build, 'nqvrp', guide.ROUTING) as nqvrp:
    if nqvrp.there:
        program = nqvrp.built(example)
        if program:
            said = nqvrp.run(program)
            check('without a limit it is refused', said.returncode == 1 and 'limit' in said.stderr, said)
        shown = nqvrp.symbols()
        check('it shows the doors', {'vrp_solve', 'vrp_check', 'vrp_reasons', 'vrp_schedule'} <= shown, shown)
