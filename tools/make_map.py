#!/usr/bin/env python3
"""make_map.py NAME OUT HEADER... - the linker's list of what a shared library shows: the functions that its installed
headers declare, and nothing else, so that neither its insides nor those of the libraries in it clash with a host's."""
import pathlib
import re
import sys

name, out, *headers = sys.argv[1:]
found = set()
for header in headers:
    text = re.sub(r'/\*.*?\*/', '', pathlib.Path(header).read_text(encoding='utf-8'), flags=re.S)
    text = re.sub(r'^\s*#(.*\\\n)*.*\n', '', text, flags=re.M)
    for m in re.finditer(r'^(?!static)[a-z][\w ]*[ *](\w+)\([^;{]*;', text, flags=re.M):
        found.add(m[1])
lines = ''.join(f'    {f};\n' for f in sorted(found))
pathlib.Path(out).write_text(f'{name} {{\nglobal:\n{lines}local:\n    *;\n}};\n', encoding='utf-8')
