// Pictures in scripts: numbers recorded from Pillow, scikit-image and torchvision.
import Figures
import Schema
import Script
import XCTest

@testable import Bindings

final class ImagesTests: XCTestCase {
    /// What a script prints.
    private func run(_ text: String, file: StaticString = #filePath, line: UInt = #line) -> String {
        let result = SnippetRunner.run(text)
        if let kind = result.kind { XCTFail("\(kind): \(result.message)", file: file, line: line) }
        return result.output
    }

    func testDrawing() {
        XCTAssertEqual(
            run(
                """
                from skimage import draw
                rr, cc = draw.disk((9.5, 10), 5.2, shape=(20, 20))
                print(len(rr), rr.sum(), cc.sum())
                rr, cc = draw.rectangle((2, 3), end=(7, 25), shape=(20, 20))
                print(rr.shape, rr.sum(), cc.sum())
                rr, cc = draw.polygon([1, 8, 12, 3], [2, 14, 5, 1], shape=(20, 20))
                print(len(rr), rr.sum(), cc.sum())
                """), "82 779 820\n(17, 6) 459 1122\n67 452 428\n")
    }

    func testPillowNumbers() {
        XCTAssertEqual(
            run(
                """
                from PIL import Image
                import numpy as np
                a = (np.arange(48).reshape(4, 4, 3) * 5).astype(np.uint8)
                im = Image.fromarray(a)
                print(im.size, im.mode, im.convert('L').getpixel((1, 2)))
                print(np.array(im.resize((2, 2), Image.BILINEAR)).ravel().tolist())
                print(np.array(im.rotate(90))[0, 0].tolist(), np.array(im.transpose(Image.FLIP_LEFT_RIGHT))[0, 0].tolist())
                """),
            // Recorded from Pillow 13.
            """
            (4, 4) RGB 139
            [54, 59, 64, 77, 82, 87, 148, 153, 158, 171, 176, 181]
            [45, 50, 55] [45, 50, 55]

            """)
    }

    func testRandomTransformsDrawFromTorch() {
        XCTAssertEqual(
            run(
                """
                import torch
                import torchvision.transforms as T
                torch.manual_seed(0)
                x = torch.arange(16.).reshape(1, 4, 4)
                a = T.RandomCrop(2)(x)
                b = torch.rand(1)
                torch.manual_seed(0)
                i = torch.randint(0, 3, (1,)).item()
                j = torch.randint(0, 3, (1,)).item()
                print(bool((a == x[:, i:i+2, j:j+2]).all()), bool(b == torch.rand(1)))
                print(T.Compose([T.Resize((64, 64)), T.ToTensor()]))
                """),
            """
            True True
            Compose(
                Resize(size=(64, 64), interpolation=bilinear, max_size=None, antialias=True)
                ToTensor()
            )

            """)
    }

    func testTqdmIsSilentWithoutATerminal() {
        XCTAssertEqual(
            run(
                """
                from tqdm import tqdm, trange
                print(sum(tqdm([1, 2, 3], desc='x')), list(trange(2)))
                with tqdm(total=3) as bar:
                    bar.update(2)
                    bar.set_postfix(loss=0.5)
                    print(bar.n, bar.total)
                tqdm.write('hello')
                """), "6 [0, 1]\n2 3\nhello\n")
    }

    func testDamagedAndForeignFiles() throws {
        let path = "/tmp/unetrepl-images-test.jpg"
        try AtomicFile.write([0xff, 0xd8, 0xff, 0xe0, 0, 0], to: path)
        XCTAssertThrowsError(try ImageObject(file: try AtomicFile.read(path), name: path)) { error in
            XCTAssertTrue((error as? Failure)?.message.contains("cannot read the JPEG") ?? false, "\(error)")
        }
        XCTAssertThrowsError(try ImageObject(file: Array("RIFF....WEBP".utf8), name: "a.webp")) { error in
            XCTAssertTrue((error as? Failure)?.message.contains("it is a WebP image") ?? false, "\(error)")
        }
        for file: [UInt8] in [[0x49, 0x49, 0x2a, 0, 8, 0, 0, 0], [0x42, 0x4d, 1, 2, 3]] {
            XCTAssertThrowsError(try ImageObject(file: file, name: "a.tif")) { error in
                XCTAssertTrue((error as? Failure)?.message.contains("is damaged") ?? false, "\(error)")
            }
        }
        // Every beginning of a TIFF and a BMP file is refused, none reads past its end.
        let small = try Bitmap(width: 3, height: 2, channels: 3)
        for whole in [try TIFF.encode(small), try BMP.encode(small)] {
            for count in 0..<whole.count - 6 {
                XCTAssertThrowsError(try ImageObject(file: Array(whole.prefix(count)), name: "a"))
            }
        }
        // Half a file, and one that claims 65280 pixels a side.
        var file = try JPEG.encode(try Bitmap(width: 40, height: 30, channels: 3))
        XCTAssertThrowsError(try JPEG.decode(Array(file.prefix(file.count / 2))))
        guard let frame = file.indices.dropLast().first(where: { file[$0] == 0xff && file[$0 + 1] == 0xc0 }) else {
            return XCTFail("no frame header")
        }
        for (at, byte) in zip(5...8, [0xff, 0, 0xff, 0] as [UInt8]) { file[frame + at] = byte }
        XCTAssertThrowsError(try JPEG.decode(file)) { error in
            XCTAssertEqual((error as? Failure)?.kind, .valueError, "\(error)")
        }
        let gif = try GIF.encode(try Bitmap(width: 9, height: 7, channels: 1), palette: [0, 0, 0, 255, 255, 255])
        XCTAssertEqual(try GIF.decode(gif).indices, try Bitmap(width: 9, height: 7, channels: 1))
        for count in gif.indices { _ = try? GIF.decode(Array(gif.prefix(count))) }
        for at in gif.indices {
            var changed = gif
            changed[at] ^= 0xff
            _ = try? GIF.decode(changed, maxPixels: 1 << 20)
        }
    }
}
