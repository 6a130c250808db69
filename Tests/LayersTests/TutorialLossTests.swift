// The tutorial's first loss: the whole forward pass at full width on its own picture. 1.2903035 in float64; prints 1.2903.
import XCTest

@testable import Layers
@testable import Tensors

final class TutorialLossTests: XCTestCase {
    func testFirstLoss() throws {
        let size = 256
        var image = [Float](repeating: 0, count: 3 * size * size)
        var label = [Int](repeating: 0, count: size * size)
        for y in 0..<size {
            for x in 0..<size {
                let (dy, dx) = (Double(y - 64) / 40, Double(x - 64) / 40)
                if dy * dy + dx * dx < 1 {
                    image[y * size + x] = 1
                    label[y * size + x] = 1
                }
                if (120..<170).contains(y), (120..<200).contains(x) {
                    image[size * size + y * size + x] = 1
                    label[y * size + x] = 2
                }
            }
        }
        Generator.default.manualSeed(0)
        let model = try UNet(3, 3)
        let x = try Tensor.from(image, [1, 3, size, size])
        let loss = try GradMode.disabled { try crossEntropy(model(x), Tensor.from(label, [1, size, size])) }
        print("tutorial loss 1:", try loss.item().double)
        XCTAssertEqual(try loss.item().double, 1.2903035, accuracy: 5e-6)
    }
}
