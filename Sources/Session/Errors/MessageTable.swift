// The table behind `Messages`: English as CPython and PyTorch say it, Korean for the learner. Codes are stable: U00 syntax,
// U01 names, U02 types, U03 values, U04 indices and keys, U05 the machine and files, U06 tensors. A message that starts like
// another's must stand before it.

extension Messages {
    public static let all: [Message] = [
        Message("U0001", "SyntaxError", "invalid syntax", "문법에 맞지 않습니다"),
        Message("U0002", "SyntaxError", "'{0}' was never closed", "'{0}'이(가) 닫히지 않았습니다"),
        Message("U0003", "SyntaxError", "unmatched '{0}'", "짝이 없는 '{0}'"),
        Message(
            "U0004", "SyntaxError",
            "closing parenthesis '{0}' does not match opening parenthesis '{1}'",
            "닫는 괄호 '{0}'이(가) 여는 괄호 '{1}'와(과) 맞지 않습니다"),
        Message(
            "U0005", "SyntaxError",
            "unterminated string literal (detected at line {0})",
            "문자열이 닫히지 않았습니다 ({0}번째 줄)"),
        Message(
            "U0006", "SyntaxError",
            "unterminated triple-quoted string literal (detected at line {0})",
            "세 따옴표 문자열이 닫히지 않았습니다 ({0}번째 줄까지)"),
        Message("U0007", "SyntaxError", "expected ':'", "':'이 필요합니다"),
        Message("U0008", "SyntaxError", "invalid syntax. Perhaps you forgot a comma?", "문법에 맞지 않습니다. 쉼표를 빠뜨리지 않았나요?"),
        Message(
            "U0009", "SyntaxError",
            "invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
            "문법에 맞지 않습니다. '=' 대신 '=='나 ':='를 쓰려고 했나요?"),
        Message("U0010", "SyntaxError", "'return' outside function", "'return'은 함수 안에서만 쓸 수 있습니다"),
        Message("U0011", "SyntaxError", "'break' outside loop", "'break'는 반복문 안에서만 쓸 수 있습니다"),
        Message("U0012", "SyntaxError", "'continue' not properly in loop", "'continue'는 반복문 안에서만 쓸 수 있습니다"),
        Message("U0013", "SyntaxError", "'yield' outside function", "'yield'는 함수 안에서만 쓸 수 있습니다"),
        Message("U0014", "SyntaxError", "cannot assign to {0}", "{0}에는 값을 대입할 수 없습니다"),
        Message(
            "U0015", "SyntaxError",
            "Missing parentheses in call to 'print'. Did you mean print(...)?",
            "'print'를 부를 때 괄호가 빠졌습니다. print(...)를 쓰려고 했나요?"),
        Message("U0016", "SyntaxError", "invalid character '{0}' ({1})", "쓸 수 없는 문자 '{0}' ({1})"),
        Message("U0017", "SyntaxError", "positional argument follows keyword argument", "키워드 인수 뒤에 위치 인수가 올 수 없습니다"),
        Message("U0018", "SyntaxError", "keyword argument repeated: {0}", "키워드 인수가 두 번 나왔습니다: {0}"),
        Message(
            "U0019", "SyntaxError",
            "duplicate argument '{0}' in function definition",
            "함수 정의에 인수 '{0}'이(가) 두 번 나왔습니다"),
        Message("U0020", "SyntaxError", "invalid decimal literal", "숫자를 잘못 썼습니다"),
        Message("U0021", "SyntaxError", "f-string: expecting '}'", "f-문자열에 '}'가 필요합니다"),
        Message("U0022", "IndentationError", "unexpected indent", "들여쓰기가 필요 없는 곳입니다"),
        Message(
            "U0023", "IndentationError",
            "unindent does not match any outer indentation level",
            "내어쓰기가 바깥의 어떤 들여쓰기와도 맞지 않습니다"),
        Message(
            "U0024", "IndentationError",
            "expected an indented block after {0} on line {1}",
            "{1}번째 줄의 {0} 다음에는 들여 쓴 블록이 필요합니다"),
        Message("U0025", "TabError", "inconsistent use of tabs and spaces in indentation", "들여쓰기에 탭과 공백이 섞여 있습니다"),
        Message(
            "U0026", "SyntaxError",
            "name '{0}' is assigned to before global declaration",
            "'{0}'을(를) global로 선언하기 전에 대입했습니다"),
        Message(
            "U0027", "SyntaxError",
            "name '{0}' is used prior to global declaration",
            "'{0}'을(를) global로 선언하기 전에 썼습니다"),
        Message("U0028", "SyntaxError", "no binding for nonlocal '{0}' found", "nonlocal '{0}'에 맞는 이름이 바깥 함수에 없습니다"),
        Message("U0029", "SyntaxError", "unexpected EOF while parsing", "코드가 끝나지 않았는데 입력이 끝났습니다"),
        Message("U0030", "SyntaxError", "expected '{0}'", "'{0}'이(가) 필요합니다"),
        Message("U0031", "SyntaxError", "too many statically nested blocks", "블록이 너무 깊게 겹쳐 있습니다"),
        Message(
            "U0032", "SyntaxError",
            "unexpected character after line continuation character",
            "줄 잇기 문자 '\\' 뒤에 다른 문자가 있습니다"),
        Message("U0101", "NameError", "name '{0}' is not defined", "이름 '{0}'이(가) 정의되지 않았습니다"),
        Message(
            "U0102", "UnboundLocalError",
            "cannot access local variable '{0}' where it is not associated with a value",
            "지역 변수 '{0}'에 아직 값이 없습니다"),
        Message(
            "U0103", "NameError",
            "cannot access free variable '{0}' where it is not associated with a value in enclosing scope",
            "바깥 함수의 변수 '{0}'에 아직 값이 없습니다"),
        Message("U0104", "AttributeError", "module '{0}' has no attribute '{1}'", "모듈 '{0}'에는 속성 '{1}'이(가) 없습니다"),
        Message("U0105", "AttributeError", "'{0}' object has no attribute '{1}'", "'{0}' 객체에는 속성 '{1}'이(가) 없습니다"),
        Message("U0106", "AttributeError", "type object '{0}' has no attribute '{1}'", "클래스 '{0}'에는 속성 '{1}'이(가) 없습니다"),
        Message("U0107", "ModuleNotFoundError", "No module named '{0}'", "모듈 '{0}'이(가) 없습니다"),
        Message("U0108", "ImportError", "cannot import name '{0}' from '{1}'", "'{1}'에서 '{0}'을(를) 가져올 수 없습니다"),
        Message(
            "U0109", "AttributeError",
            "'{0}' object attribute '{1}' is read-only",
            "'{0}' 객체의 속성 '{1}'은(는) 읽기 전용입니다"),
        Message(
            "U0201", "TypeError",
            "unsupported operand type(s) for {0}: '{1}' and '{2}'",
            "{0} 연산은 '{1}'와(과) '{2}' 사이에 쓸 수 없습니다"),
        Message("U0202", "TypeError", "'{0}' object is not callable", "'{0}' 객체는 호출할 수 없습니다"),
        Message("U0203", "TypeError", "'{0}' object is not subscriptable", "'{0}' 객체에는 [ ]를 쓸 수 없습니다"),
        Message("U0204", "TypeError", "'{0}' object is not iterable", "'{0}' 객체는 반복할 수 없습니다"),
        Message(
            "U0205", "TypeError",
            "'{0}' not supported between instances of '{1}' and '{2}'",
            "'{1}'와(과) '{2}'는 {0}로 비교할 수 없습니다"),
        Message("U0206", "TypeError", "bad operand type for unary {0}: '{1}'", "단항 {0} 연산을 '{1}'에 쓸 수 없습니다"),
        Message("U0207", "TypeError", "unhashable type: '{0}'", "'{0}'은(는) 키로 쓸 수 없습니다"),
        Message("U0208", "TypeError", "object of type '{0}' has no len()", "'{0}' 객체에는 길이가 없습니다"),
        Message("U0209", "TypeError", "'{0}' object does not support item assignment", "'{0}' 객체의 항목에는 대입할 수 없습니다"),
        Message("U0210", "TypeError", "'{0}' object doesn't support item deletion", "'{0}' 객체의 항목은 지울 수 없습니다"),
        Message(
            "U0211", "TypeError",
            "can only concatenate str (not \"{0}\") to str",
            "문자열에는 문자열만 이어 붙일 수 있습니다 (\"{0}\"은 안 됨)"),
        Message("U0212", "TypeError", "'{0}' object cannot be interpreted as an integer", "'{0}' 객체는 정수로 쓸 수 없습니다"),
        Message(
            "U0213", "TypeError",
            "{0}() got an unexpected keyword argument '{1}'",
            "{0}()에는 키워드 인수 '{1}'이(가) 없습니다"),
        Message("U0214", "TypeError", "{0}() got multiple values for argument '{1}'", "{0}()의 인수 '{1}'에 값이 두 번 주어졌습니다"),
        Message(
            "U0215", "TypeError",
            "{0}() missing {1} required positional arguments: {2}",
            "{0}()에 필요한 위치 인수 {1}개가 빠졌습니다: {2}"),
        Message(
            "U0216", "TypeError",
            "{0}() missing {1} required positional argument: {2}",
            "{0}()에 필요한 위치 인수 {1}개가 빠졌습니다: {2}"),
        Message(
            "U0217", "TypeError",
            "{0}() missing {1} required keyword-only arguments: {2}",
            "{0}()에 필요한 키워드 인수 {1}개가 빠졌습니다: {2}"),
        Message(
            "U0218", "TypeError",
            "{0}() missing {1} required keyword-only argument: {2}",
            "{0}()에 필요한 키워드 인수 {1}개가 빠졌습니다: {2}"),
        Message(
            "U0219", "TypeError",
            "{0}() takes {1} positional arguments but {2} were given",
            "{0}()은(는) 위치 인수를 {1}개 받는데 {2}개가 주어졌습니다"),
        Message(
            "U0220", "TypeError",
            "{0}() takes {1} positional argument but {2} were given",
            "{0}()은(는) 위치 인수를 {1}개 받는데 {2}개가 주어졌습니다"),
        Message(
            "U0221", "TypeError",
            "{0}() takes {1} positional arguments but {2} was given",
            "{0}()은(는) 위치 인수를 {1}개 받는데 {2}개가 주어졌습니다"),
        Message(
            "U0222", "TypeError",
            "{0}(): argument '{1}' (position {2}) must be {3}, not {4}",
            "{0}(): 인수 '{1}'({2}번째)은(는) {4}가 아니라 {3}이어야 합니다"),
        Message("U0223", "TypeError", "cannot unpack non-iterable {0} object", "{0} 객체는 나누어 대입할 수 없습니다"),
        Message(
            "U0224", "TypeError",
            "{0} indices must be integers or slices, not {1}",
            "{0}의 인덱스는 {1}가 아니라 정수나 슬라이스여야 합니다"),
        Message("U0225", "TypeError", "exceptions must derive from BaseException", "raise에는 예외 객체만 쓸 수 있습니다"),
        Message("U0226", "TypeError", "unsupported format string passed to {0}.__format__", "{0}에는 쓸 수 없는 서식입니다"),
        Message(
            "U0301", "ValueError",
            "not enough values to unpack (expected {0}, got {1})",
            "나누어 대입할 값이 모자랍니다 ({0}개 필요, {1}개 있음)"),
        Message("U0302", "ValueError", "too many values to unpack (expected {0})", "나누어 대입할 값이 너무 많습니다 ({0}개 필요)"),
        Message("U0303", "ValueError", "invalid literal for int() with base {0}: {1}", "{1}은(는) {0}진법 정수가 아닙니다"),
        Message("U0304", "ValueError", "could not convert string to float: {0}", "{0}은(는) 실수로 바꿀 수 없습니다"),
        Message("U0305", "ValueError", "math domain error", "함수가 정의되지 않은 값입니다"),
        Message("U0306", "ValueError", "{0} is not in list", "{0}은(는) 리스트에 없습니다"),
        Message("U0307", "ValueError", "range() arg 3 must not be zero", "range()의 간격은 0일 수 없습니다"),
        Message("U0308", "ValueError", "slice step cannot be zero", "슬라이스 간격은 0일 수 없습니다"),
        Message("U0309", "ValueError", "substring not found", "부분 문자열을 찾을 수 없습니다"),
        Message(
            "U0310", "ValueError",
            "not valid JSON: {0}, line {1} column {2}",
            "올바른 JSON이 아닙니다: {0}, {1}번째 줄 {2}번째 칸"),
        Message("U0311", "ZeroDivisionError", "division by zero", "0으로 나눌 수 없습니다"),
        Message("U0312", "ZeroDivisionError", "integer division or modulo by zero", "0으로 나눌 수 없습니다"),
        Message("U0313", "ZeroDivisionError", "integer modulo by zero", "0으로 나눈 나머지는 없습니다"),
        Message("U0314", "ZeroDivisionError", "float division by zero", "0으로 나눌 수 없습니다"),
        Message("U0315", "ZeroDivisionError", "float modulo", "0으로 나눈 나머지는 없습니다"),
        Message("U0316", "OverflowError", "math range error", "결과가 표현 범위를 벗어납니다"),
        Message("U0401", "IndexError", "list index out of range", "리스트 인덱스가 범위를 벗어났습니다"),
        Message("U0402", "IndexError", "tuple index out of range", "튜플 인덱스가 범위를 벗어났습니다"),
        Message("U0403", "IndexError", "string index out of range", "문자열 인덱스가 범위를 벗어났습니다"),
        Message("U0404", "IndexError", "list assignment index out of range", "대입할 리스트 인덱스가 범위를 벗어났습니다"),
        Message("U0405", "IndexError", "pop from empty list", "빈 리스트에서는 pop할 수 없습니다"),
        Message(
            "U0406", "IndexError",
            "index {0} is out of bounds for dimension {1} with size {2}",
            "인덱스 {0}이(가) 크기 {2}인 {1}번 차원의 범위를 벗어났습니다"),
        Message(
            "U0407", "IndexError",
            "index {0} is out of bounds for axis {1} with size {2}",
            "인덱스 {0}이(가) 크기 {2}인 {1}번 축의 범위를 벗어났습니다"),
        Message("U0408", "IndexError", "too many indices for tensor of dimension {0}", "{0}차원 텐서에 인덱스가 너무 많습니다"),
        Message(
            "U0409", "IndexError",
            "Dimension out of range (expected to be in range of [{0}, {1}], but got {2})",
            "차원 {2}은(는) 범위 [{0}, {1}]를 벗어났습니다"),
        Message("U0410", "IndexError", "Target {0} is out of bounds.", "정답 클래스 {0}이(가) 클래스 수의 범위를 벗어났습니다"),
        Message("U0501", "RecursionError", "maximum recursion depth exceeded", "함수가 자신을 너무 깊이 불렀습니다"),
        Message("U0502", "KeyboardInterrupt", "", "중단했습니다"),
        Message(
            "U0503", "MemoryError",
            "cannot allocate {0} for a tensor of shape {1}",
            "모양 {1}인 텐서를 위한 {0} 메모리를 얻을 수 없습니다"),
        Message(
            "U0504", "FileNotFoundError",
            "[Errno 2] No such file or directory: {0}",
            "[Errno 2] 파일이나 폴더가 없습니다: {0}"),
        Message("U0505", "IsADirectoryError", "[Errno 21] Is a directory: {0}", "[Errno 21] 폴더입니다: {0}"),
        Message("U0506", "PermissionError", "[Errno 13] Permission denied: {0}", "[Errno 13] 권한이 없습니다: {0}"),
        Message("U0507", "FileExistsError", "[Errno 17] File exists: {0}", "[Errno 17] 파일이 이미 있습니다: {0}"),
        Message("U0508", "NotADirectoryError", "[Errno 20] Not a directory: {0}", "[Errno 20] 폴더가 아닙니다: {0}"),
        Message("U0509", "OSError", "[Errno 28] No space left on device: {0}", "[Errno 28] 디스크가 가득 찼습니다: {0}"),
        Message("U0510", "RuntimeError", "dictionary changed size during iteration", "반복하는 동안 사전의 크기가 바뀌었습니다"),
        Message("U0511", "RuntimeError", "No active exception to reraise", "다시 일으킬 예외가 없습니다"),
        Message(
            "U0512", "SyntaxError",
            "source text is {0} bytes long; at most {1} bytes (64 MB) are accepted",
            "코드가 {0}바이트입니다. {1}바이트(64 MB)까지 받습니다"),
        Message(
            "U0513", "SyntaxError",
            "source code cannot contain null bytes (line {0})",
            "코드에 NUL 바이트가 있습니다 ({0}번째 줄)"),
        Message("U0514", "TimeoutError", "the budget of {0} steps is used up", "허용된 {0}단계를 다 썼습니다"),
        Message(
            "U0601", "RuntimeError",
            "The size of tensor a ({0}) must match the size of tensor b ({1}) at non-singleton dimension {2}",
            "텐서 a의 크기({0})와 텐서 b의 크기({1})가 {2}번 차원에서 맞지 않습니다"),
        Message(
            "U0602", "RuntimeError",
            "mat1 and mat2 shapes cannot be multiplied ({0} and {1})",
            "행렬 모양 {0}와(과) {1}은(는) 곱할 수 없습니다"),
        Message(
            "U0603", "RuntimeError",
            "Given groups=1, weight of size {0}, expected input{1} to have {2} channels, but got {3} channels instead",
            "크기 {0}인 가중치는 채널 {2}개인 입력을 기대하는데 입력 {1}에는 채널이 {3}개 있습니다"),
        Message(
            "U0604", "RuntimeError",
            "Sizes of tensors must match except in dimension {0}. Expected size {1} but got size {2} for tensor number {3} in the list.",
            "{0}번 차원을 뺀 모든 크기가 같아야 합니다. 목록의 {3}번 텐서에서 {1}이(가) 와야 하는데 {2}입니다"),
        Message(
            "U0605", "RuntimeError",
            "shape '{0}' is invalid for input of size {1}",
            "원소 {1}개로는 모양 '{0}'을(를) 만들 수 없습니다"),
        Message(
            "U0606", "RuntimeError",
            "element 0 of tensors does not require grad and does not have a grad_fn",
            "이 텐서에서는 역전파를 시작할 수 없습니다 (기울기를 기록하지 않았습니다)"),
        Message(
            "U0607", "RuntimeError",
            "grad can be implicitly created only for scalar outputs",
            "backward()는 값이 하나인 텐서에서만 인수 없이 부를 수 있습니다"),
        Message(
            "U0608", "RuntimeError",
            "Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify retain_graph=True if you need to backward through the graph a second time or if you need to access saved tensors after calling backward.",
            "같은 그래프를 두 번 역전파하려고 했습니다. 중간값은 첫 backward()에서 지워집니다. 두 번 하려면 retain_graph=True를 주세요"),
        Message(
            "U0609", "RuntimeError",
            "Expected 3D (unbatched) or 4D (batched) input to conv2d, but got input of size: {0}",
            "conv2d의 입력은 3차원(하나)이나 4차원(배치)이어야 하는데 크기가 {0}입니다"),
        Message(
            "U0610", "RuntimeError",
            "Calculated padded input size per channel: ({0}). Kernel size: ({1}). Kernel size can't be greater than actual input size",
            "패딩을 더한 입력 크기는 ({0}), 커널 크기는 ({1})입니다. 커널이 입력보다 클 수 없습니다"),
        Message(
            "U0611", "RuntimeError",
            "Boolean value of Tensor with more than one value is ambiguous",
            "값이 여러 개인 텐서는 참인지 거짓인지 정할 수 없습니다"),
        Message(
            "U0612", "RuntimeError",
            "a Tensor with {0} elements cannot be converted to Scalar",
            "원소가 {0}개인 텐서는 수 하나로 바꿀 수 없습니다"),
        Message(
            "U0613", "RuntimeError",
            "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.",
            "기울기를 기록하는 텐서에는 numpy()를 부를 수 없습니다. tensor.detach().numpy()를 쓰세요"),
        Message(
            "U0614", "RuntimeError",
            "a leaf Variable that requires grad is being used in an in-place operation.",
            "기울기가 필요한 잎 텐서를 제자리 연산으로 바꾸려고 했습니다"),
        Message(
            "U0615", "ValueError",
            "Expected input batch_size ({0}) to match target batch_size ({1}).",
            "입력의 배치 크기({0})와 정답의 배치 크기({1})가 다릅니다"),
        Message("U0616", "ValueError", "optimizer got an empty parameter list", "옵티마이저에 줄 파라미터가 없습니다"),
        Message(
            "U0617", "RuntimeError",
            "Input type ({0}) and bias type ({1}) should be the same",
            "입력의 자료형({0})과 편향의 자료형({1})이 같아야 합니다"),
        Message(
            "U0618", "ValueError",
            "operands could not be broadcast together with shapes {0} {1} ",
            "모양 {0}와(과) {1}은(는) 함께 계산할 수 없습니다"),
    ]

    /// Hints: what to do, in English and Korean.
    static let hints: [(english: String, korean: String)] = [
        ("did you mean '{0}'?", "'{0}'을(를) 쓰려고 했나요?"),
        ("did you mean '{0}'? signature: {1}", "'{0}'을(를) 쓰려고 했나요? 서명: {1}"),
        ("signature: {0}", "서명: {0}"),
        ("save the file as UTF-8", "파일을 UTF-8로 저장하세요"),
        ("did you mean {0}?", "{0}을(를) 쓰려고 했나요?"),
        ("did you forget to import '{0}'?", "'{0}'을(를) import하지 않았나요?"),
    ]
}
