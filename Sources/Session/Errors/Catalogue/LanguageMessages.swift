// What the parser, the compiler and the machine say: syntax, names, calls, classes. (`Messages` says how a row is written.)

extension Messages {
    static let language: String = #"""
        # Reading the source
        U0001 invalid syntax → 문법에 맞지 않습니다
        U0002 '{0}' was never closed → '{0}'이(가) 닫히지 않았습니다
        U0003 unmatched '{0}' → 짝이 없는 '{0}'
        U0004 closing parenthesis '{0}' does not match opening parenthesis '{1}' → 닫는 괄호 '{0}'이(가) 여는 괄호 '{1}'와(과) 맞지 않습니다
        U0005 unterminated string literal (detected at line {0}) → 문자열이 닫히지 않았습니다 ({0}번째 줄)
        U0006 unterminated triple-quoted string literal (detected at line {0}) → 세 따옴표 문자열이 닫히지 않았습니다 ({0}번째 줄까지)
        U0007 expected ':' → ':'이 필요합니다
        U0008 invalid syntax. Perhaps you forgot a comma? → 문법에 맞지 않습니다. 쉼표를 빠뜨리지 않았나요?
        U0009 invalid syntax. Maybe you meant '==' or ':=' instead of '='? → 문법에 맞지 않습니다. '=' 대신 '=='나 ':='를 쓰려고 했나요?
        U0010 'return' outside function → 'return'은 함수 안에서만 쓸 수 있습니다
        U0011 'break' outside loop → 'break'는 반복문 안에서만 쓸 수 있습니다
        U0012 'continue' not properly in loop → 'continue'는 반복문 안에서만 쓸 수 있습니다
        U0013 'yield' outside function → 'yield'는 함수 안에서만 쓸 수 있습니다
        U0014 cannot assign to {0} → {0:ko}에는 값을 대입할 수 없습니다
        cannot assign to {0} here. Maybe you meant '==' instead of '='? → 여기서는 {0:ko}에 대입할 수 없습니다. '=' 대신 '=='를 쓰려고 했나요?
        U0015 Missing parentheses in call to 'print'. Did you mean print(...)?
        → 'print'를 부를 때 괄호가 빠졌습니다. print(...)를 쓰려고 했나요?
        U0016 invalid character '{0}' ({1}) → 쓸 수 없는 문자 '{0}' ({1})
        U0017 positional argument follows keyword argument → 키워드 인자 뒤에 위치 인자가 올 수 없습니다
        U0018 keyword argument repeated: {0} → 키워드 인자가 두 번 나왔습니다: {0}
        U0019 duplicate argument '{0}' in function definition → 함수 정의에 인자 '{0}'이(가) 두 번 나왔습니다
        U0020 invalid decimal literal → 숫자를 잘못 썼습니다
        U0021 f-string: expecting '}' → f-문자열에 '}'가 필요합니다
        U0022 unexpected indent → 들여쓰기가 필요 없는 곳입니다
        U0023 unindent does not match any outer indentation level → 내어쓰기가 바깥의 어떤 들여쓰기와도 맞지 않습니다
        U0024 expected an indented block after {0} on line {1} → {1}번째 줄의 {0:ko} 다음에는 들여 쓴 블록이 필요합니다
        U0025 inconsistent use of tabs and spaces in indentation → 들여쓰기에 탭과 공백이 섞여 있습니다
        U0026 name '{0}' is assigned to before global declaration → '{0}'을(를) global로 선언하기 전에 대입했습니다
        U0027 name '{0}' is used prior to global declaration → '{0}'을(를) global로 선언하기 전에 썼습니다
        U0028 no binding for nonlocal '{0}' found → nonlocal '{0}'에 맞는 이름이 바깥 함수에 없습니다
        U0029 unexpected EOF while parsing → 코드가 끝나지 않았는데 입력이 끝났습니다
        U0030 expected '{0}' → '{0}'이(가) 필요합니다
        U0031 too many statically nested blocks → 블록이 너무 깊게 겹쳐 있습니다
        U0032 unexpected character after line continuation character → 줄 잇기 문자 '\' 뒤에 다른 문자가 있습니다
        U0033 expected 'except' or 'finally' block → 'except'나 'finally' 블록이 필요합니다
        U0034 expected 'else' after 'if' expression → 'if' 식에는 'else'가 필요합니다
        U0035 f-string: invalid syntax → f-문자열: 문법에 맞지 않습니다
        U0036 non-default argument follows default argument → 기본값이 있는 인자 뒤에 기본값이 없는 인자가 올 수 없습니다
        U0037 leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers
        → 정수 앞에 0을 쓸 수 없습니다. 8진수는 0o로 시작합니다
        U0038 'match' statements are not supported; write if/elif/else instead → match 문은 쓸 수 없습니다. if/elif/else로 쓰세요
        U0039 'type' statements are not supported; write an assignment, X = ..., instead → type 문은 쓸 수 없습니다. X = ... 처럼 쓰세요
        U0040 source code cannot contain null bytes → 코드에 널 바이트가 있습니다

        # Names
        U0101 name '{0}' is not defined → 이름 '{0}'이(가) 정의되지 않았습니다
        U0102 cannot access local variable '{0}' where it is not associated with a value → 지역 변수 '{0}'에 아직 값이 없습니다
        U0103 cannot access free variable '{0}' where it is not associated with a value in enclosing scope
        → 바깥 함수의 변수 '{0}'에 아직 값이 없습니다
        U0104 module '{0}' has no attribute '{1}' → 모듈 '{0}'에는 속성 '{1}'이(가) 없습니다
        U0105 '{0}' object has no attribute '{1}' → '{0}' 객체에는 속성 '{1}'이(가) 없습니다
        U0106 type object '{0}' has no attribute '{1}' → 클래스 '{0}'에는 속성 '{1}'이(가) 없습니다
        U0107 No module named '{0}' → 모듈 '{0}'이(가) 없습니다
        U0108 cannot import name '{0}' from '{1}' → '{1}'에서 '{0}'을(를) 가져올 수 없습니다
        U0109 '{0}' object attribute '{1}' is read-only → '{0}' 객체의 속성 '{1}'은(는) 읽기 전용입니다
        U0110 cannot assign module before Module.__init__() call → super().__init__()을 먼저 부른 다음에 층을 대입하세요
        U0111 cannot assign parameters before Module.__init__() call → super().__init__()을 먼저 부른 다음에 파라미터를 대입하세요
        U0112 cannot import name '{0}' from '{1}' ({2}) → '{1}'에서 '{0}'을(를) 가져올 수 없습니다 ({2})
        U0113 cannot import name '{0}' → '{0}'을(를) 가져올 수 없습니다
        U0114 attempted relative import with no known parent package → 패키지 밖에서는 상대 import를 쓸 수 없습니다
        attempted relative import beyond top-level package → 상대 import가 가장 바깥 패키지를 벗어납니다

        # Types and arguments
        U0201 unsupported operand type(s) for {0}: '{1}' and '{2}' → {0} 연산은 '{1}'와(과) '{2}' 사이에 쓸 수 없습니다
        U0202 '{0}' object is not callable → '{0}' 객체는 호출할 수 없습니다
        U0203 '{0}' object is not subscriptable → '{0}' 객체에는 [ ]를 쓸 수 없습니다
        U0204 '{0}' object is not iterable → '{0}' 객체는 반복할 수 없습니다
        U0205 '{0}' not supported between instances of '{1}' and '{2}' → '{1}'와(과) '{2}'는 {0}로 비교할 수 없습니다
        U0206 bad operand type for unary {0}: '{1}' → 단항 {0} 연산을 '{1}'에 쓸 수 없습니다
        U0207 unhashable type: '{0}' → '{0}'은(는) 키로 쓸 수 없습니다
        U0208 object of type '{0}' has no len() → '{0}' 객체에는 길이가 없습니다
        U0209 '{0}' object does not support item assignment → '{0}' 객체의 항목에는 대입할 수 없습니다
        U0210 '{0}' object doesn't support item deletion → '{0}' 객체의 항목은 지울 수 없습니다
        U0211 can only concatenate str (not "{0}") to str → 문자열에는 문자열만 이어 붙일 수 있습니다 ("{0}"은 안 됨)
        U0212 '{0}' object cannot be interpreted as an integer → '{0}' 객체는 정수로 쓸 수 없습니다
        U0213 {0}() got an unexpected keyword argument '{1}' → {0}()에는 키워드 인자 '{1}'이(가) 없습니다
        U0214 {0}() got multiple values for argument '{1}' → {0}()의 인자 '{1}'에 값이 두 번 주어졌습니다
        U0215 {0}() missing {1} required positional arguments: {2} → {0}()에 필요한 위치 인자 {1}개가 빠졌습니다: {2}
        U0216 {0}() missing {1} required positional argument: {2} → {0}()에 필요한 위치 인자 {1}개가 빠졌습니다: {2}
        U0217 {0}() missing {1} required keyword-only arguments: {2} → {0}()에 필요한 키워드 인자 {1}개가 빠졌습니다: {2}
        U0218 {0}() missing {1} required keyword-only argument: {2} → {0}()에 필요한 키워드 인자 {1}개가 빠졌습니다: {2}
        U0219 {0}() takes {1} positional arguments but {2} were given → {0}()은(는) 위치 인자를 {1}개 받는데 {2}개가 주어졌습니다
        U0220 {0}() takes {1} positional argument but {2} were given → {0}()은(는) 위치 인자를 {1}개 받는데 {2}개가 주어졌습니다
        U0221 {0}() takes {1} positional arguments but {2} was given → {0}()은(는) 위치 인자를 {1}개 받는데 {2}개가 주어졌습니다
        U0222 {0}(): argument '{1}' (position {2}) must be {3}, not {4} → {0}(): 인자 '{1}'({2}번째)은(는) {4}가 아니라 {3:ko}이어야 합니다
        U0223 cannot unpack non-iterable {0} object → {0} 객체는 나누어 대입할 수 없습니다
        U0224 {0} indices must be integers or slices, not {1} → {0}의 인덱스는 {1}가 아니라 정수나 슬라이스여야 합니다
        U0225 exceptions must derive from BaseException → raise에는 예외 객체만 쓸 수 있습니다
        U0226 unsupported format string passed to {0}.__format__ → {0}에는 쓸 수 없는 서식입니다
        U0227 {0}() takes no arguments → {0}()은(는) 인자를 받지 않습니다
        U0228 argument of type '{0}' is not iterable → '{0}' 값에는 in을 쓸 수 없습니다
        U0229 can only concatenate list (not "{0}") to list → 리스트에는 리스트만 이어 붙일 수 있습니다 ("{0}"은 안 됨)
        U0230 can't multiply sequence by non-int of type '{0}' → 문자열이나 리스트는 정수로만 곱할 수 있습니다 ('{0}'은 안 됨)
        U0231 int() argument must be a string, a bytes-like object or a real number, not '{0}'
        → int()는 문자열이나 수를 받습니다 ('{0}'은 안 됨)
        U0232 not enough arguments for format string → 서식에 넣을 값이 모자랍니다
        U0233 not all arguments converted during string formatting → 서식보다 값이 많습니다
        U0234 sequence item {0}: expected str instance, {1} found → {0}번 항목이 문자열이 아니라 {1}입니다
        U0235 '{0}' is an invalid keyword argument for {1}() → {1}()에는 키워드 인자 '{0}'이(가) 없습니다
        U0236 expected Tensor as element {0} in argument {1}, but got {2} → {1}번 인자의 {0}번 항목은 텐서여야 하는데 {2}입니다
        U0237 {0} is not a Module subclass → {0}은(는) 층(Module)이 아닙니다
        U0238 iteration over a 0-d tensor → 값이 하나인 0차원 텐서는 반복할 수 없습니다
        U0239 {0}() takes exactly one argument ({1} given) → {0}()은(는) 인자를 하나 받는데 {1}개가 주어졌습니다
        U0240 {0}() takes no keyword arguments → {0}()은(는) 키워드 인자를 받지 않습니다
        U0241 {0} expected at least {1} argument{2}, got {3} → {0}에는 인자가 {1}개 이상 필요한데 {3}개입니다
        U0242 {0} expected at most {1} argument{2}, got {3} → {0}에는 인자를 {1}개까지 줄 수 있는데 {3}개입니다
        U0243 sum() can't sum strings [use ''.join(seq) instead] → sum()은 문자열을 더하지 않습니다. ''.join(seq)를 쓰세요
        U0244 bad operand type for abs(): '{0}' → abs()에 '{0}'을(를) 쓸 수 없습니다
        U0245 isinstance() arg 2 must be a type, a tuple of types, or a union → isinstance()의 둘째 인자는 클래스여야 합니다
        U0246 '{0}' object is not an iterator → '{0}'에서는 next()로 다음 값을 꺼낼 수 없습니다
        U0247 '{0}' object is not reversible → '{0}'은(는) 뒤집을 수 없습니다
        U0248 'in <string>' requires string as left operand, not {0} → 문자열 안에서 찾을 것은 문자열이어야 하는데 {0}입니다
        U0249 write() argument must be str, not {0} → write()에는 문자열을 주어야 하는데 {0}입니다
        U0250 Object of type {0} is not JSON serializable → {0}은(는) JSON으로 쓸 수 없습니다
        U0251 '{0}' object does not support the context manager protocol{1} → '{0}'은(는) with에 쓸 수 없습니다{1}
        U0252 __init__() should return None, not '{0}' → __init__()은 아무것도 돌려주지 않아야 하는데 '{0}'을(를) 돌려주었습니다
        U0253 exceptions must be classes or instances deriving from BaseException, not {0} → raise할 수 있는 것은 예외뿐인데 {0}입니다
        U0254 can only join an iterable → join()에는 반복할 수 있는 것을 주세요
        U0255 int() can't convert non-string with explicit base → int()에 진법을 주려면 문자열을 주어야 합니다

        # Reading the source
        too many levels of indentation → 들여쓰기가 너무 깊습니다
        unexpected unindent → 내어쓰기가 필요 없는 곳입니다
        invalid non-printable character U+{0} → 보이지 않는 문자 U+{0}은(는) 쓸 수 없습니다
        invalid digit '{0}' in {1} literal → {1} 리터럴에 쓸 수 없는 숫자 '{0}'
        invalid {0} literal → {0} 리터럴을 잘못 썼습니다
        invalid integer literal → 정수를 잘못 썼습니다
        integer literal is too long: {0} digits; at most 20000 are accepted → 정수가 너무 깁니다: {0}자리인데 20000자리까지 쓸 수 있습니다
        {0} - Consider hexadecimal for huge integer literals to avoid decimal conversion limits. → {0:ko}. 아주 큰 정수는 16진수로 쓰세요
        f-string: {0} → f-문자열: {0:ko}
        f-string: expressions nested too deeply → f-문자열의 식이 너무 깊게 겹쳐 있습니다
        f-string: single '}' is not allowed → f-문자열에 '}'를 하나만 쓸 수 없습니다. '}}'로 쓰세요
        f-string: unmatched '{0}' → f-문자열에 짝이 없는 '{0}'
        closing parenthesis '{0}' does not match opening parenthesis '{1}' on line {2}
        → 닫는 괄호 '{0}'이(가) {2}번째 줄의 여는 괄호 '{1}'와(과) 맞지 않습니다
        too many nested parentheses → 괄호가 너무 깊게 겹쳐 있습니다
        too many nested expressions; split this into several statements → 식이 너무 깊게 겹쳐 있습니다. 여러 문장으로 나누세요
        too many chained calls, attributes and subscripts; split this into several statements
        → 호출과 속성, 인덱스가 너무 길게 이어집니다. 여러 문장으로 나누세요
        too many 'for' clauses in a comprehension → 컴프리헨션에 for가 너무 많습니다
        this code is too large: split it into functions or cells → 코드가 너무 큽니다. 함수나 셀로 나누세요
        (unicode error) 'unicodeescape' codec can't decode bytes in position {0}-{1}: {2}
        → (유니코드 오류) {0}-{1}번째 바이트의 이스케이프를 읽을 수 없습니다: {2:ko}
        truncated {0} escape → {0} 이스케이프가 중간에 끝났습니다
        illegal Unicode character → 유니코드에 없는 문자입니다
        malformed \N character escape → \N 이스케이프를 잘못 썼습니다
        unknown Unicode character name → 모르는 유니코드 문자 이름입니다
        '\u{0}' is a surrogate, which a str cannot hold here; write the character itself or its \UXXXXXXXX escape
        → '\u{0}'은(는) 서로게이트라서 문자열에 담을 수 없습니다. 문자를 그대로 쓰거나 \UXXXXXXXX로 쓰세요
        (value error) invalid \x escape at position {0} → {0}번째의 \x 이스케이프를 잘못 썼습니다
        (unicode error) 'utf-8' codec can't decode byte {0} in position {1}: {2} (line {3})
        → 코드가 UTF-8이 아닙니다: {1}번째 바이트 {0} ({3}번째 줄)
        bytes can only contain ASCII literal characters → 바이트열 리터럴에는 ASCII 문자만 쓸 수 있습니다
        cannot mix bytes and nonbytes literals → 바이트열과 문자열은 이어 쓸 수 없습니다
        empty expression not allowed → 중괄호 안에 식이 있어야 합니다
        expression required before '{0}' → '{0}' 앞에 식이 있어야 합니다
        invalid conversion character: expected 's', 'r', or 'a' → 변환 문자는 's', 'r', 'a' 가운데 하나여야 합니다
        expecting '}' → '}'가 필요합니다

        # Statements and expressions
        can't use starred expression here → 여기에는 별표(*) 식을 쓸 수 없습니다
        cannot use starred expression here → 여기에는 별표(*) 식을 쓸 수 없습니다
        cannot use double starred expression here → 여기에는 **식을 쓸 수 없습니다
        cannot use a starred expression in a dictionary value → 딕셔너리의 값에는 별표(*) 식을 쓸 수 없습니다
        starred assignment target must be in a list or tuple → 별표(*)를 붙인 대입 대상은 리스트나 튜플 안에 있어야 합니다
        multiple starred expressions in assignment → 대입에 별표(*)를 두 번 쓸 수 없습니다
        complex numbers are not supported; keep real and imaginary parts apart → 복소수는 쓸 수 없습니다. 실수부와 허수부를 따로 두세요
        illegal expression for augmented assignment → 이 식에는 += 같은 대입을 쓸 수 없습니다
        '{0}' is an illegal expression for augmented assignment → {0:ko}에는 += 같은 대입을 쓸 수 없습니다
        assignment to yield expression not possible → yield 식에는 대입할 수 없습니다
        cannot delete {0} → {0:ko}은(는) del로 지울 수 없습니다
        only single target (not {0}) can be annotated → 타입은 이름 하나에만 붙일 수 있습니다 ({0:ko}은 안 됨)
        illegal target for annotation → 여기에는 타입을 붙일 수 없습니다
        trailing comma not allowed without surrounding parentheses → 괄호가 없으면 끝에 쉼표를 쓸 수 없습니다
        multiple exception types must be parenthesized → 예외 클래스를 여럿 쓸 때는 괄호로 묶어야 합니다
        default 'except:' must be last → 클래스 없는 'except:'는 마지막에 와야 합니다
        'except*' is not supported; write 'except' with one exception class or a tuple of them
        → 'except*'는 쓸 수 없습니다. 예외 클래스 하나나 튜플로 'except'를 쓰세요
        'async' is not supported; write an ordinary function or loop → 'async'는 쓸 수 없습니다. 보통 함수나 반복문으로 쓰세요
        'async' is not supported; write an ordinary function → 'async'는 쓸 수 없습니다. 보통 함수로 쓰세요
        'async' is not supported; write an ordinary comprehension → 'async'는 쓸 수 없습니다. 보통 컴프리헨션으로 쓰세요
        'await' is not supported; call the function directly → 'await'는 쓸 수 없습니다. 함수를 바로 부르세요
        cannot use assignment expressions with {0} → {0:ko}에는 :=을 쓸 수 없습니다
        expression cannot contain assignment, perhaps you meant "=="? → 식 안에서는 대입할 수 없습니다. "=="를 쓰려고 했나요?
        Missing parentheses in call to '{0}'. Did you mean {1}(...)? → '{0}'을(를) 부를 때 괄호가 빠졌습니다. {1}(...)를 쓰려고 했나요?
        did you forget parentheses around the comprehension target? → 컴프리헨션 앞부분에 괄호를 빠뜨리지 않았나요?
        dict unpacking cannot be used in dict comprehension → 딕셔너리 컴프리헨션에는 **를 쓸 수 없습니다
        iterable unpacking cannot be used in comprehension → 컴프리헨션에는 *를 쓸 수 없습니다
        ':' expected after dictionary key → 딕셔너리의 키 다음에는 ':'이 필요합니다
        expression expected after dictionary key and ':' → 딕셔너리의 키와 ':' 다음에는 값이 필요합니다
        Generator expression must be parenthesized → 제너레이터 식은 괄호로 묶어야 합니다
        assignment expression cannot be used in a comprehension iterable expression → 컴프리헨션의 in 다음에는 :=을 쓸 수 없습니다
        assignment expression cannot rebind comprehension iteration variable '{0}' → :=으로 컴프리헨션의 변수 '{0}'을(를) 바꿀 수 없습니다
        assignment expression within a comprehension cannot be used in a class body → 클래스 본문의 컴프리헨션에는 :=을 쓸 수 없습니다
        '{0}' outside function → '{0}'은(는) 함수 안에서만 쓸 수 있습니다
        '{0}' inside {1} → {1:ko} 안에서는 '{0}'을(를) 쓸 수 없습니다
        from __future__ imports must occur at the beginning of the file → from __future__ import는 파일 맨 앞에 써야 합니다
        future feature {0} is not defined → __future__에 {0}은(는) 없습니다
        import * only allowed at module level → import *는 함수 밖에서만 쓸 수 있습니다
        nonlocal declaration not allowed at module level → nonlocal은 함수 안에서만 쓸 수 있습니다
        annotated name '{0}' can't be {1} → 타입을 붙인 이름 '{0}'은(는) {1}일 수 없습니다
        name '{0}' is parameter and {1} → 이름 '{0}'이(가) 매개변수이면서 {1}입니다
        name '{0}' is used prior to {1} declaration → '{0}'을(를) {1}로 선언하기 전에 썼습니다
        name '{0}' is assigned to before {1} declaration → '{0}'을(를) {1}로 선언하기 전에 대입했습니다
        name '{0}' is nonlocal and global → 이름 '{0}'이(가) nonlocal이면서 global입니다

        # Parameters and arguments
        / may appear only once → /는 한 번만 쓸 수 있습니다
        / must be ahead of * → /는 * 앞에 와야 합니다
        at least one argument must precede / → / 앞에 매개변수가 있어야 합니다
        expected comma between / and * → /와 * 사이에 쉼표가 필요합니다
        * argument may appear only once → * 인자는 한 번만 쓸 수 있습니다
        named arguments must follow bare * → * 다음에는 이름 있는 매개변수가 와야 합니다
        var-positional argument cannot have default value → *인자에는 기본값을 줄 수 없습니다
        var-keyword argument cannot have default value → **인자에는 기본값을 줄 수 없습니다
        arguments cannot follow var-keyword argument → **인자 뒤에는 매개변수가 올 수 없습니다
        expected default value expression → 기본값이 필요합니다
        Function parameters cannot be parenthesized → 함수의 매개변수는 괄호로 묶을 수 없습니다
        Lambda expression parameters cannot be parenthesized → lambda의 매개변수는 괄호로 묶을 수 없습니다
        iterable argument unpacking follows keyword argument unpacking → **인자 뒤에 *인자가 올 수 없습니다
        {0}() takes {1} but {2} {3} given → {0}()의 인자 개수가 맞지 않습니다: {2}개가 주어졌습니다
        {0}() takes from {1} to {2} positional arguments but {3} were given
        → {0}()은(는) 위치 인자를 {1}개에서 {2}개까지 받는데 {3}개가 주어졌습니다
        {0} takes {1} but {2} were given → {0}의 인자 개수가 맞지 않습니다: {2}개가 주어졌습니다
        {0} missing {1} required positional argument{2}: {3} → {0}에 필요한 위치 인자 {1}개가 빠졌습니다: {3}
        {0}() missing {1} required {2} argument: {3} → {0}()에 필요한 인자 {1}개가 빠졌습니다: {3}
        {0}() missing {1} required {2} arguments: {3} → {0}()에 필요한 인자 {1}개가 빠졌습니다: {3}
        {0}() takes {1} positional arguments but {2} → {0}()은(는) 위치 인자를 {1}개 받습니다 (받은 것: {2})
        {0}() takes {1} positional argument but {2} → {0}()은(는) 위치 인자를 {1}개 받습니다 (받은 것: {2})
        {0}() takes at most {1} arguments ({2} given) → {0}()은(는) 인자를 {1}개까지 받는데 {2}개가 주어졌습니다
        {0}() missing required argument '{1}' → {0}()에 필요한 인자 '{1}'이(가) 빠졌습니다
        {0}() got some positional-only arguments passed as keyword arguments: '{1}' → {0}()의 위치 전용 인자를 키워드로 주었습니다: '{1}'
        {0} expected 1 argument, got {1} → {0}은(는) 인자를 하나 받는데 {1}개입니다
        keywords must be strings → 키워드는 문자열이어야 합니다
        {0} got multiple values for keyword argument '{1}' → {0}: 키워드 인자 '{1}'에 값이 두 번 주어졌습니다
        {0} got multiple values for argument '{1}' → {0}의 인자 '{1}'에 값이 두 번 주어졌습니다
        {0} got an unexpected keyword argument '{1}' → {0}에는 키워드 인자 '{1}'이(가) 없습니다
        Value after * must be an iterable, not {0} → * 뒤에는 반복 가능한 값이 와야 하는데 {0}입니다
        {0} argument after * must be an iterable, not {1} → {0}: * 뒤에는 반복 가능한 값이 와야 하는데 {1}입니다
        {0} argument after ** must be a mapping, not {1} → {0}: ** 뒤에는 딕셔너리가 와야 하는데 {1}입니다
        '{0}' object is not a mapping → '{0}' 객체는 딕셔너리가 아닙니다

        # Names, attributes and classes
        No module named '{0}'; '{1}' is not a package → 모듈 '{0}'이(가) 없습니다. '{1}'은(는) 패키지가 아닙니다
        Item in {0}.__all__ must be str, not {1} → {0}.__all__에는 문자열만 넣을 수 있는데 {1}이(가) 있습니다
        {0} has no attribute '{1}' → {0}에는 속성 '{1}'이(가) 없습니다
        {0} has no attribute `{1}` → {0}에는 속성 `{1}`이(가) 없습니다
        attribute '{0}' of '{1}' objects is not writable → '{1}' 객체의 속성 '{0}'은(는) 쓸 수 없습니다
        cannot set '{0}' attribute of immutable type '{1}' → 내장 클래스 '{1}'의 속성 '{0}'은(는) 바꿀 수 없습니다
        can't set attribute '{0}' → 속성 '{0}'에 대입할 수 없습니다
        can't delete attribute '{0}' → 속성 '{0}'을(를) 지울 수 없습니다
        property '{0}' of '{1}' object has no {2} → '{1}' 객체의 property '{0}'에 {2}가 없습니다
        attribute name must be string, not '{0}' → 속성 이름은 문자열이어야 하는데 '{0}'입니다
        attribute names are strings, not {0} → 속성 이름은 문자열이어야 하는데 {0}입니다
        {0}(): attribute name must be string → {0}(): 속성 이름은 문자열이어야 합니다
        descriptor '{0}' needs a {1}, not {2} → '{0}'은(는) {1}에 쓰는데 {2}입니다
        descriptor needs a {0} → {0} 객체가 필요합니다
        descriptor needs an {0} → {0} 객체가 필요합니다
        descriptor needs a '{0}' object → '{0}' 객체가 필요합니다
        descriptor needs a parameter group → 파라미터 그룹이 필요합니다
        descriptor needs an array, not {0} → 배열이 필요한데 {0}입니다
        descriptor requires a '{0}' object but received a '{1}' → '{0}' 객체가 필요한데 '{1}'입니다
        descriptor '{0}' for a '{1}' doesn't apply to a '{2}' object → '{1}'의 '{0}'은(는) '{2}' 객체에 쓸 수 없습니다
        __set__ → __set__이 없습니다
        __delete__ → __delete__가 없습니다
        bases must be types, not {0} → 상속할 것은 클래스여야 하는데 {0}입니다
        unetrepl classes cannot extend '{0}' → unetrepl에서는 '{0}'을(를) 상속할 수 없습니다
        type '{0}' is not an acceptable base type → '{0}'은(는) 상속할 수 없는 클래스입니다
        duplicate base class {0} → 같은 클래스 {0}을(를) 두 번 상속했습니다
        Cannot create a consistent method resolution{0}order (MRO) for bases {1} → 상속 순서(MRO)를 정할 수 없습니다: {1}
        multiple bases have instance lay-out conflict → 함께 상속할 수 없는 내장 클래스들입니다
        type() takes 1 or 3 arguments → type()은 인자를 1개나 3개 받습니다
        type '{0}' is not subscriptable → 클래스 '{0}'에는 [ ]를 쓸 수 없습니다
        cannot create '{0}' instances → '{0}'의 객체는 만들 수 없습니다
        object.__new__(X): X is not a type object ({0}) → object.__new__(X): X가 클래스가 아닙니다 ({0})
        object.__init__() takes exactly one argument (the instance to initialize) → object.__init__()은 다른 인자를 받지 않습니다
        __class__ assignment only supported for mutable types or ModuleType subclasses
        → __class__는 class로 만든 클래스의 객체에서만 바꿀 수 있습니다
        __name__ must be set to a string object → __name__에는 문자열만 넣을 수 있습니다
        __qualname__ must be set to a string object → __qualname__에는 문자열만 넣을 수 있습니다
        __bool__ should return bool, returned {0} → __bool__은 bool을 돌려주어야 하는데 {0}입니다
        __repr__ returned non-string (type {0}) → __repr__은 문자열을 돌려주어야 하는데 {0}입니다
        __str__ returned non-string (type {0}) → __str__은 문자열을 돌려주어야 하는데 {0}입니다
        __format__ must return a str, not {0} → __format__은 문자열을 돌려주어야 하는데 {0}입니다
        __len__() should return >= 0 → __len__()은 0 이상을 돌려주어야 합니다
        __hash__ method should return an integer → __hash__는 정수를 돌려주어야 합니다
        {0}.__float__ returned non-float (type {1}) → {0}.__float__은 float을 돌려주어야 하는데 {1}입니다
        vars() argument must have __dict__ attribute → vars()는 __dict__가 있는 객체에 씁니다
        issubclass() arg 1 must be a class → issubclass()의 첫째 인자는 클래스여야 합니다
        issubclass() arg 2 must be a class, a tuple of classes, or a union → issubclass()의 둘째 인자는 클래스나 클래스의 튜플이어야 합니다
        super(): __class__ cell not found → super()는 클래스의 메서드 안에서만 인자 없이 쓸 수 있습니다
        super(): no arguments → super()를 인자 없이 쓸 수 없는 곳입니다
        super(): one argument is not supported → super()에 인자를 하나만 줄 수 없습니다
        super() argument 1 must be a type, not {0} → super()의 첫째 인자는 클래스여야 하는데 {0}입니다
        super(type, obj): obj must be an instance or subtype of type → super(type, obj): obj는 type의 객체여야 합니다
        Cannot instantiate typing.{0} → typing.{0}의 객체는 만들 수 없습니다
        NamedTuple() takes a name and a list of fields → NamedTuple()은 이름과 필드의 리스트를 받습니다
        Can't instantiate abstract class {0} with abstract method{1}
        → 추상 클래스 {0}의 객체는 만들 수 없습니다. 아직 정의하지 않은 메서드: {1}
        must define at least one ordering operation: < > <= >= → 비교 연산 < > <= >= 가운데 하나는 정의해야 합니다

        # Running
        exception cause must be None or derive from BaseException → raise … from 다음에는 예외나 None이 와야 합니다
        exception causes must derive from BaseException → raise … from 다음에는 예외가 와야 합니다
        catching classes that do not inherit from BaseException is not allowed → except에는 예외 클래스만 쓸 수 있습니다
        generator already executing → 제너레이터가 이미 실행 중입니다
        generator ignored GeneratorExit → 제너레이터가 GeneratorExit을 받고도 끝나지 않았습니다
        generator raised StopIteration → 제너레이터 안에서 StopIteration이 일어났습니다
        can't send non-None value to a just-started generator → 막 시작한 제너레이터에는 None만 보낼 수 있습니다
        Cell is empty → 바깥 함수의 변수에 아직 값이 없습니다
        maximum recursion depth exceeded {0} → 함수가 자신을 너무 깊이 불렀습니다
        recursion limit must be greater or equal than 1 → 재귀 한도는 1 이상이어야 합니다
        the script's memory is used up → 스크립트가 쓸 수 있는 메모리를 다 썼습니다
        cannot start the script's thread ({0} MB of stack) → 스크립트를 실행할 스레드를 시작할 수 없습니다 (스택 {0} MB)
        a script's exception is on its way → 스크립트의 예외가 처리되는 중입니다
        unetrepl has no code objects; give the text itself to eval or exec
        → unetrepl에는 코드 객체가 없습니다. 문자열을 그대로 eval이나 exec에 넘기세요
        {0}() {1} must be a dict, not {2} → {0}()의 {1}은(는) 딕셔너리여야 하는데 {2}입니다
        {0}() arg 1 must be a string, bytes or code object → {0}()의 첫 인자는 문자열이어야 합니다
        {0}() needs a script that calls it → {0}()은 스크립트 안에서만 부를 수 있습니다
        eval() takes one expression; exec() runs statements → eval()은 식 하나만 받습니다. 문장은 exec()으로 실행하세요
        unetrepl has no debugger; print, or assert what you expect → unetrepl에는 디버거가 없습니다. print나 assert로 확인하세요
        unetrepl has no complex numbers; keep the two parts as floats → unetrepl에는 복소수가 없습니다. 두 부분을 실수로 따로 두세요
        unetrepl has no bytearray; build a list of ints and call bytes(list)
        → unetrepl에는 bytearray가 없습니다. 정수의 리스트를 만들어 bytes(list)를 부르세요
        unetrepl has no memoryview; slice the bytes → unetrepl에는 memoryview가 없습니다. 바이트열을 슬라이스하세요
        unetrepl does not start or stop processes (os.{0}); run the command in a shell
        → unetrepl은 프로세스를 시작하거나 멈추지 않습니다 (os.{0}). 셸에서 실행하세요
        __import__() argument 1 must be str, not {0} → __import__()의 첫째 인자는 문자열이어야 하는데 {0}입니다

        # What stands in the holes above
        …name → 이름
        …literal → 리터럴
        …f-string expression → f-문자열
        …tuple → 튜플
        …list → 리스트
        …set display → 집합
        …dict literal → 딕셔너리
        …expression → 식
        …comparison → 비교식
        …conditional expression → 조건식
        …lambda → lambda
        …function call → 함수 호출
        …attribute → 속성
        …subscript → 인덱스 식
        …slice → 슬라이스
        …starred → 별표(*) 식
        …list comprehension → 리스트 컴프리헨션
        …set comprehension → 집합 컴프리헨션
        …dict comprehension → 딕셔너리 컴프리헨션
        …generator expression → 제너레이터 식
        …named expression → := 식
        …yield expression → yield 식
        …ellipsis → ...
        …function definition → 함수 정의
        …class definition → 클래스 정의
        …'{0}' statement → '{0}' 문
        """#
}
