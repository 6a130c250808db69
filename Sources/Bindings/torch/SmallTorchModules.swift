// The small modules of PyTorch that programs import around a model: checkpointing of activations, averaged weights, matrices of
// derivatives, downloads, summaries, processes.
// What runs in one process without a network is done; the rest says plainly what to write instead.
import Schema
import Script

enum SmallTorchModules {
    static func register() {
        for (name, text) in texts { ModuleRegistry.register(name) { try ScriptedModule.build($0, text) } }
    }

    private static let download = """
        raise NotImplementedError("there is no network here: download the weights yourself, then torch.load(path)")
        """

    /// Records nothing: a training script keeps its calls, and what it prints is what there is to see.
    private static let summaryWriter = """
        class SummaryWriter:
            "Accepts TensorBoard's calls and records nothing."
            def __init__(self, log_dir=None, comment="", *args, **kwargs):
                self.log_dir = log_dir or "runs"

            def _nothing(self, *args, **kwargs):
                return None

            add_scalar = add_scalars = add_image = add_images = add_figure = add_histogram = add_graph = _nothing
            add_text = add_hparams = add_video = add_embedding = add_pr_curve = flush = close = _nothing

            def get_logdir(self):
                return self.log_dir

            def __enter__(self):
                return self

            def __exit__(self, *error):
                return None
        """

    /// Matrices of derivatives, one row per output.
    private static let derivatives = """
        import torch

        def _leaves(inputs, create_graph):
            "The inputs as leaves of a graph of their own (or their own graph's, when that is to go on)."
            tensors = [inputs] if isinstance(inputs, torch.Tensor) else list(inputs)
            return [t.view_as(t) if create_graph and t.requires_grad else t.detach().requires_grad_() for t in tensors]

        def jacobian(func, inputs, create_graph=False, strict=False, vectorize=False, strategy="reverse-mode"):
            "The derivatives of func's output by its inputs: shape output + input."
            leaves = _leaves(inputs, create_graph)
            with torch.enable_grad():
                output = func(*leaves)
                rows = [torch.autograd.grad(y, leaves, retain_graph=True, create_graph=create_graph, allow_unused=True,
                                            materialize_grads=True) for y in output.reshape(-1)]
            results = [torch.stack([row[i] for row in rows]).reshape(tuple(output.shape) + tuple(leaf.shape))
                       for i, leaf in enumerate(leaves)]
            return results[0] if isinstance(inputs, torch.Tensor) else tuple(results)

        def hessian(func, inputs, create_graph=False, strict=False, vectorize=False, outer_jacobian_strategy="reverse-mode"):
            "The second derivatives of func's number."
            def first(x):
                with torch.enable_grad():
                    return torch.autograd.grad(func(x), x, create_graph=True)[0]
            if not isinstance(inputs, torch.Tensor):
                raise NotImplementedError("hessian of several inputs is not supported: join them into one tensor")
            return jacobian(first, inputs, create_graph=create_graph)
        """

    private static var texts: [(String, String)] {
        [
            (
                "torch.utils.checkpoint",
                """
                def checkpoint(function, *args, use_reentrant=None, **kwargs):
                    "function(*args): activations are kept, the results are the same."
                    for name in ("preserve_rng_state", "determinism_check", "debug", "context_fn"):
                        kwargs.pop(name, None)
                    return function(*args, **kwargs)

                def checkpoint_sequential(functions, segments, input, use_reentrant=None, **kwargs):
                    "The functions one after the other."
                    for function in functions:
                        input = function(input)
                    return input
                """
            ),
            (
                "torch.utils.model_zoo",
                """
                def load_url(url, model_dir=None, map_location=None, progress=True, check_hash=False, file_name=None,
                             weights_only=False):
                    "Downloads are not possible."
                    \(download)
                """
            ),
            (
                "torch.hub",
                """
                def load_state_dict_from_url(url, model_dir=None, map_location=None, progress=True, check_hash=False, **kwargs):
                    "Downloads are not possible."
                    \(download)

                def load(repo_or_dir, model, *args, **kwargs):
                    "Downloads are not possible."
                    \(download)

                def download_url_to_file(url, dst, hash_prefix=None, progress=True):
                    "Downloads are not possible."
                    \(download)

                def get_dir():
                    import os
                    return os.path.join(os.path.expanduser("~"), ".cache", "torch", "hub")
                """
            ),
            ("torch.utils.tensorboard", summaryWriter), ("tensorboardX", summaryWriter),
            (
                "pickle",
                """
                import torch
                from io import BytesIO

                HIGHEST_PROTOCOL = DEFAULT_PROTOCOL = 5

                class PickleError(Exception):
                    pass

                UnpicklingError = PicklingError = PickleError

                def dump(obj, file, protocol=None, **options):
                    "Writes tensors, arrays, numbers, words, lists and dicts, in the form of torch.save."
                    torch.save(obj, file)

                def load(file, **options):
                    "Reads what dump wrote."
                    return torch.load(file)

                def dumps(obj, protocol=None, **options):
                    "The bytes that dump writes."
                    file = BytesIO()
                    torch.save(obj, file)
                    return file.getvalue()

                def loads(data, **options):
                    "The value in bytes that dumps gave."
                    return torch.load(BytesIO(data))
                """
            ),
            ("torch.autograd.functional", derivatives),
            (
                "torch.nn.utils.rnn",
                """
                import torch

                def pad_sequence(sequences, batch_first=False, padding_value=0.0, padding_side="right"):
                    "Sequences of different lengths in one tensor."
                    length = max(s.size(0) for s in sequences)
                    rows = []
                    for s in sequences:
                        rest = s.new_full((length - s.size(0),) + tuple(s.shape[1:]), padding_value)
                        rows.append(torch.cat([s, rest] if padding_side == "right" else [rest, s]))
                    return torch.stack(rows, 0 if batch_first else 1)
                """
            ),
            (
                "torch.optim.swa_utils",
                """
                import copy
                import math
                import torch
                from torch.nn import Module
                from torch.optim.lr_scheduler import LRScheduler

                def get_ema_multi_avg_fn(decay=0.999):
                    "Averages weights as decay * average + (1 - decay) * weight."
                    if decay < 0.0 or decay > 1.0:
                        raise ValueError(f"Invalid decay value {decay} provided. Please provide a value in [0,1] range.")

                    @torch.no_grad()
                    def ema_update(ema_param_list, current_param_list, _):
                        for average, current in zip(ema_param_list, current_param_list):
                            if average.is_floating_point():
                                average.lerp_(current, 1 - decay)
                            else:
                                average.copy_(average * decay + current * (1 - decay))
                    return ema_update

                def get_swa_multi_avg_fn():
                    "Averages weights equally."
                    @torch.no_grad()
                    def swa_update(averaged_param_list, current_param_list, num_averaged):
                        for average, current in zip(averaged_param_list, current_param_list):
                            average.lerp_(current, 1 / (float(num_averaged) + 1))
                    return swa_update

                def get_ema_avg_fn(decay=0.999):
                    "One weight of get_ema_multi_avg_fn."
                    if decay < 0.0 or decay > 1.0:
                        raise ValueError(f"Invalid decay value {decay} provided. Please provide a value in [0,1] range.")

                    @torch.no_grad()
                    def ema_update(ema_param, current_param, num_averaged):
                        return decay * ema_param + (1 - decay) * current_param
                    return ema_update

                def get_swa_avg_fn():
                    "One weight of get_swa_multi_avg_fn."
                    @torch.no_grad()
                    def swa_update(averaged_param, current_param, num_averaged):
                        return averaged_param + (current_param - averaged_param) / (num_averaged + 1)
                    return swa_update

                class AveragedModel(Module):
                    "A copy of a model whose weights are averages of the model's over its updates."
                    def __init__(self, model, device=None, avg_fn=None, multi_avg_fn=None, use_buffers=False):
                        super().__init__()
                        if avg_fn is not None and multi_avg_fn is not None:
                            raise AssertionError("Only one of avg_fn and multi_avg_fn should be provided")
                        self.module = copy.deepcopy(model)
                        self.register_buffer("n_averaged", torch.tensor(0, dtype=torch.long))
                        self.avg_fn = avg_fn
                        self.multi_avg_fn = multi_avg_fn
                        self.use_buffers = use_buffers

                    def forward(self, *args, **kwargs):
                        return self.module(*args, **kwargs)

                    @torch.no_grad()
                    def update_parameters(self, model):
                        mine = list(self.module.parameters())
                        theirs = list(model.parameters())
                        if self.use_buffers:
                            mine += list(self.module.buffers())
                            theirs += list(model.buffers())
                        if self.n_averaged == 0:
                            for average, current in zip(mine, theirs):
                                average.detach().copy_(current.detach())
                        elif self.avg_fn is not None:
                            for average, current in zip(mine, theirs):
                                average.detach().copy_(self.avg_fn(average.detach(), current.detach(), self.n_averaged))
                        else:
                            average_all = self.multi_avg_fn or get_swa_multi_avg_fn()
                            average_all([p.detach() for p in mine], [p.detach() for p in theirs], self.n_averaged)
                        if not self.use_buffers:
                            for average, current in zip(self.module.buffers(), model.buffers()):
                                average.detach().copy_(current.detach())
                        self.n_averaged += 1

                @torch.no_grad()
                def update_bn(loader, model, device=None):
                    "Computes the running statistics of batch norms anew."
                    momenta = {}
                    for module in model.modules():
                        if isinstance(module, (torch.nn.BatchNorm1d, torch.nn.BatchNorm2d, torch.nn.BatchNorm3d)):
                            module.reset_running_stats()
                            momenta[module] = module.momentum
                    if not momenta:
                        return
                    was_training = model.training
                    model.train()
                    for module in momenta:
                        module.momentum = None
                    for batch in loader:
                        if isinstance(batch, (list, tuple)):
                            batch = batch[0]
                        model(batch)
                    for module, momentum in momenta.items():
                        module.momentum = momentum
                    model.train(was_training)

                class SWALR(LRScheduler):
                    "Anneals each group's rate to swa_lr over anneal_epochs, then keeps it."
                    def __init__(self, optimizer, swa_lr, anneal_epochs=10, anneal_strategy="cos", last_epoch=-1):
                        if anneal_strategy not in ("cos", "linear"):
                            raise ValueError(f"anneal_strategy must be one of 'cos' or 'linear', instead got {anneal_strategy}")
                        rates = swa_lr if isinstance(swa_lr, (list, tuple)) else [swa_lr] * len(optimizer.param_groups)
                        for rate, group in zip(rates, optimizer.param_groups):
                            group["swa_lr"] = rate
                        self.anneal_epochs = anneal_epochs
                        self.anneal_func = self._cosine if anneal_strategy == "cos" else self._linear
                        super().__init__(optimizer, last_epoch)

                    @staticmethod
                    def _linear(t):
                        return t

                    @staticmethod
                    def _cosine(t):
                        return (1 - math.cos(math.pi * t)) / 2

                    @staticmethod
                    def _initial(lr, swa_lr, alpha):
                        return swa_lr if alpha == 1 else (lr - alpha * swa_lr) / (1 - alpha)

                    def get_lr(self):
                        step = self.last_epoch
                        if self.anneal_epochs == 0:
                            step = max(1, step)
                        before = self.anneal_func(max(0, min(1, (step - 1) / max(1, self.anneal_epochs))))
                        now = self.anneal_func(max(0, min(1, step / max(1, self.anneal_epochs))))
                        groups = self.optimizer.param_groups
                        starts = [self._initial(g["lr"], g["swa_lr"], before) for g in groups]
                        return [g["swa_lr"] * now + lr * (1 - now) for g, lr in zip(groups, starts)]
                """
            ),
            (
                "torch.nn.parallel._functions",
                """
                class _OneDevice:
                    "Moves tensors between devices; there is one here."
                    @classmethod
                    def apply(cls, target_gpus, *inputs):
                        return inputs

                class Broadcast(_OneDevice): pass
                class ReduceAddCoalesced(_OneDevice): pass
                class Scatter(_OneDevice): pass
                class Gather(_OneDevice): pass
                """
            ),
            (
                "torch.nn.parallel.scatter_gather",
                """
                def gather(outputs, target_device, dim=0):
                    return outputs[0]

                def scatter(inputs, target_gpus, dim=0):
                    return [inputs]

                def scatter_kwargs(inputs, kwargs, target_gpus, dim=0):
                    return (inputs,), (kwargs or {},)
                """
            ),
            (
                "torch.nn.parallel.replicate",
                """
                def replicate(network, devices, detach=False):
                    return [network]
                """
            ),
            (
                "torch.nn.parallel.parallel_apply",
                """
                def parallel_apply(modules, inputs, kwargs_tup=None, devices=None):
                    return [module(*given) for module, given in zip(modules, inputs)]
                """
            ),
            (
                "torch.nn.attention",
                """
                from contextlib import contextmanager
                from enum import Enum

                class SDPBackend(Enum):
                    "Ways to compute attention; here there is one, MATH."
                    ERROR = -1
                    MATH = 0
                    FLASH_ATTENTION = 1
                    EFFICIENT_ATTENTION = 2
                    CUDNN_ATTENTION = 3

                @contextmanager
                def sdpa_kernel(backends, set_priority=False):
                    "Accepted: the result is the same for all."
                    yield
                """
            ),
            (
                "torch._utils",
                """
                import torch

                def _flatten_dense_tensors(tensors):
                    return torch.cat([t.contiguous().view(-1) for t in tensors])

                def _unflatten_dense_tensors(flat, tensors):
                    pieces = flat.split([t.numel() for t in tensors])
                    return tuple(piece.view(t.shape) for piece, t in zip(pieces, tensors))
                """
            ),
            (
                "torch.onnx",
                """
                def export(model, args, f=None, **kwargs):
                    "Not available: save the state dict instead."
                    raise NotImplementedError("ONNX files are not written here: use torch.save(model.state_dict(), path)")
                """
            ),
            (
                "torch.distributed",
                """
                def is_available():
                    return False

                def is_initialized():
                    return False

                def get_rank(group=None):
                    return 0

                def get_world_size(group=None):
                    return 1

                def barrier(*args, **kwargs):
                    return None

                class ReduceOp:
                    "Ways to reduce over processes; there is one process here."
                    SUM, AVG, PRODUCT, MIN, MAX = range(5)

                def all_reduce(tensor, op=ReduceOp.SUM, group=None, async_op=False):
                    "Nothing: there is one process."
                    return None

                def reduce(tensor, dst=0, op=ReduceOp.SUM, group=None, async_op=False):
                    return None

                def broadcast(tensor, src=0, group=None, async_op=False):
                    return None

                def all_gather(tensor_list, tensor, group=None, async_op=False):
                    tensor_list[0].copy_(tensor)

                def init_process_group(*args, **kwargs):
                    raise NotImplementedError("there is one process here: run the script without torch.distributed")

                def destroy_process_group(group=None):
                    return None
                """
            ),
            (
                "torch.multiprocessing",
                """
                from multiprocessing import *

                def set_sharing_strategy(new_strategy):
                    return None
                """
            ),
            (
                "torch.testing",
                """
                import torch

                def assert_close(actual, expected, *, rtol=None, atol=None, equal_nan=False, msg=None, **kwargs):
                    "Raises AssertionError unless the two agree within the tolerances."
                    if not torch.is_tensor(actual):
                        actual = torch.as_tensor(actual)
                    if not torch.is_tensor(expected):
                        expected = torch.as_tensor(expected)
                    if actual.shape != expected.shape:
                        raise AssertionError(msg or f"The values for attribute 'shape' do not match: {actual.shape} != {expected.shape}.")
                    if actual.dtype != expected.dtype:
                        raise AssertionError(msg or f"The values for attribute 'dtype' do not match: {actual.dtype} != {expected.dtype}.")
                    if rtol is None:
                        rtol = 1e-7 if actual.dtype == torch.float64 else 1.3e-6 if actual.dtype.is_floating_point else 0.0
                    if atol is None:
                        atol = 1e-7 if actual.dtype == torch.float64 else 1e-5 if actual.dtype.is_floating_point else 0.0
                    close = torch.isclose(actual, expected, rtol=rtol, atol=atol, equal_nan=equal_nan)
                    if not bool(close.all()):
                        wrong = int((~close).sum())
                        count = actual.numel()
                        raise AssertionError(msg or
                            f"Tensor-likes are not close!\\n\\nMismatched elements: {wrong} / {count} ({100 * wrong / count:.1f}%)")
                """
            ),
        ]
    }
}
