# errors that tests/fixtures name, in plain Python
'abc'.uppr()
[1].add(2)
None.shape
(5).foo
{'a': 1}.a
[1, 2][5]
(1,)[3]
'abc'[7]
x = [1]; x[3] = 2
[1, 2]['a']
[1, 2][1.0]
{}[(1, 2)]
[].pop()
[1].remove(5)
[1].index(5)
'a' + 1
1 + 'a'
[1] + 1
(1,) + [2]
None + 1
'a' - 'b'
'a' * 'b'
'a' * 1.5
[1] * [2]
1 < 'a'
-'a'
~1.5
-[]
(5)[0]
None[0]
for i in 5: pass
len(5)
len()
len([1], [2])
x = (1, 2); x[0] = 3
s = 'ab'; s[0] = 'c'
x = (1,); del x[0]
print(1, seperator='')
print(1, sep=2)
range(2.5)
range(1, 2, 0)
int('3.5')
int('')
float('abc')
int([1])
int(None)
float(None)
sum(['a', 'b'])
max([])
sorted([1, 'a'])
{[1]: 2}
{[1]}
open('does_not_exist.png')
next(iter([]))
f"{'a':.2f}"
f"{1.5:d}"
f"{None:.2f}"
f"{[1]:.2f}"
'%d' % 'a'
'%d %d' % 1
'%d' % (1, 2)
'{} {}'.format(1)
'{a}'.format(b=1)
', '.join([1, 2])
10.0 ** 400
float(10 ** 400)
d = {1: 2}⏎for k in d: d[k + 1] = 1
list(zip([1], [1, 2], strict=True))
list(zip([1, 2], [1], strict=True))
list(zip([1], [1], [1, 2], strict=True))
1 in 5
isinstance(1, 'int')
list(enumerate(5))
'a' in 5
5 in 'a'
x = [1]; x += 5
x = 1; x += 'a'
x = 1; x <<= 'a'
1 @ 2
'abc' < 3
[1] < [1, 'a']
[1] < ['a']
(1, 2) < (1, 'x')
{} < {}
None < None
{1, 2} < {1, 2, 3}
{1} + {2}
divmod('a', 1)
divmod(1, 0)
divmod(1.0, 0)
round('a')
abs('a')
chr(-1)
chr(1114112)
ord('ab')
ord(5)
hash([])
hash({})
hash(set())
{1: 2}['x']
int('12', 99)
int('z', 36)
int('0x1f', 16), int('0b101', 0), int('-0o17', 0), int(' 12 '), int('1_000')
# lists
[1, 2, 3][-1], [1, 2, 3][1:], [1, 2, 3][::-1], [1, 2, 3][5:], [1, 2, 3][-2:], list(range(10))[1:8:3], list(range(10))[8:1:-3]
x = [1, 2, 3]; x[1:2] = [7, 8, 9]; x
x = list(range(6)); x[::2] = 'abc'; x
x = list(range(6)); x[::2] = 'ab'; x
x = list(range(6)); del x[::2]; x
x = list(range(6)); del x[1:3]; x
x = list(range(6)); del x[4:1:-1]; x
x = [3, 1, 2]; x.sort(); x
x = [3, 1, 2]; x.sort(reverse=True); x
x = ['b', 'A', 'c']; x.sort(key=lambda s: s.lower()); x
sorted([(1, 'b'), (0, 'z'), (1, 'a')], key=lambda t: t[0], reverse=True)
sorted([3, 1.5, True, 2]), sorted('hello'), sorted({'b': 1, 'a': 2}), sorted([[2], [1, 5], [1]])
sorted([0.1, float('inf'), -1.5, -0.0, 0.0])
sorted([str(i) for i in range(40)])
sorted(range(50), key=lambda i: (i % 7, -i))
x = [1, 2]; x.insert(0, 0); x.insert(99, 9); x.insert(-1, 8); x.extend('ab'); x.append(None); x
x = [1, 2, 3, 4]; a = x.pop(); b = x.pop(0); c = x.pop(-1); (a, b, c, x)
x = [1]; x.pop(5)
x = [1, 2, 1]; x.remove(1); (x, x.count(1), x.index(1))
x = [1, 2]; x *= 2; x += (5,); x
x = [1]; y = x.copy(); y.append(2); x.clear(); (x, y)
x = [1, 2, 3]; x.reverse(); x
x = []; x.append(x); x
x = [1]; d = {'k': x}; x.append(d); (x, d)
[1, 2] == [1, 2], [1] == (1,), [1, 2] < [1, 3], [1] < [1, 2], [] < [1], [2] > [1, 9], [1, 2] != [1, 2]
x = float('nan'); [x] == [x], x == x, x in [x], (x,) == (x,)
[1, 2] * 2, 2 * [0], [1] * -1, 'ab' * 2, 3 * 'x', (1,) * 3, 'a' * True
x = [1, 2, 3]; [i for i in reversed(x)], list(reversed('abc')), list(reversed(range(0, 10, 3))), list(reversed({'a': 1, 'b': 2}))
[1, [2, 'x'], (3,), {4: 5}, {6}, None, True, 1.0, 'it\'s', "q\"q'"]
list('abc'), list({'a': 1}), list((1, 2)), tuple([1]), tuple('ab'), list(range(3)), list({1})
a, *b = [1, 2, 3]; a
[x * 2 for x in range(5) if x % 2], {x: x * x for x in range(3)}, {x % 3 for x in range(9)}
# dicts
d = {'a': 1, 'b': 2}; d['c'] = 3; d['a'] = 9; d
d = {'a': 1, 'b': 2}; (d.get('a'), d.get('z'), d.get('z', 5), d.pop('a'), d.pop('q', 0), d)
d = {'a': 1}; d.pop('z')
d = {}; d.popitem()
d = {1: 'a', 2: 'b'}; (d.popitem(), d)
d = {'a': 1}; (d.setdefault('a', 5), d.setdefault('b', 6), d)
d = {'a': 1}; d.update(b=2); d.update({'c': 3}); d.update([('d', 4)], e=5); d
d = {}; d.update([1])
d = {}; d.update([(1, 2, 3)])
d = {}; d.update(5)
dict(a=1, b=2), dict([(1, 2)]), dict({'x': 1}, y=2), dict(zip('ab', [1, 2])), dict()
dict.fromkeys('abc'), dict.fromkeys([1, 2], 0)
d = {1: 'int'}; d[True] = 'bool'; d[1.0] = 'float'; d
{1: 2} == {1.0: 2}, {'a': [1]} == {'a': [1]}, {'a': 1} != {'b': 1}, {1: 2} == {1: 3}
{'a': 1} | {'b': 2}, {'a': 1} | {'a': 5}
d = {'a': 1}; d |= {'z': 3}; d
d = {'a': 1, 'b': 2}; (d.keys(), d.values(), d.items(), len(d), 'a' in d, ('a', 1) in d.items(), 2 in d.values())
d = {'a': 1, 'b': 2}; k = d.keys(); d['c'] = 3; (k, k & {'a', 'z'}, sorted(k | {'q'}), k == {'a', 'b', 'c'}, k - {'a', 'b'})
d = {(1, 2): 'x', 'k': None, 2.5: [1], None: 0}; (d[(1, 2)], d[2.5], d[None], d)
d = {i: i for i in range(100)}⏎for i in range(0, 100, 2): del d[i]⏎(len(d), list(d)[:5], 51 in d, 50 in d)
d = {i: i for i in range(20)}⏎for i in range(19): del d[i]⏎d[3] = 1⏎d
d = {'x': 1}; d['self'] = d; d
d = {'a': 1, 'b': 2}; [k for k in d], [v for v in d.values()], [(k, v) for k, v in d.items()], list(reversed(d.items()))
d = {'b': 1, 'a': 2}; sorted(d.items(), key=lambda kv: kv[1]), min(d, key=d.get), max(d.values())
del {}['a']
# sets
{3, 1, 2}, {5, 100, 17, 3}, set([9, 8, 7, 1000, 33]), set(), set('a'), frozenset([1, 2]), frozenset()
s = {1, 2}; s.add(3); s.discard(9); s.remove(1); s
s = {1}; s.remove(9)
s = set(); s.pop()
s = {5, 3, 9}; (s.pop(), s)
{1, 2} | {3}, {1, 2, 3} & {2, 3, 4}, {1, 2, 3} - {2}, {1, 2} ^ {2, 3}, {1} | frozenset([2]), frozenset([1]) | {2}
{1, 2} <= {1, 2}, {1} < {1, 2}, {1, 2} >= {2}, {1} == {1.0}, {1} != {2}, {1} == frozenset([1]), {1, 2}.issubset([1, 2, 3]), {1}.isdisjoint([2])
s = {1, 2, 3}; s -= {1}; s |= {10}; s &= {2, 10}; s ^= {2, 5}; s
s = {1, 2, 3}; s.update([7], (8,)); s.difference_update([1]); s.intersection_update([2, 7, 8]); s
s = {1}⏎for x in s: s.add(x + 1)
{1, 2}.union([3], [4]), {1, 2, 3}.intersection([2, 3], [3]), {1, 2}.difference([1]), {1}.symmetric_difference([2])
set(range(20)), set(range(100, 0, -7)), {i * 37 % 101 for i in range(30)}
set([-1, -2, -3, 2**61 - 1, 2**64]), {0.5, 1.5, 2.0, 0.1}, {(1, 2), (0, 1), (3,), ()}
s = set(range(50))⏎for i in range(0, 50, 3): s.discard(i)⏎s.add(1000)⏎s
s = {1,2,3,4,5,6,7,8,9,10}; t = {i * 3 for i in range(8)}; (s & t, s - t, t - s, s ^ t, s | t)
s = set()⏎for i in range(40): s.add(i * 17 % 41)⏎for i in range(30): s.remove(i * 17 % 41)⏎for i in range(10): s.add(i * 1000)⏎s
x = frozenset([1, 2, 3]); y = frozenset([3, 2, 1]); (hash(x) == hash(y), hash(x), {x: 1}[y])
hash(1), hash(-1), hash(2**61 - 1), hash(2**61), hash(1.0), hash(True), hash(0.5), hash(-0.1), hash(1e300), hash(2**100), hash(float('inf')), hash(-2**63)
hash((1, 2, 3)), hash(()), hash((1,)), hash(((1, 2), 3)), hash((0.5, -1))
# ranges and slices
range(10)[2:5], range(10)[::-1], range(0, 10, 3)[1], range(5)[-1], len(range(0, -10, -3)), list(range(5, 0, -2)), range(3) == range(0, 3, 1), range(0) == range(2, 1)
5 in range(10), 5.0 in range(10), 11 in range(0, 20, 2), 'a' in range(3), range(10).index(4), range(10).count(4), range(1, 10, 2).index(4)
range(2**70)[-1], len(range(2**62)), (2**69) in range(2**70), list(range(2**64, 2**64 + 2))
len(range(2**70))
range(5)[10]
range(5)['a']
range(1, 10, 2).start, range(1, 10, 2).stop, range(1, 10, 2).step, range(-9223372036854775808, 9223372036854775807)
slice(1, 5, 2).indices(4), slice(None, None, -1).indices(5), slice(-3, None).indices(10), slice(1, 2), slice(5).indices(3)
[1, 2, 3][::0]
[1, 2, 3]['a':]
[1, 2, 3][10**30:], [1, 2, 3][-10**30:], [1, 2, 3][:10**30:10**30], 'abc'[::10**20]
# lazy builtins
list(enumerate('ab')), list(enumerate('ab', 5)), list(enumerate([1], start=-1)), list(zip([1, 2], 'ab', (True, False))), list(zip())
list(map(lambda x: x + 1, [1, 2])), list(map(lambda a, b: a * b, [1, 2, 3], [4, 5])), list(filter(None, [0, 1, '', 'a'])), list(filter(lambda x: x > 1, [1, 2, 3]))
it = iter([1, 2]); (next(it), next(it), next(it, 'end'))
x = iter([1, 2, 3, 4]); list(zip(x, x))
list(iter(lambda: 5, 5))
any([0, '', 3]), any([]), all([1, 0]), all([]), sum([1, 2, 3]), sum([0.1] * 10), sum([[1], [2]], []), sum([], 5), sum(range(101)), sum([1, 2.5, True])
min(3, 1, 2), max([3, 1]), min('b', 'a'), max([1, 5, 2], key=lambda x: -x), min([], default=9), max('abc'), max(1, 2.0, 2), min((1, 'b'), (1, 'a'))
min()
min(1, 2, default=3)
reversed({1})
reversed(5)
next([])
iter(5)
zip(1)
map(len)
enumerate()
callable(len), callable(5), callable(int)
isinstance(True, int), isinstance(1, (str, int)), isinstance([], list), isinstance(1.0, int), issubclass(bool, int), issubclass(int, (str, float))
type(1), type('a'), type(None), type([]), type(1.5), type(len), type(int), type({}.keys()), type(range(1)), type(iter([]))
type(1) is int, type(True) == bool, type('') is str
bool([]), bool([0]), bool(''), bool(None), bool(0.0), bool({}), bool(range(0)), bool(range(1)), bool(float('nan'))
print(1, 'a', None, [1, 'b'], 2.0, sep='-', end='!\n'); print(); print('x', end='')
print(*[1, 2, 3], sep='\n')
getattr([], 'foo', 5), hasattr([], 'append'), hasattr(1, 'real'), getattr('a', 'upper')()
getattr([], 'foo')
(3).real, (3).imag, True.real, (2.5).imag, (5).bit_length(), (-8).bit_length(), (0).bit_length(), (2.0).is_integer(), (2.5).is_integer(), (0.75).as_integer_ratio(), (255).to_bytes(2, 'big'), int.from_bytes(b'\x01\x00', 'big'), (1.5).hex(), (10).bit_count(), (5).numerator
(-1).to_bytes(2, 'big')
(-1).to_bytes(2, 'little', signed=True), int.from_bytes(b'\xff\xfe', 'big', signed=True), (2**64).to_bytes(9, 'big'), (300).to_bytes(1, 'big')
repr('a\n\t\\\'"\x00é'), ascii('é日'), repr(b'a\x00\xff'), ascii([1, 'ü'])
format(3.14159, '.2f'), format(255, 'x'), format('a', '>5'), format(True), format(1234567, ','), format(0.5, '%'), format(None), format([1])
format([1], 'd')
format(1, 2)
bin(10), hex(255), oct(8), bin(-5), hex(2**70), bin(True)
bin(1.5)
round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234, -2), round(1250, -2), round(1350, -2), round(1.5), round(1e20), round(0.5), round(-0.4), round(2.5, 0), round(True), round(5, 3), round(15, -1), round(25, -1), round(-15, -1)
round(float('nan'))
round(float('inf'))
abs(-5), abs(-2.5), abs(True), abs(-2**63), abs(-0.0), divmod(7, 2), divmod(-7, 2), divmod(7.5, 2), divmod(-7, 2.0), pow(2, 10), pow(2, 10, 1000), pow(3, -1, 7), pow(2, -1), pow(2, 0.5), pow(2, 5, -3)
pow(2, -1, 4)
pow(2, 2, 0)
pow(2.0, 2, 3)
chr(65), ord('a'), chr(8364), ord('€')
exit(3)
id(None) == id(None)
int(3.9), int(-3.9), int('12'), int(True), int(1e20), int('-0'), int(b'12'), float('1e3'), float(' -inf '), float('nan'), float('1_0.5'), float(True), str(1.0), str(1e16), str(1e-5), str(123456789.123), float(2**60), int()
int(float('nan'))
int(float('inf'))
int('a', 5.5)
int(5, 10)
tuple(), list(), dict(), set(), str(), int(), float(), bool(), bytes(), frozenset()
list(1, 2)
list(a=1)
list(5)
tuple(5)
dict(5)
str(b'abc', 'utf-8'), str(b'abc'), bytes('é', 'utf-8'), bytes([1, 2]), bytes(3), b'ab' + b'c', b'abc'[1], b'abc'[1:], b'a' in b'abc', b'abc'.decode(), 'é'.encode(), len(b'abc'), list(b'ab'), b'ab' == b'ab', b'abc'.hex()
b'a' + 'b'
bytes('a')
bytes([300])
b'\xff'.decode()
'é'.encode('ascii')
'a'.encode('rot99')
None is None, 1 is None, [] is [], ... is ..., Ellipsis, NotImplemented
not 1, not [], 1 and 2, 0 or 'x', 1 < 2 < 3, 1 < 3 < 2, 1 if 0 else 2
