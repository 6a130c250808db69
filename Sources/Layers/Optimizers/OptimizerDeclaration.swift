// How scripts make optimizers: a signature, and a constructor from parameter groups and the bound options.

import Schema
import Tensors

public struct OptimizerDeclaration: Sendable {
    public let name: String
    /// The first parameter is `params`, which Bindings turns into groups.
    public let signature: Signature
    public let doc: String
    /// One argument per parameter of the signature after `params`, in order.
    public let make: @Sendable ([GroupRequest], [Argument]) throws -> Optimizer

    private init(
        _ signature: String, _ doc: String, _ make: @escaping @Sendable ([GroupRequest], Values) throws -> Optimizer
    ) {
        let parts = signature.split(separator: "(", maxSplits: 1)
        let parsed = Signature("\(parts[0]).__init__(\(parts[1])")
        name = String(parts[0])
        self.signature = parsed
        self.doc = doc
        self.make = { requests, arguments in
            var values: [String: Argument] = [:]
            for (parameter, argument) in zip(parsed.parameters.dropFirst(), arguments) {
                values[parameter.name] = argument
            }
            return try make(requests, Values(values: values))
        }
    }

    struct Values {
        let values: [String: Argument]
        subscript(name: String) -> Argument { values[name] ?? .none }
        func flag(_ name: String) -> Bool { if case .bool(true) = self[name] { true } else { false } }
    }

    public static let all: [OptimizerDeclaration] = [
        OptimizerDeclaration(
            """
            SGD(params, lr=0.001, momentum=0, dampening=0, weight_decay=0, nesterov=False, *, maximize=False, foreach=None, \
            differentiable=False, fused=None)
            """, "Stochastic gradient descent, with momentum."
        ) { requests, v in
            try SGD(
                requests, lr: v["lr"], momentum: v["momentum"], dampening: v["dampening"],
                weightDecay: v["weight_decay"],
                nesterov: v.flag("nesterov"), maximize: v.flag("maximize"), foreach: v["foreach"],
                differentiable: v.flag("differentiable"), fused: v["fused"])
        },
        OptimizerDeclaration(
            """
            Adam(params, lr=0.001, betas=(0.9, 0.999), eps=1e-08, weight_decay=0, amsgrad=False, *, foreach=None, maximize=False, \
            capturable=False, differentiable=False, fused=None, decoupled_weight_decay=False)
            """, "Steps scaled by running means of the gradient and its square."
        ) { requests, v in
            try Adam(
                requests, lr: v["lr"], betas: v["betas"], eps: v["eps"], weightDecay: v["weight_decay"],
                amsgrad: v.flag("amsgrad"), maximize: v.flag("maximize"), foreach: v["foreach"],
                capturable: v.flag("capturable"), differentiable: v.flag("differentiable"), fused: v["fused"],
                decoupled: v.flag("decoupled_weight_decay"))
        },
        OptimizerDeclaration(
            """
            AdamW(params, lr=0.001, betas=(0.9, 0.999), eps=1e-08, weight_decay=0.01, amsgrad=False, *, maximize=False, \
            foreach=None, capturable=False, differentiable=False, fused=None)
            """, "Adam whose weight decay shrinks the parameters themselves."
        ) { requests, v in
            try Adam(
                requests, name: "AdamW", lr: v["lr"], betas: v["betas"], eps: v["eps"], weightDecay: v["weight_decay"],
                amsgrad: v.flag("amsgrad"), maximize: v.flag("maximize"), foreach: v["foreach"],
                capturable: v.flag("capturable"), differentiable: v.flag("differentiable"), fused: v["fused"],
                decoupled: true)
        },
        OptimizerDeclaration(
            """
            RMSprop(params, lr=0.01, alpha=0.99, eps=1e-08, weight_decay=0, momentum=0, centered=False, capturable=False, \
            foreach=None, maximize=False, differentiable=False)
            """, "Steps divided by a running root mean square of the gradient."
        ) { requests, v in
            try RMSprop(
                requests, lr: v["lr"], alpha: v["alpha"], eps: v["eps"], weightDecay: v["weight_decay"],
                momentum: v["momentum"], centered: v.flag("centered"), capturable: v.flag("capturable"),
                foreach: v["foreach"],
                maximize: v.flag("maximize"), differentiable: v.flag("differentiable"))
        },
        OptimizerDeclaration(
            """
            Adagrad(params, lr=0.01, lr_decay=0, weight_decay=0, initial_accumulator_value=0, eps=1e-10, foreach=None, *, \
            maximize=False, differentiable=False, fused=None)
            """, "Steps divided by the root of the sum of squared gradients."
        ) { requests, v in
            try Adagrad(
                requests, lr: v["lr"], lrDecay: v["lr_decay"], weightDecay: v["weight_decay"],
                initialAccumulator: v["initial_accumulator_value"], eps: v["eps"], foreach: v["foreach"],
                maximize: v.flag("maximize"), differentiable: v.flag("differentiable"), fused: v["fused"])
        },
        OptimizerDeclaration(
            """
            Adadelta(params, lr=1.0, rho=0.9, eps=1e-06, weight_decay=0, foreach=None, *, capturable=False, maximize=False, \
            differentiable=False)
            """, "Steps whose size comes from past steps."
        ) { requests, v in
            try Adadelta(
                requests, lr: v["lr"], rho: v["rho"], eps: v["eps"], weightDecay: v["weight_decay"],
                foreach: v["foreach"],
                capturable: v.flag("capturable"), maximize: v.flag("maximize"), differentiable: v.flag("differentiable")
            )
        },
        OptimizerDeclaration(
            """
            Adamax(params, lr=0.002, betas=(0.9, 0.999), eps=1e-08, weight_decay=0, foreach=None, *, maximize=False, \
            differentiable=False, capturable=False)
            """, "Adam with the largest past gradient in place of the mean square."
        ) { requests, v in
            try Adamax(
                requests, lr: v["lr"], betas: v["betas"], eps: v["eps"], weightDecay: v["weight_decay"],
                foreach: v["foreach"],
                maximize: v.flag("maximize"), differentiable: v.flag("differentiable"), capturable: v.flag("capturable")
            )
        },
        OptimizerDeclaration(
            """
            NAdam(params, lr=0.002, betas=(0.9, 0.999), eps=1e-08, weight_decay=0, momentum_decay=0.004, \
            decoupled_weight_decay=False, *, foreach=None, maximize=False, capturable=False, differentiable=False)
            """, "Adam with Nesterov momentum."
        ) { requests, v in
            try NAdam(
                requests, lr: v["lr"], betas: v["betas"], eps: v["eps"], weightDecay: v["weight_decay"],
                momentumDecay: v["momentum_decay"], decoupled: v.flag("decoupled_weight_decay"), foreach: v["foreach"],
                maximize: v.flag("maximize"), capturable: v.flag("capturable"), differentiable: v.flag("differentiable")
            )
        },
        OptimizerDeclaration(
            """
            RAdam(params, lr=0.001, betas=(0.9, 0.999), eps=1e-08, weight_decay=0, decoupled_weight_decay=False, *, foreach=None, \
            maximize=False, capturable=False, differentiable=False)
            """, "Adam that waits for its variance to be known."
        ) { requests, v in
            try RAdam(
                requests, lr: v["lr"], betas: v["betas"], eps: v["eps"], weightDecay: v["weight_decay"],
                decoupled: v.flag("decoupled_weight_decay"), foreach: v["foreach"], maximize: v.flag("maximize"),
                capturable: v.flag("capturable"), differentiable: v.flag("differentiable"))
        },
    ]
}
