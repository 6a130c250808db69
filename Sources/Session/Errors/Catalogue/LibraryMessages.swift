// What Python's own modules say: random numbers, files, command lines, dates; and the readers of notebooks. (`Messages` says how a row is written.)

extension Messages {
    static let library: String = #"""
        # The machine and its files
        U0501 maximum recursion depth exceeded → 함수가 자신을 너무 깊이 불렀습니다
        U0503 tensor of shape {0}, {1}: {2} → 모양 {0}인 {1} 텐서: {2:ko}
        U0504 [Errno 2] No such file or directory: {0} → [Errno 2] 파일이나 폴더가 없습니다: {0}
        U0505 [Errno 21] Is a directory: {0} → [Errno 21] 폴더입니다: {0}
        U0506 [Errno 13] Permission denied: {0} → [Errno 13] 권한이 없습니다: {0}
        U0507 [Errno 17] File exists: {0} → [Errno 17] 파일이 이미 있습니다: {0}
        U0508 [Errno 20] Not a directory: {0} → [Errno 20] 폴더가 아닙니다: {0}
        U0509 [Errno 28] No space left on device: {0} → [Errno 28] 디스크가 가득 찼습니다: {0}
        U0510 dictionary changed size during iteration → 반복하는 동안 딕셔너리의 크기가 바뀌었습니다
        U0511 No active exception to reraise → 다시 일으킬 예외가 없습니다
        U0512 source text is {0} bytes long; at most {1} bytes (64 MB) are accepted → 코드가 {0}바이트입니다. {1}바이트(64 MB)까지 받습니다
        U0513 source code cannot contain null bytes (line {0}) → 코드에 NUL 바이트가 있습니다 ({0}번째 줄)
        U0515 EOF when reading a line → 읽을 줄이 없습니다 (입력이 끝났습니다)
        U0516 step budget of {0} exhausted → 정해진 단계 수 {0}을(를) 다 썼습니다
        U0517 Set changed size during iteration → 도는 동안 집합의 크기가 바뀌었습니다
        U0518 metaclasses are not supported (class {0}) → 메타클래스는 쓸 수 없습니다 (클래스 {0})

        # Functions, iterators and numbers
        the first argument must be callable → 첫째 인자는 함수여야 합니다
        reduce() arg 2 must support iteration → reduce()의 둘째 인자는 반복할 수 있어야 합니다
        reduce() of empty iterable with no initial value → 빈 것에 reduce()를 쓰려면 초깃값을 주어야 합니다
        Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize. → islice()의 인덱스는 None이나 0 이상의 정수여야 합니다
        Step for islice() must be a positive integer or None. → islice()의 간격은 양의 정수나 None이어야 합니다
        r must be non-negative → r은 음수일 수 없습니다
        tolerances must be non-negative → 허용 오차는 음수일 수 없습니다
        isqrt() argument must be nonnegative → isqrt()에는 음수를 줄 수 없습니다
        factorial() not defined for negative values → 음수의 factorial()은 없습니다
        factorial({0}) has too many digits → factorial({0})은 자릿수가 너무 많습니다
        {0}({1}, {2}) has too many digits → {0}({1}, {2})은 자릿수가 너무 많습니다
        n must be a non-negative integer → n은 0 이상의 정수여야 합니다
        k must be a non-negative integer → k는 0 이상의 정수여야 합니다
        both points must have the same number of dimensions → 두 점의 차원 수가 같아야 합니다
        intermediate overflow in fsum → fsum의 중간 결과가 표현 범위를 벗어났습니다
        -inf + inf in fsum → fsum에서 -inf와 inf를 더할 수 없습니다

        # Random numbers
        urandom: size must be between 0 and 2**24 → urandom: 크기는 0에서 2**24 사이여야 합니다
        The only supported seed types are: None,{0}int, float, str, bytes, and bytearray.
        → 시드는 None, int, float, str, bytes 가운데 하나여야 합니다
        empty range for randrange() → randrange()의 범위가 비어 있습니다
        empty range for randrange() ({0}, {1}, {2}) → randrange()의 범위가 비어 있습니다 ({0}, {1}, {2})
        zero step for randrange() → randrange()의 간격은 0일 수 없습니다
        number of bits must be non-negative → 비트 수는 음수일 수 없습니다
        {0} random bits do not fit in memory → 임의의 비트 {0}개는 메모리에 들어가지 않습니다
        n must be between 0 and 2**20 → n은 0에서 2**20 사이여야 합니다
        Population must be a sequence.  For dicts or sets, use sorted(d).
        → 순서가 있는 것에서만 뽑을 수 있습니다. 딕셔너리나 집합은 sorted(d)로 쓰세요
        The number of weights does not match the population → 가중치의 개수가 뽑을 것의 개수와 다릅니다
        Total of weights must be greater than zero → 가중치의 합은 0보다 커야 합니다
        Total of weights must be finite → 가중치의 합은 유한해야 합니다
        gammavariate: alpha and beta must be > 0.0 → gammavariate: alpha와 beta는 양수여야 합니다

        # Files and paths
        embedded null byte → 경로에 널 바이트가 있습니다
        '{0}' has more than {1} bytes → '{0}'은(는) {1}바이트보다 큽니다
        {0} is larger than 4 GiB → {0}은(는) 4 GiB보다 큽니다
        [Errno {0}] {1}: '{2}' → [Errno {0}] {1}: '{2}'
        [Errno {0}] {1} → [Errno {0}] {1}
        invalid mode: '{0}' → 쓸 수 없는 열기 모드: '{0}'
        must have exactly one of create/read/write/append mode → 열기 모드에는 'x', 'r', 'w', 'a' 가운데 하나만 써야 합니다
        can't have text and binary mode at once → 텍스트 모드와 바이너리 모드를 함께 쓸 수 없습니다
        invalid whence ({0}, should be 0, 1 or 2) → whence는 0, 1, 2 가운데 하나여야 하는데 {0}입니다
        not readable → 읽을 수 없게 연 파일입니다
        not writable → 쓸 수 없게 연 파일입니다
        join() argument must be str, bytes, or os.PathLike object, not '{0}' → join()의 인자는 경로여야 하는데 '{0}'입니다
        expected str, bytes or os.PathLike object, not {0} → 경로가 필요한데 {0}입니다
        {0} has an empty name → {0}에는 파일 이름이 없습니다
        Invalid suffix {0} → 쓸 수 없는 확장자 {0}
        {0} is not in the subpath of {1} OR one path is relative and the other is absolute. → {0}은(는) {1} 아래의 경로가 아닙니다

        # Command lines, logs, dates and versions
        .__call__() not defined → .__call__()을 정의하지 않았습니다
        add_argument() needs a name → add_argument()에는 이름이 필요합니다
        unknown action {0} → 모르는 action {0}
        argument {0}: {1} → 인자 {0}: {1:ko}
        conflicting option string: {0} → 옵션 {0}이(가) 이미 있습니다
        ambiguous option: {0} could match {1} → 옵션 {0}이(가) 여러 개에 맞습니다: {1}
        not allowed with argument {0} → {0}와(과) 함께 쓸 수 없습니다
        ignored explicit argument {0} → 값을 받지 않는데 {0}을(를) 주었습니다
        the following arguments are required: {0} → 필요한 인자가 빠졌습니다: {0}
        argument {0}: invalid choice: {1} (choose from {2}) → 인자 {0}: {1}은(는) 고를 수 없습니다 (고를 수 있는 것: {2})
        invalid choice: {0} (choose from {1}) → {0}은(는) 고를 수 없습니다 (고를 수 있는 것: {1})
        one of the arguments {0} is required → 다음 인자 가운데 하나가 필요합니다: {0}
        invalid {0} value: {1} → {0} 값이 아닙니다: {1}
        expected one argument → 값이 하나 필요합니다
        expected at least one argument → 값이 하나 이상 필요합니다
        expected {0} argument → 값이 {0}개 필요합니다
        expected {0} arguments → 값이 {0}개 필요합니다
        Unknown level: {0} → 모르는 로그 수준: {0}
        date value out of range → 날짜가 범위를 벗어났습니다
        '{0}' not supported between instances of 'datetime.{1}' and '{2}' → 'datetime.{1}'와(과) '{2}'는 {0}로 비교할 수 없습니다
        year {0} is out of range → {0}년은 범위를 벗어났습니다
        month must be in 1..12 → 월은 1에서 12 사이여야 합니다
        day is out of range for month → 그 달에 없는 날입니다
        {0} must be in 0..{1} → {0}은(는) 0에서 {1} 사이여야 합니다
        Invalid isoformat string: {0} → ISO 형식이 아닙니다: {0}
        unconverted data remains: {0} → 형식보다 글이 깁니다. 남은 것: {0}
        time data {0} does not match format {1} → {0}은(는) 형식 {1}에 맞지 않습니다
        '{0}' is a bad directive in format '{1}' → 형식 '{1}'의 '{0}'은(는) 쓸 수 없습니다
        Invalid version: '{0}' → 버전이 아닙니다: '{0}'
        generator didn't yield → 제너레이터가 yield하지 않았습니다
        generator didn't stop → 제너레이터가 yield를 두 번 했습니다
        generator didn't stop after throw() → 제너레이터가 예외를 받고도 끝나지 않았습니다
        timeit times a function here: timeit(lambda: …, number=100) → timeit은 여기서 함수의 시간을 잽니다: timeit(lambda: …, number=100)
        there is no debugger here: print what you want to see → 여기에는 디버거가 없습니다. 보고 싶은 값을 print하세요
        the 'package' argument is required to perform a relative import for {0} → {0}을(를) 상대 import하려면 'package' 인자가 필요합니다
        "Unknown argument(s): {'{0}'}" → tqdm의 모르는 인자입니다: '{0}'
        {0} is not available here → {0}은(는) 여기에 없습니다
        expected a tqdm, not {0} → tqdm이 필요한데 {0}입니다

        # Notebooks and the readers of scripts
        '{0}' is JSON but not a notebook of format 4: it has no list of cells
        → '{0}'은(는) JSON이지만 형식 4의 노트북이 아닙니다. 셀 목록이 없습니다
        '{0}' has notebook format {1}; format 4 can be run → '{0}'은(는) 노트북 형식 {1}입니다. 형식 4를 실행할 수 있습니다
        temporary folder → 임시 폴더
        {0} is not in deque → 덱에 {0}이(가) 없습니다
        Can't mix absolute and relative paths → 절대 경로와 상대 경로를 섞을 수 없습니다
        {0} requires at least one data point → {0}에는 값이 하나 이상 있어야 합니다
        {0} requires at least two data points → {0}에는 값이 둘 이상 있어야 합니다
        {0} requires at least {1} → {0}에는 적어도 {1}이(가) 있어야 합니다
        no median for empty data → 빈 데이터에는 중앙값이 없습니다
        no mode for empty data → 빈 데이터에는 최빈값이 없습니다
        Invalid base64-encoded string: number of data characters ({0}) cannot be 1 more than a multiple of 4
        → 잘못된 base64 문자열입니다. 데이터 글자 수 {0}은(는) 4의 배수보다 1 클 수 없습니다
        Invalid base64-encoded string: number of data characters ({0} → 잘못된 base64 문자열입니다. 데이터 글자 수는 {0}입니다
        type {0} doesn't define __trunc__ method → 타입 {0}에는 __trunc__ 메서드가 없습니다
        "delimiter" must be a 1-character string → "delimiter"는 한 글자여야 합니다
        "quotechar" must be a 1-character string → "quotechar"는 한 글자여야 합니다
        '{0}' is an invalid keyword argument for this function → '{0}'은(는) 이 함수의 키워드가 아닙니다
        Invalid placeholder in string: line {0}, col {1} → 문자열의 {0}번째 줄 {1}번째 칸에 있는 자리표가 잘못되었습니다
        Only base64 data is allowed → base64 글자만 쓸 수 있습니다
        Unknown method: {0} → 모르는 method입니다: {0}
        Unknown timespec value → 모르는 timespec입니다
        altchars must be 2 bytes → altchars는 2바이트여야 합니다
        at least one of the inputs is constant → 입력 가운데 하나가 모두 같은 값입니다
        can't compare offset-naive and offset-aware datetimes → 시간대가 있는 시각과 없는 시각은 비교할 수 없습니다
        can't subtract offset-naive and offset-aware datetimes → 시간대가 있는 시각과 없는 시각은 뺄 수 없습니다
        dict contains fields not in fieldnames: {0} → fieldnames에 없는 필드가 있습니다: {0}
        extrasaction ({0}) must be 'raise' or 'ignore' → extrasaction({0})은 'raise'나 'ignore'여야 합니다
        geometric mean requires a non-empty dataset containing positive numbers → 기하 평균에는 양수가 하나 이상 있어야 합니다
        harmonic mean does not support negative values → 조화 평균에는 음수를 쓸 수 없습니다
        invalid width {0} (must be > 0) → width는 양수여야 하는데 {0}입니다
        must have at least two data points → 값이 둘 이상 있어야 합니다
        n must be at least 1 → n은 1 이상이어야 합니다
        need to escape, but no escapechar set → escapechar가 없어서 쓸 수 없는 글자가 있습니다
        offset must be a timedelta strictly between -timedelta(hours=24) and {0} → offset은 -timedelta(hours=24)와 {0} 사이여야 합니다
        offset must be a timedelta → offset은 timedelta여야 합니다
        placeholder too large for max width → placeholder가 width보다 깁니다
        tzinfo argument must be None or of a tzinfo subclass, not type '{0}' → tzinfo는 None이나 시간대여야 하는데 '{0}'입니다
        unknown dialect → 모르는 dialect입니다
        textwrap: fix_sentence_endings=True is not available here → textwrap: fix_sentence_endings=True는 여기에 없습니다
        os.walk(followlinks=True) is not available here → os.walk(followlinks=True)는 여기에 없습니다
        lru_cache(typed=True) is not available here: 1 and 1.0 are one key → lru_cache(typed=True)는 여기에 없습니다. 1과 1.0은 같은 키입니다
        """#
}
