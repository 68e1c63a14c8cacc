#!/usr/bin/env python3
"""with_pg.py [--sync] CMD [ARG...] - runs a command with a private PostgreSQL and stops it at the end in any case.

The server lives in a new folder under the temporary folder (short, because socket paths end at 107 bytes), listens
on a socket only, trusts it and does not sync (--sync: as a real one does, for benches).  NQ_TEST_PG tells its URL;
tests make a database each there.  When NQ_TEST_PG is set already, or PostgreSQL is not installed, the command just runs
(its PostgreSQL rows then skip).
"""
import ctypes
import glob
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time


def binaries():
    """The folder of the newest installed server, or None."""
    found = glob.glob('/usr/lib/postgresql/*/bin/postgres')
    if found:
        return os.path.dirname(max(found, key=lambda p: int(p.split('/')[4])))
    one = shutil.which('postgres')
    return os.path.dirname(os.path.realpath(one)) if one else None


def as_server_user():
    """Popen arguments: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam('postgres')
    return {'user': user.pw_uid, 'group': user.pw_gid, 'extra_groups': []}


def die_with_parent():
    """In the child: a killed wrapper must not leave a server behind."""
    ctypes.CDLL(None).prctl(1, signal.SIGINT)


class Server:
    """A private cluster in its own folder."""

    def __init__(self, bindir):
        self.bindir = bindir
        self.folder = tempfile.mkdtemp(prefix='nqpg')
        self.process = None
        self.log = os.path.join(self.folder, 'log')
        self.data = os.path.join(self.folder, 'data')
        if os.geteuid() == 0:
            shutil.chown(self.folder, 'postgres', 'postgres')

    def url(self, database='postgres'):
        return f'postgres:///{database}?host={self.folder}&user=postgres'

    def start(self, sync):
        env = dict(os.environ, LC_ALL='C')
        subprocess.run([f'{self.bindir}/initdb', '-D', self.data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8',
                        '--locale=C', '--no-sync'], check=True, stdout=subprocess.DEVNULL, cwd=self.folder, env=env,
                       **as_server_user())
        settings = {'listen_addresses': '', 'unix_socket_directories': self.folder, 'max_connections': '200',
                    'shared_buffers': '64MB', 'log_min_messages': 'error', 'max_wal_size': '512MB'}
        if not sync:
            settings |= {'fsync': 'off', 'full_page_writes': 'off', 'autovacuum': 'off'}
        args = [f'{self.bindir}/postgres', '-D', self.data]
        for name, value in settings.items():
            args += ['-c', f'{name}={value}']
        with open(self.log, 'wb') as log:
            self.process = subprocess.Popen(args, stdout=log, stderr=log, cwd=self.folder, env=env,
                                            preexec_fn=die_with_parent, **as_server_user())
        self.wait()

    def wait(self):
        for _ in range(300):
            if self.process.poll() is not None:
                break
            ready = subprocess.run([f'{self.bindir}/pg_isready', '-q', '-h', self.folder], check=False)
            if ready.returncode == 0:
                return
            time.sleep(0.1)
        with open(self.log, encoding='utf-8', errors='replace') as log:
            sys.exit(f'with_pg: PostgreSQL did not start\n{log.read()}')

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGQUIT)
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def main(argv):
    sync = argv[1:2] == ['--sync']
    command = argv[2:] if sync else argv[1:]
    if not command:
        sys.exit('usage: with_pg.py [--sync] CMD [ARG...]')
    bindir = binaries()
    if os.environ.get('NQ_TEST_PG') or not bindir:
        os.execvp(command[0], command)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(143))
    server = Server(bindir)
    try:
        server.start(sync)
        env = dict(os.environ, NQ_TEST_PG=server.url())
        return subprocess.run(command, env=env, check=False).returncode
    finally:
        server.stop()


if __name__ == '__main__':
    code = main(sys.argv)
    sys.exit(code if code >= 0 else 128 - code)
