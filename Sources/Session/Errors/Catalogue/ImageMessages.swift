// What cv2, PIL, skimage and the image files say. (`Messages` says how a row is written.)

extension Messages {
    static let image: String = #"""
        # cv2
        imread() takes a path, not {0} → imread()에는 경로를 주어야 하는데 {0}입니다
        imsave() takes a path, not {0} → imsave()에는 경로를 주어야 하는데 {0}입니다
        imwrite() takes a path → imwrite()에는 경로를 주어야 합니다
        {0}() takes a path → {0}()에는 경로를 주어야 합니다
        cv2.{0}(): the image is None → cv2.{0}(): 그림이 None입니다. 파일을 읽지 못했습니다
        cv2.{0}() takes (H, W) or (H, W, C), not {1} dimensions → cv2.{0}()은 (H, W)나 (H, W, C)를 받는데 {1}차원입니다
        give a size (width, height), or fx and fy → 크기 (너비, 높이)나 fx와 fy를 주세요
        the size must be positive pixels → 크기는 양수여야 합니다 (픽셀)
        the size must be positive pixels, not {0} → 크기는 양수여야 하는데 {0}입니다 (픽셀)
        this interpolation is not available here → 이 보간 방법은 여기에 없습니다
        cv2.cvtColor() with this code is not available here for {0} channels → 채널이 {0}개인 그림에는 이 cv2.cvtColor() 코드를 쓸 수 없습니다
        cv2.threshold() knows THRESH_BINARY, THRESH_BINARY_INV and THRESH_OTSU here
        → cv2.threshold()는 여기서 THRESH_BINARY, THRESH_BINARY_INV, THRESH_OTSU만 압니다

        # Drawing
        centre and radii must be finite and not negative, got radii {0}, {1}
        → 중심은 유한하고 반지름은 음수가 아니어야 하는데 반지름이 {0}, {1}입니다
        polygon needs as many rows as columns, got {0} and {1} → polygon에는 행과 열의 개수가 같아야 하는데 {0}개와 {1}개입니다
        the line would cover more than {0} pixels → 선이 {0}픽셀보다 많이 덮습니다
        the outline would cover more than {0} pixels → 테두리가 {0}픽셀보다 많이 덮습니다
        circle_perimeter: radius {0} is out of range → circle_perimeter: 반지름 {0}이(가) 범위를 벗어났습니다
        a shape is (rows, columns) → 모양은 (행, 열)로 씁니다
        an image of {0} x {1} pixels is too large → {0} x {1}픽셀 그림은 너무 큽니다
        an image of {0} x {1} pixels is too large; the limit is {2} pixels → {0} x {1}픽셀 그림은 너무 큽니다. {2}픽셀까지 쓸 수 있습니다
        an image of {0} x {1} pixels is too large; a side may have {2} → {0} x {1}픽셀 그림은 너무 큽니다. 한 변은 {2}까지입니다
        an image needs at least 1 x 1 pixels, not {0} x {1} → 그림은 1 x 1픽셀 이상이어야 하는데 {0} x {1}입니다
        the shape covers a box of {0} x {1} pixels → 도형이 덮는 상자가 {0} x {1}픽셀로 너무 큽니다
        coordinates must be finite and below 1e9 pixels → 좌표는 유한하고 1e9픽셀보다 작아야 합니다
        coordinates must be below 1e9 pixels → 좌표는 1e9픽셀보다 작아야 합니다
        coordinates are too far apart → 좌표가 서로 너무 멉니다
        coordinates must be pixels below a million → 좌표는 백만보다 작은 픽셀이어야 합니다

        # PIL
        images of mode '{0}' are not available here → 모드 '{0}'의 그림은 여기에 없습니다
        image has wrong mode → 그림의 모드가 맞지 않습니다
        choosing a palette for an image of mode '{0}' is not available here → 모드 '{0}'인 그림의 팔레트는 여기서 고를 수 없습니다
        Unknown resampling filter ({0}). Use {1} → 모르는 리샘플링 필터 ({0}). 쓸 수 있는 것: {1}
        height and width must be > 0 → 높이와 너비는 양수여야 합니다
        Width and height must be > 0 → 너비와 높이는 양수여야 합니다
        this filter does not work on images of mode '{0}' → 모드 '{0}'인 그림에는 이 필터를 쓸 수 없습니다
        this operation does not work on images of mode '{0}' → 모드 '{0}'인 그림에는 이 연산을 쓸 수 없습니다
        the angle must be a number of degrees, not {0} → 각도는 수(도)여야 하는데 {0}입니다
        center and translate are pairs (x, y) → center와 translate는 (x, y)로 씁니다
        the turned image would be too large → 돌린 그림이 너무 커집니다
        cannot write mode {0} as {1} → 모드 {0}인 그림은 {1}(으)로 쓸 수 없습니다
        only gray images can be written as GIF → GIF로는 회색 그림만 쓸 수 있습니다
        color must be int or tuple → 색은 정수나 튜플이어야 합니다
        color must be a number → 색은 수여야 합니다
        a box is (left, upper, right, lower), not {0} → 상자는 (왼쪽, 위, 오른쪽, 아래)인데 {0}입니다
        {0} is a pair (width, height), not {1} → {0}은(는) (너비, 높이)인데 {1}입니다
        Coordinate 'right' is less than 'left' → 오른쪽 좌표가 왼쪽보다 작습니다
        Coordinate 'lower' is less than 'upper' → 아래 좌표가 위보다 작습니다
        the crop box lies outside the image → 자를 상자가 그림 밖에 있습니다
        the crop box is too large → 자를 상자가 너무 큽니다
        No such transpose operation → 그런 transpose 방법은 없습니다
        only Image.AFFINE transforms are available here → 여기에는 Image.AFFINE 변환만 있습니다
        an affine map has 6 numbers → 아핀 변환은 수 6개로 씁니다
        scale must be > 0 → scale은 양수여야 합니다
        too many data entries → 값이 너무 많습니다
        The image has no channel {0} → 그림에 채널 {0}이(가) 없습니다
        wrong number of lut entries → 변환표의 값 개수가 맞지 않습니다
        a place is (left, upper), not {0} → 자리는 (왼쪽, 위)인데 {0}입니다
        a place is a pair (x, y), not {0} → 자리는 (x, y)인데 {0}입니다
        a place is (row, column), not {0} → 자리는 (행, 열)인데 {0}입니다
        images do not match → 두 그림의 크기나 모드가 다릅니다
        PIL's filters are not available here → PIL의 필터는 여기에 없습니다
        argument must be sequence of length 2 → 인자는 길이가 2여야 합니다
        image index out of range → 그림의 좌표가 범위를 벗어났습니다
        no more images in file → 파일에 그림이 더 없습니다
        Cannot handle this data type: {0}, {1} → 그림으로 바꿀 수 없는 자료형입니다: {0}, {1}
        expected a PIL image, not {0} → PIL 그림이 필요한데 {0}입니다
        {0}() is not available here: animations cannot be written → {0}()은(는) 여기에 없습니다. 움직이는 그림은 쓸 수 없습니다
        cannot identify image file → 아는 그림 파일이 아닙니다
        unrecognized image mode '{0}' → 모르는 그림 모드 '{0}'
        the size of drawn text is not known here; use plt.text(x, y, 'words') on plt.imshow(image)
        → 글자의 크기는 알 수 없습니다. plt.imshow(image)에 plt.text(x, y, "글")를 쓰세요
        wrong number of bands → 채널의 개수가 맞지 않습니다
        size mismatch → 크기가 서로 다릅니다
        frombytes(mode, size, data) → frombytes(mode, size, data)로 부르세요
        a border is one, two or four numbers of pixels, not {0} → 테두리는 픽셀 수 1개, 2개, 4개로 쓰는데 {0}입니다
        expected an ImageDraw → ImageDraw 객체가 필요합니다
        coordinate list must contain exactly 2 coordinates → 좌표가 2개 있어야 합니다
        coordinate list must contain at least 2 coordinates → 좌표가 2개 이상 있어야 합니다
        x1 must be greater than or equal to x0 → x1은 x0 이상이어야 합니다
        y1 must be greater than or equal to y0 → y1은 y0 이상이어야 합니다
        border must not be negative or huge → 테두리는 음수이거나 너무 클 수 없습니다
        a {0} x {1} picture with {2} channels has {3} samples, not {4} → 채널이 {2}개인 {0} x {1} 그림에는 값이 {3}개 있어야 하는데 {4}개입니다

        # PNG, JPEG and GIF files
        cannot read the GIF: {0} → GIF를 읽을 수 없습니다: {0:ko}
        no picture in it → 그림이 들어 있지 않습니다
        its picture does not fit its size → 그림이 크기와 맞지 않습니다
        its code size is {0} → 코드 크기가 {0}입니다
        the file ends too early → 파일이 너무 일찍 끝납니다
        its pixels end too early → 픽셀이 너무 일찍 끝납니다
        a code in it means nothing → 뜻이 없는 코드가 있습니다
        a GIF needs one channel of 8 bits and sides below 65536 → GIF에는 8비트 채널 하나와 65536보다 작은 변이 필요합니다
        a JPEG of {0} x {1} pixels is too large → {0} x {1}픽셀 JPEG는 너무 큽니다
        a PNG of {0} x {1} pixels is too large → {0} x {1}픽셀 PNG는 너무 큽니다
        cannot write the {0} → {0} 파일을 쓸 수 없습니다
        cannot write the {0}: {1} → {0} 파일을 쓸 수 없습니다: {1}
        cannot read the {0} → {0} 파일을 읽을 수 없습니다
        cannot read the {0}: {1} → {0} 파일을 읽을 수 없습니다: {1}

        # skimage
        Images of type float must be between -1 and 1. → 실수 그림의 값은 -1과 1 사이여야 합니다
        the last axis must hold 3 channels, not {0} → 마지막 축의 채널은 3개여야 하는데 {0}개입니다
        Unknown mode, or cannot translate mode '{0}' → 모르는 모드 '{0}'
        len(output_shape) cannot be smaller than the image dimensions, and sizes must be positive: output_shape is {0}
        → output_shape의 길이는 그림의 차원보다 작을 수 없고 크기는 양수여야 하는데 {0}입니다
        len(output_shape) cannot be smaller than the image dimensions → output_shape의 길이는 그림의 차원보다 작을 수 없습니다
        resize(order={0}) is not available here → resize(order={0})은 여기에 없습니다
        rotate(order={0}) is not available here → rotate(order={0})은 여기에 없습니다
        rotate(resize=True) is not available here → rotate(resize=True)는 여기에 없습니다
        anti_aliasing must be False for boolean images → 불 그림에는 anti_aliasing을 쓸 수 없습니다
        rotate() takes (H, W) or (H, W, C) → rotate()는 (H, W)나 (H, W, C)를 받습니다
        Sigma values less than zero are not valid → sigma는 음수일 수 없습니다
        a range is (low, high) → 범위는 (낮은 값, 높은 값)으로 씁니다
        find_boundaries works on 2-D label images here → find_boundaries는 여기서 2차원 라벨 그림에 씁니다
        mode='{0}' is not available here → mode='{0}'은(는) 여기에 없습니다
        Input images must have the same dimensions. → 두 그림의 모양이 같아야 합니다
        shape is (rows, columns), not {0} → 모양은 (행, 열)인데 {0}입니다
        only method='bresenham' is available here → 여기에는 method='bresenham'만 있습니다
        extent is (rows, columns) → extent는 (행, 열)로 씁니다
        Either `end` or `extent` must be given → `end`와 `extent` 가운데 하나를 주어야 합니다
        the rectangle covers {0} x {1} pixels → 사각형이 {0} x {1}픽셀로 너무 큽니다
        polygon is an array (N, 2) of rows and columns → polygon은 행과 열의 배열 (N, 2)입니다
        set_color(image, (rows, columns), color) paints an array → set_color(image, (rows, columns), color)로 배열에 칠합니다
        the scaled image would have {0} pixels on a side → 크기를 바꾼 그림의 한 변이 {0}픽셀이 됩니다
        the input array must have size 3 along `channel_axis`, got {0} → 채널 축의 크기는 3이어야 하는데 {0}입니다
        the input array must have size 4 along `channel_axis` → 채널 축의 크기는 4여야 합니다
        background must be an array-like containing 3 RGB values. → background는 RGB 값 3개여야 합니다
        label2rgb takes a 2-D array of labels here → label2rgb는 여기서 라벨의 2차원 배열을 받습니다
        label2rgb(kind='avg') is not available here → label2rgb(kind='avg')는 여기에 없습니다
        `image` and `label` must be the same shape → `image`와 `label`의 모양이 같아야 합니다
        measure.label works on 2-D images here → measure.label은 여기서 2차원 그림에 씁니다
        the footprint is too large → footprint가 너무 큽니다
        morphology works on 2-D images here → morphology는 여기서 2차원 그림에 씁니다
        a footprint is a small 2-D array → footprint는 작은 2차원 배열입니다
        a size is (width, height) in pixels, not {0} → 크기는 (너비, 높이) 픽셀이어야 하는데 {0}입니다
        ksize must be positive → ksize는 양수여야 합니다
        ksize is (width, height), sigmas are pixels → ksize는 (너비, 높이)이고 sigma는 픽셀 단위입니다
        GaussianBlur: the sides of ksize must be odd and positive → GaussianBlur의 ksize는 양의 홀수여야 합니다
        ksize is (width, height) in pixels → ksize는 (너비, 높이) 픽셀입니다
        ksize must be odd → ksize는 홀수여야 합니다
        a kernel is 2-D → 커널은 2차원이어야 합니다
        unknown ImageReadMode: {0} → 알 수 없는 ImageReadMode입니다: {0}
        filter2D: ddepth is -1, cv2.CV_32F or cv2.CV_64F here → filter2D의 ddepth는 -1, cv2.CV_32F, cv2.CV_64F 가운데 하나여야 합니다
        getStructuringElement(cv2.MORPH_RECT, (width, height)) → getStructuringElement(cv2.MORPH_RECT, (너비, 높이))처럼 쓰세요
        a kernel is a small 2-D array → 커널은 작은 2차원 배열이어야 합니다
        borders are pixels → 테두리는 픽셀 수입니다
        the image with its border is {0} x {1} pixels → 테두리를 붙인 그림이 {0} x {1} 픽셀입니다
        addWeighted: the images differ in size → addWeighted의 두 그림 크기가 다릅니다
        absdiff: the images differ in size → absdiff의 두 그림 크기가 다릅니다
        normalize() knows norm_type=cv2.NORM_MINMAX here → 여기서 normalize()는 norm_type=cv2.NORM_MINMAX만 됩니다
        cannot read '{0}': it is a {1} image, and only PNG, JPEG, GIF, TIFF and BMP images can be read
        → '{0}'을(를) 읽을 수 없습니다. {1} 그림인데 PNG, JPEG, GIF, TIFF, BMP만 읽을 수 있습니다
        cannot write '{0}': only PNG, JPEG, GIF, TIFF and BMP images can be written
        → '{0}'을(를) 쓸 수 없습니다. PNG, JPEG, GIF, TIFF, BMP만 쓸 수 있습니다
        splines of order {0} are not available here → {0}차 스플라인은 지원하지 않습니다
        sequence argument must have length equal to input rank → 차례 인자의 길이는 입력의 차원 수와 같아야 합니다
        structure and input must have same dimensionality → structure와 입력의 차원 수가 같아야 합니다
        rank must be 1 to 6 → 차원 수는 1에서 6 사이여야 합니다
        zoom gives {0} elements → zoom 결과의 원소가 {0}개입니다
        invalid shape for coordinate array → 좌표 배열의 모양이 맞지 않습니다
        the angle must be degrees, not {0} → 각도는 도 단위 수여야 하는데 {0}입니다
        axes should contain only 2 different axes of the array → axes에는 배열의 서로 다른 두 축을 주세요
        no footprint provided → footprint가 없습니다
        sigma must be positive pixels → sigma는 양수 픽셀이어야 합니다
        win_size exceeds image extent. {0} → win_size가 그림보다 큽니다. 그림의 짧은 변 이하인 홀수를 win_size로 주고, 컬러 그림이면 channel_axis를 주세요
        Since image dtype is floating point, you must specify the data_range parameter. {0} → 실수 그림이므로 data_range를 주어야 합니다
        this TIFF file is damaged: {0} → 이 TIFF 파일은 망가졌습니다: {0:ko}
        only TIFF files of 8-bit gray or RGB pixels, plain or LZW, can be read → TIFF는 8비트 회색이나 RGB, 압축하지 않았거나 LZW인 것만 읽을 수 있습니다
        cannot write this picture as TIFF → 이 그림은 TIFF로 쓸 수 없습니다
        this BMP file is damaged: {0} → 이 BMP 파일은 망가졌습니다: {0:ko}
        only BMP files of 8, 24 or 32 bits, not compressed, can be read → BMP는 압축하지 않은 8, 24, 32비트만 읽을 수 있습니다
        cannot write this picture as BMP → 이 그림은 BMP로 쓸 수 없습니다
        it is cut off → 잘려 있습니다
        it says no size → 크기가 적혀 있지 않습니다
        its size is {0} x {1} → 크기가 {0} x {1}입니다
        pixels are missing → 픽셀이 모자랍니다
        a wrong code → 부호가 틀렸습니다
        an old header → 옛 머리글입니다
        a colour is missing → 색이 없습니다
        scipy.ndimage takes arrays of up to 8 dimensions here, not {0} → 여기서 scipy.ndimage는 8차원까지의 배열을 받습니다. {0}차원입니다
        an array of shape {0} is larger than {1} elements → 모양 {0}인 배열은 원소 {1}개보다 큽니다
        All-zero footprint is not supported. → footprint가 모두 0이면 안 됩니다
        Invalid origin → origin이 필터 밖에 있습니다
        invalid origin → origin이 필터 밖에 있습니다
        Radius must be a nonnegative integer. → radius는 음수가 아닌 정수여야 합니다
        an anchor is a place (x, y) inside of the kernel, not {0} → anchor는 커널 안의 자리 (x, y)여야 하는데 {0}입니다
        axes must be different axes of the array, got {0} for {1} dimensions → axes는 배열의 서로 다른 축이어야 하는데 {1}차원에 {0}입니다
        boundary mode not supported → 이 경계 방식은 없습니다
        cv2's morphology does not work on arrays of {0} → cv2의 모폴로지는 {0} 배열에 쓸 수 없습니다
        cv2.imread(): the flags {0} are not available here → cv2.imread(): 플래그 {0}은(는) 여기에 없습니다
        cv2.resize() does not work on arrays of {0} → cv2.resize()는 {0} 배열에 쓸 수 없습니다
        cv2.threshold() does not work on arrays of {0} → cv2.threshold()는 {0} 배열에 쓸 수 없습니다
        cv2.threshold(): the type {0} is not available here → cv2.threshold(): 종류 {0}은(는) 여기에 없습니다
        cv2.{0}(): the depth {1} is not available here → cv2.{0}(): 깊이 {1}은(는) 여기에 없습니다
        cv2.threshold(): THRESH_OTSU takes a gray image of uint8 → cv2.threshold(): THRESH_OTSU는 uint8 회색 그림을 받습니다
        footprint.ndim ({0}) must match len(axes) ({1}) → footprint의 차원 수({0})는 축의 개수({1})와 같아야 합니다
        imwrite() takes (H, W), (H, W, 3) or (H, W, 4), not an array of shape {0} → imwrite()는 (H, W), (H, W, 3), (H, W, 4)를 받는데 모양이 {0}입니다
        incorrect filter size → 필터 크기가 잘못되었습니다
        insufficient bit-depth in requested output type → 요청한 output 타입에 번호가 다 들어가지 않습니다
        invalid percentile → percentile이 잘못되었습니다
        labeled_comprehension(pass_positions=True) is not available here; {0} → labeled_comprehension(pass_positions=True)은 여기에 없습니다. {0}
        mask and input must have equal sizes → mask와 input의 크기가 같아야 합니다
        no filter weights given → 필터 가중치가 없습니다
        normalize: the mask must have the image's height and width → normalize: mask의 높이와 너비가 그림과 같아야 합니다
        normalize(): this norm_type is not available here → normalize(): 이 norm_type은 여기에 없습니다
        order must be non-negative → order는 음수가 아니어야 합니다
        output shape not correct → output의 모양이 맞지 않습니다
        rank not within filter footprint size → rank가 필터의 크기를 벗어납니다
        sigma must be a positive number of elements, not {0} → sigma는 양수여야 하는데 {0}입니다
        size, footprint, or structure must be specified → size, footprint, structure 가운데 하나는 주어야 합니다
        structure must not be empty → structure가 비어 있으면 안 됩니다
        structuring elements with heights are not available here; use footprint= → 높이가 있는 structure는 여기에 없습니다. footprint=를 쓰세요
        weights.ndim ({0}) must match len(axes) ({1}) → weights의 차원 수({0})는 축의 개수({1})와 같아야 합니다
        Argument transforms should be a sequence → transforms에는 변환의 리스트나 튜플을 주어야 합니다
        Box can't be empty → box가 비어 있으면 안 됩니다
        Box can't exceed original image size → box가 그림 밖으로 나가면 안 됩니다
        Box offset can't be negative → box의 시작은 음수일 수 없습니다
        Boxes need to be in (xmin, ymin, xmax, ymax) format. Use torchvision.ops.box_convert {0}
        → 상자는 (xmin, ymin, xmax, ymax) 형식이어야 합니다. torchvision.ops.box_convert로 바꾸세요 ({0})
        Connectivity for 2D image should be in [1, ..., 2]. Got {0}. → 2차원 그림의 connectivity는 1이나 2여야 하는데 {0}입니다
        Destination must be non-negative → dest는 음수일 수 없습니다
        Gamma should be a non-negative real number → gamma는 음수가 아니어야 합니다
        Gamma should be a non-negative real number. → gamma는 음수가 아니어야 합니다.
        Image Correction methods work correctly only on images with non-negative values. {0} → 밝기 보정은 음수가 없는 그림에만 쓸 수 있습니다. {0}
        Negative value labels are not supported. → 음수 번호는 쓸 수 없습니다
        No intensity image specified. → intensity_image를 주지 않았습니다
        Number of colors must be equal or larger than the number of objects, but got {0} → 색의 개수는 물체의 개수보다 적으면 안 됩니다: {0}
        Only grayscale and RGB images are supported → 회색과 RGB 그림만 쓸 수 있습니다
        Only torch.uint8 image tensors are supported, but found {0} → torch.uint8 그림 텐서만 쓸 수 있는데 {0}입니다
        Pass an RGB image. Other Image formats are not supported → RGB 그림을 주세요. 다른 형식은 쓸 수 없습니다
        Pass individual images, not batches → 배치가 아니라 그림 하나를 주세요
        Requested crop size {0} is bigger than input size {1} → 잘라낼 크기 {0}이(가) 그림 크기 {1}보다 큽니다
        Source must be non-negative → source는 음수일 수 없습니다
        The image and the masks must have the same height and width → 그림과 마스크의 높이와 너비가 같아야 합니다
        The image dtype must be uint8 or float, got {0} → 그림의 dtype은 uint8이나 float이어야 하는데 {0}입니다
        The image must be a tensor, got {0} → 그림은 텐서여야 하는데 {0}입니다
        The masks must be of dtype bool. Got {0} → 마스크의 dtype은 bool이어야 하는데 {0}입니다
        The number if bits should be between 0 and 8. Got {0} → bits는 0과 8 사이여야 하는데 {0}입니다
        Threshold should be less than bound of img. → threshold는 그림의 최댓값보다 클 수 없습니다
        adjust_gamma() works on uint8 and float images here; img_as_float(image) first
        → adjust_gamma()는 여기서 uint8과 float 그림에 씁니다. 먼저 img_as_float(image)를 하세요
        anti_aliasing_sigma is one number of pixels, or one for each axis → anti_aliasing_sigma는 픽셀 수 하나이거나 축마다 하나입니다
        bad filter size → 필터 크기가 잘못되었습니다
        bad kernel size → 커널 크기가 잘못되었습니다
        bad rank value → rank가 잘못되었습니다
        box can't be empty → box가 비어 있으면 안 됩니다
        box can't exceed original image size → box가 그림 밖으로 나가면 안 됩니다
        box offset can't be negative → box의 시작은 음수일 수 없습니다
        buffer size may not be greater than labels size → buffer_size가 그림보다 클 수 없습니다
        cannot filter palette images → 팔레트 그림에는 필터를 쓸 수 없습니다
        channels come last here; move them with np.moveaxis(image, axis, -1) → 여기서는 채널이 마지막 축입니다. np.moveaxis(image, axis, -1)로 옮기세요
        clear_border(mask=) is not available here; take the labels from np.unique(labels[~mask])
        → clear_border(mask=)는 여기에 없습니다. np.unique(labels[~mask])로 번호를 고르세요
        closing with a footprint of even sides is not available here; use odd sides → 변이 짝수인 footprint의 closing은 여기에 없습니다. 홀수로 하세요
        opening with a footprint of even sides is not available here; use odd sides → 변이 짝수인 footprint의 opening은 여기에 없습니다. 홀수로 하세요
        colorize() takes an image of mode L; image.convert('L') → colorize()는 L 모드 그림을 받습니다. image.convert('L')
        colors must be a tuple or a string, or a list thereof → colors는 튜플이나 문자열, 또는 그것들의 리스트여야 합니다
        diamond(decomposition=) is not available here; leave it out → diamond(decomposition=)는 여기에 없습니다. 빼고 부르세요
        footprint_rectangle(decomposition=) is not available here; leave it out → footprint_rectangle(decomposition=)는 여기에 없습니다. 빼고 부르세요
        draw_bounding_boxes() writes no labels here; leave labels and fonts out → draw_bounding_boxes()는 여기서 글자를 쓰지 않습니다. labels와 글꼴을 빼세요
        draw_bounding_boxes(fill=True) is not available here; draw_segmentation_masks fills
        → draw_bounding_boxes(fill=True)는 여기에 없습니다. draw_segmentation_masks로 칠하세요
        filter argument should be ImageFilter.Filter instance or class → filter에는 ImageFilter의 필터를 주어야 합니다
        frombytes() takes raw bytes of modes L, LA, RGB and RGBA here → frombytes()는 여기서 L, LA, RGB, RGBA의 바이트를 그대로 받습니다
        histogram() takes nbins and normalize here; for ranges use np.histogram → histogram()은 여기서 nbins와 normalize를 받습니다. 범위는 np.histogram으로 정하세요
        illegal conversion → 이 변환은 할 수 없습니다
        img should be PIL Image or a tensor. Got {0} → img는 PIL 그림이나 텐서여야 하는데 {0}입니다
        masks must be of shape (H, W) or (batch_size, H, W) → masks의 모양은 (H, W)나 (batch_size, H, W)여야 합니다
        matrix must have {0} numbers for mode {1}, not {2} → {1} 모드의 matrix에는 수가 {0}개 있어야 하는데 {2}개입니다
        median(behavior='rank') is not available here; leave behavior out → median(behavior='rank')은 여기에 없습니다. behavior를 빼세요
        mode P support coming soon → P 모드 그림에는 아직 쓸 수 없습니다
        not enough coefficients in kernel → 커널의 계수가 모자랍니다
        not supported for mode {0} → {0} 모드에는 쓸 수 없습니다
        pattern {0}: axis {1} is not used in it → 패턴 {0}: 축 {1}을(를) 쓰지 않습니다
        putalpha() does not work on images of mode '{0}' → putalpha()는 '{0}' 모드 그림에 쓸 수 없습니다
        radius must be >= 0 → radius는 0 이상이어야 합니다
        reduce() does not work on images of mode '{0}' → reduce()는 '{0}' 모드 그림에 쓸 수 없습니다
        reducing_gap must be 1.0 or greater → reducing_gap은 1.0 이상이어야 합니다
        regionprops() takes a 2-D image of whole labels here; measure.label(mask) makes one
        → regionprops()는 여기서 정수 번호의 2차원 그림을 받습니다. measure.label(mask)로 만드세요
        regionprops() takes label_image and intensity_image here; leave the others out
        → regionprops()는 여기서 label_image와 intensity_image를 받습니다. 나머지는 빼세요
        resize(box=) does not work on images of mode '{0}' here → resize(box=)는 여기서 '{0}' 모드 그림에 쓸 수 없습니다
        saturation must be in range [0, 1], got {0} → saturation은 0과 1 사이여야 하는데 {0}입니다
        save({0}=) is not available here: a file holds one picture → save({0}=)은 여기에 없습니다. 파일 하나에는 그림이 하나입니다
        save({0}=) is not available here → save({0}=)은 여기에 없습니다
        save(subsampling={0}) is not available here → save(subsampling={0})은 여기에 없습니다
        save(quality={0}) is not available here → save(quality={0})은 여기에 없습니다
        set_color() takes one alpha for all pixels here, not {0} → set_color()의 alpha는 여기서 모든 픽셀에 하나인데 {0}입니다
        the factor must be greater than 0 → factor는 0보다 커야 합니다
        the points must rise from 0 to 255: blackpoint, midpoint, whitepoint → blackpoint, midpoint, whitepoint는 0에서 255까지 커져야 합니다
        the scale must not be 0; give scale=1 for weights whose sum is 0 → scale은 0일 수 없습니다. 합이 0인 가중치에는 scale=1을 주세요
        tobytes() gives the pixels in the image's own order here → tobytes()는 여기서 그림의 순서 그대로 바이트를 줍니다
        unknown file extension:  → 파일 확장자를 알 수 없습니다
        unknown file extension: → 파일 확장자를 알 수 없습니다
        unknown reduction {0}: use 'min', 'max', 'sum', 'mean', 'prod', 'any' or 'all'
        → 모르는 reduction입니다: {0}. 'min', 'max', 'sum', 'mean', 'prod', 'any', 'all' 가운데 하나를 쓰세요
        unrecognized raw mode → 모르는 rawmode입니다
        unsupported mode, got '{0}' → 모르는 mode입니다: '{0}'
        wrong number of coordinates → 좌표의 개수가 잘못되었습니다
        {0} cannot be used. Use Image.Resampling.NEAREST (0), Image.Resampling.BILINEAR (2) or Image.Resampling.BICUBIC (3)
        → {0}은(는) 여기에 쓸 수 없습니다. Image.Resampling.NEAREST (0), Image.Resampling.BILINEAR (2), Image.Resampling.BICUBIC (3)을 쓰세요
        Draw(mode='{0}') on an image of mode '{1}' is not available here → '{1}' 모드 그림에 Draw(mode='{0}')는 여기에 없습니다
        ImageDraw.line(joint='curve') is not available here → ImageDraw.line(joint='curve')는 여기에 없습니다
        point(mode='{0}') is not available here → point(mode='{0}')는 여기에 없습니다
        putpalette(rawmode={0}) is not available here → putpalette(rawmode={0})는 여기에 없습니다
        threshold_otsu(hist=) is not available here → threshold_otsu(hist=)는 여기에 없습니다
        imread() got an unexpected keyword argument '{0}' → imread()에 '{0}' 키워드는 없습니다
        find_objects() would make a list of {0} labels → find_objects()의 목록이 번호 {0}개로 너무 깁니다
        distance_transform_edt() does not write into arrays here → distance_transform_edt()는 여기서 주어진 배열에 쓰지 않습니다
        channels come last here, not along axis {0} → 여기서는 채널이 {0}번 축이 아니라 마지막 축입니다
        """#
}
