// logging: loggers by dotted name, handlers, formatters; messages go to stderr unless told otherwise.
enum LoggingModule {
    static let text = #"""
        import sys
        import time as _time

        NOTSET, DEBUG, INFO, WARNING, ERROR, CRITICAL = 0, 10, 20, 30, 40, 50
        WARN = WARNING
        FATAL = CRITICAL
        _names = {0: 'NOTSET', 10: 'DEBUG', 20: 'INFO', 30: 'WARNING', 40: 'ERROR', 50: 'CRITICAL'}
        _levels = {'NOTSET': 0, 'DEBUG': 10, 'INFO': 20, 'WARN': 30, 'WARNING': 30, 'ERROR': 40, 'CRITICAL': 50, 'FATAL': 50}

        def getLevelName(level):
            if level in _names:
                return _names[level]
            return _levels.get(level, f"Level {level}")

        def addLevelName(level, name):
            _names[level] = name
            _levels[name] = level

        def _level(level):
            if isinstance(level, str):
                if level not in _levels:
                    raise ValueError(f"Unknown level: {level!r}")
                return _levels[level]
            return level

        class LogRecord:
            def __init__(self, name, level, message, args, exc_info=None):
                self.name = name
                self.levelno = level
                self.levelname = getLevelName(level)
                self.msg = message
                self.args = args
                self.created = _time.time()
                self.msecs = int(self.created % 1 * 1000)
                self.process = 0
                self.thread = 0
                self.threadName = 'MainThread'
                self.processName = 'MainProcess'
                self.module = self.filename = self.pathname = self.funcName = '<script>'
                self.lineno = 0
                self.exc_info = exc_info

            def getMessage(self):
                text = str(self.msg)
                if self.args:
                    text = text % (self.args[0] if len(self.args) == 1 and isinstance(self.args[0], dict) else self.args)
                return text

        class Formatter:
            def __init__(self, fmt=None, datefmt=None, style='%'):
                self._fmt = fmt or ('{message}' if style == '{' else '%(message)s')
                self.datefmt = datefmt
                self._style = style

            def formatTime(self, record, datefmt=None):
                moment = _time.localtime(record.created)
                if datefmt:
                    return _time.strftime(datefmt, moment)
                return _time.strftime('%Y-%m-%d %H:%M:%S', moment) + ',%03d' % record.msecs

            def format(self, record):
                values = dict(record.__dict__)
                values['message'] = record.message = record.getMessage()
                if 'asctime' in self._fmt:
                    values['asctime'] = self.formatTime(record, self.datefmt)
                text = self._fmt.format(**values) if self._style == '{' else self._fmt % values
                if record.exc_info:
                    text += f"\n{type(record.exc_info).__name__}: {record.exc_info}"
                return text

        class Filterer:
            def addFilter(self, filter): self.filters.append(filter)
            def removeFilter(self, filter): self.filters.remove(filter)

            def filter(self, record):
                for f in self.filters:
                    ok = f.filter(record) if hasattr(f, 'filter') else f(record)
                    if not ok:
                        return False
                return True

        class Handler(Filterer):
            def __init__(self, level=NOTSET):
                self.level = _level(level)
                self.formatter = None
                self.filters = []

            def setLevel(self, level): self.level = _level(level)
            def setFormatter(self, formatter): self.formatter = formatter
            def format(self, record): return (self.formatter or _default).format(record)
            def flush(self): pass
            def close(self): pass
            def emit(self, record): pass

            def handle(self, record):
                if record.levelno >= self.level and self.filter(record):
                    self.emit(record)

        class NullHandler(Handler):
            pass

        class StreamHandler(Handler):
            terminator = '\n'

            def __init__(self, stream=None):
                super().__init__()
                self.stream = stream

            def emit(self, record):
                stream = self.stream or sys.stderr
                stream.write(self.format(record) + self.terminator)
                self.flush()

            def flush(self):
                (self.stream or sys.stderr).flush()

        class FileHandler(StreamHandler):
            def __init__(self, filename, mode='a', encoding=None, delay=False):
                super().__init__(open(filename, mode))
                self.baseFilename = str(filename)

            def close(self):
                self.stream.close()

        _default = Formatter()

        class Logger(Filterer):
            def __init__(self, name, level=NOTSET):
                self.name = name
                self.level = _level(level)
                self.handlers = []
                self.filters = []
                self.propagate = True
                self.disabled = False
                self.parent = None

            def __repr__(self):
                return f"<Logger {self.name} ({getLevelName(self.getEffectiveLevel())})>"

            def setLevel(self, level): self.level = _level(level)
            def addHandler(self, handler):
                if handler not in self.handlers:
                    self.handlers.append(handler)
            def removeHandler(self, handler):
                if handler in self.handlers:
                    self.handlers.remove(handler)
            def hasHandlers(self):
                return bool(self.handlers) or (self.propagate and self.parent is not None and self.parent.hasHandlers())

            def getEffectiveLevel(self):
                logger = self
                while logger is not None:
                    if logger.level:
                        return logger.level
                    logger = logger.parent
                return NOTSET

            def isEnabledFor(self, level):
                return not self.disabled and level > _state['disabled'] and level >= self.getEffectiveLevel()

            def getChild(self, suffix):
                return getLogger(suffix if self is root else self.name + '.' + suffix)

            def _log(self, level, message, args, exc_info=None, **options):
                record = LogRecord(self.name, level, message, args, exc_info if isinstance(exc_info, BaseException) else None)
                if self.filter(record):
                    self.handle(record)

            def handle(self, record):
                logger = self
                found = False
                while logger is not None:
                    for handler in logger.handlers:
                        found = True
                        handler.handle(record)
                    if not logger.propagate:
                        break
                    logger = logger.parent
                if not found and record.levelno >= WARNING:
                    sys.stderr.write(_default.format(record) + '\n')

            def log(self, level, message, *args, **options):
                if self.isEnabledFor(level):
                    self._log(level, message, args, **options)
            def debug(self, message, *args, **options): self.log(DEBUG, message, *args, **options)
            def info(self, message, *args, **options): self.log(INFO, message, *args, **options)
            def warning(self, message, *args, **options): self.log(WARNING, message, *args, **options)
            def error(self, message, *args, **options): self.log(ERROR, message, *args, **options)
            def critical(self, message, *args, **options): self.log(CRITICAL, message, *args, **options)
            def exception(self, message, *args, **options): self.log(ERROR, message, *args, **options)
            warn = warning
            fatal = critical

        root = Logger('root', WARNING)
        _loggers = {}
        _state = {'disabled': 0}

        def getLogger(name=None):
            if not name or name == 'root':
                return root
            if name in _loggers:
                return _loggers[name]
            logger = Logger(name)
            parent = name.rpartition('.')[0]
            logger.parent = getLogger(parent) if parent else root
            _loggers[name] = logger
            return logger

        def basicConfig(*, filename=None, filemode='a', format='%(levelname)s:%(name)s:%(message)s', datefmt=None, style='%',
                        level=None, stream=None, handlers=None, force=False, encoding=None, errors=None):
            if force:
                root.handlers = []
            if not root.handlers:
                if handlers is None:
                    handlers = [FileHandler(filename, filemode) if filename else StreamHandler(stream)]
                formatter = Formatter(format, datefmt, style)
                for handler in handlers:
                    if handler.formatter is None:
                        handler.setFormatter(formatter)
                    root.addHandler(handler)
                if level is not None:
                    root.setLevel(level)

        def disable(level=CRITICAL):
            _state['disabled'] = level

        def _root_log(level, message, args, options):
            if not root.handlers:
                basicConfig()
            root.log(level, message, *args, **options)

        def log(level, message, *args, **options): _root_log(level, message, args, options)
        def debug(message, *args, **options): _root_log(DEBUG, message, args, options)
        def info(message, *args, **options): _root_log(INFO, message, args, options)
        def warning(message, *args, **options): _root_log(WARNING, message, args, options)
        def error(message, *args, **options): _root_log(ERROR, message, args, options)
        def critical(message, *args, **options): _root_log(CRITICAL, message, args, options)
        def exception(message, *args, **options): _root_log(ERROR, message, args, options)
        warn = warning
        fatal = critical

        def captureWarnings(capture): pass
        def shutdown(): pass
        """#

    /// logging.handlers: files that would be changed by size or by day are one file here.
    static let handlers = #"""
        from logging import FileHandler, Handler

        class RotatingFileHandler(FileHandler):
            def __init__(self, filename, mode='a', maxBytes=0, backupCount=0, encoding=None, delay=False, errors=None):
                super().__init__(filename, mode, encoding)
                self.maxBytes = maxBytes
                self.backupCount = backupCount

        class TimedRotatingFileHandler(FileHandler):
            def __init__(self, filename, when='h', interval=1, backupCount=0, encoding=None, delay=False, utc=False,
                         atTime=None, errors=None):
                super().__init__(filename, 'a', encoding)
                self.when = when.upper()
                self.interval = interval
                self.backupCount = backupCount

        class WatchedFileHandler(FileHandler):
            pass

        class MemoryHandler(Handler):
            def __init__(self, capacity, flushLevel=40, target=None, flushOnClose=True):
                super().__init__()
                self.target = target
            def emit(self, record):
                if self.target is not None:
                    self.target.handle(record)
        """#
}
