// What strings, bytes, formats, regular expressions and JSON say. (`Messages` says how a row is written.)

extension Messages {
    static let text: String = #"""
        # Strings and bytes
        format() argument 2 must be str, not {0} → format()의 둘째 인자는 문자열이어야 하는데 {0}입니다
        chr() arg not in range(0x110000) → chr()의 인자가 유니코드의 범위를 벗어났습니다
        chr(0x{0}): a surrogate is not a character in unetrepl → chr(0x{0}): 서로게이트는 unetrepl에서 문자가 아닙니다
        ord() expected a character, but string of length {0} found → ord()에는 문자 하나를 주어야 하는데 길이가 {0}입니다
        ord() expected string of length 1, but {0} found → ord()에는 문자 하나를 주어야 하는데 {0}입니다
        {0} must be None or a string, not {1} → {0}은(는) None이나 문자열이어야 하는데 {1}입니다
        str() takes at most 3 arguments ({0} given) → str()은 인자를 3개까지 받는데 {0}개가 주어졌습니다
        decoding to str: need a bytes-like object, {0} found → 문자열로 바꾸려면 바이트열이 필요한데 {0}입니다
        a bytes-like object is required, not '{0}' → 바이트열이 필요한데 '{0}'입니다
        {0}() argument must be str, not {1} → {0}()의 인자는 문자열이어야 하는데 {1}입니다
        {0}() argument {1} must be str, not {2} → {0}()의 {1}번째 인자는 문자열이어야 하는데 {2}입니다
        {0} argument 'mode' must be str, not {1} → {0}의 인자 'mode'는 문자열이어야 하는데 {1}입니다
        must be str, not {0} → 문자열이어야 하는데 {0}입니다
        must be str or None, not {0} → 문자열이나 None이어야 하는데 {0}입니다
        {0} first arg must be str or a tuple of str, not {1} → {0}의 첫째 인자는 문자열이나 문자열의 튜플이어야 하는데 {1}입니다
        tuple for {0} must only contain str, not {1} → {0}에 주는 튜플에는 문자열만 있어야 하는데 {1}이(가) 있습니다
        empty separator → 빈 문자열로는 나눌 수 없습니다
        {0} arg must be None or str → {0}의 인자는 None이나 문자열이어야 합니다
        The fill character must be exactly one character long → 채울 문자는 한 글자여야 합니다
        format_map() needs a dict, not {0} → format_map()에는 딕셔너리를 주어야 하는데 {0}입니다
        if you give only one argument to maketrans it must be a dict → maketrans()에 인자를 하나만 주려면 딕셔너리여야 합니다
        the first two maketrans arguments must have equal length → maketrans()의 앞 두 인자는 길이가 같아야 합니다
        {0}() argument 1 must be str, not {1} → {0}()의 첫째 인자는 문자열이어야 하는데 {1}입니다
        {0}() argument 2 must be str, not {1} → {0}()의 둘째 인자는 문자열이어야 하는데 {1}입니다
        '{0}' codec can't encode character '{1}' in position {2}: ordinal not in range({3})
        → '{0}'(으)로는 {2}번째 문자 '{1}'을(를) 쓸 수 없습니다
        '{0}' codec can't decode byte {1} in position {2}: {3} → '{0}'(으)로는 {2}번째 바이트 {1}을(를) 읽을 수 없습니다
        unknown encoding: {0} → 모르는 인코딩: {0}
        byte must be in range(0, 256) → 바이트는 0에서 255 사이여야 합니다
        bytes must be in range(0, 256) → 바이트는 0에서 255 사이여야 합니다
        can't concat {0} to bytes → 바이트열에는 바이트열만 이어 붙일 수 있습니다 ({0}은 안 됨)
        string argument without an encoding → 문자열을 바이트열로 바꾸려면 인코딩을 주어야 합니다
        negative count → 개수는 음수일 수 없습니다
        cannot convert '{0}' object to bytes → '{0}' 객체는 바이트열로 바꿀 수 없습니다

        # Formats
        Cannot specify both ',' and '_'. → 서식에 ','와 '_'를 함께 쓸 수 없습니다
        Cannot specify '{0}' with '{1}'. → 서식 '{1}'에는 '{0}'을(를) 쓸 수 없습니다
        Format specifier missing precision → 서식의 '.' 다음에 자릿수가 없습니다
        Invalid format specifier '{0}' for object of type '{1}' → '{1}'에 쓸 수 없는 서식 '{0}'
        Too many decimal digits in format string → 서식의 수가 너무 깁니다
        precision too big → 서식의 자릿수가 너무 큽니다
        width too big → 서식의 너비가 너무 큽니다
        format width {0} is too large; at most {1} characters → 서식의 너비 {0}이(가) 너무 큽니다. {1}자까지 쓸 수 있습니다
        format width {0} is too large → 서식의 너비 {0}이(가) 너무 큽니다
        format precision {0} is too large; at most {1} digits → 서식의 자릿수 {0}이(가) 너무 큽니다. {1}자리까지 쓸 수 있습니다
        Space not allowed in string format specifier → 문자열의 서식에는 공백 부호를 쓸 수 없습니다
        Sign not allowed in string format specifier → 문자열의 서식에는 부호를 쓸 수 없습니다
        Negative zero coercion (z) not allowed in {0} format specifier → {0}의 서식에는 z를 쓸 수 없습니다
        Alternate form (#) not allowed in string format specifier → 문자열의 서식에는 #을 쓸 수 없습니다
        '=' alignment not allowed in string format specifier → 문자열의 서식에는 '=' 정렬을 쓸 수 없습니다
        Precision not allowed in integer format specifier → 정수의 서식에는 소수 자릿수를 쓸 수 없습니다
        Sign not allowed with integer format specifier 'c' → 서식 'c'에는 부호를 쓸 수 없습니다
        Alternate form (#) not allowed with integer format specifier 'c' → 서식 'c'에는 #을 쓸 수 없습니다
        %c arg not in range(0x110000) → %c에 줄 수가 유니코드의 범위를 벗어났습니다
        %c requires int or char → %c에는 정수나 문자 하나를 주어야 합니다
        a surrogate code point cannot be a character of a str here → 서로게이트는 문자열의 문자가 될 수 없습니다
        Max string recursion exceeded → 서식이 너무 깊게 겹쳐 있습니다
        Single '{0}' encountered in format string → 서식에 '{0}'이(가) 하나만 있습니다. 글자로 쓰려면 두 번 쓰세요
        unexpected '{' in field name → 필드 이름에 '{'를 쓸 수 없습니다
        expected '}' before end of string → 서식이 '}' 없이 끝났습니다
        end of string while looking for conversion specifier → 서식의 '!' 다음에 변환 문자가 없습니다
        expected ':' after conversion specifier → 변환 문자 다음에는 ':'이 필요합니다
        unmatched '{' in format spec → 서식에 짝이 없는 '{'가 있습니다
        Unknown conversion specifier {0} → 모르는 변환 문자 {0}
        cannot switch from manual field specification to automatic field numbering
        → 중괄호에 번호를 쓰다가 안 쓸 수 없습니다. 모두 쓰거나 모두 빼세요
        cannot switch from automatic field numbering to manual field specification
        → 중괄호에 번호를 안 쓰다가 쓸 수 없습니다. 모두 쓰거나 모두 빼세요
        Empty attribute in format string → 서식의 속성 이름이 비어 있습니다
        Missing ']' in format string → 서식에 ']'가 빠졌습니다
        Only '.' or '[' may follow ']' in format field specifier → 서식의 ']' 다음에는 '.'이나 '['만 올 수 있습니다
        incomplete format → 서식이 중간에 끝났습니다
        incomplete format key → 서식의 키가 중간에 끝났습니다
        unsupported format character '{0}' (0x{1}) at index {2} → 쓸 수 없는 서식 문자 '{0}' (0x{1}), {2}번째
        * wants int → 서식의 *에는 정수를 주어야 합니다
        format requires a mapping → 이름 있는 서식에는 딕셔너리를 주어야 합니다
        %{0} format: a real number is required, not {1} → 서식 %{0}에는 수를 주어야 하는데 {1}입니다
        %{0} format: an integer is required, not {1} → 서식 %{0}에는 정수를 주어야 하는데 {1}입니다

        # Regular expressions and JSON
        {0} at position {1} → {0:ko} ({1}번째 문자)
        first argument must be string or compiled pattern → 첫째 인자는 문자열이나 컴파일한 패턴이어야 합니다
        the pattern is too large → 정규 표현식이 너무 큽니다
        expected string or bytes-like object, got '{0}' → 문자열이 필요한데 '{0}'입니다
        the pattern keeps too many choices open on this text → 이 글에서 정규 표현식이 시험할 경우가 너무 많습니다
        no such group → 그런 그룹은 없습니다
        unbalanced parenthesis → 괄호의 짝이 맞지 않습니다
        groups are nested too deeply → 그룹이 너무 깊게 겹쳐 있습니다
        multiple repeat → 반복 기호를 겹쳐 쓸 수 없습니다
        min repeat greater than max repeat → 반복의 최솟값이 최댓값보다 큽니다
        unexpected end of pattern → 정규 표현식이 중간에 끝났습니다
        nothing to repeat → 반복할 것이 없습니다
        missing ), unterminated subpattern → 그룹을 닫는 )가 없습니다
        look-behind requires fixed-width pattern → (?<= )에는 길이가 정해진 패턴만 쓸 수 있습니다
        unknown group name '{0}' → 모르는 그룹 이름 '{0}'
        unknown extension → 모르는 (? ) 구문입니다
        missing group name → 그룹의 이름이 없습니다
        bad character range → 문자 범위를 잘못 썼습니다
        unterminated character set → 문자 집합을 닫는 ]가 없습니다
        bad escape in a character set → 문자 집합 안의 이스케이프를 잘못 썼습니다
        bad escape (end of pattern) → 정규 표현식이 \로 끝났습니다
        incomplete escape → 이스케이프가 중간에 끝났습니다
        invalid group reference {0} → {0}번 그룹은 없습니다
        bad escape \{0} → 쓸 수 없는 이스케이프 \{0}
        {0}: line {1} column {2} (char {3}) → {0:ko}: {1}번째 줄 {2}번째 칸 ({3}번째 문자)
        Extra data → JSON 값 뒤에 다른 것이 더 있습니다
        Expecting value → 값이 필요합니다
        Expecting property name enclosed in double quotes → 큰따옴표로 둘러싼 이름이 필요합니다
        Expecting ':' delimiter → ':'이 필요합니다
        Expecting ',' delimiter → ','가 필요합니다
        Invalid \escape → \ 이스케이프를 잘못 썼습니다
        Invalid control character at → 문자열 안에 제어 문자가 있습니다
        Unterminated string starting at → 문자열이 닫히지 않았습니다
        Invalid \uXXXX escape → \uXXXX 이스케이프를 잘못 썼습니다
        the JSON object must be str, bytes or bytearray, not {0} → JSON은 문자열이나 바이트열이어야 하는데 {0}입니다
        maximum recursion depth exceeded while decoding a JSON document → JSON이 너무 깊게 겹쳐 있습니다
        Circular reference detected → 자기 자신을 담은 객체는 JSON으로 쓸 수 없습니다
        Out of range float values are not JSON compliant → NaN과 무한대는 JSON에 쓸 수 없습니다
        keys must be str, int, float, bool or None, not {0} → JSON의 키는 str, int, float, bool, None 가운데 하나여야 하는데 {0}입니다
        JSON text is {0} bytes long; at most {1} (64 MB) are read → JSON이 {0}바이트입니다. {1}바이트(64 MB)까지 읽습니다
        extra data after the JSON value → JSON 값 뒤에 다른 것이 더 있습니다
        the text ends where a value should start → 값이 있어야 할 곳에서 끝났습니다
        expected a value → 값이 필요합니다
        expected ',' or '{0}' → ','나 '{0}'이(가) 필요합니다
        nested more than {0} levels deep → {0}단계보다 깊게 겹쳐 있습니다
        expected a name in double quotes → 큰따옴표로 둘러싼 이름이 필요합니다
        expected a digit → 숫자가 필요합니다
        expected a digit after '.' → '.' 다음에 숫자가 필요합니다
        expected a digit in the exponent → 지수에 숫자가 필요합니다
        a control character inside a string → 문자열 안에 제어 문자가 있습니다
        a string that does not end → 닫히지 않은 문자열이 있습니다
        an unknown escape in a string → 문자열에 모르는 이스케이프가 있습니다
        expected four hexadecimal digits after \u → \u 다음에는 16진수 네 자리가 필요합니다
        """#
}
