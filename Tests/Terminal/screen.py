"""A small terminal: feeds on what a program writes and keeps the screen a person would see.

Understands what readline, our renderer and our images use: printable text (wide Hangul takes two cells), CR LF BS TAB, cursor
movement, erasing, colours (ignored), private modes (ignored), and the string sequences (APC, OSC, DCS), which are recorded.
"""
import unicodedata


def width(character):
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


class Screen:
    def __init__(self, columns=80, rows=24):
        self.columns, self.rows = columns, rows
        self.lines = [[" "] * columns for _ in range(rows)]
        self.history = []
        self.x = self.y = 0
        self.wrap_pending = False
        self.strings = []          # (kind, content) of APC/OSC/DCS sequences
        self.state = "text"
        self.buffer = ""
        self.bytes = b""
        self.modes = set()

    # What a person sees, without trailing blanks.
    def display(self):
        return [self.text(line) for line in self.lines]

    def text(self, line):
        return "".join(cell for cell in line if cell is not None).rstrip()

    def all_text(self):
        return "\n".join(self.history + self.display()).rstrip()

    def feed(self, data):
        self.bytes += data
        # An incomplete UTF-8 sequence waits for its end.
        for cut in range(len(self.bytes), max(len(self.bytes) - 4, -1), -1):
            try:
                text = self.bytes[:cut].decode("utf-8")
                self.bytes = self.bytes[cut:]
                break
            except UnicodeDecodeError:
                continue
        else:
            text = self.bytes.decode("utf-8", "replace")
            self.bytes = b""
        for character in text:
            self.step(character)

    def step(self, c):
        if self.state == "text":
            if c == "\x1b":
                self.state, self.buffer = "escape", ""
            elif c == "\r":
                self.x, self.wrap_pending = 0, False
            elif c == "\n":
                self.line_feed()
            elif c == "\b":
                self.x, self.wrap_pending = max(0, self.x - 1), False
            elif c == "\t":
                self.x = min(self.columns - 1, (self.x // 8 + 1) * 8)
            elif c == "\x07" or ord(c) < 32:
                pass
            else:
                self.put(c)
        elif self.state == "escape":
            if c == "[":
                self.state = "csi"
            elif c in "P_]^":
                self.state, self.buffer = "string", c
            elif c in "()":
                self.state = "charset"
            else:
                if c == "M":
                    self.y = max(0, self.y - 1)
                self.state = "text"
        elif self.state == "charset":
            self.state = "text"
        elif self.state == "csi":
            if "@" <= c <= "~":
                self.state = "text"
                self.control(self.buffer, c)
            else:
                self.buffer += c
        elif self.state == "string":
            if c == "\x07" or (c == "\\" and self.buffer.endswith("\x1b")):
                self.strings.append((self.buffer[0], self.buffer[1:].removesuffix("\x1b")))
                self.state = "text"
            else:
                self.buffer += c

    def put(self, c):
        w = width(c)
        if w == 0:
            return
        if self.wrap_pending or self.x + w > self.columns:
            self.x, self.wrap_pending = 0, False
            self.line_feed()
        self.lines[self.y][self.x] = c
        if w == 2 and self.x + 1 < self.columns:
            self.lines[self.y][self.x + 1] = None
        if self.x + w >= self.columns:
            self.x, self.wrap_pending = self.columns - 1, True
        else:
            self.x += w

    def line_feed(self):
        self.wrap_pending = False
        if self.y + 1 < self.rows:
            self.y += 1
        else:
            self.history.append(self.text(self.lines.pop(0)))
            self.lines.append([" "] * self.columns)

    def control(self, parameters, final):
        if parameters.startswith("?"):
            for mode in parameters[1:].split(";"):
                (self.modes.add if final == "h" else self.modes.discard)(mode)
            return
        numbers = [int(p) if p.isdigit() else 0 for p in parameters.split(";")] if parameters else [0]
        n = max(numbers[0], 1)
        self.wrap_pending = False
        if final == "A":
            self.y = max(0, self.y - n)
        elif final == "B":
            self.y = min(self.rows - 1, self.y + n)
        elif final == "C":
            self.x = min(self.columns - 1, self.x + n)
        elif final == "D":
            self.x = max(0, self.x - n)
        elif final == "G":
            self.x = min(self.columns, n) - 1
        elif final in "Hf":
            self.y = min(self.rows, n) - 1
            self.x = min(self.columns, max(numbers[1] if len(numbers) > 1 else 1, 1)) - 1
        elif final == "K":
            start, end = {0: (self.x, self.columns), 1: (0, self.x + 1), 2: (0, self.columns)}[numbers[0]]
            for i in range(start, end):
                self.lines[self.y][i] = " "
        elif final == "J":
            if numbers[0] == 0:
                for i in range(self.x, self.columns):
                    self.lines[self.y][i] = " "
                for y in range(self.y + 1, self.rows):
                    self.lines[y] = [" "] * self.columns
            else:
                self.lines = [[" "] * self.columns for _ in range(self.rows)]
        elif final == "P":
            line = self.lines[self.y]
            del line[self.x:self.x + n]
            line += [" "] * (self.columns - len(line))
        elif final == "@":
            line = self.lines[self.y]
            line[self.x:self.x] = [" "] * n
            del line[self.columns:]

    def resize(self, columns, rows):
        """As terminals that re-wrap do it: long lines are broken again, the cursor stays with its text."""
        texts = [self.text(line) for line in self.lines[:self.y + 1]]
        self.columns, self.rows = columns, rows
        self.lines = [[" "] * columns for _ in range(rows)]
        self.x = self.y = 0
        self.wrap_pending = False
        for i, text in enumerate(texts):
            for c in text:
                self.put(c)
            if i + 1 < len(texts):
                self.x = 0
                self.line_feed()
