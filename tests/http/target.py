"""target.py - the server under test: an address, or a server program started on a port that the kernel chose."""
import re
import signal
import subprocess
import sys
import tempfile
import threading


class Target:
    """`with Target(argv) as t`: t.port.  argv is PORT of a running server, or the command that starts one; "{data}" in
    it becomes an empty folder, and it must print a line with "PORT" or ":PORT" once it listens."""

    def __init__(self, argv):
        self.argv = argv
        self.process = self.folder = None
        self.lines = []

    def __enter__(self):
        if len(self.argv) == 1 and self.argv[0].isdigit():
            self.port = int(self.argv[0])
            return self
        self.folder = tempfile.TemporaryDirectory(prefix='nqh')
        command = [a.replace('{data}', self.folder.name) for a in self.argv]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=None, text=True)
        for line in self.process.stdout:
            self.lines.append(line)
            found = re.search(r'(?:listening on |:)(\d{2,5})\b', line)
            if found:
                self.port = int(found[1])
                threading.Thread(target=self.process.stdout.read, daemon=True).start()
                return self
        sys.exit(f'{command} did not start: {"".join(self.lines)}')

    def stop(self, limit=15):
        """Asks politely; the exit code, or None when it had to be killed."""
        if not self.process:
            return 0
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(limit)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            return None

    def __exit__(self, *_):
        self.stop()
        if self.folder:
            self.folder.cleanup()


class Count:
    """Checks with a label; the closing line that tools/run_tests.py adds up."""

    def __init__(self):
        self.passed = self.failed = 0

    def check(self, label, good, seen=''):
        if good:
            self.passed += 1
        else:
            self.failed += 1
            print(f'failed: {label}: {seen}', file=sys.stderr)

    def end(self):
        print(f'{self.passed} passed, {self.failed} failed')
        sys.exit(self.failed != 0)
