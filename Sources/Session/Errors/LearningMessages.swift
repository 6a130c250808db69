// The second part of the table behind `Messages`: what a learner meets beyond the language's own errors. A row that would fit another's
// message stands after it, and after all of the first part.

extension Messages {
    static let learning: [Message] = [
        Message("U0799", "NotImplementedError", "torch.{0} is not available", "torch.{0}은(는) 여기에 없습니다"),
        Message(
            "U0701", "ValueError", "train: {0} images but {1} label maps (shapes {2} and {3})",
            "train: 그림은 {0}개인데 정답은 {1}개입니다 (모양 {2}, {3})"),
        Message(
            "U0702", "ValueError", "train: epochs must not be negative, but got {0}", "train: epochs는 음수일 수 없는데 {0}입니다"),
        Message(
            "U0703", "ValueError", "train: batch_size must be positive, but got {0}",
            "train: batch_size는 양수여야 하는데 {0}입니다"),
        Message("U0704", "ValueError", "train: unknown optimizer '{0}'", "train: 모르는 옵티마이저 '{0}'"),
        Message("U0705", "TypeError", "train: labels must be a tensor, not {0}", "train: 정답은 텐서여야 하는데 {0}입니다"),
        Message("U0706", "TypeError", "train: the loss must give a tensor, not {0}", "train: 손실은 텐서여야 하는데 {0}입니다"),
        Message(
            "U0707", "RuntimeError", "train: the loss became {0} in epoch {1}", "train: 에폭 {1}에서 손실이 {0}이(가) 되었습니다"),
        Message(
            "U0708", "TypeError", "predict: the model must give a tensor, not {0}", "predict: 모델의 출력은 텐서여야 하는데 {0}입니다"),
        Message("U0709", "TypeError", "evaluate: labels must be a tensor, not {0}", "evaluate: 정답은 텐서여야 하는데 {0}입니다"),
        Message(
            "U0710", "ValueError", "evaluate: predictions have shape {0} but labels have {1}",
            "evaluate: 예측의 모양은 {0}인데 정답의 모양은 {1}입니다"),
        Message(
            "U0711", "ValueError", "evaluate: {0} classes; labels must be small class numbers",
            "evaluate: 클래스가 {0}개입니다. 정답은 작은 클래스 번호여야 합니다"),
        Message("U0712", "ValueError", "evaluate: no label lies in 0..{0}", "evaluate: 0부터 {0}까지의 정답이 하나도 없습니다"),
        Message("U0713", "TypeError", "{0}: images must be a tensor, not {1}", "{0}: 그림은 텐서여야 하는데 {1}입니다"),
        Message(
            "U0714", "ValueError", "{0}: images must be (C, H, W) or (N, C, H, W), but their shape is {1}",
            "{0}: 그림은 (C, H, W)나 (N, C, H, W)여야 하는데 모양이 {1}입니다"),
        Message(
            "U0715", "ValueError", "shapes: size must be between 8 and 8192 pixels, but got {0}",
            "shapes: 크기는 8에서 8192픽셀 사이여야 하는데 {0}입니다"),
        Message("U0716", "ValueError", "shapes: count must be positive, but got {0}", "shapes: 개수는 양수여야 하는데 {0}입니다"),
        Message(
            "U0717", "RuntimeError", "UNet: expected an image batch (N, C, H, W), but got {0}",
            "UNet: 그림 배치 (N, C, H, W)가 필요한데 {0}입니다"),
        Message(
            "U0718", "RuntimeError", "UNet: height and width must be divisible by {0}, but the input is {1}",
            "UNet: 높이와 너비는 {0}(으)로 나누어떨어져야 하는데 입력이 {1}입니다"),
        Message(
            "U0719", "ValueError",
            "UNet: channels must be positive and widths needs at least two of them, but got widths={0}",
            "UNet: 채널 수는 양수이고 widths에는 둘 이상 있어야 하는데 widths={0}입니다"),
        Message(
            "U0720", "ValueError",
            "NestedUNet: channels must be positive and widths needs at least two of them, but got widths={0}",
            "NestedUNet: 채널 수는 양수이고 widths에는 둘 이상 있어야 하는데 widths={0}입니다"),
        Message("U0721", "TypeError", "show() needs something to show", "show()에 보여 줄 것을 주세요"),
        Message(
            "U0722", "ValueError", "show() puts at most 256 panels into a figure, not {0}",
            "show()는 그림 하나에 256칸까지 넣는데 {0}칸입니다"),
        Message(
            "U0723", "ValueError", "there is nothing to show in a tensor of shape {0}", "모양 {0}인 텐서에는 보여 줄 것이 없습니다"),
        Message(
            "U0724", "ValueError", "show() shows up to 64 images of a batch, not {0}",
            "show()는 배치에서 64장까지 보여 주는데 {0}장입니다"),
        Message(
            "U0725", "ValueError", "show() cannot tell what a tensor of shape {0} is",
            "show()는 모양 {0}인 텐서가 무엇인지 알 수 없습니다"),
        Message(
            "U0726", "TypeError", "torch.save: a whole {0} cannot be saved, because loading it would run code",
            "torch.save: {0} 전체는 저장할 수 없습니다. 불러올 때 코드를 실행하게 되기 때문입니다"),
        Message("U0727", "TypeError", "torch.save: a '{0}' cannot be saved", "torch.save: '{0}'은(는) 저장할 수 없습니다"),
        Message("U0728", "RuntimeError", "the checkpoint holds no state dict", "체크포인트에 state_dict가 없습니다"),
        Message(
            "U0729", "RuntimeError", "the checkpoint holds more than a state dict", "체크포인트에 state_dict 말고 다른 것도 있습니다"),
        Message(
            "U0730", "RuntimeError", "checkpoint: this is not a file that torch.save writes",
            "체크포인트: torch.save가 쓴 파일이 아닙니다"),
        Message(
            "U0731", "RuntimeError", "UnsupportedCheckpoint: the file contains {0} (not executed)",
            "읽을 수 없는 체크포인트: 파일에 {0}이(가) 있습니다 (실행하지 않았습니다)"),
        Message(
            "U0732", "RuntimeError", "element {0} of tensors does not require grad and does not have a grad_fn",
            "{0}번 텐서에는 기울기가 없습니다 (requires_grad가 아니고 grad_fn도 없습니다)"),
        Message(
            "U0733", "RuntimeError", "One of the differentiated Tensors does not require grad",
            "미분할 텐서 가운데 하나가 requires_grad가 아닙니다"),
        Message(
            "U0734", "RuntimeError",
            "One of the differentiated Tensors appears to not have been used in the graph. Set allow_unused=True if this is the desired behavior.",
            "미분할 텐서 가운데 하나가 계산에 쓰이지 않았습니다. 그래도 된다면 allow_unused=True를 주세요"),
        Message(
            "U0735", "RuntimeError", "you can only change requires_grad flags of leaf variables. {0}",
            "requires_grad는 잎 텐서만 바꿀 수 있습니다. 계산된 값은 var.detach()로 떼어 내세요"),
        Message(
            "U0736", "RuntimeError", "only Tensors of floating point dtype can require gradients",
            "기울기는 실수 텐서만 가질 수 있습니다"),
        Message(
            "U0737", "RuntimeError", "can't retain_grad on Tensor that has requires_grad=False",
            "requires_grad=False인 텐서에는 retain_grad()를 쓸 수 없습니다"),
        Message(
            "U0738", "MemoryError", "a tensor of shape {0} has more elements than any memory holds",
            "모양 {0}인 텐서는 어떤 메모리에도 들어가지 않습니다"),
        Message("U0739", "MemoryError", "cannot allocate {0}; {1} available", "메모리 {0}을(를) 얻을 수 없습니다. 남은 것은 {1}입니다"),
        Message("U0740", "IndexError", "Target is out of bounds.", "정답의 클래스 번호가 범위를 벗어났습니다"),
        Message("U0741", "RuntimeError", "Class values must be non-negative.", "클래스 번호는 음수일 수 없습니다"),
        Message(
            "U0742", "RuntimeError", "Class values must be smaller than num_classes.", "클래스 번호는 num_classes보다 작아야 합니다"),
        Message(
            "U0743", "RuntimeError", "one_hot is only applicable to index tensor of type LongTensor.",
            "one_hot은 정수(Long) 텐서에만 쓸 수 있습니다"),
        Message(
            "U0744", "RuntimeError", "Boolean value of Tensor with no values is ambiguous", "빈 텐서는 참인지 거짓인지 정할 수 없습니다"),
        Message(
            "U0745", "RuntimeError", "t() expects a tensor with <= 2 dimensions, but self is {0}D",
            "t()는 2차원 이하의 텐서에 쓰는데 {0}차원입니다"),
        Message("U0746", "RuntimeError", "permute(): duplicate dims are not allowed.", "permute()에 같은 차원을 두 번 주었습니다"),
        Message(
            "U0747", "RuntimeError",
            "permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired ordering of dimensions i.e. input.dim() = {0} is not equal to len(dims) = {1}",
            "permute()에 준 차원은 {1}개인데 텐서의 차원은 {0}개입니다"),
        Message("U0748", "RuntimeError", "dim {0} appears multiple times in the list of dims", "{0}번 차원을 여러 번 주었습니다"),
        Message(
            "U0749", "IndexError", "index {0} is out of bounds for {1} {2} with size {3}",
            "번호 {0}은(는) 크기가 {3}인 {2}번 {1}을(를) 벗어납니다"),
        Message(
            "U0750", "IndexError", "axis {0} is out of bounds for array of dimension {1}", "{1}차원 배열에 {0}번 축은 없습니다"),
        Message("U0751", "RuntimeError", "invalid shape dimension {0}", "모양에 쓸 수 없는 크기 {0}"),
        Message(
            "U0752", "ValueError", "expected a sequence at dim {0}, but found a number", "{0}번 차원에 목록이 있어야 하는데 수가 있습니다"),
        Message("U0753", "RuntimeError", "{0} did not match {1}", "{0}와(과) {1}의 자료형이 다릅니다"),
        Message(
            "U0754", "RuntimeError", "mat1 and mat2 must have the same dtype, but got {0} and {1}",
            "두 행렬의 자료형이 같아야 하는데 {0}와(과) {1}입니다"),
        Message(
            "U0755", "RuntimeError", "both arguments to matmul need to be at least 1D, but they are {0}D and {1}D",
            "matmul의 두 값은 1차원 이상이어야 하는데 {0}차원과 {1}차원입니다"),
        Message(
            "U0756", "RuntimeError", "zero-dimensional tensor (at position {0}) cannot be concatenated",
            "{0}번째의 0차원 텐서는 이어 붙일 수 없습니다"),
        Message("U0757", "RuntimeError", "non-positive stride is not supported", "stride는 양수여야 합니다"),
        Message("U0758", "RuntimeError", "dilation should be greater than zero", "dilation은 양수여야 합니다"),
        Message("U0759", "ValueError", "groups must be a positive integer", "groups는 양의 정수여야 합니다"),
        Message("U0760", "ValueError", "in_channels must be divisible by groups", "in_channels는 groups로 나누어떨어져야 합니다"),
        Message("U0761", "ValueError", "out_channels must be divisible by groups", "out_channels는 groups로 나누어떨어져야 합니다"),
        Message(
            "U0762", "ValueError", "padding='same' is not supported for strided convolutions",
            "padding='same'은 stride가 1일 때만 쓸 수 있습니다"),
        Message(
            "U0763", "ValueError", "Invalid padding string '{0}', should be one of {'valid', 'same'}",
            "padding '{0}'은(는) 없습니다. 'valid'나 'same'을 쓰세요"),
        Message(
            "U0764", "RuntimeError", "Trying to create tensor with negative dimension {0}", "크기가 음수({0})인 텐서는 만들 수 없습니다"
        ),
        Message(
            "U0765", "ValueError", "expected input's size at dim={0} to match num_features ({1}), but got: {2}.",
            "입력의 {0}번 차원은 num_features({1})와 같아야 하는데 {2}입니다"),
        Message(
            "U0766", "ValueError", "num_channels ({0}) must be divisible by num_groups ({1})",
            "num_channels({0})는 num_groups({1})로 나누어떨어져야 합니다"),
        Message(
            "U0767", "TypeError", "{0}.forward() returned several values where one tensor was expected",
            "{0}.forward()가 텐서 하나가 아니라 여러 값을 돌려주었습니다"),
        Message(
            "U0769", "AttributeError", "cannot {0} before Module.__init__() call",
            "Module.__init__()을 부르기 전에는 할 수 없습니다 ({0})"),
        Message(
            "U0770", "TypeError", "cannot assign '{0}' as parameter '{1}' (torch.nn.Parameter or None expected)",
            "매개변수 '{1}'에 '{0}'을(를) 넣을 수 없습니다 (torch.nn.Parameter나 None이 필요합니다)"),
        Message(
            "U0771", "TypeError", "cannot assign '{0}' as child module '{1}' (torch.nn.Module or None expected)",
            "층 '{1}'에 '{0}'을(를) 넣을 수 없습니다 (torch.nn.Module이나 None이 필요합니다)"),
        Message("U0772", "RuntimeError", "{0}: a gradient does not fit its parameter", "{0}: 기울기의 모양이 매개변수와 다릅니다"),
        Message("U0773", "ValueError", "can't optimize a non-leaf Tensor", "계산된 텐서는 최적화할 수 없습니다. 잎 텐서를 주세요"),
        Message(
            "U0774", "ValueError", "some parameters appear in more than one parameter group", "같은 매개변수가 두 그룹에 있습니다"),
        Message("U0775", "TypeError", "lr must be a number, not {0}", "lr은 수여야 하는데 {0}입니다"),
        Message("U0776", "ValueError", "Invalid {0} value: {1}", "{0} 값 {1}은(는) 쓸 수 없습니다"),
        Message("U0777", "ValueError", "betas must be two numbers, but got {0}", "betas는 수 둘이어야 하는데 {0}입니다"),
        Message("U0778", "ValueError", "Invalid beta parameter at index {0}: {1}", "beta의 {0}번 값 {1}은(는) 쓸 수 없습니다"),
        Message("U0779", "ValueError", "step_size must be positive, but got {0}", "step_size는 양수여야 하는데 {0}입니다"),
        Message(
            "U0780", "ValueError", "loaded state dict has a different number of parameter groups",
            "불러온 state_dict의 매개변수 그룹 수가 다릅니다"),
        Message("U0781", "ValueError", "Expected positive integer {0}, but got {1}", "{0}은(는) 양의 정수여야 하는데 {1}입니다"),
        Message(
            "U0782", "RuntimeError", "Found no NVIDIA driver on your system. {0}",
            "이 컴퓨터에서 쓸 수 있는 NVIDIA GPU가 없습니다. CPU로 실행하세요"),
        Message("U0785", "TypeError", "numpy boolean subtract, {0}", "불 배열은 뺄 수 없습니다. ^ 연산이나 logical_xor를 쓰세요"),
        Message(
            "U0786", "NotImplementedError", "Subtraction, the `-` operator, with {0}",
            "불 텐서는 뺄 수 없습니다. ^ 연산이나 logical_xor()를 쓰세요"),
        Message(
            "U0787", "RuntimeError", "masked_fill only supports boolean masks, but got mask with dtype {0}",
            "masked_fill의 마스크는 불 텐서여야 하는데 {0}입니다"),
        Message(
            "U0788", "RuntimeError", "where expected condition to be a boolean tensor, but got a tensor with dtype {0}",
            "where의 조건은 불 텐서여야 하는데 {0}입니다"),
        Message("U0789", "ValueError", "step must be greater than zero", "간격은 0보다 커야 합니다"),
        Message("U0790", "RuntimeError", "step must be nonzero", "간격은 0일 수 없습니다"),
        Message(
            "U0801", "ValueError", "x and y must have same first dimension, but have shapes {0} and {1}",
            "x와 y의 개수가 같아야 하는데 모양이 {0}와(과) {1}입니다"),
        Message("U0802", "ValueError", "x and y must be the same size", "x와 y의 크기가 같아야 합니다"),
        Message("U0803", "ValueError", "shape mismatch: x has {0} values, y has {1}", "x의 값은 {0}개, y의 값은 {1}개입니다"),
        Message("U0804", "TypeError", "Invalid shape {0} for image data", "모양 {0}은(는) 그림이 될 수 없습니다"),
        Message("U0805", "ValueError", "'{0}' is not a known colormap name", "'{0}'은(는) 아는 색상표 이름이 아닙니다"),
        Message("U0806", "ValueError", "'{0}' is not a valid color value.", "'{0}'은(는) 색이 아닙니다"),
        Message("U0807", "ValueError", "RGBA values should be within 0-1 range", "RGBA 값은 0과 1 사이여야 합니다"),
        Message(
            "U0808", "ValueError", "'{0}' is not a valid value for {1}; supported values are {2}",
            "'{0}'은(는) {1}에 쓸 수 없습니다. 쓸 수 있는 것: {2}"),
        Message("U0809", "ValueError", "'{0}' is not a valid format string {1}", "'{0}'은(는) 선 모양이 아닙니다 {1}"),
        Message("U0810", "ValueError", "Unrecognized marker style '{0}'", "모르는 표식 '{0}'"),
        Message("U0811", "ValueError", "Unknown style: '{0}'", "모르는 스타일 '{0}'"),
        Message("U0812", "ValueError", "Axis limits cannot be NaN or Inf", "축의 한계는 NaN이나 Inf일 수 없습니다"),
        Message(
            "U0813", "ValueError", "figure size must be positive finite not ({0}, {1})",
            "그림판의 크기는 양수여야 하는데 ({0}, {1})입니다"),
        Message("U0814", "ValueError", "dpi must be positive, not {0}", "dpi는 양수여야 하는데 {0}입니다"),
        Message(
            "U0815", "ValueError", "Image size of {0}x{1} pixels is too large or too small. {2}",
            "그림의 크기 {0}x{1}픽셀은 너무 크거나 작습니다. {2}"),
        Message(
            "U0816", "RuntimeError", "No mappable was found to use for colorbar creation. {0}",
            "색 막대로 나타낼 그림이 없습니다. 먼저 imshow로 그림을 그리세요"),
        Message(
            "U0817", "IndexError", "index out of range: the grid has {0} rows and {1} columns",
            "그림칸은 {0}행 {1}열입니다. 번호가 벗어났습니다"),
        Message(
            "U0818", "OSError", "cannot read '{0}': it is a {1} image, and only PNG images can be read",
            "'{0}'을(를) 읽을 수 없습니다. {1} 그림인데 PNG만 읽을 수 있습니다"),
        Message("U0819", "OSError", "cannot identify image file '{0}'", "'{0}'은(는) 아는 그림 파일이 아닙니다"),
        Message(
            "U0820", "ValueError", "cannot write '{0}': only PNG images can be written",
            "'{0}'을(를) 쓸 수 없습니다. PNG만 쓸 수 있습니다"),
        Message("U0821", "NotImplementedError", "{0}() is not available here", "{0}()은(는) 여기에 없습니다"),
        Message("U0822", "ValueError", "need at least one array to {0}", "배열이 하나는 있어야 합니다 ({0})"),
        Message("U0823", "ValueError", "all input arrays must have the same shape", "모든 배열의 모양이 같아야 합니다"),
        Message(
            "U0824", "ValueError",
            "all the input array dimensions except for the concatenation axis must match exactly, {0}",
            "이어 붙이는 축 말고는 배열의 크기가 같아야 합니다: {0}"),
        Message(
            "U0825", "ValueError", "can only convert an array of size 1 to a Python scalar", "값이 하나인 배열만 수로 바꿀 수 있습니다"),
        Message(
            "U0826", "ValueError", "zero-size array to reduction operation {0} which has no identity",
            "빈 배열에는 {0}을(를) 할 수 없습니다"),
        Message("U0827", "ValueError", "negative dimensions are not allowed", "크기는 음수일 수 없습니다"),
        Message("U0828", "ValueError", "axes don't match array", "축의 수가 배열과 맞지 않습니다"),
        Message("U0829", "TypeError", "data type '{0}' not understood", "모르는 자료형 '{0}'"),
        Message(
            "U0112", "ImportError", "cannot import name '{0}' from '{1}' ({2})", "'{1}'에서 '{0}'을(를) 가져올 수 없습니다 ({2})"),
        Message("U0113", "ImportError", "cannot import name '{0}'", "'{0}'을(를) 가져올 수 없습니다"),
        Message("U0114", "ImportError", "attempted relative import {0}", "패키지 밖에서는 상대 import를 쓸 수 없습니다 ({0})"),
        Message("U0240", "TypeError", "{0}() takes no keyword arguments", "{0}()은(는) 키워드 인수를 받지 않습니다"),
        Message(
            "U0241", "TypeError", "{0} expected at least {1} argument{2}, got {3}", "{0}에는 인수가 {1}개 이상 필요한데 {3}개입니다"),
        Message(
            "U0242", "TypeError", "{0} expected at most {1} argument{2}, got {3}", "{0}에는 인수를 {1}개까지 줄 수 있는데 {3}개입니다"),
        Message(
            "U0243", "TypeError", "sum() can't sum strings [use ''.join(seq) instead]",
            "sum()은 글을 더하지 않습니다. ''.join(seq)를 쓰세요"),
        Message("U0244", "TypeError", "bad operand type for abs(): '{0}'", "abs()에 '{0}'을(를) 쓸 수 없습니다"),
        Message(
            "U0245", "TypeError", "isinstance() arg 2 must be a type, a tuple of types, or a union",
            "isinstance()의 둘째 인수는 클래스여야 합니다"),
        Message("U0246", "TypeError", "'{0}' object is not an iterator", "'{0}'에서는 next()로 다음 값을 꺼낼 수 없습니다"),
        Message("U0247", "TypeError", "'{0}' object is not reversible", "'{0}'은(는) 뒤집을 수 없습니다"),
        Message(
            "U0248", "TypeError", "'in <string>' requires string as left operand, not {0}",
            "글 안에서 찾을 것은 글이어야 하는데 {0}입니다"),
        Message("U0249", "TypeError", "write() argument must be str, not {0}", "write()에는 글을 주어야 하는데 {0}입니다"),
        Message("U0250", "TypeError", "Object of type {0} is not JSON serializable", "{0}은(는) JSON으로 쓸 수 없습니다"),
        Message(
            "U0251", "TypeError", "'{0}' object does not support the context manager protocol{1}",
            "'{0}'은(는) with에 쓸 수 없습니다{1}"),
        Message(
            "U0252", "TypeError", "__init__() should return None, not '{0}'",
            "__init__()은 아무것도 돌려주지 않아야 하는데 '{0}'을(를) 돌려주었습니다"),
        Message(
            "U0253", "TypeError", "exceptions must be classes or instances deriving from BaseException, not {0}",
            "raise할 수 있는 것은 예외뿐인데 {0}입니다"),
        Message("U0254", "TypeError", "can only join an iterable", "join()에는 반복할 수 있는 것을 주세요"),
        Message("U0255", "TypeError", "int() can't convert non-string with explicit base", "int()에 진법을 주려면 글을 주어야 합니다"),
        Message("U0322", "ValueError", "cannot convert float NaN to integer", "NaN은 정수로 바꿀 수 없습니다"),
        Message("U0323", "OverflowError", "cannot convert float infinity to integer", "무한대는 정수로 바꿀 수 없습니다"),
        Message("U0324", "OverflowError", "int too large to convert to float", "정수가 너무 커서 실수로 바꿀 수 없습니다"),
        Message(
            "U0325", "ValueError", "dictionary update sequence element #{0} has length {1}; 2 is required",
            "사전을 만드는 목록의 {0}번 원소는 길이가 2여야 하는데 {1}입니다"),
        Message("U0326", "ValueError", "zip() argument {0} is {1} than {2}", "zip()의 {0}번째 인수의 길이가 다릅니다 ({1}, {2})"),
        Message("U0327", "ValueError", "I/O operation on closed file.", "이미 닫은 파일입니다"),
        Message("U0328", "ValueError", "Sample larger than population or is negative", "뽑을 개수가 전체보다 많거나 음수입니다"),
        Message("U0329", "ValueError", "sleep length must be non-negative", "기다릴 시간은 음수일 수 없습니다"),
        Message("U0330", "ValueError", "list modified during sort", "정렬하는 동안 목록이 바뀌었습니다"),
        Message("U0415", "IndexError", "pop index out of range", "pop할 번호가 범위를 벗어났습니다"),
        Message("U0416", "IndexError", "range object index out of range", "range의 범위를 벗어난 번호입니다"),
        Message("U0417", "IndexError", "Cannot choose from an empty sequence", "빈 목록에서는 고를 수 없습니다"),
        Message("U0418", "KeyError", "'pop from an empty set'", "빈 집합에서는 꺼낼 수 없습니다"),
        Message("U0419", "KeyError", "'popitem(): dictionary is empty'", "빈 사전에서는 꺼낼 수 없습니다"),
        Message("U0515", "EOFError", "EOF when reading a line", "읽을 줄이 없습니다 (입력이 끝났습니다)"),
        Message("U0516", "RuntimeError", "step budget of {0} exhausted", "정해진 단계 수 {0}을(를) 다 썼습니다"),
        Message("U0517", "RuntimeError", "Set changed size during iteration", "도는 동안 집합의 크기가 바뀌었습니다"),
        Message(
            "U0518", "NotImplementedError", "metaclasses are not supported (class {0})", "메타클래스는 쓸 수 없습니다 (클래스 {0})"),
        Message(
            "U0038", "SyntaxError", "'match' statements are not supported; write if/elif/else instead",
            "match 문은 쓸 수 없습니다. if/elif/else로 쓰세요"),
        Message(
            "U0039", "SyntaxError", "'type' statements are not supported; write an assignment, X = ..., instead",
            "type 문은 쓸 수 없습니다. X = ... 처럼 쓰세요"),
        Message("U0040", "SyntaxError", "source code cannot contain null bytes", "코드에 널 바이트가 있습니다"),
    ]

    public static let all: [Message] = core + learning
}
