# indexing and slicing by code point
s = 'héllo 日本'; (len(s), s[1], s[-1], s[1:4], s[::-1], s[6:], s[::2], [c for c in s], '日' in s, s.find('日'), s.index('o'))
'abc'[0], 'abc'[-3:2], 'abc'[::-1], ''[1:], 'a😀b'[1], len('a😀b'), 'é' == 'e\u0301', 'ab' < 'b', 'Z' < 'a', 'é' > 'z', '😀' > '日'
'hello'.find('l'), 'hello'.rfind('l'), 'hello'.find('x'), 'hello'.find('l', 3), 'hello'.find('l', 4), 'hello'.find('', 5), 'hello'.find('', 6), 'hello'.count('l'), 'hello'.count(''), 'aaa'.count('aa'), 'hello'.index('lo'), 'hello'.find('l', -2), 'héé'.rfind('é'), 'hello'.rfind('l', 0, 3), 'a'.find('abc')
'hello'.index('x')
'hello'.rindex('x')
'a b  c'.split(), ' a b '.split(' '), 'a,b,c'.split(','), 'a,b,c'.split(',', 1), 'a,b,c'.rsplit(',', 1), 'a b c'.split(None, 1), 'a b c'.rsplit(None, 1), ''.split(), ''.split(','), 'abc'.split('bc'), '  a  b  '.split(None, 1), '  a  b  '.rsplit(None, 1), 'a--b--c'.rsplit('--'), 'x'.split('xx')
'a'.split('')
'a'.split(5)
'a\nb\r\nc\rd\x0be\u2028f\n'.splitlines(), 'a\nb'.splitlines(True), ''.splitlines(), '\n'.splitlines(), 'a\n\nb'.splitlines()
'a=b=c'.partition('='), 'a=b=c'.rpartition('='), 'abc'.partition('x'), 'abc'.rpartition('x')
', '.join(['a', 'b']), ''.join('abc'), '-'.join(('x',)), '-'.join([]), ','.join({'a': 1, 'b': 2}), ', '.join(str(i) for i in range(3))
','.join(5)
'aXbXc'.replace('X', '--'), 'aXbXc'.replace('X', '', 1), 'abc'.replace('', '-'), 'abc'.replace('', '-', 2), 'aaa'.replace('aa', 'b'), 'é日'.replace('日', 'x'), 'abc'.replace('z', 'y')
'a'.replace(1, 'b')
'  a b '.strip(), '  a '.lstrip(), ' a  '.rstrip(), 'xxaxx'.strip('x'), 'abcba'.strip('ab'), '\t\n a\u3000'.strip(), ''.strip(), 'www.x.com'.strip('w.moc'), '日a日'.strip('日')
'abc'.startswith('a'), 'abc'.startswith(('x', 'a')), 'abc'.startswith('b', 1), 'abc'.endswith('c'), 'abc'.endswith(('bc', 'x')), 'abc'.endswith('b', 0, 2), 'abc'.startswith(''), ''.startswith('a'), 'abc'.startswith('', 4), 'a.png'.endswith(('.png', '.jpg'))
'abc'.startswith(1)
'abc'.startswith((1,))
'Hello World'.upper(), 'Hello'.lower(), 'hello world'.title(), 'hELLO'.capitalize(), 'Hello'.swapcase(), "they're bill's".title(), 'ß'.upper(), 'Straße'.casefold(), 'ÀÉ'.lower(), 'ǆ'.title(), ''.capitalize(), '日本'.upper()
'abc'.isalpha(), 'ab1'.isalpha(), '123'.isdigit(), '12.3'.isdigit(), ''.isdigit(), '²'.isdigit(), '²'.isdecimal(), '½'.isnumeric(), 'ab1'.isalnum(), ' \t'.isspace(), ''.isspace(), 'ABC'.isupper(), 'aBC'.isupper(), '123'.isupper(), 'abc'.islower(), 'Abc Def'.istitle(), 'Abc def'.istitle(), 'abc'.isidentifier(), '1a'.isidentifier(), 'a b'.isprintable(), 'a\n'.isprintable(), 'é'.isascii(), ''.isascii(), '日本'.isalpha()
'ab'.ljust(5), 'ab'.rjust(5, '*'), 'ab'.center(5), 'abc'.center(6, '-'), 'ab'.center(7, 'x'), 'ab'.zfill(5), '-5'.zfill(4), '+5'.zfill(2), 'abcdef'.ljust(3), 'a'.center(4), 'ab'.center(5, '.')
'a'.ljust(5, 'ab')
'a\tbc\td'.expandtabs(), 'a\tb'.expandtabs(4), '\t'.expandtabs(0)
'abc'.translate({97: 'X', 98: None, 99: 100}), 'hello'.translate(str.maketrans('el', 'ip')) if 0 else 1
'TestHook'.removeprefix('Test'), 'abc'.removesuffix('c'), 'abc'.removesuffix(''), 'abc'.removeprefix('x')
'%s %d %05.2f %x %r %% %5s|%-5s|' % ('a', 5, 3.14159, 255, 'q', 'r', 'l'), '%(a)s %(b)03d' % {'a': 1, 'b': 2}, '%s' % [1], '%s' % (None,), '%.3e' % 12345.678, '%d' % 3.9, '%i' % True, '%+d' % 5, '%c' % 65, '%c' % 'x', '%*d' % (5, 42), '%s' % {'a': 1}, '%04d' % 7, '%g' % 1e-5, '%.1f%%' % 99.5
'%x' % 1.5
'%f' % 'a'
'%s %s' % ('a',)
'%(a)s' % 5
'%q' % 1
'{} {}'.format(1, 'a'), '{1} {0}'.format('a', 'b'), '{a} {b[0]} {c.real}'.format(a=1, b=[5], c=3), '{:>5}|{:<5}|{:^5}'.format('a', 'b', 'c'), '{:.2f} {:d} {:,}'.format(3.14159, 5, 1234567), '{!r} {!s}'.format('a', 'b'), '{{}}'.format(), '{:{w}}'.format('x', w=4), '{0[k]}'.format({'k': 'v'}), '{:08.3f}'.format(-3.14159), '{:+d} {: d}'.format(5, 5), '{:e}'.format(12345.678), '{:%}'.format(0.25), '{:x} {:#x} {:b} {:o}'.format(255, 255, 5, 8), '{:5}|{:5}'.format(1, 'a'), '{:>10.3}'.format('abcdef'), '{:4f}'.format(0.5), '{:03f}'.format(1.5), '{:g}'.format(1e10)
'{'.format(1)
'{0.foo}'.format(1)
'{0} {}'.format(1, 2)
f'{3.14159:.2f} {5:>4} {"a"!r} {1+1} {True} {None} {[1, 2]} {1e-7} {10**20:,} {0.1 + 0.2} {255:#06x} {-5:05d} {1234.5:,.2f} {"x":*^7}'
f'{5:,} {1234567.891:,.1f} {0.5:.0%} {3:.4} {2.5:.3} {12345.6789:.4g} {1e100:.3e} {True:d} {5:f} {3:e} {7:b} {2**70:x} {"abc":.2} {1.0} {1e16} {1.5:10} {-0.0:.1f}'
str(1.0), repr(0.1), str(1e15), str(1e16), str(1e-4), str(1e-5), repr(1/3), repr(100.0), repr(1e22), repr(5e-324), repr(1.7976931348623157e308), str(float('nan')), str(-float('inf')), repr(123456789012345680.0), str(2.0**53), repr(-0.0)
repr('it\'s'), repr("a\"b"), repr('both \' "'), repr('\x7f\x80\xa0é\u200b\ud7ff😀'), repr('\\'), repr('\t\r\n')
'abc' 'def', 'a' * 0, 'a' + '', 'x' in '', '' in 'x', 'ab' in 'cab'
sorted(['b', 'a', 'C', 'é', 'z']), min('hello'), max(['aa', 'b']), sorted('日本é'), list(reversed('héy')), list(enumerate('é日'))
hash('a') == hash('a'), {'é': 1}['é'], len({'a', 'a', 'b'}), {'ab': 1}['a' + 'b']
'a,b'.split(sep=','), 'a b c'.split(maxsplit=1), 'a'.encode(encoding='utf-8'), 'x'.join(['1'] * 3)
'{}'.format('é'), '%5s' % '日', 'é'.ljust(3) + '|', '日本'.center(6, '*'), 'é'.zfill(3), '{:>4}'.format('日')
'Ünïcode'.encode(), b'\xc3\xa9'.decode('utf-8'), b'\xe9'.decode('latin-1'), 'é'.encode('latin-1'), 'a\xff'.encode('ascii', 'ignore'), b'a\xff'.decode('utf-8', 'replace'), b'a\xff'.decode('utf-8', 'ignore')
