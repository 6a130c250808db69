// argparse: command-line options as scripts declare them; usage errors end the script with status 2.
enum ArgparseModule {
    static let text = #"""
        import os as _os
        import sys

        SUPPRESS = '==SUPPRESS=='
        OPTIONAL, ZERO_OR_MORE, ONE_OR_MORE, REMAINDER = '?', '*', '+', '...'

        class ArgumentTypeError(Exception):
            pass

        class ArgumentError(Exception):
            def __init__(self, argument, message):
                self.argument_name = '/'.join(argument.option_strings) or argument.dest if argument else None
                self.message = message
            def __str__(self):
                if self.argument_name is None:
                    return self.message
                return f"argument {self.argument_name}: {self.message}"

        class HelpFormatter:
            pass
        class RawDescriptionHelpFormatter(HelpFormatter):
            pass
        class RawTextHelpFormatter(HelpFormatter):
            pass
        class ArgumentDefaultsHelpFormatter(HelpFormatter):
            pass
        class MetavarTypeHelpFormatter(HelpFormatter):
            pass

        class Namespace:
            def __init__(self, **names):
                for name, value in names.items():
                    setattr(self, name, value)
            def __repr__(self):
                return f"Namespace({', '.join([f'{k}={v!r}' for k, v in self.__dict__.items()])})"
            def __eq__(self, other):
                return isinstance(other, Namespace) and self.__dict__ == other.__dict__
            def __contains__(self, name):
                return name in self.__dict__

        class BooleanOptionalAction:
            pass

        class Action:
            def __init__(self, option_strings, dest, nargs=None, const=None, default=None, type=None, choices=None,
                         required=False, help=None, metavar=None):
                self.option_strings = option_strings
                self.dest = dest
                self.nargs = nargs
                self.const = const
                self.default = default
                self.type = type
                self.choices = choices
                self.required = required
                self.help = help
                self.metavar = metavar
                self.kind = 'store'
                self.version = None

            def name(self):
                return '/'.join(self.option_strings) if self.option_strings else (self.metavar or self.dest)

            def value_name(self):
                if self.metavar is not None:
                    return self.metavar if isinstance(self.metavar, str) else ' '.join(self.metavar)
                if self.choices is not None:
                    return '{' + ','.join([str(c) for c in self.choices]) + '}'
                return self.dest.upper() if self.option_strings else self.dest

            def takes_value(self):
                return self.kind in ('store', 'append', 'extend', 'custom')

            def shown_values(self):
                name = self.value_name()
                if not self.takes_value():
                    return ''
                if self.nargs is None:
                    return name
                if self.nargs == '?':
                    return f"[{name}]"
                if self.nargs == '*':
                    return f"[{name} ...]"
                if self.nargs == '+':
                    return f"{name} [{name} ...]"
                if self.nargs == '...':
                    return '...'
                return ' '.join([name] * self.nargs)

            def __call__(self, parser, namespace, values, option_string=None):
                raise NotImplementedError('.__call__() not defined')

        class _Group:
            def __init__(self, parser, title=None, description=None, exclusive=False, required=False):
                self._parser = parser
                self.title = title
                self.description = description
                self._exclusive = exclusive
                self.required = required
                self._members = []
            def add_argument(self, *names, **options):
                action = self._parser.add_argument(*names, **options)
                self._members.append(action)
                return action
            def add_mutually_exclusive_group(self, required=False):
                return self._parser.add_mutually_exclusive_group(required=required)

        class _SubParsers:
            def __init__(self, parser, dest, required):
                self._parser = parser
                self.dest = dest
                self.required = required
                self.choices = {}
            def add_parser(self, name, **options):
                options.pop('help', None)
                options.pop('aliases', None)
                options.setdefault('prog', f"{self._parser.prog} {name}")
                sub = ArgumentParser(**options)
                self.choices[name] = sub
                return sub

        class ArgumentParser:
            def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=[], formatter_class=HelpFormatter,
                         prefix_chars='-', fromfile_prefix_chars=None, argument_default=None, conflict_handler='error',
                         add_help=True, allow_abbrev=True, exit_on_error=True):
                self.prog = prog or _os.path.basename(sys.argv[0] if sys.argv else '') or 'unetrepl'
                self.usage = usage
                self.description = description
                self.epilog = epilog
                self.formatter_class = formatter_class
                self.argument_default = argument_default
                self._actions = []
                self._defaults = {}
                self._groups = []
                self._subparsers = None
                if add_help:
                    self.add_argument('-h', '--help', action='help', help='show this help message and exit')
                for parent in parents:
                    for action in parent._actions:
                        if action.kind != 'help':
                            self._actions.append(action)
                    self._defaults.update(parent._defaults)

            def add_argument(self, *names, action=None, dest=None, default=None, version=None, **options):
                flags = [n for n in names if n.startswith('-')]
                if not flags:
                    dest = dest or (names[0] if names else None)
                    if dest is None:
                        raise TypeError('add_argument() needs a name')
                elif dest is None:
                    long = [f for f in flags if f.startswith('--')]
                    dest = (long or flags)[0].lstrip('-').replace('-', '_')
                if default is None and self.argument_default is not None:
                    default = self.argument_default
                made = None
                if isinstance(action, type) and issubclass(action, Action):
                    made = action(flags, dest, default=default, **options)
                    made.kind = 'custom'
                else:
                    made = Action(flags, dest, default=default, **options)
                    if action is BooleanOptionalAction:
                        made.kind = 'boolean'
                        made.option_strings = flags + ['--no-' + f[2:] for f in flags if f.startswith('--')]
                    else:
                        made.kind = action or 'store'
                        known = ('store', 'store_true', 'store_false', 'store_const', 'append', 'append_const', 'count', 'help', 'version', 'extend')
                        if made.kind not in known:
                            raise ValueError(f"unknown action {action!r}")
                made.version = version
                if made.kind == 'store_true' and default is None:
                    made.default = False
                if made.kind == 'store_false' and default is None:
                    made.default = True
                if made.kind in ('help', 'version'):
                    made.default = SUPPRESS
                for flag in made.option_strings:
                    for other in self._actions:
                        if flag in other.option_strings:
                            raise ArgumentError(made, f"conflicting option string: {flag}")
                self._actions.append(made)
                return made

            def add_argument_group(self, title=None, description=None):
                group = _Group(self, title, description)
                self._groups.append(group)
                return group

            def add_mutually_exclusive_group(self, required=False):
                group = _Group(self, exclusive=True, required=required)
                self._groups.append(group)
                return group

            def add_subparsers(self, title=None, description=None, dest=None, required=False, help=None, metavar=None, **options):
                self._subparsers = _SubParsers(self, dest, required)
                return self._subparsers

            def set_defaults(self, **names):
                self._defaults.update(names)
                for action in self._actions:
                    if action.dest in names:
                        action.default = names[action.dest]

            def get_default(self, dest):
                for action in self._actions:
                    if action.dest == dest and action.default is not None:
                        return action.default
                return self._defaults.get(dest)

            # Parsing

            def parse_args(self, args=None, namespace=None):
                namespace, rest = self.parse_known_args(args, namespace)
                if rest:
                    self.error(f"unrecognized arguments: {' '.join(rest)}")
                return namespace

            def parse_known_args(self, args=None, namespace=None):
                words = list(sys.argv[1:] if args is None else args)
                namespace = namespace if namespace is not None else Namespace()
                for action in self._actions:
                    if action.default is not SUPPRESS and not hasattr(namespace, action.dest):
                        setattr(namespace, action.dest, action.default)
                for name, value in self._defaults.items():
                    if not hasattr(namespace, name):
                        setattr(namespace, name, value)
                try:
                    return namespace, self._parse(words, namespace)
                except ArgumentError as error:
                    self.error(str(error))

            def _find(self, word):
                for action in self._actions:
                    if word in action.option_strings:
                        return action, word
                if word.startswith('--'):
                    found = [(a, f) for a in self._actions for f in a.option_strings if f.startswith(word)]
                    if len(found) == 1:
                        return found[0]
                    if len(found) > 1:
                        raise ArgumentError(None, f"ambiguous option: {word} could match {', '.join([f for _, f in found])}")
                return None, word

            def _is_option(self, word):
                if not word.startswith('-') or word == '-':
                    return False
                if self._find(word.split('=')[0])[0] is not None:
                    return True
                try:
                    float(word)
                    return False
                except ValueError:
                    return ' ' not in word

            def _parse(self, words, namespace):
                positionals = [a for a in self._actions if not a.option_strings]
                seen = []
                rest = []
                plain = []
                rest_at, plain_at = [], []
                i = 0
                only_plain = False
                while i < len(words):
                    word = words[i]
                    i += 1
                    if only_plain or not self._is_option(word):
                        if self._subparsers is not None and len(plain) >= len(positionals):
                            return rest + self._run_subparser(word, words[i:], namespace, positionals, plain, seen)
                        plain.append(word)
                        plain_at.append(i)
                        continue
                    if word == '--':
                        only_plain = True
                        continue
                    name, equals, attached = word.partition('=')
                    action, flag = self._find(name)
                    if action is None and not word.startswith('--'):
                        action, flag = self._find(word[:2])
                        if action is not None and action.takes_value():
                            equals, attached = '=', word[2:]
                        elif action is not None and len(word) > 2:
                            words.insert(i, '-' + word[2:])
                            equals, attached = '', ''
                    if action is None:
                        rest.append(word)
                        rest_at.append(i)
                        continue
                    seen.append(action)
                    for group in self._groups:
                        if group._exclusive and action in group._members:
                            others = [a for a in group._members if a is not action and a in seen]
                            if others:
                                raise ArgumentError(action, f"not allowed with argument {others[0].name()}")
                    if not action.takes_value():
                        if equals:
                            raise ArgumentError(action, f"ignored explicit argument {attached!r}")
                        self._act(action, flag, namespace)
                        continue
                    if equals:
                        values = [attached]
                    else:
                        values = []
                        most = {None: 1, '?': 1}.get(action.nargs, action.nargs if isinstance(action.nargs, int) else len(words))
                        while i < len(words) and len(values) < most and (action.nargs == '...' or not self._is_option(words[i])):
                            values.append(words[i])
                            i += 1
                    self._store(action, values, namespace, flag)
                # What nobody takes, in the order in which it was given.
                left = self._positional(positionals, plain, namespace, seen)
                left_at = plain_at[len(plain_at) - len(left):]
                rest = [word for _, word in sorted(zip(left_at + rest_at, left + rest), key=lambda pair: pair[0])]
                if self._subparsers is not None and self._subparsers.required:
                    raise ArgumentError(None, f"the following arguments are required: {self._subparsers.dest}")
                self._require(positionals, seen)
                for action in self._actions:
                    if action not in seen and isinstance(action.default, str) and action.default is not SUPPRESS and action.takes_value():
                        if getattr(namespace, action.dest, None) is action.default or getattr(namespace, action.dest, None) == action.default:
                            setattr(namespace, action.dest, self._convert(action, action.default, False))
                return rest

            def _run_subparser(self, word, words, namespace, positionals, plain, seen):
                choices = self._subparsers.choices
                if word not in choices:
                    listed = ', '.join([repr(c) for c in choices])
                    raise ArgumentError(None, f"argument {self._subparsers.dest or '{' + ','.join(choices) + '}'}: invalid choice: {word!r} (choose from {listed})")
                self._positional(positionals, plain, namespace, seen)
                self._require(positionals, seen)
                if self._subparsers.dest:
                    setattr(namespace, self._subparsers.dest, word)
                inner, rest = choices[word].parse_known_args(words)
                for name, value in inner.__dict__.items():
                    setattr(namespace, name, value)
                return rest

            def _positional(self, positionals, plain, namespace, seen):
                def least(action):
                    if action.nargs is None or action.nargs == '+':
                        return 1
                    return action.nargs if isinstance(action.nargs, int) else 0
                for k, action in enumerate(positionals):
                    reserved = sum([least(a) for a in positionals[k + 1:]])
                    available = max(0, len(plain) - reserved)
                    most = {None: 1, '?': 1}.get(action.nargs, action.nargs if isinstance(action.nargs, int) else available)
                    take = min(most, available)
                    if take < least(action):
                        continue
                    values, plain = plain[:take], plain[take:]
                    if values or action.nargs not in ('?', '*', '...'):
                        self._store(action, values, namespace, None)
                        seen.append(action)
                    elif action.nargs in ('*', '...') and action.default is None:
                        setattr(namespace, action.dest, [])
                return plain

            def _require(self, positionals, seen):
                missing = [a.name() for a in self._actions
                           if a not in seen and (a.required if a.option_strings else a.nargs not in ('?', '*', '...'))]
                if missing:
                    raise ArgumentError(None, f"the following arguments are required: {', '.join(missing)}")
                for group in self._groups:
                    if group._exclusive and group.required and not any([a in seen for a in group._members]):
                        raise ArgumentError(None, f"one of the arguments {' '.join([a.name() for a in group._members])} is required")

            def _convert(self, action, text, checks=True):
                kind = action.type
                value = text
                if kind is not None:
                    try:
                        value = kind(text)
                    except ArgumentTypeError as error:
                        raise ArgumentError(action, str(error))
                    except (TypeError, ValueError):
                        name = getattr(kind, '__name__', repr(kind))
                        raise ArgumentError(action, f"invalid {name} value: {text!r}")
                if checks and action.choices is not None and value not in action.choices:
                    listed = ', '.join([repr(c) for c in action.choices])
                    raise ArgumentError(action, f"invalid choice: {value!r} (choose from {listed})")
                return value

            def _store(self, action, values, namespace, flag):
                n = action.nargs
                if n is None:
                    if not values:
                        raise ArgumentError(action, 'expected one argument')
                    value = self._convert(action, values[0])
                elif n == '?':
                    value = self._convert(action, values[0]) if values else (action.const if action.option_strings else action.default)
                else:
                    if n == '+' and not values:
                        raise ArgumentError(action, 'expected at least one argument')
                    if isinstance(n, int) and len(values) != n:
                        raise ArgumentError(action, f"expected {n} argument{'' if n == 1 else 's'}")
                    value = [self._convert(action, v) for v in values]
                if action.kind == 'custom':
                    action(self, namespace, value, flag)
                elif action.kind == 'append':
                    setattr(namespace, action.dest, list(getattr(namespace, action.dest, None) or []) + [value])
                elif action.kind == 'extend':
                    setattr(namespace, action.dest, list(getattr(namespace, action.dest, None) or []) + list(value))
                else:
                    setattr(namespace, action.dest, value)

            def _act(self, action, flag, namespace):
                if action.kind == 'store_true':
                    setattr(namespace, action.dest, True)
                elif action.kind == 'store_false':
                    setattr(namespace, action.dest, False)
                elif action.kind == 'boolean':
                    setattr(namespace, action.dest, not flag.startswith('--no-'))
                elif action.kind == 'store_const':
                    setattr(namespace, action.dest, action.const)
                elif action.kind == 'append_const':
                    setattr(namespace, action.dest, list(getattr(namespace, action.dest, None) or []) + [action.const])
                elif action.kind == 'count':
                    setattr(namespace, action.dest, (getattr(namespace, action.dest, None) or 0) + 1)
                elif action.kind == 'help':
                    self.print_help()
                    sys.exit(0)
                elif action.kind == 'version':
                    print((action.version or '') % {'prog': self.prog} if '%(prog)' in (action.version or '') else action.version)
                    sys.exit(0)

            # Help

            def format_usage(self):
                if self.usage:
                    return f"usage: {self.usage}\n".replace('%(prog)s', self.prog)
                parts = []
                for action in self._actions:
                    if action.help is SUPPRESS:
                        continue
                    if action.option_strings:
                        shown = ' | '.join(action.option_strings) if action.kind == 'boolean' else action.option_strings[0]
                        values = action.shown_values()
                        text = f"{shown} {values}" if values else shown
                        parts.append(text if action.required else f"[{text}]")
                for action in self._actions:
                    if not action.option_strings and action.help is not SUPPRESS:
                        parts.append(action.shown_values())
                if self._subparsers is not None:
                    parts.append('{' + ','.join(self._subparsers.choices) + '} ...')
                lead = f"usage: {self.prog} "
                if len(lead) + len(' '.join(parts)) <= 78:
                    return (lead + ' '.join(parts)).rstrip() + '\n'
                lines = []
                current = lead
                for part in parts:
                    if len(current) + len(part) > 78 and current.strip() and current != lead:
                        lines.append(current.rstrip())
                        current = ' ' * len(lead)
                    current += part + ' '
                lines.append(current.rstrip())
                return '\n'.join(lines) + '\n'

            def format_help(self):
                import textwrap
                out = [self.format_usage()]
                if self.description:
                    raw = issubclass(self.formatter_class, (RawDescriptionHelpFormatter, RawTextHelpFormatter))
                    out.append('\n' + (self.description if raw else textwrap.fill(self.description, 78)) + '\n')
                grouped = [a for g in self._groups if g.title for a in g._members]
                free = [a for a in self._actions if a not in grouped]
                sections = [('positional arguments', [a for a in free if not a.option_strings]),
                            ('options', [a for a in free if a.option_strings])]
                sections += [(g.title, g._members) for g in self._groups if g.title]
                heads = [len(self._head(a)) for _, actions in sections for a in actions if a.help is not SUPPRESS]
                column = min(max(heads + [0]) + 2, 24)
                for title, actions in sections:
                    lines = [self._help_line(a, column) for a in actions if a.help is not SUPPRESS]
                    if lines:
                        out.append(f"\n{title}:\n" + '\n'.join(lines) + '\n')
                if self.epilog:
                    out.append('\n' + self.epilog + '\n')
                return ''.join(out)

            def _head(self, action):
                values = action.shown_values()
                if action.option_strings:
                    return '  ' + ', '.join([f"{f} {values}" if values else f for f in action.option_strings])
                return '  ' + action.value_name()

            def _help_line(self, action, column):
                import textwrap
                head = self._head(action)
                if not action.help:
                    return head
                text = action.help
                if '%(' in text:
                    names = dict(action.__dict__)
                    names['prog'] = self.prog
                    names['type'] = getattr(action.type, '__name__', None)
                    text = text % names
                elif issubclass(self.formatter_class, ArgumentDefaultsHelpFormatter) and action.default not in (None, SUPPRESS) and action.option_strings:
                    text += f" (default: {action.default})"
                lines = textwrap.wrap(text, 78 - column)
                if len(head) <= column - 2:
                    first = head.ljust(column) + lines[0]
                    lines = lines[1:]
                else:
                    first = head
                return '\n'.join([first] + [' ' * column + line for line in lines])

            def print_help(self, file=None):
                (file or sys.stdout).write(self.format_help())

            def print_usage(self, file=None):
                (file or sys.stdout).write(self.format_usage())

            def exit(self, status=0, message=None):
                if message:
                    sys.stderr.write(message)
                sys.exit(status)

            def error(self, message):
                self.print_usage(sys.stderr)
                self.exit(2, f"{self.prog}: error: {message}\n")
        """#
}
