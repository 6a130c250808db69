// The table behind `Messages`: English as CPython and PyTorch say it, Korean for the learner. Codes are stable: U00 syntax,
// U01 names, U02 types, U03 values, U04 indices and keys, U05 the machine and files, U06 tensors, U07 training and models, U08 figures.
// A message that starts like another's must stand before it.

extension Messages {
    static let core: [Message] = [
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
        Message("U0033", "SyntaxError", "expected 'except' or 'finally' block", "'except'나 'finally' 블록이 필요합니다"),
        Message("U0034", "SyntaxError", "expected 'else' after 'if' expression", "'if' 식에는 'else'가 필요합니다"),
        Message("U0035", "SyntaxError", "f-string: invalid syntax", "f-문자열: 문법에 맞지 않습니다"),
        Message(
            "U0036", "SyntaxError",
            "non-default argument follows default argument",
            "기본값이 있는 인수 뒤에 기본값이 없는 인수가 올 수 없습니다"),
        Message(
            "U0037", "SyntaxError",
            "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
            "정수 앞에 0을 쓸 수 없습니다. 8진수는 0o로 시작합니다"),
        Message(
            "U0110", "AttributeError",
            "cannot assign module before Module.__init__() call",
            "super().__init__()을 먼저 부른 다음에 층을 대입하세요"),
        Message(
            "U0111", "AttributeError",
            "cannot assign parameters before Module.__init__() call",
            "super().__init__()을 먼저 부른 다음에 파라미터를 대입하세요"),
        Message("U0227", "TypeError", "{0}() takes no arguments", "{0}()은(는) 인수를 받지 않습니다"),
        Message("U0228", "TypeError", "argument of type '{0}' is not iterable", "'{0}' 값에는 in을 쓸 수 없습니다"),
        Message(
            "U0229", "TypeError",
            "can only concatenate list (not \"{0}\") to list",
            "리스트에는 리스트만 이어 붙일 수 있습니다 (\"{0}\"은 안 됨)"),
        Message(
            "U0230", "TypeError",
            "can't multiply sequence by non-int of type '{0}'",
            "문자열이나 리스트는 정수로만 곱할 수 있습니다 ('{0}'은 안 됨)"),
        Message(
            "U0231", "TypeError",
            "int() argument must be a string, a bytes-like object or a real number, not '{0}'",
            "int()는 문자열이나 수를 받습니다 ('{0}'은 안 됨)"),
        Message("U0232", "TypeError", "not enough arguments for format string", "서식에 넣을 값이 모자랍니다"),
        Message("U0233", "TypeError", "not all arguments converted during string formatting", "서식보다 값이 많습니다"),
        Message(
            "U0234", "TypeError",
            "sequence item {0}: expected str instance, {1} found",
            "{0}번 항목이 문자열이 아니라 {1}입니다"),
        Message(
            "U0235", "TypeError",
            "'{0}' is an invalid keyword argument for {1}()",
            "{1}()에는 키워드 인수 '{0}'이(가) 없습니다"),
        Message(
            "U0236", "TypeError",
            "expected Tensor as element {0} in argument {1}, but got {2}",
            "{1}번 인수의 {0}번 항목은 텐서여야 하는데 {2}입니다"),
        Message("U0237", "TypeError", "{0} is not a Module subclass", "{0}은(는) 층(Module)이 아닙니다"),
        Message("U0238", "TypeError", "iteration over a 0-d tensor", "값이 하나인 0차원 텐서는 반복할 수 없습니다"),
        Message(
            "U0239", "TypeError",
            "{0}() takes exactly one argument ({1} given)",
            "{0}()은(는) 인수를 하나 받는데 {1}개가 주어졌습니다"),
        Message("U0317", "ZeroDivisionError", "float floor division by zero", "0으로 나눌 수 없습니다"),
        Message("U0318", "ZeroDivisionError", "0.0 cannot be raised to a negative power", "0의 음수 제곱은 없습니다"),
        Message("U0319", "ValueError", "list.remove(x): x not in list", "지우려는 값이 리스트에 없습니다"),
        Message(
            "U0320", "ValueError",
            "Unknown format code '{0}' for object of type '{1}'",
            "'{1}' 값에는 서식 '{0}'을(를) 쓸 수 없습니다"),
        Message("U0321", "ValueError", "{0}() arg is an empty sequence", "{0}()에 빈 목록을 주었습니다"),
        Message("U0411", "IndexError", "index {0} is out of range", "인덱스 {0}이(가) 범위를 벗어났습니다"),
        Message(
            "U0412", "IndexError",
            "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a 0-dim tensor to a number",
            "0차원 텐서에는 인덱스를 쓸 수 없습니다. 수로 바꾸려면 tensor.item()을 쓰세요"),
        Message(
            "U0413", "IndexError",
            "too many indices for array: array is {0}-dimensional, but {1} were indexed",
            "{0}차원 배열에 인덱스를 {1}개 썼습니다"),
        Message(
            "U0414", "IndexError",
            "The shape of the mask {0} at index {1} does not match the shape of the indexed tensor {2} at index {3}",
            "마스크의 모양 {0}({1}번 차원)이 텐서의 모양 {2}({3}번 차원)과 맞지 않습니다"),
        Message(
            "U0619", "RuntimeError",
            "{0}: mat1 and mat2 shapes cannot be multiplied ({1} and {2})",
            "{0}: 행렬 모양 {1}와(과) {2}은(는) 곱할 수 없습니다"),
        Message(
            "U0620", "RuntimeError",
            "Tensors must have same number of dimensions: got {0} and {1}",
            "텐서의 차원 수가 같아야 합니다: {0}와(과) {1}"),
        Message(
            "U0621", "RuntimeError",
            "stack expects each tensor to be equal size, but got {0} at entry {1} and {2} at entry {3}",
            "쌓을 텐서의 크기가 모두 같아야 하는데 {1}번은 {0}, {3}번은 {2}입니다"),
        Message(
            "U0622", "RuntimeError",
            "Given transposed=1, weight of size {0}, expected input{1} to have {2} channels, but got {3} channels instead",
            "크기 {0}인 가중치는 채널 {2}개인 입력을 기대하는데 입력 {1}에는 채널이 {3}개 있습니다"),
        Message(
            "U0623", "RuntimeError",
            "Given input size: ({0}). Calculated output size: ({1}). Output size is too small",
            "입력 크기 ({0})에서 출력 크기가 ({1})이 되어 너무 작습니다"),
        Message("U0624", "RuntimeError", "Expected target size {0}, got {1}", "정답의 크기는 {0}이어야 하는데 {1}입니다"),
        Message(
            "U0625", "RuntimeError",
            "expected target dtype to be Long or Byte, but got {0}",
            "정답의 자료형은 정수(Long)여야 하는데 {0}입니다"),
        Message(
            "U0626", "RuntimeError",
            "The expanded size of the tensor ({0}) must match the existing size ({1}) at non-singleton dimension {2}.  Target sizes: {3}.  Tensor sizes: {4}",
            "텐서를 {3}(으)로 늘릴 수 없습니다: {2}번 차원의 크기가 {1}인데 {0}이(가) 되어야 합니다 (텐서 {4})"),
        Message(
            "U0627", "RuntimeError",
            "view size is not compatible with input tensor's size and stride (at least one dimension spans across two contiguous subspaces). Use .reshape(...) instead.",
            "메모리 순서가 달라 view()를 쓸 수 없습니다. reshape(...)을 쓰세요"),
        Message(
            "U0628", "RuntimeError",
            "Only Tensors of floating point and complex dtype can require gradients",
            "기울기는 실수 텐서만 가질 수 있습니다"),
        Message(
            "U0629", "RuntimeError",
            "output with shape {0} doesn't match the broadcast shape {1}",
            "결과의 모양 {0}이(가) 계산된 모양 {1}와(과) 다릅니다"),
        Message(
            "U0630", "RuntimeError",
            "result type {0} can't be cast to the desired output type {1}",
            "결과의 자료형 {0}을(를) {1}(으)로 바꿀 수 없습니다"),
        Message(
            "U0631", "RuntimeError",
            "all elements of input should be between 0 and 1",
            "입력의 모든 값이 0과 1 사이여야 합니다 (sigmoid를 빠뜨리지 않았나요?)"),
        Message("U0632", "RuntimeError", "zeros: Dimension size must be non-negative.", "크기는 0보다 작을 수 없습니다"),
        Message("U0633", "RuntimeError", "only one dimension can be inferred", "-1은 한 번만 쓸 수 있습니다"),
        Message(
            "U0634", "RuntimeError",
            "one of the variables needed for gradient computation has been modified by an inplace operation: {0}",
            "기울기 계산에 필요한 값이 제자리 연산으로 바뀌었습니다: {0}"),
        Message("U0635", "RuntimeError", "Error(s) in loading state_dict for {0}", "{0}에 state_dict를 불러오지 못했습니다"),
        Message(
            "U0636", "RuntimeError",
            "a view of a leaf Variable that requires grad is being used in an in-place operation.",
            "기울기가 필요한 잎 텐서의 일부를 제자리 연산으로 바꾸려고 했습니다"),
        Message(
            "U0637", "NotImplementedError",
            "Module [{0}] is missing the required \"forward\" function",
            "{0}에 forward 함수가 없습니다"),
        Message(
            "U0638", "ValueError",
            "Target size ({0}) must be the same as input size ({1})",
            "정답의 크기 {0}와(과) 입력의 크기 {1}이(가) 같아야 합니다"),
        Message(
            "U0639", "ValueError",
            "Expected more than 1 value per channel when training, got input size {0}",
            "학습할 때는 채널마다 값이 둘 이상 있어야 하는데 입력 크기가 {0}입니다"),
        Message("U0640", "ValueError", "Invalid learning rate: {0}", "학습률 {0}은(는) 쓸 수 없습니다"),
        Message("U0641", "ValueError", "expected {0} input (got {1} input)", "{0} 입력이 필요한데 {1} 입력입니다"),
        Message(
            "U0642", "ValueError",
            "cannot reshape array of size {0} into shape {1}",
            "원소 {0}개로는 모양 {1}을(를) 만들 수 없습니다"),
        Message(
            "U0643", "ValueError",
            "shapes {0} and {1} not aligned: {2} (dim {3}) != {4} (dim {5})",
            "모양 {0}와(과) {1}이(가) 맞지 않습니다: {2}({3}번) != {4}({5}번)"),
        Message(
            "U0644", "ValueError",
            "could not broadcast input array from shape {0} into shape {1}",
            "모양 {0}인 배열을 모양 {1}에 넣을 수 없습니다"),
        Message(
            "U0645", "ValueError",
            "dropout probability has to be between 0 and 1, but got {0}",
            "드롭아웃 확률은 0과 1 사이여야 하는데 {0}입니다"),
        Message("U0646", "ValueError", "torch.cat(): expected a non-empty list of Tensors", "torch.cat()에 빈 목록을 주었습니다"),
        Message(
            "U0647", "ValueError",
            "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()",
            "값이 여러 개인 배열은 참인지 거짓인지 정할 수 없습니다. a.any()나 a.all()을 쓰세요"),
        Message(
            "U0648", "TypeError",
            "conv2d() received an invalid combination of arguments - got {0}",
            "conv2d()에 맞지 않는 인수를 주었습니다 - {0}"),
    ]
}
