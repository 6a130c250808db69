// torch.distributions, in the dialect itself: what variational and probabilistic models draw from and compare. Draws come from the
// default generator in PyTorch's order. Values outside a support are not refused.
import Script

enum Distributions {
    static func register() {
        ModuleRegistry.register("torch.distributions") { try ScriptedModule.build($0, text) }
        let parts = [
            "distribution", "uniform", "normal", "bernoulli", "categorical", "independent", "log_normal", "kl",
        ]
        for part in parts {
            ModuleRegistry.register("torch.distributions.\(part)") { module in
                guard let whole = try ModuleRegistry.module("torch.distributions") else { return }
                for name in whole.names { module[name] = whole[name] }
            }
        }
    }

    private static let text = """
        import math as _math
        import torch as _torch
        import torch.nn.functional as _F

        def _tensors(*values):
            "Numbers as tensors, all of one shape."
            return _torch.broadcast_tensors(*[v if _torch.is_tensor(v) else _torch.tensor(float(v)) for v in values])

        class Distribution:
            "What all distributions have: shapes, sampling, moments."
            _names = ()

            def __init__(self, batch_shape=(), event_shape=(), validate_args=None):
                self._batch_shape, self._event_shape = _torch.Size(batch_shape), _torch.Size(event_shape)

            @property
            def batch_shape(self):
                return self._batch_shape

            @property
            def event_shape(self):
                return self._event_shape

            @property
            def stddev(self):
                return self.variance.sqrt()

            def _shape(self, sample_shape):
                return tuple(sample_shape) + tuple(self._batch_shape) + tuple(self._event_shape)

            def sample(self, sample_shape=()):
                "Draws without a gradient."
                with _torch.no_grad():
                    return self.rsample(sample_shape)

            def rsample(self, sample_shape=()):
                "Draws through which gradients flow."
                raise NotImplementedError(f"{type(self).__name__} has no rsample; use sample")

            def sample_n(self, n):
                return self.sample((n,))

            def perplexity(self):
                return self.entropy().exp()

            def __repr__(self):
                shown = []
                for name in self._names:
                    value = getattr(self, name)
                    shown.append(f"{name}: {value if value.numel() == 1 else value.size()}")
                return f"{type(self).__name__}({', '.join(shown)})"

        class Uniform(Distribution):
            "Evenly spread between low and high."
            _names = ("low", "high")

            def __init__(self, low, high, validate_args=None):
                self.low, self.high = _tensors(low, high)
                super().__init__(self.low.shape)

            @property
            def mean(self):
                return (self.high + self.low) / 2

            @property
            def variance(self):
                return (self.high - self.low).pow(2) / 12

            def rsample(self, sample_shape=()):
                draw = _torch.rand(self._shape(sample_shape), dtype=self.low.dtype)
                return self.low + draw * (self.high - self.low)

            def log_prob(self, value):
                inside = (self.low.le(value) & self.high.gt(value)).type_as(self.low)
                return _torch.log(inside) - _torch.log(self.high - self.low)

            def cdf(self, value):
                return ((value - self.low) / (self.high - self.low)).clamp(min=0, max=1)

            def icdf(self, value):
                return value * (self.high - self.low) + self.low

            def entropy(self):
                return _torch.log(self.high - self.low)

        class Normal(Distribution):
            "The normal distribution with mean loc and standard deviation scale."
            _names = ("loc", "scale")

            def __init__(self, loc, scale, validate_args=None):
                self.loc, self.scale = _tensors(loc, scale)
                super().__init__(self.loc.shape)

            @property
            def mean(self):
                return self.loc

            @property
            def mode(self):
                return self.loc

            @property
            def stddev(self):
                return self.scale

            @property
            def variance(self):
                return self.scale.pow(2)

            def rsample(self, sample_shape=()):
                return self.loc + _torch.randn(self._shape(sample_shape), dtype=self.loc.dtype) * self.scale

            def sample(self, sample_shape=()):
                with _torch.no_grad():
                    shape = self._shape(sample_shape)
                    return _torch.normal(self.loc.expand(shape), self.scale.expand(shape))

            def log_prob(self, value):
                return (-((value - self.loc) ** 2) / (2 * self.scale ** 2) - self.scale.log()
                        - _math.log(_math.sqrt(2 * _math.pi)))

            def cdf(self, value):
                return 0.5 * (1 + _torch.erf((value - self.loc) * self.scale.reciprocal() / _math.sqrt(2)))

            def icdf(self, value):
                return self.loc + self.scale * _torch.erfinv(2 * value - 1) * _math.sqrt(2)

            def entropy(self):
                return 0.5 + 0.5 * _math.log(2 * _math.pi) + _torch.log(self.scale)

        class LogNormal(Distribution):
            "The exponential of a normal variable."
            _names = ("loc", "scale")

            def __init__(self, loc, scale, validate_args=None):
                self.base_dist = Normal(loc, scale)
                super().__init__(self.base_dist.batch_shape)

            @property
            def loc(self):
                return self.base_dist.loc

            @property
            def scale(self):
                return self.base_dist.scale

            @property
            def mean(self):
                return (self.loc + self.scale.pow(2) / 2).exp()

            @property
            def variance(self):
                square = self.scale.pow(2)
                return square.expm1() * (2 * self.loc + square).exp()

            def rsample(self, sample_shape=()):
                return self.base_dist.rsample(sample_shape).exp()

            def sample(self, sample_shape=()):
                with _torch.no_grad():
                    return self.base_dist.sample(sample_shape).exp()

            def log_prob(self, value):
                return self.base_dist.log_prob(value.log()) - value.log()

            def entropy(self):
                return self.base_dist.entropy() + self.loc

        class Bernoulli(Distribution):
            "1 with probability probs, else 0."

            def __init__(self, probs=None, logits=None, validate_args=None):
                if (probs is None) == (logits is None):
                    raise ValueError("Either `probs` or `logits` must be specified, but not both.")
                if probs is not None:
                    (self.probs,) = _tensors(probs)
                    kept = self.probs.clamp(min=_torch.finfo(self.probs.dtype).eps, max=1 - _torch.finfo(self.probs.dtype).eps)
                    self.logits = _torch.log(kept) - _torch.log1p(-kept)
                else:
                    (self.logits,) = _tensors(logits)
                    self.probs = _torch.sigmoid(self.logits)
                self._names = ("probs",) if probs is not None else ("logits",)
                super().__init__(self.probs.shape)

            @property
            def mean(self):
                return self.probs

            @property
            def variance(self):
                return self.probs * (1 - self.probs)

            def sample(self, sample_shape=()):
                with _torch.no_grad():
                    return _torch.bernoulli(self.probs.expand(self._shape(sample_shape)))

            def log_prob(self, value):
                logits, value = _torch.broadcast_tensors(self.logits, value)
                return -_F.binary_cross_entropy_with_logits(logits, value, reduction="none")

            def entropy(self):
                return _F.binary_cross_entropy_with_logits(self.logits, self.probs, reduction="none")

        class Categorical(Distribution):
            "Class numbers with these probabilities."

            def __init__(self, probs=None, logits=None, validate_args=None):
                if (probs is None) == (logits is None):
                    raise ValueError("Either `probs` or `logits` must be specified, but not both.")
                if probs is not None:
                    self.probs = probs / probs.sum(-1, keepdim=True)
                    eps = _torch.finfo(probs.dtype).eps
                    self.logits = self.probs.clamp(min=eps, max=1 - eps).log()
                else:
                    self.logits = logits - logits.logsumexp(dim=-1, keepdim=True)
                    self.probs = _F.softmax(self.logits, dim=-1)
                self._names = ("probs",) if probs is not None else ("logits",)
                super().__init__(self.probs.shape[:-1])

            @property
            def mode(self):
                return self.probs.argmax(dim=-1)

            def sample(self, sample_shape=()):
                count = 1
                for n in sample_shape:
                    count *= n
                flat = self.probs.reshape(-1, self.probs.shape[-1])
                return _torch.multinomial(flat, count, True).T.reshape(self._shape(sample_shape))

            def log_prob(self, value):
                value = value.long().unsqueeze(-1)
                value, log_pmf = _torch.broadcast_tensors(value, self.logits)
                return log_pmf.gather(-1, value[..., :1]).squeeze(-1)

            def entropy(self):
                logits = _torch.clamp(self.logits, min=_torch.finfo(self.logits.dtype).min)
                return -(logits * self.probs).sum(-1)

        class Independent(Distribution):
            "The last dimensions of another distribution as one event."

            def __init__(self, base_distribution, reinterpreted_batch_ndims, validate_args=None):
                self.base_dist = base_distribution
                self.reinterpreted_batch_ndims = reinterpreted_batch_ndims
                shape = base_distribution.batch_shape
                at = len(shape) - reinterpreted_batch_ndims
                super().__init__(shape[:at], tuple(shape[at:]) + tuple(base_distribution.event_shape))

            @property
            def mean(self):
                return self.base_dist.mean

            @property
            def variance(self):
                return self.base_dist.variance

            def sample(self, sample_shape=()):
                return self.base_dist.sample(sample_shape)

            def rsample(self, sample_shape=()):
                return self.base_dist.rsample(sample_shape)

            def _sum(self, value):
                n = self.reinterpreted_batch_ndims
                return value if n == 0 else value.sum(dim=tuple(range(-n, 0)))

            def log_prob(self, value):
                return self._sum(self.base_dist.log_prob(value))

            def entropy(self):
                return self._sum(self.base_dist.entropy())

            def __repr__(self):
                return f"Independent({self.base_dist}, {self.reinterpreted_batch_ndims})"

        def kl_divergence(p, q):
            "The Kullback-Leibler divergence from p to q."
            if isinstance(p, Independent) and isinstance(q, Independent):
                if p.reinterpreted_batch_ndims != q.reinterpreted_batch_ndims:
                    raise NotImplementedError
                return p._sum(kl_divergence(p.base_dist, q.base_dist))
            if isinstance(p, Normal) and isinstance(q, Normal):
                ratio = (p.scale / q.scale).pow(2)
                return 0.5 * (ratio + ((p.loc - q.loc) / q.scale).pow(2) - 1 - ratio.log())
            if isinstance(p, Bernoulli) and isinstance(q, Bernoulli):
                first = p.probs * (_F.softplus(-q.logits) - _F.softplus(-p.logits))
                return first + (1 - p.probs) * (_F.softplus(q.logits) - _F.softplus(p.logits))
            if isinstance(p, Categorical) and isinstance(q, Categorical):
                return (p.probs * (p.logits - q.logits)).sum(-1)
            if isinstance(p, Uniform) and isinstance(q, Uniform):
                result = _torch.log((q.high - q.low) / (p.high - p.low))
                return _torch.where((q.low > p.low) | (q.high < p.high), _torch.full_like(result, _math.inf), result)
            raise NotImplementedError(f"No KL(p || q) is implemented for p type {type(p).__name__} and q type {type(q).__name__}")
        """
}
