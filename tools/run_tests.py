#!/usr/bin/env python3
"""run_tests.py - runs every test, adds up their closing lines and ends with "N passed, N failed[, N skipped]".

  run_tests.py [--fast] [-j N] [--suite NAME] [BUILD...]     the tests that meson knows in these build folders (default:
                                                             build, and b-asan without --fast), then the stories
  run_tests.py [-j N] -- COMMAND                             one command, the same bookkeeping

A test passes when it exits with 0 and its last line counts no failure; one without a closing line counts as failed.
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import shlex
import signal
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
CLOSING = re.compile(r'(\d+) passed, (\d+) failed(?:, (\d+) skipped)?')
SANITIZER_ENV = {'ASAN_OPTIONS': 'abort_on_error=1:detect_leaks=1:strict_string_checks=1',
                 'LSAN_OPTIONS': f'suppressions={ROOT}/tools/lsan.supp:print_suppressions=0',
                 'UBSAN_OPTIONS': 'halt_on_error=1:abort_on_error=1:print_stacktrace=1'}
ONCE = {'tidy'}  # suites that read sources: the first build folder is enough
TIMEOUT_S = 120
SANITIZED_FACTOR = 4  # sanitized programs are slower


class Test:
    """One command and, once it ran, what came of it."""

    def __init__(self, name, command, env=None, cwd=None, timeout=TIMEOUT_S, alone=False, counts=True):
        self.name, self.command, self.env, self.cwd = name, command, env or {}, cwd
        self.timeout, self.alone, self.counts = timeout, alone, counts
        self.output, self.passed, self.failed, self.skipped, self.seconds, self.why = '', 0, 0, 0, 0.0, ''

    def run(self):
        began = time.monotonic()
        status = self.execute()
        self.seconds = time.monotonic() - began
        self.judge(status)
        return self

    def execute(self):
        """Exit status, or None when it took too long."""
        env = {**os.environ, **SANITIZER_ENV, **self.env}
        try:
            process = subprocess.Popen(self.command, env=env, cwd=self.cwd, stdin=subprocess.DEVNULL,
                                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
        except OSError as e:
            self.output = str(e)
            return 127
        try:
            out, _ = process.communicate(timeout=self.timeout)
            status = process.returncode
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGTERM)  # a chance to stop its own servers
            try:
                out, _ = process.communicate(timeout=10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                out, _ = process.communicate()
            status = None
        self.output = out.decode('utf-8', 'replace')
        return status

    def judge(self, status):
        """Sets the counts from the closing line and the exit status."""
        closing = None
        for line in self.output.splitlines():
            closing = CLOSING.fullmatch(line.strip()) or closing
        if closing:
            self.passed, self.failed, self.skipped = (int(n or 0) for n in closing.groups())
        elif not self.counts and status == 0:
            self.passed = 1
        elif status == 0:
            self.why = 'there is no closing line'
        if status is None:
            self.why = f'stopped after {self.timeout} s'
        elif status != 0 and self.failed == 0:
            self.why = f'ended with {"signal " + str(-status) if status < 0 else "code " + str(status)}'
        if self.why:
            self.failed += 1

    def report(self):
        """One line, and the whole output of a failure."""
        state = 'FAIL' if self.failed else ' ok '
        counts = f'{self.passed} passed' + (f', {self.failed} failed' if self.failed else '')
        counts += f', {self.skipped} skipped' if self.skipped else ''
        why = f': {self.why}' if self.why else ''
        print(f'{state} {self.name:<32} {counts}{why} ({self.seconds:.1f} s)', flush=True)
        if self.failed:
            print(f'---- {shlex.join(map(str, self.command))}\n{self.output.rstrip()}\n----', flush=True)
            return
        for line in sorted({x for x in self.output.splitlines() if x.startswith('skipped: ')}):
            print(f'     {line}', flush=True)


def meson_tests(folder, suite, skip_once):
    """The tests of one build folder."""
    listed = subprocess.run(['meson', 'introspect', str(folder), '--tests'], check=True, capture_output=True, text=True)
    sanitized = 'asan' in folder.name
    for t in json.loads(listed.stdout):
        suites = {s.split(':')[-1] for s in t['suite']}
        if (suite and suite not in suites) or (skip_once and suites & ONCE):
            continue
        timeout = (t['timeout'] or TIMEOUT_S) * (SANITIZED_FACTOR if sanitized else 1)
        name = f'{folder.name} {"/".join(sorted(suites))} {t["name"]}'
        yield Test(name, t['cmd'], t['env'], t['workdir'] or str(folder), max(timeout, TIMEOUT_S), not t['is_parallel'])


def stories(fast):
    """What is played from outside, against the release."""
    program = ROOT / 'build/src/cli/nuanqiao'
    smoke, browser = ROOT / 'tools/smoke.py', ROOT / 'tests/e2e/run.py'
    if smoke.exists():
        yield Test('smoke', ['python3', str(smoke), '--program', str(program), '--pack', 'packs/qingyuan-2020',
                             '--web', 'web/dist'], cwd=str(ROOT), timeout=300, alone=True, counts=False)
        yield Test('smoke on PostgreSQL', ['python3', str(ROOT / 'tools/with_pg.py'), 'python3', str(smoke), '--program',
                                           str(program), '--postgres'], cwd=str(ROOT), timeout=300, alone=True)
    if browser.exists() and not fast:
        yield Test('browser', [str(ROOT / 'tools/with_pg.py'), 'python3', str(browser)], cwd=str(ROOT), timeout=1200,
                   alone=True)


def run_all(tests, jobs):
    """Parallel ones first, then those that want the machine for themselves."""
    done = []
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        waiting = [pool.submit(t.run) for t in tests if not t.alone]
        for future in concurrent.futures.as_completed(waiting):
            done.append(future.result())
            done[-1].report()
    for t in tests:
        if t.alone:
            done.append(t.run())
            t.report()
    return done


def collect(args):
    if args.command:
        return [Test(' '.join(args.command), args.command)]
    folders = [pathlib.Path(b) for b in args.build]
    if not folders:
        folders = [ROOT / 'build'] + ([] if args.fast else [ROOT / 'b-asan'])
    tests = [t for i, f in enumerate(folders) for t in meson_tests(f.resolve(), args.suite, i > 0)]
    if not args.build and not args.suite:
        tests += stories(args.fast)
    return tests


def main(argv):
    command = argv[argv.index('--') + 1:] if '--' in argv else []
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--fast', action='store_true', help='no sanitized build, no browser')
    parser.add_argument('-j', type=int, default=os.cpu_count() or 2, help='how many at a time')
    parser.add_argument('--suite', help='only this suite: unit, api, fault, tidy, fuzz')
    parser.add_argument('build', nargs='*', help='build folders')
    args = parser.parse_args(argv[:argv.index('--')] if '--' in argv else argv)
    args.command = command
    done = run_all(collect(args), args.j)
    passed, failed, skipped = (sum(getattr(t, k) for t in done) for k in ('passed', 'failed', 'skipped'))
    if not done:
        print('there is no test to run')
        failed = 1
    for t in done:
        if t.failed:
            print(f'failed: {t.name}')
    print(f'{passed} passed, {failed} failed' + (f', {skipped} skipped' if skipped else ''))
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
