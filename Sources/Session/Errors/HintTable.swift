// Hints, what to do about an error, in English and Korean. The first row whose English fits is taken, so a row that fits more stands
// below those that say it better. Hints that are nothing but code need no row.

extension Messages {
    static let hints: [(english: String, korean: String)] = [
        ("did you mean '{0}'?", "'{0}'을(를) 쓰려고 했나요?"),
        ("did you mean '{0}'? signature: {1}", "'{0}'을(를) 쓰려고 했나요? 서명: {1}"),
        ("Did you mean: '{0}'?", "'{0}'을(를) 쓰려고 했나요?"),
        (
            "use 'sum' of logarithms, or detach() the tensors", "로그의 'sum'을 쓰거나 텐서를 detach() 하세요"
        ),
        ("the Hangul keyboard was on: {0}", "한글 자판이 켜져 있었습니다: {0}"),
        (
            "output= takes an array of the result's shape, or a type such as np.float32",
            "output=에는 결과와 같은 모양의 배열이나 np.float32 같은 타입을 줍니다"
        ),
        ("order is a whole number of derivatives, up to 16", "order는 미분 횟수로, 16까지의 정수입니다"),
        ("size is 1 or more elements along every axis", "size는 축마다 1 이상입니다"),
        (
            "flags are cv2.IMREAD_COLOR, cv2.IMREAD_GRAYSCALE and cv2.IMREAD_UNCHANGED",
            "플래그는 cv2.IMREAD_COLOR, cv2.IMREAD_GRAYSCALE, cv2.IMREAD_UNCHANGED입니다"
        ),
        (
            "types are cv2.THRESH_BINARY, THRESH_BINARY_INV, THRESH_TRUNC, THRESH_TOZERO, THRESH_TOZERO_INV, with + cv2.THRESH_OTSU",
            "종류는 cv2.THRESH_BINARY, THRESH_BINARY_INV, THRESH_TRUNC, THRESH_TOZERO, THRESH_TOZERO_INV이고 + cv2.THRESH_OTSU를 더할 수 있습니다"
        ),
        ("(-1, -1) is the middle", "(-1, -1)은 가운데입니다"),
        ("depths are -1, cv2.CV_8U, cv2.CV_32F and cv2.CV_64F", "깊이는 -1, cv2.CV_8U, cv2.CV_32F, cv2.CV_64F입니다"),
        (
            "norms are cv2.NORM_MINMAX, cv2.NORM_L2, cv2.NORM_L1 and cv2.NORM_INF",
            "norm_type은 cv2.NORM_MINMAX, cv2.NORM_L2, cv2.NORM_L1, cv2.NORM_INF입니다"
        ),
        ("{0} labels do not fit into {1}", "번호 {0}개는 {1}에 들어가지 않습니다"),
        (
            "modes are 'reflect', 'mirror', 'nearest', 'wrap', 'constant'",
            "방식은 'reflect', 'mirror', 'nearest', 'wrap', 'constant'입니다"
        ),
        ("give the image: threshold_otsu(image)", "그림을 주세요: threshold_otsu(image)"),
        ("imread(path, mode=\"L\") reads gray", "imread(path, mode=\"L\")은 회색으로 읽습니다"),
        (
            "invert the colours alone: ImageOps.invert(image.convert(\"RGB\"))",
            "색만 뒤집으세요: ImageOps.invert(image.convert(\"RGB\"))"
        ),
        (
            "draw on an RGBA image and put it down with Image.alpha_composite or paste(…, mask)",
            "RGBA 그림에 그린 다음 Image.alpha_composite나 paste(…, mask)로 얹으세요"
        ),
        (
            "draw a circle at every corner: draw.ellipse((x - r, y - r, x + r, y + r), fill=…)",
            "모서리마다 원을 그리세요: draw.ellipse((x - r, y - r, x + r, y + r), fill=…)"
        ),
        ("give three bytes a colour: red, green, blue", "색 하나에 빨강, 초록, 파랑 세 바이트를 주세요"),
        ("palettes are read as 'RGB' or 'RGBA'", "팔레트는 'RGB'나 'RGBA'로 읽습니다"),
        ("save one PNG per picture", "그림마다 PNG 하나로 저장하세요"),
        (
            "leave it out: JPEG files are written with 4:2:0, Pillow's default",
            "빼고 부르세요. JPEG은 Pillow의 기본값인 4:2:0으로 씁니다"
        ),
        ("give a number from 1 to 95: quality=75", "1에서 95까지의 수를 주세요: quality=75"),
        ("leave it out", "빼고 부르세요"),
        (
            "modes are 'ignore', 'reflect', 'constant', 'nearest', 'mirror', 'wrap', 'max', 'min'",
            "방식은 'ignore', 'reflect', 'constant', 'nearest', 'mirror', 'wrap', 'max', 'min'입니다"
        ),
        (
            "np.array(image)[..., ::-1].tobytes() is blue, green, red",
            "np.array(image)[..., ::-1].tobytes()는 파랑, 초록, 빨강 순서입니다"
        ),
        ("links to folders are named but not entered", "폴더의 링크는 이름만 알리고 들어가지 않습니다"),
        ("leave typed out", "typed를 빼세요"),
        (
            "take what it returns: d, i = distance_transform_edt(x, return_indices=True)",
            "돌려주는 값을 받으세요: d, i = distance_transform_edt(x, return_indices=True)"
        ),
        ("np.moveaxis(image, axis, -1) moves them", "np.moveaxis(image, axis, -1)로 옮기세요"),
        ("signature: {0}", "서명: {0}"),
        ("write first: {0}", "먼저 쓰세요: {0}"),
        ("here it is called {0}", "여기서는 {0}(이)라고 합니다"),
        ("the folder '{0}' is not there either", "폴더 '{0}'도 없습니다"),
        ("unetrepl speaks PyTorch: {0}", "unetrepl은 PyTorch를 씁니다: {0}"),
        ("read pictures with PIL: {0}", "그림은 PIL로 읽습니다: {0}"),
        ("tables are not supported; lists and dicts are", "표는 지원하지 않습니다. 리스트와 딕셔너리를 쓰세요"),
        ("plots are drawn with matplotlib.pyplot", "그래프는 matplotlib.pyplot으로 그립니다"),
        ("torch and numpy do the arithmetic here", "계산은 torch와 numpy로 합니다"),
        ("scripts here cannot use the network", "스크립트는 네트워크를 쓸 수 없습니다"),
        ("scripts here cannot start programs", "스크립트는 다른 프로그램을 실행할 수 없습니다"),
        ("save the file as UTF-8", "파일을 UTF-8로 저장하세요"),
        ("did you mean {0}?", "{0}을(를) 쓰려고 했나요?"),
        ("did you forget to import '{0}'?", "'{0}'을(를) import하지 않았나요?"),
        ("--sandbox allows paths below {0} only", "--sandbox에서는 {0} 아래의 경로만 쓸 수 있습니다"),
        ("PyTorch has no {0} either; did you mean {1}?", "PyTorch에도 {0}은(는) 없습니다. {1}을(를) 쓰려고 했나요?"),
        ("PyTorch has no {0} either; the nearest name here is {1}", "PyTorch에도 {0}은(는) 없습니다. 여기서 가장 가까운 이름은 {1}입니다"),
        ("PyTorch has no {0} either", "PyTorch에도 {0}은(는) 없습니다"),
        ("PyTorch has no {0}; did you mean {1}?", "PyTorch에는 {0}이(가) 없습니다. {1}을(를) 쓰려고 했나요?"),
        (
            "PyTorch has {0}, unetrepl does not; did you mean {1}?",
            "PyTorch에는 {0}이(가) 있지만 unetrepl에는 없습니다. {1}을(를) 쓰려고 했나요?"
        ),
        (
            "PyTorch has {0}, unetrepl does not; the nearest name here is {1}",
            "PyTorch에는 {0}이(가) 있지만 unetrepl에는 없습니다. 가장 가까운 이름은 {1}입니다"
        ),
        ("PyTorch has {0}, unetrepl does not", "PyTorch에는 {0}이(가) 있지만 unetrepl에는 없습니다"),
        ("Image.fromarray takes (H, W) or (H, W, 3) of uint8", "Image.fromarray는 uint8의 (H, W)나 (H, W, 3)을 받습니다"),
        ("Image.fromarray(array) makes one", "Image.fromarray(array)로 만듭니다"),
        ("Image.open takes a path", "Image.open은 경로를 받습니다"),
        ("TorchScript archives cannot be read", "TorchScript 파일은 읽을 수 없습니다"),
        ("a bidirectional control in a comment can hide code; remove it", "주석 속의 글자 방향 제어 문자는 코드를 숨길 수 있습니다. 지우세요"),
        ("abs(x) ** y, or max(x, 0) ** y", "abs(x) ** y나 max(x, 0) ** y로 쓰세요"),
        ("add a Linear layer after the output", "출력 뒤에 Linear 층을 더하세요"),
        ("add a channel axis: {0}", "채널 축을 더하세요: {0}"),
        ("add the batch axis: {0}", "배치 축을 더하세요: {0}"),
        ("add the channel axis: {0}", "채널 축을 더하세요: {0}"),
        ("all rows must have the same length", "모든 행의 길이가 같아야 합니다"),
        (
            "an image batch is (N, C, H, W); add axes with x[None] or x.unsqueeze(0)",
            "그림 배치는 (N, C, H, W)입니다. x[None]이나 x.unsqueeze(0)으로 축을 더하세요"
        ),
        ("an image of mode {0} takes {1} numbers", "모드가 {0}인 그림은 수 {1}개를 받습니다"),
        (
            "an in-place operation (+=, relu_, inplace=True) changed a value that backward needs; write y = y + 1",
            "제자리 연산(+=, relu_, inplace=True)이 역전파에 필요한 값을 바꾸었습니다. y = y + 1처럼 쓰세요"
        ),
        (
            "apply torch.sigmoid first, or use binary_cross_entropy_with_logits",
            "먼저 torch.sigmoid를 쓰거나 binary_cross_entropy_with_logits를 쓰세요"
        ),
        (
            "arange(start, end, step) goes from start to end; is end missing or step's sign wrong?",
            "arange(start, end, step)은 start에서 end까지 갑니다. end가 빠졌거나 step의 부호가 틀리지 않았나요?"
        ),
        ("arrays hold numbers; keep other objects in a list", "배열에는 수만 담습니다. 다른 것은 리스트에 담으세요"),
        ("arrow styles are {0}", "화살표 모양: {0}"),
        ("aspect is 'equal', 'auto' or a number", "aspect는 'equal', 'auto' 또는 수입니다"),
        ("bands are {0}", "채널 이름: {0}"),
        ("call .contiguous() on the base first", "먼저 원본에 .contiguous()를 부르세요"),
        ("call it: {0}", "괄호를 붙여 부르세요: {0}"),
        ("call {0} first", "먼저 {0}을(를) 부르세요"),
        ("change parameters under `with torch.no_grad():`", "매개변수는 `with torch.no_grad():` 안에서 바꾸세요"),
        ("channels come last: {0}", "채널은 마지막 축입니다: {0}"),
        ("check the sizes: are height, width and batch what you meant?", "크기를 확인하세요. 높이, 너비, 배치가 생각한 대로인가요?"),
        ("choose some: {0}", "일부만 고르세요: {0}"),
        ("class numbers go from 0 to C-1", "클래스 번호는 0부터 C-1까지입니다"),
        ("class numbers go from 0 to {0}; the prediction has {1} channels", "클래스 번호는 0부터 {0}까지입니다. 예측의 채널은 {1}개입니다"),
        ("codes: {0}", "쓸 수 있는 코드: {0}"),
        (
            "colors are names like 'red' or 'tab:blue', hex like '#1f77b4', or a gray level like '0.5'",
            "색은 'red', 'tab:blue' 같은 이름, '#1f77b4' 같은 16진수, '0.5' 같은 회색 값입니다"
        ),
        (
            "colors are names like 'red', hex like '#1f77b4', or (r, g, b) with numbers from 0 to 1",
            "색은 'red' 같은 이름, '#1f77b4' 같은 16진수, 0과 1 사이의 수로 된 (r, g, b)입니다"
        ),
        ("convert first: {0}", "먼저 바꾸세요: {0}"),
        ("convert it first: {0}", "먼저 바꾸세요: {0}"),
        ("convert it once (ImageMagick: {0})", "한 번 변환해 두세요 (ImageMagick: {0})"),
        ("convert it: {0}", "바꾸세요: {0}"),
        ("convert one of them: {0}", "하나를 바꾸세요: {0}"),
        ("convert the input: {0}", "입력을 바꾸세요: {0}"),
        ("convert the target: {0}", "정답을 바꾸세요: {0}"),
        ("convert to \"L\", or keep \"RGB\"", "\"L\"로 바꾸거나 \"RGB\"를 그대로 쓰세요"),
        (
            "create_graph=True works for convolutions, linear, batch norm, pooling, resizing and activations",
            "create_graph=True는 합성곱, linear, 배치 정규화, 풀링, 크기 바꾸기, 활성 함수에서 쓸 수 있습니다"
        ),
        (
            "cv2.imread gives None when there is no such file; check the path",
            "파일이 없으면 cv2.imread는 None을 줍니다. 경로를 확인하세요"
        ),
        ("did you mean mode='{0}'?", "mode='{0}'을 쓰려고 했나요?"),
        ("dimension {0} has {1} elements, k is {2}", "{0}번 차원의 원소는 {1}개인데 k가 {2}입니다"),
        ("divide by 255 first, or use x.astype(np.uint8)", "먼저 255로 나누거나 x.astype(np.uint8)을 쓰세요"),
        ("drop 'async' and 'await': calls here run to their end", "'async'와 'await'를 빼세요. 여기서는 호출이 끝까지 실행됩니다"),
        ("drop the channel axis: {0}", "채널 축을 빼세요: {0}"),
        ("flatten the values: {0}", "한 줄로 펴세요: {0}"),
        ("for RGBA use {0}", "RGBA에는 {0}을(를) 쓰세요"),
        ("for a rank {0} input use mode='{1}'", "차원이 {0}개인 입력에는 mode='{1}'을 쓰세요"),
        ("for example {0}, or one of these with '_r' appended", "예: {0}, 또는 뒤에 '_r'을 붙인 것"),
        ("for example {0}", "예: {0}"),
        ("for lists use torch.tensor(list)", "리스트에는 torch.tensor(list)를 쓰세요"),
        ("give every text a number first", "먼저 글마다 번호를 붙이세요"),
        ("give it a tensor: {0}", "텐서를 주세요: {0}"),
        ("give it the model's parameters: {0}", "모델의 매개변수를 주세요: {0}"),
        ("give tqdm the thing to loop over: {0}", "tqdm에 반복할 것을 주세요: {0}"),
        ("globals() is the module's dict, locals() the function's", "globals()는 모듈의 딕셔너리, locals()는 함수의 딕셔너리입니다"),
        (
            "images are (H, W), (3, H, W), (H, W, 3) or batches (N, 3, H, W); label maps (H, W); outputs (N, classes, H, W)",
            "그림은 (H, W), (3, H, W), (H, W, 3) 또는 배치 (N, 3, H, W), 정답 지도는 (H, W), 모델의 출력은 (N, 클래스, H, W)입니다"
        ),
        (
            "imshow takes (H, W), (H, W, 3) or (H, W, 4); choose one channel: {0}",
            "imshow는 (H, W), (H, W, 3), (H, W, 4)를 받습니다. 채널 하나를 고르세요: {0}"
        ),
        (
            "imshow takes (H, W), (H, W, 3) or (H, W, 4); move channels last with .permute(1, 2, 0)",
            "imshow는 (H, W), (H, W, 3), (H, W, 4)를 받습니다. .permute(1, 2, 0)으로 채널을 뒤로 보내세요"
        ),
        ("imshow takes (H, W), (H, W, 3) or (H, W, 4)", "imshow는 (H, W), (H, W, 3), (H, W, 4)를 받습니다"),
        ("iterate over list({0}) to change {1} meanwhile", "도는 동안 {1}을(를) 바꾸려면 list({0})을(를) 도세요"),
        ("keep a {0} in an attribute and write the methods you need", "{0}을(를) 속성에 두고 필요한 메서드를 쓰세요"),
        ("keep text in a list", "글은 리스트에 두세요"),
        ("leave format out, or write format=\"png\"", "format을 빼거나 format=\"png\"로 쓰세요"),
        ("loop over the rows", "행을 하나씩 도세요"),
        ("make a new one and copy the values: {0}", "새로 만들고 값을 복사하세요: {0}"),
        ("make bytes of it: {0}", "바이트로 바꾸세요: {0}"),
        ("make the base a float: {0}", "밑을 실수로 바꾸세요: {0}"),
        ("markers are {0}", "표식: {0}"),
        ("math.lgamma(n + 1) is its logarithm", "math.lgamma(n + 1)이 그 로그입니다"),
        ("modes are {0}", "쓸 수 있는 mode: {0}"),
        ("module '{0}' has no attribute '{1}'", "모듈 '{0}'에 '{1}'이(가) 없습니다"),
        ("np.save writes them", "np.save로 저장합니다"),
        (
            "the largest batch that fits is about {0}: train(model, images, labels, batch_size={0})",
            "들어가는 가장 큰 배치는 {0} 정도입니다: train(model, images, labels, batch_size={0})"
        ),
        (
            "even one image of shape {0} is too much: resize or crop the images, or take a narrower model",
            "{0} 크기 이미지는 하나도 들어가지 않습니다: 이미지를 줄이거나 자르거나, 더 좁은 모델을 쓰세요"
        ),
        ("work on a copy: b = a.copy()", "사본을 쓰세요: b = a.copy()"),
        ("np.load(file) reads the array; np.save writes it back", "np.load(file)로 읽고 np.save로 다시 저장하세요"),
        (
            "np.array2string(a, formatter={'float': lambda x: f'{x:.2f}'}) writes one array",
            "배열 하나는 np.array2string(a, formatter={'float': lambda x: f'{x:.2f}'})로 쓸 수 있습니다"
        ),
        ("results are inf and nan; np.isfinite(x).all() checks them", "결과는 inf나 nan입니다. np.isfinite(x).all()로 확인하세요"),
        ("np.asarray(obj) copies only when it must", "np.asarray(obj)는 꼭 필요할 때만 복사합니다"),
        ("one channel: {0}", "채널 하나만: {0}"),
        (
            "one row of plots has one index: axes[0]; pass squeeze=False to plt.subplots for axes[0, 0]",
            "한 줄로 놓인 그림칸의 번호는 하나입니다: axes[0]. axes[0, 0]으로 쓰려면 plt.subplots에 squeeze=False를 주세요"
        ),
        ("only PNG images can be read", "PNG 그림만 읽을 수 있습니다"),
        ("open the file with mode 'r' to read it", "읽으려면 파일을 'r'로 여세요"),
        ("open the file with mode 'w' or 'a' to write it", "쓰려면 파일을 'w'나 'a'로 여세요"),
        ("pad the image first: {0}", "먼저 그림의 가장자리를 채우세요: {0}"),
        ("pass shape=image.shape[:2] to clip the shape to an image", "도형을 그림에 맞추어 자르려면 shape=image.shape[:2]를 주세요"),
        ("pass {0}", "{0}을(를) 주세요"),
        ("pictures are PIL images or tensors", "그림은 PIL 그림이나 텐서입니다"),
        ("plt.subplots gave {0} axes; choose one: {1}", "plt.subplots가 그림칸 {0}개를 주었습니다. 하나를 고르세요: {1}"),
        ("plt.subplots made axes of shape {0}", "plt.subplots가 모양 {0}인 그림칸들을 만들었습니다"),
        ("prediction and target need the same height and width", "예측과 정답의 높이와 너비가 같아야 합니다"),
        ("put it into a list: {0}", "리스트에 넣으세요: {0}"),
        ("put transforms.ToTensor() before {0}", "{0} 앞에 transforms.ToTensor()를 놓으세요"),
        ("random reals need a floating point tensor: {0}", "무작위 실수는 실수 텐서가 필요합니다: {0}"),
        ("read the file first: {0}", "먼저 파일을 읽으세요: {0}"),
        ("reduce it first: {0}", "먼저 수 하나로 줄이세요: {0}"),
        ("reshape the target: {0}", "정답의 모양을 바꾸세요: {0}"),
        ("resize or pad the image: {0}", "그림의 크기를 바꾸거나 가장자리를 채우세요: {0}"),
        ("resize(image, (64, 64)); channels come last and are kept", "resize(image, (64, 64)). 마지막 축인 채널은 그대로 둡니다"),
        ("save as '{0}png'", "'{0}png'로 저장하세요"),
        ("save it as '{0}png'", "'{0}png'로 저장하세요"),
        ("save one PNG per frame", "장면마다 PNG를 저장하세요"),
        ("save tensors, numbers, strings, lists and dicts", "텐서, 수, 글, 리스트, 딕셔너리를 저장하세요"),
        ("save the state dict only: {0}", "state_dict만 저장하세요: {0}"),
        ("set in_channels={0} or change the input", "in_channels={0}(으)로 하거나 입력을 바꾸세요"),
        (
            "shapes are {0} and {1}; add a batch dimension with unsqueeze(0)?",
            "모양이 {0}와(과) {1}입니다. unsqueeze(0)으로 배치 차원을 더할까요?"
        ),
        (
            "shapes are {0} and {1}; sizes must be equal or 1, counted from the right",
            "모양이 {0}와(과) {1}입니다. 오른쪽부터 세어 크기가 같거나 1이어야 합니다"
        ),
        ("shapes are {0} and {1}", "모양이 {0}와(과) {1}입니다"),
        (
            "sizes must match except in dim 1; pad or crop the skip connection (F.pad or center crop), or use image sizes divisible by 2 at every level",
            "1번 차원 말고는 크기가 같아야 합니다. 건너뛰는 연결을 채우거나 자르고(F.pad, 가운데 자르기), 단계마다 2로 나누어떨어지는 크기의 그림을 쓰세요"
        ),
        ("spines are 'left', 'right', 'bottom', 'top'", "테두리 이름은 'left', 'right', 'bottom', 'top'입니다"),
        ("str(x) turns a number into text; f\"{x} …\" does it in place", "str(x)가 수를 글로 바꿉니다. f\"{x} …\"로도 됩니다"),
        ("str(x) turns a number into text; f\"{x}\" does it in place", "str(x)가 수를 글로 바꿉니다. f\"{x}\"로도 됩니다"),
        ("take the part you need, ['model_state_dict'] for example", "필요한 부분을 꺼내세요. 예: ['model_state_dict']"),
        (
            "the columns of the first ({0}) must equal the rows of the second ({1})",
            "앞의 열 수({0})와 뒤의 행 수({1})가 같아야 합니다"
        ),
        ("the dataset has {0} samples; the lengths are {1}", "데이터셋의 표본은 {0}개인데 길이들은 {1}입니다"),
        ("the file is damaged or was not written by a tool we know", "파일이 손상되었거나 모르는 도구로 쓴 것입니다"),
        ("the first line of __init__ must be super().__init__()", "__init__의 첫 줄은 super().__init__()이어야 합니다"),
        ("the image is {0} wide and {1} high; the order is (x, y)", "그림은 너비 {0}, 높이 {1}입니다. 순서는 (x, y)입니다"),
        (
            "the image shrank below the window: use a larger image or fewer pooling steps",
            "그림이 창보다 작아졌습니다. 더 큰 그림을 쓰거나 풀링을 줄이세요"
        ),
        (
            "the layer expects {0} features in the last axis; the input {1} has {2}",
            "층은 마지막 축에 특징 {0}개를 기대하는데 입력 {1}에는 {2}개입니다"
        ),
        ("the layer's num_features must be the input's channels, {0}", "층의 num_features는 입력의 채널 수 {0}이어야 합니다"),
        ("the only device here is 'cpu'", "여기서 쓸 수 있는 장치는 'cpu'뿐입니다"),
        ("the table has {0} rows; the index {1} is not among them", "표의 행은 {0}개이고 번호 {1}은(는) 그 안에 없습니다"),
        ("the target is (N, …) without the class axis", "정답은 클래스 축이 없는 (N, …)입니다"),
        ("the tensor has {0} dimensions; give one number for each", "텐서의 차원은 {0}개입니다. 차원마다 수를 하나씩 주세요"),
        ("this dimension is empty", "이 차원은 비어 있습니다"),
        ("this is a batch; show one image of it: {0}", "배치입니다. 그 가운데 그림 하나를 보여 주세요: {0}"),
        ("to change image and mask alike, seed twice: {0} before each", "그림과 마스크를 똑같이 바꾸려면 저마다 앞에서 씨앗을 정하세요: {0}"),
        ("to reverse a tensor, use {0}", "텐서를 뒤집으려면 {0}을(를) 쓰세요"),
        ("tqdm(iterable), or use update()", "tqdm(iterable)로 쓰거나 update()를 쓰세요"),
        (
            "turn each sample into tensors in __getitem__ (for images: transforms.ToTensor())",
            "__getitem__에서 표본을 텐서로 바꾸세요 (그림은 transforms.ToTensor())"
        ),
        ("turn it into a tensor first: {0}", "먼저 텐서로 바꾸세요: {0}"),
        ("turn the array into a tensor first: {0}", "먼저 배열을 텐서로 바꾸세요: {0}"),
        ("turn the array into an image first: {0}", "먼저 배열을 그림으로 바꾸세요: {0}"),
        ("unetrepl knows utf-8, ascii and latin-1", "unetrepl은 utf-8, ascii, latin-1을 압니다"),
        ("unpack the list: {0}", "목록을 풀어서 주세요: {0}"),
        (
            "use 'adam', 'adamw', 'sgd', 'rmsprop' or an optimizer object",
            "'adam', 'adamw', 'sgd', 'rmsprop'이나 옵티마이저 객체를 쓰세요"
        ),
        (
            "use .tolist() for all values, or .mean() / .sum() for one number",
            "모든 값은 .tolist(), 수 하나는 .mean()이나 .sum()을 쓰세요"
        ),
        ("use .transpose(-2, -1) or .mT for the last two dimensions", "마지막 두 차원에는 .transpose(-2, -1)이나 .mT를 쓰세요"),
        ("use __init_subclass__ or a class decorator", "__init_subclass__나 클래스 데코레이터를 쓰세요"),
        ("the file is cut off in its header", "파일이 머리 부분에서 잘려 있습니다"),
        ("PNG, JPEG, GIF, TIFF and BMP images can be read", "PNG, JPEG, GIF, TIFF, BMP 그림을 읽을 수 있습니다"),
        (
            "JPEG has no transparency: image.convert(\"RGB\").save(path)",
            "JPEG에는 투명도가 없습니다: image.convert(\"RGB\").save(path)"
        ),
        ("remove_spectral_norm(module) undoes the first", "remove_spectral_norm(module)이 처음 것을 되돌립니다"),
        ("kernel_size=(3, 3) for images", "이미지에는 kernel_size=(3, 3)"),
        ("remove_weight_norm(module) undoes the first", "remove_weight_norm(module)이 처음 것을 되돌립니다"),
        (
            "delete what is no longer needed (del x), or work on smaller pieces",
            "더 쓰지 않는 것은 지우거나(del x) 작게 나누어 처리하세요"
        ),
        ("use a larger batch or image, or model.eval()", "더 큰 배치나 그림을 쓰거나 model.eval()을 부르세요"),
        (
            "use a smaller batch or image, or run validation under torch.no_grad()",
            "배치나 그림을 줄이거나, 검증은 torch.no_grad() 안에서 하세요"
        ),
        ("use a smaller kernel, more padding or a larger image", "커널을 줄이거나, 패딩을 늘리거나, 더 큰 그림을 쓰세요"),
        (
            "use a smaller learning rate (lr=0.0001), and check that images are in 0..1",
            "학습률을 줄이고(lr=0.0001) 그림의 값이 0과 1 사이인지 확인하세요"
        ),
        ("use floats: {0}", "실수를 쓰세요: {0}"),
        ("use one of {0}", "다음 가운데 하나를 쓰세요: {0}"),
        ("use torch.stack for 0-d tensors", "0차원 텐서에는 torch.stack을 쓰세요"),
        ("use torch.stack(list) to join tensors", "텐서를 모으려면 torch.stack(list)를 쓰세요"),
        ("use x.long() for positions or x > 0 for a mask", "위치에는 x.long(), 마스크에는 x > 0을 쓰세요"),
        ("use order=0 (nearest) or order=1 (linear)", "order=0(가장 가까운 값)이나 order=1(선형)을 쓰세요"),
        ("use {0} or {1}", "{0} 또는 {1}을(를) 쓰세요"),
        ("use {0}", "{0}을(를) 쓰세요"),
        ("valid indices are {0} to {1}", "쓸 수 있는 번호는 {0}부터 {1}까지입니다"),
        (
            "very old checkpoints have no archive; save them again with a newer PyTorch",
            "아주 오래된 체크포인트입니다. 새 PyTorch로 다시 저장하세요"
        ),
        (
            "was it computed under torch.no_grad(), detached, or from inputs without requires_grad?",
            "torch.no_grad() 안에서 계산했거나, detach했거나, requires_grad가 없는 입력에서 나온 것은 아닌가요?"
        ),
        (
            "wrap it: nn.Parameter(...), or change the values in place: {0}",
            "nn.Parameter(...)로 감싸거나 값을 제자리에서 바꾸세요: {0}"
        ),
        ("write a number of points, or 'small', 'large'", "포인트 수나 'small', 'large'로 쓰세요"),
        ("write super() inside a method, or super(Class, self)", "super()는 메서드 안에서 쓰거나 super(Class, self)로 쓰세요"),
        (
            "write the layers yourself with torch.nn, or use UNet(channels, classes)",
            "torch.nn으로 층을 직접 쓰거나 UNet(channels, classes)를 쓰세요"
        ),
        ("write {0} first", "먼저 {0}을(를) 쓰세요"),
        ("write {0}, or {1}", "{0}(으)로 쓰거나 {1}(으)로 쓰세요"),
        ("write {0}", "{0}(으)로 쓰세요"),
        (
            "training stopped after {0} of {1} epochs; the model keeps what it learned",
            "에폭 {1}개 가운데 {0}개를 마치고 학습을 멈췄습니다. 모델은 배운 것을 간직합니다"
        ),
        ("out_channels must be a multiple of groups", "out_channels는 groups의 배수여야 합니다"),
        ("ord may be 'fro' or a number", "ord에는 'fro'나 수를 쓰세요"),
        ("use 'fro', 1, -1, inf or -inf", "'fro', 1, -1, inf, -inf 가운데 하나를 쓰세요"),
        ("repeat the columns instead", "대신 열을 되풀이해 넣으세요"),
        ("out= takes an array to write into", "out=에는 결과를 써 넣을 배열을 주세요"),
        (
            "probabilities lie between 0 and 1: torch.sigmoid(x) makes them of any numbers",
            "확률은 0과 1 사이입니다. torch.sigmoid(x)로 어떤 수든 확률로 바꿀 수 있습니다"
        ),
        ("write 1 - x, or make a mask of x first: {0}", "1 - x를 쓰거나, 먼저 x로 마스크를 만드세요: {0}"),
        ("give one mean and one std per channel: this image has {0}", "채널마다 mean과 std를 하나씩 주세요. 이 그림의 채널은 {0}개입니다"),
        ("the mask has {0} ones, source has {1} elements", "마스크에서 참인 곳은 {0}개인데 source의 원소는 {1}개입니다"),
        ("order is 0", "order는 0입니다"),
        ("norm, inv and det are", "norm, inv, det는 됩니다"),
        ("('%d' % n).encode() formats text", "('%d' % n).encode()로 글자를 만드세요"),
    ]
}
