#!/usr/bin/env python3
"""install_test.py BUILD EXAMPLE MODEL - installs libnqdmn into a scratch folder and builds the examples against it alone, as
the guide (docs/dmn-*.md) says."""
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / 'tools'))
sys.dont_write_bytecode = True
import guide  # noqa: E402
from installed import check, library  # noqa: E402

build, example, model = sys.argv[1:4]
with library(build, 'nqdmn', guide.GUIDES, (ROOT / 'examples').glob('*.dmn')) as nqdmn:
    if nqdmn.there:
        nqdmn.built(ROOT / 'examples/columns.c')
        program = nqdmn.built(example)
        if program:
            said = nqdmn.run(program, model, 'Grant', 'age=38', 'degree="doctor"', 'months worked=8')
            check('the example answers', said.returncode == 0 and said.stdout.startswith('30000'), said.stdout + said.stderr)
            check('and says which rule applied', 'Rule 1 applies' in said.stdout, said.stdout)
            said = nqdmn.run(program, model, 'Grant', 'age=')
            check('a bad input is refused', said.returncode == 1 and 'age=' in said.stderr, said.stdout + said.stderr)
        check('it shows something', len(nqdmn.symbols()) > 50)
