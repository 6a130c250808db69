// One sentence in Korean on what a name does, for `?x`, `help(x)` and `?"word"`; the declarations' own words are English. A row has
// the names that it holds for, an arrow and the sentence. A name without a library is torch's, one of its modules', or a method;
// `np.` and `plt.` come first where they mean something else. An in-place `add_` is found under `add`.

enum KoreanSummary {
    /// The sentence for a name; `library` is `np.`, `plt.` or empty.
    static func of(_ name: String, library: String) -> String? {
        if let sentence = sentences[library + name] { return sentence }
        if let example = HelpExample.named(name) { return example.korean }
        if let sentence = sentences[name] { return sentence }
        guard name.hasSuffix("_"), let sentence = of(String(name.dropLast()), library: library) else { return nil }
        return sentence + " x를 제자리에서 바꿉니다."
    }

    private static let sentences: [String: String] = {
        var sentences: [String: String] = [:]
        for row in rows.split(separator: "\n") where !row.hasPrefix("# ") {
            guard let arrow = row.firstRange(of: " → ") else { continue }
            for name in row[..<arrow.lowerBound].split(separator: " ") {
                sentences[String(name)] = String(row[arrow.upperBound...])
            }
        }
        return sentences
    }()

    private static let rows: String = #"""
        # torch: making tensors
        tensor as_tensor asarray → 수나 리스트, 배열로 텐서를 만듭니다.
        Tensor FloatTensor → 텐서의 클래스입니다. 값을 넣을 때는 torch.tensor를 쓰세요.
        BFloat16Tensor BoolTensor ByteTensor CharTensor DoubleTensor HalfTensor IntTensor LongTensor ShortTensor → 이름에 적힌 자료형의 텐서를 만드는 예전 방식입니다.
        Generator → 난수 생성기입니다. 시드를 따로 가집니다.
        Size → 텐서의 모양을 나타내는 튜플입니다.
        device → 계산할 장치를 나타냅니다. 여기서는 cpu입니다.
        dtype → 자료형입니다: torch.float32, torch.int64 등.
        memory_format → 메모리에 놓는 순서를 나타냅니다.
        from_numpy → NumPy 배열과 메모리를 함께 쓰는 텐서를 만듭니다.
        empty empty_like → 값을 채우지 않은 텐서를 만듭니다.
        full full_like → 한 값으로 채운 텐서를 만듭니다.
        zeros zeros_like → 0으로 채운 텐서를 만듭니다.
        ones ones_like → 1로 채운 텐서를 만듭니다.
        eye → 단위 행렬을 만듭니다.
        arange → 시작부터 끝 앞까지 일정한 간격의 수를 만듭니다.
        linspace → 시작부터 끝까지 같은 간격으로 나눈 수를 만듭니다.
        logspace → 지수가 같은 간격인 수를 만듭니다.
        scalar_tensor → 수 하나를 0차원 텐서로 만듭니다.
        meshgrid → 좌표의 격자를 만듭니다.
        clone → 텐서를 복사합니다. 기울기는 이어집니다.
        detach detach_ → 계산 그래프에서 떼어 냅니다. 기울기가 여기서 끊깁니다.
        blackman_window hamming_window hann_window → 신호의 가장자리를 줄이는 창을 만듭니다.

        # torch: random numbers
        manual_seed → 난수의 시드를 정합니다. 같은 시드는 같은 수를 냅니다.
        seed → 무작위로 시드를 정하고 그 시드를 돌려줍니다.
        initial_seed → 처음에 정한 시드를 돌려줍니다.
        get_rng_state → 난수 생성기의 상태를 꺼냅니다.
        set_rng_state → 난수 생성기를 저장한 상태로 되돌립니다.
        rand rand_like → 0과 1 사이의 고른 난수를 만듭니다.
        randn randn_like → 표준 정규분포의 난수를 만듭니다.
        randint randint_like → 범위 안의 정수 난수를 만듭니다.
        randperm → 0부터 n-1까지를 섞은 순서를 만듭니다.
        normal normal_ → 평균과 표준 편차를 정한 정규분포의 난수를 만듭니다.
        bernoulli bernoulli_ → 주어진 확률로 1, 아니면 0을 뽑습니다.
        multinomial → 확률(가중치)에 따라 번호를 뽑습니다.
        uniform_ → 범위 안의 고른 난수로 채웁니다.
        random_ → 정수 난수로 채웁니다.
        cauchy_ → 코시 분포의 난수로 채웁니다.
        exponential_ → 지수 분포의 난수로 채웁니다.
        geometric_ → 기하 분포의 난수로 채웁니다.
        log_normal_ → 로그 정규분포의 난수로 채웁니다.

        # torch: arithmetic
        abs absolute → 절댓값을 구합니다.
        add → 더합니다. alpha를 주면 둘째 값에 곱해서 더합니다.
        sub subtract → 뺍니다.
        rsub → 거꾸로 뺍니다: other - x.
        mul multiply → 원소끼리 곱합니다.
        div divide true_divide → 원소끼리 나눕니다.
        floor_divide → 나눈 몫을 내림합니다.
        remainder → 나눈 나머지를 구합니다. 부호는 나누는 수를 따릅니다.
        fmod → 나눈 나머지를 구합니다. 부호는 나뉘는 수를 따릅니다.
        neg negative → 부호를 바꿉니다.
        pow → 거듭제곱을 구합니다.
        square → 제곱합니다.
        sqrt → 제곱근을 구합니다.
        rsqrt → 제곱근의 역수를 구합니다.
        reciprocal → 역수를 구합니다.
        exp → e의 거듭제곱을 구합니다.
        exp2 → 2의 거듭제곱을 구합니다.
        expm1 → exp(x) - 1을 정밀하게 구합니다.
        log → 자연로그를 구합니다.
        log2 log10 → 이름에 적힌 밑의 로그를 구합니다.
        log1p → log(1 + x)를 정밀하게 구합니다.
        xlogy → x * log(y)를 구합니다. x가 0이면 0입니다.
        ceil → 올림합니다.
        floor → 내림합니다.
        round → 반올림합니다. 가운데 값은 짝수로 갑니다.
        trunc fix → 0 쪽으로 소수점 아래를 버립니다.
        frac → 소수 부분을 구합니다.
        sign sgn → 부호를 -1, 0, 1로 나타냅니다.
        signbit → 부호가 음수인지 봅니다.
        sin cos tan → 삼각함수의 값을 구합니다 (라디안).
        asin arcsin acos arccos atan arctan → 역삼각함수의 값을 구합니다 (라디안).
        atan2 arctan2 → 두 좌표가 이루는 각을 구합니다 (라디안).
        sinh cosh → 쌍곡선 함수의 값을 구합니다.
        asinh arcsinh acosh arccosh atanh arctanh → 역쌍곡선 함수의 값을 구합니다.
        hypot → 빗변의 길이 sqrt(x² + y²)를 구합니다.
        erf erfc → 오차 함수와 그 나머지를 구합니다.
        expit → 시그모이드 1 / (1 + exp(-x))를 구합니다.
        lerp → 두 값 사이를 weight만큼 나아간 값을 구합니다.
        addcmul → x + value * a * b를 구합니다.
        addcdiv → x + value * a / b를 구합니다.
        clamp clip → 값을 최솟값과 최댓값 사이로 자릅니다.
        clamp_min → 최솟값보다 작은 값을 끌어올립니다.
        clamp_max → 최댓값보다 큰 값을 끌어내립니다.
        nan_to_num → nan과 무한대를 보통 수로 바꿉니다.
        bitwise_and bitwise_or bitwise_xor bitwise_not → 비트마다 논리 연산을 합니다.
        bitwise_left_shift bitwise_right_shift → 비트를 왼쪽이나 오른쪽으로 밉니다.
        deg2rad → 도를 라디안으로 바꿉니다.
        rad2deg → 라디안을 도로 바꿉니다.
        copysign → 크기는 첫째, 부호는 둘째에서 가져옵니다.
        digamma lgamma → 감마 함수의 로그와 그 미분을 구합니다.
        erfinv → 오차 함수의 역을 구합니다.
        float_power → float64로 거듭제곱을 구합니다.
        heaviside → 음수는 0, 양수는 1로 바꾸는 계단 함수입니다.
        ldexp → x * 2의 거듭제곱을 구합니다.
        logaddexp logaddexp2 → 지수의 합의 로그를 넘치지 않게 구합니다.
        logit → 시그모이드의 역 log(p / (1 - p))를 구합니다.
        sinc → sin(πx) / (πx)를 구합니다.
        positive → 값을 그대로 돌려줍니다.
        conj resolve_conj resolve_neg → 실수 텐서에서는 그대로입니다.

        # torch: comparing
        eq equal → 같은지 봅니다. eq는 원소마다, equal은 전체를 봅니다.
        ne not_equal → 다른지 원소마다 봅니다.
        gt greater → 더 큰지 원소마다 봅니다.
        ge greater_equal → 크거나 같은지 원소마다 봅니다.
        lt less → 더 작은지 원소마다 봅니다.
        le less_equal → 작거나 같은지 원소마다 봅니다.
        isclose allclose → 허용 오차 안에서 같은지 봅니다.
        isfinite isinf isnan isneginf isposinf → 유한한지, 무한대인지, nan인지 원소마다 봅니다.
        isin → 주어진 값들 가운데 있는지 원소마다 봅니다.
        logical_and logical_or logical_xor logical_not → 참거짓의 논리 연산을 원소마다 합니다.
        maximum fmax → 두 텐서에서 원소마다 큰 값을 고릅니다.
        minimum fmin → 두 텐서에서 원소마다 작은 값을 고릅니다.
        where → 조건이 참인 곳은 첫째, 아니면 둘째 값을 고릅니다.

        # torch: reducing
        sum nansum → 합을 구합니다. 이름이 nan으로 시작하면 nan을 빼고 셉니다.
        mean nanmean → 평균을 구합니다. 이름이 nan으로 시작하면 nan을 뺍니다.
        prod → 모두 곱합니다.
        max amax → 가장 큰 값을 구합니다.
        min amin → 가장 작은 값을 구합니다.
        aminmax → 가장 작은 값과 큰 값을 함께 구합니다.
        argmax → 가장 큰 값의 자리를 구합니다.
        argmin → 가장 작은 값의 자리를 구합니다.
        all → 모두 참인지 봅니다.
        any → 하나라도 참인지 봅니다.
        std → 표준 편차를 구합니다.
        var → 분산을 구합니다.
        std_mean var_mean → 표준 편차나 분산을 평균과 함께 구합니다.
        median → 가운데 값을 구합니다.
        mode → 가장 자주 나오는 값을 구합니다.
        quantile → 분위수를 구합니다.
        kthvalue → 작은 것부터 k번째 값을 구합니다.
        logsumexp → log(sum(exp(x)))를 넘치지 않게 구합니다.
        norm → 벡터나 행렬의 크기(노름)를 구합니다.
        count_nonzero → 0이 아닌 값의 개수를 셉니다.
        cumsum → 차례로 더해 간 값을 구합니다.
        cumprod → 차례로 곱해 간 값을 구합니다.
        cummax cummin → 차례로 본 최댓값이나 최솟값을 구합니다.
        diff → 이웃한 값의 차이를 구합니다.
        histc → 값을 칸에 나누어 셉니다.
        bincount → 0, 1, 2, …가 각각 몇 번 나오는지 셉니다.
        bucketize searchsorted → 정렬된 경계에서 값이 들어갈 자리를 찾습니다.
        nanmedian nanquantile → nan을 빼고 가운데 값이나 분위수를 구합니다.
        logcumsumexp → 차례로 더해 간 지수의 합의 로그를 구합니다.
        trapezoid trapz cumulative_trapezoid → 사다리꼴로 넓이를 구합니다.
        cov corrcoef → 공분산이나 상관 계수를 구합니다.
        sum_to_size → 더해서 정한 모양으로 줄입니다.
        dist → 두 텐서의 차이의 크기를 구합니다.

        # torch: shapes
        reshape view → 값은 그대로 두고 모양을 바꿉니다.
        reshape_as view_as → 다른 텐서와 같은 모양으로 바꿉니다.
        flatten ravel → 차원을 펴서 하나로 만듭니다.
        unflatten → 차원 하나를 여러 차원으로 나눕니다.
        squeeze → 크기가 1인 차원을 없앱니다.
        unsqueeze → 크기가 1인 차원을 더합니다.
        transpose swapaxes swapdims → 두 차원을 맞바꿉니다.
        permute → 차원의 순서를 바꿉니다.
        movedim moveaxis → 차원을 다른 자리로 옮깁니다.
        t → 행렬의 행과 열을 바꿉니다.
        expand expand_as broadcast_to broadcast_tensors → 크기가 1인 차원을 복사 없이 늘립니다.
        broadcast_shapes → 함께 계산하면 나올 모양을 구합니다.
        repeat tile → 텐서를 여러 번 늘어놓습니다.
        repeat_interleave → 원소를 하나씩 여러 번 되풀이합니다.
        roll → 값을 밀고, 밀려난 값은 반대쪽으로 넣습니다.
        rot90 → 90도씩 돌립니다.
        flip fliplr flipud → 차원을 따라 거꾸로 뒤집습니다.
        cat concat concatenate → 텐서들을 있는 차원을 따라 이어 붙입니다.
        stack → 텐서들을 새 차원을 따라 쌓습니다.
        hstack vstack dstack column_stack row_stack → 텐서들을 가로, 세로, 깊이로 쌓습니다.
        split tensor_split hsplit vsplit → 차원을 따라 나눕니다.
        chunk → 차원을 따라 몇 조각으로 나눕니다.
        unbind → 차원을 없애고 조각들의 튜플로 나눕니다.
        narrow → 차원에서 한 구간만 봅니다.
        select → 차원에서 한 자리만 봅니다.
        diagonal diag diag_embed → 대각선의 값을 꺼내거나 대각 행렬을 만듭니다.
        tril triu → 아래나 위 삼각만 남깁니다.
        trace → 대각선의 합을 구합니다.
        atleast_1d atleast_2d atleast_3d → 차원이 모자라면 더합니다.
        as_strided → 크기와 간격을 정해 메모리를 봅니다.
        numel nelement → 원소의 개수를 셉니다.
        ndimension dim → 차원의 수를 구합니다.
        size → 모양, 또는 한 차원의 크기를 구합니다.
        diagflat → 값을 대각선에 놓은 행렬을 만듭니다.
        block_diag → 행렬들을 대각선에 늘어놓습니다.
        tril_indices triu_indices → 아래나 위 삼각의 자리를 구합니다.
        resize_ resize_as_ → 모양을 제자리에서 바꿉니다.
        to_dense → 텐서를 그대로 돌려줍니다.
        cartesian_prod → 값들의 모든 짝을 만듭니다.
        combinations → 값들에서 뽑은 조합을 만듭니다.
        vander → 거듭제곱을 늘어놓은 행렬을 만듭니다.

        # torch: choosing and placing
        gather take_along_dim → 차원을 따라 번호로 값을 고릅니다.
        take → 편 텐서에서 번호로 값을 고릅니다.
        index_select → 한 차원에서 번호로 고릅니다.
        masked_select → 마스크가 참인 값만 고릅니다.
        masked_fill → 마스크가 참인 자리를 한 값으로 채웁니다.
        index_add index_copy index_fill index_put → 번호로 정한 자리에 더하거나 넣습니다.
        scatter scatter_add scatter_reduce → 번호로 정한 자리에 값을 흩어 넣거나 더합니다.
        nonzero argwhere → 0이 아닌 값의 자리를 찾습니다.
        sort → 차례대로 늘어놓고 원래 자리도 알려 줍니다.
        argsort → 차례대로 늘어놓을 순서를 구합니다.
        topk → 가장 큰 k개를 구합니다.
        unique → 서로 다른 값만 남깁니다.
        masked_scatter → 마스크가 참인 자리에 값을 차례로 넣습니다.
        select_scatter → 한 자리를 바꾼 복사본을 만듭니다.
        msort → 첫 차원을 따라 차례대로 늘어놓습니다.
        unique_consecutive → 이웃한 같은 값을 하나로 줄입니다.
        fill_diagonal_ → 대각선을 한 값으로 채웁니다.

        # torch: products
        matmul mm bmm mv → 행렬을 곱합니다.
        addmm baddbmm → 행렬의 곱에 값을 더합니다.
        dot vdot inner → 두 벡터의 내적을 구합니다.
        outer ger → 두 벡터의 모든 곱을 표로 만듭니다.
        cross → 3차원 벡터의 외적을 구합니다.
        kron → 크로네커 곱을 구합니다.
        tensordot → 고른 차원을 곱해서 더합니다.
        einsum → 첨자로 쓴 식대로 곱하고 더합니다.
        det → 행렬식을 구합니다.
        inv inverse → 역행렬을 구합니다.
        svd → 특이값 분해를 합니다. U와 특이값과 V를 줍니다.
        qr → 직교 행렬과 위삼각 행렬의 곱으로 나눕니다.
        pinverse → 유사 역행렬을 구합니다.
        cdist pairwise_distance PairwiseDistance → 점들 사이의 거리를 구합니다.
        cosine_similarity CosineSimilarity → 두 벡터의 방향이 얼마나 같은지 -1에서 1로 나타냅니다.
        addmv addr → 행렬과 벡터의 곱이나 외적에 값을 더합니다.
        matrix_power → 행렬의 거듭제곱을 구합니다.
        logdet slogdet → 행렬식의 로그를 구합니다.
        pdist → 점들 사이의 모든 거리를 구합니다.

        # torch: gradients and settings
        no_grad → 이 안에서는 기울기를 기록하지 않습니다. 예측할 때 씁니다.
        enable_grad → 이 안에서는 기울기를 기록합니다.
        inference_mode → 예측만 할 때 씁니다. 기울기를 기록하지 않습니다.
        set_grad_enabled → 기울기를 기록할지 정합니다.
        is_grad_enabled is_inference_mode_enabled → 지금 기울기를 기록하는지 알려 줍니다.
        autocast → 작은 자료형으로 계산하는 구간입니다. 여기서는 그대로 계산합니다.
        compile → 모델을 그대로 돌려줍니다. 여기서는 컴파일할 것이 없습니다.
        save → 텐서나 state_dict를 파일에 저장합니다.
        load → 저장한 파일을 읽습니다.
        is_tensor is_complex is_floating_point is_nonzero → 텐서인지, 복소수인지, 실수인지, 0이 아닌지 봅니다.
        finfo iinfo → 자료형이 나타낼 수 있는 범위를 알려 줍니다.
        can_cast → 한 자료형의 결과를 다른 자료형에 담을 수 있는지 봅니다.
        result_type promote_types → 함께 계산하면 나올 자료형을 알려 줍니다.
        get_default_dtype set_default_dtype → 실수의 기본 자료형을 알려 주거나 바꿉니다.
        set_default_device → 기본 장치를 정합니다.
        set_printoptions → 텐서를 보여 주는 방식을 정합니다.
        get_num_threads set_num_threads set_num_interop_threads → 계산에 쓸 스레드 수를 알려 주거나 정합니다.
        get_float32_matmul_precision set_float32_matmul_precision → 행렬 곱의 정밀도 설정입니다.
        set_flush_denormal → 아주 작은 수를 0으로 다룰지 정합니다.
        use_deterministic_algorithms are_deterministic_algorithms_enabled → 같은 결과를 내는 계산만 쓸지 정하거나 알려 줍니다. 여기서는 늘 같습니다.

        # Methods of tensors
        backward → 이 값에서 거꾸로 기울기를 구해 grad에 더합니다.
        requires_grad_ → 기울기를 기록할 텐서로 정합니다.
        retain_grad → 중간 값의 기울기도 남깁니다.
        register_hook → 기울기를 구할 때 부를 함수를 답니다.
        item → 값이 하나인 텐서를 파이썬 수로 바꿉니다.
        tolist → 파이썬 리스트로 바꿉니다.
        numpy → 메모리를 함께 쓰는 NumPy 배열로 바꿉니다.
        to → 자료형이나 장치를 바꿉니다.
        type → 자료형을 알려 주거나 바꿉니다.
        type_as → 다른 텐서와 같은 자료형으로 바꿉니다.
        float double half bfloat16 int long short char byte bool → 이름에 적힌 자료형으로 바꿉니다.
        cpu → CPU로 옮깁니다. 여기서는 그대로입니다.
        cuda → GPU로 옮깁니다. 여기에는 GPU가 없습니다.
        pin_memory share_memory → 여기서는 텐서를 그대로 돌려줍니다.
        contiguous → 메모리에 차례대로 놓인 텐서로 만듭니다.
        is_contiguous → 메모리에 차례대로 놓였는지 봅니다.
        stride → 한 칸 나아갈 때 메모리에서 건너뛰는 수입니다.
        storage_offset → 메모리에서 시작하는 자리입니다.
        data_ptr → 메모리의 주소입니다.
        element_size → 원소 하나의 바이트 수입니다.
        copy_ → 다른 텐서의 값을 복사해 넣습니다.
        fill fill_ → 한 값으로 채웁니다.
        zero_ → 0으로 채웁니다.
        new new_tensor new_empty new_full new_ones new_zeros → 같은 자료형의 새 텐서를 만듭니다.
        expit_ → 제자리에서 시그모이드를 구합니다.
        get_device → 장치의 번호입니다. CPU에서는 -1입니다.
        is_conj is_distributed is_inference is_neg is_same_size is_shared is_signed → 텐서의 성질을 알려 줍니다.

        # Modules
        Module → 모든 층과 모델의 바탕입니다. forward를 정의해서 씁니다.
        Parameter → 학습할 텐서입니다. 모듈에 넣으면 parameters()에 들어갑니다.
        ModuleDict → 층들의 딕셔너리입니다.
        ParameterDict ParameterList → 학습할 텐서의 딕셔너리나 리스트입니다.
        DataParallel → 모델을 그대로 감쌉니다. 여기서는 장치가 하나입니다.
        parameters named_parameters get_parameter → 학습할 텐서들을 줍니다.
        buffers named_buffers → 학습하지 않지만 함께 저장하는 텐서들을 줍니다.
        children named_children → 바로 아래의 층들을 줍니다.
        modules named_modules get_submodule → 자신과 안의 모든 층을 줍니다.
        add_module register_module → 층을 이름을 붙여 넣습니다.
        register_parameter register_buffer → 텐서를 이름을 붙여 넣습니다.
        register_forward_hook register_forward_pre_hook register_backward_hook register_full_backward_hook → 계산하는 앞뒤에 부를 함수를 답니다.
        apply → 자신과 안의 모든 층에 함수를 씁니다.
        eval → 예측 모드로 바꿉니다. 드롭아웃과 배치 정규화가 달라집니다.
        train → 학습 모드로 바꿉니다.
        zero_grad → 기울기를 지웁니다.
        state_dict → 파라미터와 버퍼를 이름과 함께 꺼냅니다.
        load_state_dict → 저장한 파라미터와 버퍼를 넣습니다.
        extra_repr → 모델을 보여 줄 때 괄호 안에 쓸 글입니다.
        reset_parameters → 파라미터를 처음 값으로 되돌립니다.

        # Layers: convolution, pooling, resizing
        Conv1d Conv2d Conv3d conv1d conv2d conv3d → 커널을 움직이며 특징을 뽑는 합성곱입니다.
        ConvTranspose1d ConvTranspose2d ConvTranspose3d conv_transpose1d conv_transpose2d conv_transpose3d → 크기를 키우는 전치 합성곱입니다.
        MaxPool1d MaxPool2d MaxPool3d max_pool1d max_pool2d max_pool3d → 칸마다 가장 큰 값만 남겨 줄입니다.
        AvgPool1d AvgPool2d AvgPool3d avg_pool1d avg_pool2d avg_pool3d → 칸마다 평균을 내어 줄입니다.
        LPPool1d LPPool2d lp_pool1d lp_pool2d → 칸마다 p제곱 평균 꼴의 값으로 줄입니다.
        AdaptiveAvgPool1d AdaptiveAvgPool2d AdaptiveAvgPool3d adaptive_avg_pool1d adaptive_avg_pool2d adaptive_avg_pool3d → 정한 크기가 되도록 평균을 내어 줄입니다.
        AdaptiveMaxPool1d AdaptiveMaxPool2d AdaptiveMaxPool3d adaptive_max_pool1d adaptive_max_pool2d adaptive_max_pool3d → 정한 크기가 되도록 가장 큰 값만 남깁니다.
        MaxUnpool1d MaxUnpool2d MaxUnpool3d max_unpool1d max_unpool2d max_unpool3d → 최댓값이 있던 자리에 값을 되돌려 키웁니다.
        Upsample UpsamplingBilinear2d UpsamplingNearest2d upsample upsample_bilinear upsample_nearest interpolate → 보간해서 크기를 바꿉니다.
        PixelShuffle pixel_shuffle → 채널을 픽셀로 펼쳐 그림을 키웁니다.
        PixelUnshuffle pixel_unshuffle → 픽셀을 채널로 모아 그림을 줄입니다.
        ChannelShuffle channel_shuffle → 그룹 사이에서 채널을 섞습니다.
        grid_sample → 좌표가 가리키는 자리의 값을 보간해서 가져옵니다.
        affine_grid → 아핀 변환의 좌표 격자를 만듭니다. grid_sample에 씁니다.
        Unfold unfold → 커널이 보는 조각들을 열로 늘어놓습니다.
        Fold fold → 조각들을 제자리에 더해 그림으로 되돌립니다.
        pad → 가장자리에 값을 덧댑니다.
        ZeroPad1d ZeroPad2d ZeroPad3d → 가장자리에 0을 덧댑니다.
        ConstantPad1d ConstantPad2d ConstantPad3d → 가장자리에 한 값을 덧댑니다.
        ReflectionPad1d ReflectionPad2d ReflectionPad3d → 가장자리를 거울처럼 비추어 덧댑니다.
        ReplicationPad1d ReplicationPad2d ReplicationPad3d → 가장자리의 값을 되풀이해 덧댑니다.
        CircularPad1d CircularPad2d CircularPad3d → 반대쪽 가장자리를 이어 덧댑니다.

        # Layers: the others
        Linear linear → 입력의 가중합을 구합니다.
        Bilinear bilinear → 두 입력의 곱의 가중합을 구합니다.
        Identity → 입력을 그대로 돌려줍니다.
        Flatten → 배치 말고는 모두 펴는 층입니다.
        Unflatten → 차원 하나를 여러 차원으로 나누는 층입니다.
        Embedding embedding → 번호마다 학습할 벡터를 꺼냅니다.
        BatchNorm1d BatchNorm2d BatchNorm3d batch_norm → 배치에서 채널마다 평균 0, 분산 1로 고르게 합니다.
        InstanceNorm1d InstanceNorm2d InstanceNorm3d instance_norm → 그림마다, 채널마다 평균 0, 분산 1로 고르게 합니다.
        GroupNorm group_norm → 채널의 묶음마다 평균 0, 분산 1로 고르게 합니다.
        LayerNorm layer_norm → 마지막 차원들을 평균 0, 분산 1로 고르게 합니다.
        RMSNorm rms_norm → 제곱 평균의 크기로 나누어 고르게 합니다.
        LocalResponseNorm local_response_norm → 이웃한 채널의 크기로 나누어 고르게 합니다.
        normalize → 차원을 따라 벡터의 길이를 1로 만듭니다.
        Dropout Dropout1d Dropout2d Dropout3d dropout dropout1d dropout2d dropout3d → 학습 중에 값이나 채널을 무작위로 지웁니다.
        AlphaDropout alpha_dropout → 평균과 분산을 지키면서 무작위로 지웁니다. SELU와 함께 씁니다.
        MultiheadAttention → 여러 머리로 어텐션을 계산하는 층입니다.
        TransformerEncoderLayer → 어텐션과 두 선형 층으로 된 트랜스포머의 층입니다.
        scaled_dot_product_attention → 질의와 키의 곱으로 값을 섞는 어텐션입니다.
        RNN LSTM GRU → 순서가 있는 입력을 차례로 읽는 순환 층입니다.
        one_hot → 클래스 번호를 0과 1의 벡터로 바꿉니다.
        RNNCell LSTMCell GRUCell → 순환 층의 한 걸음을 계산합니다.
        SyncBatchNorm → 배치 정규화입니다. 여기서는 장치가 하나입니다.
        TransformerEncoder → 트랜스포머의 층을 쌓은 것입니다.

        # Activations
        ReLU relu relu_ → 음수를 0으로 바꿉니다.
        ReLU6 relu6 → 값을 0과 6 사이로 자릅니다.
        RReLU rrelu → 음수에 무작위로 고른 작은 기울기를 곱합니다. 평가할 때는 평균 기울기를 씁니다.
        LeakyReLU leaky_relu leaky_relu_ → 음수는 작게 줄이고 양수는 그대로 둡니다.
        PReLU prelu → 음수에 학습한 기울기를 곱합니다.
        ELU elu elu_ CELU celu celu_ SELU selu selu_ → 음수를 지수 곡선으로 누르는 활성화 함수입니다.
        GELU gelu SiLU silu Mish mish → 음수를 부드럽게 누르는 활성화 함수입니다.
        GLU glu → 반은 값, 반은 문으로 써서 곱합니다.
        Sigmoid sigmoid → 어떤 수든 0과 1 사이로 바꿉니다.
        LogSigmoid logsigmoid → 시그모이드의 로그를 구합니다.
        Tanh tanh → 어떤 수든 -1과 1 사이로 바꿉니다.
        Hardtanh hardtanh hardtanh_ → 값을 -1과 1 사이로 자릅니다.
        Hardsigmoid hardsigmoid Hardswish hardswish → 시그모이드 꼴을 직선으로 흉내 낸 활성화 함수입니다.
        Hardshrink hardshrink Softshrink softshrink Tanhshrink tanhshrink → 0에 가까운 값을 누릅니다.
        Softplus softplus → ReLU를 부드럽게 한 함수입니다.
        Softsign softsign → x / (1 + |x|)를 구합니다.
        Threshold threshold threshold_ → 정한 값보다 작으면 다른 값으로 바꿉니다.
        Softmax Softmax2d softmax → 점수를 합이 1인 확률로 바꿉니다.
        LogSoftmax log_softmax → softmax의 로그를 구합니다.
        Softmin softmin → 작은 점수일수록 큰 확률로 바꿉니다.
        gumbel_softmax → 확률에 따라 뽑되 기울기가 흐르게 합니다.

        # Losses
        CrossEntropyLoss cross_entropy → 클래스 점수를 정답 번호와 견주는 손실입니다.
        NLLLoss NLLLoss2d nll_loss → 로그 확률을 정답 번호와 견주는 손실입니다.
        BCELoss binary_cross_entropy → 0과 1 사이의 확률을 정답과 견주는 손실입니다.
        BCEWithLogitsLoss binary_cross_entropy_with_logits → 두 클래스의 점수를 정답과 견주는 손실입니다. sigmoid를 안에서 합니다.
        MSELoss mse_loss → 차이의 제곱의 평균입니다.
        L1Loss l1_loss → 차이의 절댓값의 평균입니다.
        SmoothL1Loss smooth_l1_loss HuberLoss huber_loss → 작은 차이는 제곱, 큰 차이는 절댓값으로 잽니다.
        KLDivLoss kl_div → 두 확률 분포가 얼마나 다른지 잽니다.
        PoissonNLLLoss poisson_nll_loss → 개수를 예측할 때 쓰는 포아송 손실입니다.
        gaussian_nll_loss → 평균과 분산을 함께 예측할 때 쓰는 손실입니다.
        MarginRankingLoss margin_ranking_loss → 두 점수의 순서를 배우는 손실입니다.
        HingeEmbeddingLoss hinge_embedding_loss → 비슷한 쌍은 가깝게, 다른 쌍은 멀게 하는 손실입니다.
        CosineEmbeddingLoss cosine_embedding_loss → 두 벡터의 방향을 맞추거나 벌리는 손실입니다.
        TripletMarginLoss triplet_margin_loss → 기준을 같은 것에 가깝게, 다른 것에서 멀게 하는 손실입니다.
        SoftMarginLoss soft_margin_loss → 정답 1과 -1을 가르는 로지스틱 손실입니다.
        GaussianNLLLoss → 평균과 분산을 함께 예측할 때 쓰는 손실입니다.
        MultiMarginLoss multi_margin_loss → 정답의 점수를 다른 점수보다 크게 하는 손실입니다.
        MultiLabelSoftMarginLoss multilabel_soft_margin_loss → 정답이 여럿일 때 쓰는 손실입니다.
        triplet_margin_with_distance_loss TripletMarginWithDistanceLoss → 거리를 정해서 쓰는 삼중항 손실입니다.

        # Optimizers and schedules
        Optimizer → 옵티마이저의 바탕입니다. step()을 정의해서 씁니다.
        SGD → 기울기의 반대쪽으로 나아갑니다. momentum을 쓸 수 있습니다.
        ASGD → 나아가면서 파라미터의 평균을 냅니다.
        Adam → 기울기의 평균과 크기를 보고 파라미터마다 걸음을 맞춥니다.
        AdamW → Adam에 가중치 감쇠를 따로 더한 것입니다.
        Adamax NAdam RAdam SparseAdam → Adam을 고친 옵티마이저입니다.
        Adadelta Adagrad RMSprop Rprop Adafactor → 기울기의 크기를 보고 걸음을 맞춥니다.
        LBFGS → 지난 기울기로 곡률을 어림해 크게 나아갑니다.
        LRScheduler → 학습률 스케줄러의 바탕입니다.
        StepLR MultiStepLR → 정한 에폭마다 학습률을 줄입니다.
        ConstantLR LinearLR PolynomialLR ExponentialLR → 학습률을 정한 모양으로 바꿉니다.
        CosineAnnealingLR CosineAnnealingWarmRestarts → 학습률을 코사인 곡선으로 내립니다.
        CyclicLR OneCycleLR → 학습률을 올렸다가 내립니다.
        LambdaLR MultiplicativeLR → 함수로 학습률을 정합니다.
        ReduceLROnPlateau → 손실이 더 줄지 않으면 학습률을 줄입니다.
        SequentialLR ChainedScheduler → 여러 스케줄러를 차례로, 또는 함께 씁니다.

        # Data
        Dataset → 데이터셋의 바탕입니다. __getitem__과 __len__을 정의해서 씁니다.
        IterableDataset → 차례로만 읽는 데이터셋의 바탕입니다.
        TensorDataset → 텐서들을 묶어 데이터셋으로 만듭니다.
        ConcatDataset → 데이터셋을 이어 붙입니다.
        Subset → 데이터셋에서 고른 번호만 씁니다.
        DataLoader → 데이터셋을 섞어 배치로 나누어 줍니다.
        random_split → 데이터셋을 무작위로 나눕니다.
        Sampler RandomSampler SequentialSampler SubsetRandomSampler WeightedRandomSampler BatchSampler → 데이터를 꺼낼 순서를 정합니다.
        default_collate → 항목들을 쌓아 배치로 만듭니다.
        get_worker_info → 여기서는 늘 None입니다.

        # numpy
        np.array np.asanyarray np.ascontiguousarray np.asfortranarray np.copy → 리스트나 배열로 배열을 만듭니다.
        np.ndarray → NumPy 배열의 클래스입니다.
        np.dtype np.issubdtype → 자료형을 나타내거나 견줍니다.
        np.float16 np.float32 np.float64 np.float_ np.half np.single np.int8 np.int16 np.int32 np.int64 np.int_ np.intc np.intp np.short np.longlong np.ubyte np.uint8 np.bool_ np.str_ → 이름에 적힌 자료형의 수입니다.
        np.generic np.number np.integer np.signedinteger np.unsignedinteger np.inexact np.floating → 자료형의 종류입니다. np.issubdtype에 씁니다.
        np.append np.insert → 값을 더한 새 배열을 만듭니다.
        np.pad → 가장자리에 값을 덧댑니다.
        np.repeat → 원소를 하나씩 여러 번 되풀이합니다.
        np.resize → 모양을 바꾸고, 모자라면 되풀이해 채웁니다.
        np.expand_dims → 크기가 1인 축을 더합니다.
        np.rollaxis → 축을 다른 자리로 옮깁니다.
        np.array_split → 배열을 나눕니다. 꼭 같은 크기가 아니어도 됩니다.
        np.array_equal → 모양과 값이 모두 같은지 봅니다.
        np.array2string np.array_repr np.array_str → 배열을 글로 나타냅니다.
        np.around np.rint → 반올림합니다. 가운데 값은 짝수로 갑니다.
        np.fabs → 절댓값을 구합니다.
        np.average → 가중 평균을 구합니다.
        np.ptp → 가장 큰 값과 작은 값의 차이입니다.
        np.nanmax np.nanmin → nan을 빼고 가장 큰 값이나 작은 값을 구합니다.
        np.percentile → 백분위수를 구합니다.
        np.cov → 공분산을 구합니다.
        np.histogram → 값을 칸에 나누어 세고 칸의 경계도 돌려줍니다.
        np.trapezoid → 사다리꼴로 넓이를 구합니다.
        np.interp → 점들 사이를 직선으로 이어 값을 구합니다.
        np.deg2rad np.radians → 도를 라디안으로 바꿉니다.
        np.rad2deg np.degrees → 라디안을 도로 바꿉니다.
        np.mod → 나눈 나머지를 구합니다.
        np.power → 거듭제곱을 구합니다.
        np.invert np.left_shift np.right_shift → 비트를 뒤집거나 밉니다.
        np.flatnonzero → 0이 아닌 값의 자리를 편 번호로 찾습니다.
        np.in1d → 주어진 값들 가운데 있는지 원소마다 봅니다.
        np.intersect1d np.union1d np.setdiff1d → 교집합, 합집합, 차집합을 구합니다.
        np.indices np.ix_ → 자리를 나타내는 배열을 만듭니다.
        np.unravel_index → 편 번호를 축마다의 번호로 바꿉니다.
        np.identity → 단위 행렬을 만듭니다.
        np.geomspace → 비율이 같은 간격인 수를 만듭니다.
        np.ndim np.shape np.size → 차원의 수, 모양, 원소의 수를 알려 줍니다.
        np.real np.isrealobj np.iscomplexobj np.isscalar → 실수 부분을 꺼내거나 종류를 봅니다.
        np.frombuffer → 바이트열을 배열로 봅니다.
        np.loadtxt → 글 파일의 표를 배열로 읽습니다.
        np.save np.savez np.savez_compressed → 배열을 파일에 저장합니다.
        np.load np.NpzFile → 저장한 배열을 읽습니다.
        np.vectorize → 수에 쓰는 함수를 배열에 쓸 수 있게 합니다.
        np.errstate np.seterr → 0으로 나누기 같은 일에 어떻게 알릴지 정합니다.
        np.asarray_chkfinite → 배열로 바꾸되 무한대나 nan이 있으면 오류를 냅니다.
        np.ufunc → np.add처럼 원소마다 계산하는 함수의 종류입니다. reduce, accumulate, outer, at이 있습니다.
        np.bitwise_invert np.bitwise_count → 비트를 뒤집거나 1인 비트를 셉니다.
        np.can_cast np.min_scalar_type → 자료형을 바꿀 수 있는지, 어느 것이 가장 작은지 알려 줍니다.
        np.permute_dims np.matrix_transpose → 축의 순서를 바꿉니다.
        np.printoptions np.get_printoptions np.geterr → 인쇄와 오류 알림의 설정을 봅니다.
        np.dsplit → 셋째 축을 따라 나눕니다.
        np.histogramdd → 여러 차원의 점을 칸에 나누어 셉니다.
        np.poly1d np.poly np.roots np.polyadd np.polysub np.polymul np.polydiv np.polyder np.polyint → 다항식을 만들고 계산합니다.
        np.frexp → 가수와 2의 지수로 나눕니다.
        np.nextafter np.spacing → 다음 수나 그 사이의 간격을 구합니다.
        np.isreal np.iscomplex → 복소수는 없으므로 늘 실수입니다.
        np.i0 np.kaiser → 베셀 함수와 카이저 창을 구합니다.
        np.block → 블록을 이어 배열을 만듭니다.
        np.ldexp np.logaddexp2 np.float_power → 2의 거듭제곱을 곱하거나, 로그끼리 더하거나, 실수로 거듭제곱합니다.
        np.choose → 번호가 가리키는 배열에서 원소를 고릅니다.
        np.vecdot np.matvec → 벡터끼리, 또는 행렬과 벡터를 곱합니다.
        np.unique_values np.unique_counts np.unique_inverse → 서로 다른 값과 그 개수나 자리를 구합니다.
        np.fromfile → 파일의 바이트를 수로 읽습니다.
        np.savetxt → 수를 글 파일로 씁니다.
        np.apply_along_axis np.apply_over_axes → 축을 따라 함수를 씁니다.
        np.argpartition np.partition → k번째 값을 기준으로 나누어 놓습니다.
        np.array_equiv → 모양을 맞추면 값이 모두 같은지 봅니다.
        np.bartlett np.blackman np.hamming np.hanning → 신호의 가장자리를 줄이는 창을 만듭니다.
        np.broadcast_arrays → 함께 계산할 모양으로 늘립니다.
        np.cbrt → 세제곱근을 구합니다.
        np.compress np.extract → 조건이 참인 값만 고릅니다.
        np.convolve np.correlate → 두 벡터의 합성곱이나 상관을 구합니다.
        np.copyto np.place np.put np.put_along_axis np.putmask np.fill_diagonal → 고른 자리에 값을 넣습니다.
        np.corrcoef → 상관 계수를 구합니다.
        np.delete np.trim_zeros → 고른 값이나 끝의 0을 뺀 배열을 만듭니다.
        np.diag_indices np.diag_indices_from np.tril_indices np.tril_indices_from np.triu_indices np.triu_indices_from → 대각선이나 삼각의 자리를 구합니다.
        np.digitize → 값이 들어갈 칸의 번호를 구합니다.
        np.divmod np.modf → 몫과 나머지, 또는 정수와 소수 부분을 구합니다.
        np.ediff1d np.gradient → 이웃한 값의 차이나 기울기를 구합니다.
        np.fromfunction np.fromiter np.fromstring → 함수, 반복 가능한 것, 글로 배열을 만듭니다.
        np.gcd np.lcm → 최대공약수나 최소공배수를 구합니다.
        np.genfromtxt → 글 파일의 표를 배열로 읽습니다.
        np.histogram2d np.histogram_bin_edges → 값을 칸에 나누어 세거나 칸의 경계를 구합니다.
        np.lexsort → 여러 기준으로 늘어놓을 순서를 구합니다.
        np.may_share_memory np.shares_memory → 메모리를 함께 쓰는지 봅니다.
        np.nanargmax np.nanargmin → nan을 빼고 가장 큰 값이나 작은 값의 자리를 구합니다.
        np.nancumprod np.nancumsum np.nanprod → nan을 빼고 곱하거나 더합니다.
        np.nanmedian np.nanpercentile np.nanquantile np.nanstd np.nanvar → nan을 빼고 통계를 구합니다.
        np.ndenumerate np.ndindex → 배열의 모든 자리를 차례로 줍니다.
        np.packbits np.unpackbits → 비트를 바이트로 묶거나 풉니다.
        np.piecewise → 조건마다 다른 함수를 씁니다.
        np.polyfit np.polyval → 다항식을 맞추거나 값을 구합니다.
        np.ravel_multi_index → 축마다의 번호를 편 번호로 바꿉니다.
        np.setxor1d → 한쪽에만 있는 값을 구합니다.
        np.take_along_axis → 축을 따라 번호로 값을 고릅니다.
        np.tri → 아래 삼각이 1인 행렬을 만듭니다.
        np.unwrap → 뛰는 각을 이어지게 고칩니다.

        # pyplot
        plt.figure plt.Figure → 그림판을 만듭니다.
        plt.subplots plt.subplot plt.subplot2grid plt.GridSpec → 그림판을 칸으로 나눕니다.
        plt.axes plt.Axes → 그림을 그리는 칸(축)입니다.
        plt.gca plt.gcf plt.sca → 지금 그리는 칸이나 그림판을 알려 주거나 정합니다.
        plt.cla plt.clf plt.close plt.delaxes → 그린 것을 지우거나 닫습니다.
        plt.show plt.draw plt.draw_if_interactive plt.pause plt.ion plt.ioff plt.isinteractive → 그림을 보여 줍니다. 여기서는 show()가 그림을 내보냅니다.
        plt.savefig plt.imsave → 그림을 파일에 저장합니다.
        plt.imread → 그림 파일을 배열로 읽습니다.
        plt.imshow plt.matshow → 배열을 그림으로 보여 줍니다.
        plt.plot → 점을 선으로 잇습니다.
        plt.step → 점을 계단으로 잇습니다.
        plt.scatter → 점을 찍습니다.
        plt.bar plt.barh plt.bar_label → 막대를 그리거나 막대에 값을 씁니다.
        plt.hist → 값을 칸에 나누어 센 막대를 그립니다.
        plt.boxplot plt.pie plt.quiver → 상자, 원, 화살표 그래프를 그립니다.
        plt.errorbar → 오차 막대가 있는 점을 그립니다.
        plt.fill_between → 두 곡선 사이를 칠합니다.
        plt.contour plt.contourf plt.clabel → 등고선을 그리거나 높이를 씁니다.
        plt.pcolormesh → 칸마다 색을 칠합니다.
        plt.axhline plt.axvline plt.hlines plt.vlines → 가로선이나 세로선을 긋습니다.
        plt.axhspan plt.axvspan → 가로나 세로 띠를 칠합니다.
        plt.loglog plt.semilogx plt.semilogy plt.xscale plt.yscale → 로그 눈금을 씁니다.
        plt.title plt.suptitle plt.xlabel plt.ylabel → 제목이나 축의 이름을 씁니다.
        plt.text plt.figtext plt.annotate → 그림에 글을 씁니다.
        plt.legend → 선의 이름을 모은 상자를 보여 줍니다.
        plt.colorbar plt.clim → 색이 나타내는 값의 막대를 보여 주거나 범위를 정합니다.
        plt.grid → 모눈을 보여 줍니다.
        plt.axis plt.xlim plt.ylim plt.margins plt.autoscale → 축의 범위를 정합니다.
        plt.xticks plt.yticks plt.tick_params plt.ticklabel_format plt.locator_params plt.minorticks_on plt.minorticks_off → 눈금을 정합니다.
        plt.twinx → 오른쪽에 축을 하나 더합니다.
        plt.tight_layout plt.subplots_adjust → 칸 사이의 간격을 맞춥니다.
        plt.box → 칸의 테두리를 보이거나 숨깁니다.
        plt.Circle plt.Polygon plt.Rectangle → 그림에 넣을 도형입니다.
        plt.get_cmap plt.set_cmap plt.Normalize → 색상표를 고르거나 값의 범위를 맞춥니다.
        plt.autumn plt.bone plt.cool plt.gray plt.hot plt.inferno plt.jet plt.magma plt.plasma plt.spring plt.summer plt.viridis plt.winter → 색상표를 이름에 적힌 것으로 바꿉니다.
        plt.rc plt.rc_context plt.rcdefaults → 그림의 기본 설정을 바꿉니다.
        plt.setp → 그린 것들의 속성을 한꺼번에 바꿉니다.
        plt.get_backend plt.switch_backend plt.get_fignums plt.fignum_exists → 그림을 그리는 방식과 열린 그림판을 알려 줍니다.

        # unetrepl
        show → 텐서나 그림들을 보여 줍니다.
        History → train()이 돌려주는 손실의 기록입니다.
        """#
}
