// A learner pastes the lesson (Tests/Fixtures/learner/lesson.py: data, blocks, network, training, picture) and changes a little: the right
// numbers come, PyTorch's own, or an error whose hint repairs the line.
import Foundation
import XCTest

@testable import Tensors

final class LearnerTests: XCTestCase {
    private func lesson(_ edits: [(String, String)]) throws -> SnippetResult {
        var text = try Fixtures.text("learner/lesson.py")
        for (old, new) in edits {
            XCTAssertTrue(text.contains(old), "the lesson has no '\(old)'")
            text = text.replacingOccurrences(of: old, with: new)
        }
        return SnippetRunner.run(text)
    }

    func testEditsThatWork() throws {
        let cases: [(edits: [(String, String)], losses: [String])] = [
            ([], ["1.2381", "1.1797", "1.1360"]),
            ([("image_size=(64, 64)", "image_size=(48, 80)")], ["1.2341", "1.1752", "1.1298"]),
            (
                [
                    ("(in_channels, 8)", "(in_channels, 4)"), ("double_conv(8, 16)", "double_conv(4, 16)"),
                    ("ConvTranspose2d(16, 8", "ConvTranspose2d(16, 4"), ("double_conv(16, 8)", "double_conv(8, 8)"),
                ], ["0.9813", "0.9259", "0.8840"]
            ),
        ]
        for (edits, losses) in cases {
            let result = try lesson(edits)
            XCTAssertNil(result.kind, "\(edits): \(result.message)")
            for loss in losses { XCTAssertTrue(result.output.contains("Loss: \(loss)"), "\(edits): \(result.output)") }
            XCTAssertTrue(result.output.contains("Training complete!"))
        }
    }

    func testEditsWhoseHintRepairsThem() throws {
        let cases: [(edits: [(String, String)], kind: String, hint: String)] = [
            ([("kernel_size=3, padding=1", "kernel_size=3, padding=0")], "RuntimeError", "padding=1"),
            ([("image_size=(64, 64)", "image_size=(61, 61)")], "RuntimeError", "divisible by 2"),
            (
                [("out_channels=3)\ncriterion", "out_channels=2)\ncriterion")], "IndexError",
                "the prediction has 2 channels"
            ),
            ([("dtype=np.int64", "dtype=np.uint8")], "RuntimeError", "target.long()"),
            ([("dtype=np.int64", "dtype=np.float32")], "RuntimeError", "target.long()"),
            (
                [("np.zeros((*image_size, 3), dtype=np.float32)", "np.zeros((*image_size, 3))")], "RuntimeError",
                "x.float()"
            ),
            ([("input_image = input_image.unsqueeze(0)\n", "")], "ValueError", "x.unsqueeze(0)"),
            ([("ground_truth.unsqueeze(0)", "ground_truth")], "ValueError", "target.unsqueeze(0)"),
            (
                [("    output_prediction = model(input_image)", "    pass\nx = model(input_image).numpy()")],
                "RuntimeError", "detach()"
            ),
            ([(".permute(2, 0, 1)", "")], "RuntimeError", "x.permute(0, 3, 1, 2)"),
            ([("UNet(in_channels=3", "UNet(in_channels=1")], "RuntimeError", "in_channels=3"),
            ([("torch.cat((enc2, dec2), dim=1)", "torch.cat((enc2, dec2), dim=0)")], "RuntimeError", "in_channels=16"),
            ([("torch.cat((enc2, dec2), dim=1)", "torch.cat(enc2, dec2, dim=1)")], "TypeError", "cat((a, b)"),
            ([(".permute(1, 2, 0).cpu().numpy()", ".cpu().numpy()")], "TypeError", "permute(1, 2, 0)"),
            ([("        super(UNet, self).__init__()\n", "")], "AttributeError", "super().__init__()"),
            ([("self.upconv2(bottleneck)", "self.upconv3(bottleneck)")], "AttributeError", "upconv2"),
            ([("model.parameters()", "model.parameters")], "TypeError", "model.parameters()"),
            ([("loss.backward()", "loss.backwards()")], "AttributeError", "backward"),
            ([("loss.backward()", "loss.backward()\n        loss.backward()")], "RuntimeError", "retain_graph=True"),
            ([("nn.CrossEntropyLoss()", "nn.CrossEntropyLoss")], "RuntimeError", "criterion = nn.CrossEntropyLoss()"),
            ([("nn.CrossEntropyLoss()", "nn.BCEWithLogitsLoss()")], "ValueError", "unsqueeze(1)"),
            ([("optim.Adam(", "optim.adam(")], "TypeError", "Adam"),
            ([("nn.ConvTranspose2d(32", "nn.ConvTransposed2d(32")], "AttributeError", "torch.nn.ConvTranspose2d"),
            ([("kernel_size=3, padding=1", "kernal_size=3, padding=1")], "TypeError", "kernel_size"),
            ([("(image - image.min())", "(image - image.min)")], "TypeError", "add ()"),
            (
                [("out_channels=3)\ncriterion", "out_channels=3).cuda()\ncriterion")], "RuntimeError",
                "torch.cuda.is_available()"
            ),
        ]
        for (edits, kind, hint) in cases {
            let result = try lesson(edits)
            XCTAssertEqual(result.kind, kind, "\(edits): \(result.message)")
            XCTAssertTrue(result.hint.contains(hint), "\(edits): \(result.message) | hint: \(result.hint)")
        }
    }

    /// A batch that does not fit in memory: the error's advice names one that does.
    func testABatchThatIsTooLargeNamesOneThatFits() throws {
        let script = """
            import torch
            from unetrepl import *
            net = UNet(1, 2, widths=(4, 8, 16))
            images = torch.rand(64, 1, 64, 64)
            labels = (images[:, 0] > 0.5).long()
            train(net, images, labels, epochs=2, verbose=False)
            """
        Memory.budget = Memory.used + 50 << 20
        defer { Memory.budget = nil }
        let refused = SnippetRunner.run(script)
        XCTAssertEqual(refused.kind, "MemoryError", refused.message)
        let advice = try XCTUnwrap(
            refused.hint.range(of: #"batch_size=\d+"#, options: .regularExpression), refused.hint)
        let size = String(refused.hint[advice])
        XCTAssertNotEqual(size, "batch_size=1")
        let result = SnippetRunner.run(script.replacingOccurrences(of: "epochs=2", with: "epochs=2, \(size)"))
        XCTAssertNil(result.kind, "\(size): \(result.message)")
        // The trials of smaller batches leave nothing behind, whenever the batch was refused.
        let kept = SnippetRunner.run(
            script.replacingOccurrences(
                of: "train(net",
                with: """
                    before = {k: v.clone() for k, v in net.state_dict().items()}
                    seed = torch.random.get_rng_state()
                    try:
                        train(net
                    """
            ).replacingOccurrences(
                of: "verbose=False)",
                with: """
                    verbose=False)
                    except MemoryError:
                        print(all(torch.equal(v, before[k]) for k, v in net.state_dict().items()), torch.equal(seed, torch.random.get_rng_state()))
                    """))
        XCTAssertEqual(kept.output, "True True\n", kept.message)
        let few = SnippetRunner.run(
            script.replacingOccurrences(of: "torch.rand(64, 1, 64, 64)", with: "torch.rand(2, 1, 1024, 1024)"))
        XCTAssertTrue(few.hint.contains("even one image of shape [1, 1024, 1024]"), "\(few)")
    }
}
