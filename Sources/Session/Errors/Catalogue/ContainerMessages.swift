// What numbers, sequences and dictionaries say. (`Messages` says how a row is written.)

extension Messages {
    static let container: String = #"""
        # Values
        U0301 not enough values to unpack (expected {0}, got {1}) → 나누어 대입할 값이 모자랍니다 ({0}개 필요, {1}개 있음)
        not enough values to unpack (expected at least {0}, got {1}) → 나누어 대입할 값이 모자랍니다 ({0}개 이상 필요, {1}개 있음)
        U0302 too many values to unpack (expected {0}) → 나누어 대입할 값이 너무 많습니다 ({0}개 필요)
        U0303 invalid literal for int() with base {0}: {1} → {1}은(는) {0}진법 정수가 아닙니다
        U0304 could not convert string to float: {0} → {0}은(는) 실수로 바꿀 수 없습니다
        U0305 math domain error → 함수가 정의되지 않은 값입니다
        U0306 {0} is not in list → {0}은(는) 리스트에 없습니다
        U0307 range() arg 3 must not be zero → range()의 간격은 0일 수 없습니다
        U0308 slice step cannot be zero → 슬라이스 간격은 0일 수 없습니다
        translation table must be 256 characters long → 변환표는 256바이트여야 합니다
        maketrans arguments must have same length → maketrans의 두 인자는 길이가 같아야 합니다
        subsection not found → 찾는 바이트가 없습니다
        argument should be integer or bytes-like object, not '{0}' → 바이트열이나 정수를 찾을 수 있는데 '{0}'입니다
        sequence item {0}: expected a bytes-like object, {1} found → {0}번 항목은 바이트열이어야 하는데 {1}입니다
        {0}() argument 2 must be a byte string of length 1, not {1} → {0}()의 둘째 인자는 한 바이트여야 하는데 {1}입니다
        sep must be length 1. → sep은 한 글자여야 합니다
        U0309 substring not found → 부분 문자열을 찾을 수 없습니다
        U0310 not valid JSON: {0}, line {1} column {2} → 올바른 JSON이 아닙니다: {0}, {1}번째 줄 {2}번째 칸
        U0311 division by zero → 0으로 나눌 수 없습니다
        U0312 integer division or modulo by zero → 0으로 나눌 수 없습니다
        U0313 integer modulo by zero → 0으로 나눈 나머지는 없습니다
        U0314 float division by zero → 0으로 나눌 수 없습니다
        U0315 float modulo → 0으로 나눈 나머지는 없습니다
        U0316 math range error → 결과가 표현 범위를 벗어납니다
        U0317 float floor division by zero → 0으로 나눌 수 없습니다
        U0318 0.0 cannot be raised to a negative power → 0의 음수 제곱은 없습니다
        U0319 list.remove(x): x not in list → 지우려는 값이 리스트에 없습니다
        U0320 Unknown format code '{0}' for object of type '{1}' → '{1}' 값에는 서식 '{0}'을(를) 쓸 수 없습니다
        U0321 {0}() arg is an empty sequence → {0}()에 빈 리스트를 주었습니다
        U0322 cannot convert float NaN to integer → NaN은 정수로 바꿀 수 없습니다
        U0323 cannot convert float infinity to integer → 무한대는 정수로 바꿀 수 없습니다
        U0324 int too large to convert to float → 정수가 너무 커서 실수로 바꿀 수 없습니다
        U0325 dictionary update sequence element #{0} has length {1}; 2 is required
        → 딕셔너리를 만드는 리스트의 {0}번 원소는 길이가 2여야 하는데 {1}입니다
        U0326 zip() argument {0} is {1} than {2} → zip()의 {0}번째 인자의 길이가 앞의 인자와 다릅니다 (strict=True)
        U0327 I/O operation on closed file. → 이미 닫은 파일입니다
        U0328 Sample larger than population or is negative → 뽑을 개수가 전체보다 많거나 음수입니다
        U0329 sleep length must be non-negative → 기다릴 시간은 음수일 수 없습니다
        U0330 list modified during sort → 정렬하는 동안 리스트가 바뀌었습니다

        # Indices and keys
        U0401 list index out of range → 리스트 인덱스가 범위를 벗어났습니다
        U0402 tuple index out of range → 튜플 인덱스가 범위를 벗어났습니다
        U0403 string index out of range → 문자열 인덱스가 범위를 벗어났습니다
        U0404 list assignment index out of range → 대입할 리스트 인덱스가 범위를 벗어났습니다
        U0405 pop from empty list → 빈 리스트에서는 pop할 수 없습니다
        U0406 index {0} is out of bounds for dimension {1} with size {2} → 인덱스 {0}이(가) 크기 {2}인 {1}번 차원의 범위를 벗어났습니다
        U0407 index {0} is out of bounds for axis {1} with size {2} → 인덱스 {0}이(가) 크기 {2}인 {1}번 축의 범위를 벗어났습니다
        too many indices for tensor of dimension {0} (got {1}) → {0}차원 텐서에 인덱스를 {1}개 주었습니다. 너무 많습니다
        U0408 too many indices for tensor of dimension {0} → {0}차원 텐서에 인덱스가 너무 많습니다
        U0409 Dimension out of range (expected to be in range of [{0}, {1}], but got {2}) → 차원 {2}은(는) 범위 [{0}, {1}]를 벗어났습니다
        U0410 Target {0} is out of bounds. → 정답 클래스 {0}이(가) 클래스 수의 범위를 벗어났습니다
        U0411 index {0} is out of range → 인덱스 {0}이(가) 범위를 벗어났습니다
        U0412 invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a 0-dim tensor to a number
        → 0차원 텐서에는 인덱스를 쓸 수 없습니다. 수로 바꾸려면 tensor.item()을 쓰세요
        U0413 too many indices for array: array is {0}-dimensional, but {1} were indexed → {0}차원 배열에 인덱스를 {1}개 썼습니다
        U0414 The shape of the mask {0} at index {1} does not match the shape of the indexed tensor {2} at index {3}
        → 마스크의 모양 {0}({1}번 차원)이 텐서의 모양 {2}({3}번 차원)과 맞지 않습니다
        U0415 pop index out of range → pop할 인덱스가 범위를 벗어났습니다
        U0416 range object index out of range → 인덱스가 range의 범위를 벗어났습니다
        U0417 Cannot choose from an empty sequence → 빈 리스트에서는 고를 수 없습니다
        U0418 'pop from an empty set' → 빈 집합에서는 꺼낼 수 없습니다
        U0419 'popitem(): dictionary is empty' → 빈 딕셔너리에서는 꺼낼 수 없습니다

        # Numbers
        negative shift count → 음수만큼 시프트할 수 없습니다
        too many digits in integer → 정수의 자릿수가 너무 많습니다
        the integer result of {0} would be too large → {0}의 결과가 너무 큰 정수입니다
        integer division result too large for a float → 나눗셈의 결과가 너무 커서 실수로 나타낼 수 없습니다
        a negative number to a fractional power is complex, and unetrepl has no complex numbers
        → 음수의 분수 제곱은 복소수인데 unetrepl에는 복소수가 없습니다
        (34, 'Numerical result out of range') → 결과가 표현 범위를 벗어납니다
        Python int too large to convert to C {0} → 정수가 너무 커서 여기에 쓸 수 없습니다
        cannot fit 'int' into an index-sized integer → 정수가 너무 커서 인덱스로 쓸 수 없습니다
        type {0} doesn't define __round__ method → {0}에는 round()를 쓸 수 없습니다
        pow() 3rd argument not allowed unless all arguments are integers → pow()의 셋째 인자는 모두 정수일 때만 쓸 수 있습니다
        unsupported operand type(s) for ** or pow(): {0} → ** 연산이나 pow()에 쓸 수 없는 타입입니다: {0}
        pow() 3rd argument cannot be 0 → pow()의 셋째 인자는 0일 수 없습니다
        base is not invertible for the given modulus → 이 나머지 연산에서는 밑의 역수가 없습니다
        float divmod() → 0으로 나눌 수 없습니다
        int() missing string argument → int()에 문자열 인자가 빠졌습니다
        int() base must be >= 2 and <= 36, or 0 → int()의 진법은 2에서 36 사이거나 0이어야 합니다
        length argument must be non-negative → 길이는 음수일 수 없습니다
        can't convert negative int to unsigned → 음수는 부호 없는 정수로 바꿀 수 없습니다
        int too big to convert → 정수가 너무 커서 그 길이의 바이트로 바꿀 수 없습니다
        cannot convert NaN to integer ratio → NaN은 정수의 비로 바꿀 수 없습니다
        cannot convert Infinity to integer ratio → 무한대는 정수의 비로 바꿀 수 없습니다
        Exceeds the limit ({0} digits) for integer string conversion: value has {1} digits; use sys.set_int_max_str_digits() to increase the limit
        → 정수와 문자열 사이의 변환은 {0}자리까지인데 {1}자리입니다. 한도는 sys.set_int_max_str_digits()로 늘립니다
        Exceeds the limit ({0} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit
        → 정수와 문자열 사이의 변환은 {0}자리까지입니다. 한도는 sys.set_int_max_str_digits()로 늘립니다
        rounded value too large to represent → 반올림한 값이 너무 커서 나타낼 수 없습니다
        must be real number, not {0} → 실수여야 하는데 {0}입니다
        float() argument must be a string or a real number, not '{0}' → float()는 문자열이나 수를 받습니다 ('{0}'은 안 됨)
        NoneType takes no arguments → NoneType은 인자를 받지 않습니다

        # Sequences
        {0} assignment index out of range → 대입할 {0} 인덱스가 범위를 벗어났습니다
        {0} index out of range → {0} 인덱스가 범위를 벗어났습니다
        index out of range → 인덱스가 범위를 벗어났습니다
        string indices must be integers, not '{0}' → 문자열의 인덱스는 정수여야 하는데 '{0}'입니다
        sequence index must be integer, not '{0}' → 인덱스는 정수여야 하는데 '{0}'입니다
        slice indices must be integers or None or have an __index__ method → 슬라이스에는 정수나 None을 써야 합니다
        a sequence of {0} elements repeated {1} times does not fit in memory → 원소 {0}개를 {1}번 반복하면 메모리에 들어가지 않습니다
        a dict holds at most {0} entries → 딕셔너리에는 항목을 {0}개까지만 담을 수 있습니다
        can only assign an iterable → 반복 가능한 값만 대입할 수 있습니다
        attempt to assign sequence of size {0} to extended slice of size {1} → 크기 {1}인 슬라이스에 값 {0}개를 대입할 수 없습니다
        can only concatenate tuple (not "{0}") to tuple → 튜플에는 튜플만 이어 붙일 수 있습니다 ("{0}"은 안 됨)
        tuple.index(x): x not in tuple → 찾는 값이 튜플에 없습니다
        {0} is not in range → {0}은(는) range에 없습니다
        length should not be negative → 길이는 음수일 수 없습니다
        '{0}' object does not support item deletion → '{0}' 객체의 항목은 지울 수 없습니다
        sum() can't sum bytes [use b''.join(seq) instead] → sum()은 바이트열을 더하지 않습니다. b''.join(seq)를 쓰세요
        Cannot specify a default for {0}() with multiple positional arguments → {0}()에 값을 여럿 줄 때는 default를 쓸 수 없습니다
        iter(v, w): v must be callable → iter(v, w)의 v는 호출할 수 있어야 합니다
        iter() returned non-iterator of type '{0}' → __iter__()는 이터레이터를 돌려주어야 하는데 '{0}'입니다
        map() must have at least two arguments. → map()에는 인자가 둘 이상 필요합니다
        Replacement index {0} out of range for positional args tuple → 서식의 {0}번 자리에 넣을 값이 없습니다

        # Dictionaries and collections
        cannot convert dictionary update sequence element #{0} to a sequence → 딕셔너리를 만들 {0}번 원소는 (키, 값)이어야 합니다
        'dictionary is empty' → 빈 딕셔너리에서는 꺼낼 수 없습니다
        first argument must be callable or None → 첫째 인자는 함수나 None이어야 합니다
        deque index out of range → 덱 인덱스가 범위를 벗어났습니다
        deque mutated during iteration → 반복하는 동안 덱이 바뀌었습니다
        maxlen must be non-negative → maxlen은 음수일 수 없습니다
        pop from an empty deque → 빈 덱에서는 꺼낼 수 없습니다
        deque.remove(x): x not in deque → 지우려는 값이 덱에 없습니다
        Field names cannot start with an underscore: {0} → 필드 이름은 밑줄로 시작할 수 없습니다: {0}
        Type names and field names must be valid identifiers: {0} → 타입과 필드의 이름은 변수 이름으로 쓸 수 있어야 합니다: {0}
        Type names and field names cannot be a keyword: {0} → 예약어는 타입이나 필드의 이름으로 쓸 수 없습니다: {0}
        Encountered duplicate field name: {0} → 필드 이름 {0}이(가) 두 번 나왔습니다
        Got more default values than field names → 기본값이 필드보다 많습니다
        Got unexpected field names: ['{0}'] → 모르는 필드 이름입니다: ['{0}']
        cannot specify both default and default_factory → default와 default_factory를 함께 쓸 수 없습니다
        mutable default {0} for field {1} is not allowed: use default_factory
        → 필드 {1}의 기본값 {0}은(는) 바뀔 수 있어서 쓸 수 없습니다. default_factory를 쓰세요
        non-default argument {0} follows default argument → 기본값이 있는 인자 뒤에 기본값이 없는 인자 {0}이(가) 올 수 없습니다
        cannot assign to field {0} → 필드 {0}에는 대입할 수 없습니다 (frozen)
        cannot delete field {0} → 필드 {0}은(는) 지울 수 없습니다 (frozen)
        must be called with a dataclass type or instance → dataclass나 그 객체에 써야 합니다
        asdict() should be called on dataclass instances → asdict()는 dataclass의 객체에 써야 합니다
        {0} is not a valid {1} → {0}은(는) {1}의 값이 아닙니다
        unetrepl has no % formatting of bytes → unetrepl에는 bytes의 % 서식이 없습니다
        not all arguments converted during bytes formatting → bytes 서식에 쓰이지 않은 인자가 있습니다
        {0} first arg must be bytes or a tuple of bytes, not {1} → {0}의 첫 인자는 bytes나 bytes 튜플이어야 하는데 {1}입니다
        out of range → 범위를 벗어났습니다
        must assign iterable to extended slice → 간격이 있는 슬라이스에는 반복 가능한 값을 대입해야 합니다
        module() takes a name, which must be str, and a documentation → module()에는 이름(str)과 설명을 줍니다
        {0}.{1} cannot be replaced here → {0}.{1}은(는) 바꿀 수 없습니다
        """#
}
