// What pyplot says. (`Messages` says how a row is written.)

extension Messages {
    static let figure: String = #"""
        # What learners meet first
        U0801 x and y must have same first dimension, but have shapes {0} and {1} → x와 y의 개수가 같아야 하는데 모양이 {0}와(과) {1}입니다
        U0802 x and y must be the same size → x와 y의 크기가 같아야 합니다
        U0803 shape mismatch: x has {0} values, y has {1} → x의 값은 {0}개, y의 값은 {1}개입니다
        U0804 Invalid shape {0} for image data → 모양 {0}은(는) 그림이 될 수 없습니다
        U0805 '{0}' is not a known colormap name → '{0}'은(는) 아는 색상표 이름이 아닙니다
        U0806 '{0}' is not a valid color value. → '{0}'은(는) 색이 아닙니다
        U0807 RGBA values should be within 0-1 range → RGBA 값은 0과 1 사이여야 합니다
        U0808 '{0}' is not a valid value for {1}; supported values are {2} → '{0}'은(는) {1}에 쓸 수 없습니다. 쓸 수 있는 것: {2}
        U0809 '{0}' is not a valid format string {1} → '{0}'은(는) 선 모양이 아닙니다 {1}
        '{0}' is not a valid format string (unrecognized character '{1}') → '{0}'은(는) 선 모양이 아닙니다 (모르는 문자 '{1}')
        U0810 Unrecognized marker style '{0}' → 모르는 표식 '{0}'
        U0811 Unknown style: '{0}' → 모르는 스타일 '{0}'
        U0812 Axis limits cannot be NaN or Inf → 축의 한계는 NaN이나 Inf일 수 없습니다
        U0813 figure size must be positive finite not ({0}, {1}) → 그림판의 크기는 양수여야 하는데 ({0}, {1})입니다
        U0814 dpi must be positive, not {0} → dpi는 양수여야 하는데 {0}입니다
        U0815 Image size of {0}x{1} pixels is too large or too small. It must be between 1 and {2} in each direction, and at most {3} in all.
        → 그림의 크기 {0}x{1}픽셀은 너무 크거나 작습니다. 가로세로 1에서 {2}까지, 모두 {3}까지 쓸 수 있습니다
        U0816 No mappable was found to use for colorbar creation. {0} → 색 막대로 나타낼 그림이 없습니다. 먼저 imshow로 그림을 그리세요
        U0817 index out of range: the grid has {0} rows and {1} columns → 그림칸은 {0}행 {1}열입니다. 번호가 벗어났습니다
        U0818 cannot read '{0}': it is a {1} image, and only PNG, JPEG and GIF images can be read
        → '{0}'을(를) 읽을 수 없습니다. {1} 그림인데 PNG, JPEG, GIF만 읽을 수 있습니다
        U0819 cannot identify image file '{0}' → '{0}'은(는) 아는 그림 파일이 아닙니다
        U0820 cannot write '{0}': only PNG, JPEG and GIF images can be written → '{0}'을(를) 쓸 수 없습니다. PNG, JPEG, GIF만 쓸 수 있습니다
        U0821 {0}() is not available here → {0}()은(는) 여기에 없습니다

        # What a call takes
        expected a {0}, not {1} → {0} 객체가 필요한데 {1}입니다
        expected an {0}, not {1} → {0} 객체가 필요한데 {1}입니다
        expected Spines → Spines 객체가 필요합니다
        expected a Colormap → 색상표(Colormap) 객체가 필요합니다
        expected a Colorbar → Colorbar 객체가 필요합니다
        expected an array of Axes → Axes의 배열이 필요합니다
        set_data() takes x and y → set_data()에는 x와 y를 주어야 합니다
        pcolormesh takes a 2-D array, not {0}-D → pcolormesh에는 2차원 배열을 주어야 하는데 {0}차원입니다
        extent must be four numbers: left, right, bottom, top → extent는 수 네 개입니다: 왼쪽, 오른쪽, 아래, 위
        alpha ({0}) is outside 0-1 range → alpha({0})는 0과 1 사이여야 합니다
        Input z must be 2D, not {0}D → z는 2차원이어야 하는데 {0}차원입니다
        Input z must be at least a (2, 2) shaped array, but has shape ({0}, {1}) → z의 모양은 (2, 2) 이상이어야 하는데 ({0}, {1})입니다
        Length of x ({0}) must match number of columns in z ({1}) → x의 길이({0})와 z의 열 수({1})가 같아야 합니다
        Length of y ({0}) must match number of rows in z ({1}) → y의 길이({0})와 z의 행 수({1})가 같아야 합니다
        Length of x ({0}) must match number of columns in z ({1}) and length of y ({2}) the number of rows ({3})
        → x의 길이({0})는 z의 열 수({1})와, y의 길이({2})는 행 수({3})와 같아야 합니다
        bar_label() takes what bar() gave, not {0} → bar_label()에는 bar()의 결과를 주어야 하는데 {0}입니다
        where size ({0}) does not match 'x' size ({1}) → where의 크기({0})가 'x'의 크기({1})와 다릅니다
        'p' must be an instance of matplotlib.patches.Patch, not a {0} → 'p'는 matplotlib.patches.Patch여야 하는데 {0}입니다
        limits are a pair (low, high), not {0} values → 한계는 (낮은 값, 높은 값)인데 값이 {0}개입니다
        the first argument to axis() must be an iterable of the form [xmin, xmax, ymin, ymax]
        → axis()의 첫째 인자는 [xmin, xmax, ymin, ymax]여야 합니다
        'vertices' must be 2D with shape (N, 2) → 'vertices'의 모양은 (N, 2)여야 합니다
        linewidth must be a number of points, not {0} → linewidth는 포인트 수여야 하는데 {0}입니다
        x and y can be no greater than 2D, but have shapes {0} → x와 y는 2차원까지인데 모양이 {0}입니다
        plot() got a format string where data was expected: '{0}' → plot()의 데이터 자리에 선 모양 '{0}'이(가) 있습니다
        Image data of dtype {0} cannot be converted to float → 자료형 {0}은(는) 그림의 값으로 바꿀 수 없습니다
        close() argument must be a Figure, an int, a string, or None, not <class '{0}'>
        → close()의 인자는 Figure, 정수, 문자열, None 가운데 하나여야 하는데 '{0}'입니다

        # Colours and styles
        a colormap needs 1 to 65536 colors, not {0} → 색상표의 색은 1개에서 65536개인데 {0}개입니다
        a colormap between colors needs at least 2, not {0} → 색 사이의 색상표에는 색이 둘 이상 필요한데 {0}개입니다
        '{0}' is not a valid value for cmap. → '{0}'은(는) cmap에 쓸 수 없습니다
        get_cmap expects None or an instance of a str or Colormap . you passed {0} of type <class '{1}'>
        → get_cmap에는 None, 문자열, Colormap을 주어야 하는데 '{1}' 타입의 {0}입니다
        "{0} is not a known colormap name" → {0}은(는) 아는 색상표 이름이 아닙니다
        Normalize takes a value → Normalize에는 값을 주어야 합니다
        norm={0} is not available here → norm={0}은(는) 여기에 없습니다
        {0} is not a valid color value. → {0}은(는) 색이 아닙니다
        RGBA sequence should have length 3 or 4, not {0} → RGBA 값은 3개나 4개여야 하는데 {0}개입니다
        '{0}' is not a valid font size → '{0}'은(는) 글자 크기가 아닙니다
        a font size must be a positive number of points, not {0} → 글자 크기는 양수(포인트)여야 하는데 {0}입니다
        rotation must be 'vertical', 'horizontal' or a number, not '{0}' → rotation은 'vertical', 'horizontal' 또는 수여야 하는데 '{0}'입니다
        "'{0}' is not a valid value for rcParam." → rcParams에 '{0}'은(는) 없습니다
        '{0}' is not a valid value for interpolation → '{0}'은(는) 보간 방법이 아닙니다

        # Figures, axes and layout
        set_size_inches takes a width and a height in inches → set_size_inches에는 너비와 높이를 인치로 주어야 합니다
        figsize is (width, height) in inches, not {0} → figsize는 인치로 쓴 (너비, 높이)인데 {0}입니다
        the projection '{0}' is not available here: axes are flat and rectangular
        → projection '{0}'은(는) 여기에 없습니다. 축은 평면 사각형입니다
        polar axes are not available here: axes are flat and rectangular → 극좌표 축은 여기에 없습니다. 축은 평면 사각형입니다
        Single argument to subplot must be a three-digit integer, not {0} → subplot에 인자를 하나 줄 때는 세 자리 정수여야 하는데 {0}입니다
        Number of rows must be a positive integer, not {0} → 행 수는 양의 정수여야 하는데 {0}입니다
        Number of columns must be a positive integer, not {0} → 열 수는 양의 정수여야 하는데 {0}입니다
        num must be an integer or a pair of integers, not {0} → num은 정수나 정수 둘이어야 하는데 {0}입니다
        num must be an integer with 1 <= num <= {0}, not {1} → num은 1에서 {0} 사이의 정수여야 하는데 {1}입니다
        Format '{0}' is not supported (supported formats: {1}) → 형식 '{0}'은(는) 쓸 수 없습니다 (쓸 수 있는 것: {1})
        GridSpec slice would result in no space allocated for subplot → GridSpec의 슬라이스에 그림칸이 없습니다
        Unrecognized subplot spec → 그림칸을 알 수 없습니다
        subplot2grid((rows, columns), (row, column), rowspan=1, colspan=1)
        → subplot2grid((rows, columns), (row, column), rowspan=1, colspan=1)로 부르세요
        a grid of {0} x {1} axes is too large → {0} x {1} 그림칸은 너무 많습니다
        all entries in rect must be finite not {0} → rect의 값은 모두 유한해야 하는데 {0}입니다
        left cannot be >= right → left는 right보다 작아야 합니다
        bottom cannot be >= top → bottom은 top보다 작아야 합니다
        subplot parameters must be finite, and gaps not negative → 그림칸의 여백은 유한해야 하고 간격은 음수일 수 없습니다
        Expected the given number of width ratios to match the number of columns of the grid → width_ratios의 개수가 열 수와 같아야 합니다
        Expected the given number of height ratios to match the number of rows of the grid → height_ratios의 개수가 행 수와 같아야 합니다
        Unrecognized string '{0}' to axis; try 'on' or 'off' → axis의 모르는 값 '{0}'. 'on'이나 'off'를 쓰세요
        aspect must be finite and positive → aspect는 유한한 양수여야 합니다
        margin must be greater than -0.5 → 여백은 -0.5보다 커야 합니다
        colorbar: fraction and pad must leave room for the axes, and aspect must be positive
        → colorbar: fraction과 pad는 축의 자리를 남겨야 하고 aspect는 양수여야 합니다
        The number of FixedLocator locations ({0}), usually from a call to set_ticks, does not match the number of labels ({1}).
        → 눈금의 개수({0})와 눈금 글자의 개수({1})가 다릅니다

        # Marks
        'x' has size {0}, but 'y1' has an unequal size of {1} → 'x'의 크기는 {0}인데 'y1'의 크기는 {1}입니다
        hlines and vlines need as many starts and ends as positions → hlines와 vlines에는 위치마다 시작과 끝이 필요합니다
        x and y must have same first dimension → x와 y의 개수가 같아야 합니다
        shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg 0 with shape ({0},) and arg 1 with shape ({1},).
        → 값의 개수가 맞지 않습니다: 0번 인자는 {0}개, 1번 인자는 {1}개입니다
        Contour levels must be increasing → 등고선의 높이는 작은 것부터 늘어놓아야 합니다
        'x' and 'y' must have the same size → 'x'와 'y'의 크기가 같아야 합니다
        '{0}' must have the same size as '{1}' → '{0}'의 크기는 '{1}'와(과) 같아야 합니다
        s must be a scalar, or float array-like with the same size as x and y → s는 수 하나이거나 x, y와 크기가 같은 배열이어야 합니다
        'c' argument has {0} elements, which is inconsistent with 'x' and 'y' with size {1}.
        → 'c'의 값은 {0}개인데 'x'와 'y'의 값은 {1}개입니다
        """#
}
