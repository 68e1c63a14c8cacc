#!/usr/bin/env python3
"""tidy.py [ROOT] - the rules of the house that a compiler does not know.  Prints what breaks one, then a closing line.

The tables below say who may include whom; every rule is a function that yields (path, line, sentence).  What must be an
exception stands in tools/tidy_allow.txt with its reason.  tests/tidy holds a bad example of every rule.
"""
import pathlib
import re
import sys

from csource import Source
from embed_sql import blocks
from sqltext import DIALECTS, for_dialect, tokens

# ---- the floors: which folders of src/ a folder may include, beside itself ----

DOMAIN = {'base', 'text', 'json', 'store', 'sheet', 'app', 'export'}
FLOORS = {
    'base': set(),
    'text': {'base'},
    'num': {'base'},
    'xml': {'base'},
    'paper': {'base'},
    'feel': {'base', 'num'},
    'dmn': {'base', 'num', 'xml', 'feel'},
    'vrp': {'base'},
    'json': {'base'},
    'vrpfile': {'base', 'json', 'vrp'},
    'store': {'base'},
    'sheet': {'base'},
    'app': {'base', 'json', 'store'},
    'export': {'base', 'store', 'sheet', 'app'},
    'http': {'base', 'json', 'store', 'app'},
    'zone': DOMAIN,
    'account': DOMAIN | {'zone'},
    'registry': DOMAIN | {'zone'},
    'attach': DOMAIN | {'registry'},
    'fund': DOMAIN | {'zone'},
    'intake': DOMAIN | {'registry', 'attach'},
    'policy': DOMAIN | {'num', 'feel', 'dmn', 'zone', 'registry', 'fund'},
    'match': DOMAIN | {'num', 'feel', 'dmn', 'zone', 'registry', 'policy'},
    'claim': DOMAIN | {'zone', 'registry', 'attach', 'policy', 'fund'},
    'bank': DOMAIN | {'paper', 'zone', 'registry', 'fund', 'claim'},
    'cockpit': DOMAIN,
    'cli': None,  # the only place that names every slice
}
SLICES = ('zone', 'account', 'registry', 'attach', 'fund', 'intake', 'policy', 'match', 'claim', 'bank', 'cockpit')
# Only the files that hold a slice's endpoint table, x_http.c and x_http.h, may look up to http/.

# Foreign headers and the file of src/ that may see each; a folder means one file in it, () means none.
PINNED = {
    'sqlite3.h': 'store/db_sqlite.c',
    'libpq-fe.h': 'store/db_pg.c',
    'microhttpd.h': 'http/server_mhd.c',
    'unicode/': 'text/text_icu.c',
    'zip.h': 'sheet/',
    'libxml/': ('sheet/xlsx_read.c', 'xml/xml.c'),
    'bid_conf.h': 'num/num.c',
    'bid_functions.h': 'num/num.c',
    'pcre2.h': 'feel/feel_regex.c',
    'pango/': 'paper/paper.c',
    'cairo': 'paper/paper.c',
    'immintrin.h': 'dmn/dmn_batch_kernels.c',
    'xlsxwriter.h': 'sheet/',
    'sodium.h': 'app/crypto.c',
    'openssl/': 'app/crypto.c',
    'archive': 'cli/bundle.c',
    'zlib.h': 'http/',
    'jansson.h': (),
}
LIBC = re.compile(r'(assert|ctype|dirent|errno|fcntl|getopt|grp|iconv|inttypes|limits|locale|math|netdb|poll|pthread|'
                  r'pwd|sched|signal|stdarg|stdatomic|stdbool|stddef|stdint|stdio|stdlib|string|strings|syslog|'
                  r'termios|time|unistd|wchar)\.h|(sys|netinet|arpa|linux|sanitizer)/\w+\.h')

# ---- words ----

BANNED_CALLS = {
    'strcpy': 'arena_str', 'strcat': 'buf_add', 'sprintf': 'buf_addf', 'vsprintf': 'buf_addv', 'strtok': 'str_part',
    'strncpy': 'arena_str', 'strncat': 'buf_add', 'gets': 'fgets',
    'sscanf': 'field_from_text', 'scanf': 'field_from_text',
    'atoi': 'str_to_i64', 'atol': 'str_to_i64', 'atoll': 'str_to_i64', 'atof': 'field_from_text',
    'gmtime': 'instant_text', 'localtime': 'instant_date', 'alloca': 'arena_alloc',
    'system': 'nothing: no shell is started', 'popen': 'nothing: no shell is started',
    'rand': 'rng_next', 'srand': 'rng_init', 'setjmp': 'fail', 'longjmp': 'fail',
}
PROMISES = re.compile(r'\b(TODO|FIXME|XXX|HACK|WIP)\b')
SQL_WORDS = re.compile(r'\b(SELECT\s.*\bFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|'
                       r'CREATE\s+(UNIQUE\s+)?(TABLE|INDEX)|DROP\s+(TABLE|INDEX)|ALTER\s+TABLE|ORDER\s+BY)\b|'
                       r'\bWHERE\s+\w+\s*=', re.S)
GLOBAL_TABLES = {'schema_version', 'zone', 'host_config'}

LINE_MAX, FUNCTION_MAX, FILE_MAX = 120, 100, 800
ROW_LINE_MAX, TEST_FUNCTION_MAX, TEST_FILE_MAX = 180, 200, 1200  # rows of tests may be long, and tests have many
SHRUNK = 20  # an allowance this much above the truth must be lowered


class Tree:
    """All files that the rules look at, read once."""

    def __init__(self, root):
        self.root = root
        self.c = {p: Source(p, t) for p, t in self._read('src/**/*.[ch]', 'tests/**/*.[ch]')}
        self.sql = dict(self._read('src/**/*.sql', 'migrations/*.sql', 'tests/**/*.sql'))
        self.scripts = dict(self._read('tools/*.py', '**/meson.build', 'tools/*.sh', '*.sh'))
        self.allow, self.used = self._allowances(), set()

    def _read(self, *patterns):
        for pattern in patterns:
            for p in sorted(self.root.glob(pattern)):
                path = p.relative_to(self.root).as_posix()
                if p.is_file() and not re.match(r'(b|b-\w+|build|web|data)/', path) and '/node_modules/' not in path:
                    yield path, p.read_text(encoding='utf-8', errors='surrogateescape')

    def _allowances(self):
        """(rule, subject) -> number; a line is: rule subject number - reason"""
        found = {}
        file = self.root / 'tools/tidy_allow.txt'
        for line in file.read_text(encoding='utf-8').splitlines() if file.exists() else []:
            m = re.fullmatch(r'(\w+) (\S+) (\d+) - \S.*', line)
            if m:
                found[m[1], m[2]] = int(m[3])
            elif line.strip() and not line.startswith('#'):
                raise SystemExit(f'tidy_allow.txt: not "rule subject number - reason": {line}')
        return found

    def allowed(self, rule, subject):
        """The number allowed for a subject, or None; remembers that the entry was needed."""
        if (rule, subject) in self.allow:
            self.used.add((rule, subject))
        return self.allow.get((rule, subject))

    def sources(self):
        """The C files of src/ but tests, as (path below src/, folder, Source)."""
        for path, s in self.c.items():
            if path.startswith('src/') and not path.endswith('_test.c'):
                rel = path.removeprefix('src/')
                yield rel, rel.split('/')[0], s


# ---- rules: who sees whom ----

def floors(tree):
    """A folder includes itself and what its floor allows."""
    for rel, folder, s in tree.sources():
        if folder not in FLOORS:
            yield s.path, 1, f'the folder {folder} has no row in FLOORS of tidy.py'
            continue
        may = FLOORS[folder]
        for line, quote, name in s.includes:
            there = name.split('/')[0] if '/' in name else folder
            if quote != '"' or there == folder or may is None or there in may:
                continue
            if there == 'http' and folder in SLICES and re.search(r'_http\.[ch]$', rel):
                continue
            yield s.path, line, f'{folder} may not include {name}'


def foreign(tree):
    """A library is seen by one file; an unknown one by none."""
    seen = {}
    for rel, _, s in tree.sources():
        for line, quote, name in s.includes:
            if quote != '<' or LIBC.fullmatch(name):
                continue
            key = next((k for k in PINNED if name == k or (not k.endswith('.h') and name.startswith(k))), None)
            if key is None:
                yield s.path, line, f'{name} is of a library without a row in PINNED of tidy.py'
                continue
            homes = (PINNED[key],) if isinstance(PINNED[key], str) else PINNED[key]
            home = next((h for h in homes if h == rel or (h.endswith('/') and rel.startswith(h))), None)
            if home is None:
                yield s.path, line, f'{name} belongs into {" or ".join(homes) or "tests"} alone'
            elif seen.setdefault((key, home), rel) != rel:
                yield s.path, line, f'{name} is seen by {seen[key, home]} already; one file per library'


def cycles(tree):
    """No header includes itself by way of others."""
    graph = {rel: [(line, n) for line, q, n in s.includes if q == '"'] for rel, _, s in tree.sources()}
    state = {}

    def walk(node, path):
        state[node] = 1
        for line, there in graph.get(node, ()):
            if state.get(there) == 1:
                yield f'src/{node}', line, 'include cycle: ' + ' > '.join(path[path.index(there):] + [there])
            elif there in graph and there not in state:
                yield from walk(there, path + [there])
        state[node] = 2
    for node in graph:
        if node not in state:
            yield from walk(node, [node])


# ---- rules: words ----

def banned(tree):
    """Functions that truncate, overflow, share state or start a shell."""
    calls = re.compile(r'\b(' + '|'.join(BANNED_CALLS) + r')\s*\(')
    for path, s in tree.c.items():
        for m in calls.finditer(s.code):
            if m[1] == 'system' and (not path.startswith('src/') or path.endswith('_test.c')):
                continue  # a test may use a tool of the system
            yield path, s.line_of(m.start()), f'{m[1]}() is banned, use {BANNED_CALLS[m[1]]}'
    for rel, folder, s in tree.sources():
        rules = [(r'\b(v?snprintf)\s*\(', 'outside base/, use buf_addf')] if folder != 'base' else []
        if folder in SLICES or folder == 'json':
            rules.append((r'\b(malloc|calloc|realloc|free|strdup)\s*\(', 'here, memory is the arena\'s'))
        if folder != 'sheet' and not tree.allowed('float', rel):
            rules.append((r'\b(double|float)\b', 'here: no floating point outside sheet/'))
        rules.append((r'(?<!__extension__ )\b(typedef)\b[^;(]*;', 'but for functions: write struct and enum'))
        for pattern, why in rules:
            for m in re.finditer(pattern, s.code):
                yield s.path, s.line_of(m.start()), f'{m[1]} is banned {why}'


def promises(tree):
    """What is not done is an issue, not a remark."""
    for path, s in tree.c.items():
        for line, text in s.comments + s.strings:
            for m in PROMISES.finditer(text):
                yield path, line + text.count('\n', 0, m.start()), f'"{m[1]}": do it or file an issue'
    for path, text in {**tree.sql, **tree.scripts}.items():
        if path.endswith('tools/tidy.py'):
            continue
        for n, line in enumerate(text.splitlines(), 1):
            if (m := PROMISES.search(line)):
                yield path, n, f'"{m[1]}": do it or file an issue'


def sql_in_c(tree):
    """Statements live in x.sql; only the store speaks SQL itself."""
    for rel, folder, s in tree.sources():
        for line, text in s.strings if folder != 'store' else ():
            if (m := SQL_WORDS.search(text)):
                yield s.path, line, f'SQL ("{" ".join(m[0].split())[:30]}") belongs into {pathlib.Path(rel).stem}.sql'


def tenant(tree):
    """Every statement names its zone, or says why not: -- global: reason."""
    for path, text in tree.sql.items():
        if not path.startswith('src/'):
            continue
        for name, body in blocks(text, path).items():
            codes = [''.join(t for k, t in tokens(for_dialect(body, d)) if k not in ('line', 'block')) for d in DIALECTS]
            touched = {t for c in codes for t in re.findall(r'\b(?:FROM|INTO|UPDATE|JOIN)\s+(\w+)', c, re.I)}
            fine = touched and touched <= GLOBAL_TABLES or re.search(r'^\s*-- global: \S', body, re.M)
            if any('zone_id' not in c for c in codes) and not fine:
                line = text.count('\n', 0, re.search(rf'^-- name:\s*{name}\s*$', text, re.M).start()) + 1
                yield path, line, f'{name} does not name zone_id (or say "-- global: reason")'


def tables(tree):
    """Keys begin with the zone."""
    for path, text in tree.sql.items():
        if not path.startswith('migrations/'):
            continue
        code = re.sub(r'--[^\n]*', lambda m: ' ' * len(m[0]), text)
        for m in re.finditer(r'CREATE TABLE (?:IF NOT EXISTS )?(\w+)\s*\((.*?)\)\s*(?:;|\Z|WITHOUT)|CREATE TABLE', code,
                             re.S | re.I):
            line = text.count('\n', 0, m.start()) + 1
            if not m[1]:
                yield path, line, 'a CREATE TABLE that tidy.py cannot read'
            elif m[1] not in GLOBAL_TABLES:
                if not re.search(r'PRIMARY KEY\s*\(\s*zone_id\b|\bzone_id\b[^,]*PRIMARY KEY', m[2], re.I):
                    yield path, line, f'the primary key of {m[1]} does not begin with zone_id'
                for key in re.finditer(r'FOREIGN KEY\s*\(([^)]*)\)', m[2], re.I):
                    if not key[1].strip().startswith('zone_id'):
                        yield path, line, f'a foreign key of {m[1]} does not carry zone_id'


# ---- rules: sentences ----

def is_catalogue(path):
    return re.fullmatch(r'src/base/message(_\w+)?\.h', path) is not None


def catalogue(tree):
    """message id -> its argument names."""
    text = ''.join(s.text for path, s in tree.c.items() if is_catalogue(path))
    found = {}
    for m in re.finditer(r'X\((\w+),((?:\s|\\\n|"(?:\\.|[^"\\])*"|,)*)\)', text):
        found[m[1]] = set(re.findall(r'\{(\w+)\}', m[2]))
    return found


def balanced(code, start):
    """The text inside the parenthesis that opens at start."""
    depth = 0
    for i in range(start, len(code)):
        depth += {'(': 1, ')': -1}.get(code[i], 0)
        if depth == 0:
            return start + 1, i
    return start + 1, len(code)


def arguments(tree):
    """A sentence gets exactly the arguments that it names."""
    known = catalogue(tree)
    for _, _, s in tree.sources():
        for m in re.finditer(r'\b(?:fail|fail_field|MSG_PARTS)\s*\(', s.code):
            a, z = balanced(s.code, m.end() - 1)
            ids = re.findall(r'\bM\((\w+)\)', s.code[a:z])
            if len(ids) != 1 or ids[0] not in known:
                continue
            given = set(re.findall(r'\b[SI]\(\s*"(\w+)"', s.text[a:z]))
            if given != known[ids[0]]:
                yield (s.path, s.line_of(m.start()), f'{ids[0]} takes {{{", ".join(sorted(known[ids[0]]))}}}, '
                       f'not {{{", ".join(sorted(given))}}}')


def unused_messages(tree):
    """A sentence that nobody says is wrong or forgotten."""
    used = set()
    for path, s in tree.c.items():
        if not is_catalogue(path):
            used |= set(re.findall(r'\b(?:M\(|MSG_)(\w+)', s.code))
            used |= set(re.findall(r'\b[A-Z][A-Z0-9_]+\b', s.code))
    for name in catalogue(tree):
        if name not in used:
            yield 'src/base/message.h', 1, f'nobody says {name}'


# ---- rules: shape ----

def first_line(tree):
    """Line 1 says what the file is for."""
    for path, s in tree.c.items():
        name = path.split('/')[-1]
        if not s.text.startswith(f'/* {name} - '):
            yield path, 1, f'line 1 must begin with "/* {name} - "'


def documented(tree):
    """A public function says what it does; a block of lines, or a type and its functions, may share one comment."""
    for _, _, s in tree.sources():
        if not s.path.endswith('.h') or s.path.endswith('_impl.h'):
            continue
        lines, covered = s.text.split('\n'), 0  # the last line that a comment speaks for
        for p in s.pieces:
            n = p.first - 2
            while n >= 0 and (lines[n].lstrip().startswith('#') or lines[n].endswith('\\')):
                n -= 1
            doc = n >= 0 and lines[n].rstrip().endswith('*/') and doc_begins(lines, n)
            if doc or (covered and p.first == covered + 1):
                covered = p.last
            elif '(' in p.text.split('=')[0] and not p.text.startswith(('_Static_assert', 'typedef')):
                yield s.path, p.first, f'{p.name} has no /** comment'


def doc_begins(lines, n):
    """Does the comment that ends on line n begin with /** at the beginning of a line?"""
    while n >= 0 and '/*' not in lines[n]:
        n -= 1
    return n >= 0 and lines[n].lstrip().startswith('/**')


def is_mutable(text):
    """Is this declaration a variable that can change?"""
    head = re.sub(r'__attribute__\s*\(\(.*?\)\)', '', text.split('=')[0]).rstrip('; ')
    if head.startswith(('typedef', 'extern', '_Static_assert')):
        return False
    if re.match(r'^(static |const )*(struct|union|enum)\s*\w*$', head.strip()):
        return False
    pointer = re.search(r'\(\s*\*\s*(const\b)?[^()]*\)\s*\(', head)
    if '(' in head:
        return bool(pointer and re.match(r'^[\w\s*]+\(\s*\*', head) and not pointer[1])
    declarator = head.split('[')[0]
    return not re.search(r'\bconst\b', declarator.rsplit('*', 1)[-1] if '*' in declarator else declarator)


def variable_name(text):
    """The name that a declaration gives."""
    head = text.split('=')[0].strip('; ')
    hook = re.search(r'\(\s*\*\s*(\w+)', head)
    return hook[1] if hook else re.findall(r'\w+', head.split('[')[0])[-1]


def globals_(tree):
    """No state but in structs that are passed on."""
    for rel, _, s in tree.sources():
        if not rel.endswith('.c'):
            continue
        for p in s.pieces:
            if p.kind == 'declaration' and is_mutable(p.text):
                name = variable_name(p.text)
                if tree.allowed('global', f'{rel}:{name}') is None:
                    yield s.path, p.first, f'{name} is a variable at file scope'
        for m in re.finditer(r'^[ \t]+static\s+(?!inline\b|_Noreturn\b)([^;{=]+)[;=]', s.code, re.M):
            if is_mutable('static ' + m[1]) and '(' not in m[1]:
                name = variable_name(m[1])
                if tree.allowed('global', f'{rel}:{name}') is None:
                    yield s.path, s.line_of(m.start()), f'{name} is a static variable'


def lengths(tree):
    """What is long may only shrink."""
    measured = []
    for path, s in tree.c.items():
        measured.append((path, 1, path, s.text.count('\n'), FILE_MAX if path.startswith('src/') else TEST_FILE_MAX))
        most = FUNCTION_MAX if path.startswith('src/') else TEST_FUNCTION_MAX
        measured += [(path, p.first, f'{path}:{p.name}', p.last - p.first + 1, most)
                     for p in s.pieces if p.kind == 'function']
    for path, text in {**tree.sql, **tree.scripts}.items():
        measured.append((path, 1, path, text.count('\n'), FILE_MAX))
    for path, line, subject, lines, limit in measured:
        allowed = tree.allowed('length', subject)
        if lines > (allowed or limit):
            yield path, line, f'{subject.split(":")[-1]} has {lines} lines, at most {allowed or limit}'
        elif allowed is not None and (lines <= limit or allowed - lines > SHRUNK):
            yield path, line, f'{subject.split(":")[-1]} shrank to {lines} lines: lower its entry in tidy_allow.txt'


def layout(tree):
    """Lines of at most LINE_MAX characters, no tabs, no blanks at the end."""
    files = {path: s.text for path, s in tree.c.items()} | tree.sql | tree.scripts
    for path, text in files.items():
        most = LINE_MAX if re.match(r'src/.*(?<!_test)\.[ch]$', path) else ROW_LINE_MAX
        if text and not text.endswith('\n'):
            yield path, text.count('\n') + 1, 'the last line has no end'
        for n, line in enumerate(text.split('\n'), 1):
            if len(line) > most and not tree.allowed('line', path):
                yield path, n, f'{len(line)} characters, at most {most}'
            if line != line.rstrip():
                yield path, n, 'blanks at the end of the line'
            if '\t' in line:
                yield path, n, 'a tab'


def endpoints(tree):
    """An endpoint that no API test calls does not count as working."""
    method = r'"(GET|POST|PUT|DELETE|PATCH)",\s*'
    calls = set()
    for path, s in tree.c.items():
        if path.startswith('tests/') or path.endswith('_test.c'):
            for m in re.finditer(method + r'((?:"[^"\n]*"|[A-Z]\w*|\s)+)', s.text):
                url = ''.join(re.findall(r'"([^"]*)"|(?:[A-Z]\w*)', m[2].replace('""', '')) or [''])
                calls.add((m[1], url.split('?')[0]))
    for rel, _, s in tree.sources():
        for m in re.finditer(r'\{\s*' + method + r'"(/[^"]*)",\s*"(\w+)"', s.text) if rel.endswith('_http.c') else ():
            shape = re.compile(re.sub(r'\{\w+\}', '[^/]*', m[2]))
            if not any(verb == m[1] and shape.fullmatch(url) for verb, url in calls):
                yield s.path, s.line_of(m.start()), f'no API test calls {m[3]}: {m[1]} {m[2]}'


def allowances(tree):
    """An exception that is not needed any more goes."""
    for rule, subject in tree.allow:
        if (rule, subject) not in tree.used:
            yield 'tools/tidy_allow.txt', 1, f'{rule} {subject} is not needed any more'


RULES = [floors, foreign, cycles, banned, promises, sql_in_c, tenant, tables, arguments, unused_messages, first_line,
         documented, globals_, lengths, layout, endpoints, allowances]


def check(root, rules=RULES):
    """Every finding of every rule; (rule, path, line, sentence)."""
    tree = Tree(root)
    return [(rule.__name__, *finding) for rule in rules for finding in rule(tree)]


def main(argv):
    root = pathlib.Path(argv[1] if len(argv) > 1 else pathlib.Path(__file__).parent.parent)
    findings = check(root)
    for rule, path, line, sentence in findings:
        print(f'{path}:{line}: {sentence} [{rule.rstrip("_")}]')
    broken = {f[0] for f in findings}
    print(f'{len(RULES) - len(broken)} passed, {len(broken)} failed')
    return 1 if findings else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv))
