// Libraries that U-Net programs import beside PyTorch and that are not here, each with what to write instead (AbsentModules tells
// when the sentence is shown). The list is the measured one: what wild training scripts import.
import Script

enum AbsentLibraries {
    static func declare() {
        for (names, answer) in answers {
            for name in names.split(separator: " ") { AbsentModules.declare(String(name), answer) }
        }
    }

    private static let answers = [
        ("pandas polars", "read tables with csv.DictReader(open(path)) and keep columns in lists or numpy arrays"),
        ("scipy", "scipy.ndimage, numpy and skimage are here"),
        ("sklearn", "split with torch.utils.data.random_split; count with numpy.bincount"),
        (
            "albumentations imgaug kornia torchio",
            "use torchvision.transforms, or flip and rotate image and mask together with numpy"
        ),
        (
            "pytorch_lightning lightning ignite catalyst fastai",
            "write the loop: for x, y in loader: loss = criterion(model(x), y); loss.backward(); optimizer.step()"
        ),
        (
            "segmentation_models_pytorch timm monai diffusers transformers mmcv mmseg nnunet batchgenerators",
            "write the layers with torch.nn, take torchvision.models.resnet34() as encoder, or use UNet(channels, classes)"
        ),
        (
            "wandb visdom mlflow neptune comet_ml clearml tensorboard",
            "print the numbers, or draw them with matplotlib"
        ),
        ("torchsummary torchinfo torchsummaryX pytorch_model_summary", "summary(model, (1, 3, 64, 64)) is built in"),
        ("thop ptflops fvcore pthflops", "count parameters with sum(p.numel() for p in model.parameters())"),
        (
            "torchmetrics medpy surface_distance lpips pytorch_msssim piq",
            "write the metric with torch: sums of masks are enough for Dice and IoU"
        ),
        (
            "nibabel SimpleITK pydicom nrrd h5py tifffile rasterio osgeo gdal zarr lmdb openslide OpenEXR Imath pycocotools",
            "convert the data once to .npy (np.load) or PNG (PIL.Image.open)"
        ),
        (
            "yaml ruamel omegaconf hydra yacs ml_collections toml",
            "keep the settings in JSON (json.load) or in argparse options"
        ),
        ("seaborn plotly bokeh cv2_plt_imshow", "matplotlib.pyplot is here"),
        (
            "numba cupy jax tensorflow keras tensorrt onnx onnxruntime apex deepspeed",
            "use torch operations on whole tensors"
        ),
        ("requests gdown kaggle huggingface_hub", "there is no network here: put the files beside the script"),
        ("google IPython ipywidgets", "notebook helpers are not needed: figures and values show by themselves"),
        ("gradio streamlit flask", "run the model in a script and save pictures with PIL or matplotlib"),
        ("absl fire click", "use argparse"),
        (
            "ema_pytorch accelerate",
            "keep a copy.deepcopy(model) and mix its parameters yourself, under torch.no_grad()"
        ),
        ("subprocess socket", "scripts here cannot start programs or use the network"),
        ("urllib http ftplib smtplib", "there is no network here: put the files beside the script"),
        ("zipfile tarfile gzip bz2", "unpack the archive once outside, then read its files"),
        ("configparser", "keep the settings in JSON (json.load) or in argparse options"),
        (
            "aifc array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii calendar cgi cgitb chunk "
                + "cmath cmd code codecs codeop colorsys compileall concurrent contextvars copyreg crypt ctypes curses "
                + "dbm decimal difflib dis doctest email encodings errno faulthandler fcntl filecmp fileinput "
                + "fractions getopt getpass gettext graphlib grp hashlib hmac html idlelib imghdr imp ipaddress keyword "
                + "lib2to3 linecache locale lzma mailbox marshal mimetypes mmap modulefinder msvcrt netrc nt ntpath "
                + "opcode optparse pickletools pipes pkgutil plistlib posix posixpath profile cProfile pstats pty pwd "
                + "py_compile pyclbr pydoc queue readline reprlib resource runpy sched secrets select selectors shelve "
                + "shlex signal site sndhdr socketserver sqlite3 sre_constants ssl stat stringprep struct symtable "
                + "sysconfig syslog telnetlib termios tkinter token tokenize tomllib trace tracemalloc tty turtle "
                + "turtledemo unicodedata unittest wave weakref webbrowser winreg winsound wsgiref xml xmlrpc zipimport "
                + "zlib zoneinfo sympy setuptools pkg_resources mpmath",
            "these are not part of the dialect"
        ),
        ("librosa soundfile musdb museval", "sound files are not read here: use arrays from np.load"),
    ]
}
