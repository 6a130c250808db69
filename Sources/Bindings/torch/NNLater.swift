// Layers and losses that scripts use now and then, made of others in the dialect itself and compiled when one is first named.
import Script

enum NNLater {
    static func declareLayers(in module: ModuleObject) { ScriptedModule.buildWhenNeeded(module, layers) }
    static func declareFunctions(in module: ModuleObject) { ScriptedModule.buildWhenNeeded(module, functions) }

    private static let layers = """
        import copy as _copy
        import torch as _torch
        import torch.nn.functional as _F
        import torch.nn.init as _init

        class TransformerEncoder(Module):
            "A stack of encoder layers, each a copy of the given one (Vaswani et al. 2017)."
            def __init__(self, encoder_layer, num_layers, norm=None, enable_nested_tensor=True, mask_check=True):
                super().__init__()
                self.layers = ModuleList([_copy.deepcopy(encoder_layer) for _ in range(num_layers)])
                self.num_layers = num_layers
                self.norm = norm

            def forward(self, src, mask=None, src_key_padding_mask=None, is_causal=None):
                output = src
                for layer in self.layers:
                    output = layer(output, src_mask=mask, src_key_padding_mask=src_key_padding_mask)
                return output if self.norm is None else self.norm(output)

        class SyncBatchNorm(_torch.nn.modules.batchnorm._BatchNorm):
            "Batch normalisation of any rank; there is one process, so the statistics are its own."
            def __init__(self, num_features, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True,
                         process_group=None, device=None, dtype=None):
                super().__init__(num_features, eps, momentum, affine, track_running_stats)
                self.process_group = process_group

            @classmethod
            def convert_sync_batchnorm(cls, module, process_group=None):
                "The model with every BatchNorm as a SyncBatchNorm."
                result = module
                if isinstance(module, (BatchNorm1d, BatchNorm2d, BatchNorm3d)):
                    result = cls(module.num_features, module.eps, module.momentum, module.affine, module.track_running_stats)
                    if module.affine:
                        result.weight, result.bias = module.weight, module.bias
                    result.running_mean, result.running_var = module.running_mean, module.running_var
                    result.num_batches_tracked = module.num_batches_tracked
                    result.training = module.training
                for name, child in module.named_children():
                    result.add_module(name, cls.convert_sync_batchnorm(child, process_group))
                return result

        class GaussianNLLLoss(Module):
            "The negative log likelihood of targets under normal distributions."
            def __init__(self, *, full=False, eps=1e-06, reduction="mean"):
                super().__init__()
                self.full, self.eps, self.reduction = full, eps, reduction

            def forward(self, input, target, var):
                return _F.gaussian_nll_loss(input, target, var, full=self.full, eps=self.eps, reduction=self.reduction)

        class MultiLabelSoftMarginLoss(Module):
            "Binary cross entropy of each label, averaged over the labels."
            def __init__(self, weight=None, size_average=None, reduce=None, reduction="mean"):
                super().__init__()
                self.register_buffer("weight", weight)
                self.reduction = reduction

            def forward(self, input, target):
                return _F.multilabel_soft_margin_loss(input, target, weight=self.weight, reduction=self.reduction)

        class MultiMarginLoss(Module):
            "The hinge loss of several classes."
            def __init__(self, p=1, margin=1.0, weight=None, size_average=None, reduce=None, reduction="mean"):
                super().__init__()
                self.p, self.margin, self.reduction = p, margin, reduction
                self.register_buffer("weight", weight)

            def forward(self, input, target):
                return _F.multi_margin_loss(input, target, self.p, self.margin, self.weight, reduction=self.reduction)

        class LSTMCell(Module):
            "One step of an LSTM (Hochreiter and Schmidhuber 1997); the gates in the order i, f, g, o."
            gates = 4

            def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
                super().__init__()
                self.input_size, self.hidden_size, self.bias = input_size, hidden_size, bias
                rows = self.gates * hidden_size
                self.weight_ih = Parameter(_torch.empty(rows, input_size))
                self.weight_hh = Parameter(_torch.empty(rows, hidden_size))
                if bias:
                    self.bias_ih = Parameter(_torch.empty(rows))
                    self.bias_hh = Parameter(_torch.empty(rows))
                else:
                    self.register_parameter("bias_ih", None)
                    self.register_parameter("bias_hh", None)
                bound = hidden_size ** -0.5 if hidden_size > 0 else 0.0
                for weight in self.parameters():
                    _init.uniform_(weight, -bound, bound)

            def extra_repr(self):
                return f"{self.input_size}, {self.hidden_size}" + ("" if self.bias else ", bias=False")

            def _products(self, input, hidden):
                return (_F.linear(input, self.weight_ih, self.bias_ih), _F.linear(hidden, self.weight_hh, self.bias_hh))

            def forward(self, input, hx=None):
                if hx is None:
                    zeros = _torch.zeros(*input.shape[:-1], self.hidden_size, dtype=input.dtype)
                    hx = (zeros, zeros)
                hidden, cell = hx
                a, b = self._products(input, hidden)
                i, f, g, o = (a + b).chunk(4, -1)
                cell = _torch.sigmoid(f) * cell + _torch.sigmoid(i) * _torch.tanh(g)
                return _torch.sigmoid(o) * _torch.tanh(cell), cell

        class GRUCell(LSTMCell):
            "One step of a GRU (Cho et al. 2014); the gates in the order r, z, n."
            gates = 3

            def forward(self, input, hx=None):
                if hx is None:
                    hx = _torch.zeros(*input.shape[:-1], self.hidden_size, dtype=input.dtype)
                a, b = self._products(input, hx)
                (ar, az, an), (br, bz, bn) = a.chunk(3, -1), b.chunk(3, -1)
                r, z = _torch.sigmoid(ar + br), _torch.sigmoid(az + bz)
                n = _torch.tanh(an + r * bn)
                return n + z * (hx - n)
        """

    private static let functions = """
        import torch as _torch

        def upsample_nearest(input, size=None, scale_factor=None):
            "interpolate(mode='nearest')."
            return interpolate(input, size, scale_factor, mode="nearest")

        def upsample_bilinear(input, size=None, scale_factor=None):
            "interpolate(mode='bilinear', align_corners=True)."
            return interpolate(input, size, scale_factor, mode="bilinear", align_corners=True)

        def _reduced(loss, reduction):
            if reduction == "none":
                return loss
            if reduction not in ("mean", "sum"):
                raise ValueError(f"{reduction} is not a valid value for reduction")
            return loss.mean() if reduction == "mean" else loss.sum()

        def gumbel_softmax(logits, tau=1, hard=False, eps=1e-10, dim=-1):
            "A sample of a relaxed categorical distribution (Jang et al. 2017); hard=True rounds it to one-hot."
            noise = -_torch.empty_like(logits).exponential_().log()
            soft = softmax((logits + noise) / tau, dim)
            if not hard:
                return soft
            index = soft.max(dim, keepdim=True)[1]
            return _torch.zeros_like(logits).scatter_(dim, index, 1.0) - soft.detach() + soft

        def multilabel_soft_margin_loss(input, target, weight=None, size_average=None, reduce=None, reduction="mean"):
            "Binary cross entropy of each label, averaged over the labels."
            loss = -(target * logsigmoid(input) + (1 - target) * logsigmoid(-input))
            if weight is not None:
                loss = loss * weight
            return _reduced(loss.sum(dim=input.dim() - 1) / input.size(input.dim() - 1), reduction)

        def multi_margin_loss(input, target, p=1, margin=1.0, weight=None, size_average=None, reduce=None, reduction="mean"):
            "The hinge loss of several classes."
            index = target.unsqueeze(1)
            loss = (margin - input.gather(1, index) + input).clamp(min=0) ** p
            if weight is not None:
                loss = loss * weight[target].unsqueeze(1)
            loss = loss.masked_fill(one_hot(target, input.size(1)).bool(), 0.0)
            return _reduced(loss.sum(1) / input.size(1), reduction)

        def triplet_margin_with_distance_loss(anchor, positive, negative, *, distance_function=None, margin=1.0, swap=False,
                                              reduction="mean"):
            "max(d(anchor, positive) - d(anchor, negative) + margin, 0) with a distance of one's own."
            distance = pairwise_distance if distance_function is None else distance_function
            near, far = distance(anchor, positive), distance(anchor, negative)
            if swap:
                far = _torch.min(far, distance(positive, negative))
            return _reduced((margin + near - far).clamp(min=0), reduction)
        """
}
