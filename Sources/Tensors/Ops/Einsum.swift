// einsum: sums of products over named dimensions. Every operand is brought to one order of dimensions (kept, then summed)
// and operands are multiplied pair by pair as batches of matrices.

import Schema

/// `einsum("bchw,bc->bhw", a, b)`.
public func einsum(_ equation: String, _ operands: [Tensor]) throws -> Tensor {
    let text = equation.filter { $0 != " " }
    let sides = text.components(separatedBy: "->")
    guard sides.count <= 2, let left = sides.first else {
        throw Failure(.runtimeError, "einsum(): invalid equation: \(equation)")
    }
    let inputs = left.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard inputs.count == operands.count else {
        throw Failure(
            .runtimeError,
            inputs.count > operands.count
                ? "einsum(): more subscripts in equation than operands"
                : "einsum(): fewer subscripts in equation than operands")
    }
    // "..." becomes as many letters as the largest operand needs: private labels from U+E000, right-aligned.
    var spread = 0
    for (input, operand) in zip(inputs, operands) where input.contains("...") {
        let letters = input.count - 3
        guard letters <= operand.rank else { throw wrongCount(input, operand) }
        spread = max(spread, operand.rank - letters)
    }
    func label(_ i: Int) -> Character { Character(UnicodeScalar(UInt32(0xE000 + i)) ?? "?") }
    func expand(_ subscripts: String, _ n: Int) -> [Character] {
        let parts = subscripts.components(separatedBy: "...")
        guard parts.count > 1 else { return Array(subscripts) }
        return Array(parts[0]) + (spread - n..<spread).map(label) + Array(parts[1])
    }
    var sizes: [Character: Int] = [:]
    var labels: [[Character]] = []
    var factors: [Tensor] = []
    for (i, (input, operand)) in zip(inputs, operands).enumerated() {
        var own = expand(input, operand.rank - (input.count - 3))
        guard own.count == operand.rank else { throw wrongCount(input, operand) }
        var tensor = operand
        // A letter twice in one operand: its diagonal.
        var d = 0
        while d < own.count {
            if let e = own[(d + 1)...].firstIndex(of: own[d]) {
                guard tensor.shape[d] == tensor.shape[e] else {
                    throw Failure(
                        .runtimeError,
                        "einsum(): subscript \(own[d]) is repeated for operand \(i) but the sizes don't match, \(tensor.shape[e]) != "
                            + "\(tensor.shape[d])")
                }
                tensor = try tensor.diagonal(d, e).movedim([-1], [d])
                own.remove(at: e)
            } else {
                d += 1
            }
        }
        for (letter, size) in zip(own, tensor.shape) {
            if let seen = sizes[letter], seen != 1, size != 1, seen != size {
                throw Failure(
                    .runtimeError,
                    "einsum(): subscript \(letter) has size \(size) for operand \(i) which does not broadcast with previously seen size "
                        + "\(seen)")
            }
            sizes[letter] = max(sizes[letter] ?? 1, size)
            if size == 0 { sizes[letter] = 0 }
        }
        labels.append(own)
        factors.append(tensor)
    }
    let output: [Character]
    if sides.count == 2 {
        output = expand(sides[1], spread)
        for letter in output where sizes[letter] == nil {
            throw Failure(
                .runtimeError,
                "einsum(): output subscript \(letter) does not appear in the equation for any input operand")
        }
        guard Set(output).count == output.count else {
            throw Failure(.runtimeError, "einsum(): output subscript appears more than once in the output")
        }
    } else {
        // Without an arrow: the spread dimensions, then letters that occur once, in alphabetical order.
        let all = left.filter { $0.isLetter }
        let once = all.filter { letter in all.filter { $0 == letter }.count == 1 }
        output = (0..<spread).map(label) + once.sorted()
    }
    guard var result = factors.first, var own = labels.first else {
        throw Failure(.runtimeError, "einsum(): must provide at least one operand")
    }
    for i in 1..<max(1, factors.count) {
        let later = Set(labels[(i + 1)...].flatMap { $0 }).union(output)
        (result, own) = try contract(result, own, factors[i], labels[i], keep: later)
    }
    // What is left to sum, then the order asked for.
    let extra = own.indices.filter { !output.contains(own[$0]) }
    if !extra.isEmpty {
        result = try result.sum(extra)
        own = own.indices.filter { !extra.contains($0) }.map { own[$0] }
    }
    let order = output.map { own.firstIndex(of: $0) ?? 0 }
    return order == Array(0..<order.count) ? result : try result.permute(order)
}

private func wrongCount(_ subscripts: String, _ operand: Tensor) -> Failure {
    Failure(
        .runtimeError,
        "einsum(): the number of subscripts in the equation (\(subscripts.filter { $0 != "." }.count)) does not match the number of "
            + "dimensions (\(operand.rank)) for operand 0 and no ellipsis was given")
}

/// Multiplies two operands and sums the letters nobody needs afterwards.
private func contract(_ a: Tensor, _ la: [Character], _ b: Tensor, _ lb: [Character], keep: Set<Character>) throws
    -> (Tensor, [Character])
{
    let shared = la.filter { lb.contains($0) }
    let batch = shared.filter { keep.contains($0) }
    let summed = shared.filter { !keep.contains($0) }
    let (onlyA, onlyB) = (la.filter { !lb.contains($0) }, lb.filter { !la.contains($0) })
    func size(_ letter: Character) -> Int {
        let x = la.firstIndex(of: letter).map { a.shape[$0] } ?? 1
        let y = lb.firstIndex(of: letter).map { b.shape[$0] } ?? 1
        return x == 1 ? y : x
    }
    func arranged(_ t: Tensor, _ own: [Character], _ order: [Character]) throws -> Tensor {
        try t.permute(order.compactMap { own.firstIndex(of: $0) }).expand(
            order.map { letter in
                shared.contains(letter) ? size(letter) : t.shape[own.firstIndex(of: letter) ?? 0]
            })
    }
    func product(_ letters: [Character]) -> Int { letters.map(size).reduce(1, *) }
    let left = try arranged(a, la, batch + onlyA + summed).reshape([product(batch), product(onlyA), product(summed)])
    let right = try arranged(b, lb, batch + summed + onlyB).reshape([product(batch), product(summed), product(onlyB)])
    let result = try bmm(left, right).reshape((batch + onlyA + onlyB).map(size))
    return (result, batch + onlyA + onlyB)
}

extension String {
    /// Splits at every occurrence of `separator`.
    fileprivate func components(separatedBy separator: String) -> [String] {
        var parts: [String] = []
        var current = ""
        var rest = Substring(self)
        while !rest.isEmpty {
            if rest.hasPrefix(separator) {
                parts.append(current)
                current = ""
                rest = rest.dropFirst(separator.count)
            } else if let first = rest.popFirst() {
                current.append(first)
            }
        }
        return parts + [current]
    }
}

extension Op {
    static let einsum = Op(
        "einsum(equation, *operands)",
        """
        Sums of products over named dimensions: einsum("bij,bjk->bik", a, b) is bmm.
        Source:  torch.einsum.
        """, in: .torch, { (equation: String, operands: [Tensor]) in try Tensors.einsum(equation, operands) },
        samples: {
            [
                [.string("bij,bjk->bik"), .list([try sample([2, 2, 3]), try sample([2, 3, 2], seed: 1)])],
                [.string("ij->j"), .list([try sample([2, 3])])], [.string("ii"), .list([try sample([3, 3])])],
                [.string("i,j,k->kij"), .list([try sample([2]), try sample([2], seed: 1), try sample([2], seed: 2)])],
                [.string("...i,i"), .list([try sample([2, 3]), try sample([3], seed: 1)])],
            ]
        })
}
