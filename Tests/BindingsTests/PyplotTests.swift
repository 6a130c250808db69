// pyplot as scripts use it: figures end in the sink, arrays of axes index like numpy's, wrong data and keywords are named in
// matplotlib's words.
import Figures
import Schema
import Script
import XCTest

@testable import Bindings

final class PyplotTests: XCTestCase {
    override func setUp() { FigureSink.reset() }

    /// What a script prints.
    private func run(_ text: String, file: StaticString = #filePath, line: UInt = #line) -> String {
        let result = SnippetRunner.run(text)
        if let kind = result.kind { XCTFail("\(kind): \(result.message)", file: file, line: line) }
        return result.output
    }

    func testShowHandsOpenFiguresToTheSinkAndClosesThem() {
        var shown: [(Int, Int, String?)] = []
        let before = FigureSink.current
        defer { FigureSink.current = before }
        FigureSink.current = { figure, name in
            let bitmap = try figure.render()
            shown.append((bitmap.width, bitmap.height, name))
        }
        let text = run(
            """
            import matplotlib.pyplot as plt
            fig, axes = plt.subplots(1, 3, figsize=(15, 5))
            axes[0].imshow([[0, 1], [1, 0]], cmap='gray')
            axes[1].set_title('Label')
            plt.tight_layout()
            plt.show()
            print(plt.get_fignums())
            plt.figure()
            plt.show()
            """)
        XCTAssertEqual(text, "[]\n")
        XCTAssertEqual(shown.count, 1, "a figure without axes is not shown")
        XCTAssertEqual(shown.first?.0, 1500)
        XCTAssertEqual(shown.first?.1, 500)
    }

    func testAxesArrays() {
        XCTAssertEqual(
            run(
                """
                import matplotlib.pyplot as plt
                fig, ax = plt.subplots(2, 3)
                print(ax.shape, len(ax), len(ax[0]), ax[1][2] is ax[1, 2], ax.flat[5] is ax[-1, -1], len(ax[:, 0]))
                print([a is b for a, b in zip(ax.ravel(), fig.axes)])
                fig, one = plt.subplots()
                print(one)
                """),
            "(2, 3) 2 3 True True 2\n[True, True, True, True, True, True]\n<Axes: >\n")
    }

    func testErrorsInMatplotlibsWords() {
        let text = run(
            """
            import matplotlib.pyplot as plt
            import numpy as np
            def t(f):
                try: f()
                except Exception as e: print(type(e).__name__ + ':', e)
            fig, axes = plt.subplots(1, 2)
            t(lambda: plt.imshow(np.zeros((3, 64, 64))))
            t(lambda: plt.plot([1, 2], [1, 2, 3]))
            t(lambda: plt.plot([1], colr='r'))
            t(lambda: axes.imshow(np.zeros((2, 2))))
            t(lambda: axes[2])
            t(lambda: axes[0, 1])
            t(lambda: plt.colorbar())
            t(lambda: plt.subplot(1, 2, 3))
            """)
        XCTAssertEqual(
            text,
            """
            TypeError: Invalid shape (3, 64, 64) for image data
            ValueError: x and y must have same first dimension, but have shapes (2,) and (3,)
            AttributeError: Line2D.set() got an unexpected keyword argument 'colr'
            AttributeError: 'numpy.ndarray' object has no attribute 'imshow'
            IndexError: index 2 is out of bounds for axis 0 with size 2
            IndexError: too many indices for array: array is 1-dimensional, but 2 were indexed
            RuntimeError: No mappable was found to use for colorbar creation. First define a mappable such as an image (with imshow) or a contour set (with contourf).
            ValueError: num must be an integer with 1 <= num <= 2, not 3

            """)
    }

    func testLimitsAndHistogram() {
        XCTAssertEqual(
            run(
                """
                import matplotlib.pyplot as plt
                import numpy as np
                plt.imshow(np.zeros((4, 6)))
                print(plt.axis('off'))
                plt.close()
                print(plt.xlim(0, 1))
                n, bins, _ = plt.hist([1, 2, 3, 4], bins=2)
                print(n, bins)
                """),
            """
            (np.float64(-0.5), np.float64(5.5), np.float64(3.5), np.float64(-0.5))
            (0.0, 1.0)
            [2. 2.] [1.  2.5 4. ]

            """)
    }

    func testShowVerbChoosesPanels() {
        var shown: [Int] = []
        let before = FigureSink.current
        defer { FigureSink.current = before }
        FigureSink.current = { figure, _ in shown.append(figure.axes.count) }
        _ = run(
            """
            import torch
            from unetrepl import show
            show(torch.zeros(3, 8, 8), torch.zeros(8, 8, dtype=torch.long), torch.randn(2, 3, 8, 8) * 9, 'words')
            """)
        XCTAssertEqual(shown, [5], "one picture, one label map, two predictions, words")
    }
}
