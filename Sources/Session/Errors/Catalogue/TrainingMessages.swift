// What training meets: losses, optimizers, schedules, data sets, torchvision and the smaller torch modules. (`Messages` says how a row is written.)

extension Messages {
    static let training: String = #"""
        # unetrepl's own verbs, and optimizers
        U0701 train: {0} images but {1} label maps (shapes {2} and {3}) → train: 그림은 {0}개인데 정답은 {1}개입니다 (모양 {2}, {3})
        U0702 train: epochs must not be negative, but got {0} → train: epochs는 음수일 수 없는데 {0}입니다
        U0703 train: batch_size must be positive, but got {0} → train: batch_size는 양수여야 하는데 {0}입니다
        U0704 train: unknown optimizer '{0}' → train: 모르는 옵티마이저 '{0}'
        U0705 train: labels must be a tensor, not {0} → train: 정답은 텐서여야 하는데 {0}입니다
        U0706 train: the loss must give a tensor, not {0} → train: 손실은 텐서여야 하는데 {0}입니다
        U0707 train: the loss became {0} in epoch {1} → train: 에폭 {1}에서 손실이 {0}이(가) 되었습니다
        U0708 predict: the model must give a tensor, not {0} → predict: 모델의 출력은 텐서여야 하는데 {0}입니다
        U0709 evaluate: labels must be a tensor, not {0} → evaluate: 정답은 텐서여야 하는데 {0}입니다
        U0710 evaluate: predictions have shape {0} but labels have {1} → evaluate: 예측의 모양은 {0}인데 정답의 모양은 {1}입니다
        U0711 evaluate: {0} classes; labels must be small class numbers → evaluate: 클래스가 {0}개입니다. 정답은 작은 클래스 번호여야 합니다
        U0712 evaluate: no label lies in 0..{0} → evaluate: 0부터 {0}까지의 정답이 하나도 없습니다
        U0713 {0}: images must be a tensor, not {1} → {0}: 그림은 텐서여야 하는데 {1}입니다
        U0714 {0}: images must be (C, H, W) or (N, C, H, W), but their shape is {1}
        → {0}: 그림은 (C, H, W)나 (N, C, H, W)여야 하는데 모양이 {1}입니다
        U0715 shapes: size must be between 8 and 8192 pixels, but got {0} → shapes: 크기는 8에서 8192픽셀 사이여야 하는데 {0}입니다
        U0716 shapes: count must be positive, but got {0} → shapes: 개수는 양수여야 하는데 {0}입니다
        U0717 UNet: expected an image batch (N, C, H, W), but got {0} → UNet: 그림 배치 (N, C, H, W)가 필요한데 {0}입니다
        U0718 UNet: height and width must be divisible by {0}, but the input is {1}
        → UNet: 높이와 너비는 {0}(으)로 나누어떨어져야 하는데 입력이 {1}입니다
        U0719 UNet: channels must be positive and widths needs at least two of them, but got widths={0}
        → UNet: 채널 수는 양수이고 widths에는 둘 이상 있어야 하는데 widths={0}입니다
        U0720 NestedUNet: channels must be positive and widths needs at least two of them, but got widths={0}
        → NestedUNet: 채널 수는 양수이고 widths에는 둘 이상 있어야 하는데 widths={0}입니다
        U0721 show() needs something to show → show()에 보여 줄 것을 주세요
        U0722 show() puts at most 256 panels into a figure, not {0} → show()는 그림 하나에 256칸까지 넣는데 {0}칸입니다
        U0723 there is nothing to show in a tensor of shape {0} → 모양 {0}인 텐서에는 보여 줄 것이 없습니다
        U0724 show() shows up to 64 images of a batch, not {0} → show()는 배치에서 64장까지 보여 주는데 {0}장입니다
        U0725 show() cannot tell what a tensor of shape {0} is → show()는 모양 {0}인 텐서가 무엇인지 알 수 없습니다
        U0772 {0}: a gradient does not fit its parameter → {0}: 기울기의 모양이 파라미터와 다릅니다
        U0773 can't optimize a non-leaf Tensor → 계산된 텐서는 최적화할 수 없습니다. 잎 텐서를 주세요
        U0774 some parameters appear in more than one parameter group → 같은 파라미터가 두 그룹에 있습니다
        U0775 lr must be a number, not {0} → lr은 수여야 하는데 {0}입니다
        U0776 Invalid {0} value: {1} → {0} 값 {1}은(는) 쓸 수 없습니다
        U0777 betas must be two numbers, but got {0} → betas는 수 둘이어야 하는데 {0}입니다
        U0778 Invalid beta parameter at index {0}: {1} → beta의 {0}번 값 {1}은(는) 쓸 수 없습니다
        Invalid {0}: {1} → {0}에 {1}은(는) 쓸 수 없습니다
        Invalid eta values: {0}, {1} → eta 값 {0}, {1}은(는) 쓸 수 없습니다. 0 < 첫째 < 1 < 둘째여야 합니다
        {0} should be {1} 0 but is: {2} → {0}은(는) {1} 0이어야 하는데 {2}입니다
        Clipping threshold d should be >= 1 but is: {0} → 문턱값 d는 1 이상이어야 하는데 {0}입니다
        LBFGS doesn't support per-parameter options (parameter groups) → LBFGS는 파라미터 그룹을 하나만 받습니다
        only 'strong_wolfe' is supported → 'strong_wolfe'만 쓸 수 있습니다
        linalg_{0} is not implemented for '{1}' → linalg_{0}은(는) '{1}' 자료형으로 할 수 없습니다
        torch.linalg.{0} has no gradient here: give it A.detach() → torch.linalg.{0}에는 기울기가 없습니다. A.detach()를 주세요
        linalg.cholesky: The factorization could not be completed because the input is not positive-definite.
        → linalg.cholesky: 양의 정부호 행렬이 아니어서 분해할 수 없습니다
        torch.linalg.cond is here for p=None and p=2 → torch.linalg.cond는 p=None과 p=2만 됩니다
        `inputs` argument to `grad()` cannot be empty. → grad()의 inputs가 비어 있습니다
        {0} has no rsample; use sample → {0}에는 rsample이 없습니다. sample을 쓰세요
        Either `probs` or `logits` must be specified, but not both. → `probs`와 `logits` 가운데 하나만 주세요
        No KL(p || q) is implemented for p type {0} and q type {1} → {0}과 {1} 사이의 KL 발산은 구할 수 없습니다
        U0779 step_size must be positive, but got {0} → step_size는 양수여야 하는데 {0}입니다
        U0780 loaded state dict has a different number of parameter groups → 불러온 state_dict의 파라미터 그룹 수가 다릅니다
        U0781 Expected positive integer {0}, but got {1} → {0}은(는) 양의 정수여야 하는데 {1}입니다

        # Optimizers and schedules
        the optimizer is not initialised → 옵티마이저의 super().__init__()을 먼저 부르세요
        params argument given to the optimizer should be an iterable of Tensors or dicts, but got {0}
        → 옵티마이저에는 텐서나 딕셔너리의 리스트를 주어야 하는데 {0}입니다
        optimizer can only optimize Tensors, but one of the params is {0} → 옵티마이저는 텐서만 최적화하는데 {0}이(가) 있습니다
        loaded state dict contains a parameter group that doesn't match the size of optimizer's group
        → 불러온 state_dict의 파라미터 수가 옵티마이저와 다릅니다
        the optimizer option '{0}' must be a number, not {1} → 옵티마이저의 '{0}'은(는) 수여야 하는데 {1}입니다
        the optimizer option '{0}' must be a pair of numbers → 옵티마이저의 '{0}'은(는) 수 둘이어야 합니다
        optimizers need float32 or float64 parameters, not {0} → 옵티마이저의 파라미터는 float32나 float64여야 하는데 {0}입니다
        Nesterov momentum requires a momentum and zero dampening → nesterov를 쓰려면 momentum이 있고 dampening이 0이어야 합니다
        The total norm of order {0} for gradients from `parameters` is non-finite, so it cannot be clipped. {1}
        → 기울기의 {0} 노름이 유한하지 않아 자를 수 없습니다. 그래도 하려면 `error_if_nonfinite=False`를 주세요
        get_lr() must return numbers, not {0} → get_lr()은 수를 돌려주어야 하는데 {0}입니다
        the schedule is not initialised → 스케줄러의 super().__init__()을 먼저 부르세요
        {0} is not an Optimizer → {0}은(는) 옵티마이저가 아닙니다
        anneal_strategy must be one of 'cos' or 'linear', instead got {0} → anneal_strategy는 'cos'나 'linear'여야 하는데 {0}입니다
        anneal_strategy must by one of 'cos' or 'linear', instead got {0} → anneal_strategy는 'cos'나 'linear'여야 하는데 {0}입니다
        {0} expects at least one scheduler to be chained, but got no scheduler. → {0}에는 스케줄러를 하나 이상 주어야 합니다
        Sequential Schedulers expects number of schedulers provided to be one more than the number of milestone points, but got number of schedulers {0} and the number of milestones to be equal to {1}
        → 스케줄러는 milestones보다 하나 많아야 하는데 스케줄러는 {0}개, milestones는 {1}개입니다
        Factor should be < 1.0. → factor는 1보다 작아야 합니다
        mode {0} is unknown! → 모르는 mode {0}
        threshold mode {0} is unknown! → 모르는 threshold_mode {0}
        expected {0} min_lrs, got {1} → min_lr은 {0}개여야 하는데 {1}개입니다
        Expected integer T_mult >= 1, but got {0} → T_mult는 1 이상의 정수여야 하는데 {0}입니다
        Expected non-negative epoch, but got {0} → 에폭은 음수일 수 없는데 {0}입니다
        You must define either total_steps OR (epochs AND steps_per_epoch) → total_steps를 주거나 epochs와 steps_per_epoch를 함께 주세요
        Expected float between 0 and 1 pct_start, but got {0} → pct_start는 0과 1 사이여야 하는데 {0}입니다
        {0} must have the same length as optimizer.param_groups → {0}의 길이는 옵티마이저의 그룹 수와 같아야 합니다
        optimizer must support momentum or beta1 with `cycle_momentum` option enabled
        → cycle_momentum=True이면 옵티마이저에 momentum이나 beta1이 있어야 합니다
        Tried to step {0} times. The specified number of total steps is {1} → 스케줄러의 전체 단계는 {1}인데 {0}번 나아가려고 했습니다
        mode is invalid and scale_fn is None → mode를 모르고 scale_fn도 없습니다
        param 'initial_lr' is not specified in param_groups[{0}] when resuming scheduler with last_epoch >= 0.{1}
        → last_epoch를 주고 이어 하려면 param_groups[{0}]에 'initial_lr'이 있어야 합니다. 옵티마이저의 상태를 먼저 불러오세요
        Constant multiplicative factor expected to be between 0 and 1. → factor는 0과 1 사이여야 합니다
        Starting multiplicative factor expected to be greater than 0 and less or equal to 1. → start_factor는 0보다 크고 1 이하여야 합니다
        Ending multiplicative factor expected to be between 0 and 1. → end_factor는 0과 1 사이여야 합니다
        Expected {0} lr_lambdas, but got {1} → lr_lambda는 {0}개여야 하는데 {1}개입니다

        # Data sets and loaders
        there is one process: use shuffle=True instead of a DistributedSampler
        → 프로세스가 하나입니다. DistributedSampler 대신 shuffle=True를 쓰세요
        Subclasses of Dataset should implement __getitem__. → Dataset을 상속한 클래스에는 __getitem__이 있어야 합니다
        {0} indices must be integers, not {1} → {0}의 인덱스는 정수여야 하는데 {1}입니다
        index {0} is out of range for a dataset of {1} → 인덱스 {0}은(는) 크기 {1}인 데이터셋의 범위를 벗어났습니다
        TensorDataset takes tensors, not {0} → TensorDataset에는 텐서를 주어야 하는데 {0}입니다
        Size mismatch between tensors → 텐서의 첫 차원의 크기가 서로 다릅니다
        datasets should not be an empty iterable → 이어 붙일 데이터셋이 없습니다
        Fraction at index {0} is not between 0 and 1 → {0}번 비율이 0과 1 사이가 아닙니다
        Sum of input lengths does not equal the length of the input dataset! → 나눌 길이의 합이 데이터셋의 길이와 다릅니다
        each element in list of batch should be of equal size → 배치의 항목마다 길이가 같아야 합니다
        default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; found <class '{0}'>
        → 배치에는 텐서, NumPy 배열, 수, 딕셔너리, 리스트만 담을 수 있는데 '{0}'이(가) 있습니다
        sampler option is mutually exclusive with shuffle → sampler와 shuffle은 함께 쓸 수 없습니다
        batch_size should be a positive integer value, but got batch_size={0} → batch_size는 양의 정수여야 하는데 {0}입니다
        batch_sampler option is mutually exclusive with batch_size, shuffle, sampler, and drop_last
        → batch_sampler는 batch_size, shuffle, sampler, drop_last와 함께 쓸 수 없습니다
        num_workers option should be non-negative; use num_workers=0 to disable multiprocessing. → num_workers는 음수일 수 없습니다
        num_samples should be a positive integer value, but got num_samples={0}
        → num_samples는 양의 정수여야 하는데 {0}입니다. 데이터셋이 비어 있지 않나요?

        # torchvision
        Tensor is not a torch image. → 텐서가 그림이 아닙니다
        Size should be int or sequence. Got <class '{0}'> → 크기는 정수나 리스트여야 하는데 '{0}'입니다
        If size is a sequence, it should have 1 or 2 values → 크기를 리스트로 줄 때는 값이 1개나 2개여야 합니다
        write_jpeg(input, filename) → write_jpeg(input, filename)으로 부르세요
        write_png(input, filename) → write_png(input, filename)으로 부르세요
        Argument translate should be a sequence of length 2 → translate는 값이 2개여야 합니다
        adjust_gamma works on float tensors here → adjust_gamma는 여기서 실수 텐서에 씁니다
        tensor or list of tensors expected, got a list containing <class '{0}'> → 텐서나 텐서의 리스트가 필요한데 리스트에 '{0}'이(가) 있습니다
        tensor or list of tensors expected, got <class '{0}'> → 텐서나 텐서의 리스트가 필요한데 '{0}'입니다
        make_grid takes a batch (N, C, H, W), not a tensor of {0} dimensions → make_grid에는 배치 (N, C, H, W)를 주어야 하는데 {0}차원입니다
        make_grid needs images, nrow of at least 1 and a padding of 0 to 4096 pixels
        → make_grid에는 그림과 1 이상의 nrow, 0에서 4096픽셀의 padding이 필요합니다
        Argument lambd should be callable, got '{0}' → lambd는 함수여야 하는데 '{0}'입니다
        Input img should be Tensor Image → 그림 텐서가 필요합니다
        Required crop size {0} is larger than input image size {1} → 자를 크기 {0}이(가) 그림의 크기 {1}보다 큽니다
        Scale and ratio should be pairs → scale과 ratio는 값이 2개여야 합니다
        translate and scale are pairs, shear is one, two or four numbers → translate와 scale은 수 2개, shear는 수 1개, 2개, 4개입니다
        If {0} is a single number, it must be non negative. → {0}을(를) 수 하나로 줄 때는 음수일 수 없습니다
        If {0} is a single number, it must be positive. → {0}을(를) 수 하나로 줄 때는 양수여야 합니다
        {0} should be a single number or a list/tuple with length 2. → {0}은(는) 수 하나나 길이가 2인 리스트여야 합니다
        {0} should be a sequence of length 2. → {0}은(는) 길이가 2여야 합니다
        {0} values should be between (-0.5, 0.5), but got [{1}, {2}]. → {0}의 값은 -0.5와 0.5 사이여야 하는데 [{1}, {2}]입니다
        Unexpected type <class '{0}'> → 그림이나 텐서가 필요한데 '{0}'입니다
        Argument interpolation should be a InterpolationMode or a corresponding Pillow integer constant
        → interpolation은 InterpolationMode여야 합니다
        This interpolation mode is unsupported with Tensor input → 텐서에는 쓸 수 없는 보간 방법입니다
        Interpolation mode '{0}' is unsupported with Tensor input → 텐서에는 보간 방법 '{0}'을(를) 쓸 수 없습니다
        crop needs a place and a size in pixels → crop에는 자리와 크기를 픽셀로 주어야 합니다
        Please provide only two dimensions (h, w) for {0}. → {0}에는 (높이, 너비) 둘만 주어야 합니다
        Padding must be an int or a 1, 2, or 4 element tuple, not a {0} element tuple
        → padding은 정수나 값이 1개, 2개, 4개인 튜플인데 {0}개입니다
        Padding mode should be either constant, edge, reflect or symmetric
        → padding_mode는 constant, edge, reflect, symmetric 가운데 하나여야 합니다
        negative padding only works with padding_mode='constant' → 음수 padding은 padding_mode='constant'에만 쓸 수 있습니다
        Padding size should be less than the corresponding input dimension, but got: padding ({0}, {1}) at dimension {2} of input {3}
        → padding은 입력의 크기보다 작아야 하는데 입력 {3}의 {2}번 차원에서 ({0}, {1})입니다
        Argument scale should be positive → scale은 양수여야 합니다
        fill has {0} values, the image {1} channels → fill의 값은 {0}개인데 그림의 채널은 {1}개입니다
        pic should be PIL Image or ndarray. Got <class '{0}'> → PIL 그림이나 NumPy 배열이 필요한데 '{0}'입니다
        pic should be 2/3 dimensional. Got {0} dimensions. → 그림은 2차원이나 3차원이어야 하는데 {0}차원입니다
        pic should not have > 4 channels. Got {0} channels. → 그림의 채널은 4개까지인데 {0}개입니다
        pic should be Tensor or ndarray. Got <class '{0}'>. → 텐서나 NumPy 배열이 필요한데 '{0}'입니다
        img should be Tensor Image. Got <class '{0}'> → 그림 텐서가 필요한데 '{0}'입니다
        Input tensor should be a float tensor. Got {0}. → 실수 텐서가 필요한데 {0}입니다
        Expected tensor to be a tensor image of size (..., C, H, W). Got tensor.size() = {0}
        → 그림 텐서 (..., C, H, W)가 필요한데 크기가 {0}입니다
        std evaluated to zero after conversion to {0}, leading to division by zero. → {0}(으)로 바꾼 std가 0이라서 나눌 수 없습니다
        Input image tensor should have at least 3 dimensions, but found {0} → 그림 텐서는 3차원 이상이어야 하는데 {0}차원입니다
        Input image tensor permitted channel values are 1 or 3, but found {0} → 그림의 채널은 1개나 3개여야 하는데 {0}입니다
        hue_factor ({0}) is not in [-0.5, 0.5]. → hue_factor({0})는 -0.5와 0.5 사이여야 합니다
        {0}_factor ({1}) is not non-negative. → {0}_factor({1})는 음수일 수 없습니다
        changing the hue of a PIL image is not available here → PIL 그림의 색조는 여기서 바꿀 수 없습니다
        there is no network here: download the weights yourself, then torch.load(path)
        → 여기서는 네트워크를 쓸 수 없습니다. 가중치를 직접 받은 다음 torch.load(path)로 읽으세요

        # Other torch modules
        pattern {0}: give the length of all but one of {1} → 패턴 {0}: {1} 가운데 하나를 뺀 나머지의 길이를 주세요
        pattern {0}: an axis of {1} cannot be split as {2} with {3} → 패턴 {0}: 크기 {1}인 축은 {3}(으)로 {2}처럼 나눌 수 없습니다
        pattern {0}: both sides must name the same axes → 패턴 {0}: 양쪽에 같은 축 이름이 있어야 합니다
        pattern {0}: say how often, {1}=… → 패턴 {0}: 몇 번인지 {1}=…로 주세요
        pattern {0} names {1} axes, the tensor has {2} → 패턴 {0}에는 축이 {1}개인데 텐서의 축은 {2}개입니다
        a pattern has one '->': {0} → 패턴에는 '->'가 하나 있어야 합니다: {0}
        ONNX files are not written here: use torch.save(model.state_dict(), path)
        → ONNX 파일은 여기서 쓰지 않습니다. torch.save(model.state_dict(), path)를 쓰세요
        there is one process here: run the script without torch.distributed → 여기서는 프로세스가 하나입니다. torch.distributed 없이 실행하세요
        The values for attribute '{0}' do not match: {1} != {2}. → 두 텐서의 {0}이(가) 다릅니다: {1} != {2}
        Tensor-likes are not close!{0}Mismatched elements: {1} / {2} ({3}%) → 두 텐서의 값이 다릅니다. 다른 원소: {2}개 가운데 {1}개 ({3}%)
        {0}(): there are no pretrained weights here; {1}
        → {0}(): 여기에는 미리 학습한 가중치가 없습니다. weights=None을 쓰고, 가중치 파일이 있으면 model.load_state_dict(torch.load(path))로 불러오세요
        torch.nn.{0} is missing → torch.nn.{0}이(가) 없습니다
        log_normal_ expects std > 0.0, but found std={0} → log_normal_의 std는 양수여야 하는데 {0}입니다
        cauchy_ expects sigma > 0.0, but found sigma={0} → cauchy_의 sigma는 양수여야 하는데 {0}입니다
        hessian of several inputs is not supported: join them into one tensor → 입력이 여럿인 hessian은 지원하지 않습니다. 텐서 하나로 이으세요
        kernel_size should have odd and positive integers. Got {0} → kernel_size는 양의 홀수여야 하는데 {0}입니다
        sigma should have positive values. Got {0} → sigma는 양수여야 하는데 {0}입니다
        Kernel size value should be an odd and positive number. → 커널 크기는 양의 홀수여야 합니다
        sigma values should be positive and of the form (min, max). Got {0} → sigma는 양수 (최소, 최대)여야 하는데 {0}입니다
        Invalid decay value {0} provided. Please provide a value in [0,1] range. → decay는 0과 1 사이여야 하는데 {0}입니다
        Only one of avg_fn and multi_avg_fn should be provided → avg_fn과 multi_avg_fn 가운데 하나만 주세요
        img_size is (width, height) → img_size는 (너비, 높이)입니다
        each range is (low, high) or None → 범위는 (최소, 최대)나 None이어야 합니다
        Invalid Value for arg 'reduction': {0} → reduction에 쓸 수 없는 값입니다: {0}
        """#
}
