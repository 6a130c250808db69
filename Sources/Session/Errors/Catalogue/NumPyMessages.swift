// What numpy says. (`Messages` says how a row is written.)

extension Messages {
    static let numpy: String = #"""
        need sequence of keys with len > 0 in lexsort → lexsort에는 키가 하나 이상 있어야 합니다
        all keys need to be the same shape → 키의 모양은 모두 같아야 합니다
        # What learners meet first
        U0822 need at least one array to {0} → 배열이 하나는 있어야 합니다 ({0})
        U0823 all input arrays must have the same shape → 모든 배열의 모양이 같아야 합니다
        U0824 all the input array dimensions except for the concatenation axis must match exactly, but along dimension {0}, the array at index {1} has size {2} and the array at index {3} has size {4}
        → 이어 붙이는 축 말고는 배열의 크기가 같아야 하는데 {0}번 축에서 {1}번 배열은 {2}, {3}번 배열은 {4}입니다
        U0825 can only convert an array of size 1 to a Python scalar → 값이 하나인 배열만 수로 바꿀 수 있습니다
        U0826 zero-size array to reduction operation {0} which has no identity → 빈 배열에는 {0}을(를) 할 수 없습니다
        U0827 negative dimensions are not allowed → 크기는 음수일 수 없습니다
        U0828 axes don't match array → 축의 수가 배열과 맞지 않습니다
        U0829 data type '{0}' not understood → 모르는 자료형 '{0}'

        # Arrays
        Cannot interpret '{0}' as a data type → '{0}'은(는) 자료형이 아닙니다
        ndarray.resize changes an array's size in place, which is not supported
        → ndarray.resize는 배열의 크기를 제자리에서 바꾸므로 쓸 수 없습니다
        cannot select an axis to squeeze out which has size not equal to one → 크기가 1이 아닌 축은 squeeze할 수 없습니다
        repeated axis in transpose → transpose에 같은 축을 두 번 주었습니다
        attempt to get {0} of an empty sequence → 빈 배열에서는 {0}을(를) 구할 수 없습니다
        type numpy.ndarray doesn't define __round__ method → 배열에는 round()를 쓸 수 없습니다. np.round()를 쓰세요
        The truth value of an empty array is ambiguous. Use `array.size > 0` to check that an array is not empty.
        → 빈 배열은 참인지 거짓인지 정할 수 없습니다. `array.size > 0`을 쓰세요
        only 0-dimensional arrays can be converted to Python scalars → 0차원 배열만 수로 바꿀 수 있습니다
        return arrays must be of ArrayType → out에는 배열을 주어야 합니다
        Cannot cast output from dtype('{0}') to dtype('{1}') with casting rule 'same_kind' → 결과 dtype('{0}')은(는) dtype('{1}')에 넣을 수 없습니다
        only integer scalar arrays can be converted to a scalar index → 정수 하나인 배열만 인덱스로 쓸 수 있습니다
        len() of unsized object → 0차원 배열에는 길이가 없습니다
        iteration over a 0-d array → 0차원 배열은 반복할 수 없습니다
        Cannot cast ufunc '{0}' output from dtype('{1}') to dtype('{2}') with casting rule 'same_kind'
        → '{0}'의 결과 dtype('{1}')은(는) dtype('{2}')에 넣을 수 없습니다
        non-broadcastable output operand with shape {0} doesn't match the broadcast shape {1}
        → 결과를 넣을 배열의 모양 {0}이(가) 브로드캐스트한 모양 {1}와(과) 다릅니다
        invalid index to scalar variable. → 수에는 인덱스를 쓸 수 없습니다
        Python integer {0} out of bounds for {1} → 정수 {0}이(가) {1}의 범위를 벗어납니다
        only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices
        → 인덱스는 정수, 슬라이스(`:`), `...`, `None`, 정수나 불 배열이어야 합니다
        'numpy.ndarray' object has no attribute '{0}' for text → 문자열 배열에는 속성 '{0}'이(가) 없습니다
        setting an array element with a sequence. The arrays differ in shape → 배열의 원소 자리에 모양이 다른 배열들이 있습니다
        setting an array element with a sequence. The requested array has an inhomogeneous shape after {0} dimensions. The detected shape was {1} + inhomogeneous part.
        → 안쪽 리스트의 길이가 서로 달라 배열을 만들 수 없습니다. {0}번 차원까지의 모양은 {1}입니다
        arrays of text are not supported: '{0}' → 문자열 배열은 만들 수 없습니다: '{0}'
        too many dimensions (more than 64) → 차원이 너무 많습니다 (64차원까지)
        arrays used as indices must be of integer (or boolean) type → 인덱스로 쓰는 배열은 정수나 불이어야 합니다
        boolean index did not match indexed array along axis {0}; size of axis is {1} but size of corresponding boolean axis is {2}
        → 불 인덱스의 크기가 배열과 다릅니다: {0}번 축의 크기는 {1}인데 불 배열은 {2}입니다
        shape mismatch: indexing arrays could not be broadcast together with shapes {0} → 인덱스 배열의 모양이 서로 맞지 않습니다: {0}
        shape mismatch: value array of shape {0} could not be broadcast to indexing result of shape {1}
        → 모양 {0}인 값을 모양 {1}인 자리에 넣을 수 없습니다
        The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the logical_not function instead.
        → 불 배열에는 - 연산을 쓸 수 없습니다. ~ 연산이나 logical_not을 쓰세요
        ufunc '{0}' not supported for the input types, and the inputs could not be safely coerced to any supported types according to the casting rule ''safe''
        → 이 자료형에는 '{0}'을(를) 쓸 수 없습니다
        matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (n?,k),(k,m?)->(n?,m?) (size {0} is different from {1})
        → matmul: 둘째 배열의 행 수 {0}이(가) 첫째 배열의 열 수 {1}와(과) 다릅니다
        matmul: Input operand {0} does not have enough dimensions (has 0, gufunc core with signature (n?,k),(k,m?)->(n?,m?) requires 1)
        → matmul: {0}번 인자가 0차원입니다. 1차원 이상이어야 합니다

        # Functions
        could not convert string '{0}' to float64 → '{0}'은(는) 실수로 바꿀 수 없습니다
        the rows of {0} have different lengths → {0}의 행마다 길이가 다릅니다
        the shape {0} is too large → 모양 {0}은(는) 너무 큽니다
        repeats may not contain negative values. → 반복 횟수는 음수일 수 없습니다
        zero-dimensional arrays cannot be concatenated → 0차원 배열은 이어 붙일 수 없습니다
        all the input arrays must have same number of dimensions, but the array at index 0 has {0} dimension(s) and the array at index {1} has {2} dimension(s)
        → 배열의 차원 수가 모두 같아야 하는데 0번은 {0}차원, {1}번은 {2}차원입니다
        np.pad: a margin of {0} is too wide → np.pad: 여백 {0}은(는) 너무 넓습니다
        index can't contain negative values → 여백은 음수일 수 없습니다
        can't extend empty axis {0} using modes other than 'constant' or 'empty'
        → 빈 축 {0}은(는) 'constant'나 'empty' 모드로만 늘릴 수 있습니다
        mode '{0}' is not supported → 모드 '{0}'은(는) 쓸 수 없습니다
        fp and xp are not of the same length. → fp와 xp의 길이가 같아야 합니다
        All-NaN slice encountered → 모두 nan인 줄이 있습니다
        Shape of array too small to calculate a numerical gradient, at least (edge_order + 1) elements are required. → 기울기를 구하려면 배열의 값이 (edge_order + 1)개 이상 있어야 합니다
        a cannot be empty → a는 비어 있을 수 없습니다
        v cannot be empty → v는 비어 있을 수 없습니다
        shape mismatch: objects cannot be broadcast to a single shape → 모양을 하나로 맞출 수 없습니다
        shape mismatch: objects cannot be broadcast to a single shape{0} → 모양을 하나로 맞출 수 없습니다
        invalid entry in coordinates array → 좌표가 배열의 범위를 벗어났습니다
        'list' argument must have no negative elements → 음수가 없어야 합니다
        `bins` must be positive, when an integer → `bins`는 양수여야 합니다
        `bins` must increase monotonically, when an array → `bins`는 작은 것부터 늘어놓아야 합니다
        autodetected range of [{0}, {1}] is not finite → 값의 범위 [{0}, {1}]이(가) 유한하지 않습니다
        supplied range of [{0}, {1}] is not finite → 준 범위 [{0}, {1}]이(가) 유한하지 않습니다
        max must be larger than min in range parameter. → range의 최댓값은 최솟값보다 커야 합니다
        weights should have the same shape as x → weights의 모양은 x와 같아야 합니다
        mgrid takes slices, for example np.mgrid[:4, :6] → mgrid에는 슬라이스를 씁니다. 예: np.mgrid[:4, :6]
        mgrid needs an upper bound, for example np.mgrid[:4, :6] → mgrid에는 끝 값이 필요합니다. 예: np.mgrid[:4, :6]
        the grid would have {0} points along one axis → 격자의 한 축에 점이 {0}개가 됩니다
        Number of samples, {0}, must be non-negative. → 값의 개수는 음수일 수 없는데 {0}입니다
        arange() requires stop to be specified. → arange()에는 끝 값이 필요합니다
        arange() takes numbers → arange()에는 수를 주어야 합니다
        Maximum allowed size exceeded → 배열이 너무 큽니다
        Cannot cast array data from dtype('{0}') to dtype('int64') according to the rule 'safe'
        → dtype('{0}')은(는) 정수로 안전하게 바꿀 수 없습니다
        number sections must be larger than 0. → 나눌 개수는 0보다 커야 합니다
        array split does not result in an equal division → 배열이 같은 크기로 나누어지지 않습니다

        # Keywords and their values
        'minlength' must not be negative → 'minlength'는 음수일 수 없습니다
        'order' must be either 'little' or 'big' → 'order'는 'little'이나 'big'이어야 합니다
        'shift' and 'axis' should be scalars or 1D sequences → 'shift'와 'axis'는 수나 1차원 목록이어야 합니다
        'start' arg requires {0} <= start < {1}, but {2} was passed in → 'start'는 {0} 이상 {1} 미만이어야 하는데 {2}입니다
        Axes must be different. → 두 축은 서로 달라야 합니다
        Axes=({0}, {1}) out of range for array of ndim={2}. → 축 ({0}, {1})이(가) {2}차원 배열의 범위를 벗어납니다
        Cannot cast array data from dtype('{0}') to dtype('{1}') according to the rule '{2}' → dtype('{0}')을(를) dtype('{1}')로 바꾸는 것은 규칙 '{2}'에 맞지 않습니다
        Cannot cast array data from {0} to {1} according to the rule '{2}' → {0}을(를) {1}로 바꾸는 것은 규칙 '{2}'에 맞지 않습니다
        Cannot cast ufunc '{0}' input {1} from dtype('{2}') to dtype('{3}') with casting rule '{4}'
        → '{0}'의 {1}번 인자 dtype('{2}')은(는) 규칙 '{4}'로는 dtype('{3}')로 바꿀 수 없습니다
        Cannot cast ufunc '{0}' output from dtype('{1}') to dtype('{2}') with casting rule '{3}'
        → '{0}'의 결과 dtype('{1}')은(는) 규칙 '{3}'(으)로는 dtype('{2}')에 넣을 수 없습니다
        Cannot cast ufunc '{0}' output from {1} to {2} with casting rule 'same_kind' → '{0}'의 결과 {1}은(는) {2}에 넣을 수 없습니다
        Cannot specify order when the array has no fields. → 필드가 없는 배열에는 order를 줄 수 없습니다
        Changing the dtype of a 0d array is only supported if the itemsize is unchanged → 0차원 배열은 원소의 크기가 같은 dtype으로만 볼 수 있습니다
        Device not understood. Only "cpu" is allowed, but received: {0} → device는 "cpu"만 됩니다: {0}
        Duplicate axes given. → 같은 축을 두 번 주었습니다
        Invalid kind: '{0}'. Please use None, 'sort' or 'table'. → kind는 None, 'sort', 'table' 가운데 하나여야 합니다: '{0}'
        No loop matching the specified signature and casting was found for ufunc {0} → 이 dtype으로는 {0}을(를) 계산할 수 없습니다
        Passing `min` or `max` keyword argument when `a_min` and `a_max` are provided is forbidden. → `a_min`, `a_max`를 주었으면 `min`, `max`는 줄 수 없습니다
        Percentiles must be in the range [0, 100] → 백분위는 0에서 100 사이여야 합니다
        Quantiles must be in the range [0, 1] → 분위는 0에서 1 사이여야 합니다
        The `like` argument must be an array-like that implements the `__array_function__` protocol. → `like`에는 배열을 주어야 합니다
        To change to a dtype of a different size, the last axis must be contiguous → 크기가 다른 dtype으로 보려면 마지막 축이 이어져 있어야 합니다
        Unable to avoid copy while creating an array as requested. → 복사하지 않고는 그런 배열을 만들 수 없습니다
        Unable to avoid creating a copy while reshaping. → 복사하지 않고는 그 모양으로 바꿀 수 없습니다
        Unrecognized mode '{0}' → 모르는 모드 '{0}'
        Valid values for `indexing` are 'xy' and 'ij'. → `indexing`은 'xy'나 'ij'여야 합니다
        When changing to a larger dtype, its size must be a divisor of the total size in bytes of the last axis of the array. → 더 큰 dtype으로 보려면 마지막 축의 바이트 수가 그 크기로 나누어떨어져야 합니다
        `kind` and `stable` parameters can't be provided at the same time. Use only one of them. → `kind`와 `stable`은 함께 줄 수 없습니다
        `pad_width` must be of integral type. → `pad_width`는 정수여야 합니다
        `source` and `destination` arguments must have the same number of elements → `source`와 `destination`의 개수가 같아야 합니다
        arrays that cannot be written to are not supported → 쓸 수 없는 배열은 만들 수 없습니다
        arrays to {0} must be passed as a "sequence" type such as list or tuple. → 배열들은 리스트나 튜플로 주어야 합니다 ({0})
        buffer is smaller than requested size → 바이트가 모자랍니다
        buffer size must be a multiple of element size → 바이트 수가 원소 크기의 배수여야 합니다
        can_cast() does not support Python ints, floats, and complex because the result used to depend on the value. → can_cast()에는 파이썬 수를 줄 수 없습니다. dtype을 주세요
        casting must be one of 'no', 'equiv', 'safe', 'same_kind', 'unsafe' (got '{0}') → casting은 'no', 'equiv', 'safe', 'same_kind', 'unsafe' 가운데 하나여야 합니다: '{0}'
        clipmode must be one of 'clip', 'raise', or 'wrap' (got '{0}') → mode는 'clip', 'raise', 'wrap' 가운데 하나여야 합니다: '{0}'
        ddof and correction can't be provided simultaneously. → ddof와 correction은 함께 줄 수 없습니다
        ddof must be a number → ddof는 수여야 합니다
        ddof must be integer → ddof는 정수여야 합니다
        duplicate value in 'axis' → 'axis'에 같은 축이 두 번 있습니다
        either both or neither of x and y should be given → x와 y는 둘 다 주거나 둘 다 주지 않아야 합니다
        formatter must be a dict of functions → formatter는 함수의 dict여야 합니다
        len(axes) must be 2. → 축은 두 개여야 합니다
        mode must be a text or a function, not {0} → mode는 글이나 함수여야 합니다: {0}
        mode must be one of 'valid', 'same', or 'full' (got '{0}') → mode는 'valid', 'same', 'full' 가운데 하나여야 합니다: '{0}'
        ndmin bigger than allowable number of dimensions (64) → ndmin이 너무 큽니다 (64차원까지)
        offset must be non-negative and no greater than buffer length ({0}) → offset은 0에서 바이트 수 {0} 사이여야 합니다
        only 'C' or 'F' order is permitted → order는 'C'나 'F'여야 합니다
        only int indices permitted → 번호는 정수여야 합니다
        operands could not be broadcast together with remapped shapes [original->remapped]: {0}  and requested shape {1} → 모양 {0}은(는) {1}(으)로 늘릴 수 없습니다
        operands could not be broadcast together with remapped shapes [original->remapped]: {0} does not fit {1} dimensions → 모양 {0}이(가) {1}차원 배열에 맞지 않습니다
        order 'K' is not permitted for reshaping → reshape에는 order 'K'를 쓸 수 없습니다
        order must be one of 'C', 'F', 'A', or 'K' (got '{0}') → order는 'C', 'F', 'A', 'K' 가운데 하나여야 합니다: '{0}'
        reduction operation '{0}' does not have an identity, so to use a where mask one has to specify 'initial' → '{0}'에 where를 쓰려면 initial도 주어야 합니다
        reflect_type is 'even' or 'odd', not '{0}' → reflect_type은 'even'이나 'odd'여야 합니다: '{0}'
        repeated axis → 같은 축을 두 번 주었습니다
        repeated axis in `{0}` argument → `{0}`에 같은 축이 두 번 있습니다
        roll(): shift must be a whole number or several, not {0} → roll()의 shift는 정수여야 합니다: {0}
        search side must be one of 'left' or 'right' (got '{0}') → side는 'left'나 'right'여야 합니다: '{0}'
        sort kind must be one of 'quick', 'heap', or 'stable' (got '{0}') → kind는 'quick', 'heap', 'stable' 가운데 하나여야 합니다: '{0}'
        sorter.size must equal len(a) → sorter의 크기는 a와 같아야 합니다
        stat_length must be positive → stat_length는 양수여야 합니다
        threshold must be non-NAN, try sys.maxsize → threshold는 nan일 수 없습니다. sys.maxsize를 써 보세요
        unsupported keyword arguments for mode '{0}': {'{1}'} → 모드 '{0}'에는 '{1}'을(를) 줄 수 없습니다
        {0}: axis {1} is out of bounds for array of dimension {2} → {0}: {2}차원 배열에 축 {1}은(는) 없습니다
        {0} only supported for binary functions → {0}은(는) 인자가 둘인 함수에만 있습니다

        # Functions made of others
        'Unknown flag' → 그런 플래그는 없습니다
        All dimensions of input must be of equal length → 모든 축의 크기가 같아야 합니다
        Automated estimation of the number of bins is not supported for weighted data → weights를 주면 칸의 수를 저절로 정할 수 없습니다
        Axis must be specified when shapes of a and weights differ. → a와 weights의 모양이 다르면 axis를 주어야 합니다
        Both input arrays must be (arrays of) 3-dimensional vectors, but they are {0} and {1} dimensional instead. → 벡터는 3차원이어야 하는데 {0}차원과 {1}차원입니다
        Cannot apply_along_axis when any iteration dimensions are 0 → 빈 배열에는 apply_along_axis를 쓸 수 없습니다
        Cannot insert from an empty array! → 넣을 값이 없습니다
        Expected 1D or 2D array, got {0}D array instead → 1차원이나 2차원 배열이어야 하는데 {0}차원입니다
        Expected an input array of integer or boolean data type → 정수나 불 배열이어야 합니다
        Expected an input array of unsigned byte data type → uint8 배열이어야 합니다
        Geometric sequence cannot include zero → 등비수열에는 0이 들어갈 수 없습니다
        Illegal value of ndmin keyword: {0} → ndmin은 0, 1, 2 가운데 하나여야 합니다: {0}
        Input must be 1- or 2-d. → 1차원이나 2차원 배열이어야 합니다
        can only specify one unknown dimension → -1은 한 번만 쓸 수 있습니다
        index {0} is out of bounds for size {1} → 번호 {0}이(가) 크기 {1}을(를) 벗어납니다
        {0} must be a number → {0}은(는) 수여야 합니다
        SeedSequence expects int or sequence of ints for entropy not {0} → 시드는 정수나 정수의 목록이어야 합니다: {0}
        low is out of bounds for {0} → low가 {0}의 범위를 벗어납니다
        high is out of bounds for {0} → high가 {0}의 범위를 벗어납니다
        a must be 1-dimensional → a는 1차원이어야 합니다
        Output size {0} is not compatible with broadcast dimensions of inputs {1}. → size {0}이(가) 인자들의 모양 {1}와(과) 맞지 않습니다
        randint(): the limits are whole numbers, not {0} → 범위는 정수여야 합니다: {0}
        a and p must have same size → a와 p의 크기가 같아야 합니다
        a must be greater than 0 unless no samples are taken → a는 0보다 커야 합니다
        Generator.integers between arrays gives int64 only → 배열 사이의 integers는 int64만 줍니다
        np.random.Generator.{0} is not available → 여기에는 Generator.{0}이(가) 없습니다
        the numbers of a random state cannot be read here → 난수 상태의 수는 읽을 수 없습니다
        Generator takes a bit generator such as np.random.PCG64(seed) → Generator에는 np.random.PCG64(seed) 같은 것을 주세요
        arrays of text cannot be saved as .npy here → 문자열 배열은 .npy로 저장할 수 없습니다
        {0} is not a file in the archive → 저장된 파일에 {0}이(가) 없습니다
        shape-mismatch for sum → 합할 축의 크기가 서로 다릅니다
        initial must be one number → initial은 수 하나여야 합니다
        setting an array element with a sequence. fill() takes one number → fill()에는 수 하나를 주어야 합니다
        operands could not be broadcast together with shape {0} {1} → 모양 {0}과(와) {1}은(는) 서로 맞지 않습니다
        Order of derivative must be positive (see polyint) → 미분 횟수는 음수일 수 없습니다 (polyint를 보세요)
        Order of integral must be positive (see polyder) → 적분 횟수는 음수일 수 없습니다 (polyder를 보세요)
        polyint(m={0}) would have more coefficients than fit → polyint(m={0})의 계수가 너무 많습니다
        a polynomial to the power {0} would have more coefficients than fit → 다항식의 {0}제곱은 계수가 너무 많습니다
        Too many bins for data range. Cannot create {0} finite-sized bins. → 값의 범위에 비해 칸이 너무 많습니다 ({0}칸)
        Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() instead. → 0차원 배열에는 nonzero를 쓸 수 없습니다. np.atleast_1d(scalar).nonzero()를 쓰세요
        {0}(axis=()) is not available here → 여기에는 {0}의 axis=()가 없습니다
        `bins` must be an integer, a string, or an array → `bins`는 정수나 글이나 배열이어야 합니다
        {0} bins do not fit into memory → 칸 {0}개는 메모리에 들어가지 않습니다
        tile(): reps must be a whole number or several, not {0} → tile()의 reps는 정수여야 합니다: {0}
        first operand must be array → 첫째 인자는 배열이어야 합니다
        second operand needed for ufunc → 둘째 인자가 필요합니다
        set_state() takes what get_state() gave → set_state()에는 get_state()가 준 것을 주세요
        Invalid integer data type {0}. → 정수 자료형이 아닙니다: {0}
        Mismatch between array dtype ('{0}') and format specifier ('{1}') → dtype '{0}'은(는) 형식 '{1}'(으)로 쓸 수 없습니다
        Polynomial must be 1d only. → 다항식의 계수는 1차원이어야 합니다
        Power to non-negative integers only. → 지수는 0 이상의 정수여야 합니다
        Shape of weights must be consistent with shape of a along specified axis. → weights의 모양이 그 축을 따라 a와 같아야 합니다
        Some errors were detected ! Line #{0} (got {1} columns instead of {2}) → {0}번째 줄에 열이 {2}개가 아니라 {1}개 있습니다
        The binary mode of fromstring is removed, use frombuffer instead → fromstring은 글만 읽습니다. 바이트열은 frombuffer로 읽으세요
        The dimension of bins must be equal to the dimension of the sample x. → bins의 개수는 표본의 차원과 같아야 합니다
        The weights and list don't have the same length. → weights와 값의 길이가 같아야 합니다
        Weights sum to zero, can't be normalized → weights의 합이 0이라 평균을 낼 수 없습니다
        `bins` must be 1d, when an array → `bins` 배열은 1차원이어야 합니다
        all elements of `new_shape` must be non-negative → `new_shape`는 음수일 수 없습니다
        array must be at least 2-d → 2차원 이상의 배열이어야 합니다
        array must not contain infs or NaNs → 배열에 무한대나 nan이 있으면 안 됩니다
        array of sample points is empty → 표본 점이 없습니다
        at least one array or dtype is required → 배열이나 dtype이 하나는 있어야 합니다
        aweights cannot be negative → aweights는 음수일 수 없습니다
        bins must be monotonically increasing or decreasing → bins는 늘기만 하거나 줄기만 해야 합니다
        boolean array argument `obj` to delete must be one-dimensional and match the axis length of {0} → delete에 주는 불 배열은 1차원이고 길이가 {0}이어야 합니다
        cannot accumulate on a scalar → 수 하나에는 accumulate를 쓸 수 없습니다
        cannot call `vectorize` on size 0 inputs unless `otypes` is set → 빈 배열에 쓰려면 `otypes`를 주어야 합니다
        cannot do a non-empty take from an empty axes. → 빈 축에서는 꺼낼 수 없습니다
        cannot handle multidimensional aweights → aweights는 1차원이어야 합니다
        cannot handle multidimensional fweights → fweights는 1차원이어야 합니다
        cannot reduce on a scalar → 수 하나에는 reduce를 쓸 수 없습니다
        condition must be a 1-d array → 조건은 1차원 배열이어야 합니다
        could not convert string '{0}' to {1} at row {2}, column {3}. → {2}행 {3}열의 '{0}'은(는) {1}(으)로 바꿀 수 없습니다
        data type {0} not inexact → 실수 자료형이 아닙니다: {0}
        diff requires input that is at least one dimensional → diff에는 1차원 이상의 배열이 필요합니다
        dsplit only works on arrays of 3 or more dimensions → dsplit에는 3차원 이상의 배열이 필요합니다
        expected 1D or 2D array for y → y는 1차원이나 2차원이어야 합니다
        expected 1D vector for x → x는 1차원이어야 합니다
        expected a 1-d array for weights → weights는 1차원이어야 합니다
        expected deg >= 0 → deg는 0 이상이어야 합니다
        expected non-empty vector for x → x가 비어 있습니다
        expected w and y to have the same length → w와 y의 길이가 같아야 합니다
        expected x and y to have same length → x와 y의 길이가 같아야 합니다
        fmt has wrong number of % formats:  {0} → fmt에 있는 %의 수가 열의 수와 다릅니다: {0}
        fmt has wrong shape.  {0} → fmt의 개수가 열의 수와 다릅니다: {0}
        fweights cannot be negative → fweights는 음수일 수 없습니다
        fweights must be integer → fweights는 정수여야 합니다
        genfromtxt(converters=…, names=…) are not available here → 여기에는 genfromtxt의 converters와 names가 없습니다
        incompatible numbers of samples and aweights → 표본과 aweights의 수가 다릅니다
        incompatible numbers of samples and fweights → 표본과 fweights의 수가 다릅니다
        index {0} is out of bounds for array with size {1} → 번호 {0}이(가) 크기 {1}인 배열을 벗어납니다
        index {0} out-of-bounds in {1}.reduceat [0, {2}) → {1}.reduceat의 번호 {0}은(는) 0 이상 {2} 미만이어야 합니다
        invalid column index {0} at row {1} with {2} columns → {1}행에는 열이 {2}개라 {0}번 열이 없습니다
        invalid entry 0 in condlist: should be boolean ndarray → 조건은 불 배열이어야 합니다
        invalid entry in choice array → 고를 번호가 선택지의 범위를 벗어났습니다
        iterator too short: Expected {0} but iterator had only {1} items. → 값이 {0}개 있어야 하는데 {1}개뿐입니다
        kth(={0}) out of bounds ({1}) → kth {0}이(가) 크기 {1}을(를) 벗어납니다
        list of cases must be same length as list of conditions → 선택지와 조건의 수가 같아야 합니다
        loadtxt(converters=…, quotechar=…) are not available here → 여기에는 loadtxt의 converters와 quotechar가 없습니다
        m has more than 2 dimensions → m은 2차원까지입니다
        matrix transpose with ndim < 2 is undefined → 2차원 이상의 배열만 뒤집을 수 있습니다
        object of too small depth for desired array → 1차원 배열이 필요합니다
        object too deep for desired array → 배열의 차원이 너무 많습니다
        parameter multi_index must be a sequence of length {0} → multi_index는 길이가 {0}이어야 합니다
        period must be a non-zero value → period는 0일 수 없습니다
        polyfit(full=True) and polyfit(cov=True) are not available here → 여기에는 polyfit의 full과 cov가 없습니다
        putmask: mask and data must be the same size → putmask: mask와 배열의 크기가 같아야 합니다
        roots(): this polynomial has complex roots, and there are no complex numbers here → roots(): 복소수 근이 있는데 여기에는 복소수가 없습니다
        select with an empty condition list is not possible → 조건이 하나는 있어야 합니다
        string is smaller than requested size → 글에 수가 모자랍니다
        the number of columns changed from {0} to {1} at row {2}; use `usecols` to select a subset and avoid this error → {2}행에서 열의 수가 {0}에서 {1}(으)로 바뀌었습니다. `usecols`로 열을 고르세요
        ufunc 'gcd' did not contain a loop with signature matching types of real numbers → gcd에는 정수를 주어야 합니다
        vectorize(signature=…) is not available here → 여기에는 vectorize의 signature가 없습니다
        weights should have the same shape as a. → weights의 모양은 a와 같아야 합니다
        with {0} condition(s), either {1} or {2} functions are expected → 조건이 {0}개이면 함수는 {1}개나 {2}개여야 합니다
        x and y must have the same length. → x와 y의 길이가 같아야 합니다
        x must be a one-dimensional array or sequence. → x는 1차원이어야 합니다
        y has more than 2 dimensions → y는 2차원까지입니다

        # linalg
        Array must not contain infs or NaNs → 행렬에 무한대나 nan이 있으면 안 됩니다
        Expecting at least two arrays. → 행렬이 둘은 있어야 합니다
        Improper number of dimensions to norm. → norm은 벡터나 행렬에만 쓸 수 있습니다
        Incompatible dimensions → 행의 수가 서로 다릅니다
        Invalid norm order '{0}' for vectors → 벡터에는 ord '{0}'을(를) 쓸 수 없습니다
        Invalid norm order for matrices. → 행렬에 쓸 수 없는 ord입니다
        Last 2 dimensions of the array must be square → 행렬은 정사각형이어야 합니다
        Matrix is not positive definite → 행렬이 양의 정부호가 아닙니다
        Singular matrix → 역행렬이 없는 행렬입니다
        UPLO argument must be 'L' or 'U' → UPLO는 'L'이나 'U'여야 합니다
        array type float16 is unsupported in linalg → linalg에는 float16을 쓸 수 없습니다
        eig(): this matrix has complex eigenvalues, and there are no complex numbers here → eig(): 고윳값이 복소수인데 여기에는 복소수가 없습니다
        exponent must be an integer → 지수는 정수여야 합니다
        {0}-dimensional array given. Array must be at least two-dimensional → {0}차원 배열입니다. 2차원 이상이어야 합니다
        {0}-dimensional array given. Array must be two-dimensional → {0}차원 배열입니다. 2차원이어야 합니다
        {0}: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature {1} (size {2} is different from {3}) → {0}: 둘째 배열의 크기 {2}이(가) 행렬의 크기 {3}와(과) 다릅니다

        # testing
        "{0}" does not match "{1}" → "{1}"이(가) "{0}"에 맞지 않습니다
        Differences in strings:\n- {0}\n+ {1} → 두 글이 다릅니다: {0}, {1}
        \nArrays are not almost equal to {0} decimals\n ACTUAL: {1}\n DESIRED: {2} → 소수 {0}자리까지 같지 않습니다: {1}, {2}
        \nItems are not equal to {0} significant digits:\n ACTUAL: {1}\n DESIRED: {2} → 유효 숫자 {0}자리까지 같지 않습니다: {1}, {2}
        \nItems are not equal:{0}\n ACTUAL: {1}\n DESIRED: {2} → 서로 다릅니다{0}: {1}, {2}
        \n{0} → 두 배열이 다릅니다: {0}
        {0} not raised → {0} 오류가 나지 않았습니다

        # Random numbers
        expected non-negative integer → 0 이상의 정수가 필요합니다
        an array of shape {0} does not fit into memory → 모양 {0}인 배열은 메모리에 들어가지 않습니다
        permutation of {0} elements → 원소 {0}개는 섞을 수 없습니다
        x must be an integer or at least 1-dimensional → x는 정수나 1차원 이상의 배열이어야 합니다
        a must be a positive integer unless no samples are taken → a는 양의 정수여야 합니다
        a cannot be empty unless no samples are taken → 빈 a에서는 뽑을 수 없습니다
        'a' cannot be empty unless no samples are taken → 빈 a에서는 뽑을 수 없습니다
        probabilities are not non-negative → 확률은 음수일 수 없습니다
        probabilities do not sum to 1 → 확률의 합이 1이 아닙니다
        Seed must be between 0 and 2**32 - 1 → 시드는 0에서 2**32 - 1 사이여야 합니다
        scale < 0 → scale은 음수일 수 없습니다
        low >= high → low는 high보다 작아야 합니다
        Cannot take a larger sample than population when 'replace=False' → replace=False이면 있는 것보다 많이 뽑을 수 없습니다
        Cannot take a larger sample than population when replace is False → replace=False이면 있는 것보다 많이 뽑을 수 없습니다
        'a' and 'p' must have same size → 'a'와 'p'의 크기가 같아야 합니다
        np.random.{0} is not available → np.random.{0}은(는) 여기에 없습니다
        ufunc 'positive' did not contain a loop with signature matching types {0} → bool 배열에는 단항 +를 쓸 수 없습니다
        """#
}
