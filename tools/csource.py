"""csource.py - just enough reading of C for tidy.py: comments, strings, file-scope pieces, includes."""
import re
from dataclasses import dataclass, field

TOKEN = re.compile(r"""(?P<comment>/\*.*?\*/|//[^\n]*)|(?P<string>"(?:\\.|[^"\\\n])*")|(?P<char>'(?:\\.|[^'\\\n])*')""",
                   re.S | re.X)


@dataclass
class Piece:
    """A declaration, definition or function at file scope."""
    kind: str    # 'function' or 'declaration'
    text: str    # code without comments, the contents of braces and of strings; one blank between words
    first: int   # line of its first word
    last: int    # line of its closing ; or }
    start: int   # offset of its first word

    @property
    def name(self):
        """The identifier before the first parenthesis."""
        m = re.search(r'(\w+)\s*\(', self.text)
        return m[1] if m else ''


@dataclass
class Source:
    """A C file and what its parts are."""
    path: str
    text: str
    code: str = ''                                 # same length: comments and string contents blanked
    comments: list = field(default_factory=list)   # (line, text)
    strings: list = field(default_factory=list)    # (line, text); neighbours are joined
    includes: list = field(default_factory=list)   # (line, '<' or '"', name)
    pieces: list = field(default_factory=list)

    def __post_init__(self):
        self._blank()
        self._includes()
        self._pieces()

    def line_of(self, offset):
        """The line number of an offset."""
        return self.text.count('\n', 0, offset) + 1

    def _blank(self):
        out, at, joined = [], 0, None
        for m in TOKEN.finditer(self.text):
            between = self.text[at:m.start()]
            out.append(between)
            at = m.end()
            line = self.line_of(m.start())
            blanks = re.sub(r'[^\n]', ' ', m[0])
            if m.lastgroup == 'comment':
                self.comments.append((line, m[0]))
                out.append(blanks)
                continue
            if m.lastgroup == 'string':
                if joined is not None and not between.strip():
                    self.strings[joined] = (self.strings[joined][0], self.strings[joined][1] + m[0][1:-1])
                else:
                    self.strings.append((line, m[0][1:-1]))
                    joined = len(self.strings) - 1
                out.append('"' + blanks[1:-1] + '"')
                continue
            out.append("'" + blanks[1:-1] + "'")
        out.append(self.text[at:])
        self.code = ''.join(out)

    def _includes(self):
        for m in re.finditer(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]', self.text, re.M):
            self.includes.append((self.line_of(m.start()), m[1], m[2]))

    def _pieces(self):
        code = re.sub(r'^[ \t]*#(?:[^\n]*\\\n)*[^\n]*', lambda m: re.sub(r'[^\n]', ' ', m[0]), self.code, flags=re.M)
        depth, start, head, opened = 0, None, [], 0
        for i, c in enumerate(code):
            if start is None and not c.isspace():
                start, head = i, []
            if c == '{':
                if depth == 0:
                    opened = len(head)
                depth += 1
            elif c == '}':
                depth -= 1
                if depth == 0 and ''.join(head[:opened]).rstrip().endswith(')'):
                    self._add('function', head, start, i)
                    start = None
            elif depth == 0 and start is not None:
                head.append(c)
                if c == ';':
                    self._add('declaration', head, start, i)
                    start = None

    def _add(self, kind, head, start, end):
        text = ' '.join(''.join(head).split())
        while True:  # macro calls that make functions, such as API_RUN(x)
            shorter = re.sub(r'^[A-Z][A-Z0-9_]*\s*\([^()]*\)\s*(?=\w)', '', text)
            if shorter == text:
                break
            text = shorter
        if kind == 'declaration':
            text = re.sub(r'^[A-Z][A-Z0-9_]*\s*\([^()]*\)\s*;?$', '', text)
        if text and text != ';':
            self.pieces.append(Piece(kind, text, self.line_of(start), self.line_of(end), start))
