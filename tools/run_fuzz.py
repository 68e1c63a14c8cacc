#!/usr/bin/env python3
"""run_fuzz.py PROGRAM CORPUS [SECONDS] - runs a libFuzzer program on a copy of its seeds for a bounded time.

In the suite: a fixed seed and ten seconds, so that a run is short and repeatable.  By hand: as long as one likes.
A crash prints the input in Base64; it belongs into the corpus once it is fixed.
"""
import base64
import pathlib
import shutil
import subprocess
import sys
import tempfile


def main(argv):
    program, corpus = argv[1], pathlib.Path(argv[2])
    seconds = int(argv[3]) if len(argv) > 3 else 10
    with tempfile.TemporaryDirectory(prefix='nq-fuzz-') as folder:
        seeds = pathlib.Path(folder, 'seeds')
        shutil.copytree(corpus, seeds)
        fixed = ['-runs=200000', '-seed=1'] if seconds <= 10 else []
        status = subprocess.run([program, *fixed, f'-max_total_time={seconds}', '-max_len=4096', '-timeout=25',
                                 '-rss_limit_mb=1024', '-verbosity=0', '-print_final_stats=1',
                                 f'-artifact_prefix={folder}/', str(seeds)], stderr=subprocess.STDOUT).returncode
        for found in pathlib.Path(folder).glob('*-*'):
            print(f'{found.name}: {base64.b64encode(found.read_bytes()).decode()}')
    print('1 passed, 0 failed' if status == 0 else '0 passed, 1 failed')
    return status != 0


if __name__ == '__main__':
    sys.exit(main(sys.argv))
