// What tensors say: making them, indices, shapes, reductions, products, random numbers, gradients. (`Messages` says how a row is written.)

extension Messages {
    static let tensor: String = #"""
        # What learners meet first
        U0601 The size of tensor a ({0}) must match the size of tensor b ({1}) at non-singleton dimension {2}
        → 텐서 a의 크기({0})와 텐서 b의 크기({1})가 {2}번 차원에서 맞지 않습니다
        U0602 mat1 and mat2 shapes cannot be multiplied ({0} and {1}) → 행렬 모양 {0}와(과) {1}은(는) 곱할 수 없습니다
        U0603 Given groups=1, weight of size {0}, expected input{1} to have {2} channels, but got {3} channels instead
        → 크기 {0}인 가중치는 채널 {2}개인 입력을 기대하는데 입력 {1}에는 채널이 {3}개 있습니다
        U0604 Sizes of tensors must match except in dimension {0}. Expected size {1} but got size {2} for tensor number {3} in the list.
        → {0}번 차원을 뺀 모든 크기가 같아야 합니다. 목록의 {3}번 텐서에서 {1}이(가) 와야 하는데 {2}입니다
        U0605 shape '{0}' is invalid for input of size {1} → 원소 {1}개로는 모양 '{0}'을(를) 만들 수 없습니다
        U0606 element 0 of tensors does not require grad and does not have a grad_fn
        → 이 텐서에서는 역전파를 시작할 수 없습니다 (기울기를 기록하지 않았습니다)
        U0607 grad can be implicitly created only for scalar outputs → backward()는 값이 하나인 텐서에서만 인자 없이 부를 수 있습니다
        U0608 Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify retain_graph=True if you need to backward through the graph a second time or if you need to access saved tensors after calling backward.
        → 같은 그래프를 두 번 역전파하려고 했습니다. 중간값은 첫 backward()에서 지워집니다. 두 번 하려면 retain_graph=True를 주세요
        U0609 Expected 3D (unbatched) or 4D (batched) input to conv2d, but got input of size: {0}
        → conv2d의 입력은 3차원(하나)이나 4차원(배치)이어야 하는데 크기가 {0}입니다
        U0610 Calculated padded input size per channel: ({0}). Kernel size: ({1}). Kernel size can't be greater than actual input size
        → 패딩을 더한 입력 크기는 ({0}), 커널 크기는 ({1})입니다. 커널이 입력보다 클 수 없습니다
        U0611 Boolean value of Tensor with more than one value is ambiguous → 값이 여러 개인 텐서는 참인지 거짓인지 정할 수 없습니다
        U0612 a Tensor with {0} elements cannot be converted to Scalar → 원소가 {0}개인 텐서는 수 하나로 바꿀 수 없습니다
        U0613 Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.
        → 기울기를 기록하는 텐서에는 numpy()를 부를 수 없습니다. tensor.detach().numpy()를 쓰세요
        U0614 a leaf Variable that requires grad is being used in an in-place operation.
        → 기울기가 필요한 잎 텐서를 제자리 연산으로 바꾸려고 했습니다
        U0615 Expected input batch_size ({0}) to match target batch_size ({1}). → 입력의 배치 크기({0})와 정답의 배치 크기({1})가 다릅니다
        U0616 optimizer got an empty parameter list → 옵티마이저에 줄 파라미터가 없습니다
        U0617 Input type ({0}) and bias type ({1}) should be the same → 입력의 자료형({0})과 편향의 자료형({1})이 같아야 합니다
        U0618 operands could not be broadcast together with shapes {0} {1}  → 모양 {0}와(과) {1}은(는) 함께 계산할 수 없습니다
        U0619 {0}: mat1 and mat2 shapes cannot be multiplied ({1} and {2}) → {0}: 행렬 모양 {1}와(과) {2}은(는) 곱할 수 없습니다
        U0620 Tensors must have same number of dimensions: got {0} and {1} → 텐서의 차원 수가 같아야 합니다: {0}와(과) {1}
        U0621 stack expects each tensor to be equal size, but got {0} at entry {1} and {2} at entry {3}
        → 쌓을 텐서의 크기가 모두 같아야 하는데 {1}번은 {0}, {3}번은 {2}입니다
        U0622 Given transposed=1, weight of size {0}, expected input{1} to have {2} channels, but got {3} channels instead
        → 크기 {0}인 가중치는 채널 {2}개인 입력을 기대하는데 입력 {1}에는 채널이 {3}개 있습니다
        U0623 Given input size: ({0}). Calculated output size: ({1}). Output size is too small
        → 입력 크기 ({0})에서 출력 크기가 ({1})이 되어 너무 작습니다
        U0624 Expected target size {0}, got {1} → 정답의 크기는 {0}이어야 하는데 {1}입니다
        U0625 expected target dtype to be Long or Byte, but got {0} → 정답의 자료형은 정수(Long)여야 하는데 {0}입니다
        U0626 The expanded size of the tensor ({0}) must match the existing size ({1}) at non-singleton dimension {2}.  Target sizes: {3}.  Tensor sizes: {4}
        → 텐서를 {3}(으)로 늘릴 수 없습니다: {2}번 차원의 크기가 {1}인데 {0}이(가) 되어야 합니다 (텐서 {4})
        U0627 view size is not compatible with input tensor's size and stride (at least one dimension spans across two contiguous subspaces). Use .reshape(...) instead.
        → 메모리 순서가 달라 view()를 쓸 수 없습니다. reshape(...)을 쓰세요
        U0628 Only Tensors of floating point and complex dtype can require gradients → 기울기는 실수 텐서만 가질 수 있습니다
        U0629 output with shape {0} doesn't match the broadcast shape {1} → 결과의 모양 {0}이(가) 계산된 모양 {1}와(과) 다릅니다
        U0630 result type {0} can't be cast to the desired output type {1} → 결과의 자료형 {0}을(를) {1}(으)로 바꿀 수 없습니다
        U0631 all elements of input should be between 0 and 1 → 입력의 모든 값이 0과 1 사이여야 합니다 (sigmoid를 빠뜨리지 않았나요?)
        U0632 zeros: Dimension size must be non-negative. → 크기는 0보다 작을 수 없습니다
        U0633 only one dimension can be inferred → -1은 한 번만 쓸 수 있습니다
        U0634 one of the variables needed for gradient computation has been modified by an inplace operation: {0}, which is output {1} of {2}, is at version {3}; expected version {4} instead. {5}
        → 기울기 계산에 필요한 값이 제자리 연산으로 바뀌었습니다: {2}의 결과 {0}
        one of the variables needed for gradient computation has been modified by an inplace operation: {0} is at version {1}; expected version {2} instead. {3}
        → 기울기 계산에 필요한 값이 제자리 연산으로 바뀌었습니다: {0} (버전 {1}, 필요한 버전 {2})
        U0635 Error(s) in loading state_dict for {0}:{1} → {0}에 state_dict를 불러오지 못했습니다:{1:ko}
        Missing key(s) in state_dict: {0} → state_dict에 없는 키: {0}
        Unexpected key(s) in state_dict: {0} → 모델에 없는 키: {0}
        size mismatch for {0}: copying a param with shape {1} from checkpoint, the shape in current model is {2}. → {0}의 모양이 다릅니다: 체크포인트는 {1}, 모델은 {2}입니다
        While copying the parameter named "{0}", expected torch.Tensor or Tensor-like object from checkpoint but received {1} → 파라미터 "{0}"에는 텐서가 필요한데 {1}입니다
        U0636 a view of a leaf Variable that requires grad is being used in an in-place operation.
        → 기울기가 필요한 잎 텐서의 일부를 제자리 연산으로 바꾸려고 했습니다
        U0637 Module [{0}] is missing the required "forward" function → {0}에 forward 함수가 없습니다
        U0638 Target size ({0}) must be the same as input size ({1}) → 정답의 크기 {0}와(과) 입력의 크기 {1}이(가) 같아야 합니다
        U0639 Expected more than 1 value per channel when training, got input size {0}
        → 학습할 때는 채널마다 값이 둘 이상 있어야 하는데 입력 크기가 {0}입니다
        U0640 Invalid learning rate: {0} → 학습률 {0}은(는) 쓸 수 없습니다
        expected {0} or {1} input (got {2} input) → {0}나 {1} 입력이 필요한데 {2} 입력입니다
        U0641 expected {0} input (got {1} input) → {0} 입력이 필요한데 {1} 입력입니다
        U0642 cannot reshape array of size {0} into shape {1} → 원소 {0}개로는 모양 {1}을(를) 만들 수 없습니다
        U0643 shapes {0} and {1} not aligned: {2} (dim {3}) != {4} (dim {5}) → 모양 {0}와(과) {1}이(가) 맞지 않습니다: {2}({3}번) != {4}({5}번)
        U0644 could not broadcast input array from shape {0} into shape {1} → 모양 {0}인 배열을 모양 {1}에 넣을 수 없습니다
        U0645 dropout probability has to be between 0 and 1, but got {0} → 드롭아웃 확률은 0과 1 사이여야 하는데 {0}입니다
        U0646 torch.cat(): expected a non-empty list of Tensors → torch.cat()에 빈 리스트를 주었습니다
        U0647 The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()
        → 값이 여러 개인 배열은 참인지 거짓인지 정할 수 없습니다. a.any()나 a.all()을 쓰세요
        U0648 conv2d() received an invalid combination of arguments - got {0} → conv2d()에 맞지 않는 인자를 주었습니다 - {0}

        # More about tensors
        U0799 torch.{0} is not available → torch.{0}은(는) 여기에 없습니다
        U0732 element {0} of tensors does not require grad and does not have a grad_fn
        → {0}번 텐서에는 기울기가 없습니다 (requires_grad가 아니고 grad_fn도 없습니다)
        U0733 One of the differentiated Tensors does not require grad → 미분할 텐서 가운데 하나가 requires_grad가 아닙니다
        U0734 One of the differentiated Tensors appears to not have been used in the graph. Set allow_unused=True if this is the desired behavior.
        → 미분할 텐서 가운데 하나가 계산에 쓰이지 않았습니다. 그래도 된다면 allow_unused=True를 주세요
        U0735 you can only change requires_grad flags of leaf variables. {0}
        → requires_grad는 잎 텐서만 바꿀 수 있습니다. 계산된 값은 var.detach()로 떼어 내세요
        U0736 only Tensors of floating point dtype can require gradients → 기울기는 실수 텐서만 가질 수 있습니다
        U0737 can't retain_grad on Tensor that has requires_grad=False → requires_grad=False인 텐서에는 retain_grad()를 쓸 수 없습니다
        U0738 a tensor of shape {0} has more elements than any memory holds → 모양 {0}인 텐서는 어떤 메모리에도 들어가지 않습니다
        U0739 cannot allocate {0}; {1} available → 메모리 {0}을(를) 얻을 수 없습니다. 남은 것은 {1}입니다
        U0741 Class values must be non-negative. → 클래스 번호는 음수일 수 없습니다
        U0742 Class values must be smaller than num_classes. → 클래스 번호는 num_classes보다 작아야 합니다
        U0743 one_hot is only applicable to index tensor of type LongTensor. → one_hot은 정수(Long) 텐서에만 쓸 수 있습니다
        U0744 Boolean value of Tensor with no values is ambiguous → 빈 텐서는 참인지 거짓인지 정할 수 없습니다
        U0745 t() expects a tensor with <= 2 dimensions, but self is {0}D → t()는 2차원 이하의 텐서에 쓰는데 {0}차원입니다
        U0746 permute(): duplicate dims are not allowed. → permute()에 같은 차원을 두 번 주었습니다
        U0747 permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired ordering of dimensions i.e. input.dim() = {0} is not equal to len(dims) = {1}
        → permute()에 준 차원은 {1}개인데 텐서의 차원은 {0}개입니다
        U0748 dim {0} appears multiple times in the list of dims → {0}번 차원을 여러 번 주었습니다
        U0749 index {0} is out of bounds for {1} {2} with size {3} → 인덱스 {0}은(는) 크기가 {3}인 {2}번 {1}을(를) 벗어납니다
        U0750 axis {0} is out of bounds for array of dimension {1} → {1}차원 배열에 {0}번 축은 없습니다
        U0751 invalid shape dimension {0} → 모양에 쓸 수 없는 크기 {0}
        U0752 expected a sequence at dim {0}, but found a number → {0}번 차원에 리스트가 있어야 하는데 수가 있습니다
        U0753 {0} did not match {1} → 두 자료형 {0}와(과) {1}이(가) 다릅니다
        U0754 mat1 and mat2 must have the same dtype, but got {0} and {1} → 두 행렬의 자료형이 같아야 하는데 {0}와(과) {1}입니다
        U0755 both arguments to matmul need to be at least 1D, but they are {0}D and {1}D
        → matmul의 두 값은 1차원 이상이어야 하는데 {0}차원과 {1}차원입니다
        U0756 zero-dimensional tensor (at position {0}) cannot be concatenated → {0}번째의 0차원 텐서는 이어 붙일 수 없습니다
        U0764 Trying to create tensor with negative dimension {0} → 크기가 음수({0})인 텐서는 만들 수 없습니다
        U0782 Found no NVIDIA driver on your system. {0} → 이 컴퓨터에서 쓸 수 있는 NVIDIA GPU가 없습니다. CPU로 실행하세요
        U0785 numpy boolean subtract, {0} → 불 배열은 뺄 수 없습니다. ^ 연산이나 logical_xor를 쓰세요
        U0786 Subtraction, the `-` operator, with {0} → 불 텐서는 뺄 수 없습니다. ^ 연산이나 logical_xor()를 쓰세요
        U0787 masked_fill only supports boolean masks, but got mask with dtype {0} → masked_fill의 마스크는 불 텐서여야 하는데 {0}입니다
        U0788 where expected condition to be a boolean tensor, but got a tensor with dtype {0} → where의 조건은 불 텐서여야 하는데 {0}입니다
        U0789 step must be greater than zero → 간격은 0보다 커야 합니다
        U0790 step must be nonzero → 간격은 0일 수 없습니다

        # Making tensors
        the operation '{0}' is not part of this engine → '{0}' 연산은 여기에 없습니다
        {0}() did not give one tensor → {0}()이(가) 텐서 하나를 돌려주지 않았습니다
        Overflow when unpacking long long → 정수가 너무 커서 64비트에 들어가지 않습니다
        Overflow when unpacking unsigned long → 정수가 음수이거나 너무 커서 쓸 수 없습니다
        Could not infer dtype of {0} → {0}의 자료형을 알 수 없습니다
        new(): invalid data type 'str' → 문자열로는 텐서를 만들 수 없습니다
        new(): sizes must be int, not {0} → 크기는 정수여야 하는데 {0}입니다
        new(): data must be a sequence (got float) → 값은 리스트여야 하는데 실수입니다
        too many dimensions '{0}' → 차원이 너무 많습니다: '{0}' 안의 값은 텐서로 만들 수 없습니다
        expected sequence of length {0} at dim {1} (got {2}) → {1}번 차원의 길이는 {0}이어야 하는데 {2}입니다
        only one element tensors can be converted to Python scalars → 값이 하나인 텐서만 수로 바꿀 수 있습니다
        not a sequence → 리스트나 튜플이 아닙니다
        dtype must be a torch.dtype, not {0} → dtype은 torch.dtype이어야 하는데 {0}입니다
        dtype must be a torch dtype → dtype은 torch.dtype이어야 합니다
        Got unsupported ScalarType BFloat16 → bfloat16은 NumPy 배열로 바꿀 수 없습니다
        can't convert np.ndarray of type {0}. The only supported types are: {1} → {0} 배열은 텐서로 바꿀 수 없습니다. 쓸 수 있는 자료형: {1}
        expected np.ndarray (got {0}) → NumPy 배열이 필요한데 {0}입니다
        At least one stride in the given numpy array is negative, and tensors with negative strides are not currently supported. {0}
        → 거꾸로 슬라이스한 배열은 텐서로 바꿀 수 없습니다. array.copy()로 복사한 것을 주세요
        torch.Size() takes an iterable of 'int' (item 0 is '{0}') → torch.Size()는 정수의 리스트를 받는데 0번 값이 '{0}'입니다
        {0}: Dimension size must be non-negative. → {0}: 크기는 음수일 수 없습니다
        unsupported range: {0} -> {1} → 쓸 수 없는 범위: {0}에서 {1}까지
        upper bound and lower bound inconsistent with step sign → 시작과 끝이 간격의 부호와 맞지 않습니다
        arange: bounds do not fit into int64 → arange: 범위가 int64에 들어가지 않습니다
        number of steps must be non-negative → 값의 개수는 음수일 수 없습니다
        row must be non-negative, got{0} → 행 수는 음수일 수 없는데 {0}입니다
        col must be non-negative, got{0} → 열 수는 음수일 수 없는데 {0}입니다
        window functions require non-negative window_length, got window_length={0} → 창 함수의 길이는 음수일 수 없는데 {0}입니다
        {0} must be greater or equal to 0, got {1} → {0}은(는) 0 이상이어야 하는데 {1}입니다
        Can not infer total number of classes from empty tensor. → 빈 텐서에서는 클래스의 수를 알 수 없습니다
        num_classes should be positive → num_classes는 양수여야 합니다
        meshgrid expects a non-empty TensorList → meshgrid()에는 텐서를 하나 이상 주어야 합니다
        torch.meshgrid: indexing must be one of "xy" or "ij", but received: {0} → torch.meshgrid: indexing은 "xy"나 "ij"여야 하는데 {0}입니다
        torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got: {0}D
        → torch.meshgrid: 0차원이나 1차원 텐서가 필요한데 {0}차원입니다
        Trying to create tensor with negative dimension → 크기가 음수인 텐서는 만들 수 없습니다
        no memory for a kernel's work area → 계산에 쓸 메모리가 없습니다
        a kernel refused these sizes → 이 크기로는 계산할 수 없습니다

        # Devices, dtypes and what an operation takes
        …tuple of ints → 정수의 튜플
        …tuple of Tensors → 텐서의 튜플
        …Number → 수
        Expected one of {0} device type at start of device string: {1} → 모르는 장치 이름: {1} (쓸 수 있는 것: {0})
        Invalid device string: '{0}' → 장치의 이름이 아닙니다: '{0}'
        this build has no '{0}' device → 여기에는 '{0}' 장치가 없습니다
        required rank 4 tensor to use channels_last format → channels_last는 4차원 텐서에만 쓸 수 있습니다
        {0}() received an invalid combination of arguments - got {1} → {0}()에 맞지 않는 인자를 주었습니다 - {1}
        {0}(): argument '{1}'{2} must be {3}, not {4} → {0}(): 인자 '{1}'은(는) {3:ko}이어야 하는데 {4}입니다
        '{0}' must be {1}, not {2} → '{0}'은(는) {1}이어야 하는데 {2}입니다
        {0}(): functions with out=... arguments don't support automatic differentiation, but one of the arguments requires grad.
        → {0}(): out=을 쓰면 기울기를 구할 수 없는데, 인자 가운데 requires_grad인 텐서가 있습니다
        scatter_reduce() has no gradient for 'prod' here → scatter_reduce()의 'prod'는 여기서 기울기를 구할 수 없습니다
        expected tuple of {0} elements but got {1} → 원소가 {0}개인 튜플이 필요한데 {1}개입니다
        {0}(): argument 'size' (position 1) must be tuple of ints, but found element of type {1} at pos {2}
        → {0}(): 인자 'size'는 정수의 튜플이어야 하는데 {2}번 값이 {1}입니다
        {0}_(): the first argument must be a Tensor → {0}_()의 첫째 인자는 텐서여야 합니다
        {0} has no in-place form → {0}에는 제자리 연산이 없습니다
        "{0}" not implemented for '{1}' → '{1}' 텐서에는 {0}을(를) 쓸 수 없습니다
        {0}(): does not support bool input → {0}()은(는) 불 텐서에 쓸 수 없습니다
        {0}(): expected input to have floating point or complex dtype but got {1} → {0}()은(는) 실수 텐서에 쓰는데 {1}입니다
        expected m1 and m2 to have the same dtype, but got: {0} != {1} → 두 행렬의 자료형이 같아야 하는데 {0}와(과) {1}입니다
        expected scalar type {0} but found {1} → 자료형은 {0}이어야 하는데 {1}입니다
        expected dtype {0} for `{1}` but got dtype {2} → `{1}`의 자료형은 {0}이어야 하는데 {2}입니다
        Found dtype {0} but expected {1} → 자료형은 {1}이어야 하는데 {0}입니다
        view(dtype) is supported between types of equal size only → view(dtype)은 크기가 같은 자료형 사이에서만 쓸 수 있습니다
        std and var only support floating point and complex dtypes → std와 var는 실수 텐서에만 쓸 수 있습니다
        Boolean inputs not supported for relu → relu는 불 텐서에 쓸 수 없습니다
        ~ (operator.invert) is only implemented on integer and Boolean-type tensors → ~ 연산은 정수와 불 텐서에만 쓸 수 있습니다
        For integral input tensors, argument alpha must not be a floating point number. → 정수 텐서에는 alpha로 실수를 줄 수 없습니다
        Negation, the `-` operator, on a bool tensor is not supported. {0}
        → 불 텐서에는 - 연산을 쓸 수 없습니다. ~ 연산이나 logical_not()을 쓰세요
        Integers to negative integer powers are not allowed. → 정수의 음수 제곱은 정수가 아닙니다. 실수로 바꾸어 쓰세요
        ZeroDivisionError → 0으로 나눌 수 없습니다
        div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '{0}'
        → div의 rounding_mode는 None, 'trunc', 'floor' 가운데 하나여야 하는데 '{0}'입니다
        {0}: could not infer output dtype. {1} → {0}은(는) 실수 텐서에만 쓸 수 있습니다. x.float()로 바꾸세요
        {0}: the second derivative is not implemented → {0}: 두 번 미분하는 것은 여기에 없습니다
        {0}: {1} {2} is too large → {0}: {1} {2}은(는) 너무 큽니다
        set_num_threads expects a positive integer → set_num_threads에는 양의 정수를 주어야 합니다
        only integer tensors of a single element can be converted to an index → 정수 하나인 텐서만 인덱스로 쓸 수 있습니다
        Tensor.__contains__ only supports Tensor or scalar, but you passed in a {0}. → 텐서에서 in으로 찾을 것은 텐서나 수여야 하는데 {0}입니다
        len() of a 0-d tensor → 0차원 텐서에는 길이가 없습니다
        can't assign a {0} to a {1} → {1}에 {0}을(를) 넣을 수 없습니다

        # Indices
        only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are valid indices (got {0})
        → 인덱스는 정수, 슬라이스(`:`), `...`, None, 정수나 불 텐서여야 하는데 {0}입니다
        an index can only have a single ellipsis ('...') → 인덱스에 '...'은 한 번만 쓸 수 있습니다
        tensors used as indices must be long, int, byte or bool tensors → 인덱스로 쓰는 텐서는 정수나 불이어야 합니다
        shape mismatch: indexing tensors could not be broadcast together with shapes {0} → 인덱스 텐서의 모양이 서로 맞지 않습니다: {0}
        shape mismatch: value tensor of shape {0} cannot be broadcast to indexing result of shape {1}
        → 모양 {0}인 값을 모양 {1}인 자리에 넣을 수 없습니다
        select() cannot be applied to a 0-dim tensor. → select()는 0차원 텐서에 쓸 수 없습니다
        select(): index {0} out of range for tensor of size {1} at dimension {2}
        → select(): 인덱스 {0}이(가) 크기 {1}인 {2}번 차원의 범위를 벗어났습니다
        narrow() cannot be applied to a 0-dim tensor. → narrow()는 0차원 텐서에 쓸 수 없습니다
        narrow(): length must be non-negative. → narrow(): 길이는 음수일 수 없습니다
        start out of range (expected to be in range of [{0}, {1}], but got {2}) → 시작 {2}은(는) 범위 [{0}, {1}]를 벗어났습니다
        start ({0}) + length ({1}) exceeds dimension size ({2}). → 시작({0})과 길이({1})를 더하면 차원의 크기({2})를 넘습니다
        {0}(): Expected dtype int32/int64 for index → {0}(): index는 정수 텐서여야 합니다
        {0}(): Expected dtype int32 or int64 for index → {0}(): index는 정수 텐서여야 합니다
        Index tensor must have the same number of dimensions as {0} tensor → index의 차원 수가 {0}과 같아야 합니다
        Size does not match at dimension {0} expected index {1} to be no larger than self {2} apart from dimension {3}
        → {3}번 차원 말고는 index {1}이(가) 텐서 {2}보다 클 수 없는데 {0}번 차원이 더 큽니다
        Expected index {0} to be no larger than self {1} apart from dimension {2} and to be no larger size than src {3}
        → index {0}은(는) {2}번 차원 말고는 텐서 {1}보다 클 수 없고 src {3}보다 클 수 없습니다
        {0}(): Expected self.dtype to be equal to src.dtype → {0}(): 텐서와 src의 자료형이 같아야 합니다
        reduce argument must be either sum, prod, mean, amax or amin, got {0}
        → reduce는 sum, prod, mean, amax, amin 가운데 하나여야 하는데 {0}입니다
        {0}(): Index is supposed to be a vector, but got dim: {1} with type: Long → {0}(): index는 1차원이어야 하는데 {1}차원입니다
        index out of range in self → 인덱스가 텐서의 범위를 벗어났습니다
        index_add_(): self and source expected to have the same dtype, but got (self) {0} and (source) {1}
        → index_add_(): 텐서와 source의 자료형이 같아야 하는데 {0}와(과) {1}입니다
        index_add_(): Number of indices ({0}) should be equal to source.size(dim) ({1})
        → index_add_(): 인덱스의 개수({0})가 source의 크기({1})와 같아야 합니다
        masked_select: expected BoolTensor for mask → masked_select: 마스크는 불 텐서여야 합니다
        masked_scatter_ only supports boolean masks, but got mask with dtype {0} → masked_scatter의 마스크는 불 텐서여야 하는데 {0}입니다
        masked_scatter: expected self and source to have same dtypes but got{0} and {1} → masked_scatter: 텐서와 source의 자료형이 같아야 하는데 {0}와(과) {1}입니다
        Number of elements of source < number of ones in mask → source의 원소가 마스크의 참보다 적습니다
        masked_fill only supports a 0-dimensional value tensor, but got tensor with {0} dimension(s).
        → masked_fill에 넣을 값은 0차원이어야 하는데 {0}차원입니다
        take(): Expected a long tensor for index, but got {0} → take(): index는 정수(Long) 텐서여야 하는데 {0}입니다
        take(): tried to take from an empty tensor → take(): 빈 텐서에서는 꺼낼 수 없습니다
        torch.take_along_dim(): input and indices should have the same number of dimensions, but got {0} dimensions for input, and {1} dimensions for indices
        → torch.take_along_dim(): 텐서는 {0}차원, 인덱스는 {1}차원입니다. 차원 수가 같아야 합니다
        scatter() missing argument 'src' → scatter()에 인자 'src'가 빠졌습니다
        searchsorted(): only 1-D boundaries are supported → searchsorted(): 경계는 1차원이어야 합니다

        # Shapes
        tensor.mT is only supported on matrices or batches of matrices. Got {0}-D tensor.
        → tensor.mT는 2차원 이상의 텐서에 쓰는데 {0}차원입니다
        movedim: Invalid source or destination dims: source ({0} dims) should contain the same number of dims as destination ({1} dims)
        → movedim: 옮길 차원은 {0}개인데 옮길 자리는 {1}개입니다
        {0} expects at least a 1-dimensional tensor → {0}은(는) 1차원 이상의 텐서에 씁니다
        split_with_sizes expects split_sizes to sum exactly to {0} (input tensor's size at dimension {1}), but got split_sizes={2}
        → 나눌 크기의 합은 {1}번 차원의 크기 {0}이어야 하는데 {2}입니다
        split expects split_size be non-negative, but got split_size={0} → split_size는 음수일 수 없는데 {0}입니다
        split_size can only be 0 if dimension size is 0, but got dimension size of {0} → 크기가 {0}인 차원은 split_size=0으로 나눌 수 없습니다
        split(): argument 'split_size' must be int or list of ints, not {0} → split(): 'split_size'는 정수나 정수의 리스트여야 하는데 {0}입니다
        chunk expects `chunks` to be greater than 0, got: {0} → chunk의 `chunks`는 양수여야 하는데 {0}입니다
        number of sections must be larger than 0, got {0} → 나눌 개수는 양수여야 하는데 {0}입니다
        Dimension specified as {0} but tensor has no dimensions → 0차원 텐서에 {0}번 차원은 없습니다
        diagonal dimensions cannot be identical {0}, {1} → 대각선의 두 차원이 같을 수 없습니다: {0}, {1}
        diag(): Supports 1D or 2D tensors. Got {0}D → diag()는 1차원이나 2차원 텐서에 쓰는데 {0}차원입니다
        diag_embed: expected a tensor with at least one dimension → diag_embed: 1차원 이상의 텐서가 필요합니다
        maximum size for tensor at dimension {0} is {1} but size is {2} → {0}번 차원의 크기는 {1}인데 조각의 크기가 {2}입니다
        step is {0} but must be > 0 → 간격은 양수여야 하는데 {0}입니다
        mismatch in length of strides and shape → strides와 모양의 길이가 같아야 합니다
        as_strided: Negative strides or sizes are not supported → as_strided: 크기와 strides는 음수일 수 없습니다
        setStorage: sizes {0}, strides {1}, storage offset {2}, and itemsize {3} requiring a storage size of {4} are out of bounds for storage of size {5}
        → 크기 {0}, strides {1}, 시작 {2}은(는) 메모리 {5}바이트를 벗어납니다 (필요한 것: {4}바이트)
        expand(torch.{0}Tensor{{1}}, size={2}): the number of sizes provided ({3}) must be greater or equal to the number of dimensions in the tensor ({4})
        → expand에 준 크기는 {3}개인데 텐서의 차원은 {4}개입니다. 차원 수만큼은 주어야 합니다
        The expanded size of the tensor (-1) isn't allowed in a leading, non-existing dimension {0}
        → 새로 생기는 {0}번 차원의 크기로 -1을 쓸 수 없습니다
        The expanded size of the tensor ({0}) must match the existing size ({1}) at non-singleton dimension {2}
        → 텐서를 늘릴 수 없습니다: {2}번 차원의 크기가 {1}인데 {0}이(가) 되어야 합니다
        cannot reshape tensor of 0 elements into shape {0} because the unspecified dimension size -1 can be any value and is ambiguous
        → 빈 텐서를 모양 {0}(으)로 바꿀 때는 -1의 크기를 정할 수 없습니다
        flatten() has invalid args: start_dim cannot come after end_dim → flatten(): start_dim은 end_dim보다 뒤일 수 없습니다
        unflatten: expected a tensor with at least one dimension → unflatten: 1차원 이상의 텐서가 필요합니다
        unflatten: Provided sizes {0} don't multiply up to the size of dim {1} ({2}) in the input tensor
        → unflatten: 크기 {0}의 곱이 {1}번 차원의 크기 {2}와(과) 다릅니다
        stack expects a non-empty TensorList → stack()에는 텐서를 하나 이상 주어야 합니다
        shifts and dimensions must align. shifts: {0}, dims:{1} → roll의 shifts는 {0}개, dims는 {1}개입니다. 개수가 같아야 합니다
        expected total rotation dims == 2, but got dims = {0} → rot90에는 차원 두 개가 필요한데 {0}개입니다
        expected total dims >= 2, but got total dims = {0} → rot90은 2차원 이상의 텐서에 쓰는데 {0}차원입니다
        expected rotation dims to be different, but got dim0 = {0} and dim1 = {1} → 돌릴 두 차원이 달라야 하는데 {0}와(과) {1}입니다
        Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor
        → repeat에 준 수의 개수는 텐서의 차원 수보다 적을 수 없습니다
        repeats must have the same size as input along dim, but got repeats.size(0) = {0} and input.size({1}) = {2}
        → repeats의 개수 {0}이(가) {1}번 차원의 크기 {2}와(과) 같아야 합니다
        repeats can not be negative → 반복 횟수는 음수일 수 없습니다
        {0}: input tensor must have at least 2 dimensions → {0}: 2차원 이상의 텐서가 필요합니다
        Input must be >= {0}-d. → {0}차원 이상의 텐서가 필요합니다
        diff expects input to be at least one-dimensional → diff는 1차원 이상의 텐서에 씁니다
        order must be non-negative but got {0} → 차분의 횟수는 음수일 수 없는데 {0}입니다
        unsupported operation: more than one element of the written-to tensor refers to a single memory location. Please clone() the tensor before performing the operation.
        → 여러 원소가 같은 메모리를 쓰는 텐서에는 값을 쓸 수 없습니다. 먼저 clone()하세요

        # Reductions, sorting and selection
        {0}(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with the 'dim' argument.
        → {0}(): 빈 텐서에는 'dim'을 주어야 합니다
        {0}(): Expected reduction dim to be specified for input.numel() == 0. → {0}(): 빈 텐서에는 'dim'을 주어야 합니다
        {0}(): Expected reduction dim {1} to have non-zero size. → {0}(): {1}번 차원이 비어 있습니다
        torch.clamp: At least one of 'min' or 'max' must not be None → torch.clamp: 'min'과 'max' 가운데 하나는 주어야 합니다
        selected index k out of range → k가 텐서의 크기를 벗어났습니다
        kthvalue(): selected number k out of range for dimension {0} → kthvalue(): k가 {0}번 차원의 크기를 벗어났습니다
        quantile() input tensor must be either float or double dtype → quantile()은 실수 텐서에 씁니다
        quantile() q values must be in the range [0, 1] → quantile()의 q는 0과 1 사이여야 합니다
        quantile() q must be in the range [0, 1] but got {0} → quantile()의 q는 0과 1 사이여야 하는데 {0}입니다
        quantile() input tensor must be non-empty → quantile()은 빈 텐서에 쓸 수 없습니다
        quantile() interpolation must be one of linear, lower, higher, midpoint or nearest, but got {0}
        → quantile()의 interpolation은 linear, lower, higher, midpoint, nearest 가운데 하나여야 하는데 {0}입니다
        bincount only supports 1-d non-negative integral inputs. → bincount는 음수가 없는 1차원 정수 텐서에 씁니다
        minlength should be >= 0 → minlength는 0 이상이어야 합니다
        weights should be 1-d and have the same length as input → weights는 입력과 길이가 같은 1차원이어야 합니다
        torch.histc(): bins must be > 0 → torch.histc(): bins는 양수여야 합니다
        torch.histc: range of [{0}, {1}] is not finite or max must be larger than min
        → torch.histc: 범위 [{0}, {1}]이(가) 유한하지 않거나 최댓값이 더 작습니다
        unique() with dim is not supported → unique()에는 dim을 쓸 수 없습니다
        unique_consecutive() with dim is not supported → unique_consecutive()에는 dim을 쓸 수 없습니다

        # Products and linear algebra
        self must be a matrix → 왼쪽 텐서는 행렬(2차원)이어야 합니다
        mat2 must be a matrix → 오른쪽 텐서는 행렬(2차원)이어야 합니다
        {0} must be a matrix, got {1}-D tensor → {0}은(는) 행렬(2차원)이어야 하는데 {1}차원입니다
        batch{0} must be a 3D tensor → {0}번째 텐서는 3차원이어야 합니다
        Expected size for first two dimensions of batch2 tensor to be: {0} but got: {1}. → 둘째 텐서의 앞 두 차원은 {0}이어야 하는데 {1}입니다
        1D tensors expected, but got {0}D and {1}D tensors → 1차원 텐서 둘이 필요한데 {0}차원과 {1}차원입니다
        Expect a 1D vector, but got shape {0} → 1차원 벡터가 필요한데 모양이 {0}입니다
        Expect a non-negative number, but got {0} → 0 이상의 수가 필요한데 {0}입니다
        dot : expected both vectors to have same dtype, but found {0} and {1} → dot: 두 벡터의 자료형이 같아야 하는데 {0}와(과) {1}입니다
        inconsistent tensor size, expected tensor [{0}] and src [{1}] to have the same number of elements, but got {2} and {3} elements respectively
        → 두 텐서의 원소 수가 같아야 하는데 {2}개와 {3}개입니다
        vector + matrix @ vector expected, got 1, {0}, {1} → 행렬(2차원)과 벡터(1차원)가 필요한데 {0}차원과 {1}차원입니다
        size mismatch, got input ({0}), mat ({1}), vec ({2}) → 크기가 맞지 않습니다: 입력 ({0}), 행렬 ({1}), 벡터 ({2})
        outer: Expected 1-D argument {0}, but got {1}-D → outer: {0}은(는) 1차원이어야 하는데 {1}차원입니다
        both dimension lists should have same length → 두 차원 목록의 길이가 같아야 합니다
        contracted dimensions need to match, but first has size {0} in dim {1} and second has size {2} in dim {3}
        → 곱해서 더할 차원의 크기가 같아야 하는데 첫째의 {1}번은 {0}, 둘째의 {3}번은 {2}입니다
        tensordot expects dims >= 0, but got dims={0} → tensordot의 dims는 0 이상이어야 하는데 {0}입니다
        tensordot(): argument 'dims' must be an int or two lists of ints → tensordot(): 'dims'는 정수나 정수의 리스트 둘이어야 합니다
        {0}: The input tensor A must have at least 2 dimensions. → {0}: 2차원 이상의 텐서가 필요합니다
        {0}: A must be batches of square matrices, but they are {1} by {2} matrices → {0}: 정사각 행렬이 필요한데 {1} x {2}입니다
        {0}: Expected a floating point or complex tensor as input. Got {1} → {0}: 실수 텐서가 필요한데 {1}입니다
        linalg.inv: {0}The diagonal element {1} is zero, the inversion could not be completed because the input matrix is singular.
        → linalg.inv: {0}역행렬이 없는 행렬입니다 ({1}번 대각 원소가 0입니다)
        trace: expected a matrix, but got tensor with dim {0} → trace: 행렬이 필요한데 {0}차원입니다
        torch.block_diag: Input tensors must have 2 or fewer dimensions. Input has {0} dimensions → torch.block_diag: 2차원 이하의 텐서가 필요한데 {0}차원입니다
        cov(): expected input to have two or fewer dimensions but got an input with {0} dimensions → cov(): 2차원 이하의 텐서가 필요한데 {0}차원입니다
        cov(): weights are not supported → cov()에는 가중치를 줄 수 없습니다
        linalg.norm: ord='{0}' is not supported → linalg.norm: ord='{0}'은(는) 쓸 수 없습니다
        linalg.norm: the matrix norm of order {0} is not supported → linalg.norm: 행렬의 {0} 노름은 쓸 수 없습니다
        multi_dot(): expected at least 2 tensors but got {0} → multi_dot()에는 텐서가 둘 이상 필요한데 {0}개입니다
        dimensions must larger than 1 → 차원의 크기는 1보다 커야 합니다
        cdist only supports at least 2D tensors, X{0} got: {1}D → cdist는 2차원 이상의 텐서에 쓰는데 X{0}이(가) {1}차원입니다
        X1 and X2 must have the same number of columns. X1: {0} X2: {1} → X1과 X2의 열 수가 같아야 하는데 {0}와(과) {1}입니다
        linalg.cross: inputs dimension {0} must have length 3. Got {1} and {2}
        → linalg.cross: {0}번 차원의 크기는 3이어야 하는데 {1}와(과) {2}입니다
        einsum(): invalid equation: {0} → einsum(): 식을 잘못 썼습니다: {0}
        einsum(): more subscripts in equation than operands → einsum(): 식의 항이 텐서보다 많습니다
        einsum(): fewer subscripts in equation than operands → einsum(): 식의 항이 텐서보다 적습니다
        einsum(): subscript {0} is repeated for operand {1} but the sizes don't match, {2} != {3}
        → einsum(): {1}번 텐서에서 첨자 {0}의 크기가 서로 다릅니다: {2} != {3}
        einsum(): subscript {0} has size {1} for operand {2} which does not broadcast with previously seen size {3}
        → einsum(): {2}번 텐서의 첨자 {0}은(는) 크기가 {1}인데 앞에서는 {3}이었습니다
        einsum(): output subscript {0} does not appear in the equation for any input operand → einsum(): 결과의 첨자 {0}이(가) 입력에 없습니다
        einsum(): output subscript appears more than once in the output → einsum(): 결과에 같은 첨자가 두 번 나왔습니다
        einsum(): must provide at least one operand → einsum(): 텐서를 하나 이상 주어야 합니다
        einsum(): the number of subscripts in the equation ({0}) does not match the number of dimensions ({1}) for operand 0 and no ellipsis was given
        → einsum(): 식의 첨자는 {0}개인데 텐서는 {1}차원입니다

        # Random numbers
        Invalid mt19937 state → 난수 생성기의 상태가 아닙니다
        expected a torch.Generator, got {0} → torch.Generator가 필요한데 {0}입니다
        manual_seed() expected an int, not {0} → manual_seed()에는 정수를 주어야 하는데 {0}입니다
        uniform_ expects to return a [from, to) range, but found from={0} > to={1} → uniform_의 from({0})은 to({1})보다 클 수 없습니다
        normal expects std >= 0.0, but found std {0} → normal의 표준 편차는 음수일 수 없는데 {0}입니다
        random_ expects 'from' to be less than 'to', but got from={0} >= to={1} → random_의 from({0})은 to({1})보다 작아야 합니다
        bernoulli_ expects p to be in [0, 1], but got p={0} → bernoulli_의 p는 0과 1 사이여야 하는데 {0}입니다
        Expected p_in >= 0 && p_in <= 1 to be true, but got false. → 확률은 모두 0과 1 사이여야 합니다
        prob_dist must be 1 or 2 dim → multinomial의 확률은 1차원이나 2차원이어야 합니다
        cannot sample n_sample <= 0 samples → 뽑을 개수는 양수여야 합니다
        cannot sample n_sample > prob_dist.size(-1) samples without replacement → replacement=True 없이는 있는 것보다 많이 뽑을 수 없습니다
        probability tensor contains either `inf`, `nan` or element < 0 → 확률에 inf, nan이나 음수가 있습니다
        invalid multinomial distribution (sum of probabilities <= 0) → 확률의 합이 0보다 커야 합니다
        multinomial only supports floating-point dtypes for input, got: {0} → multinomial의 확률은 실수여야 하는데 {0}입니다
        randint() missing the upper bound → randint()에 끝 값이 빠졌습니다
        n must be non-negative, got{0} → n은 음수일 수 없는데 {0}입니다
        randperm({0}) would need {1} numbers of 8 bytes → randperm({0})에는 8바이트 수 {1}개가 필요합니다
        exponential_ expects lambda > 0.0, but found lambda={0} → exponential_의 lambda는 양수여야 하는데 {0}입니다
        geometric_ expects p to be in (0, 1), but got p={0} → geometric_의 p는 0과 1 사이여야 하는데 {0}입니다

        # Gradients
        Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at the moment. {0}
        → 계산된 텐서는 deepcopy할 수 없습니다. x.detach().clone()을 쓰세요
        assigned grad expected to be a Tensor or None but got grad of type {0} → grad에는 텐서나 None만 넣을 수 있는데 {0}입니다
        assigned grad has data of a different size → grad의 크기가 텐서와 다릅니다
        Variable data has to be a tensor, but got {0} → data에는 텐서만 넣을 수 있는데 {0}입니다
        expected Tensor as element {0}, but got {1} → {0}번 값은 텐서여야 하는데 {1}입니다
        function {0}Backward returned an incorrect number of gradients (expected {1}, got {2})
        → {0}.backward()는 기울기를 {1}개 돌려주어야 하는데 {2}개입니다
        Mismatch in shape: grad_output[{0}] has a shape of {1} and output[{2}] has a shape of {3}.
        → 기울기의 모양 {1}이(가) 결과의 모양 {3}와(과) 다릅니다 ({0}번, {2}번)
        cannot register a hook on a tensor that doesn't require gradient → 기울기가 필요 없는 텐서에는 훅을 걸 수 없습니다
        cannot resize variables that require grad → 기울기가 필요한 텐서의 크기는 바꿀 수 없습니다
        Output {0} of {1} is a view and is being modified inplace. {2}
        → {1}의 {0}번 결과는 뷰라서 제자리 연산으로 바꿀 수 없습니다. 새 텐서를 만드는 연산을 쓰세요
        changing a view of a base that is itself not dense is not supported when gradients are needed
        → 기울기가 필요할 때는 메모리가 이어지지 않은 텐서의 뷰를 바꿀 수 없습니다
        '{0}' object wraps a function, not {1} → '{0}'은(는) 함수를 감싸는데 {1}입니다
        The `+` operator, on a bool tensor is not supported. → bool 텐서에는 단항 +를 쓸 수 없습니다
        value cannot be converted to type c10::Half without overflow → 값이 float16의 범위를 넘습니다
        """#
}
