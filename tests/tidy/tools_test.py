#!/usr/bin/env python3
"""tools_test.py - the build's and the tests' own tools: SQL embedding, migrations, the adding up of tests."""
import pathlib
import subprocess
import sys
import tempfile

TOOLS = pathlib.Path(__file__).resolve().parent.parent.parent / 'tools'
sys.path.insert(0, str(TOOLS))
import embed_migrations  # noqa: E402
import embed_sql  # noqa: E402
import run_tests  # noqa: E402
from sqltext import SqlError, c_string, squeeze  # noqa: E402

counts = {'passed': 0, 'failed': 0}


def check(shows, got, want):
    ok = got == want
    counts['passed' if ok else 'failed'] += 1
    if not ok:
        print(f'[{shows}] got {got!r}, wanted {want!r}')


def refusal(fn, *args):
    """What a tool says when it refuses, or None."""
    try:
        fn(*args)
    except SqlError as e:
        return str(e)
    return None


def test_statements():
    rows = [
        ('parameters are numbered by first use', 'SELECT :b, :a, :b', (['b', 'a'], 'SELECT ?1, ?2, ?1', 'SELECT $1, $2, $1')),
        ('comments go', 'SELECT 1 -- :x\n/* :y\n */ ;', ([], 'SELECT 1', 'SELECT 1')),
        ('texts and names are left alone', "SELECT ':a -- '';' AS \":b\"", ([], "SELECT ':a -- '';' AS \":b\"",
                                                                         "SELECT ':a -- '';' AS \":b\"")),
        ('a cast is no parameter', 'SELECT CAST(:a AS text), x::text', (['a'], 'SELECT CAST(?1 AS text), x::text',
                                                                      'SELECT CAST($1 AS text), x::text')),
        ('blanks shrink', 'SELECT\n   :a\n\n', (['a'], 'SELECT ?1', 'SELECT $1')),
        ('a line for one database', 'SELECT :a\n-- sqlite-only: + 1\n-- postgres-only: + 2\n',
         (['a'], 'SELECT ?1 + 1', 'SELECT $1 + 2')),
    ]
    for shows, text, want in rows:
        check(shows, embed_sql.one_statement(text, 'x.sql'), want)
    refusals = [
        ('two statements', 'SELECT 1; SELECT 2', 'x.sql: more than one statement'),
        ('no statement', '-- nothing\n', 'x.sql: the statement is empty for sqlite'),
        ('a question mark', 'SELECT ?', 'x.sql: "?" is not allowed, write a :named parameter'),
        ('a numbered parameter', 'SELECT $1', 'x.sql: "$1" is not allowed, write a :named parameter'),
        ('other parameters in one database', 'SELECT 1\n-- sqlite-only: + :a\n', 'x.sql: the two dialects use different parameters'),
    ]
    for shows, text, want in refusals:
        check(shows, refusal(embed_sql.one_statement, text, 'x.sql'), want)


def test_many():
    rows = [
        ('an insert', 'INSERT INTO t (a, b) VALUES ($1, coalesce($2, 1))', False,
         'INSERT INTO t (a, b) SELECT many_.p1, coalesce(many_.p2, 1) FROM unnest($1, $2) AS many_(p1, p2)'),
        ('what is there stays', 'INSERT INTO t (a) VALUES ($1) ON CONFLICT (a) DO NOTHING', False,
         'INSERT INTO t (a) SELECT many_.p1 FROM unnest($1) AS many_(p1) ON CONFLICT (a) DO NOTHING'),
        ('an update that is marked', 'UPDATE t SET a = $1, n = n + 1 WHERE b = $2', True,
         'UPDATE t SET a = many_.p1, n = n + 1 FROM unnest($1, $2) AS many_(p1, p2) WHERE b = many_.p2'),
        ('a question that is marked', 'SELECT a FROM t WHERE b = $1', True,
         'SELECT one_.* FROM unnest($1) WITH ORDINALITY AS many_(p1, at_) CROSS JOIN LATERAL (SELECT a FROM t WHERE b = many_.p1) AS one_ '
         'ORDER BY many_.at_'),
        ('a question that is not', 'SELECT a FROM t WHERE b = $1', False, None),
        ('an update that is not', 'UPDATE t SET a = $1 WHERE b = $2', False, None),
        ('two rows', 'INSERT INTO t (a) VALUES ($1), ($2)', False, None),
        ('what is there changes', 'INSERT INTO t (a) VALUES ($1) ON CONFLICT (a) DO UPDATE SET n = f(t.n)', False, None),
        ('a look at other rows', 'INSERT INTO t (a) VALUES ((SELECT max(a) + $1 FROM t))', False, None),
        ('an answer', 'INSERT INTO t (a) VALUES ($1) RETURNING (a)', False, None),
        ('no parameter', 'INSERT INTO t (a) VALUES (1)', False, None),
    ]
    for shows, text, marked, want in rows:
        check(shows, embed_sql.many(text, text.count('$'), marked, 'x.sql'), want)
    check('a mark at another statement', refusal(embed_sql.many, 'DELETE FROM t WHERE a = $1', 1, True, 'x.sql'),
          'x.sql: "-- many" is for a SELECT, or an UPDATE with a WHERE')
    check('a mark at an update of everything', refusal(embed_sql.many, 'UPDATE t SET a = $1', 1, True, 'x.sql'),
          'x.sql: "-- many" is for a SELECT, or an UPDATE with a WHERE')


def test_blocks():
    check('blocks by name', list(embed_sql.blocks('-- x\n-- name: a\nA\n-- name: b_1\nB', 'x')), ['a', 'b_1'])
    check('a name twice', refusal(embed_sql.blocks, '-- name: a\nA\n-- name: a\nB', 'x'), 'x: a is defined twice')
    check('a bad name', refusal(embed_sql.blocks, '-- name: A b\nA\n', 'x'), 'x: "A b" is not a name (a-z, 0-9, _)')
    check('text in front', refusal(embed_sql.blocks, 'SELECT 1\n-- name: a\nA', 'x'),
          'x: there is text before the first "-- name:" line')
    check('a parameter in front', refusal(squeeze, ':a', None, 'x'), 'x: a parameter :a has no place here')
    check('C escapes', c_string('a"\\b\n中'), '"a\\"\\\\b\\n"\n    "中"')


def test_migrations():
    with tempfile.TemporaryDirectory() as folder:
        def file(name, text):
            path = pathlib.Path(folder, name)
            path.write_text(text, encoding='utf-8')
            return path
        one, two = file('0001-a.sql', 'CREATE TABLE a; -- x\n'), file('0002-b.sql', '-- sqlite-only: B;\n')
        check('a migration', '{1, "a",\n    "CREATE TABLE a;",\n    "CREATE TABLE a;"}' in embed_migrations.source([one]), True)
        check('empty for one', refusal(embed_migrations.source, [one, two]), '0002-b.sql: it is empty for one database')
        check('a gap', refusal(embed_migrations.source, [two]), '0002-b.sql: number 0001 was expected')
        check('a bad name', refusal(embed_migrations.source, [file('b.sql', 'x')]), 'b.sql: the name must be NNNN-name.sql')
        check('no migration', 'MIGRATION_COUNT' in embed_migrations.source([]), True)


def test_adding_up():
    rows = [
        ('a good run', 'echo 3 passed, 0 failed', (3, 0, 0)),
        ('skips', 'echo 3 passed, 0 failed, 2 skipped', (3, 0, 2)),
        ('failures', 'echo 3 passed, 1 failed; exit 1', (3, 1, 0)),
        ('failures that the exit code hides', 'echo 3 passed, 1 failed', (3, 1, 0)),
        ('a crash behind the closing line', 'echo 3 passed, 0 failed; kill -SEGV $$', (3, 1, 0)),
        ('a bad exit code', 'echo 3 passed, 0 failed; exit 7', (3, 1, 0)),
        ('no closing line', 'echo fine', (0, 1, 0)),
        ('the last closing line counts', 'echo 9 passed, 0 failed; echo 1 passed, 0 failed', (1, 0, 0)),
        ('a sentence is no closing line', 'echo that is 3 passed, 0 failed', (0, 1, 0)),
    ]
    for shows, script, want in rows:
        t = run_tests.Test(shows, ['sh', '-c', script]).run()
        check(shows, (t.passed, t.failed, t.skipped), want)
    t = run_tests.Test('too long', ['sh', '-c', 'sleep 60'], timeout=0.2).run()
    check('too long', (t.failed, t.why), (1, 'stopped after 0.2 s'))
    t = run_tests.Test('missing', ['/no/such/program']).run()
    check('a program that is missing', t.failed, 1)
    whole = subprocess.run([sys.executable, TOOLS / 'run_tests.py', '--', 'sh', '-c', 'echo out; echo 2 passed, 1 failed'],
                           capture_output=True, text=True, check=False)
    check('the grand total is the last line', whole.stdout.splitlines()[-1], '2 passed, 1 failed')
    check('and in the exit code', whole.returncode, 1)
    check('a failure is shown in full', '\nout\n' in whole.stdout, True)


if __name__ == '__main__':
    test_statements()
    test_many()
    test_blocks()
    test_migrations()
    test_adding_up()
    print(f'{counts["passed"]} passed, {counts["failed"]} failed')
    sys.exit(counts['failed'] != 0)
