// Optimizers that scripts use now and then, in the dialect itself and compiled when one is first named. They are what a script's own
// optimizer would be: a class over torch.optim.Optimizer.
import Script

enum OptimLater {
    static func declare(in module: ModuleObject) {
        ScriptedModule.buildWhenNeeded(module, shared + "\n" + simple + "\n" + factored + "\n" + secondOrder)
    }

    private static let shared = """
        import math as _math
        import torch as _torch

        def _check(ok, what, value):
            if not ok:
                raise ValueError(f"Invalid {what}: {value}")

        def _loss(closure):
            if closure is None:
                return None
            with _torch.enable_grad():
                return closure()

        def _parameters(optimizer):
            "Every parameter that has a gradient, with its group, gradient and state."
            for group in optimizer.param_groups:
                for p in group["params"]:
                    if p.grad is not None:
                        yield group, p, -p.grad if group["maximize"] else p.grad, optimizer.state[p]
        """

    private static let simple = """
        class Rprop(Optimizer):
            "Steps of a size per weight that grows while its gradient keeps the sign (Riedmiller and Braun 1993)."
            def __init__(self, params, lr=0.01, etas=(0.5, 1.2), step_sizes=(1e-06, 50), *, capturable=False, foreach=None,
                         maximize=False, differentiable=False):
                _check(0.0 <= lr, "learning rate", lr)
                if not 0.0 < etas[0] < 1.0 < etas[1]:
                    raise ValueError(f"Invalid eta values: {etas[0]}, {etas[1]}")
                super().__init__(params, dict(lr=lr, etas=etas, step_sizes=step_sizes, foreach=foreach, maximize=maximize,
                                              differentiable=differentiable, capturable=capturable))

            @_torch.no_grad()
            def step(self, closure=None):
                loss = _loss(closure)
                for group, p, grad, state in _parameters(self):
                    if len(state) == 0:
                        state["step"] = _torch.tensor(0.0)
                        state["prev"] = _torch.zeros_like(p)
                        state["step_size"] = _torch.full_like(grad, group["lr"])
                    state["step"] += 1
                    sign = (grad * state["prev"]).sign()
                    less, more = group["etas"]
                    factor = _torch.where(sign > 0, more, _torch.where(sign < 0, less, 1.0)).to(p.dtype)
                    state["step_size"].mul_(factor).clamp_(*group["step_sizes"])
                    # Where the sign changed, the weight waits for a step.
                    grad = _torch.where(sign < 0, _torch.zeros_like(grad), grad)
                    p.addcmul_(grad.sign(), state["step_size"], value=-1)
                    state["prev"].copy_(grad)
                return loss

        class ASGD(Optimizer):
            "Gradient descent whose running average is kept in the state `ax` (Polyak and Juditsky 1992)."
            def __init__(self, params, lr=0.01, lambd=0.0001, alpha=0.75, t0=1000000.0, weight_decay=0, foreach=None,
                         maximize=False, differentiable=False, capturable=False):
                _check(0.0 <= lr, "learning rate", lr)
                _check(0.0 <= weight_decay, "weight_decay value", weight_decay)
                super().__init__(params, dict(lr=lr, lambd=lambd, alpha=alpha, t0=t0, weight_decay=weight_decay, foreach=foreach,
                                              maximize=maximize, differentiable=differentiable, capturable=capturable))

            @_torch.no_grad()
            def step(self, closure=None):
                loss = _loss(closure)
                for group, p, grad, state in _parameters(self):
                    if len(state) == 0:
                        state["step"] = _torch.zeros(())
                        state["eta"] = _torch.tensor(group["lr"])
                        state["mu"] = _torch.ones(())
                        state["ax"] = _torch.zeros_like(p)
                    state["step"] += 1
                    step, lr, lambd = state["step"].item(), group["lr"], group["lambd"]
                    if group["weight_decay"] != 0:
                        grad = grad.add(p, alpha=group["weight_decay"])
                    eta, mu = state["eta"].item(), state["mu"].item()
                    p.mul_(1 - lambd * eta)
                    p.add_(grad, alpha=-eta)
                    if mu != 1:
                        state["ax"].add_(p.sub(state["ax"]).mul(mu))
                    else:
                        state["ax"].copy_(p)
                    state["eta"] = _torch.tensor(lr / ((1 + lambd * lr * step) ** group["alpha"]))
                    state["mu"] = _torch.tensor(1 / max(1, step - group["t0"]))
                return loss
        """

    private static let factored = """
        class Adafactor(Optimizer):
            "Adam whose second moments are kept by rows and columns (Shazeer and Stern 2018)."
            def __init__(self, params, lr=0.01, beta2_decay=-0.8, eps=(None, 0.001), d=1.0, weight_decay=0.0, *, foreach=None,
                         maximize=False):
                for ok, name, sign, value in ((lr >= 0, "Learning rate", ">=", lr), (beta2_decay <= 0, "beta2_decay", "<=", beta2_decay),
                                              (eps[0] is None or eps[0] >= 0, "epsilon1", ">=", eps[0]),
                                              (eps[1] >= 0, "epsilon2", ">=", eps[1]),
                                              (weight_decay >= 0, "weight_decay", ">=", weight_decay)):
                    if not ok:
                        raise ValueError(f"{name} should be {sign} 0 but is: {value}")
                if not d >= 1:
                    raise ValueError(f"Clipping threshold d should be >= 1 but is: {d}")
                super().__init__(params, dict(lr=lr, beta2_decay=beta2_decay, eps=eps, d=d, weight_decay=weight_decay,
                                              foreach=foreach, maximize=maximize))

            @_torch.no_grad()
            def step(self, closure=None):
                loss = _loss(closure)
                for group, p, grad, state in _parameters(self):
                    if len(state) == 0:
                        state["step"] = _torch.tensor(0.0)
                        if grad.dim() > 1:
                            state["row_var"] = grad.new_zeros(grad.shape[:-1] + (1,))
                            state["col_var"] = grad.new_zeros(grad.shape[:-2] + (1, grad.shape[-1]))
                        else:
                            state["variance"] = _torch.zeros_like(grad)
                    state["step"] += 1
                    step = state["step"].item()
                    weight = step ** group["beta2_decay"]
                    eps1, eps2 = group["eps"]
                    eps1 = _torch.finfo(p.dtype).eps if eps1 is None else eps1
                    rho = min(group["lr"], 1 / _math.sqrt(step))
                    alpha = max(eps2, p.norm(2).item() / _math.sqrt(p.numel())) * rho
                    if group["weight_decay"] != 0:
                        p.mul_(1 - group["lr"] * group["weight_decay"])
                    if grad.dim() > 1:
                        row, col = state["row_var"], state["col_var"]
                        row.lerp_(grad.norm(dim=-1, keepdim=True).square_().div_(grad.size(-1)), weight)
                        col.lerp_(grad.norm(dim=-2, keepdim=True).square_().div_(grad.size(-2)), weight)
                        variance = (row @ col).div_(row.mean(dim=-2, keepdim=True).clamp_(min=eps1))
                    else:
                        variance = state["variance"].lerp_(grad.square(), weight).clone()
                    update = variance.clamp_(min=eps1 * eps1).rsqrt_().mul_(grad)
                    denominator = max(1.0, update.norm(2).item() / (_math.sqrt(update.numel()) * group["d"]))
                    p.add_(update, alpha=-alpha / denominator)
                return loss
        """

    /// Source: Nocedal and Wright, Numerical Optimization (2006), algorithms 7.4 (two loops), 3.5 and 3.6 (line search).
    private static let secondOrder = """
        def _cubic(x1, f1, g1, x2, f2, g2, bounds=None):
            "The minimum of the cubic through two points with their slopes, within bounds."
            low, high = bounds if bounds is not None else (x1, x2) if x1 <= x2 else (x2, x1)
            d1 = g1 + g2 - 3 * (f1 - f2) / (x1 - x2)
            square = d1 ** 2 - g1 * g2
            if square < 0:
                return (low + high) / 2.0
            d2 = square ** 0.5
            if x1 <= x2:
                place = x2 - (x2 - x1) * ((g2 + d2 - d1) / (g2 - g1 + 2 * d2))
            else:
                place = x1 - (x1 - x2) * ((g1 + d2 - d1) / (g1 - g2 + 2 * d2))
            return min(max(place, low), high)

        def _strong_wolfe(value_at, t, d, f, g, gtd, c1=1e-4, c2=0.9, tolerance_change=1e-9, max_ls=25):
            "A step t along d that satisfies the strong Wolfe conditions: (loss, gradient, t, evaluations)."
            d_norm = d.abs().max()
            g = g.clone()
            f_new, g_new = value_at(t, d)
            evaluations = 1
            gtd_new = g_new.dot(d)
            # Bracket: widen the step until a minimum lies between two of them.
            t_prev, f_prev, g_prev, gtd_prev = 0, f, g, gtd
            done = False
            tries = 0
            while tries < max_ls:
                if f_new > (f + c1 * t * gtd) or (tries > 1 and f_new >= f_prev):
                    bracket, values, slopes = [t_prev, t], [f_prev, f_new], [gtd_prev, gtd_new]
                    gradients = [g_prev, g_new.clone()]
                    break
                if abs(gtd_new) <= -c2 * gtd:
                    bracket, values, gradients = [t], [f_new], [g_new]
                    done = True
                    break
                if gtd_new >= 0:
                    bracket, values, slopes = [t_prev, t], [f_prev, f_new], [gtd_prev, gtd_new]
                    gradients = [g_prev, g_new.clone()]
                    break
                least, most = t + 0.01 * (t - t_prev), t * 10
                before = t
                t = _cubic(t_prev, f_prev, gtd_prev, t, f_new, gtd_new, bounds=(least, most))
                t_prev, f_prev, g_prev, gtd_prev = before, f_new, g_new.clone(), gtd_new
                f_new, g_new = value_at(t, d)
                evaluations += 1
                gtd_new = g_new.dot(d)
                tries += 1
            if tries == max_ls:
                bracket, values, gradients = [0, t], [f, f_new], [g, g_new]
            # Zoom: narrow the bracket around the lower end.
            stuck = False
            low, high = (0, 1) if values[0] <= values[-1] else (1, 0)
            while not done and tries < max_ls:
                if abs(bracket[1] - bracket[0]) * d_norm < tolerance_change:
                    break
                t = _cubic(bracket[0], values[0], slopes[0], bracket[1], values[1], slopes[1])
                # A step at the edge of the bracket gains little; twice in a row, or outside, it is moved inwards.
                edge = 0.1 * (max(bracket) - min(bracket))
                if min(max(bracket) - t, t - min(bracket)) < edge:
                    if stuck or t >= max(bracket) or t <= min(bracket):
                        t = max(bracket) - edge if abs(t - max(bracket)) < abs(t - min(bracket)) else min(bracket) + edge
                        stuck = False
                    else:
                        stuck = True
                else:
                    stuck = False
                f_new, g_new = value_at(t, d)
                evaluations += 1
                gtd_new = g_new.dot(d)
                tries += 1
                if f_new > (f + c1 * t * gtd) or f_new >= values[low]:
                    bracket[high], values[high], gradients[high], slopes[high] = t, f_new, g_new.clone(), gtd_new
                    low, high = (0, 1) if values[0] <= values[1] else (1, 0)
                else:
                    if abs(gtd_new) <= -c2 * gtd:
                        done = True
                    elif gtd_new * (bracket[high] - bracket[low]) >= 0:
                        bracket[high], values[high], gradients[high], slopes[high] = (
                            bracket[low], values[low], gradients[low], slopes[low])
                    bracket[low], values[low], gradients[low], slopes[low] = t, f_new, g_new.clone(), gtd_new
            return (values[low], gradients[low], bracket[low], evaluations) if len(bracket) > 1 else (
                values[0], gradients[0], bracket[0], evaluations)

        class LBFGS(Optimizer):
            "Quasi-Newton steps from the last gradients (Liu and Nocedal 1989); step needs a closure, which it calls several times."
            def __init__(self, params, lr=1, max_iter=20, max_eval=None, tolerance_grad=1e-07, tolerance_change=1e-09,
                         history_size=100, line_search_fn=None, *, maximize=False):
                _check(0.0 <= lr, "learning rate", lr)
                if max_eval is None:
                    max_eval = max_iter * 5 // 4
                super().__init__(params, dict(lr=lr, max_iter=max_iter, max_eval=max_eval, tolerance_grad=tolerance_grad,
                                              tolerance_change=tolerance_change, history_size=history_size,
                                              line_search_fn=line_search_fn, maximize=maximize))
                if len(self.param_groups) != 1:
                    raise ValueError("LBFGS doesn't support per-parameter options (parameter groups)")
                self._params = self.param_groups[0]["params"]

            def _flat_gradient(self):
                parts = [p.new_zeros(p.numel()) if p.grad is None else p.grad.reshape(-1) for p in self._params]
                flat = _torch.cat(parts, 0)
                return -flat if self.param_groups[0]["maximize"] else flat

            def _move(self, t, direction):
                at = 0
                for p in self._params:
                    p.add_(direction[at:at + p.numel()].view_as(p), alpha=t)
                    at += p.numel()

            @_torch.no_grad()
            def step(self, closure):
                group = self.param_groups[0]
                lr, max_iter, search = group["lr"], group["max_iter"], group["line_search_fn"]
                if search not in (None, "strong_wolfe"):
                    raise RuntimeError("only 'strong_wolfe' is supported")
                state = self.state[self._params[0]]
                state.setdefault("func_evals", 0)
                state.setdefault("n_iter", 0)

                def evaluate():
                    with _torch.enable_grad():
                        loss = closure()
                    return loss, -float(loss) if group["maximize"] else float(loss)

                first_loss, loss = evaluate()
                evaluations = 1
                state["func_evals"] += 1
                grad = self._flat_gradient()
                if grad.abs().max() <= group["tolerance_grad"]:
                    return first_loss
                d, t = state.get("d"), state.get("t")
                old_dirs, old_stps, ro = state.get("old_dirs"), state.get("old_stps"), state.get("ro")
                scale, prev_grad, prev_loss = state.get("H_diag"), state.get("prev_flat_grad"), state.get("prev_loss")
                rounds = 0
                while rounds < max_iter:
                    rounds += 1
                    state["n_iter"] += 1
                    if state["n_iter"] == 1:
                        d = -grad
                        old_dirs, old_stps, ro, scale = [], [], [], 1
                    else:
                        y, s = grad.sub(prev_grad), d.mul(t)
                        ys = y.dot(s)
                        if ys > 1e-10:
                            if len(old_dirs) == group["history_size"]:
                                del old_dirs[0], old_stps[0], ro[0]
                            old_dirs.append(y)
                            old_stps.append(s)
                            ro.append(1.0 / ys)
                            scale = ys / y.dot(y)
                        weights = [None] * len(old_dirs)
                        q = -grad
                        for i in range(len(old_dirs) - 1, -1, -1):
                            weights[i] = old_stps[i].dot(q) * ro[i]
                            q.add_(old_dirs[i], alpha=-weights[i].item())
                        d = _torch.mul(q, scale)
                        for i in range(len(old_dirs)):
                            beta = old_dirs[i].dot(d) * ro[i]
                            d.add_(old_stps[i], alpha=(weights[i] - beta).item())
                    prev_grad = grad.clone()
                    prev_loss = loss
                    t = min(1.0, 1.0 / grad.abs().sum().item()) * lr if state["n_iter"] == 1 else lr
                    slope = grad.dot(d)
                    if slope > -group["tolerance_change"]:
                        break
                    searched = 0
                    if search is not None:
                        start = [p.clone() for p in self._params]

                        def value_at(t, direction):
                            self._move(t, direction)
                            value = evaluate()[1]
                            gradient = self._flat_gradient()
                            for p, old in zip(self._params, start):
                                p.copy_(old)
                            return value, gradient

                        loss, grad, t, searched = _strong_wolfe(
                            value_at, t, d, loss, grad, slope, max_ls=group["max_eval"] - evaluations)
                        t = t.item() if isinstance(t, _torch.Tensor) else t
                        self._move(t, d)
                        converged = grad.abs().max() <= group["tolerance_grad"]
                    else:
                        self._move(t, d)
                        converged = False
                        if rounds != max_iter:
                            loss = evaluate()[1]
                            grad = self._flat_gradient()
                            converged = grad.abs().max() <= group["tolerance_grad"]
                            searched = 1
                    evaluations += searched
                    state["func_evals"] += searched
                    if (rounds == max_iter or evaluations >= group["max_eval"] or converged
                            or d.mul(t).abs().max() <= group["tolerance_change"]
                            or abs(loss - prev_loss) < group["tolerance_change"]):
                        break
                state.update(d=d, t=t, old_dirs=old_dirs, old_stps=old_stps, ro=ro, H_diag=scale, prev_flat_grad=prev_grad,
                             prev_loss=prev_loss)
                return first_loss
        """
}
