// What numpy says. (`Messages` says how a row is written.)

extension Messages {
    static let numpy: String = #"""
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
        operands could not be broadcast together with remapped shapes [original->remapped]: pad_width does not fit {0} dimensions
        → pad_width가 {0}차원 배열에 맞지 않습니다
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
        {0}Arrays are not equal → 두 배열이 다릅니다
        {0}Arrays are not almost equal → 두 배열이 허용 오차보다 많이 다릅니다
        Number of samples, {0}, must be non-negative. → 값의 개수는 음수일 수 없는데 {0}입니다
        arange() requires stop to be specified. → arange()에는 끝 값이 필요합니다
        arange() takes numbers → arange()에는 수를 주어야 합니다
        Maximum allowed size exceeded → 배열이 너무 큽니다
        Cannot cast array data from dtype('{0}') to dtype('int64') according to the rule 'safe'
        → dtype('{0}')은(는) 정수로 안전하게 바꿀 수 없습니다
        number sections must be larger than 0. → 나눌 개수는 0보다 커야 합니다
        array split does not result in an equal division → 배열이 같은 크기로 나누어지지 않습니다
        np.vectorize: the arrays have different sizes → np.vectorize: 배열의 크기가 서로 다릅니다

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
