// What modules, layers and the functions of layers say. (`Messages` says how a row is written.)

extension Messages {
    static let layer: String = #"""
        # What learners meet first
        U0757 non-positive stride is not supported → stride는 양수여야 합니다
        U0758 dilation should be greater than zero → dilation은 양수여야 합니다
        U0759 groups must be a positive integer → groups는 양의 정수여야 합니다
        U0760 in_channels must be divisible by groups → in_channels는 groups로 나누어떨어져야 합니다
        U0761 out_channels must be divisible by groups → out_channels는 groups로 나누어떨어져야 합니다
        U0762 padding='same' is not supported for strided convolutions → padding='same'은 stride가 1일 때만 쓸 수 있습니다
        U0763 Invalid padding string '{0}', should be one of {'valid', 'same'} → padding '{0}'은(는) 없습니다. 'valid'나 'same'을 쓰세요
        U0765 expected input's size at dim={0} to match num_features ({1}), but got: {2}.
        → 입력의 {0}번 차원은 num_features({1})와 같아야 하는데 {2}입니다
        U0766 num_channels ({0}) must be divisible by num_groups ({1}) → num_channels({0})는 num_groups({1})로 나누어떨어져야 합니다
        U0767 {0}.forward() returned several values where one tensor was expected → {0}.forward()가 텐서 하나가 아니라 여러 값을 돌려주었습니다
        U0769 cannot {0} before Module.__init__() call → Module.__init__()을 부르기 전에는 할 수 없습니다 ({0})
        U0770 cannot assign '{0}' as parameter '{1}' (torch.nn.Parameter or None expected)
        → 파라미터 '{1}'에 '{0}'을(를) 넣을 수 없습니다 (torch.nn.Parameter나 None이 필요합니다)
        U0771 cannot assign '{0}' as child module '{1}' (torch.nn.Module or None expected)
        → 층 '{1}'에 '{0}'을(를) 넣을 수 없습니다 (torch.nn.Module이나 None이 필요합니다)

        # Modules and their state
        ParameterList holds tensors, not {0} → ParameterList에는 텐서만 담을 수 있는데 {0}입니다
        module update sequence element has length {0}; 2 is required → 모듈은 (이름, 층)으로 주어야 하는데 길이가 {0}입니다
        module name should be a string, not {0} → 모듈의 이름은 문자열이어야 하는데 {0}입니다
        'module name can\'t be empty string ""' → 모듈의 이름은 빈 문자열일 수 없습니다
        'module name can\'t contain ".", got: {0}' → 모듈의 이름에는 "."을 쓸 수 없는데 {0}입니다
        copying a {0} is not supported → {0}은(는) 복사할 수 없습니다
        cannot assign '{0}' object to buffer '{1}' ({2}) → 버퍼 '{1}'에 '{0}'을(를) 넣을 수 없습니다 (텐서나 None이 필요합니다)
        cannot assign '{0}' object to parameter '{1}' ({2})
        → 파라미터 '{1}'에 '{0}'을(를) 넣을 수 없습니다 (torch.nn.Parameter나 None이 필요합니다)
        `{0}` is not an nn.Parameter → `{0}`은(는) nn.Parameter가 아닙니다
        training mode is expected to be boolean → train()에는 True나 False를 주어야 합니다
        Expected state_dict to be dict-like, got <class '{0}'>. → state_dict는 딕셔너리여야 하는데 '{0}'입니다
        the script object of this module is gone → 이 모듈의 파이썬 객체가 이미 사라졌습니다
        expected a torch.nn.Module, got {0} → torch.nn.Module이 필요한데 {0}입니다
        {0}() got an unusable value for '{1}': {2} → {0}()의 '{1}'에 쓸 수 없는 값입니다: {2}
        nn.Module.to only accepts floating point or complex dtypes, but got desired dtype=torch.{0}
        → 모듈은 실수 자료형으로만 바꿀 수 있는데 torch.{0}입니다
        Cannot register two weight_norm hooks on the same parameter {0} → 파라미터 {0}에 weight_norm을 두 번 쓸 수 없습니다
        Cannot register two spectral_norm hooks on the same parameter {0} → 파라미터 {0}에 spectral_norm을 두 번 쓸 수 없습니다
        spectral_norm of '{0}' not found in {1} → {1}에는 '{0}'의 spectral_norm이 없습니다
        Expected n_power_iterations to be positive, but got n_power_iterations={0} → n_power_iterations는 양수여야 하는데 {0}입니다
        spectral_norm needs a weight with an axis of rows → spectral_norm을 쓰려면 가중치에 축이 있어야 합니다
        a convolution slides along 1, 2 or 3 dimensions, but kernel_size has {0} → 합성곱은 1, 2, 3차원을 움직이는데 kernel_size는 {0}차원입니다
        weight_norm of '{0}' not found in {1} → {1}에는 '{0}'의 weight_norm이 없습니다
        Only tensors with 2 dimensions are supported → 2차원 텐서만 초기화할 수 있습니다
        Only tensors with 3, 4, or 5 dimensions are supported → 3, 4, 5차원 텐서만 초기화할 수 있습니다
        Only tensors with 2 or more dimensions are supported → 2차원 이상의 텐서만 초기화할 수 있습니다
        dim 0 must be divisible by groups → 0번 차원의 크기는 groups로 나누어떨어져야 합니다
        Fan in and fan out can not be computed for tensor with fewer than 2 dimensions
        → 2차원보다 작은 텐서에서는 fan_in과 fan_out을 구할 수 없습니다
        Unsupported nonlinearity {0} → 모르는 활성화 함수 {0}
        Mode {0} not supported, please use one of ['fan_in', 'fan_out'] → 모드 {0}은(는) 없습니다. 'fan_in'이나 'fan_out'을 쓰세요
        trunc_normal_: the interval [{0}, {1}] holds almost nothing of the distribution → trunc_normal_: 구간 [{0}, {1}]에 분포가 거의 없습니다

        # Layers
        {0}.forward(): argument '{1}' must be Tensor → {0}.forward(): 인자 '{1}'은(는) 텐서여야 합니다
        Embeddings parameter is expected to be 2-dimensional → 임베딩은 2차원이어야 합니다
        Padding_idx must be within num_embeddings → padding_idx는 num_embeddings보다 작아야 합니다
        Shape of weight does not match num_embeddings and embedding_dim → weight의 모양이 num_embeddings, embedding_dim과 다릅니다
        in1_features must be > 0, but got {0} → in1_features는 양수여야 하는데 {0}입니다
        Softmax2d: expected input to be 3D or 4D, got {0}D instead → Softmax2d의 입력은 3차원이나 4차원이어야 하는데 {0}차원입니다
        {0}: {1} must be one number or {2} numbers, but got {3} → {0}: {1}에는 수 하나나 {2}개를 주어야 하는데 {3}입니다
        padding_mode must be one of {'zeros', 'reflect', 'replicate', 'circular'}, but got padding_mode='{0}'
        → padding_mode는 'zeros', 'reflect', 'replicate', 'circular' 가운데 하나여야 하는데 '{0}'입니다
        Only "zeros" padding mode is supported for {0} → {0}에는 padding_mode='zeros'만 쓸 수 있습니다
        {0}: padding must be numbers → {0}: padding은 수여야 합니다
        ConvTranspose{0}D: for {1}D input, output_size must have {2} or {3} elements (got {4})
        → ConvTranspose{0}d: {1}차원 입력의 output_size에는 수가 {2}개나 {3}개 있어야 하는데 {4}개입니다
        requested an output size of {0}, but valid sizes range from {1} to {2} (for an input of {3})
        → 출력 크기 {0}은(는) 만들 수 없습니다. {1}에서 {2}까지 쓸 수 있습니다 (입력 {3})
        embed_dim and num_heads must be greater than 0, got embed_dim={0} and num_heads={1} instead
        → embed_dim과 num_heads는 양수여야 하는데 {0}와(과) {1}입니다
        embed_dim must be divisible by num_heads → embed_dim은 num_heads로 나누어떨어져야 합니다
        MultiheadAttention.forward(): query, key and value must be Tensors → MultiheadAttention.forward(): query, key, value는 텐서여야 합니다
        query should be unbatched 2D or batched 3D tensor but received {0}-D query tensor
        → query는 2차원(하나)이나 3차원(배치)이어야 하는데 {0}차원입니다
        was expecting embedding dimension of {0}, but got {1} → 임베딩의 크기는 {0}이어야 하는데 {1}입니다
        activation should be relu/gelu, not {0} → activation은 relu나 gelu여야 하는데 {0}입니다
        hidden_size must be greater than zero → hidden_size는 양수여야 합니다
        num_layers must be greater than zero → num_layers는 양수여야 합니다
        dropout should be a number in range [0, 1] representing the probability of an element being zeroed
        → dropout은 0과 1 사이의 확률이어야 합니다
        Unknown nonlinearity '{0}'. Select from 'tanh' or 'relu'. → 모르는 활성화 함수 '{0}'. 'tanh'나 'relu'를 쓰세요
        {0}: Expected input to be 2D or 3D, got {1}D instead → {0}의 입력은 2차원이나 3차원이어야 하는데 {1}차원입니다
        input.size(-1) must be equal to input_size. Expected {0}, got {1} → 입력의 마지막 차원은 input_size({0})와 같아야 하는데 {1}입니다
        Expected sequence length to be larger than 0 in RNN → RNN에 주는 열의 길이는 양수여야 합니다
        Expected hidden size {0}, got {1} → 은닉 상태의 크기는 {0}이어야 하는데 {1}입니다
        proj_size is not supported → proj_size는 쓸 수 없습니다

        # Functions of layers
        ZeroDivisionError: alpha cannot be 0 for CELU → CELU의 alpha는 0일 수 없습니다
        glu does not support 0-dimensional tensors → glu는 0차원 텐서에 쓸 수 없습니다
        Halving dimension must be even, but dimension {0} is size {1} → 반으로 나눌 차원은 짝수여야 하는데 {0}번 차원의 크기가 {1}입니다
        approximate argument must be either none or tanh. → approximate는 'none'이나 'tanh'여야 합니다
        lambda must be greater or equal to 0, but found to be {0}. → lambda는 0 이상이어야 하는데 {0}입니다
        min_val cannot be greater than max_val → min_val은 max_val보다 클 수 없습니다
        Lower bound should be less than or equal to the upper bound → 아래 경계는 위 경계보다 클 수 없습니다
        In-place leakyReLu backward calculation is triggered with a negative slope which is not supported. {0}
        → 기울기가 음수인 leaky_relu는 제자리 연산으로 역전파할 수 없습니다. inplace=True를 빼세요
        prelu: Type promoting not supported. Got {0} and {1} → prelu: 입력과 weight의 자료형이 같아야 하는데 {0}와(과) {1}입니다
        prelu: Expected `weight` to be a scalar or 1D tensor, but got: ndim = {0} → prelu: weight는 수나 1차원 텐서여야 하는데 {0}차원입니다
        Mismatch of parameter numbers and input channel size. Found parameter numbers = {0} and channel size = {1}.
        → 파라미터 수가 입력의 채널 수와 같아야 하는데 파라미터는 {0}개, 채널은 {1}개입니다
        negative padding is not supported → padding은 음수일 수 없습니다
        negative output_padding is not supported → output_padding은 음수일 수 없습니다
        non-positive groups is not supported → groups는 양수여야 합니다
        Given input size per channel: ({0}). Calculated output size per channel: ({1}). Output size is too small
        → 입력 크기 ({0})에서 출력 크기가 ({1})이 되어 너무 작습니다
        output padding must be smaller than either stride or dilation, but got {0}
        → output_padding은 stride나 dilation보다 작아야 하는데 {0}입니다
        Expected {0}D (unbatched) or {1}D (batched) input to {2}, but got input of size: {3}
        → {2}의 입력은 {0}차원(하나)이나 {1}차원(배치)이어야 하는데 크기가 {3}입니다
        Input type ({0}) and weight type ({1}) should be the same → 입력의 자료형({0})과 가중치의 자료형({1})이 같아야 합니다
        Expected {0}-dimensional input for {1}-dimensional weight {2}, but got {3}-dimensional input of size {4} instead
        → {1}차원 가중치 {2}에는 {0}차원 입력이 필요한데 크기 {4}인 {3}차원입니다
        Given groups={0}, expected weight to be at least {1} at dimension 0 and divisible by {2}, but got weight of size {3} instead
        → groups={0}이면 가중치의 0번 차원은 {1} 이상이고 {2}(으)로 나누어떨어져야 하는데 크기가 {3}입니다
        Given groups={0}, expected weight to be at least {1} at dimension 0, but got weight of size {2} instead
        → groups={0}이면 가중치의 0번 차원은 {1} 이상이어야 하는데 크기가 {2}입니다
        Given groups={0}, expected weight to be divisible by {1} at dimension 0, but got weight of size {2} instead
        → groups={0}이면 가중치의 0번 차원은 {1}(으)로 나누어떨어져야 하는데 크기가 {2}입니다
        {0}, weight of size {1}, expected input{2} to have {3} channels, but got {4} channels instead
        → {0}: 크기가 {1}인 가중치는 채널 {3}개인 입력을 기대하는데 입력 {2}에는 채널이 {4}개 있습니다
        Given weight of size {0}, expected bias to be 1-dimensional with {1} elements, but got bias of size {2} instead
        → 크기 {0}인 가중치에는 값이 {1}개인 1차원 bias가 필요한데 크기가 {2}입니다
        batch_norm: expected at least 2D input (got {0}D input) → batch_norm의 입력은 2차원 이상이어야 하는데 {0}차원입니다
        instance_norm: expected at least 3D input (got {0}D input) → instance_norm의 입력은 3차원 이상이어야 하는데 {0}차원입니다
        {0} should contain {1} elements not {2} → {0}의 값은 {1}개여야 하는데 {2}개입니다
        Expected running_mean and running_var to be defined when training=False → training=False이면 running_mean과 running_var가 필요합니다
        Expected at least 2 dimensions for input tensor but received {0} → 입력은 2차원 이상이어야 하는데 {0}차원입니다
        Expected number of channels in input to be divisible by num_groups, but got input of shape {0} and num_groups={1}
        → 입력의 채널 수는 num_groups로 나누어떨어져야 하는데 입력의 모양은 {0}, num_groups는 {1}입니다
        Expected {0} to be a vector of size equal to the number of channels in input, but got {0} of shape {1} and input of shape {2}
        → {0}은(는) 입력의 채널 수와 크기가 같은 1차원이어야 하는데 모양이 {1}입니다 (입력 {2})
        Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one element, but got normalized_shape = []
        → normalized_shape에는 크기가 하나 이상 있어야 하는데 비어 있습니다
        Given normalized_shape={0}, expected input with shape [*{1}], but got input of size{2}
        → normalized_shape={0}이면 입력의 모양은 [*{1}]이어야 하는데 {2}입니다
        Expected {0} to be of same shape as normalized_shape, but got {1} of shape {2} and normalized_shape = {3}
        → {0}의 모양은 normalized_shape {3}와(과) 같아야 하는데 {2}입니다
        Expected more than 1 spatial element when training, got input size {0} → 학습할 때는 픽셀이 둘 이상 있어야 하는데 입력 크기가 {0}입니다
        Expected 3D or higher dimensionality input (got {0} dimensions) → 입력은 3차원 이상이어야 하는데 {0}차원입니다
        local_response_norm: size must be positive → local_response_norm: size는 양수여야 합니다
        scaled_dot_product_attention: query {0}, key {1} and value {2} do not fit together
        → scaled_dot_product_attention: query {0}, key {1}, value {2}의 모양이 서로 맞지 않습니다
        scaled_dot_product_attention: Explicit attn_mask should not be set when is_causal=True
        → scaled_dot_product_attention: is_causal=True이면 attn_mask를 줄 수 없습니다
        Feature dropout requires at least 2 dimensions in the input → 채널 드롭아웃의 입력은 2차원 이상이어야 합니다
        'weight' must be 2-D → 'weight'는 2차원이어야 합니다
        Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got {0} instead (while checking arguments for embedding)
        → 임베딩의 인덱스는 정수(Long, Int) 텐서여야 하는데 {0}입니다
        linear: weight must be a matrix and input at least a vector, but got input {0} and weight {1}
        → linear: weight는 행렬, 입력은 1차원 이상이어야 하는데 입력은 {0}, weight는 {1}입니다
        bilinear(): input sizes {0} and {1} do not fit weight {2} → bilinear(): 입력의 크기 {0}와(과) {1}이(가) weight {2}와(과) 맞지 않습니다
        {0} expects input to have at least 3 dimensions, but got input with {1} dimension(s)
        → {0}의 입력은 3차원 이상이어야 하는데 {1}차원입니다
        {0} expects a positive {1}, but got {2} → {0}의 {1}은(는) 양수여야 하는데 {2}입니다
        pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of upscale_factor, but input.size(-3)={0} is not divisible by {1}
        → pixel_shuffle: 입력의 채널 수는 upscale_factor의 제곱 {1}(으)로 나누어떨어져야 하는데 {0}입니다
        pixel_unshuffle expects {0} to be divisible by downscale_factor, but input.size({1})={2} is not divisible by {3}
        → pixel_unshuffle: 입력의 {1}번 차원은 downscale_factor {3}(으)로 나누어떨어져야 하는데 {2}입니다
        channel_shuffle expects input with > 2 dims, but got input with sizes {0}
        → channel_shuffle의 입력은 3차원 이상이어야 하는데 크기가 {0}입니다
        Number of channels must be divisible by groups. Got {0} channels and {1} groups.
        → 채널 수는 groups로 나누어떨어져야 하는데 채널은 {0}개, groups는 {1}입니다
        {0} should be greater than zero, but got {1}=({2}, {3}) → {0}은(는) 양수여야 하는데 ({2}, {3})입니다
        padding should be non-negative → padding은 음수일 수 없습니다
        Given input with spatial size ({0}, {1}), kernel_size=({2}, {3}), dilation=({4}, {5}), padding=({6}, {7}), calculated shape of the array of sliding blocks is too small: its components must be at least one.
        → 입력의 크기 ({0}, {1})이 커널 ({2}, {3})보다 작습니다 (dilation ({4}, {5}), padding ({6}, {7}))
        Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but got: {0}
        → 입력은 비어 있지 않은 3차원이나 4차원(배치)이어야 하는데 {0}입니다
        Expected 2D or 3D (batch mode) tensor for input with possibly 0 batch size and non-zero dimensions for input, but got: {0}
        → 입력은 비어 있지 않은 2차원이나 3차원(배치)이어야 하는데 {0}입니다
        Expected size of input's dimension 1 to be divisible by the product of kernel_size, but got input.size(1)={0} and kernel_size=({1}, {2}).
        → 입력의 1번 차원은 커널 크기의 곱으로 나누어떨어져야 하는데 {0}이고 커널은 ({1}, {2})입니다
        Given output_size=({0}, {1}) and kernel_size=({2}, {3}), expected size of input's dimension 2 to match the calculated number of sliding blocks {4} * {5} = {6}, but got input.size(2)={7}.
        → output_size가 ({0}, {1}), 커널이 ({2}, {3})이면 입력의 2번 차원은 {6}이어야 하는데 {7}입니다
        divisor must be not zero → 나눌 수는 0일 수 없습니다
        {0}(): Expected {1}D or {2}D tensor, but got {3} → {0}()의 입력은 {1}차원이나 {2}차원이어야 하는데 {3}입니다
        {0}: output_size must be {1} → {0}: output_size는 {1}이어야 합니다
        {0}(): Expected input to have non-zero size for non-batch dimensions, but input has sizes {1}
        → {0}()의 입력은 배치 말고는 비어 있을 수 없는데 크기가 {1}입니다
        {0}: elements of output_size must be greater than or equal to 0 → {0}: output_size는 음수일 수 없습니다
        elements in indices should be type int64 but got: {0} → 인덱스는 int64여야 하는데 {0}입니다
        Expected shape of indices to be same as that of the input tensor ({0}) but got indices tensor with shape: {1}
        → 인덱스의 모양은 입력의 모양 {0}와(과) 같아야 하는데 {1}입니다
        output_size should be a sequence containing {0} or {1} elements, but it has a length of '{2}'
        → output_size에는 수가 {0}개나 {1}개 있어야 하는데 {2}개입니다
        {0}: the output size is negative → {0}: 출력 크기가 음수가 됩니다
        Found an invalid max index: {0} (output volumes are of size {1}) → 출력의 크기 {1}을(를) 벗어난 인덱스 {0}이(가) 있습니다
        {0} should be greater than zero, but got {1} → {0}은(는) 양수여야 하는데 {1}입니다
        kernel size should be greater than zero, but got {0} → 커널의 크기는 양수여야 하는데 {0}입니다
        pad must be non-negative, but got pad: {0} → padding은 음수일 수 없는데 {0}입니다
        pad should be at most half of effective kernel size, but got pad={0}, kernel_size={1} and dilation={2}
        → padding은 커널 크기의 반까지인데 padding은 {0}, 커널은 {1}, dilation은 {2}입니다
        {0}: Expected {1}D or {2}D (batch mode) tensor with optional 0 dim batch size for input, but got: {3}
        → {0}의 입력은 {1}차원이나 {2}차원(배치)이어야 하는데 {3}입니다
        nn.functional.grid_sample(): expected mode to be 'bilinear', 'nearest' or 'bicubic', but got: '{0}'
        → grid_sample()의 mode는 'bilinear', 'nearest', 'bicubic' 가운데 하나여야 하는데 '{0}'입니다
        nn.functional.grid_sample(): expected padding_mode to be 'zeros', 'border', or 'reflection', but got: '{0}'
        → grid_sample()의 padding_mode는 'zeros', 'border', 'reflection' 가운데 하나여야 하는데 '{0}'입니다
        grid_sampler(): only 4D inputs with mode 'bilinear' or 'nearest' are supported, but got input {0}, grid {1} and mode '{2}'
        → grid_sample()은 4차원 입력과 'bilinear', 'nearest'만 쓸 수 있는데 입력은 {0}, grid는 {1}, mode는 '{2}'입니다
        grid_sampler(): expected input and grid to have same dtype, but input has {0} and grid has {1}
        → grid_sample(): 입력과 grid의 자료형이 같아야 하는데 {0}와(과) {1}입니다
        grid_sampler(): expected grid and input to have same batch size, but got input with sizes {0} and grid with sizes {1}
        → grid_sample(): 입력과 grid의 배치 크기가 같아야 하는데 크기가 {0}와(과) {1}입니다
        grid_sampler(): expected grid to have size 2 in last dimension, but got grid with sizes {0}
        → grid_sample(): grid의 마지막 차원은 2여야 하는데 크기가 {0}입니다
        grid_sampler(): expected input to have non-empty spatial dimensions, but input has sizes {0} with dimension {1} being empty
        → grid_sample(): 입력의 {1}번 차원이 비어 있습니다 (크기 {0})
        Expected theta to have floating point type, but got {0} → theta는 실수 텐서여야 하는데 {0}입니다
        Expected a batch of 2D affine matrices of shape Nx2x3 for size {0}. Got {1}. → 크기 {0}에는 모양 N x 2 x 3인 theta가 필요한데 {1}입니다
        Expected non-zero, positive output size. Got {0} → 출력 크기는 양수여야 하는데 {0}입니다
        align_corners option can only be set with the interpolating modes: {0} → align_corners는 다음 모드에만 쓸 수 있습니다: {0}
        Got {0}D input, but {1} mode needs {2}D input → {1} 모드에는 {2}차원 입력이 필요한데 {0}차원입니다
        Anti-alias option is only supported for bilinear, bicubic, lanczos modes
        → antialias는 bilinear, bicubic, lanczos 모드에만 쓸 수 있습니다
        Input and output sizes should be greater than 0, but got input ({0}) output ({1})
        → 입력과 출력의 크기는 양수여야 하는데 입력은 ({0}), 출력은 ({1})입니다
        Input Error: Only 3D, 4D and 5D input Tensors supported (got {0}D) for the modes: {1} (got {2})
        → 3, 4, 5차원 입력만 쓸 수 있습니다 ({0}차원, 모드 {2}). 쓸 수 있는 모드: {1}
        only one of size or scale_factor should be defined → size와 scale_factor 가운데 하나만 주어야 합니다
        either size or scale_factor should be defined → size나 scale_factor를 주어야 합니다
        recompute_scale_factor is not meaningful with an explicit size. → size를 주면 recompute_scale_factor를 쓸 수 없습니다
        Input and output must have the same number of spatial dimensions, but got input with spatial dimensions of {0} and output size of {1}. {2}
        → 입력의 공간 차원은 {0}인데 출력 크기는 {1}입니다. 개수가 같아야 합니다
        Input and scale_factor must have the same number of spatial dimensions, but got input with spatial dimensions of {0} and scale_factor of shape {1}. {2}
        → 입력의 공간 차원은 {0}인데 scale_factor는 {1}입니다. 개수가 같아야 합니다
        interpolate: scale_factor {0} gives no usable size → interpolate: scale_factor {0}(으)로는 쓸 수 있는 크기가 나오지 않습니다
        Padding length must be divisible by 2 → padding에는 수를 짝수 개 주어야 합니다
        Padding length should be less than or equal to two times the input dimension but got padding length {0} and input of dimension {1}
        → padding의 수는 입력 차원의 두 배까지인데 {0}개이고 입력은 {1}차원입니다
        Padding mode "{0}" doesn't take in value argument → padding 모드 "{0}"에는 value를 줄 수 없습니다
        Only 2D, 3D, 4D, 5D padding with non-constant padding are supported for now
        → 'constant'가 아닌 padding은 2, 3, 4, 5차원에만 쓸 수 있습니다
        Unrecognised padding mode {0} → 모르는 padding 모드 {0}
        Argument #{0}: Padding size should be less than the corresponding input dimension, but got: padding ({1}, {2}) at dimension {3} of input {4}
        → padding은 입력의 크기보다 작아야 하는데 입력 {4}의 {3}번 차원에서 ({1}, {2})입니다
        Padding value causes wrapping around more than once. → 한 바퀴보다 크게 감는 padding은 쓸 수 없습니다
        input ({0}: {1}) is too small for padding ({2}, {3}): the output size would be {4}
        → 입력({0}: {1})이 padding ({2}, {3})에 비해 작습니다. 출력 크기가 {4}이(가) 됩니다
        The input size {0}, plus negative padding {1} and {2} resulted in a negative output size, which is invalid. Check dimension {3} of your input.
        → 크기 {0}에 음수 padding {1}와(과) {2}을(를) 더하면 출력 크기가 음수가 됩니다. {3}번 차원을 확인하세요
        expected {0} to be a single integer value or a list of {1} values to match the {2} dimensions, but got {3}={4}
        → {0}에는 정수 하나나 {1}개를 주어야 하는데 {4}입니다

        # Losses
        {0} is not a valid value for reduction → reduction에 {0}은(는) 쓸 수 없습니다
        Using a target size ({0}) that is different to the input size ({1}) is deprecated. Please ensure they have the same size.
        → 정답의 크기({0})와 입력의 크기({1})가 같아야 합니다
        label_smoothing must be between 0.0 and 1.0. Got: {0} → label_smoothing은 0과 1 사이여야 하는데 {0}입니다
        Expected 1 or more dimensions (got {0}) → 입력은 1차원 이상이어야 하는데 {0}차원입니다
        weight tensor should be defined either for all {0} classes or no classes but got weight tensor of shape: {1}
        → weight에는 클래스 {0}개의 값이 모두 있어야 하는데 모양이 {1}입니다
        0D or 1D target tensor expected, multi-target not supported → 정답은 클래스 번호의 0차원이나 1차원 텐서여야 합니다
        only batches of spatial targets supported (3D tensors) but got targets of dimension: {0}
        → 정답은 클래스 번호 (N, H, W)의 3차원이어야 하는데 {0}차원입니다
        size mismatch (got input: {0} , target: {1} → 크기가 맞지 않습니다 (입력: {0}, 정답: {1})
        smooth_l1_loss does not support negative values for beta. → smooth_l1_loss의 beta는 음수일 수 없습니다
        huber_loss does not support non-positive values for delta. → huber_loss의 delta는 양수여야 합니다
        var is of incorrect size → var의 크기가 입력과 맞지 않습니다
        var has negative entry/entries → var에 음수가 있습니다
        """#
}
